"""`apply`: how the file differs, which guards cannot fire, how often they would have alarmed; then it applies them."""

import json
from collections.abc import Sequence

import click

from orin.cli.history.event_list import Wanted, events
from orin.cli.specs.backtest import Backtest, try_on_the_past
from orin.cli.terminal.progress import progress
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.left_open import LettingGo, left_open
from orin.topologies.specs.plan import Planned, plan
from orin.topologies.specs.preview import Preview, by_guard, preview
from orin.topologies.specs.watched import sending_cameras

BACKTEST_SECONDS = 20.0


def apply(
    specs: Sequence[ParsedSpec],
    active_from: int | None,
    *,
    as_json: bool,
    backtest: bool = False,
    dry_run: bool = False,
    settings: Settings | None = None,
) -> None:
    """Shows what will change, does it, and shows what was done. `dry_run`: shows it only."""
    settings = settings or Settings()
    log = SpecLog(settings)
    history = log.history()
    plan(specs, history, active_from, wall_clock())  # refuses what cannot be applied, before anything is shown
    found = preview(settings, specs, history)
    staying = by_guard(_left_open(settings, found.letting_go))
    tried: list[Backtest] = []
    notes = [f"note: {line}" for noted in (found.cannot_fire, staying) for lines in noted.values() for line in lines]
    _say([*(line for change in found.changes for line in change.lines()), *notes], quiet=as_json)
    if backtest:
        changed = {(change.kind, change.name) for change in found.changes if change.change != "unchanged"}
        judging = [spec for spec in specs if (spec.kind, spec.name) in changed]
        with progress("backtest") as on_progress:
            past, tried = try_on_the_past(settings, judging, seconds=BACKTEST_SECONDS, on_progress=on_progress)
        _say(past, quiet=as_json)
    if dry_run:
        _say(["nothing was applied (--dry-run)"], quiet=as_json)
        planned: list[Planned] = []
    else:
        planned = log.apply(specs, active_from)
    if as_json:
        _show_json(planned, found, staying, tried)
    else:
        for done in planned:
            click.echo(told_of(done))


def told_of(done: Planned) -> str:
    """One line for people."""
    spec = done.spec
    outcome: str = done.outcome
    if spec.active_until is not None:
        outcome = "disabled" if outcome == "applied" else f"disabled, {outcome}"
    return f"{spec.kind} {spec.name} {spec.revision}: {outcome}, from {format_time(spec.active_from)}"


def _left_open(settings: Settings, change: LettingGo | None) -> list[tuple[str, str]]:
    """Nothing where neither the database nor Kafka can be read: `apply` itself says that."""
    try:
        rows = [] if change is None else events(settings, Wanted(open=True))
        return list(left_open(rows, change, sending_cameras(settings))) if change and rows else []
    except OrinError:
        return []


def _say(lines: Sequence[str], *, quiet: bool) -> None:
    for line in lines:
        if not quiet:
            click.echo(line)


def _show_json(
    planned: Sequence[Planned], found: Preview, staying: dict[str, list[str]], tried: Sequence[Backtest]
) -> None:
    """One object for each document: what it changes, and what was done."""
    done: dict[tuple[str, str], dict[str, object]] = {
        (each.spec.kind, each.spec.name): each.fields() for each in planned
    }
    past = {each.guard: each for each in tried}
    for change in found.changes:
        head = done.get((change.kind, change.name), {"outcome": "planned"})
        more = found.fields(change, staying)
        if change.kind == "guard":
            each = past.get(change.name)
            more["backtest"] = each and {
                "alarms_a_day": None if each.a_day is None else round(each.a_day, 2),
                "alarms": each.alarms,
                "events": each.events,
                "watched_seconds": each.watched / 1e6,
                "cameras": each.cameras,
            }
        click.echo(json.dumps(head | more))
