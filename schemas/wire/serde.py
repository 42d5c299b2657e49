"""Records to bytes and back: Confluent's wire format (a zero byte, the schema's id in 4 bytes, Avro).

On the hot path of every stage. msgspec turns a record into plain values and back and checks types and ranges on
the way; fastavro's compiled codec does the Avro. Times are Avro timestamps on the wire; here the logical type is
left out of the schemas that fastavro sees, so that they stay integers of µs. The bytes are the same.
"""

from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import fastavro
from fastavro import schemaless_reader, schemaless_writer
from msgspec import convert, to_builtins

from orin.schemas.errors import OrinError, WireError
from orin.schemas.records import Record
from orin.schemas.registry.compatibility import unreadable
from orin.schemas.registry.file import NAMESPACE, RECORDS, Registry, file_registry

_BYTES = (bytes,)
_HEADER = 5
_MAX_FOREIGN = 1024


class _Writing(NamedTuple):
    header: bytes
    schema: Any


class _Reading(NamedTuple):
    writer: Any
    reader: Any
    """None where it equals the writer's, which spares fastavro the resolution."""
    record: type[Record]


class Serde:
    """Writes with the newest version of each record, reads every version that the registry knows.

    A message of an older version, or of a newer one that a server registry has, is resolved to the newest version
    of this build. Not bound to a thread.
    """

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._writing: dict[type[Record], _Writing] = {}
        self._reading: dict[bytes, _Reading] = {}
        self._unknown: set[bytes] = set()
        self._current: dict[str, dict[str, Any]] = {}
        """The newest version of each record, as its registry has it."""
        for entry in sorted(registry.entries(), key=lambda entry: entry.version):
            self._current[entry.record] = schema = registry.schema(entry)
            self._writing[RECORDS[entry.record]] = _Writing(_header(entry.id), parse(schema))
        for entry in registry.entries():
            self._add_reading(_header(entry.id), entry.record, registry.schema(entry))

    def encode(self, record: Record) -> bytes:
        """The message of a record.

        Raises WireError `unencodable` for what is no record or holds a value that its schema does not allow.
        """
        cls = type(record)
        try:
            header, schema = self._writing[cls]
            values = to_builtins(record, builtin_types=_BYTES)
            convert(values, cls)
            out = BytesIO()
            out.write(header)
            schemaless_writer(out, schema, values, disable_tuple_notation=True)  # tuples are arrays here
        except Exception as error:
            message = f"a {cls.__name__} does not fit its schema: {_one_line(error)}"
            raise WireError("unencodable", message) from error
        return out.getvalue()

    def decode(self, data: bytes | None) -> Record:
        """The record of a message.

        Raises WireError: `unknown_schema` for an id that the registry does not have, `undecodable` for anything
        else that is no message of a record. OrinError where a server registry is needed and does not answer.
        """
        if not data:
            raise WireError("undecodable", "the message is empty")
        plan = self._reading.get(data[:_HEADER]) or self._foreign(data)
        try:
            stream = BytesIO(data)
            stream.seek(_HEADER)
            values = schemaless_reader(stream, plan.writer, plan.reader)
            record = convert(values, plan.record)
        except Exception as error:
            raise WireError("undecodable", f"not a {plan.record.__name__}: {_one_line(error)}") from error
        if stream.read(1):
            raise WireError("undecodable", f"not a {plan.record.__name__}: there are bytes after the end of the record")
        return record

    def _add_reading(self, header: bytes, record: str, writer: dict[str, Any]) -> _Reading:
        cls = RECORDS[record]
        same = _bare(writer) == _bare(self._current[record])
        plan = _Reading(parse(writer), None if same else self._writing[cls].schema, cls)
        self._reading[header] = plan
        return plan

    def _foreign(self, data: bytes) -> _Reading:
        """Reads by the schema of an id that is not in the file: a newer build's, if the server knows it."""
        if len(data) < _HEADER or data[0] != 0:
            raise WireError("undecodable", "not Confluent wire format: a zero byte and a 4-byte schema id come first")
        header = data[:_HEADER]
        schema_id = int.from_bytes(header[1:], "big")
        unknown = WireError("unknown_schema", f"schema id {schema_id} is not in the registry")
        if header in self._unknown:
            raise unknown
        schema = self._registry.foreign(schema_id)
        record = _record_name(schema)
        if schema is None or record is None or unreadable(self._current[record], schema):
            if len(self._unknown) < _MAX_FOREIGN:
                self._unknown.add(header)
            raise unknown
        return self._add_reading(header, record, schema)


@cache
def file_serde() -> Serde:
    """The serde on the committed registry file."""
    return Serde(file_registry())


def open_serde(url: str | None) -> Serde:
    """The serde of a process: on the server registry at `url` (ORIN_SCHEMA_REGISTRY_URL), else on the file.

    Raises OrinError where the server does not answer or does not hold the ids of the file.
    """
    if url is None:
        return file_serde()
    from orin.schemas.registry.server import ServerRegistry  # noqa: PLC0415 - brings an HTTP client along

    registry = ServerRegistry(url)
    registry.verify()
    return Serde(registry)


def parse(schema: dict[str, Any]) -> Any:
    """The form of a schema that fastavro takes, without logical types: timestamps stay integers of µs."""
    try:
        return fastavro.parse_schema(_bare(schema))
    except Exception as error:
        raise OrinError(f"schema {schema.get('name')}: {_one_line(error)}") from error


def _bare(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _bare(value) for key, value in schema.items() if key not in {"logicalType", "doc"}}
    if isinstance(schema, list):
        return [_bare(part) for part in schema]
    return schema


def _header(schema_id: int) -> bytes:
    return b"\x00" + schema_id.to_bytes(4, "big")


def _record_name(schema: dict[str, Any] | None) -> str | None:
    """The name of one of our records, or None."""
    if schema is None or schema.get("namespace") != NAMESPACE or schema.get("name") not in RECORDS:
        return None
    return str(schema["name"])


def _one_line(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
