"""The scenes themselves, one file each: who walks where and when, and what the guards must say of it."""

from collections.abc import Callable

from processors.scenes.scene import Scene
from processors.scenes.scripts.abandoned_bag import abandoned_bag
from processors.scenes.scripts.crowding import crowding
from processors.scenes.scripts.delivery import delivery
from processors.scenes.scripts.doorway import doorway
from processors.scenes.scripts.fetched_bag import fetched_bag
from processors.scenes.scripts.loiterer import loiterer
from processors.scenes.scripts.meeting import meeting
from processors.scenes.scripts.removed_object import removed_object
from processors.scenes.scripts.speeding import speeding
from processors.scenes.scripts.stolen_bag import stolen_bag
from processors.scenes.scripts.tailgating import tailgating
from processors.scenes.scripts.unstaffed_desk import unstaffed_desk

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
