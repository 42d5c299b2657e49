"""Where the database says an event is: it saves reading the whole events topic."""

import psycopg

from orin.projections.command_line import find_event
from orin.runtime.config.settings import Settings
from orin.topologies.replay.explain import Hint


def locate(settings: Settings, event_id: str) -> Hint | None:
    """None where no database answers, or where it does not have the event: what counts is the topic."""
    try:
        found = find_event(settings.database_url.get_secret_value(), event_id)
    except psycopg.Error:
        return None
    return None if found is None else Hint(*found)
