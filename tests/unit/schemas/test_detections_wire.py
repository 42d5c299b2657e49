"""The reader of detections and the general codec give the same answer, whatever the record or the bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.stage_load import detections
from orin.schemas.records import Detections, Model, Place, Record
from orin.schemas.wire.detections_reader import DetectionsReader
from orin.schemas.wire.serde import file_serde
from tests.support.record_strategies import RECORD, records
from tests.support.wire_answers import answer, damaged

SERDE = file_serde()
START = 1_780_000_000_000_000
WEIGHTS = Model(name="yolo.onnx", sha256="ab" * 32, min_score=0.25)
GONE = (Place(x1=1, y1=2, x2=3, y2=4),)
PLAIN = list(detections(60, START))
RECORDS = [
    *PLAIN,
    *(replace(each, model=WEIGHTS, inferred_at=START, view="clear") for each in PLAIN),
    *(replace(each, boxes=(replace(each.boxes[0], since=START),), gone=GONE) for each in PLAIN),
]
USUAL = [SERDE.encode(record) for record in RECORDS]


@settings(max_examples=300)
@given(st.lists(st.one_of(records(Detections), RECORD), max_size=4))
def test_any_records_one_after_the_other(found: list[Record]) -> None:
    reader = DetectionsReader(SERDE, SERDE.decode)
    for record in [*found, *found]:
        assert reader.decode(SERDE.encode(record)) == record


def test_the_usual_records_are_read_by_hand_once_their_backend_is_known() -> None:
    left: list[bytes] = []

    def others(data: bytes) -> Record:
        left.append(data)
        return SERDE.decode(data)

    reader = DetectionsReader(SERDE, others)
    assert [reader.decode(data) for data in USUAL] == RECORDS
    assert len(left) == 2


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_alike(data: st.DataObject) -> None:
    reader = DetectionsReader(SERDE, SERDE.decode)
    for known in (USUAL[0], USUAL[60], USUAL[-1]):
        reader.decode(known)
    cut = damaged(data, USUAL)
    assert answer(reader.decode, cut) == answer(SERDE.decode, cut)
