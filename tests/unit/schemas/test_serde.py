"""The wire format: every record round-trips, and no bytes lead to anything but a record or a WireError."""

import math
import struct

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.schemas.errors import WireError
from orin.schemas.records import Record, SessionEnd, Tracks
from orin.schemas.registry.file import RECORDS, file_registry
from orin.schemas.wire.serde import Serde, file_serde
from tests.support.record_strategies import RECORD, records

SERDE = file_serde()


@given(RECORD)
def test_every_record_round_trips(record: Record) -> None:
    assert SERDE.decode(SERDE.encode(record)) == record


@given(RECORD)
def test_the_message_begins_with_a_zero_byte_and_the_id_of_the_newest_version(record: Record) -> None:
    data = SERDE.encode(record)
    assert struct.unpack(">bI", data[:5]) == (0, file_registry().newest()[type(record).__name__].id)


@given(RECORD, st.data())
def test_mutated_bytes_decode_or_raise_a_wire_error(record: Record, data: st.DataObject) -> None:
    mutated = bytearray(SERDE.encode(record))
    for _ in range(data.draw(st.integers(1, 4))):
        mutated[data.draw(st.integers(0, len(mutated) - 1))] = data.draw(st.integers(0, 255))
    _decodes_or_wire_error(bytes(mutated))


@given(st.sampled_from(range(12)), st.binary(max_size=200))
def test_garbage_decodes_or_raises_a_wire_error(schema_id: int, body: bytes) -> None:
    _decodes_or_wire_error(b"\x00" + schema_id.to_bytes(4, "big") + body)
    _decodes_or_wire_error(body)


def _decodes_or_wire_error(data: bytes) -> None:
    try:
        outcome: object = SERDE.decode(data)
    except WireError as error:
        outcome = error
    if isinstance(outcome, WireError):
        assert outcome.reason in {"undecodable", "unknown_schema"}
        assert "\n" not in str(outcome)
    else:
        assert type(outcome) in RECORDS.values()


@given(RECORD, st.data())
def test_a_truncated_message_is_undecodable(record: Record, data: st.DataObject) -> None:
    whole = SERDE.encode(record)
    with pytest.raises(WireError) as raised:
        SERDE.decode(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert raised.value.reason == "undecodable"


@given(RECORD, st.binary(min_size=1, max_size=8))
def test_trailing_bytes_are_undecodable(record: Record, tail: bytes) -> None:
    with pytest.raises(WireError, match="bytes after the end") as raised:
        SERDE.decode(SERDE.encode(record) + tail)
    assert raised.value.reason == "undecodable"


@pytest.mark.parametrize("data", [None, b"", b"\x00", b"{}", b'{"camera": "hq/lobby"}', b"\x01\x00\x00\x00\x04abc"])
def test_what_is_not_the_wire_format_is_undecodable(data: bytes | None) -> None:
    with pytest.raises(WireError) as raised:
        SERDE.decode(data)
    assert raised.value.reason == "undecodable"


def test_an_unknown_id_is_told_apart_and_named() -> None:
    for _ in range(2):
        with pytest.raises(WireError, match="schema id 4711 ") as raised:
            SERDE.decode(b"\x00" + (4711).to_bytes(4, "big") + b"abc")
        assert raised.value.reason == "unknown_schema"


@given(records(Tracks), st.sampled_from([math.nan, math.inf, -math.inf]))
def test_numbers_that_are_not_finite_are_refused_both_ways(record: Tracks, value: float) -> None:
    placed = msgspec.structs.replace(record, source_position=0.123456789)
    good = SERDE.encode(placed)
    bad = good.replace(struct.pack("<d", 0.123456789), struct.pack("<d", value))
    with pytest.raises(WireError) as raised:
        SERDE.decode(bad)
    assert raised.value.reason == "undecodable"
    with pytest.raises(WireError) as raised:
        SERDE.encode(msgspec.structs.replace(record, source_position=value))
    assert raised.value.reason == "unencodable"


@pytest.mark.parametrize("session", [3, None, b"x", "\ud800"])
def test_a_value_of_the_wrong_type_is_not_written(session: object) -> None:
    with pytest.raises(WireError) as raised:
        SERDE.encode(SessionEnd(camera="hq/lobby", session=session, ended_at=0))  # type: ignore[arg-type]
    assert raised.value.reason == "unencodable"


@pytest.mark.parametrize("ended_at", [2**63, -(2**63) - 1, 1.5, True])
def test_a_number_that_is_no_long_is_not_written(ended_at: object) -> None:
    with pytest.raises(WireError) as raised:
        SERDE.encode(SessionEnd(camera="hq/lobby", session="s", ended_at=ended_at))  # type: ignore[arg-type]
    assert raised.value.reason == "unencodable"


def test_what_is_no_record_is_not_written() -> None:
    with pytest.raises(WireError) as raised:
        SERDE.encode("text")  # type: ignore[arg-type]
    assert raised.value.reason == "unencodable"


def test_two_serdes_agree() -> None:
    record = SessionEnd(camera="hq/lobby", session="s", ended_at=1)
    assert Serde(file_registry()).decode(SERDE.encode(record)) == record
