"""FULL_TRANSITIVE: our check says what Avro's resolution does, and holds for every version ever committed."""

import copy
from typing import Any

import msgspec
import pytest
from hypothesis import given

from orin.schemas.errors import WireError
from orin.schemas.records import Tracks
from orin.schemas.registry.compatibility import confirm, incompatibilities, unreadable
from orin.schemas.registry.file import Entry, FileRegistry, file_registry
from orin.schemas.wire.serde import Serde, file_serde
from tests.support.record_strategies import records

ENTRIES = file_registry().entries()
PAIRS = [(one, other) for one in ENTRIES for other in ENTRIES if one.record == other.record]


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=lambda entry: f"{entry.record}.{entry.version}")
def test_every_version_reads_every_other(one: Entry, other: Entry) -> None:
    registry = file_registry()
    assert unreadable(registry.schema(one), registry.schema(other)) == []
    confirm(registry.schema(one), registry.schema(other))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.record}.{entry.version}")
def test_the_schema_at_hand_and_every_version_read_each_other(entry: Entry) -> None:
    registry = file_registry()
    current = registry.current(entry.record)
    assert incompatibilities(current, registry.schema(entry)) == []
    confirm(current, registry.schema(entry))
    confirm(registry.schema(entry), current)


def record(*fields: dict[str, Any], name: str = "R") -> dict[str, Any]:
    return {"type": "record", "name": name, "namespace": "orin", "fields": list(fields)}


def field(type_: Any, name: str = "f", **more: Any) -> dict[str, Any]:
    return {"name": name, "type": type_, **more}


def enum(*symbols: str, **more: Any) -> dict[str, Any]:
    return {"type": "enum", "name": "E", "symbols": list(symbols), **more}


TIME = {"type": "long", "logicalType": "timestamp-micros"}
INNER = {"type": "record", "name": "I", "fields": [field("int", "i")]}
WIDER = {"type": "record", "name": "I", "fields": [field("int", "i"), field("int", "j", default=0)]}

READABLE = [
    (record(field("int")), record(field("int"))),
    (record(field("long")), record(field("int"))),
    (record(field("double")), record(field("long"))),
    (record(field("bytes")), record(field("string"))),
    (record(field("int"), field("int", "g", default=3)), record(field("int"))),
    (record(field("int")), record(field("int"), field("int", "g"))),
    (record(field(["null", "int"])), record(field("int"))),
    (record(field(["null", "double"])), record(field(["null", "int"]))),
    (record(field("int", "g", aliases=["f"])), record(field("int"))),
    (record(field(enum("a", "b"))), record(field(enum("a")))),
    (record(field(enum("a", default="a"))), record(field(enum("a", "b")))),
    (record(field({"type": "array", "items": "long"})), record(field({"type": "array", "items": "int"}))),
    (record(field({"type": "map", "values": "long"})), record(field({"type": "map", "values": "int"}))),
    (record(field({"type": "array", "items": WIDER})), record(field({"type": "array", "items": INNER}))),
    (record(field(INNER), field("I", "g")), record(field(WIDER), field("orin.I", "g"))),
    (record(field({"type": "string"})), record(field("string"))),
    (record(field(["null", "R"])), record(field(["null", "R"]))),
]
UNREADABLE = [
    (record(field("int")), record(field("long")), "R.f: long cannot be read as int"),
    (record(field("string")), record(field("int")), "R.f: int cannot be read as string"),
    (record(field("int"), field("int", "g")), record(field("int")), "R.g: the writer does not have it"),
    (record(field("int")), record(field(["null", "int"])), "R.f: null cannot be read as int"),
    (record(field(["null", "int"])), record(field("string")), "R.f: no branch of the reader's union reads"),
    (record(field(enum("a"))), record(field(enum("a", "b"))), "R.f: the reader's enum has neither b nor a default"),
    (record(field("int")), record(field("int"), name="S"), "R: S cannot be read as R"),
    (
        record(field({"type": "fixed", "name": "X", "size": 2})),
        record(field({"type": "fixed", "name": "X", "size": 3})),
        "R.f: fixed of 3 bytes",
    ),
    (
        record(field({"type": "array", "items": "int"})),
        record(field({"type": "array", "items": "string"})),
        "R.f[]: string cannot be read as int",
    ),
    (record(field("int")), record(field({"type": "array", "items": "int"})), "R.f: array cannot be read as int"),
]


@pytest.mark.parametrize(("reader", "writer"), READABLE)
def test_what_may_change(reader: dict[str, Any], writer: dict[str, Any]) -> None:
    assert unreadable(reader, writer) == []
    if "R" not in str(reader["fields"][0]["type"]):  # a recursive one is generated without end
        confirm(reader, writer)


@pytest.mark.parametrize(("reader", "writer", "said"), UNREADABLE)
def test_what_may_not_change(reader: dict[str, Any], writer: dict[str, Any], said: str) -> None:
    (problem,) = unreadable(reader, writer)
    assert problem.startswith(said)
    if "S cannot" not in said:  # fastavro compares no names of records at the top
        with pytest.raises(Exception, match=r".*"):
            confirm(reader, writer, records=200)


def test_a_time_of_another_unit_may_not_be_read() -> None:
    millis = {"type": "long", "logicalType": "timestamp-millis"}
    assert "timestamp-millis cannot be read as timestamp-micros" in str(
        unreadable(record(field(TIME)), record(field(millis)))
    )


OTHER = Entry(id=1000, subject="orin.Tracks", version=1000, file="", fingerprint="")


def other_tracks() -> dict[str, Any]:
    """Tracks as another build might have it: one field more, a defaulted one less, in another order."""
    other = copy.deepcopy(file_registry().current("Tracks"))
    other["fields"] = [f for f in other["fields"] if f["name"] != "backend"][::-1]
    other["fields"].append(field("string", "mood", default="calm"))
    return other


class Committed(FileRegistry):
    """The registry file with another version of Tracks in it."""

    def __init__(self, version: int) -> None:
        super().__init__()
        self._other = msgspec.structs.replace(OTHER, version=version)

    def entries(self) -> list[Entry]:
        return [*super().entries(), self._other]

    def schema(self, entry: Entry) -> dict[str, Any]:
        return other_tracks() if entry.id == OTHER.id else super().schema(entry)


class OnServer(FileRegistry):
    """The registry file, and a server that knows more."""

    def __init__(self, schema: dict[str, Any]) -> None:
        super().__init__()
        self._schema = schema

    def foreign(self, schema_id: int) -> dict[str, Any] | None:
        """What the server has."""
        return self._schema if schema_id == OTHER.id else None


NEWER = Serde(Committed(version=1000))
HAS_OLDER = Serde(Committed(version=0))
KNOWS_NEWER = Serde(OnServer(other_tracks()))


@given(records(Tracks))
def test_a_message_of_another_version_is_resolved(tracks: Tracks) -> None:
    data = NEWER.encode(tracks)
    assert data[:5] == b"\x00" + OTHER.id.to_bytes(4, "big")
    as_read = msgspec.structs.replace(tracks, backend="")
    assert HAS_OLDER.decode(data) == as_read
    assert KNOWS_NEWER.decode(data) == as_read
    with pytest.raises(WireError, match="schema id 1000"):
        file_serde().decode(data)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        record(field("int"), name="Tracks"),
        record(field("int"), name="Foreign"),
        {"type": "record", "name": "Tracks", "namespace": "acme", "fields": []},
        {"type": "record", "name": "Tracks", "namespace": "orin", "fields": [{"name": "camera", "type": "nonsense"}]},
        {"type": "record", "name": "Tracks", "namespace": "orin"},
    ],
)
def test_a_foreign_schema_on_the_server_is_unknown(schema: dict[str, Any]) -> None:
    serde = Serde(OnServer(schema))
    for _ in range(2):
        with pytest.raises(WireError) as raised:
            serde.decode(b"\x00" + OTHER.id.to_bytes(4, "big") + b"\x02a")
        assert raised.value.reason == "unknown_schema"
