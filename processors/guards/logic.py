"""The watch stage's logic: one camera's tracks in, events out."""

import msgspec
from msgspec.structs import replace

from orin.processors.geometry import Point, corners, stretch, stretched
from orin.processors.guards.emit import Emitter
from orin.processors.guards.guard_set import GuardSet
from orin.processors.guards.lifecycle import run, withdraw_others
from orin.processors.guards.observed.coverage import forget_gaps, note_gap
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.observed.tracked_objects import forget, observe
from orin.processors.guards.state import WatchState
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.records import OBSERVED, Record, SessionEnd, Track, Tracks


class WatchLogic:
    """A `CameraLogic` over Tracks and SessionEnd; events come out sealed, in the order of the frames.

    `late_after`: seconds from capture to publishing after which an event is late. `build` goes into provenance.
    """

    logic_version = 3

    def __init__(self, late_after: float = 60.0, build: str = "") -> None:
        self._late_after = round(late_after * 1e6)
        self._build = build
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(WatchState)
        self._guard_sets: dict[str, GuardSet] = {}
        """By camera: a cache, which decides nothing."""

    def new(self, camera: str) -> WatchState:
        return WatchState(camera)

    def is_late(self, state: WatchState, record: Tracks | SessionEnd) -> bool:
        return isinstance(record, Tracks) and record.captured_at <= state.last_at

    def dump(self, state: WatchState) -> bytes:
        return self._encoder.encode(state)

    def load(self, data: bytes) -> WatchState:
        return self._decoder.decode(data)

    def step(
        self, state: WatchState, record: Tracks | SessionEnd, armed: Armed, origin: Origin
    ) -> tuple[WatchState, list[Record]]:
        """Nothing comes out for the end of a session, for a repeat, or for a frame on which nothing was looked at."""
        if isinstance(record, SessionEnd) or self.is_late(state, record):
            return state, []
        state.last_at = record.captured_at
        if record.status not in OBSERVED:
            return state, []
        if not state.objects and not state.gone and state.measured_in != record.session:
            state.width, state.height, state.measured_in = record.width, record.height, record.session
        picture = stretch(state.width, state.height, record.width, record.height)
        if picture != (1.0, 1.0):
            record = _stretched(record, state)
        guard_set = self._guards_of(armed, record)
        if guard_set.ignored:
            record = _without_ignored(record, guard_set)
        sightings = guard_set.sightings(state)
        fresh = sightings.at < 0
        before = state.observed_at
        gap = _advance(state, record, guard_set)
        at = record.captured_at
        departures, others = observe(state, record, picture, gap=gap, walks=guard_set.walks)
        changed = sightings.refresh(at, others=others or fresh) or gap
        frame = ObservedFrame(sightings, record, origin, departures, before, picture=picture)
        out = Emitter(frame, self._late_after, self._build)
        former = withdraw_others(frame, guard_set, out) if fresh else {}
        wake, posts = sightings.wake, sightings.posts
        for number, guard in enumerate(guard_set.guards):
            if changed or at >= wake[number] or (posts[number] and sightings.is_disturbed(number)):
                frame.posts = posts[number] = []
                wake[number] = run(frame, guard, former.get(guard.name), out)
        if departures or state.gone:
            forget(state, departures, at)
        return state, out.events

    def _guards_of(self, armed: Armed, record: Tracks) -> GuardSet:
        guard_set = self._guard_sets.get(record.camera)
        if guard_set is None or not guard_set.holds(armed, record):
            guard_set = self._guard_sets[record.camera] = GuardSet(armed, record)
        return guard_set


def _advance(state: WatchState, record: Tracks, guard_set: GuardSet) -> bool:
    """Moves the camera's time on; whether there was a gap."""
    at = record.captured_at
    first = state.observed_at < 0
    gap = not first and at - state.observed_at > guard_set.gap_tolerance
    if gap:
        note_gap(state, state.observed_at, at)
    if first or gap:
        state.fresh_at = at
    if state.gaps:
        forget_gaps(state, at - guard_set.horizon)
    state.observed_at = at
    return gap


def _stretched(record: Tracks, state: WatchState) -> Tracks:
    """The record as if its picture had the size that the state is held in: the same scene in other pixels."""
    by = stretch(record.width, record.height, state.width, state.height)
    tracks = tuple(_track(track, by) for track in record.tracks)
    return replace(record, width=state.width, height=state.height, tracks=tracks)


def _track(track: Track, by: Point) -> Track:
    x1, y1, x2, y2 = stretched(corners(track), by)
    return replace(track, x1=x1, y1=y1, x2=x2, y2=y2)


def _without_ignored(record: Tracks, guard_set: GuardSet) -> Tracks:
    """Drops tracks whose anchor lies in a part of the picture that is not used at all."""
    kept = tuple(
        track
        for track in record.tracks
        if not any(zone.holds((track.x1 + track.x2) / 2, track.y2) for zone in guard_set.ignored)
    )
    return record if len(kept) == len(record.tracks) else replace(record, tracks=kept)
