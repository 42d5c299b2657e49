"""A replay as a table for notebooks: one row for each phase of each event, as Parquet."""

from pathlib import Path

from orin.schemas.errors import Misuse, OrinError
from orin.tables import EVENT_COLUMNS, ColumnType, event_row, polars_frame
from orin.topologies.replay.report import Report

COLUMNS: dict[str, ColumnType] = {"side": "text", "verdict": "text", **EVENT_COLUMNS}
"""Columns and their kinds, whatever the rows hold: those of `orin.events`, and whose event it is."""


def check_parquet(path: Path) -> None:
    """Raises before any work where the file cannot be written."""
    try:
        import polars  # noqa: F401 - only whether it is there
    except ImportError:
        raise OrinError("--parquet needs polars: pip install 'orin[analysis]'") from None
    if not path.parent.is_dir():
        raise Misuse(f"--parquet {path}: there is no folder {path.parent}; create it, or name another file")


def write_parquet(path: Path, report: Report) -> None:
    """Columns: side (`replay`, `production`), verdict (null without a comparison), and the fields of the event."""
    rows = [
        {"side": side, "verdict": pair.verdict if report.compared else None} | event_row(event)
        for pair in report.pairs
        for side, phases in (("replay", pair.replay), ("production", pair.production))
        if phases is not None
        for event in phases.phases
    ]
    frame = polars_frame(rows, COLUMNS)
    try:
        frame.write_parquet(path)
    except OSError as error:
        raise OrinError(f"{path}: cannot be written: {error.strerror or error}") from None
