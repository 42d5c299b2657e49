"""FULL_TRANSITIVE: every version of a record can read what every other version wrote.

The rules are those of the Avro specification, "Schema Resolution", with two of our own: full names must agree
(the specification compares unqualified ones) and a logical type must not change (the same long in ms would be
read as µs).
"""

from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

import fastavro
from fastavro.utils import generate_many

_PROMOTIONS = {
    "int": {"long", "float", "double"},
    "long": {"float", "double"},
    "float": {"double"},
    "string": {"bytes"},
    "bytes": {"string"},
}
_NAMED = {"record", "enum", "fixed"}


def incompatibilities(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Why one of the two schemas cannot read what the other wrote: one line for each reason, none where both can."""
    return [*unreadable(one, other), *unreadable(other, one)]


def unreadable(reader: Mapping[str, Any], writer: Mapping[str, Any]) -> list[str]:
    """Why `reader` cannot read what `writer` wrote: one line for each reason, none where it can."""
    for schema in (reader, writer):
        try:
            fastavro.parse_schema(dict(schema))
        except Exception as error:  # of what is no schema fastavro raises whatever it stumbles over
            return [f"{schema.get('name', 'schema')}: not an Avro schema: {error!r}"]
    return list(_Resolution(reader, writer).problems(reader, writer, str(reader.get("name", "schema"))))


def confirm(reader: Mapping[str, Any], writer: Mapping[str, Any], records: int = 20) -> None:
    """Writes generated records with `writer` and reads them with `reader`; raises whatever fastavro raises."""
    parsed_reader, parsed_writer = (fastavro.parse_schema(dict(schema)) for schema in (reader, writer))
    for record in generate_many(parsed_writer, records):
        stream = BytesIO()
        fastavro.schemaless_writer(stream, parsed_writer, record)
        stream.seek(0)
        fastavro.schemaless_reader(stream, parsed_writer, parsed_reader)


class _Resolution:
    """One reader against one writer; knows the named types of both."""

    def __init__(self, reader: Mapping[str, Any], writer: Mapping[str, Any]) -> None:
        self._reader_names = dict(_named(reader, ""))
        self._writer_names = dict(_named(writer, ""))
        self._visited: set[tuple[str, str]] = set()

    def problems(self, reader: Any, writer: Any, at: str) -> Iterator[str]:
        reader, writer = _look_up(reader, self._reader_names), _look_up(writer, self._writer_names)
        if isinstance(writer, list):
            for branch in writer:
                yield from self.problems(reader, branch, at)
        elif isinstance(reader, list):
            if all(any(True for _ in self.problems(branch, writer, at)) for branch in reader):
                yield f"{at}: no branch of the reader's union reads the writer's {_kind(writer)}"
        elif _kind(reader) != _kind(writer):
            if _kind(reader) not in _PROMOTIONS.get(_kind(writer), set()):
                yield f"{at}: {_kind(writer)} cannot be read as {_kind(reader)}"
        elif _logical(reader) != _logical(writer):
            yield f"{at}: logical type {_logical(writer)} cannot be read as {_logical(reader)}"
        elif _kind(reader) in _NAMED and reader["name"] != writer["name"]:
            yield f"{at}: {writer['name']} cannot be read as {reader['name']}"
        else:
            yield from self._same_kind(reader, writer, at)

    def _same_kind(self, reader: Any, writer: Any, at: str) -> Iterator[str]:
        match _kind(reader):
            case "record":
                if (key := (reader["name"], writer["name"])) not in self._visited:
                    self._visited.add(key)
                    yield from self._fields(reader, writer, at)
            case "enum":
                missing = [symbol for symbol in writer["symbols"] if symbol not in reader["symbols"]]
                if missing and "default" not in reader:
                    yield f"{at}: the reader's enum has neither {', '.join(missing)} nor a default"
            case "array":
                yield from self.problems(reader["items"], writer["items"], f"{at}[]")
            case "map":
                yield from self.problems(reader["values"], writer["values"], f"{at}{{}}")
            case "fixed":
                if reader["size"] != writer["size"]:
                    yield f"{at}: fixed of {writer['size']} bytes cannot be read as {reader['size']} bytes"

    def _fields(self, reader: Any, writer: Any, at: str) -> Iterator[str]:
        written = {field["name"]: field for field in writer.get("fields", ())}
        for field in reader["fields"]:
            names = [field["name"], *field.get("aliases", [])]
            found = next((written[name] for name in names if name in written), None)
            if found is not None:
                yield from self.problems(field["type"], found["type"], f"{at}.{field['name']}")
            elif "default" not in field:
                yield f"{at}.{field['name']}: the writer does not have it and the reader has no default"


def _named(schema: Any, namespace: str) -> Iterator[tuple[str, Any]]:
    """Named types by their full name, and unqualified within our single namespace."""
    if isinstance(schema, list):
        for branch in schema:
            yield from _named(branch, namespace)
    elif isinstance(schema, Mapping):
        kind = schema["type"]
        if kind in _NAMED:
            namespace = schema.get("namespace", namespace)
            yield schema["name"], schema
            yield f"{namespace}.{schema['name']}", schema
        for field in schema.get("fields", ()):
            yield from _named(field["type"], namespace)
        for part in ("items", "values"):
            if part in schema:
                yield from _named(schema[part], namespace)


def _look_up(schema: Any, names: Mapping[str, Any]) -> Any:
    """A reference by name becomes what it names; `{"type": {...}}` becomes the inner type."""
    if isinstance(schema, str):
        return names.get(schema, schema)
    if isinstance(schema, Mapping) and isinstance(schema["type"], Mapping | list):
        return _look_up(schema["type"], names)
    return schema


def _kind(schema: Any) -> str:
    if isinstance(schema, list):
        return "union"
    return str(schema["type"]) if isinstance(schema, Mapping) else str(schema)


def _logical(schema: Any) -> str | None:
    return schema.get("logicalType") if isinstance(schema, Mapping) else None
