"""Which open events no frame will close, as the topics tell it. The database says the same: `unwatched_since`."""

from collections.abc import Collection

import msgspec

from orin.processors.specs.references import matches
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.records import Spec
from orin.topologies.kafka.log import Log
from orin.topologies.kafka.topics import SPEC_KEY, TRACKS
from orin.topologies.specs.history import History

_LATELY = 60_000_000
"""µs. A camera without a frame for that long counts as one that sends none."""


def unwatched_since(history: History, guard: str, camera: str, sending: Collection[str], now: int) -> int | None:
    """Since when (µs) `guard` has not watched `camera`; None where it does, or where the guard is not known.

    It does not where no pattern of its cameras matches, where it was disabled, and where the camera was disabled and
    is not one of those that are `sending` frames.
    """
    since = [_disabled_since(history, camera, now)] if camera not in sending else []
    since.append(_let_go_since([r.spec for r in history.revisions("guard") if r.spec.name == guard], camera, now))
    return min((at for at in since if at is not None), default=None)


def sending_cameras(settings: Settings) -> set[str]:
    """The cameras with a frame of the last minute. Raises OrinError."""
    since = wall_clock() - _LATELY
    with Log(settings) as log:
        return {
            (message.key or b"").decode(errors="replace")
            for partition in range(log.partitions(TRACKS))
            for batch in log.read(
                TRACKS, partition, log.offset_at(TRACKS, partition, since), log.bounds(TRACKS, partition).end
            )
            for message in batch
            if message.key != SPEC_KEY and message.timestamp * 1000 >= since
        }


def _disabled_since(history: History, camera: str, now: int) -> int | None:
    begun = [r.spec for r in history.revisions("camera") if r.spec.name == camera and r.spec.active_from <= now]
    return _over_since(begun[-1], now) if begun else None


def _let_go_since(revisions: list[Spec], camera: str, now: int) -> int | None:
    """`revisions` of one guard, by number."""
    since: int | None = None
    for spec in revisions:
        if spec.active_from <= now:
            over = _over_since(spec, now) if _watches(spec, camera) else spec.active_from
            since = over if since is None or over is None else min(since, over)
    return since


def _over_since(spec: Spec, now: int) -> int | None:
    return spec.active_until if spec.active_until is not None and spec.active_until <= now else None


def _watches(spec: Spec, camera: str) -> bool:
    patterns = msgspec.json.decode(spec.body).get("cameras")
    return not isinstance(patterns, list) or matches(map(str, patterns), camera)
