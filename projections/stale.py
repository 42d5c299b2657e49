"""Open events that no frame will close, as the view `stale_events` has them (`migrations/000[56]_*.sql`)."""

from datetime import datetime
from typing import NamedTuple

import psycopg


class StaleEvents(NamedTuple):
    """Those of one guard and camera."""

    guard: str
    camera: str
    events: int
    since: datetime
    """Since when the guard has not watched the camera."""
    disabled: bool
    """Because the camera was disabled, whatever the guard's patterns."""


def stale_events(connection: psycopg.Connection) -> list[StaleEvents]:
    """All of them, by guard and camera."""
    rows = connection.execute(
        "SELECT guard, camera, count(*), min(stale_since),"
        " coalesce(min(stale_since) = disabled_since(camera), false)"
        " FROM stale_events GROUP BY guard, camera ORDER BY 1, 2"
    )
    return [StaleEvents(*row) for row in rows]
