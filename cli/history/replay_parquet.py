"""A replay as a table for notebooks: one row for each phase of each event, as Parquet."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Event
from orin.topologies.replay.report import Report

if TYPE_CHECKING:
    import polars as pl

_TIMES = frozenset({"since", "due_at", "opened_at", "at", "closed_at"})
_INTEGERS = frozenset({"sequence", "count", "partition"})
_FLOATS = frozenset({"coverage", "source_position"})
_CORNERS = ("x1", "y1", "x2", "y2")


def check_parquet(path: Path) -> None:
    """Raises before any work where the file cannot be written."""
    try:
        import polars  # noqa: F401 - only whether it is there
    except ImportError:
        raise OrinError("--parquet needs polars: pip install 'orin[analysis]'") from None
    if not path.parent.is_dir():
        raise Misuse(f"--parquet {path}: there is no folder {path.parent}; create it, or name another file")


def schema() -> "dict[str, pl.DataType]":
    """The columns and their types, whatever the rows hold. Times are UTC, to the microsecond."""
    import polars as pl

    names = [name for name in Event.__struct_fields__ if name not in ("subject", "provenance")]
    columns: dict[str, pl.DataType] = {"side": pl.String(), "verdict": pl.String()}
    columns |= {name: _type(name) for name in names}
    columns |= {"subject_track_id": pl.String(), "subject_label": pl.String()}
    columns |= {f"subject_{corner}": pl.Float64() for corner in _CORNERS}
    return columns | {"build": pl.String(), "partition": pl.Int32(), "offset": pl.Int64()}


def write_parquet(path: Path, report: Report) -> None:
    """Columns: side (`replay`, `production`), verdict (null without a comparison), and the fields of the event."""
    import polars as pl

    rows = [
        {"side": side, "verdict": pair.verdict if report.compared else None} | _flat(event)
        for pair in report.pairs
        for side, phases in (("replay", pair.replay), ("production", pair.production))
        if phases is not None
        for event in phases.phases
    ]
    columns = schema()
    raw = {name: pl.Int64() if name in _TIMES else kind for name, kind in columns.items()}
    frame = pl.DataFrame(rows, schema=raw, orient="row").cast({name: columns[name] for name in _TIMES})
    try:
        frame.write_parquet(path)
    except OSError as error:
        raise OrinError(f"{path}: cannot be written: {error.strerror or error}") from None


def _type(name: str) -> "pl.DataType":
    import polars as pl

    if name in _TIMES:
        return pl.Datetime("us", "UTC")
    if name in _INTEGERS:
        return pl.Int32()
    if name in _FLOATS:
        return pl.Float64()
    return pl.Boolean() if name == "late" else pl.String()


def _flat(event: Event) -> dict[str, Any]:
    fields = msgspec.structs.asdict(event)
    subject, cause = fields.pop("subject"), fields.pop("provenance")
    fields["notify_to"] = ",".join(event.notify_to)
    about = msgspec.structs.asdict(subject) if subject is not None else {}
    fields |= {f"subject_{name}": about.get(name) for name in ("track_id", "label", *_CORNERS)}
    return fields | {"build": cause.build, "partition": cause.partition, "offset": cause.offset}
