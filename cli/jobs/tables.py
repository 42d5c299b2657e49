"""What a job makes of a clip, as files: one line or row as it comes, so that memory does not grow with the clip."""

import csv
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import msgspec

from orin.cli.jobs.export import to_parquet
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.records import Detections, Event, SessionEnd, Tracks
from orin.tables import EVENT_COLUMNS, ColumnType, event_row

_FRAME: dict[str, ColumnType] = {"captured_at": "time", "source_position": "float", "status": "text"}
_BOX: dict[str, ColumnType] = {"label": "text", "score": "float", **dict.fromkeys(("x1", "y1", "x2", "y2"), "float")}
DETECTION_COLUMNS: dict[str, ColumnType] = {**_FRAME, **_BOX}
TRACK_COLUMNS: dict[str, ColumnType] = {
    **_FRAME, "track_id": "text", "state": "text", **_BOX, "born_at": "time",
    "velocity_x": "float", "velocity_y": "float",
}  # fmt: skip


def detection_rows(record: Detections) -> Iterator[dict[str, Any]]:
    """One a box."""
    for box in record.boxes:
        yield _frame(record) | {name: getattr(box, name) for name in _BOX}


def track_rows(record: Tracks, position: float | None) -> Iterator[dict[str, Any]]:
    """One a track and frame."""
    for track in record.tracks:
        own = {name: getattr(track, name) for name in TRACK_COLUMNS if name not in _FRAME}
        yield {"captured_at": record.captured_at, "source_position": position, "status": record.status} | own


def _frame(record: Detections) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _FRAME}


class Table:
    """Rows in `NAME.csv`, and what they were made of in `NAME.jsonl`, one record a line."""

    def __init__(self, folder: Path, name: str, columns: Mapping[str, ColumnType]) -> None:
        self._csv, self._lines = folder / f"{name}.csv", folder / f"{name}.jsonl"
        self._parquet = folder / f"{name}.parquet"
        self._columns = columns
        self._times = [column for column, kind in columns.items() if kind == "time"]
        self._rows: IO[str] = self._csv.open("w", newline="", encoding="utf-8")
        self._writer = csv.DictWriter(self._rows, list(columns), lineterminator="\n")
        self._writer.writeheader()
        self._json: IO[bytes] = self._lines.open("wb")

    def add(self, record: Detections | Tracks | Event | SessionEnd, rows: Iterator[dict[str, Any]]) -> None:
        self._json.write(msgspec.json.encode(to_json(record)) + b"\n")
        for row in rows:
            times = {name: format_time(row[name]) for name in self._times if row[name] is not None}
            self._writer.writerow(row | times)

    def close(self) -> None:
        """The files are whole; `NAME.parquet` is beside them where polars is installed."""
        self._rows.close()
        self._json.close()
        if find_spec("polars") is not None:
            to_parquet(self._csv, self._parquet, self._columns)


def event_rows(event: Event) -> Iterator[dict[str, Any]]:
    """One a phase."""
    yield event_row(event)


def event_table(folder: Path) -> Table:
    return Table(folder, "events", EVENT_COLUMNS)
