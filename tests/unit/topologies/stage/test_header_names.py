"""Records are read on where a header's name is not UTF-8, by both clients."""

from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy

from orin.topologies.kafka.messages import LateHeaders, received
from orin.topologies.stage.header_names import take_any_header_name
from tests.support.processes.header_names import BadName

PLACE = TopicPartition("orin.tracks.v1", 0)
GZIP = 1
PRODUCER = 7


def batch(first: int, *names: str, compression: int = 0, aborted: bool = False) -> bytes:
    """A record for each name, from offset `first` on; value and header's value are the offset."""
    builder = _DefaultRecordBatchBuilderPy(
        magic=2, compression_type=compression, is_transactional=aborted, producer_id=PRODUCER if aborted else -1,
        producer_epoch=0, base_sequence=0, batch_size=2**20,
    )  # fmt: skip
    for number, name in enumerate(names):
        value = str(first + number).encode()
        builder.append(number, timestamp=1, key=b"k", value=value, headers=[(name, value)])
    raw = bytearray(builder.build())
    raw[:8] = first.to_bytes(8, "big")  # the broker's part, which the checksum leaves out
    return bytes(raw)


def read(raw: bytes, start: int = 0, aborted: tuple[tuple[int, int], ...] = ()) -> list[tuple[int, bytes, Any]]:
    """Offset, value and headers of what a consumer at `start` is given."""
    records = fetcher.MemoryRecords(raw)
    found = fetcher.PartitionRecords(PLACE, records, list(aborted), start, None, None, True, fetcher.READ_COMMITTED)
    return [(record.offset, record.value, record.headers) for record in found]


@pytest.fixture(autouse=True)
def _tolerant(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MemoryRecords", "PartitionRecords"):
        monkeypatch.setattr(fetcher, name, getattr(fetcher, name))
    take_any_header_name()


@pytest.mark.parametrize("compression", [0, GZIP])
def test_a_batch_with_such_a_name_is_read_and_so_is_what_comes_after(compression: int) -> None:
    raw = batch(0, "a", "b") + batch(2, "a", BadName(), "c", compression=compression) + batch(5, BadName())
    assert read(raw) == [
        (0, b"0", (("a", b"0"),)),
        (1, b"1", (("b", b"1"),)),
        (2, b"2", (("a", b"2"),)),
        (3, b"3", (("\ufffdname", b"3"),)),
        (4, b"4", (("c", b"4"),)),
        (5, b"5", (("\ufffdname", b"5"),)),
    ]


def test_a_consumer_may_begin_within_such_a_batch() -> None:
    raw = batch(2, "a", BadName(), "c") + batch(5, BadName())
    assert [offset for offset, _, _ in read(raw, start=3)] == [3, 4, 5]
    assert [offset for offset, _, _ in read(raw, start=4)] == [4, 5]


def test_what_was_aborted_before_it_stays_unread() -> None:
    raw = batch(0, "a") + batch(1, "a", aborted=True) + batch(2, "b", BadName()) + batch(4, "a", aborted=True)
    assert [offset for offset, _, _ in read(raw, aborted=((PRODUCER, 1),))] == [0, 2, 3]


def test_batches_with_names_that_are_text_stay_with_the_fast_classes() -> None:
    raw = batch(0, "a", "ü")
    records = fetcher.MemoryRecords(raw)
    assert type(records.next_batch()).__module__.startswith("aiokafka.record._crecords")
    assert [headers for _, _, headers in read(raw)] == [(("a", b"0"),), (("ü", b"1"),)]


class Unreadable:
    """As confluent_kafka's Message is where a name is not UTF-8."""

    def headers(self) -> None:
        raise SystemError("returned a result with an exception set")

    def partition(self) -> int:
        return 1

    offset = partition

    def timestamp(self) -> tuple[int, int]:
        return 1, 5

    def key(self) -> bytes:
        return b"k"

    value = key


def test_the_other_client_gives_such_a_record_without_headers() -> None:
    assert received(Unreadable()) == (1, 1, 5, b"k", b"k", [])
    assert list(LateHeaders(Unreadable())) == []
