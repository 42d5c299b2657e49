"""Which cameras a pattern means: those with a spec, and those with snapshots around the window."""

from collections.abc import Collection
from fnmatch import fnmatchcase

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse
from orin.schemas.nearest import meant
from orin.topologies.camera_snapshots import PERIOD
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import SNAPSHOTS
from orin.topologies.replay.run import Window


def check_cameras(settings: Settings, pattern: str, specified: Collection[str], window: Window) -> None:
    """Misuse, with the nearest names, for a pattern that no camera matches.

    Only a pattern that matches no camera with a spec makes it look for the cameras that have frames without one.
    """
    if any(fnmatchcase(name, pattern) for name in specified):
        return
    known = set(specified) | _with_snapshots(settings, window)
    if not any(fnmatchcase(name, pattern) for name in known):
        raise Misuse(f"no camera matches {pattern!r}{meant(pattern, known)}; `orin cameras list` lists the cameras")


def _with_snapshots(settings: Settings, window: Window) -> set[str]:
    with Log(settings) as log:
        return {
            (message.key or b"").decode(errors="replace")
            for partition in range(log.partitions(SNAPSHOTS))
            for batch in log.read(
                SNAPSHOTS,
                partition,
                log.offset_at(SNAPSHOTS, partition, window.start - 2 * PERIOD),
                log.bounds(SNAPSHOTS, partition).end,
            )
            for message in batch
        }
