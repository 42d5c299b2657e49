"""Headers derive from the record alone, and tie together what one frame of one camera leads to."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.schemas.records import Detections, Event, FrameRef, Record, SessionEnd, Spec, Tracks
from orin.schemas.wire.headers import event_time, headers
from tests.support.record_strategies import RECORD, records


def of(record: Record, sequence: int | None = None) -> dict[str, bytes]:
    found = headers(record, sequence)
    assert len({name for name, _ in found}) == len(found)
    return dict(found)


@given(RECORD)
def test_every_record_has_cloudevents_and_trace_context(record: Record) -> None:
    found = of(record)
    assert found["ce_specversion"] == b"1.0"
    assert found["ce_type"] == f"orin.{type(record).__name__}".encode()
    assert re.fullmatch(rb"[!-~]+", found["ce_source"])
    assert found["ce_id"]
    assert re.fullmatch(rb"00-[0-9a-f]{32}-[0-9a-f]{16}-01", found["traceparent"])
    assert "orin_seq" not in found
    assert of(record) == found


@given(records(FrameRef), records(Detections), records(Tracks), records(Event), st.integers(0, 2**50))
def test_one_frame_shares_a_trace_over_all_topics(f: Any, d: Any, t: Any, e: Any, at: int) -> None:
    at_frame = [msgspec.structs.replace(r, camera="hq/lobby", captured_at=at) for r in (f, d, t)]
    event = msgspec.structs.replace(e, camera="hq/lobby", at=at)
    parents = [of(record)["traceparent"].split(b"-") for record in (*at_frame, event)]
    assert len({trace for _, trace, _, _ in parents}) == 1
    assert len({parent for _, _, parent, _ in parents}) == 4
    other = msgspec.structs.replace(event, camera="hq/door")
    assert of(other)["traceparent"].split(b"-")[1] != parents[0][1]


@given(records(Event))
def test_an_event_is_identified_by_id_and_sequence(event: Event) -> None:
    assert of(event)["ce_id"] == f"{event.event_id}:{event.sequence}".encode()
    assert of(event)["orin_captured_at"] == str(event.at).encode()


@given(records(Detections), st.integers(0, 2**62))
def test_what_a_reader_needs_when_the_value_is_lost(record: Detections, sequence: int) -> None:
    found = of(record, sequence)
    assert int(found["orin_captured_at"]) == record.captured_at == event_time(record)
    assert found["orin_session"].decode() == record.session
    assert int(found["orin_seq"]) == sequence


@pytest.mark.parametrize("cls", [Detections, Tracks, SessionEnd])
@given(data=st.data())
def test_the_same_thing_said_again_has_the_same_id(cls: type[Any], data: st.DataObject) -> None:
    one, other = data.draw(records(cls)), data.draw(records(cls))
    field = "ended_at" if cls is SessionEnd else "captured_at"
    same = msgspec.structs.replace(other, **{"camera": one.camera, field: getattr(one, field)})
    assert of(same)["ce_id"] == of(one)["ce_id"]
    later = msgspec.structs.replace(one, **{field: getattr(one, field) ^ 1})
    assert of(later)["ce_id"] != of(one)["ce_id"]


@given(records(Spec))
def test_a_spec_has_no_event_time(spec: Spec) -> None:
    assert event_time(spec) is None
    assert "orin_captured_at" not in of(spec)
    assert of(spec)["ce_id"] == f"{spec.kind}/{spec.name}@{spec.revision}".encode()
