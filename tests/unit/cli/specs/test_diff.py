"""How a file differs from what is armed, which revision `rollback` takes, and how a rule is told in a line."""

import msgspec
import pytest

from orin.cli.specs.revisions import words
from orin.processors.identity import revision, spec_name
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec, parse_specs
from orin.schemas.errors import Misuse
from orin.schemas.records import Spec
from orin.topologies.specs.diff import changes, duration
from orin.topologies.specs.history import ARMED_SUFFIX, History
from orin.topologies.specs.plan import earlier

FILE = """
camera: hq/hall
zones: {floor: [[0, 0], [1, 0], [1, 1], [0, 1]], desk: [[0, 0], [0.5, 0], [0.5, 0.5]]}
---
guard: lingers
cameras: ["hq/*"]
when: {loiters: {zone: floor, for: 90s}}
severity: high
"""


def history(*files: tuple[str, bool]) -> History:
    """Each file applied after the one before; True: its guards are withdrawn with it."""
    found = History()
    offset = 0
    numbers: dict[str, int] = {}
    for text, withdrawn in files:
        for parsed in parse_specs(text, "g.yaml"):
            number = numbers[parsed.name] = numbers.get(parsed.name, 0) + 1
            until = 5 if withdrawn and parsed.kind == "guard" else None
            spec = Spec(
                kind=parsed.kind,
                name=parsed.name,
                revision=revision(number, parsed.body),
                body=parsed.body,
                active_from=5,
                active_until=until,
            )
            assert found.add(spec_name(spec), offset, spec)
            assert found.add(spec_name(spec) + ARMED_SUFFIX, offset + 1, spec)
            offset += 2
    return found


def parsed(text: str) -> list[ParsedSpec]:
    return parse_specs(text, "g.yaml")


def lines(text: str, held: History) -> list[str]:
    return [line for change in changes(parsed(text), held) for line in change.lines()]


def test_what_is_new_and_what_is_the_same() -> None:
    assert lines(FILE, History()) == ["camera hq/hall: new", "guard lingers: new"]
    assert lines(FILE, history((FILE, False))) == ["camera hq/hall: unchanged", "guard lingers: unchanged"]


def test_what_is_changed_field_by_field() -> None:
    text = (
        FILE.replace("for: 90s", "for: 2m, min_score: 0.5")
        .replace("[1, 1]", "[1, 0.9]")
        .replace("severity: high\n", "")
    )
    text = text.replace("when: {loiters", "schedule: {days: mon-tue, timezone: UTC}\nnotify: [desk]\nwhen: {loiters")
    assert lines(text, history((FILE, False))) == [
        "camera hq/hall: changed",
        "  zones.floor: point 3 [1, 1] -> point 3 [1, 0.9]",
        "guard lingers: changed",
        "  notify: (none) -> [desk]",
        "  schedule.days: (none) -> [mon, tue]",
        "  schedule.hours: (none) -> 00:00-24:00",
        "  schedule.timezone: (none) -> UTC",
        "  severity: high -> medium",
        "  when.loiters.for: 90s -> 2m",
        "  when.loiters.min_score: 0 -> 0.5",
    ]


def test_another_kind_is_every_field_of_both() -> None:
    said = lines(FILE.replace("loiters: {zone: floor, for: 90s}", "enters: {zone: floor}"), history((FILE, False)))
    assert "  when.enters.zone: (none) -> floor" in said
    assert "  when.loiters.for: 90s -> (none)" in said


def test_what_was_disabled_is_armed_again() -> None:
    assert lines(FILE, history((FILE, True)))[1:] == ["guard lingers: was disabled, is armed again"]


LATER = FILE.replace("90s", "120s")


def test_rollback_takes_the_last_revision_that_was_another() -> None:
    held = history((FILE, False), (LATER, False), (LATER, False))
    assert earlier(held, "guard", "lingers", None).body == parsed(FILE)[1].body
    assert earlier(held, "guard", "lingers", "2").body == parsed(LATER)[1].body
    first = revision(1, parsed(FILE)[1].body)
    assert earlier(held, "guard", "lingers", first).body == parsed(FILE)[1].body


def test_rollback_of_a_disabled_guard_arms_it_as_it_was() -> None:
    assert earlier(history((FILE, False), (LATER, True)), "guard", "lingers", None).body == parsed(LATER)[1].body


@pytest.mark.parametrize(
    ("name", "to", "said"),
    [
        ("linger", None, "no guard 'linger' was applied (did you mean 'lingers'?)"),
        ("lingers", "7", "guard lingers has no revision 7: it has 1-"),
        ("lingers", None, "guard lingers has only one revision, 1-"),
    ],
)
def test_where_there_is_nothing_to_go_back_to(name: str, to: str | None, said: str) -> None:
    with pytest.raises(Misuse) as refused:
        earlier(history((FILE, False)), "guard", name, to)
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("{loiters: {zone: floor, for: 90s}}", "loiters in floor for 90s (people)"),
        ("{occupancy: {zone: floor, over: 3, for: 5m}}", "occupancy in floor over 3 for 5m (people)"),
        ("{wrong_way: {line: door, direction: in}}", "wrong way over door in"),
        ("{tailgating: {line: door, within: 2s}}", "tailgating over door any within 2s (people)"),
        ("{appears: {objects: [dog]}}", "appears (dog)"),
    ],
)
def test_a_rule_in_a_line(when: str, said: str) -> None:
    (spec,) = parse_specs(f"guard: g\ncameras: [a/b]\nwhen: {when}\n", "g.yaml")
    guard = msgspec.json.decode(spec.body, type=GuardSpec)
    assert words(guard.kind, guard.rule) == said


@pytest.mark.parametrize(("seconds", "said"), [(0, "0s"), (0.5, "0.5s"), (90, "90s"), (300, "5m"), (7200, "2h")])
def test_durations_are_told_as_people_write_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said
