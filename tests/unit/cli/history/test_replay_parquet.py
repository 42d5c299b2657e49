"""The table for notebooks has the same columns and types whatever it holds."""

from pathlib import Path
from typing import get_args, get_type_hints

import polars as pl
import pytest
from msgspec.structs import replace

from orin.cli.history.replay_parquet import COLUMNS, write_parquet
from orin.schemas.records import Event
from orin.tables import polars_schema
from orin.topologies.replay.compare import compare
from orin.topologies.replay.report import report
from orin.topologies.replay.run import Window
from tests.support.guards_scene import Scene, guard, person, us, watch, way

PERSON = person("ann", way((1, 500, 500), (20, 505, 505), (30, 990, 500)), born=1, dies=30)
FULL = [
    replace(
        event,
        line="door",
        direction="in",
        count=3,
        owner="o",
        closed_at=event.at,
        outcome="ended",
        taken_by="other",
        notify_to=("a", "b"),
        cooldown_event="e",
        source_position=1.5,
        camera_revision="1-a",
    )
    for event in watch(Scene([PERSON], 40, fps=4), guard("loiters: {objects: people, zone: floor, for: 5s}"))
]
OPTIONAL = [name for name, hint in get_type_hints(Event).items() if type(None) in get_args(hint)]
NULLS = [replace(event, **dict.fromkeys(OPTIONAL)) for event in FULL]


@pytest.mark.parametrize("compared", [True, False])
@pytest.mark.parametrize("events", [[], NULLS, FULL, [*NULLS[:1], *FULL[1:]]], ids=["empty", "nulls", "full", "mixed"])
def test_types_do_not_depend_on_content(events: list[Event], compared: bool, tmp_path: Path) -> None:
    file = tmp_path / "events.parquet"
    pairs = compare(events, events if compared else [], other_rules=False)
    write_parquet(file, report(Window(us(0), us(90)), [], pairs, {}, compared=compared))
    frame = pl.read_parquet(file)
    assert dict(frame.schema) == polars_schema(COLUMNS)
    assert frame.height == len(events) * (2 if compared else 1)


def test_values_come_back(tmp_path: Path) -> None:
    file = tmp_path / "events.parquet"
    write_parquet(file, report(Window(us(0), us(90)), [], compare(FULL, [], other_rules=False), {}, compared=False))
    row = pl.read_parquet(file).row(0, named=True)
    event = FULL[0]
    assert round(row["at"].timestamp() * 1e6) == event.at
    assert (row["count"], row["owner"], row["notify_to"], row["late"]) == (3, "o", "a,b", False)
    assert (row["subject_label"], row["offset"]) == ("person", event.provenance.offset)


def test_every_field_of_an_event_has_a_column() -> None:
    assert {*Event.__struct_fields__} - polars_schema(COLUMNS).keys() == {"subject", "provenance"}
