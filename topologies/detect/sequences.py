"""Which frames make one sequence for a backend."""

from dataclasses import dataclass

from orin.schemas.records import FrameRef, SessionEnd


@dataclass(slots=True)
class _Sequence:
    session: str
    last_at: int
    partition: int
    ended: bool = False


class FrameSequences:
    """Normally one sequence per camera.

    A backend keeps state by camera and wants captured_at to rise. Should two ingests publish one camera at once,
    track decides whose frames count, so both are inferred; the newcomer gets a sequence of its own until the owner has
    ended or been silent for `takeover_after`, so that neither disturbs the other's background.
    """

    def __init__(self, takeover_after: float) -> None:
        self._takeover_us = round(takeover_after * 1_000_000)
        self._sequences: dict[str, _Sequence] = {}

    def enter(self, frame: FrameRef, partition: int) -> str | None:
        """The frame's sequence; None when it repeats or precedes a frame of its session that was taken before."""
        main = self._sequences.get(frame.camera)
        own = main is None or self._may_use(main, frame)
        name = frame.camera if own else _side(frame.camera, frame.session)
        sequence = self._sequences.get(name)
        if sequence is not None and sequence.session == frame.session and frame.captured_at <= sequence.last_at:
            return None
        self._sequences[name] = _Sequence(frame.session, frame.captured_at, partition)
        return name

    def end(self, record: SessionEnd) -> None:
        """The session is over: the next one may go on in the camera's own sequence."""
        for name in (record.camera, _side(record.camera, record.session)):
            sequence = self._sequences.get(name)
            if sequence is not None and sequence.session == record.session:
                sequence.ended = True

    def lose(self, partitions: set[int]) -> set[str]:
        """Forgets the cameras of these partitions; returns their sequences."""
        lost = {name for name, sequence in self._sequences.items() if sequence.partition in partitions}
        for name in lost:
            del self._sequences[name]
        return lost

    def _may_use(self, main: _Sequence, frame: FrameRef) -> bool:
        if main.session == frame.session:
            return True
        silent = frame.captured_at - main.last_at
        return silent > 0 and (main.ended or silent >= self._takeover_us)


def _side(camera: str, session: str) -> str:
    return f"{camera}#{session}"
