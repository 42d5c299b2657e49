"""The spec language: what is accepted, what its body is, and what every kind of mistake is told."""

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.processors.guards.kinds.unattended import Unattended
from orin.processors.specs.kinds import KINDS
from orin.processors.specs.meaning import meaning_hash
from orin.processors.specs.models import CameraSpec, Ground, GuardSpec, Points
from orin.processors.specs.parse import SpecError, check_references, parse_and_check, parse_specs
from orin.schemas.errors import Misuse
from orin.schemas.names import CAMERA_RULE

CAMERA = """\
camera: hq/lobby-1
zones: {floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]], desk: [[0.4, 0.4], [0.6, 0.4], [0.6, 0.6]]}
lines: {door: [[0.2, 0.5], [0.8, 0.5]]}
"""
GUARD = """\
guard: bag
cameras: ["hq/lobby-*"]
when:
  unattended: {objects: [packages, object], zone: floor, for: 5m, radius: 1.5, attended_by: owner}
schedule: {days: mon-fri, hours: "08:00-20:00", timezone: Europe/Berlin, except: ["2026-12-25"]}
severity: high
"""


def errors(text: str, *, check: bool = True) -> list[str]:
    with pytest.raises(SpecError) as caught:
        parse_specs(text, "x.yaml", {} if check else None)
    return caught.value.lines


def refusals(text: str) -> list[str]:
    try:
        parse_specs(text, "x.yaml", {})
    except SpecError as error:
        return error.lines
    return []


def guard(when: str, more: str = "") -> str:
    return f"{CAMERA}---\nguard: g\ncameras: hq/lobby-1\nwhen: {when}\n{more}"


def test_the_example_of_the_language() -> None:
    camera, bag = parse_specs(f"# comment\n{CAMERA}---\n{GUARD}", "x.yaml", {})
    assert (camera.kind, camera.name, camera.line) == ("camera", "hq/lobby-1", 2)
    assert (bag.kind, bag.name, bag.line) == ("guard", "bag", 6)
    spec = msgspec.json.decode(bag.body, type=GuardSpec)
    assert spec.kind == "unattended"
    assert isinstance(spec.rule, Unattended)
    assert spec.rule.for_ == 300.0
    assert spec.schedule is not None
    assert spec.schedule.days == ("mon", "tue", "wed", "thu", "fri")
    assert (spec.min_coverage, spec.cooldown, spec.notify) == (0.9, 0.0, ())


def test_a_body_is_itself_a_document_with_the_same_body() -> None:
    for spec in parse_specs(f"{CAMERA}---\n{GUARD}", "x.yaml"):
        (again,) = parse_specs(spec.body, "body.json")
        assert again.body == spec.body
        assert json.dumps(json.loads(spec.body), sort_keys=True, separators=(",", ":")) == spec.body


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("for: 5m", "for: 300"),
        ("for: 5m", "for: 4m60s"),
        ("for: 5m", "for: 300.0, anchor: bottom"),
        ("[packages, object]", "[object, packages, object]"),
        (", radius: 1.5", ""),
        ("mon-fri", "[fri, mon-thu]"),
        ("mon-fri", "'Mon,tue, wed,thu-fri'"),
        ("cameras: [\"hq/lobby-*\"]", "cameras: hq/lobby-*"),
        ("severity: high", "severity: high\nmin_coverage: 0.9\ncooldown: 0s\nnotify: []"),
    ],
)  # fmt: skip
def test_equal_meaning_has_equal_bytes(one: str, two: str) -> None:
    assert one in GUARD
    (a,), (b,) = parse_specs(GUARD, "x"), parse_specs(GUARD.replace(one, two), "x")
    assert a.body == b.body


def test_a_zone_is_the_same_wherever_its_border_begins() -> None:
    turned = CAMERA.replace("[[0, 0.4], [1, 0.4], [1, 1], [0, 1]]", "[[1, 1.0], [1, 0.4], [0, 0.4], [0, 1], [1, 1]]")
    assert turned != CAMERA
    assert parse_specs(turned, "x")[0].body == parse_specs(CAMERA, "x")[0].body


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["x.yaml:1:1: the file holds no camera and no guard"]),
        ("---\n---\n", ["x.yaml:1:1: the file holds no camera and no guard"]),
        ("- 3", ["x.yaml:1:1: a document must be a mapping (name: value), not a list"]),
        ("guard: [", ["x.yaml:1:9: not valid YAML: expected the node content, but found '<stream end>'"]),
        ("a: b\n  c: d", ["x.yaml:2:4: not valid YAML: mapping values are not allowed here"]),
        ("zone: \x07", ["x.yaml:1:7: not valid YAML: character #x0007 is not text"]),
        ("[" * 5000, ["x.yaml:1:51: not valid YAML: nested more than 50 levels deep"]),
        ("a: " + "[" * 5000 + "]" * 5000, ["x.yaml:1:54: not valid YAML: nested more than 50 levels deep"]),
        ("a: " + "{a: " * 5000 + "}" * 5000, ["x.yaml:1:204: not valid YAML: nested more than 50 levels deep"]),
        ("- " * 5000, ["x.yaml:1:101: not valid YAML: nested more than 50 levels deep"]),
        ("camra: a/b",
         ["x.yaml:1:1: a document must have either 'camera' or 'guard', this has neither (did you mean 'camera'?)"]),
        ("camera: lobby", [f"x.yaml:1:9: 'lobby' is not a camera's name: {CAMERA_RULE}"]),
        ("camera: a/b\nzone: {}", ["x.yaml:2:1: unknown field 'zone' in camera (did you mean 'zones'?)"]),
        ("camera: a/b\nzones: [1]", ["x.yaml:2:8: zones must be a mapping (name: value), not a list"]),
        ("camera: a/b\n? [1]\n: 2", ["x.yaml:2:3: a name in camera must be plain text"]),
        ("camera: a/b\nzones: {z: [[0, 0], [1, 1]]}",
         ["x.yaml:2:12: zone 'z': at least 3 different points are needed, this has 2"]),
        ("camera: a/b\nzones: {z: [[0, 0], [1, 1], [1, 0], [0, 1]]}",
         ["x.yaml:2:12: zone 'z': its border crosses or touches itself: Self-intersection[0.5 0.5]"]),
        ("camera: a/b\nzones: {z: [[0, 0], [0.5, 0.5], [1, 1]]}",
         ["x.yaml:2:12: zone 'z': it has no area: all its points are collinear"]),
        ("camera: a/b\nzones: {z: [[0, 0], [0.5, -1], [1, 1.5], [0, 1]]}",
         ["x.yaml:2:21: zone 'z': point [0.5, -1] lies outside the picture: x and y are 0 to 1",
          "x.yaml:2:32: zone 'z': point [1, 1.5] lies outside the picture: x and y are 0 to 1"]),
        ("camera: a/b\nzones: {z: [[0, 0], [a, 1], 3]}",
         ["x.yaml:2:21: zone 'z': expected a point [x, y]", "x.yaml:2:29: zone 'z': expected a point [x, y]"]),
        ("camera: a/b\nlines: {l: [[0, 0], [0, 0]]}",
         ["x.yaml:2:12: line 'l': exactly 2 different points are needed, this has 1"]),
        ("camera: a/b\nlines: {l: [[0, 0], [0, 1], [1, 1]]}",
         ["x.yaml:2:12: line 'l': exactly 2 different points are needed, this has 3"]),
        ("camera: a/b\nground: {points: [[0, 0], [0, 1], [1, 1]], metres: [[0, 0], [0, 1], [1, 1]]}",
         ["x.yaml:2:9: ground needs at least 4 points, and as many in 'metres' as in 'points'"]),
        ("camera: a/b\nground: {points: [[0, 0], [0.5, 0], [1, 0], [0, 1]], metres: [[0, 0], [1, 0], [2, 0], [0, 1]]}",
         ["x.yaml:2:9: ground: three of the 'points' are collinear: [0, 0], [0.5, 0], [1, 0]; no three may be"]),
        ("camera: a/b\ngap_tolerance: 5 s",
         ["x.yaml:2:16: '5 s' is not a duration: write 0.5s, 5m, 1h30m, or a number of seconds"]),
        ("camera: a/b\ngap_tolerance: 0",
         ["x.yaml:2:16: a duration of '0' is outside its range (above 0, up to 366d)"]),
        ("camera: a/b\ncamera: a/c",
         ["x.yaml:2:1: 'camera' is given twice in camera"]),
        ("camera: a/b\n---\ncamera: a/b", ["x.yaml:3:1: camera 'a/b' is already here, at line 1"]),
        ("camera:\n", ["x.yaml:1:1: camera needs 'camera'"]),
    ],
)  # fmt: skip
def test_mistakes_in_files_and_cameras(text: str, expected: list[str]) -> None:
    assert errors(text) == expected


@pytest.mark.parametrize(
    ("when", "more", "expected"),
    [
        ("{enterz: {zone: floor}}", "", ["7:8: unknown kind 'enterz' (did you mean 'enters'?)"]),
        ("{tailgating: {line: door}}", "", ["7:20: tailgating needs 'within'"]),
        ("{wrong_way: {line: door}}", "", ["7:19: wrong_way needs 'direction'"]),
        ("{wrong_way: {line: door, direction: any}}", "", ["7:43: unknown direction 'any' (valid: in, out)"]),
        ("{occupancy: {zone: floor, for: 1m}}", "", ["7:19: occupancy needs exactly one of 'over' and 'under'"]),
        ("{occupancy: {zone: floor, for: 1m, over: 3, under: 1}}", "",
         ["7:19: occupancy needs exactly one of 'over' and 'under'"]),
        ("{occupancy: {zone: floor, for: 1m, over: 2.5}}", "", ["7:48: expected a whole number, not '2.5'"]),
        ("{occupancy: {zone: floor, for: 1m, under: 0}}", "", ["7:49: 0 is outside its range (1 to 10000)"]),
        ("{absent: {zone: floor, for: 1m, over: 2}}", "",
         ["7:39: unknown field 'over' in absent (did you mean 'for'?)"]),
        ("{speeding: {over: 10 mph}}", "",
         ["7:25: a speed is a number of heights/s above 0, or a number and 'km/h' or 'm/s', up to 1000"]),
        ("{speeding: {over: 10 km/h}}", "",
         ["7:25: '10 km/h' needs 'ground' on camera 'hq/lobby-1'; without it write heights/s"]),
        ("{removed: {for: 5s}}", "",
         [("7:18: unknown field 'for' in removed (valid: "
          "anchor, except, max_size, min_score, min_size, objects, radius, zone)")]),
        ("{delivered: {zone: floor}}", "", ["7:19: delivered needs 'for'"]),
        ("{}", "", [f"7:7: 'when' needs exactly one kind, this has 0 (valid: {', '.join(KINDS)})"]),
        ("enters", "", ["7:7: when must be a mapping (name: value), not 'enters'"]),
        ("{enters: {zon: floor}}", "",
         ["7:16: enters needs 'zone'", "7:17: unknown field 'zon' in enters (did you mean 'zone'?)"]),
        ("{enters: }", "", ["7:8: enters needs 'zone'"]),
        ("{enters: {zone: flor}}", "", ["7:23: unknown zone 'flor' on camera 'hq/lobby-1' (did you mean 'floor'?)"]),
        ("{enters: {zone: door}}", "", ["7:23: unknown zone 'door' on camera 'hq/lobby-1' ('door' is a line)"]),
        ("{enters: {zone: floor, except: [dask]}}", "",
         ["7:39: unknown zone 'dask' on camera 'hq/lobby-1' (did you mean 'desk'?)"]),
        ("{crosses: {line: dor}}", "", ["7:24: unknown line 'dor' on camera 'hq/lobby-1' (did you mean 'door'?)"]),
        ("{crosses: {line: door, direction: inn}}", "", ["7:41: unknown direction 'inn' (did you mean 'in'?)"]),
        ("{appears: {objects: [peple]}}", "", ["7:28: unknown label 'peple' (did you mean 'people'?)"]),
        ("{appears: {min_score: 2}}", "", ["7:29: 2 is outside its range (0 to 1)"]),
        ("{appears: {min_score: '0.5'}}", "", ["7:29: expected a number, not '0.5'"]),
        ("{appears: {min_size: 0.5, max_size: 0.1}}", "", ["7:17: min_size is larger than max_size"]),
        ("{unattended: {for: 1m, escalate: [{after: 2m, severity: high}, {after: 1m, severity: critical}]}}", "",
         ["7:40: each step of 'escalate' must come later than the one before"]),
        ("{unattended: {for: 1m, radius: 0}}", "", ["7:38: 0 is outside its range (above 0)"]),
        ("{appears: }", "sevrity: high", ["8:1: unknown field 'sevrity' in guard (did you mean 'severity'?)"]),
        ("{appears: }", "severity: hihg", ["8:11: unknown severity 'hihg' (did you mean 'high'?)"]),
        ("{appears: }", "schedule: {hours: '8-20', timezone: Europe/Berlin}",
         ["8:19: hours are '8-20', but must be 'HH:MM-HH:MM', two different times from 00:00 to 24:00"]),
        ("{appears: }", "schedule: {hours: '08:00-24:01', timezone: UTC}",
         ["8:19: hours are '08:00-24:01', but must be 'HH:MM-HH:MM', two different times from 00:00 to 24:00"]),
        ("{appears: }", "schedule: {timezone: Europe/Berln}",
         ["8:22: unknown timezone 'Europe/Berln' (did you mean 'Europe/Berlin'?)"]),
        ("{appears: }", "schedule: {days: mon-fry, timezone: UTC}", ["8:18: unknown day 'fry' (did you mean 'fri'?)"]),
        ("{appears: }", "schedule: {except: 25.12.2026, timezone: UTC}",
         ["8:20: '25.12.2026' is not a date: write YYYY-MM-DD"]),
        ("{appears: }", "schedule: {}", ["8:11: schedule needs 'timezone'"]),
    ],
)  # fmt: skip
def test_mistakes_in_guards(when: str, more: str, expected: list[str]) -> None:
    shifted = []
    for line in expected:
        row, rest = line.split(":", 1)
        shifted.append(f"x.yaml:{int(row)}:{rest}")
    assert errors(guard(when, more)) == shifted


def test_all_mistakes_of_a_file_at_once_in_its_order() -> None:
    text = f"{CAMERA}---\n{GUARD}".replace("floor, for: 5m", "flor, for: 5x").replace("0.8, 0.5", "0.8, 5")
    text = text.replace("[packages", "[pakages").replace("hq/lobby-*", "hq/lobi-*")
    assert [line.split(": ")[0] for line in errors(text)] == [
        "x.yaml:3:28", "x.yaml:6:11", "x.yaml:8:26", "x.yaml:8:61",
    ]  # fmt: skip


def test_cameras_are_looked_up_among_the_known_ones_too() -> None:
    known = {"hq/lobby-7": CameraSpec(camera="hq/lobby-7", zones={"floor": ((0, 0), (1, 0), (1, 1))})}
    assert len(parse_specs(GUARD, "x.yaml", known)) == 1
    check_references(parse_specs(GUARD, "x.yaml"), known)
    assert errors(GUARD) == ["x.yaml:2:11: pattern matches no camera: 'hq/lobby-*'"]
    named = GUARD.replace("hq/lobby-*", "hq/lobby-8")
    with pytest.raises(Misuse) as caught:
        check_references(parse_specs(named, "x.yaml"), known)
    assert str(caught.value) == "x.yaml:2:11: unknown camera: 'hq/lobby-8' (did you mean 'hq/lobby-7'?)"


def test_a_zone_must_be_on_every_camera_named_in_full_and_on_one_that_a_pattern_matches() -> None:
    zone: dict[str, Points] = {"floor": ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))}
    known = {"a/1": CameraSpec(camera="a/1", zones=zone), "a/2": CameraSpec(camera="a/2")}
    text = "guard: g\ncameras: {}\nwhen: {{enters: {{zone: floor}}}}"
    assert parse_specs(text.format("'a/*'"), "x.yaml", known)
    assert parse_specs(text.format("[a/1, 'a/*']"), "x.yaml", known)
    with pytest.raises(SpecError, match="unknown zone 'floor' on camera 'a/2'"):
        parse_specs(text.format("[a/2, 'a/*']"), "x.yaml", known)


def test_a_models_own_labels_are_accepted_when_named() -> None:
    text = "guard: g\ncameras: a/b\nwhen: {appears: {objects: [forklift]}}"
    assert parse_specs(text, "x", labels=["forklift"])
    assert errors(text, check=False) == ["x.yaml:3:28: unknown label 'forklift' (did you mean 'fork'?)"]


def test_meaning_is_when_and_the_geometry_it_names() -> None:
    def meaning(text: str) -> str:
        camera, bag = parse_specs(text, "x")
        spec = msgspec.json.decode(bag.body, type=GuardSpec)
        return meaning_hash(spec, msgspec.json.decode(camera.body, type=CameraSpec))

    text = f"{CAMERA}---\n{GUARD}"
    same = meaning(text)
    for one, two in (("high", "low"), ("[0.6, 0.6]", "[0.6, 0.7]"), ("mon-fri", "mon-sun"), ("desk", "table")):
        assert one in text
        assert meaning(text.replace(one, two)) == same
    for one, two in (("5m", "6m"), ("[1, 0.4]", "[1, 0.3]"), ("floor", "ground"), ("owner", "anyone")):
        assert meaning(text.replace(one, two)) != same


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_as_misuse(text: str) -> None:
    assert all(line.startswith("x.yaml:") for line in refusals(text))


@given(st.integers(0, len(GUARD) - 1), st.characters(codec="utf-8"))
def test_a_changed_character_never_breaks_the_reader(index: int, character: str) -> None:
    refusals(f"{CAMERA}---\n{GUARD[:index]}{character}{GUARD[index + 1 :]}")


def test_metres_need_ground_on_every_camera_named_in_full_and_on_one_that_a_pattern_matches() -> None:
    square = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    known = {
        "a/1": CameraSpec(camera="a/1", ground=Ground(points=square, metres=square)),
        "a/2": CameraSpec(camera="a/2"),
    }
    text = "guard: g\ncameras: {}\nwhen: {{speeding: {{over: {}}}}}"
    assert parse_specs(text.format("'a/*'", "5 km/h"), "x.yaml", known)
    assert parse_specs(text.format("a/2", "2"), "x.yaml", known)
    with pytest.raises(SpecError, match="'5 m/s' needs 'ground' on camera 'a/2'"):
        parse_specs(text.format("[a/2, 'a/*']", "5m/s"), "x.yaml", known)


def test_a_speed_has_one_way_of_writing_it() -> None:
    def body(over: str) -> str:
        return parse_specs(f"guard: g\ncameras: a/b\nwhen: {{speeding: {{over: {over}}}}}", "x")[0].body

    assert body("5km/h") == body("'5.0 km/h'") == body("5   km/h")
    assert body("1.5") == body("1.50") == body("1.5 heights/s")
    assert body("1.5") != body("1.5 m/s")


class TestWhatAppliedGuardsUse:
    OLD = CAMERA + "ground: {points: [[0, 0], [1, 0], [1, 1], [0, 1]], metres: [[0, 0], [9, 0], [9, 9], [0, 9]]}\n"
    BAG = "---\nguard: bag\ncameras: 'hq/*'\nwhen: {enters: {zone: floor, except: [desk]}}\n"
    DOOR = "---\nguard: door\ncameras: hq/lobby-1\nwhen: {crosses: {line: door}}\n"
    FAST = "---\nguard: fast\ncameras: hq/lobby-1\nwhen: {speeding: {over: 5 km/h}}\n"
    OTHER = "---\nguard: other\ncameras: hq/hall\nwhen: {enters: {zone: floor}}\n"

    def refused(self, text: str) -> list[str]:
        applied = parse_specs(self.OLD + self.BAG + self.DOOR + self.FAST + self.OTHER, "old")
        known = {"hq/lobby-1": msgspec.json.decode(applied[0].body, type=CameraSpec)}
        guards = [msgspec.json.decode(spec.body, type=GuardSpec) for spec in applied[1:]]
        try:
            check_references(parse_specs(text, "x.yaml"), known, guards)
        except SpecError as error:
            return error.lines
        return []

    def test_may_change_its_shape(self) -> None:
        assert self.refused(self.OLD.replace("0.8, 0.5", "0.9, 0.5").replace("[1, 0.4]", "[1, 0.3]")) == []
        assert self.refused(self.OLD + "gap_tolerance: 9s\n") == []

    @pytest.mark.parametrize(
        ("one", "two", "lost", "guard_name"),
        [
            ("floor:", "flor:", "zone 'floor'", "bag"),
            ("desk:", "table:", "zone 'desk'", "bag"),
            ("door:", "gate:", "line 'door'", "door"),
            ("ground:", "# ", "'ground'", "fast"),
        ],
    )
    def test_may_not_go(self, one: str, two: str, lost: str, guard_name: str) -> None:
        (line,) = self.refused(self.OLD.replace(one, two))
        assert line.startswith(f"x.yaml:1:1: camera 'hq/lobby-1' would lose {lost}, which guard '{guard_name}' uses; ")

    def test_unless_the_guard_changes_with_it(self) -> None:
        camera = self.OLD.replace("desk:", "table:")
        assert self.refused(camera + self.BAG.replace("desk", "table")) == []

    def test_another_camera_is_another_matter(self) -> None:
        assert self.refused("camera: hq/lobby-2") == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # two kinds
        ("guard: g\ncameras: a/b\nwhen: {loiters: {zone: z, for: soon}, enters: {zone: z, inertia: x}}\nseverity: no\n",
         ["3:7", "3:32", "3:66", "4:11"]),
        # an unknown kind that is like another
        ("guard: g\ncameras: a/b\nwhen: {loiter: {zone: z, for: soon, colour: red}}\nmin_coverage: 2\n",
         ["3:8", "3:31", "3:37", "4:15"]),
        # neither a guard nor a camera, though nearly one
        ("gaurd: g\ncameras: [a b]\nwhen: {loiters: {zone: z, for: soon}}\nseverity: bad\n",
         ["1:1", "2:11", "3:32", "4:11"]),
        # both
        ("guard: g h\ncamera: a/b\nwhen: {loiters: {zone: z, for: soon}}\nseverity: bad\n",
         ["1:1", "1:8", "3:32", "4:11"]),
        # a camera
        ("camera: a b\nzones: {z: [[0, 0], [1, 1]], y: [[0, 2]]}\ngap_tolerance: -1\n",
         ["1:9", "2:12", "2:34", "3:16"]),
        # days and hours
        ("guard: g\ncameras: a/b\nwhen: {appears: }\nschedule: {days: [mon, tuez, x], hours: 8-20, timezone: Berln}\n",
         ["4:24", "4:30", "4:41", "4:57"]),
    ],
)  # fmt: skip
def test_every_mistake_of_a_document_is_told_at_once(text: str, places: list[str]) -> None:
    assert [line.split(": ")[0].removeprefix("x.yaml:") for line in errors(text, check=False)] == places


def test_names_are_checked_in_the_same_list_where_a_camera_is_known() -> None:
    text = "guard: g\ncameras: a/b\nwhen: {loiters: {zone: z, for: soon}}\n"
    camera = "camera: a/b\n---\n"
    with pytest.raises(SpecError) as alone:
        parse_and_check(text, "x.yaml", {})
    assert [line.split(": ", 1)[0] for line in alone.value.lines] == ["x.yaml:3:32"]
    with pytest.raises(SpecError) as beside:
        parse_and_check(camera + text, "x.yaml", {})
    assert [line.split(": ", 1)[0] for line in beside.value.lines] == ["x.yaml:5:24", "x.yaml:5:32"]
    with pytest.raises(SpecError) as known:
        parse_and_check(text, "x.yaml", {"a/b": CameraSpec(camera="a/b")})
    assert [line.split(": ", 1)[0] for line in known.value.lines] == ["x.yaml:3:24", "x.yaml:3:32"]
