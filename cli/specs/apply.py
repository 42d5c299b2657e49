"""`apply`: how the file differs, which guards cannot fire, how often they would have alarmed; then it applies them."""

import json
from collections.abc import Iterator, Sequence

import click
import msgspec

from orin.cli.specs.backtest import Backtest, try_on_the_past
from orin.cli.specs.diff import SpecChange, changes
from orin.cli.specs.files import camera_specs
from orin.cli.specs.left_open import left_open
from orin.cli.specs.sight import blind_guards
from orin.cli.terminal.progress import progress
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time
from orin.topologies.detect.running import Detector, running_detectors
from orin.topologies.specs.apply import Planned, SpecLog
from orin.topologies.specs.history import History

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
    log.plan(specs, active_from)  # refuses what cannot be applied, before anything is shown
    history = log.history()
    found = changes(list(specs), history)
    blind: dict[str, list[str]] = {}
    for guard, sentence in _blind(specs, history, settings):
        blind.setdefault(guard, []).append(sentence)
    staying: dict[str, list[str]] = {}
    for guard, sentence in left_open(settings, specs, history):
        staying.setdefault(guard, []).append(sentence)
    tried: list[Backtest] = []
    notes = [f"note: {line}" for noted in (blind, staying) for lines in noted.values() for line in lines]
    _say([*(line for change in found for line in change.lines()), *notes], quiet=as_json)
    if backtest:
        changed = {(change.kind, change.name) for change in found if change.change != "unchanged"}
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
        _show_json(planned, found, blind, staying, tried)
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


def fields_of(done: Planned) -> dict[str, object]:
    """The same as JSON fields."""
    spec = done.spec
    return {
        "kind": spec.kind,
        "name": spec.name,
        "revision": spec.revision,
        "active_from": format_time(spec.active_from),
        "active_until": None if spec.active_until is None else format_time(spec.active_until),
        "outcome": done.outcome,
    }


def _blind(specs: Sequence[ParsedSpec], history: History, settings: Settings) -> Iterator[tuple[str, str]]:
    guards = [msgspec.json.decode(spec.body, type=GuardSpec) for spec in specs if spec.kind == "guard"]
    if guards:
        cameras = {**history.cameras(), **camera_specs(list(specs))}
        yield from blind_guards(guards, cameras, running(settings))


def running(settings: Settings) -> dict[str, Detector]:
    """The running detectors, as far as they can be read; without them no label is ruled out."""
    try:
        return running_detectors(settings)
    except OrinError:
        return {}


def _say(lines: Sequence[str], *, quiet: bool) -> None:
    for line in lines:
        if not quiet:
            click.echo(line)


def _show_json(
    planned: Sequence[Planned],
    found: Sequence[SpecChange],
    blind: dict[str, list[str]],
    staying: dict[str, list[str]],
    tried: Sequence[Backtest],
) -> None:
    """One object for each document: what it changes, and what was done."""
    done: dict[tuple[str, str], dict[str, object]] = {
        (each.spec.kind, each.spec.name): fields_of(each) for each in planned
    }
    past = {each.guard: each for each in tried}
    for change in found:
        head = done.get((change.kind, change.name), {"kind": change.kind, "name": change.name, "outcome": "planned"})
        more: dict[str, object] = {
            "change": change.change,
            "fields": {path: {"from": old, "to": new} for path, (old, new) in change.fields.items()},
        }
        if change.kind == "guard":
            more["cannot_fire"] = blind.get(change.name, [])
            more["stay_open"] = staying.get(change.name, [])
            each = past.get(change.name)
            more["backtest"] = each and {
                "alarms_a_day": None if each.a_day is None else round(each.a_day, 2),
                "alarms": each.alarms,
                "events": each.events,
                "watched_seconds": each.watched / 1e6,
                "cameras": each.cameras,
            }
        click.echo(json.dumps(head | more))
