"""Open events that no frame will close: their guard no longer watches their camera (0005_stale_events.sql)."""

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


def stale_events(connection: psycopg.Connection) -> list[StaleEvents]:
    """All of them, by guard and camera."""
    rows = connection.execute(
        "SELECT guard, camera, count(*), min(stale_since) FROM stale_events GROUP BY guard, camera ORDER BY 1, 2"
    )
    return [StaleEvents(*row) for row in rows]
