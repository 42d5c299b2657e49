"""JSON forms: what docs/guards.md shows is what comes out and what is taken in."""

import json

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from orin.cli.history.explain_words import phase
from orin.projections.rows import event_row
from orin.runtime.http.responses import encode
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import NotifyForm, event_line, format_time, parse_detections_line, parse_time, to_json
from orin.schemas.records import Box, Detections, Event, Notify, Record, Subject
from tests.support.guards_scene import Scene, guard, person, still, watch
from tests.support.record_strategies import RECORD, records

FROM_THE_CONTRACT = (
    '{"camera":"hq/lobby-1","captured_at":"2026-11-21T09:00:00.200000Z","width":1280,"height":720,"status":"seen",'
    '"boxes":[{"label":"person","score":0.91,"box":[1,2.004,3,4.5]}]}'
)
AT = 1_795_251_600_200_000


def test_the_line_of_the_contract_is_read_with_its_defaults() -> None:
    assert parse_detections_line(FROM_THE_CONTRACT, where="clip.jsonl:1") == Detections(
        camera="hq/lobby-1",
        session="file",
        session_started_at=0,
        captured_at=AT,
        previous_at=None,
        published_at=AT,
        uri=None,
        width=1280,
        height=720,
        status="seen",
        backend="file",
        boxes=(Box(label="person", score=0.91, x1=1.0, y1=2.0, x2=3.0, y2=4.5),),
    )


@pytest.mark.parametrize("unit", [1, 1_000, 1_000_000])
def test_epoch_numbers_and_a_static_box_are_read(unit: int) -> None:
    seconds = AT // 1_000_000
    box = {"label": "x", "box": [0, 0, 1, 1], "since": (seconds - 2) * unit}
    found = parse_detections_line(json.dumps(WHOLE | {"captured_at": seconds * unit, "boxes": [box]}), where="f:1")
    whole = seconds * 1_000_000
    assert (found.captured_at, found.published_at, found.boxes[0].since) == (whole, whole, whole - 2_000_000)


WHOLE = {"camera": "a/b", "captured_at": AT, "width": 9, "height": 9}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"captured_at": "yesterday"}, "f.jsonl:7: captured_at: 'yesterday' is not a time"),
        ({"captured_at": "2026-11-21T09:00:00"}, "f.jsonl:7: captured_at: .* end it with Z"),
        ({"captured_at": 20261121}, "f.jsonl:7: captured_at: 20261121 is too small to be a time"),
        ({"captured_at": 1.5}, "f.jsonl:7: captured_at: Expected `int . str`, got `float`"),
        ({"captured_at": True}, "f.jsonl:7: captured_at: Expected"),
        ({"camera": "lobby"}, "f.jsonl:7: camera: 'lobby' is not SITE/NAME"),
        ({"width": 0}, "f.jsonl:7: width: 0 px is not above 0"),
        ({"height": None}, "f.jsonl:7: height: Expected `int`, got `null`"),
        ({"status": "sen"}, "f.jsonl:7: status: Invalid enum value 'sen'"),
        ({"captured": 1}, "f.jsonl:7: Object contains unknown field `captured`"),
        ({"boxes": [{"label": "x", "box": [1, 2, 3]}]}, r"f.jsonl:7: boxes\[0\].box: Expected `array` of length 4"),
        ({"boxes": [{"label": "x", "box": [3, 0, 1, 1]}]}, r"f.jsonl:7: boxes\[0\].box: .* x1 ≤ x2"),
        ({"boxes": [{"label": "x", "box": [0, 0, 1, 1], "score": 2}]}, r"f.jsonl:7: boxes\[0\].score: 2.0 is not"),
        ({"boxes": [{"box": [0, 0, 1, 1]}]}, r"f.jsonl:7: boxes\[\.*0?\.*\]: .*missing required field `label`"),
        ({"boxes": [{"label": "x", "box": [0, 0, 1, 1], "since": "n"}]}, r"f.jsonl:7: boxes\[0\].since: 'n' is not"),
        ({"previous_at": "x"}, "f.jsonl:7: previous_at: 'x' is not a time"),
    ],
)
def test_a_wrong_field_is_named_with_file_and_line(change: dict[str, object], said: str) -> None:
    with pytest.raises(Misuse, match=said) as raised:
        parse_detections_line(json.dumps(WHOLE | change), where="f.jsonl:7")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    "line", ["", "{", "[]", "3", '{"camera": "a/b"}', "\x00", '{"camera":"a/b","captured_at":NaN}']
)
def test_what_is_no_such_object_is_misuse(line: str) -> None:
    with pytest.raises(Misuse, match=r"^f:2: "):
        parse_detections_line(line, where="f:2")


@given(st.text(max_size=60))
def test_any_text_is_a_record_or_misuse(text: str) -> None:
    try:
        parse_detections_line(text, where="f:3")
    except Misuse as error:
        assert str(error).startswith("f:3: ")  # noqa: PT017 - both outcomes are good


@given(records(Detections))
def test_what_is_written_is_read_again(record: Detections) -> None:
    boxes = tuple(
        msgspec.structs.replace(b, x1=0.25, y1=1.5, x2=2.75, y2=3.0, score=round(abs(b.score) % 1, 4))
        for b in record.boxes
    )
    gone = tuple(msgspec.structs.replace(p, x1=0.25, y1=1.5, x2=2.75, y2=3.0) for p in record.gone)
    record = msgspec.structs.replace(record, camera="hq/lobby", width=1280, height=720, boxes=boxes, gone=gone)
    line = json.dumps(to_json(record))
    assert parse_detections_line(line, where="f:1") == record


@given(RECORD)
def test_every_record_has_a_json_form_with_its_own_names(record: Record) -> None:
    form = json.loads(json.dumps(to_json(record), allow_nan=False))
    assert set(form) == set(record.__struct_fields__)


@given(records(Event))
def test_an_event_is_one_line(event: Event) -> None:
    line = event_line(event)
    assert "\n" not in line
    assert json.loads(line) == to_json(event)


@given(records(Event), records(Subject), st.integers(0, 2**51))
def test_times_are_iso_and_the_subject_is_an_object(event: Event, subject: Subject, at: int) -> None:
    form = to_json(msgspec.structs.replace(event, subject=subject, at=at, closed_at=None))
    assert form["at"] == format_time(at)
    assert form["closed_at"] is None
    assert form["subject"] == {
        "track_id": subject.track_id,
        "label": subject.label,
        "box": [subject.x1, subject.y1, subject.x2, subject.y2],
    }
    assert form["sequence"] == event.sequence


@given(st.integers(-(2**63), 2**63 - 1))
def test_every_time_survives_its_form(at: int) -> None:
    assert parse_time(format_time(at)) == at


@given(st.datetimes(), st.integers(-23, 23))
def test_offsets_are_taken_into_account(moment: object, hours: int) -> None:
    text = str(moment).replace(" ", "T")
    assume("." in text)
    at, utc = parse_time(f"{text}{hours:+03d}:00"), parse_time(f"{text}Z")
    assert utc - at == hours * 3_600_000_000


def test_the_form_of_a_time() -> None:
    assert format_time(AT) == "2026-11-21T09:00:00.200000Z"
    assert format_time(0) == "1970-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("notify", "recipients", "form"),
    [("send", (), "none"), ("send", ("desk",), "send"), ("cooldown", (), "cooldown"), ("late", ("desk",), "late")],
)
def test_an_event_that_names_no_recipient_is_sent_to_none(
    notify: Notify, recipients: tuple[str, ...], form: NotifyForm
) -> None:
    [event] = watch(Scene([person("p", still(200, 500), born=1)], 2), guard("appears:"))
    event = msgspec.structs.replace(event, notify=notify, notify_to=recipients)
    assert to_json(event)["notify"] == form
    assert msgspec.json.decode(encode({"events": [event_row(event)]}))["events"][0]["notify"] == form
    assert event_row(event)["notify"] == notify
    said = phase(event)
    assert ("no recipient" in said) == (form == "none")
