"""Which cameras a pattern means: those with a spec, and those that the track stage has seen."""

from collections.abc import Collection
from fnmatch import fnmatchcase

from orin.runtime.config.settings import Settings
from orin.schemas.errors import Misuse
from orin.schemas.nearest import meant
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import TRACK_STATE


def check_cameras(settings: Settings, pattern: str, specified: Collection[str]) -> None:
    """Misuse, with the nearest names, for a pattern that no camera matches.

    Only a pattern that matches no camera with a spec makes it look for the cameras that have frames without one.
    """
    if any(fnmatchcase(name, pattern) for name in specified):
        return
    known = set(specified) | _tracked(settings)
    if not any(fnmatchcase(name, pattern) for name in known):
        raise Misuse(f"no camera matches {pattern!r}{meant(pattern, known)}; `orin cameras list` lists the cameras")


def _tracked(settings: Settings) -> set[str]:
    """The cameras of the track stage's state topic, which is compacted: one record for each camera ever seen."""
    with Log(settings) as log:
        keys = {
            (message.key or b"").decode(errors="replace")
            for partition in range(log.partitions(TRACK_STATE))
            for batch in log.read(TRACK_STATE, partition, *log.bounds(TRACK_STATE, partition))
            for message in batch
        }
    return {key for key in keys if not key.startswith("@")}
