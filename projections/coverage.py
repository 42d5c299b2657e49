"""Which stretches of time a camera was observed: the observation of each frame, from the frames before it.

Pure. The state of a camera is small and lives in the table `camera_frames`: a projector reads it in the transaction
in which it writes the rows that follow from it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Struct, field

from orin.processors.labels import OBJECT, group
from orin.processors.specs.armed import revision_number
from orin.processors.specs.models import CameraSpec
from orin.projections.minutes import COUNTED, Counted, RunningMinute
from orin.projections.rows import TableRow, unstorable_spec
from orin.schemas.json_forms import format_time
from orin.schemas.records import OBSERVED, Spec, Track, Tracks

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DEFAULT_TOLERANCE = CameraSpec(camera="").gap_tolerance


class Tolerance(Struct, array_like=True):
    """`seconds` between two observed frames that are no gap yet, for frames captured in [since, until), µs."""

    number: int
    since: int
    until: int | None
    seconds: float


class CameraFrames(Struct):
    """The newest frame of one camera; times in µs, None before the first."""

    camera: str
    captured_at: int | None = None
    status: str | None = None
    observed_at: int | None = None
    tolerances: list[Tolerance] = field(default_factory=list)
    """Ascending; those that no frame to come can fall under are dropped."""
    minute: RunningMinute | None = None

    @classmethod
    def of(  # noqa: PLR0917 - the row's columns
        cls,
        camera: str,
        captured_at: datetime | None,
        status: str | None,
        observed_at: datetime | None,
        tolerances: object,
        minute: datetime | None = None,
        counted: Counted | None = None,
    ) -> "CameraFrames":
        """From a row of `camera_frames`."""
        held = msgspec.convert(tolerances, list[Tolerance])
        running = None if counted is None else RunningMinute(camera, _micros(minute), counted)
        return cls(camera, _micros(captured_at), status, _micros(observed_at), held, running)

    def row(self) -> TableRow:
        return {
            "camera": self.camera,
            "captured_at": _time(self.captured_at),
            "status": self.status,
            "observed_at": _time(self.observed_at),
            "tolerances": self.tolerances,
            "minute": None if self.minute is None else _time(self.minute.start),
            "counted": None if self.minute is None else self.minute.counted,
        }

    def arm(self, spec: Spec) -> None:
        """Takes over the gap tolerance of a camera spec whose marker came by; repeats change nothing.

        Raises Unstorable where the spec is not valid.
        """
        try:
            number = revision_number(spec)
            seconds = msgspec.json.decode(spec.body, type=CameraSpec).gap_tolerance
        except ValueError as error:
            raise unstorable_spec(spec, error) from None
        if self.tolerances and number <= self.tolerances[-1].number:
            return
        self.tolerances.append(Tolerance(number, spec.active_from, spec.active_until, seconds))
        while len(self.tolerances) > 1 and self.tolerances[1].since <= (self.captured_at or 0):
            del self.tolerances[0]

    def observe(self, frame: Tracks) -> TableRow | None:
        """The row of a frame; None for one that is not after the camera's newest, which is a repeat."""
        if self.captured_at is not None and frame.captured_at <= self.captured_at:
            return None
        row: TableRow = {"camera": frame.camera, "captured_at": format_time(frame.captured_at), "status": frame.status}
        self.captured_at, self.status = frame.captured_at, frame.status
        row |= self._observed(frame) if frame.status in OBSERVED else {"covered": 0.0}
        if self.minute is None:
            self.minute = RunningMinute(self.camera)
        self.minute.add(frame.captured_at, row)
        return row

    def _observed(self, frame: Tracks) -> TableRow:
        covered = 0.0
        if self.observed_at is not None:
            passed = (frame.captured_at - self.observed_at) / 1_000_000
            covered = passed if passed <= self._tolerance(frame.captured_at) else 0.0
        self.observed_at = frame.captured_at
        return {**counts(frame.tracks), "covered": covered}

    def _tolerance(self, at: int) -> float:
        for held in reversed(self.tolerances):
            if held.since <= at:
                return _DEFAULT_TOLERANCE if held.until is not None and at >= held.until else held.seconds
        return _DEFAULT_TOLERANCE


def counts(tracks: Iterable[Track]) -> dict[str, int]:
    """Confirmed tracks by label group; those of no group (`moving`, other labels of a model) count nowhere."""
    found = dict.fromkeys(COUNTED, 0)
    for track in tracks:
        if track.state != "tentative":
            name = "objects" if track.label == OBJECT else group(track.label)
            if name in found:
                found[name] += 1
    return found


def _time(at: int | None) -> str | int | None:
    return None if at is None else format_time(at)


def _micros(at: datetime | None) -> int | None:
    return None if at is None else (at - _EPOCH) // _MICROSECOND
