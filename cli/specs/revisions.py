"""The revisions of cameras and guards, as `list` shows them."""

import json
from collections.abc import Mapping, Sequence
from typing import Literal

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orin.processors.specs.models import DAYS, CameraSpec, GuardSpec
from orin.processors.specs.rule import Rule
from orin.runtime.clock import wall_clock
from orin.schemas.json_forms import format_time
from orin.schemas.records import Spec
from orin.topologies.specs.diff import duration
from orin.topologies.specs.history import History, Revision

_SEVERITY = {"low": "", "medium": "yellow", "high": "red", "critical": "bold red"}
_PIPE_WIDTH = 160
Newest = Mapping[str, Revision]
_STATE = {"armed": "green", "disabled": "dim", "apply it again": "bold red"}


def show(history: History, kind: Literal["camera", "guard"], *, every: bool, as_json: bool) -> None:
    """The newest revision of each, or all of them."""
    revisions = history.revisions(kind)
    newest = {revision.spec.name: revision for revision in revisions}
    shown = revisions if every else list(newest.values())
    if as_json:
        for revision in shown:
            click.echo(json.dumps(_row(revision)))
    elif not shown:
        click.echo(f"no {kind} has been applied; apply some with `orin {kind}s apply FILE`")
    else:
        console = Console()
        if not console.is_terminal:
            console = Console(width=_PIPE_WIDTH)  # a file or a pipe has no edge at which to break a line
        console.print(_guards(shown, newest) if kind == "guard" else _cameras(shown, newest))


def _row(revision: Revision) -> dict[str, object]:
    spec = revision.spec
    return {
        "name": spec.name,
        "revision": spec.revision,
        "active_from": format_time(spec.active_from),
        "active_until": None if spec.active_until is None else format_time(spec.active_until),
        "armed": revision.armed,
        "disabled": spec.active_until is not None,
        "spec": json.loads(spec.body),
    }


def _guards(shown: Sequence[Revision], newest: Newest) -> Table:
    table = _table("guard", "fires", "cameras", "severity", "revision", "since", "state")
    for revision in shown:
        guard = msgspec.json.decode(revision.spec.body, type=GuardSpec)
        fires = words(guard.kind, guard.rule)
        if guard.schedule is not None:
            days = ",".join(guard.schedule.days) if guard.schedule.days != DAYS else "daily"
            fires += f"; {days} {guard.schedule.hours} {guard.schedule.timezone}"
        table.add_row(
            Text(guard.guard, style="bold"),
            fires,
            ", ".join(guard.cameras),
            Text(guard.severity, style=_SEVERITY[guard.severity]),
            revision.spec.revision,
            _since(revision.spec),
            _state(revision, newest),
        )
    return table


def _cameras(shown: Sequence[Revision], newest: Newest) -> Table:
    table = _table("camera", "zones", "lines", "ignored", "ground", "revision", "since", "state")
    for revision in shown:
        camera = msgspec.json.decode(revision.spec.body, type=CameraSpec)
        names = (", ".join(each) or "-" for each in (camera.zones, camera.lines, camera.ignore))
        ground = "yes" if camera.ground is not None else "-"
        name = Text(camera.camera, style="bold")
        table.add_row(name, *names, ground, revision.spec.revision, _since(revision.spec), _state(revision, newest))
    return table


def _table(name: str, *columns: str) -> Table:
    """Names and revisions stay whole, since the next command takes them; what else does not fit is folded."""
    table = Table(box=None, pad_edge=False)
    for column in (name, *columns):
        table.add_column(column, no_wrap=column in (name, "severity", "revision", "since"), overflow="fold")
    return table


def words(kind: str, rule: Rule) -> str:
    """A rule in one line: `loiters in floor for 1m (people)`."""
    said = [kind.replace("_", " ")]
    for name, before in (("zone", "in"), ("line", "over"), ("direction", "")):
        value = getattr(rule, name, None)
        if value is not None:
            said.append(f"{before} {value}".strip())
    for name in ("over", "under"):
        value = getattr(rule, name, None)
        if value is not None:
            said.append(f"{name} {value}")
    for attribute, name in (("for_", "for"), ("within", "within")):
        value = getattr(rule, attribute, None)
        if value is not None:
            said.append(f"{name} {duration(value)}")
    if rule.objects:
        said.append(f"({', '.join(rule.objects)})")
    return " ".join(said)


def _since(spec: Spec) -> str:
    return str(format_time(spec.active_from))[:10]


def _state(revision: Revision, newest: Newest) -> Text:
    spec = revision.spec
    state = "armed" if spec.active_until is None else "disabled"
    if revision is not newest[spec.name]:
        return Text("former", style="dim")
    if not revision.armed:
        state = "apply it again"
    elif spec.active_from > wall_clock():
        return Text(f"{state} from then", style="cyan")
    return Text(state, style=_STATE[state])
