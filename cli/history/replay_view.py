"""A replay as people see it, and as machines do."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from orin.cli.terminal.plain import plain
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.records import Event
from orin.topologies.replay.compare import PAIR_VERDICTS, EventPhases, Pair, PairVerdict
from orin.topologies.replay.report import MANY, GuardReport, Report

_SHOWN = 20
_STYLE: dict[PairVerdict, str] = {
    "same": "green",
    "only_replay": "cyan",
    "only_production": "magenta",
    "moved": "yellow",
    "certainty": "yellow",
    "changed": "yellow",
}


@contextmanager
def progress(what: str) -> Iterator[Callable[[float], None]]:
    """A bar on stderr; what is given takes the share that is done, 0..1."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal, transient=True
    ) as bar:
        task = bar.add_task(what, total=1.0)
        yield lambda share: bar.update(task, completed=share)


def show(report: Report, *, draft: Path | None, detections: str | None) -> None:
    """Tables on stdout. `detections`: the topic that was judged instead of production's tracks."""
    console = Console()
    names = _names("draft" if draft else "replay")
    console.print(_headline(report, draft, detections))
    console.print(_guards(report, names))
    differing = [pair for pair in report.pairs if pair.verdict != "same"] if report.compared else []
    if differing:
        console.print(_differences(differing, names))
        if len(differing) > _SHOWN:
            console.print(f"[dim]… and {len(differing) - _SHOWN} more; --json and --parquet have them all[/]")
    for missing in report.missing:
        console.print(f"[yellow]missing[/] partition {missing.partition}: {missing.what}", highlight=False)
    console.print(_verdict(report, len(differing)), highlight=False)


def show_json(report: Report) -> None:
    """Without production each phase as an event; with it each pair; then the summary. One object a line, stdout."""
    for pair in report.pairs:
        if report.compared:
            sides = {"replay": pair.replay, "production": pair.production}
            told = {name: side and [to_json(event) for event in side.phases] for name, side in sides.items()}
            click.echo(json.dumps({"verdict": pair.verdict, "fields": pair.fields, **told}))
        elif pair.replay is not None:
            for event in pair.replay.phases:
                click.echo(json.dumps(to_json(event)))
    click.echo(json.dumps({"summary": _summary(report)}))


def _summary(report: Report) -> dict[str, Any]:
    spans = {
        name: {"first": format_time(span.first), "last": format_time(span.last), "frames": span.frames}
        for name, span in report.cameras.items()
    }
    rest = msgspec.to_builtins(
        {
            "compared": report.compared,
            "differs": report.differs if report.compared else None,
            "guards": report.guards,
            "missing": report.missing,
            "builds": report.builds,
            "records": report.records,
            "seconds": report.seconds,
        }
    )
    return {"from": format_time(report.window.start), "to": format_time(report.window.end), "cameras": spans, **rest}


def _names(ours: str) -> dict[PairVerdict, str]:
    return {
        "same": "same",
        "only_replay": f"only in\n{ours}",
        "only_production": "only in\nproduction",
        "moved": "moved\nin time",
        "certainty": "certainty\nchanged",
        "changed": "otherwise\nchanged",
    }


def _headline(report: Report, draft: Path | None, detections: str | None) -> Text:
    frames = sum(span.frames for span in report.cameras.values())
    whose = f"draft {draft}" if draft else "armed guards"
    whose += f" on {detections}" if detections else ""
    line = Text.assemble(
        (f"{_clock(report.window.start)} – {_clock(report.window.end)} UTC", "bold"),
        f"   {len(report.cameras)} cameras   {frames:,} frames   {whose}",
    )
    return line.append(" against production") if report.compared else line


def _guards(report: Report, names: dict[PairVerdict, str]) -> Table:
    table = Table(title="guards", title_justify="left", header_style="bold")
    table.add_column("guard", overflow="fold")
    _add_count(table, "events")
    _add_count(table, "a camera-\nday")
    if report.compared:
        _add_count(table, "in pro-\nduction")
    verdicts = _met(report)
    for verdict in verdicts:
        _add_count(table, names[verdict], _STYLE[verdict])
    table.add_column("most often\nabout", overflow="fold")
    for guard in report.guards:
        table.add_row(*_row(guard, report.compared, verdicts))
    return table


def _add_count(table: Table, heading: str, style: str = "") -> None:
    """A column of figures, never narrower than its heading: a narrow terminal takes from the words."""
    table.add_column(heading, justify="right", style=style, min_width=max(map(len, heading.split("\n"))))


def _met(report: Report) -> list[PairVerdict]:
    """The verdicts that have a column: those that were given, so that the table fits a terminal of 80."""
    if not report.compared:
        return []
    return [
        verdict for verdict in PAIR_VERDICTS if verdict == "same" or any(g.verdicts[verdict] for g in report.guards)
    ]


def _row(guard: GuardReport, compared: bool, verdicts: list[PairVerdict]) -> list[Text | str]:
    rate = Text(f"{guard.a_camera_day:.1f}")
    if guard.too_many:
        rate = Text(f"▲ {guard.a_camera_day:.1f}", style="bold red")
    row: list[Text | str] = [Text(plain(guard.guard)), str(guard.events), rate]
    if compared:
        row.append(str(guard.production_events))
        row += [str(guard.verdicts[verdict]) if guard.verdicts[verdict] else Text("·", "dim") for verdict in verdicts]
    often = [plain(f"{count} × {subject}") for subject, count in guard.top_subjects if count > 1]
    return [*row, Text("\n".join(often)) if often else Text("nobody twice", "dim")]


def _differences(pairs: list[Pair], names: dict[PairVerdict, str]) -> Table:
    table = Table(title="what differs", title_justify="left", header_style="bold")
    table.add_column("since", no_wrap=True)
    for column in ("guard, camera", "subject", "production → replay"):
        table.add_column(column, overflow="fold")
    for pair in pairs[:_SHOWN]:
        event = pair.event
        subject = f"{event.subject.label} {event.subject.track_id[:6]}" if event.subject else "–"
        verdict = (names[pair.verdict].replace("\n", " "), _STYLE[pair.verdict])
        whose = Text(f"{plain(event.guard)}\n{plain(event.camera)}")
        how = Text("\n").join([Text(*verdict), Text(_how(pair))])
        table.add_row(_clock(event.since)[:19], whose, Text(plain(subject)), how)
    return table


def _how(pair: Pair) -> str:
    old, new = pair.production, pair.replay
    if old is None or new is None:
        return ", ".join(_phase(event) for side in (old, new) if side is not None for event in side.phases)
    told = [_moved(name, old, new) for name in ("since", "opened_at", "closed_at") if name in pair.fields]
    told += [_turned(name, old, new) for name in ("certainty", "severity", "notify", "outcome") if name in pair.fields]
    if "phases" in pair.fields:
        told.append(" → ".join(", ".join(event.outcome or event.phase for event in side.phases) for side in (old, new)))
    return "\n".join(one for one in told if one) or ", ".join(pair.fields)


def _phase(event: Event) -> str:
    return f"{event.outcome or event.phase} {_clock(event.at)[11:]}"


def _moved(name: str, old: EventPhases, new: EventPhases) -> str:
    before, after = getattr(old.last, name), getattr(new.last, name)
    if before is None or after is None or before == after:
        return ""
    return f"{name.removesuffix('_at')} {_clock(before)[11:]} → {_clock(after)[11:]} ({(after - before) / 1e6:+g} s)"


def _turned(name: str, old: EventPhases, new: EventPhases) -> str:
    before, after = ([getattr(event, name) for event in side.phases] for side in (old, new))
    if len(before) == len(after) and before != after:
        before, after = map(list, zip(*((b, a) for b, a in zip(before, after, strict=True) if b != a), strict=True))
    return f"{name} {_run(before)} → {_run(after)}"


def _run(values: list[object]) -> str:
    return ", ".join(str(value) for value in dict.fromkeys(values))


def _verdict(report: Report, differing: int) -> str:
    shares = report.seconds
    total = (shares.fetch + shares.decode + shares.guards) or 1.0
    cost = (
        f"[dim]{report.records:,} records; fetch {shares.fetch / total:.0%}, decode {shares.decode / total:.0%},"
        f" guards {shares.guards / total:.0%}[/]"
    )
    many = [escape(plain(guard.guard)) for guard in report.guards if guard.too_many]
    loud = f"\n[red]▲ more than {MANY:.0f} events a camera-day: {', '.join(many)}[/]" if many else ""
    if not report.compared:
        return f"{len(report.pairs)} events   {cost}{loud}"
    if differing:
        return f"[bold yellow]they differ: {differing} of {len(report.pairs)} events[/]   {cost}{loud}"
    return f"[bold green]the same: {len(report.pairs)} events[/]   {cost}{loud}"


def _clock(at: int) -> str:
    return str(format_time(at))[:23].replace("T", " ")
