"""Header names that are not UTF-8: aiokafka cannot unpack the batch of such a record, nor anything that comes after it.

Kafka takes any bytes for a name, so one writer could stop every reader of a partition for good. Here such a batch is
unpacked again by aiokafka's own Python classes, with U+FFFD for the bytes that are no text; what the record is worth
its value decides, as ever. Written against aiokafka 0.14; tests/unit/topologies/stage/test_header_names.py fails when
its private parts change.
"""

from collections.abc import Iterator
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatch, _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


class _Text(bytearray):
    """Bytes whose slices are decoded whatever they are."""

    def __getitem__(self, place: Any) -> Any:
        found = super().__getitem__(place)
        return _Text(found) if isinstance(place, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        return super().decode(encoding, errors)


class _TolerantBatch(_DefaultRecordBatchPy):  # type: ignore[misc]
    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        if not isinstance(self._buffer, _Text):
            self._buffer = _Text(self._buffer)


class _TolerantRecords(_MemoryRecordsPy):  # type: ignore[misc]
    def next_batch(self) -> Any:
        raw = self._next_slice
        batch = super().next_batch()
        return _TolerantBatch(raw) if isinstance(batch, DefaultRecordBatch) else batch


class _CountedRecords(MemoryRecords):  # type: ignore[misc]
    """Knows how many batches were taken, and can go back to the last of them."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(raw)
        self._raw = raw
        self._taken = 0

    def next_batch(self) -> Any:
        self._taken += 1
        return super().next_batch()

    def from_last_batch(self) -> _TolerantRecords:
        again = _TolerantRecords(self._raw)
        for _ in range(self._taken - 1):
            again.next_batch()
        return again


class _TolerantPartition(fetcher.PartitionRecords):  # type: ignore[misc]
    _records: Any

    def _unpack_records(self) -> Iterator[Any]:
        try:
            yield from super()._unpack_records()
        except UnicodeDecodeError:
            # Of the batch, what was handed out already is passed over by its offset.
            self._records = self._records.from_last_batch()
            yield from super()._unpack_records()


def take_any_header_name() -> None:
    """Lets every aiokafka consumer of this process read on where a header's name is not UTF-8."""
    fetcher.MemoryRecords, fetcher.PartitionRecords = _CountedRecords, _TolerantPartition
