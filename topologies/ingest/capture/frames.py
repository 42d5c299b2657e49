"""Frames with their time: what comes out of a source and goes into the frame store."""

from collections.abc import Iterator
from typing import NamedTuple

from orin.topologies.ingest.capture.clocks import ClipClock
from orin.topologies.ingest.capture.sampling import Sampler
from orin.topologies.ingest.sources.base import EncodedImage, Source


class CapturedFrame(NamedTuple):
    """One frame to be published. `position`: seconds from the source's start; None for live sources."""

    captured_at: int
    position: float | None
    image: EncodedImage
    part: int = 0
    """As `Source.part`: a session of its own for each."""


def clip_frames(source: Source, fps: float | None, anchor: int) -> Iterator[CapturedFrame]:
    """The frames of a lossless source at `fps` frames/s at most, the first captured at `anchor` (µs).

    The result depends on the arguments only, so ingest and `orin try` see the same frames.
    """
    sampler, clock = Sampler(fps), ClipClock(anchor)
    while (position := source.grab()) is not None:
        if sampler.takes(position):
            yield CapturedFrame(clock.at(position), position, source.retrieve(), source.part)
