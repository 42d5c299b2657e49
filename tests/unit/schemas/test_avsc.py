"""The schemas as files: documented, equal to the records, under version control for ever."""

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import fastavro
import msgspec
import pytest
from hypothesis import given

from orin.schemas import records as record_classes
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Record
from orin.schemas.registry.file import FOLDER, RECORDS, FileRegistry, file_registry, fingerprint
from orin.schemas.wire.serde import file_serde, parse
from tests.support.record_strategies import RECORD

UNITS = ("µs", "px", "px/s", "; s", "count", "no unit", "number", "bytes", "units as", "No unit", "in px")


def walk(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every named type and every field."""
    if isinstance(schema, list):
        for branch in schema:
            yield from walk(branch, path)
    elif isinstance(schema, dict):
        if "name" in schema:
            path = f"{path}.{schema['name']}"
            yield path, schema
        for field in schema.get("fields", ()):
            yield f"{path}.{field['name']}", field
            yield from walk(field["type"], f"{path}.{field['name']}")
        if "items" in schema:
            yield from walk(schema["items"], path)


@pytest.mark.parametrize("record", RECORDS)
def test_every_field_and_type_says_what_it_is_and_its_unit(record: str) -> None:
    for path, part in walk(file_registry().current(record), ""):
        assert part.get("doc", "").endswith("."), path
        assert any(unit in part["doc"] for unit in UNITS), f"{path} names no unit: {part['doc']}"


@pytest.mark.parametrize("record", RECORDS)
def test_optional_fields_have_null_first_and_as_default(record: str) -> None:
    for path, part in walk(file_registry().current(record), ""):
        if isinstance(part.get("type"), list):
            assert part["type"][0] == "null", path
            assert part["default"] is None, path


@pytest.mark.parametrize("record", RECORDS)
def test_times_are_avro_timestamps(record: str) -> None:
    for path, part in walk(file_registry().current(record), ""):
        if path.endswith(("_at", ".at", ".since", "_from", "_until")):
            assert "timestamp-micros" in json.dumps(part["type"]), path
            assert "µs since the Unix epoch, UTC" in part["doc"], path


@pytest.mark.parametrize("record", RECORDS)
def test_the_schema_has_the_fields_and_types_of_the_record(record: str) -> None:
    assert _shape(RECORDS[record]) == _avro_shape(parse(file_registry().current(record)))


def _shape(hint: Any) -> Any:
    """A Python type in terms of Avro."""
    origin, args = get_origin(hint), get_args(hint)
    if hasattr(hint, "__metadata__"):
        return {int: "int", float: "double"}[args[0]]
    if origin is Literal:
        return list(args)
    if origin in (Union, UnionType):
        inner = [arg for arg in args if arg is not NoneType]
        assert len(inner) == 1
        return ["null", _shape(inner[0])]
    if origin is tuple:
        return {"items": _shape(args[0])}
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint, include_extras=True)
        return (hint.__name__, {name: _shape(inner) for name, inner in hints.items()})
    return {str: "string", int: "long", bool: "boolean", bytes: "bytes"}[hint]


def _avro_shape(schema: Any) -> Any:
    if isinstance(schema, list):
        return ["null", _avro_shape(schema[1])]
    if isinstance(schema, str):
        return schema
    match schema["type"]:
        case "enum":
            return schema["symbols"]
        case "array":
            return {"items": _avro_shape(schema["items"])}
        case "record":
            name = schema["name"].rpartition(".")[2]
            assert hasattr(record_classes, name)
            return (name, {field["name"]: _avro_shape(field["type"]) for field in schema["fields"]})
    return schema["type"]


@given(RECORD)
def test_the_bytes_are_those_of_the_whole_schema(record: Record) -> None:
    """Leaving the logical types out changes nothing on the wire."""
    data = file_serde().encode(record)
    whole = fastavro.parse_schema(file_registry().current(type(record).__name__))
    out = BytesIO()
    values = msgspec.to_builtins(record, builtin_types=(bytes,))
    fastavro.schemaless_writer(out, whole, values, disable_tuple_notation=True)
    assert data[5:] == out.getvalue()


def test_ids_and_versions_are_dense_and_files_are_untouched() -> None:
    registry = file_registry()
    entries = registry.entries()
    assert [entry.id for entry in entries] == list(range(1, len(entries) + 1))
    for record in RECORDS:
        versions = [entry.version for entry in entries if entry.record == record]
        assert versions == list(range(1, len(versions) + 1)), record
    assert {entry.record for entry in entries} == set(RECORDS)
    for entry in entries:
        assert fingerprint(registry.schema(entry)) == entry.fingerprint, f"{entry.file} was changed"
    assert {entry.file for entry in entries} == {f"versions/{path.name}" for path in (FOLDER / "versions").iterdir()}
    assert {path.stem for path in FOLDER.glob("*.avsc")} == set(RECORDS)


def test_every_schema_is_committed() -> None:
    assert file_registry().uncommitted() == []


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(FOLDER, tmp_path / "schemas", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "schemas"


def _edit(path: Path, change: Any) -> None:
    schema = json.loads(path.read_text())
    change(schema)
    path.write_text(json.dumps(schema))


def test_a_changed_schema_without_a_new_version_is_found(copy: Path) -> None:
    _edit(copy / "Tracks.avsc", lambda schema: schema["fields"][0].update(doc="Something else; no unit."))
    assert FileRegistry(copy).uncommitted() == ["Tracks"]


def test_a_change_gets_the_next_version_and_id(copy: Path) -> None:
    note = {"name": "note", "type": "string", "default": "", "doc": "A note; no unit."}
    _edit(copy / "Tracks.avsc", lambda schema: schema["fields"].append(note))
    last = FileRegistry(copy).entries()[-1]
    (added,) = FileRegistry(copy).commit()
    before = file_registry().newest()["Tracks"]
    assert (added.id, added.version, added.subject) == (last.id + 1, before.version + 1, "orin.Tracks")
    again = FileRegistry(copy)
    assert again.entries()[:-1] == file_registry().entries()
    assert again.entries()[-1] == added
    assert again.uncommitted() == []
    assert again.commit() == []


def test_a_change_that_breaks_readers_is_not_committed(copy: Path) -> None:
    note = {"name": "note", "type": "string", "doc": "A note; no unit."}
    _edit(copy / "Tracks.avsc", lambda schema: schema["fields"].append(note))
    before = (copy / "registry.json").read_bytes()
    with pytest.raises(Misuse, match=r"Tracks.avsc against version 1: Tracks.note: .* no default"):
        FileRegistry(copy).commit()
    assert (copy / "registry.json").read_bytes() == before


def test_a_broken_registry_file_is_named(copy: Path) -> None:
    (copy / "registry.json").write_text("[{]")
    with pytest.raises(OrinError, match=r"registry.json: .*restore it"):
        FileRegistry(copy)
    (copy / "Event.avsc").unlink()
    shutil.copy(FOLDER / "registry.json", copy / "registry.json")
    with pytest.raises(OrinError, match=r"Event.avsc: .*restore it"):
        FileRegistry(copy).uncommitted()
