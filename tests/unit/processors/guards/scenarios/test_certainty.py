"""Coverage and certainty against an implementation of their definition that shares nothing with the guards'.

Histories are random: frames at uneven times, frames that were not looked at, frames that do not show the object.
"""

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from orin.processors.guards.logic import WatchLogic
from orin.processors.identity import revision
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.processors.specs.parse import parse_specs
from orin.schemas.records import Event, FrameStatus, Spec, Track, Tracks

BEGIN = 1_700_000_000_000_000
SECOND = 1_000_000
PATIENCE = 10 * SECOND


class Moment(NamedTuple):
    """One frame: when, whether it was looked at, whether it shows the object."""

    at: int
    status: FrameStatus
    shows: bool


class Rule(NamedTuple):
    """What decides about certainty, in µs."""

    lasting: int
    least: float
    tolerance: int


class Said(NamedTuple):
    """One phase of an event, as far as certainty goes."""

    phase: str
    at: int
    since: int
    certainty: str
    notify: str
    coverage: float


def seen(history: list[Moment]) -> list[Moment]:
    return [moment for moment in history if moment.status in ("seen", "still")]


def coverage(frames: list[Moment], rule: Rule, since: int, at: int) -> Fraction:
    """The sum of the intervals between consecutive observed frames in [since, at] that are not gaps / (at - since)."""
    total = 0
    for a, b in pairwise(moment.at for moment in frames):
        if b - a <= rule.tolerance:
            total += max(0, min(b, at) - max(a, since))
    return Fraction(total, at - since)


def expected(history: list[Moment], rule: Rule, *, subject: bool) -> list[Said]:
    """What an object that stands there from the first frame on has said of it, until it is lost."""
    frames = seen(history)
    since = frames[0].at
    found, waited = since, since
    opened = certain = False
    said: list[Said] = []

    def say(phase: str, at: int) -> None:
        known = "observed" if certain else "indeterminate"
        notify = "send" if certain else "indeterminate"
        said.append(Said(phase, at, since, known, notify, float(coverage(frames, rule, since, at))))

    for before, frame in zip([None, *frames], frames, strict=False):
        now = frame.at
        shows = frame.shows or not subject
        if before is not None and now - before.at > rule.tolerance:
            waited = now
        if shows:
            found = waited = now
        elif now - max(found, waited) > PATIENCE:
            if opened:
                say("closed", now)
            return said
        if opened:
            if not certain and coverage(frames, rule, max(since, now - rule.lasting), now) >= Fraction(str(rule.least)):
                certain = True
                say("updated", now)
        elif shows and now >= since + rule.lasting:
            opened = True
            certain = coverage(frames, rule, since, now) >= Fraction(str(rule.least))
            say("opened", now)
    return said


def said_by_the_guards(history: list[Moment], rule: Rule, when: str) -> list[Said]:
    text = (
        f"camera: hq/lobby\ngap_tolerance: {rule.tolerance / SECOND}s\nzones: {{all: [[0, 0], [1, 0], [1, 1], [0, 1]]}}"
        f"\n---\nguard: g\ncameras: hq/lobby\nmin_coverage: {rule.least}\nwhen:\n  {when}\n"
    )
    armed = Armed()
    for parsed in parse_specs(text, "guards.yaml"):
        armed.add(
            Spec(kind=parsed.kind, name=parsed.name, revision=revision(1, parsed.body), body=parsed.body, active_from=0)
        )
    logic = WatchLogic()
    state = logic.new("hq/lobby")
    said = []
    for number, moment in enumerate(history):
        state, out = logic.step(state, _record(moment), armed, Origin("tracks", 0, number))
        said += [
            Said(e.phase, e.at, e.since, e.certainty, e.notify, e.coverage) for e in out if isinstance(e, Event)
        ]  # fmt: skip
    return said


def _record(moment: Moment) -> Tracks:
    """A static object that was found long before."""
    thing = Track(
        track_id="b", label="object", label_held=False, score=1.0, x1=100, y1=100, x2=130, y2=130, state="resting",
        born_at=BEGIN - SECOND, detected=moment.shows, velocity_x=0, velocity_y=0,
    )  # fmt: skip
    return Tracks(
        camera="hq/lobby", session="s", session_started_at=BEGIN, captured_at=moment.at, previous_at=None,
        published_at=moment.at, uri=None, width=1000, height=1000, status=moment.status, backend="motion",
        tracks=(thing,) if moment.status in ("seen", "still") else (),
    )  # fmt: skip


STATUSES: list[FrameStatus] = ["seen", "still", "shed", "undecodable", "frozen"]


@st.composite
def histories(draw: st.DrawFn) -> list[Moment]:
    """Runs of frames, each at one pace, with one status, with or without the object; the first frame shows it."""
    runs = draw(
        st.lists(
            st.tuples(
                st.integers(1, 25),
                st.sampled_from([100_000, 200_000, 333_333, 1_000_000, 2_000_000, 5_000_000, 5_000_001, 7_300_000]),
                st.sampled_from([*STATUSES, "seen", "seen", "seen", "seen"]),
                st.sampled_from([True, True, True, False]),
            ),
            min_size=1,
            max_size=12,
        )
    )
    found = [Moment(BEGIN, "seen", shows=True)]
    for number, step, status, shows in runs:
        for _ in range(number):
            found.append(Moment(found[-1].at + step, status, shows))
    return found


rules = st.builds(
    Rule,
    st.sampled_from([2, 5, 12, 30]).map(lambda n: n * SECOND),
    st.sampled_from([0.0, 0.25, 0.5, 0.8, 0.9, 0.95, 1.0]),
    st.sampled_from([SECOND, 5 * SECOND, 8 * SECOND]),
)


def run_of(*parts: tuple[int, int, FrameStatus]) -> list[Moment]:
    found = [Moment(BEGIN, "seen", shows=True)]
    for number, step, status in parts:
        found += [Moment(found[-1].at + step * (i + 1), status, shows=True) for i in range(number)]
    return found


def compare(found: list[Said], wanted: list[Said]) -> None:
    assert [one[:5] for one in found] == [one[:5] for one in wanted]
    assert [one.coverage for one in found] == pytest.approx([one.coverage for one in wanted], abs=1e-6)


@settings(max_examples=250, deadline=None)
@given(histories(), rules)
@example(run_of((3, SECOND, "seen"), (1, 9 * SECOND, "seen"), (40, SECOND, "seen")), Rule(12 * SECOND, 0.5, 5 * SECOND))
@example(run_of((9, SECOND, "seen"), (6, SECOND, "shed"), (40, SECOND, "still")), Rule(12 * SECOND, 1.0, 5 * SECOND))
def test_of_a_condition_with_a_subject(history: list[Moment], rule: Rule) -> None:
    when = f"unattended: {{objects: [object], for: {rule.lasting / SECOND}s}}"
    wanted = expected(history, rule, subject=True)
    found = said_by_the_guards(history, rule, when)
    # What is lost may be found again, and then is another story.
    lost = [one.at for one in wanted if one.phase == "closed"] or [_dropped(history, rule)]
    compare([one for one in found if one.at <= lost[0]], wanted)


def _dropped(history: list[Moment], rule: Rule) -> int:
    """When a pending object was lost; far away when it never was."""
    found = waited = before = history[0].at
    for frame in seen(history):
        waited = frame.at if frame.shows or frame.at - before > rule.tolerance else waited
        found = frame.at if frame.shows else found
        before = frame.at
        if frame.at - max(found, waited) > PATIENCE:
            return frame.at
    return 1 << 62


@settings(max_examples=250, deadline=None)
@given(histories(), rules)
def test_of_a_condition_without(history: list[Moment], rule: Rule) -> None:
    when = f"absent: {{zone: all, for: {rule.lasting / SECOND}s}}"
    compare(said_by_the_guards(history, rule, when), expected(history, rule, subject=False))
