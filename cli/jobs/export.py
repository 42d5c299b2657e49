"""Rows of the database as a file: streamed by COPY, so memory does not grow with them."""

from collections.abc import Mapping
from pathlib import Path
from typing import LiteralString

import msgspec
import psycopg
from psycopg import sql

from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.records import Job
from orin.tables import ColumnType, polars_schema
from orin.topologies.jobs.parameters import Exported, ExportParameters
from orin.topologies.jobs.process import RESULTS

_PHASE: dict[str, ColumnType] = {
    **dict.fromkeys(("event_id", "kind", "phase", "guard", "guard_revision", "camera", "site"), "text"),
    "sequence": "int32",
    **dict.fromkeys(("zone", "line", "direction"), "text"),
    "count": "int32",
    **dict.fromkeys(("since", "due_at", "opened_at", "at", "closed_at"), "time"),
    **dict.fromkeys(("outcome", "taken_by", "certainty", "severity", "notify"), "text"),
    "coverage": "float",
    "late": "bool",
    "source_position": "float",
    "digest": "text",
}
_REVIEW: dict[str, ColumnType] = {
    "review": "text", "assignee": "text", "acknowledged_at": "time", "resolved_at": "time",
}  # fmt: skip
_OBSERVATION: dict[str, ColumnType] = {
    "camera": "text", "captured_at": "time", "status": "text",
    **dict.fromkeys(("people", "vehicles", "packages", "pets", "objects"), "int32"), "covered": "float",
}  # fmt: skip
_TABLES: Mapping[Exported, tuple[LiteralString, LiteralString, dict[str, ColumnType]]] = {
    "events": ("events", "opened_at", _PHASE | _REVIEW),
    "phases": ("event_phases", "at", _PHASE),
    "observations": ("observations", "captured_at", _OBSERVATION),
}
"""Table, the time that is asked for, columns."""
_TIME: LiteralString = "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS {0}"
_AS_CSV: LiteralString = "COPY ({}) TO STDOUT (FORMAT csv, HEADER)"
# A line of JSON as it is: no character of it is a delimiter or a quote.
_AS_LINES: LiteralString = (
    "COPY (SELECT row_to_json(exported) FROM ({}) AS exported) TO STDOUT"
    r" (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01')"
)


def run_export(settings: Settings, job: Job, folder: Path) -> None:
    """Writes one file of `results`. Raises OrinError where the database does not give it."""
    given = msgspec.json.decode(job.parameters, type=ExportParameters)
    query = _query(given)
    results = folder / RESULTS
    try:
        with psycopg.connect(settings.database_url.get_secret_value(), autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = on")
            if given.format == "jsonl":
                _copy(connection, sql.SQL(_AS_LINES).format(query), results / f"{given.what}.jsonl")
                return
            path = (results if given.format == "csv" else folder) / f"{given.what}.csv"
            _copy(connection, sql.SQL(_AS_CSV).format(query), path)
    except psycopg.Error as error:
        raise OrinError(f"the database does not export {given.what}: {str(error).strip().splitlines()[0]}") from None
    if given.format == "parquet":
        to_parquet(path, results / f"{given.what}.parquet", _TABLES[given.what][2])


def to_parquet(rows: Path, path: Path, columns: Mapping[str, ColumnType]) -> None:
    """From a CSV file with times as ISO 8601. OrinError without polars, and where the file cannot be written."""
    try:
        import polars as pl
    except ImportError:
        raise OrinError("Parquet needs polars on the worker: pip install 'orin[analysis]'") from None
    schema = polars_schema(columns)
    times = [name for name, kind in columns.items() if kind == "time"]
    read = {name: pl.String() if name in (*times, *_booleans(columns)) else kind for name, kind in schema.items()}
    given = [
        *(pl.col(name).str.to_datetime("%Y-%m-%dT%H:%M:%S%.6fZ", time_unit="us", time_zone="UTC") for name in times),
        *(pl.col(name).is_in(["t", "True", "true"]).alias(name) for name in _booleans(columns)),
    ]
    try:
        pl.scan_csv(rows, schema=read).with_columns(given).sink_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise OrinError(f"{path.name} cannot be written: {error}") from None


def _booleans(columns: Mapping[str, ColumnType]) -> list[str]:
    return [name for name, kind in columns.items() if kind == "bool"]


def _query(given: ExportParameters) -> sql.Composed:
    table, at, columns = _TABLES[given.what]
    chosen = [
        sql.SQL(_TIME if kind == "time" else "{0}").format(sql.Identifier(name)) for name, kind in columns.items()
    ]
    conditions = [
        sql.SQL("{} >= {}::timestamptz").format(sql.Identifier(at), sql.Literal(given.since)),
        sql.SQL("{} < {}::timestamptz").format(sql.Identifier(at), sql.Literal(given.until)),
    ]
    if given.site is not None:
        conditions.append(sql.SQL("split_part(camera, '/', 1) = {}").format(sql.Literal(given.site)))
    if given.cameras:
        conditions.append(sql.SQL("camera = ANY({})").format(sql.Literal(list(given.cameras))))
    return sql.SQL("SELECT {} FROM {} WHERE {}").format(
        sql.SQL(", ").join(chosen), sql.Identifier(table), sql.SQL(" AND ").join(conditions)
    )


def _copy(connection: psycopg.Connection, statement: sql.Composed, path: Path) -> None:
    with connection.cursor().copy(statement) as rows, path.open("wb") as file:
        for data in rows:
            file.write(data)
