"""A replay as people see it, and as machines do."""

import json
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from orin.cli.terminal.spans import counting, lasting
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.plain import plain
from orin.schemas.records import Event
from orin.topologies.replay.compare import PAIR_VERDICTS, EventPhases, Pair, PairVerdict
from orin.topologies.replay.in_step import FirstDay
from orin.topologies.replay.report import MANY, GuardReport, Report

_SHOWN = 20
_DAY = 86_400_000_000
_NEWS_FIRST: tuple[PairVerdict, ...] = ("only_production", "only_replay", "certainty", "changed", "moved")
"""The order in which differences are shown: what vanished and what is new before what is only later."""
_STYLE: dict[PairVerdict, str] = {
    "same": "green",
    "only_replay": "cyan",
    "only_production": "magenta",
    "moved": "yellow",
    "certainty": "yellow",
    "changed": "yellow",
}


def show(report: Report, *, draft: Path | None, detections: str | None) -> None:
    """Tables on stdout. `detections`: the topic that was replayed instead of production's tracks."""
    console = Console()
    names = _names("draft" if draft else "replay")
    console.print(_headline(report, draft, detections))
    console.print()
    console.print(_guards(report, names))
    for line in _often(report):
        console.print(line, highlight=False)
    differing = in_order_of_news(report)
    if differing:
        console.print()
        console.print(_differences(differing, names))
        if len(differing) > _SHOWN:
            console.print(f"[dim]{len(differing) - _SHOWN} more; --json and --parquet have all of them[/]")
    console.print()
    for missing in report.missing:
        console.print(
            f"[yellow]missing[/] partition {missing.partition}: {escape(plain(missing.what))}", highlight=False
        )
    if report.out_of_order:
        where = "frames lie out of order in the log, or twice; nobody judges them, as in production"
        console.print(f"[yellow]{report.out_of_order:,} {where}[/]", highlight=False)
    console.print(_verdict(report, len(differing)), highlight=False)


def first_day(day: FirstDay) -> str:
    """What the beginning of a long window gave, while the rest of it is still read."""
    counts = ", ".join(f"{count} {plain(guard)}" for guard, count in day.events.items()) or "none"
    cameras = f"{day.cameras} camera{'s' if day.cameras != 1 else ''}"
    return f"until {_clock(day.until)[:16]} UTC, {cameras}: {sum(day.events.values())} events ({counts})"


def in_order_of_news(report: Report) -> list[Pair]:
    """The events that differ: vanished ones first, then new ones, then those that changed; each in order of time."""
    if not report.compared:
        return []
    differing = [pair for pair in report.pairs if pair.verdict != "same"]
    return sorted(differing, key=lambda pair: (_NEWS_FIRST.index(pair.verdict), pair.event.since))


def show_json(report: Report) -> None:
    """On stdout, one object a line: each phase as an event, or with a comparison each pair; the summary last."""
    for pair in report.pairs:
        if report.compared:
            sides = {"replay": pair.replay, "production": pair.production}
            phases = {name: side and [to_json(event) for event in side.phases] for name, side in sides.items()}
            click.echo(json.dumps({"verdict": pair.verdict, "fields": pair.fields, **phases}))
        elif pair.replay is not None:
            for event in pair.replay.phases:
                click.echo(json.dumps(to_json(event)))
    click.echo(json.dumps({"summary": _summary(report)}))


def _summary(report: Report) -> dict[str, Any]:
    spans = {
        name: {
            "first": format_time(span.first),
            "last": format_time(span.last),
            "frames": span.frames,
            "watched_seconds": span.watched / 1e6,
        }
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
            "out_of_order": report.out_of_order,
            "seconds": report.seconds,
        }
    )
    return {"from": format_time(report.window.start), "to": format_time(report.window.end), "cameras": spans, **rest}


def _names(ours: str) -> dict[PairVerdict, str]:
    return {
        "same": "same",
        "only_replay": f"only in {ours}",
        "only_production": "only in production",
        "moved": "moved in time",
        "certainty": "certainty changed",
        "changed": "otherwise changed",
    }


def _headline(report: Report, draft: Path | None, detections: str | None) -> Text:
    frames = sum(span.frames for span in report.cameras.values())
    whose = f"draft {draft}" if draft else "armed guards"
    whose += f" on {detections}" if detections else ""
    whose += " against production" if report.compared else ""
    return Text.assemble(
        (f"{_clock(report.window.start)} – {_clock(report.window.end)} UTC", "bold"),
        f"\n{counting(len(report.cameras), 'camera')}, {counting(frames, 'frame')}; {whose}",
    )


def _guards(report: Report, names: dict[PairVerdict, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("guard", overflow="fold")
    for heading in ("events", "per\ncamera-day", *(["in pro-\nduction"] if report.compared else [])):
        table.add_column(heading, justify="right", min_width=max(map(len, heading.split("\n"))))
    if report.compared:
        table.add_column("compared", overflow="fold")
    for guard in report.guards:
        table.add_row(*_row(guard, report.compared, names))
    return table


def _row(guard: GuardReport, compared: bool, names: dict[PairVerdict, str]) -> list[Text | str]:
    row: list[Text | str] = [Text(plain(guard.guard)), str(guard.events), _rate(guard)]
    if compared:
        met = [verdict for verdict in PAIR_VERDICTS if guard.verdicts[verdict]]
        counts = [Text(f"{guard.verdicts[verdict]} {names[verdict]}", _STYLE[verdict]) for verdict in met]
        row += [str(guard.production_events), Text(", ").join(counts)]
    return row


def _rate(guard: GuardReport) -> Text:
    """Events per camera-day; the watched time instead where it is too short for a rate."""
    if guard.a_camera_day is None:
        return Text(f"in {lasting(round(guard.camera_days * _DAY))}", style="dim")
    if guard.too_many:
        return Text(f"▲ {guard.a_camera_day:.1f}", style="bold red")
    return Text(f"{guard.a_camera_day:.1f}")


def _often(report: Report) -> list[Text]:
    """The subjects of more than one event of a guard."""
    lines = []
    for guard in report.guards:
        often = [f"{subject} ({count} events)" for subject, count in guard.top_subjects if count > 1]
        if often:
            lines.append(Text(plain(f"{guard.guard}, more than once about: {'; '.join(often)}"), "dim"))
    return lines


def _differences(pairs: list[Pair], names: dict[PairVerdict, str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("since (UTC)", no_wrap=True, min_width=19)
    for column in ("guard, camera", "subject", "production → replay"):
        table.add_column(column, overflow="fold")
    for pair in pairs[:_SHOWN]:
        event = pair.event
        subject = f"{event.subject.label} {event.subject.track_id[:6]}" if event.subject else "–"
        whose = Text(f"{plain(event.guard)}\n{plain(event.camera)}")
        how = Text("\n").join([Text(names[pair.verdict], _STYLE[pair.verdict]), Text(_how(pair))])
        table.add_row(_clock(event.since)[:19], whose, Text(plain(subject)), how)
    return table


def _how(pair: Pair) -> str:
    old, new = pair.production, pair.replay
    if old is None or new is None:
        return ", ".join(_phase(event) for side in (old, new) if side is not None for event in side.phases)
    changes = [_moved(name, old, new) for name in ("since", "opened_at", "closed_at") if name in pair.fields]
    changes += [
        _changed(name, old, new) for name in ("certainty", "severity", "notify", "outcome") if name in pair.fields
    ]
    if "phases" in pair.fields:
        changes.append(
            " → ".join(", ".join(event.outcome or event.phase for event in side.phases) for side in (old, new))
        )
    return "\n".join(change for change in changes if change) or ", ".join(pair.fields)


def _phase(event: Event) -> str:
    return f"{event.outcome or event.phase} {_clock(event.at)[11:]}"


def _moved(name: str, old: EventPhases, new: EventPhases) -> str:
    before, after = getattr(old.last, name), getattr(new.last, name)
    if before is None or after is None or before == after:
        return ""
    return f"{name.removesuffix('_at')} {_clock(before)[11:]} → {_clock(after)[11:]} ({(after - before) / 1e6:+g} s)"


def _changed(name: str, old: EventPhases, new: EventPhases) -> str:
    before, after = ([getattr(event, name) for event in side.phases] for side in (old, new))
    if len(before) == len(after) and before != after:
        before, after = map(list, zip(*((b, a) for b, a in zip(before, after, strict=True) if b != a), strict=True))
    return f"{name} {_distinct(before)} → {_distinct(after)}"


def _distinct(values: list[object]) -> str:
    return ", ".join(str(value) for value in dict.fromkeys(values))


def _verdict(report: Report, differing: int) -> str:
    shares = report.seconds
    total = (shares.fetch + shares.decode + shares.guards) or 1.0
    cost = (
        f"[dim]{report.records:,} records read; time: fetch {shares.fetch / total:.0%}, decode"
        f" {shares.decode / total:.0%}, guards {shares.guards / total:.0%}[/]"
    )
    many = [escape(plain(guard.guard)) for guard in report.guards if guard.too_many]
    loud = f"\n[red]▲ more than {MANY:.0f} events per camera-day: {', '.join(many)}[/]" if many else ""
    if not report.compared:
        return f"{counting(len(report.pairs), 'event')}\n{cost}{loud}"
    if differing:
        differ = "differs" if differing == 1 else "differ"
        return f"[bold yellow]{differing} of {counting(len(report.pairs), 'event')} {differ}[/]\n{cost}{loud}"
    return f"[bold green]{_all_the_same(len(report.pairs))}[/]\n{cost}{loud}"


def _all_the_same(events: int) -> str:
    if events < 2:
        return "no event on either side" if events == 0 else "the only event is the same"
    return f"all {events:,} events are the same"


def _clock(at: int) -> str:
    return str(format_time(at))[:23].replace("T", " ")
