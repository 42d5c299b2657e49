"""Every kind of guard, one a file: a function that takes its turn on each observed frame (turn.py).

A new kind is a model in processors/specs/models.py (its fields), a file here, a line in WATCHES, and a chapter in
docs/guards.md.
"""

from processors.guards.kinds.appears import watch_appears
from processors.guards.kinds.crosses import watch_crosses
from processors.guards.kinds.enters import watch_enters, watch_exits
from processors.guards.kinds.loiters import watch_loiters
from processors.guards.kinds.unattended import watch_unattended
from processors.guards.turn import Watch

WATCHES: dict[str, Watch] = {
    "appears": watch_appears,
    "enters": watch_enters,
    "exits": watch_exits,
    "crosses": watch_crosses,
    "unattended": watch_unattended,
    "loiters": watch_loiters,
}
WALKS = frozenset({"unattended"})
"""Kinds that need to know where people walked."""
