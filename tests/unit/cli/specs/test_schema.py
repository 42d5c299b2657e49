"""The JSON Schema takes every file that is shipped, knows every field, and refuses every kind of mistake it can."""

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from msgspec import Struct

from orin.cli.specs.schema import json_schema
from orin.processors.specs.kinds import KINDS
from orin.processors.specs.models import CameraSpec, GuardSpec, Schedule
from orin.processors.specs.parse import SpecError, parse_specs
from orin.processors.specs.rule import Rule
from tests.support.repository import ROOT

FOLDER = ROOT
SCHEMA = json_schema()
VALID = jsonschema_rs.validator_for(json.loads(json.dumps(SCHEMA)))
FILES = [*sorted((FOLDER / "guards").glob("*.yaml")), FOLDER / "cli" / "specs" / "demo.yaml"]
CAMERA = """
camera: hq/hall
zones: {floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]}
lines: {door: [[0.2, 0.5], [0.8, 0.5]]}
ground: {points: [[0.1, 0.9], [0.9, 0.9], [0.7, 0.5], [0.3, 0.5]], metres: [[0, 0], [6, 0], [6, 9], [0, 9]]}
gap_tolerance: 5s
"""
GUARD = """
guard: g
cameras: ["hq/*"]
when: {unattended: {objects: [packages], zone: floor, for: 5m, escalate: [{after: 2m, severity: critical}]}}
schedule: {days: [mon-wed, fri], hours: "08:00-20:00", timezone: Europe/Berlin, except: ["2026-12-25"]}
"""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_that_is_shipped_is_valid(path: Path) -> None:
    for document in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        VALID.validate(document)


def test_what_is_read_is_valid_as_it_is_stored() -> None:
    """A body is a document of the language itself, with every default filled in."""
    for path in FILES:
        for spec in parse_specs(path.read_text(encoding="utf-8"), path.name):
            VALID.validate(json.loads(spec.body))


def test_every_kind_and_field_is_there_and_described() -> None:
    parts = SCHEMA["$defs"]
    assert set(parts["When"]["properties"]) == set(KINDS)
    models: list[type[Struct]] = [CameraSpec, GuardSpec, Schedule, *(kind.rule for kind in KINDS.values())]
    for model in models:
        properties = parts[model.__name__]["properties"]
        assert set(properties) == set(model.__struct_encode_fields__)
        told = {name for name, field in properties.items() if "description" in field}
        assert set(properties) - told <= {
            "when",
            "schedule",
            "severity",
            "ground",
            "anchor",
            "direction",
            "attended_by",
        }
    assert all("description" in field for field in parts["When"]["properties"].values())
    assert set(Rule.__struct_encode_fields__) <= set(parts["Loiters"]["properties"])


MISTAKES = [
    # a guard: path, value (None: taken away)
    ("guard", "no good name"),
    ("guard", None),
    ("cameras", []),
    ("cameras", ["hq/hall 1"]),
    ("cameras", None),
    ("when", {}),
    ("when", {"lurks": {"zone": "floor"}}),
    ("when", {"enters": {"zone": "floor"}, "exits": {"zone": "floor"}}),
    ("when.unattended.for", None),
    ("when.unattended.for", "soon"),
    ("when.unattended.for", -5),
    ("when.unattended.for", 0),
    ("when.unattended.objects", ["dragon"]),
    ("when.unattended.min_score", 1.5),
    ("when.unattended.max_size", -1),
    ("when.unattended.anchor", "top"),
    ("when.unattended.radius", 0),
    ("when.unattended.attended_by", "nobody"),
    ("when.unattended.escalate", [{"after": "2m"}]),
    ("when.unattended.escalate", [{"after": "2m", "severity": "grave"}]),
    ("when.unattended.line", "door"),
    ("when", {"crosses": {"line": "door", "direction": "up"}}),
    ("when", {"wrong_way": {"line": "door", "direction": "any"}}),
    ("when", {"occupancy": {"zone": "floor", "for": "5s"}}),
    ("when", {"occupancy": {"zone": "floor", "for": "5s", "over": 1, "under": 3}}),
    ("when", {"occupancy": {"zone": "floor", "for": "5s", "over": 1.5}}),
    ("when", {"occupancy": {"zone": "floor", "for": "5s", "under": 0}}),
    ("when", {"speeding": {"over": "10 mph"}}),
    ("when", {"speeding": {"over": 0}}),
    ("when", {"tailgating": {"line": "door"}}),
    ("schedule.days", "monday"),
    ("schedule.hours", "8-20"),
    ("schedule.hours", "08:00-24:30"),
    ("schedule.timezone", None),
    ("schedule.except", ["25.12.2026"]),
    ("severity", "grave"),
    ("min_coverage", 2),
    ("cooldown", "-1s"),
    ("notify", ["no good name"]),
    ("colour", "red"),
]
CAMERA_MISTAKES = [
    ("camera", "hall"),
    ("zones", {"floor": [[0, 0], [1, 1]]}),
    ("zones", {"floor": [[0, 0], [1, 1], [2, 0]]}),
    ("zones", {"floor": [[0, 0, 0], [1, 1, 0], [1, 0, 0]]}),
    ("zones", {"no good name": [[0, 0], [1, 1], [1, 0]]}),
    ("lines", {"door": [[0, 0], [1, 1], [1, 0]]}),
    ("ground.metres", [[0, 0], [1, 1], [1, 0]]),
    ("ground.points", None),
    ("gap_tolerance", 0),
    ("regions", {}),
]


def changed(text: str, path: str, value: object) -> Any:
    document = copy.deepcopy(yaml.safe_load(text))
    *folders, last = path.split(".")
    inner = document
    for folder in folders:
        inner = inner[folder]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return document


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [(GUARD, *mistake) for mistake in MISTAKES] + [(CAMERA, *mistake) for mistake in CAMERA_MISTAKES],
    ids=lambda each: json.dumps(each)[:60],
)
def test_a_mistake_is_one_for_the_schema_and_for_the_language(text: str, path: str, value: object) -> None:
    VALID.validate(yaml.safe_load(text))
    document = changed(text, path, value)
    assert not VALID.is_valid(document)
    with pytest.raises(SpecError):
        parse_specs(yaml.safe_dump(document), "g.yaml")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("cameras", "hq/hall"),
        ("when", {"appears": None}),
        ("when", {"speeding": {"over": "10 km/h"}}),
        ("when", {"speeding": {"over": 1.5, "for": 2}}),
        ("when", {"occupancy": {"zone": "floor", "over": 0, "for": "1h30m", "under": None}}),
        ("schedule.days", "mon-fri, sun"),
        ("schedule.hours", "22:00-06:00"),
        ("cooldown", 0),
        ("notify", "desk"),
    ],
)
def test_what_people_may_write(path: str, value: object) -> None:
    document = changed(GUARD, path, value)
    VALID.validate(document)
    parse_specs(yaml.safe_dump(document), "g.yaml")
