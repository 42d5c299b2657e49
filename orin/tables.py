"""Events as a table: one row for each phase, columns and types that do not depend on the rows."""

import types
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from orin.schemas.errors import OrinError
from orin.schemas.json_forms import TIMES, notify_form
from orin.schemas.records import Event, Int32, Number, Provenance, Subject

if TYPE_CHECKING:
    import polars

ColumnType = Literal["text", "time", "int32", "int64", "float", "bool"]


def _kind(record: type[msgspec.Struct], name: str) -> ColumnType:
    if name in TIMES[record]:
        return "time"
    hint = get_type_hints(record, include_extras=True)[name]
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    if hint == Int32:
        return "int32"
    kinds: dict[Any, ColumnType] = {int: "int64", bool: "bool", Number: "float"}
    return kinds.get(hint, "text")


def _columns() -> dict[str, ColumnType]:
    own = {name: _kind(Event, name) for name in Event.__struct_fields__ if name not in ("subject", "provenance")}
    about = {f"subject_{name}": _kind(Subject, name) for name in Subject.__struct_fields__}
    return own | about | {name: _kind(Provenance, name) for name in ("build", "partition", "offset")}


EVENT_COLUMNS: dict[str, ColumnType] = _columns()
"""Name and kind of every column: the fields of an event, those of its subject as `subject_…`, and where it comes from.
Times are UTC with µs; `notify_to` holds its names joined by commas. Every column may hold nulls."""


def event_row(event: Event) -> dict[str, Any]:
    """The values of one row; times are µs since 1970."""
    fields = msgspec.structs.asdict(event)
    subject, provenance = fields.pop("subject"), fields.pop("provenance")
    fields["notify"] = notify_form(event.notify, event.notify_to)
    fields["notify_to"] = ",".join(event.notify_to)
    for name in Subject.__struct_fields__:
        fields[f"subject_{name}"] = None if subject is None else getattr(subject, name)
    for name in ("build", "partition", "offset"):
        fields[name] = getattr(provenance, name)
    return fields


def data_frame(events: Iterable[Event], library: Literal["polars", "pandas"]) -> Any:
    """The events as a DataFrame of polars or pandas.

    Raises OrinError where the library is not installed.
    """
    rows = [event_row(event) for event in events]
    return polars_frame(rows, EVENT_COLUMNS) if library == "polars" else _pandas(rows)


def polars_frame(rows: list[dict[str, Any]], columns: Mapping[str, ColumnType]) -> "polars.DataFrame":
    """A DataFrame of these columns, in this order; OrinError where polars is not installed."""
    try:
        import polars as pl
    except ImportError:
        raise OrinError("a table of events needs polars: pip install 'orin[analysis]'") from None
    schema = polars_schema(columns)
    times = {name: schema[name] for name, kind in columns.items() if kind == "time"}
    return pl.DataFrame(rows, schema=schema | dict.fromkeys(times, pl.Int64()), orient="row").cast(times)  # type: ignore[arg-type]


def polars_schema(columns: Mapping[str, ColumnType]) -> "dict[str, polars.DataType]":
    """The types of the columns in polars."""
    import polars as pl

    types: dict[ColumnType, pl.DataType] = {
        "text": pl.String(),
        "time": pl.Datetime("us", "UTC"),
        "int32": pl.Int32(),
        "int64": pl.Int64(),
        "float": pl.Float64(),
        "bool": pl.Boolean(),
    }
    return {name: types[kind] for name, kind in columns.items()}


def _pandas(rows: list[dict[str, Any]]) -> Any:
    try:
        import pandas as pd
    except ImportError:
        raise OrinError("library='pandas' needs pandas: pip install pandas, or use polars") from None
    raw: dict[ColumnType, str] = {
        "text": "string",
        "time": "Int64",
        "int32": "Int32",
        "int64": "Int64",
        "float": "Float64",
        "bool": "boolean",
    }
    columns = {
        name: pd.Series([row[name] for row in rows], dtype=raw[kind], name=name) for name, kind in EVENT_COLUMNS.items()
    }
    for name, kind in EVENT_COLUMNS.items():
        if kind == "time":
            columns[name] = pd.to_datetime(columns[name], unit="us", utc=True).astype("datetime64[us, UTC]")
    return pd.DataFrame(columns)
