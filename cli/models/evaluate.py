"""`orin evaluate`: how accurate ORIN is on footage with ground truth."""

from collections.abc import Sequence as Many
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orin.schemas.errors import OrinError

if TYPE_CHECKING:
    from orin.processors.evaluation.mot import Sequence
    from orin.processors.evaluation.scores import Scores

app = typer.Typer(help="How accurate tracking is, measured against ground truth.", no_args_is_help=True)


@app.callback()
def _evaluate() -> None:
    """A group, though of one command so far."""


@app.command(epilog="Example: orin evaluate tracking MOT17/train/* --out results")
def tracking(
    folders: Annotated[
        list[Path],
        typer.Argument(
            metavar="DIR",
            help="MOT-format sequences (seqinfo.ini, det/det.txt, gt/gt.txt), or folders that contain such.",
            show_default=False,
        ),
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder to write the results to, as NAME.txt in MOT format.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for each sequence.")] = False,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page of the worst moments: ID switches and misses.")
    ] = None,
    every: Annotated[
        int, typer.Option(metavar="N", min=1, help="Track and score only every Nth frame, as at a lower frame rate.")
    ] = 1,
) -> None:
    """Run the tracker over the detections of MOT-format sequences and score its tracks.

    HOTA, DetA, AssA, MOTA and IDF1 are percent, as TrackEval defines them; IDs is the number of ID switches. A
    sequence without gt/gt.txt gets a result file and no scores.
    """
    from orin.cli.models.sequences import read_sequences
    from orin.processors.evaluation.mot import write
    from orin.processors.evaluation.scores import scores, together
    from orin.processors.evaluation.tracked import compare, tracked

    sequences = read_sequences(folders)
    if out is not None:
        _make(out)
    view = _Json() if as_json else _Table()
    counted = []
    page = []
    for sequence in view.progress(sequences):
        result = tracked(sequence, every)
        if out is not None:
            _write(out / f"{sequence.name}.txt", write(result))
        if sequence.truth is None:
            view.row(sequence.name, None)
            continue
        counts, switches = compare(sequence, result, every)
        counted.append(counts)
        page.append((sequence, result, switches))
        view.row(sequence.name, scores(counts))
    if counted:
        view.row("COMBINED", scores(together(counted)))
    view.close()
    if html is not None:
        from orin.cli.models.evaluate_page import render

        _write(html, render(page, every))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OrinError(f"{folder} cannot be created: {error.strerror}; give another folder with --out") from None


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OrinError(f"{path} cannot be written: {error.strerror}") from None


class _Table:
    """A table on a terminal or in a pipe; the progress bar goes to stderr."""

    def __init__(self) -> None:
        from rich import box
        from rich.table import Table

        self._table = Table(box=box.SIMPLE_HEAD)
        self._table.add_column("sequence")
        for name in ("HOTA", "DetA", "AssA", "MOTA", "IDF1", "IDs"):
            self._table.add_column(name, justify="right")

    def progress(self, sequences: "Many[Sequence]") -> "Many[Sequence]":
        from rich.console import Console
        from rich.progress import track

        console = Console(stderr=True)
        return track(  # type: ignore[return-value]
            sequences, "tracking", console=console, transient=True, disable=not console.is_terminal
        )

    def row(self, name: str, found: "Scores | None") -> None:
        if found is None:
            self._table.add_row(name, "no ground truth", *[""] * 5)
        else:
            self._table.add_row(name, *(f"{v:.1f}" for v in found[:5]), str(found.switches))

    def close(self) -> None:
        from rich.console import Console

        Console().print(self._table)


class _Json:
    def progress(self, sequences: "Many[Sequence]") -> "Many[Sequence]":
        return sequences

    def row(self, name: str, found: "Scores | None") -> None:
        import json

        figures = {} if found is None else {k: round(v, 6) for k, v in found._asdict().items()}
        typer.echo(json.dumps({"sequence": name, **figures}))

    def close(self) -> None:
        """Everything was printed at once."""
