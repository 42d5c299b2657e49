"""Whatever happens in whatever order: a crash and repeats change no decision, and other cameras have no part in it."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from orin.processors.alerting.logic import AlertLogic
from orin.processors.logic import Origin
from orin.processors.specs.armed import Armed
from orin.schemas.records import Delivery, MuteInForce, Record, ReviewAction
from tests.support.alerting import CAMERA, Story, at, event, review

TARGETS = """
target: desk
send: [{webhook: {url: 'https://desk.example/'}}]
severities: [high, critical]
group: 10s
limit: {per: 1m, at_most: 2}
unacknowledged: {after: 20s, tell: [lead, desk], again: 1}
---
target: lead
send: [{webhook: {url: 'https://lead.example/'}}]
hours: {hours: '16:14-16:15', timezone: Europe/Berlin}
"""
_NAMES = st.sampled_from(["a", "b", "c"])
_SECONDS = st.integers(0, 240)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Up to a dozen things within four minutes, in the order of time; mutes come and go."""
    story = Story(TARGETS, late_after=30.0)
    sequences: dict[str, int] = {}
    for seconds in sorted(draw(st.lists(_SECONDS, max_size=12))):
        name = draw(_NAMES)
        match draw(st.sampled_from(["event", "event", "event", "review", "mute"])):
            case "event":
                sequences[name] = sequences.get(name, 0) + 1
                happened = draw(st.sampled_from([seconds, seconds, seconds - 100]))
                story.happens(seconds, event(name, sequences[name], happened, **draw(_FIELDS)))
            case "review":
                action: ReviewAction = draw(st.sampled_from(["acknowledged", "commented", "resolved"]))
                story.happens(seconds, review(name, action, seconds))
            case _:
                scope = draw(st.sampled_from(["target/desk", "camera/hq/lobby", "site/other"]))
                story.mutes = (MuteInForce(scope=scope, muted_until=at(seconds + 30)),)
    story.until(1000)
    return story


_FIELDS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "severity": st.sampled_from(["low", "high", "critical"]),
        "notify": st.sampled_from(["send", "send", "send", "indeterminate", "late"]),
        "notify_to": st.sampled_from([("desk",), ("desk", "lead"), ("nobody",), ()]),
        "phase": st.sampled_from(["opened", "updated", "closed", "occurred"]),
    }
)


def decisions(records: list[Record], restarts: list[bool], repeats: list[int]) -> list[Delivery]:
    """`restarts`: after which records the state is stored and read; `repeats`: how many earlier ones come again."""
    logic = AlertLogic(30.0)
    state = logic.new(CAMERA)
    found: list[Delivery] = []
    for number, record in enumerate(records):
        again = records[max(0, number - repeats[number % len(repeats)]) : number]
        for each in (*again, record):
            state, said = logic.step(state, each, Armed(), Origin("orin.alerting.v1", 0, number))  # type: ignore[arg-type]
            found.extend(said)  # type: ignore[arg-type]
        if restarts[number % len(restarts)]:
            logic = AlertLogic(30.0)
            state = logic.load(logic.dump(state))
    return found


@settings(max_examples=30)
@given(story=stories(), restarts=st.lists(st.booleans(), min_size=1, max_size=5))
def test_a_restart_anywhere_changes_no_decision(story: Story, restarts: list[bool]) -> None:
    assert decisions(story.records, restarts, [0]) == story.deliveries


@settings(max_examples=30)
@given(story=stories(), repeats=st.lists(st.integers(0, 3), min_size=1, max_size=5))
def test_what_the_courier_copies_again_changes_no_decision(story: Story, repeats: list[int]) -> None:
    assert decisions(story.records, [False], repeats) == story.deliveries


@settings(max_examples=30)
@given(story=stories())
def test_each_message_has_a_key_of_its_own_and_all_that_waits_is_settled(story: Story) -> None:
    sent = [each.delivery_id for each in story.deliveries if each.status == "decided"]
    assert len(sent) == len(set(sent))
    last = {each.delivery_id: each for each in story.deliveries}
    assert "waiting" not in {each.status for each in last.values()}
    assert not story.state.batches
    assert not story.state.asking


@settings(max_examples=30)
@given(story=stories())
def test_whoever_was_told_was_allowed_to_be(story: Story) -> None:
    first = [each for each in story.deliveries if each.status == "decided" and each.kind in ("first", "more")]
    for each in first:
        seconds = (each.decided_at - at(0)) / 1e6
        assert each.target in ("desk", "lead")
        if each.target == "lead" and each.kind == "first":
            assert 40 <= seconds < 100  # 16:14:00 to 16:15:00 in Berlin
    desk = [each.decided_at for each in first if each.target == "desk"]
    for begin in desk:
        assert sum(begin <= other < begin + 60_000_000 for other in desk) <= 2
