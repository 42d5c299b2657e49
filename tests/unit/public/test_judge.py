"""What `judge` and `events` give is what the stages would publish, as a table of fixed columns."""

import sys
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from msgspec.structs import replace

import orin
from orin.processors.identity import revision
from orin.processors.specs.parse import SpecError
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Detections, Event, Record, SessionEnd, Spec, Tracks
from orin.tables import EVENT_COLUMNS
from orin.topologies.offline.chain import Chain
from tests.support.tracking_inputs import walk

SPECS = """
camera: hq/gate
gap_tolerance: 2s
zones: {all: [[0, 0], [1, 0], [1, 1], [0, 1]]}
---
guard: seen
cameras: ["*/*"]
when:
  appears: {objects: [people]}
---
guard: occupied
cameras: ["*/*"]
when:
  occupancy: {objects: [people], zone: all, over: 0, for: 1s}
"""


@pytest.fixture(scope="module")
def walked() -> list[Detections]:
    return [replace(record, camera="hq/gate") for record in walk(0, 8, 100, 40)]


@pytest.fixture(scope="module")
def found(walked: list[Detections]) -> list[Event]:
    return orin.judge([*walked, _end(walked)], orin.parse_specs(SPECS))


def _end(walked: list[Detections]) -> SessionEnd:
    last = walked[-1]
    return SessionEnd(camera=last.camera, session=last.session, ended_at=last.captured_at)


def _tracks(walked: list[Detections]) -> list[Tracks]:
    chain = Chain([], late_after=60.0, takeover_after=10.0, build="")
    return [tracks for record in walked for tracks in chain.analyse(record).tracks]


def test_detections_give_the_events_of_the_stages(walked: list[Detections], found: list[Event]) -> None:
    chain = Chain(orin.parse_specs(SPECS), late_after=60.0, takeover_after=10.0, build="another")
    assert [e.digest for e in found] == [e.digest for record in walked for e in chain.analyse(record).events]
    assert [(e.guard, e.phase) for e in found] == [("seen", "occurred"), ("occupied", "opened")]


def test_tracks_give_the_same_events(walked: list[Detections], found: list[Event]) -> None:
    again = orin.judge([*_tracks(walked), _end(walked)], orin.parse_specs(SPECS))
    assert [event.digest for event in again] == [event.digest for event in found]


def test_what_is_not_judged_is_passed_over(walked: list[Detections], found: list[Event]) -> None:
    marker = Spec(kind="guard", name="x", revision="1-00000000", body="{}", active_from=0)
    mixed: list[Record] = [marker, _end(walked), *walked, *found]
    assert [e.digest for e in orin.judge(mixed, orin.parse_specs(SPECS))] == [e.digest for e in found]


def test_detections_and_tracks_mixed_are_misuse(walked: list[Detections]) -> None:
    with pytest.raises(Misuse, match="one topic at a time"):
        orin.judge([*walked, *_tracks(walked)], [])


def test_revisions_are_in_force_when_they_were_and_a_draft_replaces_them(walked: list[Detections]) -> None:
    middle = walked[40].captured_at
    first, second = (
        [
            Spec(kind=s.kind, name=s.name, revision=revision(number, s.body), body=s.body, active_from=since)
            for s in orin.parse_specs(text)
        ]
        for number, text, since in ((1, SPECS, 0), (2, SPECS.replace("over: 0", "over: 5"), middle))
    )
    assert [(e.guard, e.phase) for e in orin.judge(walked, first)] == [("seen", "occurred"), ("occupied", "opened")]
    withdrawn = orin.judge(walked, [*first, *second])
    assert [(e.guard, e.phase, e.outcome) for e in withdrawn][-1] == ("occupied", "closed", "withdrawn")
    drafted = orin.judge(walked, [*first, *second, *orin.parse_specs(SPECS)])
    assert [(e.guard, e.phase) for e in drafted] == [("seen", "occurred"), ("occupied", "opened")]


def test_specs_come_from_text_or_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(SPECS)
    assert [s.body for s in orin.parse_specs(path)] == [s.body for s in orin.parse_specs(SPECS)]
    with pytest.raises(SpecError, match=r"<text>:1"):
        orin.parse_specs("gaurd: x")
    with pytest.raises(Misuse, match=r"absent\.yaml: cannot be read: No such file"):
        orin.parse_specs(tmp_path / "absent.yaml")
    path.write_bytes(b"\xff")
    with pytest.raises(Misuse, match=r"draft\.yaml: cannot be read"):
        orin.parse_specs(path)
    with pytest.raises(SpecError, match="forklift"):
        orin.parse_specs(SPECS.replace("people", "forklift"))
    assert orin.parse_specs(SPECS.replace("people", "forklift"), labels=["forklift"])


def test_the_table_has_the_same_columns_whatever_it_holds(found: list[Event]) -> None:
    table, empty = orin.events(found), orin.events([])
    assert table.schema == empty.schema
    assert table.columns == list(EVENT_COLUMNS)
    assert table.schema["at"] == pl.Datetime("us", "UTC")
    assert (table.height, empty.height) == (2, 0)
    (first, _) = found
    row = table.row(0, named=True)
    assert row["at"] == datetime.fromtimestamp(first.at / 1e6, UTC)
    assert row["subject_track_id"] == (first.subject and first.subject.track_id)
    assert (row["build"], row["closed_at"], row["late"]) == (first.provenance.build, None, False)


def test_every_field_of_an_event_is_a_column() -> None:
    flat = {name for name in Event.__struct_fields__ if name not in {"subject", "provenance"}}
    assert flat <= set(EVENT_COLUMNS)
    assert set(EVENT_COLUMNS.values()) == {"text", "time", "int32", "int64", "float", "bool"}


@pytest.mark.slow
def test_pandas_has_the_same_columns_and_values(found: list[Event]) -> None:
    table = orin.events(found, library="pandas")
    assert list(table.columns) == list(EVENT_COLUMNS)
    assert list(table.dtypes) == list(orin.events([], library="pandas").dtypes)
    assert str(table["at"].dtype) == "datetime64[us, UTC]"
    assert [at.to_pydatetime() for at in table["at"]] == orin.events(found)["at"].to_list()
    assert table["closed_at"].isna().all()


@pytest.mark.parametrize("library", ["polars", "pandas"])
def test_a_library_that_is_not_installed_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(OrinError, match=f"needs {library}: pip install"):
        orin.events([], library=library)  # type: ignore[call-overload]


def test_a_phase_counts_once(found: list[Event]) -> None:
    opened = found[1]
    older = replace(opened, sequence=opened.sequence - 1)
    assert orin.events([opened, opened, older]).height == 1


def test_events_that_are_given_are_not_filtered(found: list[Event]) -> None:
    with pytest.raises(Misuse, match="leave them out where events are given"):
        orin.events(found, from_="-1d")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"kafka_boostrap": "x:1"}, r"no setting 'kafka_boostrap'; did you mean kafka_bootstrap\?"),
        ({"colour": "red"}, "no setting 'colour'; docs/settings.md lists them"),
        ({"from_": "yesterday"}, "from_: 'yesterday' is not a time"),
        ({"to": datetime(2026, 11, 21)}, "to: 2026-11-21T00:00:00 has no time zone"),  # noqa: DTZ001
        ({"from_": "2026-11-22", "to": "2026-11-21"}, "from_ '2026-11-22' is not before to '2026-11-21'"),
        ({"kafka_session_timeout": "soon"}, "ORIN_KAFKA_SESSION_TIMEOUT"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_kafka_is_asked(arguments: dict[str, object], said: str) -> None:
    with pytest.raises(Misuse, match=said):
        orin.read("orin.events.v1", **arguments)  # type: ignore[arg-type]
