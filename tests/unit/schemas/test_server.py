"""The server registry holds the ids of the file or is refused; Confluent's own serializer and ours agree."""

import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from confluent_kafka.schema_registry import SchemaRegistryClient, record_subject_name_strategy
from confluent_kafka.schema_registry.avro import AvroDeserializer, AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext
from hypothesis import given, reject, settings

from orin.schemas.errors import Misuse, OrinError, WireError
from orin.schemas.records import Record, SessionEnd
from orin.schemas.registry.file import RECORDS, file_registry
from orin.schemas.registry.server import ServerRegistry
from orin.schemas.wire.serde import file_serde, open_serde
from tests.support.record_strategies import RECORD
from tests.support.servers.schema_registry import FakeRegistry, fake_registry

pytestmark = pytest.mark.slow

ENTRIES = file_registry().entries()


@pytest.fixture
def server() -> Iterator[FakeRegistry]:
    with fake_registry() as registry:
        yield registry


@pytest.fixture(scope="module")
def filled() -> Iterator[FakeRegistry]:
    with fake_registry() as registry:
        ServerRegistry(registry.url).register()
        yield registry


@pytest.fixture(scope="module")
def client(filled: FakeRegistry) -> SchemaRegistryClient:
    return SchemaRegistryClient({"url": filled.url})


def test_register_fills_an_empty_server_with_the_ids_of_the_file(server: FakeRegistry) -> None:
    registry = ServerRegistry(server.url)
    assert registry.missing() == ENTRIES
    assert registry.register() == ENTRIES
    assert server.writes == [entry.subject for entry in ENTRIES]
    assert set(server.levels.values()) == {"FULL_TRANSITIVE"}
    again = ServerRegistry(server.url)
    again.verify()
    assert again.register() == []
    assert len(server.writes) == len(ENTRIES)


def test_a_broken_off_registration_is_finished(server: FakeRegistry) -> None:
    for entry in ENTRIES[:3]:
        server.put(entry.subject, json.dumps(file_registry().schema(entry)))
    with pytest.raises(OrinError, match=r"lacks orin.Tracks 1, .*run `orin schemas register`"):
        ServerRegistry(server.url).verify()
    assert ServerRegistry(server.url).register() == ENTRIES[3:]


def test_a_server_that_holds_another_schema_under_an_id_is_refused_and_not_written_to(server: FakeRegistry) -> None:
    server.put("someone-else", '{"type": "string"}')
    with pytest.raises(OrinError, match=r"another schema under id 1 than orin.FrameRef 1.*use a separate registry"):
        ServerRegistry(server.url).register()
    assert server.writes == []


def test_a_server_that_gives_other_ids_is_refused_at_the_first() -> None:
    with fake_registry(first_id=100) as server:
        with pytest.raises(OrinError, match=r"gives orin.FrameRef 1 the id 100, schemas/registry.json the id 1:"):
            ServerRegistry(server.url).register()
        assert server.writes == ["orin.FrameRef"]
        with pytest.raises(OrinError, match=r"gives orin.FrameRef 1 the id 100"):
            open_serde(server.url)


def test_a_password_is_used_and_never_shown(filled: FakeRegistry) -> None:
    url = filled.url.replace("http://", "http://orin:s3cret@")
    filled.authorizations.clear()
    ServerRegistry(url).verify()
    assert all(header and header.startswith("Basic ") for header in filled.authorizations)
    with fake_registry() as refusing:
        refusing.refuse = 401
        with pytest.raises(OrinError, match=r"http://\*\*\*@127.0.0.1:\d+ refuses: .* \(HTTP 401\)") as raised:
            ServerRegistry(refusing.url.replace("http://", "http://orin:s3cret@")).verify()
    assert "s3cret" not in str(raised.value)
    with pytest.raises(Misuse, match=r"ORIN_SCHEMA_REGISTRY_URL is 'ftp://\*\*\*@host'"):
        ServerRegistry("ftp://orin:s3cret@host")


def test_a_server_that_does_not_answer_is_named() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
        with pytest.raises(OrinError, match=rf"{port} does not answer like a schema registry \(ConnectError\)"):
            ServerRegistry(f"http://127.0.0.1:{port}").verify()


def test_the_serde_on_a_server_writes_the_same_and_reads_newer_builds(server: FakeRegistry) -> None:
    ServerRegistry(server.url).register()
    serde = open_serde(server.url)
    record = SessionEnd(camera="hq/lobby", session="s", ended_at=5)
    assert serde.encode(record) == file_serde().encode(record)
    newer = file_registry().current("SessionEnd")
    newer["fields"].insert(0, {"name": "mood", "type": "string", "default": ""})
    schema_id = server.put("orin.SessionEnd", json.dumps(newer))
    data = b"\x00" + schema_id.to_bytes(4, "big") + b"\x02x" + file_serde().encode(record)[5:]
    assert serde.decode(data) == record
    with pytest.raises(WireError, match="schema id 77 "):
        serde.decode(b"\x00" + (77).to_bytes(4, "big"))
    server.refuse = 500
    with pytest.raises(OrinError) as raised:
        serde.decode(b"\x00" + (78).to_bytes(4, "big"))
    assert not isinstance(raised.value, WireError)


def test_without_a_url_the_file_decides() -> None:
    assert open_serde(None) is file_serde()


CONTEXT = SerializationContext("any-topic", MessageField.VALUE)


@settings(deadline=None)
@given(record=RECORD)
def test_confluents_serializer_writes_what_ours_reads(client: SchemaRegistryClient, record: Record) -> None:
    serializer = AvroSerializer(
        client,
        json.dumps(file_registry().current(type(record).__name__)),
        conf={"auto.register.schemas": False, "subject.name.strategy": record_subject_name_strategy},
    )
    data = serializer(_plain(record), CONTEXT)
    assert data == file_serde().encode(record)
    assert file_serde().decode(data) == record


@settings(deadline=None)
@given(record=RECORD)
def test_confluents_deserializer_reads_what_ours_writes(client: SchemaRegistryClient, record: Record) -> None:
    """Its times are datetimes, so those that are none are left out."""
    try:
        values = AvroDeserializer(client)(file_serde().encode(record), CONTEXT)
    except OverflowError:
        reject()
    assert _as_integers(values) == json.loads(json.dumps(_plain(record), default=bytes.hex))


def _plain(record: Record) -> dict[str, Any]:
    plain: dict[str, Any] = _lists(msgspec.to_builtins(record, builtin_types=(bytes,)))
    return plain


def _lists(values: Any) -> Any:
    """Arrays as lists: a tuple is fastavro's hint for a branch of a union."""
    if isinstance(values, dict):
        return {name: _lists(value) for name, value in values.items()}
    return [_lists(value) for value in values] if isinstance(values, list | tuple) else values


def _as_integers(values: Any) -> Any:
    return json.loads(json.dumps(values, default=lambda v: v.hex() if isinstance(v, bytes) else _micros(v)))


def _micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def test_every_record_has_its_subject(filled: FakeRegistry) -> None:
    assert set(filled.subjects) == {f"orin.{name}" for name in RECORDS}
