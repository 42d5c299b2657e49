"""The scenes themselves, one file each: who walks where and when, and which events must come."""

from collections.abc import Callable

from orin.processors.scenes.scene import Scene
from orin.processors.scenes.scripts.abandoned_bag import abandoned_bag
from orin.processors.scenes.scripts.crowding import crowding
from orin.processors.scenes.scripts.delivery import delivery
from orin.processors.scenes.scripts.doorway import doorway
from orin.processors.scenes.scripts.fetched_bag import fetched_bag
from orin.processors.scenes.scripts.loiterer import loiterer
from orin.processors.scenes.scripts.meeting import meeting
from orin.processors.scenes.scripts.removed_object import removed_object
from orin.processors.scenes.scripts.speeding import speeding
from orin.processors.scenes.scripts.stolen_bag import stolen_bag
from orin.processors.scenes.scripts.tailgating import tailgating
from orin.processors.scenes.scripts.unstaffed_desk import unstaffed_desk

SCENES: dict[str, Callable[[int], Scene]] = {
    "abandoned-bag": abandoned_bag,
    "crowding": crowding,
    "delivery": delivery,
    "doorway": doorway,
    "fetched-bag": fetched_bag,
    "loiterer": loiterer,
    "meeting": meeting,
    "removed-object": removed_object,
    "speeding": speeding,
    "stolen-bag": stolen_bag,
    "tailgating": tailgating,
    "unstaffed-desk": unstaffed_desk,
}
"""By name; each takes the seed. A new scene is a new file and a line here."""
