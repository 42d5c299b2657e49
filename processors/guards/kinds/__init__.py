"""ORIN's own kinds of guard, one file each: its rule, what it remembers, its step on a frame, and its GuardKind.

A new kind is a file here, a line below and a chapter in docs/guards.md.
"""

from orin.processors.guards.kinds.appears import APPEARS
from orin.processors.guards.kinds.crosses import CROSSES
from orin.processors.guards.kinds.delivered import DELIVERED
from orin.processors.guards.kinds.enters import ENTERS, EXITS
from orin.processors.guards.kinds.loiters import LOITERS
from orin.processors.guards.kinds.occupancy import ABSENT, OCCUPANCY
from orin.processors.guards.kinds.removed import REMOVED
from orin.processors.guards.kinds.speeding import SPEEDING
from orin.processors.guards.kinds.tailgating import TAILGATING
from orin.processors.guards.kinds.unattended import UNATTENDED
from orin.processors.guards.kinds.wrong_way import WRONG_WAY

OWN = (
    APPEARS,
    ENTERS,
    EXITS,
    CROSSES,
    REMOVED,
    DELIVERED,
    UNATTENDED,
    LOITERS,
    OCCUPANCY,
    ABSENT,
    SPEEDING,
    WRONG_WAY,
    TAILGATING,
)
"""In the order in which they are listed to people; processors/specs/kinds.py registers them."""
