"""What is wrong with which camera. Pure: the clock is passed in.

Facts come from heartbeats and detections. What has been said comes from the health topic itself, so a worker that is
restarted says nothing twice and misses no recovery. All times are µs of the wall clock of the camera's ingest.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from orin.processors.camera_state import CameraState, IngestState, Sightings, camera_state
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.references import matches
from orin.processors.specs.sight import blindness
from orin.schemas.records import Detections, HealthEvent, Heartbeat, SessionEnd, Spec
from orin.topologies.detect.running import Detector, newer

DARK = "camera.dark"
BACK = "camera.back"
LIVE = "camera.live"
"""Instead of `camera.back` where no frame had ever come before."""
ENDED = "camera.ended"
FAILED = "camera.failed"
FROZEN = "camera.frozen"
CONTENDED = "camera.contended"
CLOCK = "camera.clock"
MOVED = "camera.moved"
OBSCURED = "camera.obscured"
BLIND = "guard.blind"

TROUBLES = frozenset({DARK, FAILED, FROZEN, CONTENDED, CLOCK, MOVED, OBSCURED})
_IN_THE_DARK = "the camera is dark"
_DEFAULT_TOLERANCE = CameraSpec(camera="").gap_tolerance


@dataclass(slots=True)
class _Session:
    first_at: int
    beat_at: int
    frames: int = 0
    """Published, as its heartbeats say."""
    delivered: bool = False
    """A frame of it has come."""
    state: IngestState = "running"


@dataclass(slots=True)
class _Camera:
    seen_at: int
    """The last sign of a new frame; before the first one, when the first ingest after an orderly end began."""
    first: bool = True
    """No frame has come since then."""
    ever: bool = False
    """A frame has come at some time."""
    new_to_us: bool = False
    """None had come yet when its troubles were said."""
    sessions: dict[str, _Session] = field(default_factory=dict)
    frozen_since: int | None = None
    moved_since: int | None = None
    obscured_since: int | None = None
    shed_since: int | None = None
    shed_until: int = 0
    newest_at: int = -1
    """captured_at of the latest frame, which is `newest_session`'s."""
    newest_session: str = ""
    passed_since: int | None = None
    """captured_at of the first of another session's frames that came too late to count; `passed_until` of the last."""
    passed_until: int = 0
    passed_at: int = 0
    """`seen_at` when that last one came."""
    said: set[str] = field(default_factory=set)
    detector: Detector | None = None
    """What looks at its frames, as far as they say."""
    blind: dict[str, str] = field(default_factory=dict)
    """By guard why it cannot fire, as of `judged`."""
    judged: tuple[int, Detector | None] | None = None
    """The number of the specs and the detector of which `blind` is true."""
    said_blind: dict[str, str] = field(default_factory=dict)

    def current(self) -> _Session:
        """The newest session. Those that fell silent before it began are superseded and forgotten."""
        newest = max(self.sessions.values(), key=lambda session: session.first_at)
        self.sessions = {
            name: session
            for name, session in self.sessions.items()
            if session is newest or session.beat_at >= newest.first_at
        }
        return newest


class HealthLogic:
    """Hears records in any order of cameras; `tick` returns what is to be said, and `said` is told once it is."""

    def __init__(self, dark_after: float, takeover_after: float) -> None:
        self._dark_us = round(dark_after * 1_000_000)
        self._takeover_us = round(takeover_after * 1_000_000)
        self._cameras: dict[str, _Camera] = {}
        self._guards: dict[str, tuple[int, GuardSpec | None]] = {}
        self._specs: dict[str, tuple[int, CameraSpec]] = {}
        """Of each camera the revision's number, and the spec."""
        self._specs_heard = 0

    def heartbeat(self, beat: Heartbeat) -> None:
        camera, session = self._session(beat.camera, beat.session, beat.at)
        if beat.frames_published > session.frames:
            camera.seen_at = max(camera.seen_at, beat.at)
            camera.first, camera.ever, session.delivered = False, True, True
        elif beat.state == "waiting":  # a clip that waits for the clock sees nothing new, and is as well as can be
            camera.seen_at = max(camera.seen_at, beat.at)
        session.frames, session.state = beat.frames_published, beat.state
        session.beat_at = max(session.beat_at, beat.at)

    def detections(self, record: Detections) -> None:
        at = record.published_at
        # A frame that comes out of a spool says nothing of its session now.
        camera, session = self._session(record.camera, record.session, min(record.captured_at, at))
        camera.seen_at = max(camera.seen_at, at)
        camera.first, camera.ever, session.delivered = False, True, True
        session.beat_at = max(session.beat_at, min(record.captured_at, at))
        camera.frozen_since = (camera.frozen_since or at) if record.status == "frozen" else None
        if record.view:  # a frame that was not looked at says nothing of it
            camera.moved_since = (camera.moved_since or at) if record.view == "moved" else None
            camera.obscured_since = (camera.obscured_since or at) if record.view == "obscured" else None
        if record.status == "shed":
            camera.shed_since = camera.shed_since or at
            camera.shed_until = at
        else:
            camera.shed_since = None
        camera.detector = newer(camera.detector, record)
        self._note_order(camera, record)

    def _note_order(self, camera: _Camera, record: Detections) -> None:
        """Track drops what is not later than the last frame: a repeat of one session, but another's is its clock's."""
        if record.captured_at > camera.newest_at:
            camera.newest_at, camera.newest_session = record.captured_at, record.session
        elif record.session != camera.newest_session:
            if camera.passed_since is None:
                camera.passed_since = record.captured_at
            camera.passed_until, camera.passed_at = record.captured_at, camera.seen_at
        if camera.seen_at - camera.passed_at > self._tolerance_us(record.camera):
            camera.passed_since = None

    def ended(self, record: SessionEnd) -> None:
        camera = self._cameras.get(record.camera)
        if camera is not None and record.session in camera.sessions:
            camera.sessions[record.session].state = "ended"

    def spec(self, spec: Spec) -> None:
        """A revision of a guard or camera, as the history has it; the highest counts."""
        number = int(spec.revision.split("-", 1)[0])
        self._specs_heard += 1
        if spec.kind == "camera":
            if spec.name not in self._specs or number > self._specs[spec.name][0]:
                self._specs[spec.name] = number, msgspec.json.decode(spec.body, type=CameraSpec)
        elif number > self._guards.get(spec.name, (0, None))[0]:
            withdrawn = spec.active_until is not None and spec.active_until <= spec.active_from
            self._guards[spec.name] = (number, None if withdrawn else msgspec.json.decode(spec.body, type=GuardSpec))

    def _tolerance_us(self, camera: str) -> int:
        tolerance = self._specs[camera][1].gap_tolerance if camera in self._specs else _DEFAULT_TOLERANCE
        return round(tolerance * 1_000_000)

    def said(self, event: HealthEvent) -> None:
        """`event` is on the health topic, from this worker or an earlier one."""
        camera = self._cameras.setdefault(event.camera, _Camera(seen_at=event.since or event.at))
        if event.kind == BLIND and event.guard is not None and not event.message.endswith(_IN_THE_DARK):
            camera.said_blind[event.guard] = event.message
        elif event.kind in TROUBLES:
            camera.ever = camera.ever or event.kind not in (DARK, FAILED)  # the others are about frames that came
            camera.new_to_us = not camera.ever and (camera.new_to_us or not camera.said)
            camera.said.add(event.kind)
        elif event.kind in (BACK, LIVE, ENDED):
            camera.said.clear()

    def tick(self, now: int) -> list[HealthEvent]:
        """What has changed and is not said yet, at wall clock `now`."""
        return [event for name in sorted(self._cameras) for event in self._changes(name, now)]

    def _session(self, camera: str, session: str, at: int) -> tuple[_Camera, _Session]:
        known = self._cameras.setdefault(camera, _Camera(seen_at=at))
        if session not in known.sessions:
            if not known.sessions or known.current().state == "ended":  # no frame was expected: one is from now on
                known.seen_at, known.first = max(known.seen_at, at), True
            known.sessions[session] = _Session(first_at=at, beat_at=at)
        return known, known.sessions[session]

    def state(self, name: str, now: int) -> CameraState:
        """How a camera is doing at wall clock `now`."""
        return self._state(self._cameras.get(name), now)

    def _state(self, camera: _Camera | None, now: int) -> CameraState:
        if camera is None or not camera.sessions:
            return camera_state(Sightings(None), now, self._dark_us / 1_000_000)
        session = camera.current()
        heard_at = max(session.beat_at, 0 if camera.first else camera.seen_at)
        seen = Sightings(session.state, heard_at, int(session.delivered), camera.seen_at, camera.first)
        return camera_state(seen, now, self._dark_us / 1_000_000)

    def _changes(self, name: str, now: int) -> Iterator[HealthEvent]:
        camera = self._cameras[name]
        state = self._state(camera, now)
        if state in ("never_seen", "ended", "failed"):
            yield from self._expected_no_more(name, camera, state, now)
            return
        troubles = dict(self._troubles(camera, state, self._tolerance_us(name), now))
        said = camera.said
        over = said - troubles.keys()
        if state != "live":
            over -= {DARK, FAILED}  # only a frame ends these
        if over:
            kind, message = (LIVE, "its first frame has come") if camera.new_to_us else (BACK, "it sees again")
            yield HealthEvent(kind=kind, camera=name, at=now, since=camera.seen_at, message=message)
            said = set()
        for kind, (since, message) in troubles.items():
            if kind in said:
                continue
            yield HealthEvent(kind=kind, camera=name, at=now, since=since, message=message)
            if kind == DARK:
                yield from self._in_the_dark(name, since, now)
        yield from self._blind(name, camera, now)

    def _expected_no_more(self, name: str, camera: _Camera, state: CameraState, now: int) -> Iterator[HealthEvent]:
        """What is said once the ingest has ended: that it failed, or that troubles that were said are of no concern."""
        if state == "failed" and FAILED not in camera.said:
            message = "its ingest ended before its first frame; its log says why"
            since = camera.current().first_at
            yield HealthEvent(kind=FAILED, camera=name, at=now, since=since, message=message)
        elif state == "ended" and camera.said:
            message = "its ingest has ended: no more frames are expected"
            yield HealthEvent(kind=ENDED, camera=name, at=now, since=camera.seen_at, message=message)

    def _troubles(
        self, camera: _Camera, state: CameraState, tolerance: int, now: int
    ) -> Iterator[tuple[str, tuple[int, str]]]:
        if state == "dark":
            yield DARK, (camera.seen_at, self._why_dark(camera, now))
        if camera.frozen_since is not None:
            yield (
                FROZEN,
                (camera.frozen_since, "the source delivers identical frames: restart the camera"),
            )
        if camera.moved_since is not None:
            yield (
                MOVED,
                (camera.moved_since, "it shows another scene than before: check whether its zones still fit"),
            )
        if camera.obscured_since is not None:
            yield (
                OBSCURED,
                (camera.obscured_since, "almost nothing is visible: check for a covered lens or darkness"),
            )
        if camera.shed_since is not None and camera.shed_until - camera.shed_since > tolerance:
            message = "its frames are too old when they arrive and are shed: check the clock of its ingest, then detect"
            yield CLOCK, (camera.shed_since, message)
        elif camera.passed_since is not None and camera.passed_until - camera.passed_since > tolerance:
            message = "one ingest's frames are dropped as older than another's: check the clocks of both machines"
            yield CLOCK, (camera.passed_since, message)
        alive = [s for s in camera.sessions.values() if s.state != "ended" and now - s.beat_at <= self._takeover_us]
        if len(alive) > 1:
            since = sorted(session.first_at for session in alive)[1]
            yield (
                CONTENDED,
                (since, f"{len(alive)} ingests publish this camera and only the first one's frames count: stop one"),
            )

    def _why_dark(self, camera: _Camera, now: int) -> str:
        session = camera.current()
        silent = now - session.beat_at
        if silent > self._dark_us:
            return f"nothing has been heard from its ingest for {silent // 1_000_000} s"
        if session.state == "connecting":
            return "its ingest is running but cannot connect to the camera"
        return "its ingest is running but publishes no frames"

    def _in_the_dark(self, camera: str, since: int, now: int) -> Iterator[HealthEvent]:
        for name, (_, guard) in sorted(self._guards.items()):
            if guard is not None and matches(guard.cameras, camera):
                message = f"guard {name} sees nothing of {camera}: {_IN_THE_DARK}"
                yield HealthEvent(kind=BLIND, camera=camera, guard=name, at=now, since=since, message=message)

    def _blind(self, name: str, camera: _Camera, now: int) -> Iterator[HealthEvent]:
        """Guards that cannot fire on this camera, each once as long as the reason stays."""
        if camera.judged != (self._specs_heard, camera.detector):
            camera.judged = self._specs_heard, camera.detector
            camera.blind = dict(self._blinded(name, camera.detector))
            if camera.detector is not None and camera.detector.emits is not None:
                camera.said_blind = {guard: said for guard, said in camera.said_blind.items() if guard in camera.blind}
        for guard, message in camera.blind.items():
            if camera.said_blind.get(guard) != message:
                yield HealthEvent(kind=BLIND, camera=name, guard=guard, at=now, since=None, message=message)

    def _blinded(self, camera: str, detector: Detector | None) -> Iterator[tuple[str, str]]:
        spec = self._specs[camera][1] if camera in self._specs else CameraSpec(camera=camera)
        for name, (_, guard) in sorted(self._guards.items()):
            if guard is not None:
                why = blindness(guard, spec, detector.emits if detector else None)
                if why is not None:
                    yield name, f"guard {name} cannot fire on {camera}: {why}"
