"""Guards that cannot fire, each for its reason; and those that can, of which nothing is said."""

import msgspec
import pytest
from msgspec.structs import replace

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import parse_specs
from orin.processors.specs.sight import blindness, emitted
from orin.schemas.records import Detections, Model
from orin.topologies.detect.running import Detector, newer
from orin.topologies.specs.sight import blind_guards

COCO = frozenset({"person", "car"})
CAMERA = CameraSpec(
    camera="hq/hall",
    zones={
        "floor": ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)),
        "desk": ((0.3, 0.3), (0.4, 0.3), (0.4, 0.4), (0.3, 0.4)),
    },
    lines={"door": ((0.0, 0.5), (1.0, 0.5))},
    ignore={
        "left": ((0.0, 0.0), (0.35, 0.0), (0.35, 1.0), (0.0, 1.0)),
        "right": ((0.35, 0.0), (0.5, 0.0), (0.5, 1.0), (0.35, 1.0)),
    },
)


def guard(when: str, cameras: str = "hq/hall") -> GuardSpec:
    (spec,) = parse_specs(f"guard: g\ncameras: ['{cameras}']\nwhen: {when}\n", "g.yaml")
    return msgspec.json.decode(spec.body, type=GuardSpec)


@pytest.mark.parametrize(
    ("when", "emits", "why"),
    [
        ("{enters: {zone: floor, objects: [people]}}", COCO, None),
        ("{enters: {zone: desk, objects: [people]}}", COCO, "its zone 'desk' lies in what the camera ignores"),
        ("{enters: {zone: desk, objects: [people], anchor: center}}", COCO, None),
        ("{enters: {zone: desk, except: [floor], anchor: center}}", COCO, "lies in its own 'except' (floor)"),
        ("{enters: {zone: floor, except: [desk]}}", COCO, None),
        ("{appears: {objects: [dog, pets]}}", COCO, "gives none of its labels (dog, pets)"),
        ("{appears: {objects: [dog, vehicles]}}", COCO, None),
        ("{appears: {objects: [dog]}}", None, None),
        ("{appears: {}}", COCO, None),
        ("{removed: {objects: [object]}}", COCO, "'object' needs a backend with motion"),
        ("{removed: {objects: [object]}}", emitted("yolo+motion", COCO), None),
        ("{removed: {objects: [object]}}", emitted("motion", None), None),
        ("{removed: {objects: [packages]}}", emitted("motion", None), "gives none of its labels (packages)"),
        ("{enters: {zone: roof}}", COCO, "no zone 'roof'"),
        ("{crosses: {line: gate}}", COCO, "no line 'gate'"),
        ("{speeding: {over: 10 km/h}}", COCO, "no 'ground'"),
    ],
)
def test_why(when: str, emits: frozenset[str] | None, why: str | None) -> None:
    said = blindness(guard(when), CAMERA, emits)
    assert said is None if why is None else said is not None and why in said


def test_a_pattern_may_match_cameras_that_it_is_not_for() -> None:
    assert blindness(guard("{enters: {zone: roof}}", "hq/*"), CAMERA, COCO) is None
    assert blindness(guard("{appears: {objects: [dog]}}", "yard/*"), CAMERA, COCO) is None


def test_all_that_is_blind_and_a_guard_without_a_camera() -> None:
    guards = [guard("{appears: {objects: [dog]}}"), replace(guard("{appears: {}}", "yard/*"), guard="yard")]
    running = {"hq/hall": Detector("yolo", "sha", COCO)}
    assert [sentence for _, sentence in blind_guards(guards, {"hq/hall": CAMERA}, running)] == [
        "guard g cannot fire on hq/hall: the camera's detector gives none of its labels (dog)",
        "guard yard cannot fire: yard/* matches no camera",
    ]
    assert list(blind_guards(guards[:1], {"hq/hall": CAMERA}, {})) == [], "what runs is not known"


def record(model: Model | None, backend: str = "yolo") -> Detections:
    return Detections(
        camera="hq/hall",
        session="s",
        session_started_at=0,
        captured_at=1,
        previous_at=None,
        published_at=1,
        uri=None,
        width=8,
        height=8,
        status="seen",
        backend=backend,
        model=model,
    )


def test_labels_hold_until_another_model_runs() -> None:
    first = newer(None, record(Model(name="m", sha256="1")))
    assert first.emits is None
    known = newer(first, record(Model(name="m", sha256="1", labels=("person", "car"))))
    assert known.emits == COCO
    assert newer(known, record(Model(name="m", sha256="1"))) is known
    assert newer(known, record(Model(name="n", sha256="2"))).emits is None
    assert newer(known, record(None, "motion")).emits == frozenset({"person", "moving", "object"})
