"""Replay's own decoder and the general one give the same answer, whatever the bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.replay import tracks
from orin.schemas.errors import WireError
from orin.schemas.records import Record, Tracks
from orin.schemas.wire.serde import file_serde
from orin.topologies.replay.tracks_wire import TracksWire
from tests.support.record_strategies import RECORD, records

SERDE = file_serde()
USUAL = [SERDE.encode(record) for record in tracks(1_780_000_000_000_000, 200, 5.0)]


def answer(decode: object, data: bytes) -> Record | str:
    try:
        return decode(data)  # type: ignore[operator, no-any-return]
    except WireError as error:
        return error.reason


@settings(max_examples=300)
@given(st.lists(st.one_of(records(Tracks), RECORD), max_size=4))
def test_any_records_one_after_the_other(found: list[Record]) -> None:
    wire = TracksWire(SERDE)
    for record in found:
        data = SERDE.encode(record)
        assert wire.decode(data) == SERDE.decode(data) == record


def test_the_usual_records_are_read_by_hand() -> None:
    class Counting(TracksWire):
        by_hand = 0

        def _tracks(self, data: bytes) -> Tracks:
            found = super()._tracks(data)
            self.by_hand += 1
            return found

    wire = Counting(SERDE)
    assert [wire.decode(data) for data in USUAL] == [SERDE.decode(data) for data in USUAL]
    assert wire.by_hand == len(USUAL)


@settings(max_examples=1000)
@given(st.data())
def test_damaged_bytes_are_refused_or_read_alike(data: st.DataObject) -> None:
    wire = TracksWire(SERDE)
    wire.decode(USUAL[0])
    damaged = bytearray(data.draw(st.sampled_from(USUAL)))
    for _ in range(data.draw(st.integers(0, 3))):
        damaged[data.draw(st.integers(5, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(len(damaged) - 30, len(damaged)))])
    cut += data.draw(st.binary(max_size=2))
    assert answer(wire.decode, cut) == answer(SERDE.decode, cut)
