"""A replay as a table for notebooks: one row a phase of an event, Parquet."""

from pathlib import Path
from typing import Any

import msgspec

from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Event
from orin.topologies.replay.report import Report

_TIMES = ("since", "due_at", "opened_at", "at", "closed_at")


def check_parquet(path: Path) -> None:
    """Raises before any work where the file cannot be written."""
    try:
        import polars  # noqa: F401 - only whether it is there
    except ImportError:
        raise OrinError("--parquet needs polars: pip install 'orin[analysis]'") from None
    if not path.parent.is_dir():
        raise Misuse(f"--parquet {path}: there is no folder {path.parent}")


def write_parquet(path: Path, report: Report) -> None:
    """Columns: side (`replay`, `production`), verdict, and the fields of the event; its subject's apart."""
    import polars as pl

    rows = [
        {"side": side, "verdict": pair.verdict if report.compared else None} | _flat(event)
        for pair in report.pairs
        for side, phases in (("replay", pair.replay), ("production", pair.production))
        if phases is not None
        for event in phases.phases
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if rows:
        frame = frame.with_columns(pl.col(_TIMES).cast(pl.Datetime("us", "UTC")))
    try:
        frame.write_parquet(path)
    except OSError as error:
        raise OrinError(f"{path}: cannot be written: {error.strerror or error}") from None


def _flat(event: Event) -> dict[str, Any]:
    fields = msgspec.structs.asdict(event)
    subject, cause = fields.pop("subject"), fields.pop("provenance")
    fields["notify_to"] = ",".join(event.notify_to)
    about = msgspec.structs.asdict(subject) if subject is not None else {}
    fields |= {f"subject_{name}": about.get(name) for name in ("track_id", "label", "x1", "y1", "x2", "y2")}
    return fields | {"build": cause.build, "partition": cause.partition, "offset": cause.offset}
