"""The reader and the writer of tracks and the general codec give the same answer, whatever the record or the bytes."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.replay import tracks
from orin.schemas.records import EndedTrack, Record, Tracks
from orin.schemas.wire.serde import Serde, file_serde
from orin.schemas.wire.tracks_reader import TracksReader
from orin.schemas.wire.tracks_writer import TracksWriter
from tests.support.record_strategies import RECORD, records
from tests.support.wire_answers import answer, damaged

SERDE = file_serde()
RECORDS = list(tracks(1_780_000_000_000_000, 200, 5.0))
USUAL = [SERDE.encode(record) for record in RECORDS]
TIMES = st.sampled_from([2**n + d for n in (0, 6, 7, 34, 41, 47, 48, 54, 55, 56, 62) for d in (-1, 0, 1)])


class Counting:
    """A serde that counts what is left to it."""

    def __init__(self, serde: Serde) -> None:
        self._serde = serde
        self.asked = -1  # the writer and the reader begin with one record of their own

    def encode(self, record: Record) -> bytes:
        self.asked += 1
        return self._serde.encode(record)

    def decode(self, data: bytes) -> Record:
        self.asked += 1
        return self._serde.decode(data)


@settings(max_examples=300)
@given(st.lists(st.one_of(records(Tracks), RECORD), max_size=4))
def test_any_records_one_after_the_other(found: list[Record]) -> None:
    reader, writer = TracksReader(SERDE), TracksWriter(SERDE)
    for record in found:
        data = SERDE.encode(record)
        assert writer.encode(record) == data
        assert reader.decode(data) == SERDE.decode(data) == record


@given(records(Tracks), TIMES, TIMES)
def test_times_of_any_length_are_written_alike(record: Tracks, at: int, since: int) -> None:
    record = replace(
        record,
        session_started_at=RECORDS[0].session_started_at,
        captured_at=at,
        published_at=RECORDS[0].published_at,
        previous_at=since,
        tracks=tuple(replace(track, born_at=at, rest_since=since) for track in RECORDS[9].tracks),
        ended=(EndedTrack(track_id="é" * 70, reason="gap", last_at=since),),
    )
    assert TracksWriter(SERDE).encode(record) == SERDE.encode(record)


def test_the_usual_records_are_read_and_written_by_hand() -> None:
    reading, writing = Counting(SERDE), Counting(SERDE)
    reader, writer = TracksReader(reading), TracksWriter(writing)  # type: ignore[arg-type]
    assert [reader.decode(data) for data in USUAL] == RECORDS
    assert [writer.encode(record) for record in RECORDS] == USUAL
    assert (reading.asked, writing.asked) == (0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"camera": None},
        {"camera": "\ud800"},
        {"width": 2**31},
        {"status": "asleep"},
        {"captured_at": 2**63},
        {"source_position": float("inf")},
        {"tracks": (replace(RECORDS[9].tracks[0], x1=float("nan")),)},
        {"tracks": (replace(RECORDS[9].tracks[0], label_held=2),)},
        {"tracks": (replace(RECORDS[9].tracks[0], state="asleep"),)},
        {"ended": (EndedTrack(track_id="a", reason="bored", last_at=1),)},  # type: ignore[arg-type]
    ],
)
def test_what_the_schema_does_not_allow_is_refused(wrong: dict[str, Any]) -> None:
    record = replace(RECORDS[9], **wrong)
    assert answer(TracksWriter(SERDE).encode, record) == answer(SERDE.encode, record) == "unencodable"


@pytest.mark.slow
@settings(max_examples=1000)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_alike(data: st.DataObject) -> None:
    reader = TracksReader(SERDE)
    reader.decode(USUAL[0])
    cut = damaged(data, USUAL)
    assert answer(reader.decode, cut) == answer(SERDE.decode, cut)
