"""`orin guards noise`: what false alarms have in common, and which change of the guard would have spared them."""

import json
from collections.abc import Iterator

import click
import msgspec
import psycopg

from orin.cli.terminal.progress import progress
from orin.cli.terminal.spans import counting
from orin.processors.specs.models import GuardSpec
from orin.projections.command_line import reviewed
from orin.projections.database import address
from orin.runtime.config.settings import Settings
from orin.schemas.errors import OrinError
from orin.topologies.replay.noise import Mark, Noise, Verdict, noise
from orin.topologies.replay.run import Window
from orin.topologies.specs.apply import SpecLog
from orin.topologies.specs.diff import duration
from orin.topologies.specs.plan import newest_of

_MARKS: dict[str, Mark] = {"false_alarm": "false", "resolved": "right", "acknowledged": "right"}
_MOST_TRAITS = 12


def show(name: str, window: Window, *, as_json: bool) -> None:
    """Of the guard as it is now. Raises OrinError where the database or Kafka does not answer."""
    settings = Settings()
    history = SpecLog(settings).history()
    guard = msgspec.json.decode(newest_of(history, "guard", name).spec.body, type=GuardSpec)
    url = settings.database_url.get_secret_value()
    try:
        said = reviewed(url, name, window.start, window.end)
    except psycopg.Error as error:
        raise OrinError(f"the database at {address(url)} does not answer, and the marks lie there: {error}") from None
    marks = {ident: _MARKS[review] for ident, review in said.items() if review in _MARKS}
    if "false" not in marks.values():
        raise OrinError(
            f"no event of guard {name} in this time is marked as a false alarm: mark them"
            " (`POST /control/v1/events/ID/reviews`), or choose a longer time (--from)"
        )
    with progress("replay") as on_progress:
        found = noise(settings, guard, history.cameras(), marks, window, on_progress=on_progress)
    for line in [json.dumps(msgspec.to_builtins(found))] if as_json else _lines(found):
        click.echo(line)


def _lines(found: Noise) -> Iterator[str]:
    false, right = found.counts["false"], found.counts["right"]
    yield (
        f"guard {found.guard}: {counting(false, 'false alarm')}, {right} right,"
        f" {found.counts['unreviewed']} not reviewed"
    )
    yield "what false alarms have in common:" if found.traits else "false alarms have nothing in common"
    for trait in found.traits[:_MOST_TRAITS]:
        yield f"  {trait.what} {trait.value}: {trait.false} of {false} (right: {trait.right} of {right})"
    yield "changes that would have spared some:" if found.changes else "no change of min_size, except or for spares any"
    for change in found.changes:
        yield f"  {_said(change)}: spares {len(change.spared)} of {false}, loses {len(change.lost)} of {right}" + _more(
            change
        )
    if found.gone:
        yield f"{len(found.gone)} of the false alarms are not raised by the guard as it is now"


def _said(change: Verdict) -> str:
    value = duration(change.value) if change.field == "for" and isinstance(change.value, float) else f"{change.value}"
    return f"{change.field}: {'+ ' if change.field == 'except' else ''}{value}"


def _more(change: Verdict) -> str:
    parts = [f" ({', '.join(change.lost)})"] if change.lost else []
    if change.unreviewed:
        parts.append(f", and {change.unreviewed} not reviewed")
    if change.added:
        parts.append(f"; raises {counting(change.added, 'other event')}")
    return "".join(parts)
