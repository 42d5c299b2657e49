"""A kind that is registered is one everywhere: parser, schema, watch stage and its stored state, timers."""

from collections.abc import Iterator, Mapping
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from msgspec import Struct, field

from orin.cli.draw.timers import timers
from orin.cli.specs.schema import json_schema
from orin.processors.guards.context import NEXT, GuardContext
from orin.processors.guards.kinds import OWN
from orin.processors.specs.kinds import KINDS, Field, GuardKind, KindRegistry
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.nodes import whole
from orin.processors.specs.parse import SpecError, parse_specs
from orin.processors.specs.rule import Rule
from orin.schemas.errors import OrinError
from tests.support.guards_scene import CAMERA, Run, Scene, arm, at, guard, person, still, us


class Queues(Rule, frozen=True, kw_only=True):
    objects: tuple[str, ...] = ("people",)
    zone: str
    for_: float = field(name="for")
    depth: int = 2


class Waiting(Struct, array_like=True, tag=0):
    since: int
    told: bool = False


def watch_queues(context: GuardContext) -> int:
    """One moment a person, once so many have been in the zone for `for`."""
    frame, kind, state, _, out = context
    assert isinstance(kind.rule, Queues)
    assert kind.zone is not None
    inside = [each for each in frame.select(kind.filter) if each.detected and each.mask & kind.zone.bit]
    for sighting in inside:
        waiting = state.memories.setdefault(sighting.tracked.track_id, Waiting(frame.at))
        assert isinstance(waiting, Waiting)
        long = frame.at >= waiting.since + kind.lasting
        if long and not waiting.told and len(inside) >= kind.rule.depth:
            waiting.told = True
            out.moment(kind, state, sighting.tracked)
    return NEXT


def queues(**changes: Any) -> GuardKind:
    parts: dict[str, Any] = {
        "name": "queues",
        "rule": Queues,
        "watch": watch_queues,
        "memory": Waiting,
        "fires": "So many wait in the zone.",
        "fields": {"depth": Field(whole(1, 50), {"type": "integer", "minimum": 1, "description": "How many."})},
        "check": lambda values: "odd queues are not counted" if (values.get("depth") or 2) % 2 else None,
        "window_since": lambda _, waiting: 0 if waiting.told else waiting.since,
    }
    return GuardKind(**(parts | changes))


@pytest.fixture
def registered() -> Iterator[GuardKind]:
    kind = queues()
    KINDS.register(kind)
    yield kind
    KINDS.remove(kind.name)


RULE = "queues: {zone: left, for: 5s}"


def test_the_parser_reads_it(registered: GuardKind) -> None:
    (spec,) = parse_specs(guard("queues: {zone: left, for: 1m, depth: 4}"), "g.yaml")
    read = msgspec.json.decode(spec.body, type=GuardSpec)
    assert (read.kind, read.rule) == ("queues", Queues(zone="left", for_=60.0, depth=4))
    with pytest.raises(SpecError) as error:
        parse_specs(guard("queues: {zone: left, for: 1m, depth: 51, deep: 1}"), "g.yaml")
    assert error.value.lines == [
        "g.yaml:5:40: 51 is outside its range (1 to 50)",
        "g.yaml:5:44: unknown field 'deep' in queues (did you mean 'depth'?)",
    ]
    with pytest.raises(SpecError, match="odd queues are not counted"):
        parse_specs(guard("queues: {zone: left, for: 1m, depth: 3}"), "g.yaml")


def test_its_zone_is_looked_up(registered: GuardKind) -> None:
    camera = "camera: hq/lobby\nzones: {left: [[0, 0], [1, 0], [1, 1]]}\n"
    with pytest.raises(SpecError, match="unknown zone 'lefd'"):
        parse_specs(camera + guard("queues: {zone: lefd, for: 1m}"), "g.yaml", {})


def test_the_schema_has_it(registered: GuardKind) -> None:
    valid = jsonschema_rs.validator_for(json_schema())
    document: dict[str, Any] = {"guard": "g", "cameras": ["hq/*"], "when": {"queues": {"zone": "left", "for": "1m"}}}
    valid.validate(document)
    document["when"]["queues"]["depth"] = 0
    assert not valid.is_valid(document)


def test_the_watch_stage_runs_it_and_stores_what_it_remembers(registered: GuardKind) -> None:
    scene = Scene([person("p", still(200, 500)), person("q", still(300, 500), born=3)], 12)
    whole_run, stored = Run(arm(guard(RULE))), Run(arm(guard(RULE)))
    whole_run.feed(scene.records())
    for record in scene.records():
        stored.feed([record])
        assert stored.state is not None
        stored.state = stored.logic.load(stored.logic.dump(stored.state))
    assert [(event.kind, event.subject and event.subject.track_id, at(event.at)) for event in whole_run.events] == [
        ("queues", "p", 5.0),
        ("queues", "q", 8.0),
    ]
    assert [event.digest for event in stored.events] == [event.digest for event in whole_run.events]


def test_its_timers_are_drawn(registered: GuardKind) -> None:
    run = Run(arm(guard(RULE)))
    run.feed(Scene([person("p", still(200, 500), born=1)], 3).records())
    (spec,) = parse_specs(guard(RULE), "g.yaml")
    assert run.state is not None
    (timer,) = timers(run.state, {"g": msgspec.json.decode(spec.body, type=GuardSpec)}, {})
    assert (timer.subject, at(timer.since), at(timer.due_at), timer.is_open) == ("p", 1.0, 6.0, False)


def test_a_guard_of_a_kind_that_is_not_there_is_refused_by_name() -> None:
    body = '{"guard": "g", "cameras": ["a/b"], "when": {"queues": {"zone": "left", "for": 60.0}}}'
    with pytest.raises(msgspec.ValidationError, match="unknown kind of guard 'queues'"):
        msgspec.json.decode(body, type=GuardSpec)


def test_what_a_missing_kind_remembers_is_kept_as_it_is(registered: GuardKind) -> None:
    """A process without the package can still read the camera's state, and withdraw the guard."""
    run = Run(arm(guard(RULE)))
    run.feed(Scene([person("p", still(200, 500))], 2).records())
    assert run.state is not None
    stored = run.logic.dump(run.state)
    KINDS.remove("queues")
    try:
        state = run.logic.load(stored)
        assert state.camera == CAMERA
        assert state.guards["g"].memories == {"p": [0, us(0), False]}
    finally:
        KINDS.register(registered)


def test_a_missing_kind_fails_no_camera_but_those_of_its_guards(registered: GuardKind) -> None:
    lobby = arm(guard(RULE), guard("appears: {}", name="h"))
    elsewhere = arm(guard(RULE).replace("hq/*", "yard/*"), guard("appears: {}", name="h"))
    KINDS.remove("queues")
    try:
        records = Scene([person("p", still(200, 500))], 2).records()
        run = Run(elsewhere)
        run.feed(records)
        assert [event.guard for event in run.events] == ["h"]
        with pytest.raises(msgspec.ValidationError, match="unknown kind of guard 'queues'"):
            Run(lobby).feed(records)
    finally:
        KINDS.register(registered)


class NoReader(Rule, frozen=True, kw_only=True):
    colour: str = "red"


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": "loiters"}, "there is already a kind of this name"),
        ({"name": "Queues"}, "its name must be"),
        ({"rule": Waiting}, "must be a subclass of"),
        ({"rule": NoReader, "fields": {}}, "no reader for 'colour'"),
        ({"fields": {"depth": Field(whole(1, 2)), "deep": Field(whole(1, 2))}}, "`fields` has 'deep'"),
        ({"memory": Waiting | NoReader}, "its memory cannot be stored"),
    ],
)
def test_a_kind_that_cannot_be_used_is_refused(changes: Mapping[str, Any], problem: str) -> None:
    before = list(KINDS)
    with pytest.raises(OrinError, match=problem):
        KINDS.register(queues(**changes))
    assert list(KINDS) == before


def test_only_a_guard_kind_is_registered() -> None:
    with pytest.raises(OrinError, match="expected a GuardKind, not str"):
        KINDS.register("queues")


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.name)
def test_our_own_kinds_are_as_good_as_those_of_others(kind: GuardKind) -> None:
    registry = KindRegistry()
    registry.remove(kind.name)
    registry.register(kind)
