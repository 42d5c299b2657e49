"""Which frames a backend sees as one sequence."""

from dataclasses import dataclass

from orin.schemas.records import FrameRef, SessionEnd


@dataclass(slots=True)
class _Lane:
    session: str
    last_at: int
    partition: int
    ended: bool = False


class Lanes:
    """Normally one lane a camera.

    A backend keeps state by camera and wants captured_at to rise. Should two ingests publish one camera at once,
    track decides whose frames count, so both are inferred; the newcomer gets a lane of its own until the owner has
    ended or been silent for `takeover_after`, so that neither disturbs the other's background.
    """

    def __init__(self, takeover_after: float) -> None:
        self._takeover_us = round(takeover_after * 1_000_000)
        self._lanes: dict[str, _Lane] = {}

    def enter(self, frame: FrameRef, partition: int) -> str | None:
        """The frame's lane; None when it repeats or precedes a frame of its session that was taken before."""
        main = self._lanes.get(frame.camera)
        own = main is None or self._may_use(main, frame)
        name = frame.camera if own else _side(frame.camera, frame.session)
        lane = self._lanes.get(name)
        if lane is not None and lane.session == frame.session and frame.captured_at <= lane.last_at:
            return None
        self._lanes[name] = _Lane(frame.session, frame.captured_at, partition)
        return name

    def end(self, record: SessionEnd) -> None:
        """The session is over: the next one may go on in the camera's own lane."""
        for name in (record.camera, _side(record.camera, record.session)):
            lane = self._lanes.get(name)
            if lane is not None and lane.session == record.session:
                lane.ended = True

    def lose(self, partitions: set[int]) -> set[str]:
        """Forgets the cameras of these partitions; returns their lanes."""
        lost = {name for name, lane in self._lanes.items() if lane.partition in partitions}
        for name in lost:
            del self._lanes[name]
        return lost

    def _may_use(self, main: _Lane, frame: FrameRef) -> bool:
        if main.session == frame.session:
            return True
        silent = frame.captured_at - main.last_at
        return silent > 0 and (main.ended or silent >= self._takeover_us)


def _side(camera: str, session: str) -> str:
    return f"{camera}#{session}"
