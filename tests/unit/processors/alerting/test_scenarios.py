"""Who is told what, and why not: a table of stories.

A line of `expected` is second, target, event, kind, status, why.
"""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from orin.schemas.records import MuteInForce
from tests.support.alerting import DESK, Story, at, event, in_force, review

NOON_TO_FOUR = DESK + "hours: {hours: '12:00-16:00', timezone: Europe/Berlin}\n"
"""The stories begin at 16:13:20 in Berlin."""
LEAD = "---\ntarget: lead\nsend: [{webhook: {url: 'https://lead.example/hook'}}]\n"
ESCALATED = DESK + "unacknowledged: {after: 5m, tell: [lead], again: 1}\n" + LEAD
Line = tuple[float, str, str, str, str, str]


class Scenario(NamedTuple):
    name: str
    targets: str
    happens: Callable[[Story], None]
    expected: list[Line]


def _once(story: Story) -> None:
    story.happens(1, event())
    story.until(10_000)


def _updated_and_closed(story: Story) -> None:
    story.happens(1, event())
    story.happens(9, event(sequence=2, seconds=9, severity="critical"))
    story.happens(50, event(sequence=3, seconds=50, phase="closed", closed_at=at(50), outcome="ended"))


def _repeated(story: Story) -> None:
    story.happens(1, event())
    story.happens(2, event())
    story.happens(3, event(sequence=2, seconds=3))
    story.happens(4, event())


def _grouped(story: Story) -> None:
    story.happens(1, event("a"))
    story.happens(5, event("b", seconds=5))
    story.happens(9, event("c", seconds=9))
    story.happens(20, event("b", 2, 20, phase="closed", closed_at=at(20), outcome="ended"))
    story.until(31)
    story.happens(100, event("d", seconds=100))


def _too_many(story: Story) -> None:
    for minute, name in enumerate("abcd"):
        story.happens(60 * minute + 1, event(name, seconds=60 * minute + 1))
    story.until(3601)


def _late(story: Story) -> None:
    story.happens(500, event("a", seconds=1))
    story.happens(501, event("b", seconds=2))
    story.happens(502, event("c", seconds=502, notify="late"))
    story.until(530)


def _muted(scope: str) -> Callable[[Story], None]:
    def happens(story: Story) -> None:
        story.mutes = (MuteInForce(scope=scope, muted_until=at(60)),)
        story.happens(1, event("a"))
        story.happens(61, event("b", seconds=61))

    return happens


def _muted_while_it_waits(story: Story) -> None:
    story.happens(1, event("a"))
    story.happens(5, event("b", seconds=5))
    story.mutes = (MuteInForce(scope="target/desk", muted_until=at(600)),)
    story.until(40)
    story.happens(41, event("a", 2, 41, phase="closed", closed_at=at(41), outcome="ended"))


def _acknowledged_in_time(story: Story) -> None:
    story.happens(1, event())
    story.happens(200, review())
    story.until(2000)


def _acknowledged_late(story: Story) -> None:
    story.happens(1, event())
    story.happens(400, review(seconds=400))
    story.happens(401, review(action="resolved"))
    story.until(2000)


def _acknowledged_before_it_comes(story: Story) -> None:
    story.happens(1, review())
    story.happens(2, event())
    story.until(2000)


def _indeterminate_then_observed(story: Story) -> None:
    story.happens(1, event(notify="indeterminate", certainty="indeterminate", coverage=0.4))
    story.happens(9, event(sequence=2, seconds=9))


def _low_then_high(story: Story) -> None:
    story.happens(1, event(severity="low"))
    story.happens(9, event(sequence=2, seconds=9, severity="high"))


def _revised_while_it_waits(story: Story) -> None:
    story.happens(1, event("a"))
    story.happens(5, event("b", seconds=5))
    story.targets = in_force(DESK + "group: 5m\n")
    story.until(31)
    story.happens(100, event("c", seconds=100))
    story.targets = ()
    story.until(1000)


def _before_the_target(story: Story) -> None:
    story.targets = in_force(DESK, since=5)
    story.happens(6, event(seconds=1))
    story.happens(7, event("b", seconds=6))


def _over_the_end_of_summer_time(story: Story) -> None:
    """On 25 October 2026 the hour from 02:00 comes twice in Berlin: at 00:30 UTC and at 01:30 UTC."""
    first = (1_792_888_200_000_000 - at(0)) / 1e6
    for hours, name in ((-1, "a"), (0, "b"), (1, "c"), (2, "d")):
        seconds = first + 3600 * hours
        story.happens(seconds, event(name, seconds=seconds))


SCENARIOS = [
    Scenario("an event is told once", DESK, _once, [(1, "desk", "e1", "first", "decided", "")]),
    Scenario(
        "what was told is followed up",
        DESK,
        _updated_and_closed,
        [
            (1, "desk", "e1", "first", "decided", ""),
            (9, "desk", "e1", "update", "decided", ""),
            (50, "desk", "e1", "closed", "decided", ""),
        ],
    ),
    Scenario(
        "a phase counts once",
        DESK,
        _repeated,
        [(1, "desk", "e1", "first", "decided", ""), (3, "desk", "e1", "update", "decided", "")],
    ),
    Scenario(
        "what happens soon after is told together, as it is by then",
        DESK,
        _grouped,
        [
            (1, "desk", "a", "first", "decided", ""),
            (5, "desk", "b", "first", "waiting", "group"),
            (9, "desk", "c", "first", "waiting", "group"),
            (20, "desk", "b", "update", "suppressed", "not_told_yet"),
            (31, "desk", "b", "more", "decided", ""),
            (31, "desk", "b", "first", "suppressed", "told_with_others"),
            (31, "desk", "c", "first", "suppressed", "told_with_others"),
            (100, "desk", "d", "first", "decided", ""),
        ],
    ),
    Scenario(
        "beyond the limit one message tells the rest",
        DESK + "group: 0s\nlimit: {per: 1h, at_most: 2}\n",
        _too_many,
        [
            (1, "desk", "a", "first", "decided", ""),
            (61, "desk", "b", "first", "decided", ""),
            (121, "desk", "c", "first", "waiting", "limit"),
            (181, "desk", "d", "first", "waiting", "limit"),
            (3601, "desk", "c", "more", "decided", ""),
            (3601, "desk", "c", "first", "suppressed", "told_with_others"),
            (3601, "desk", "d", "first", "suppressed", "told_with_others"),
        ],
    ),
    Scenario(
        "late events go in one message",
        DESK,
        _late,
        [
            (500, "desk", "a", "first", "waiting", "late"),
            (501, "desk", "b", "first", "waiting", "late"),
            (502, "desk", "c", "first", "waiting", "late"),
            (530, "desk", "a", "more", "decided", ""),
            (530, "desk", "a", "first", "suppressed", "told_with_others"),
            (530, "desk", "b", "first", "suppressed", "told_with_others"),
            (530, "desk", "c", "first", "suppressed", "told_with_others"),
        ],
    ),
    *(
        Scenario(
            f"{scope} is muted for a time",
            DESK,
            _muted(scope),
            [(1, "desk", "a", "first", "suppressed", f"muted: {scope}"), (61, "desk", "b", "first", "decided", "")],
        )
        for scope in ("guard/lobby-loitering", "camera/hq/lobby", "site/hq", "target/desk")
    ),
    *(
        Scenario(
            f"{scope} is none of its mutes",
            DESK,
            _muted(scope),
            [(1, "desk", "a", "first", "decided", ""), (61, "desk", "b", "first", "decided", "")],
        )
        for scope in ("guard/lobby", "camera/hq/lobby-2", "site/h", "target/lead")
    ),
    Scenario(
        "a mute also holds for what waits and for what follows",
        DESK,
        _muted_while_it_waits,
        [
            (1, "desk", "a", "first", "decided", ""),
            (5, "desk", "b", "first", "waiting", "group"),
            (31, "desk", "b", "first", "suppressed", "muted: target/desk"),
            (41, "desk", "a", "closed", "suppressed", "muted: target/desk"),
        ],
    ),
    Scenario(
        "outside its hours a target is not told",
        NOON_TO_FOUR,
        _once,
        [(1, "desk", "e1", "first", "suppressed", "hours")],
    ),
    Scenario(
        "hours are local wall time, and an hour that comes twice counts twice",
        DESK + "group: 0s\nhours: {hours: '02:00-03:00', timezone: Europe/Berlin}\n",
        _over_the_end_of_summer_time,
        [
            (2_888_200 - 3600, "desk", "a", "first", "suppressed", "hours"),
            (2_888_200, "desk", "b", "first", "decided", ""),
            (2_888_200 + 3600, "desk", "c", "first", "decided", ""),
            (2_888_200 + 7200, "desk", "d", "first", "suppressed", "hours"),
        ],
    ),
    Scenario(
        "nobody acknowledges: others are told, and told again",
        ESCALATED,
        _once,
        [
            (1, "desk", "e1", "first", "decided", ""),
            (301, "lead", "e1", "unacknowledged", "decided", ""),
            (601, "lead", "e1", "unacknowledged", "decided", ""),
        ],
    ),
    Scenario("acknowledged in time", ESCALATED, _acknowledged_in_time, [(1, "desk", "e1", "first", "decided", "")]),
    Scenario(
        "acknowledged late: those who were told hear of it, once",
        ESCALATED,
        _acknowledged_late,
        [
            (1, "desk", "e1", "first", "decided", ""),
            (301, "lead", "e1", "unacknowledged", "decided", ""),
            (400, "lead", "e1", "acknowledged", "decided", ""),
        ],
    ),
    Scenario(
        "an acknowledgement that comes before its event counts",
        ESCALATED,
        _acknowledged_before_it_comes,
        [(2, "desk", "e1", "first", "decided", "")],
    ),
    Scenario(
        "what was not certain is told once it is",
        DESK,
        _indeterminate_then_observed,
        [
            (1, "desk", "e1", "first", "suppressed", "indeterminate"),
            (9, "desk", "e1", "first", "decided", ""),
        ],
    ),
    Scenario(
        "what was not severe enough is told once it is",
        DESK + "severities: [high, critical]\n",
        _low_then_high,
        [(1, "desk", "e1", "first", "suppressed", "severity"), (9, "desk", "e1", "first", "decided", "")],
    ),
    Scenario(
        "a guard's cooldown is kept",
        DESK,
        lambda story: story.happens(1, event(notify="cooldown")),
        [(1, "desk", "e1", "first", "suppressed", "cooldown")],
    ),
    Scenario(
        "a target revised with something waiting: that goes as it was decided, what follows by the revision",
        DESK,
        _revised_while_it_waits,
        [
            (1, "desk", "a", "first", "decided", ""),
            (5, "desk", "b", "first", "waiting", "group"),
            (31, "desk", "b", "more", "decided", ""),
            (31, "desk", "b", "first", "suppressed", "told_with_others"),
            (100, "desk", "c", "first", "waiting", "group"),
            (331, "desk", "c", "first", "suppressed", "no_target"),
        ],
    ),
    Scenario(
        "a target hears of nothing from before it was applied",
        DESK,
        _before_the_target,
        [(6, "desk", "e1", "first", "suppressed", "before_target"), (7, "desk", "b", "first", "decided", "")],
    ),
    Scenario(
        "a name that no target has is said",
        LEAD,
        _once,
        [(1, "desk", "e1", "first", "suppressed", "no_target")],
    ),
]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[each.name for each in SCENARIOS])
def test_scenario(scenario: Scenario) -> None:
    story = Story(scenario.targets)
    scenario.happens(story)
    assert [tuple(each) for each in story.told()] == scenario.expected


def test_a_message_says_what_it_updates_and_how_many_there_are() -> None:
    story = Story()
    _grouped(story)
    by_key = {each.delivery_id: each for each in story.deliveries}
    more = by_key["b:1:desk:more"] if "b:1:desk:more" in by_key else by_key["b:2:desk:more"]
    assert more.part_of == "a:1:desk"
    assert more.events == ("b", "c")
    assert "is over at hq/lobby, floor, and 1 more" in more.payload
    assert by_key["b:1:desk"].part_of == more.delivery_id


def test_a_clock_that_goes_back_brings_back_nothing_that_held_before() -> None:
    story = Story()
    story.happens(10, event("a"))
    story.targets = ()
    story.happens(5, event("b"))
    assert [(each.event_id, each.why) for each in story.told()] == [("a", ""), ("b", "group")]
    assert story.state.now == at(10)
