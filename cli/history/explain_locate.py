"""Where the database says an event is, which spares looking through the whole events topic."""

import psycopg

from orin.runtime.config.settings import Settings
from orin.topologies.replay.explain import Hint

_SECONDS = 2
_QUERY = "SELECT camera, (extract(epoch FROM since) * 1000000)::bigint FROM events WHERE event_id = %s"


def locate(settings: Settings, event_id: str) -> Hint | None:
    """None where no database answers, or where it does not have the event: the topic is what counts."""
    try:
        with psycopg.connect(settings.database_url.get_secret_value(), connect_timeout=_SECONDS) as database:
            row = database.execute(_QUERY, (event_id,)).fetchone()
    except psycopg.Error:
        return None
    return None if row is None else Hint(*row)
