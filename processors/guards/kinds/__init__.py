"""Every kind of guard, one a file: a function that takes its turn on each observed frame (context.py).

A new kind is a model in processors/specs/models.py (its fields), a file here, a line in WATCHES, and a chapter in
docs/guards.md.
"""

from orin.processors.guards.context import Watch
from orin.processors.guards.kinds.appears import watch_appears
from orin.processors.guards.kinds.crosses import watch_crosses
from orin.processors.guards.kinds.delivered import watch_delivered
from orin.processors.guards.kinds.enters import watch_enters, watch_exits
from orin.processors.guards.kinds.loiters import watch_loiters
from orin.processors.guards.kinds.occupancy import watch_occupancy
from orin.processors.guards.kinds.removed import watch_removed
from orin.processors.guards.kinds.speeding import watch_speeding
from orin.processors.guards.kinds.tailgating import watch_tailgating
from orin.processors.guards.kinds.unattended import watch_unattended
from orin.processors.guards.kinds.wrong_way import watch_wrong_way

WATCHES: dict[str, Watch] = {
    "appears": watch_appears,
    "enters": watch_enters,
    "exits": watch_exits,
    "crosses": watch_crosses,
    "removed": watch_removed,
    "delivered": watch_delivered,
    "unattended": watch_unattended,
    "loiters": watch_loiters,
    "occupancy": watch_occupancy,
    "absent": watch_occupancy,
    "speeding": watch_speeding,
    "wrong_way": watch_wrong_way,
    "tailgating": watch_tailgating,
}
WALKS = frozenset({"unattended", "removed", "delivered"})
"""Kinds that need to know where people walked."""
