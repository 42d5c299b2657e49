"""An event in words, from its rule to its last phase, for the terminal and the page; and as JSON for machines."""

from itertools import pairwise
from typing import Any, NamedTuple

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orin.cli.terminal.spans import lasting
from orin.processors.specs.models import GuardSpec
from orin.schemas.json_forms import format_time, to_json
from orin.schemas.plain import plain
from orin.schemas.records import Event
from orin.topologies.replay.explain import Explanation, TrackPath

_DURATIONS = frozenset({"for", "inertia", "within"})
_UNSAID: tuple[object, ...] = ([], None, 0.0, 1.0, "bottom")
"""Values of a rule's fields that are not shown: the defaults."""


class Sentence(NamedTuple):
    """A heading, and what there is to say under it."""

    about: str
    text: str


def clock(at: int) -> str:
    """The time of day, UTC, to the tenth of a second."""
    return str(format_time(at))[11:21]


def title(found: Explanation) -> str:
    event = found.last
    about = f"{event.subject.label} " if event.subject else ""
    where = f" in {event.zone}" if event.zone else f" over {event.line}" if event.line else ""
    return f"{about}{event.kind}{where}, {event.camera}"


def verdict(found: Explanation) -> str:
    """Whether it comes out equal, and which builds decided."""
    builds = sorted({event.provenance.build for event in found.recorded})
    whose = f"recorded by build {', '.join(builds)}; computed again by {found.build}"
    if found.equal:
        return f"equal: every phase has the same content ({whose})"
    if not found.recomputed:
        return f"not computed again: the topics no longer hold what is needed ({whose})"
    return f"not equal: {', '.join(found.pair.fields)} differ ({whose})"


def life(found: Explanation) -> list[Sentence]:
    """From the rules to the last phase."""
    event = found.last
    told = [Sentence("rule", _rule(found))]
    if found.subject is not None:
        told.append(Sentence("track", f"{_path(found.subject)}"))
    if event.owner is not None:
        told.append(Sentence("owner", _owner(found)))
    if event.due_at > event.since:
        told.append(Sentence("timer", _timer(event)))
    told.append(Sentence("frames", _frames(found)))
    told.append(Sentence("coverage", _coverage(found)))
    told += [Sentence("phase", phase(each)) for each in found.recorded]
    told += [Sentence("missing", f"partition {each.partition}: {each.what}") for each in found.missing]
    return told


def phase(event: Event) -> str:
    what = f"{event.phase} at {clock(event.at)}" + (f", {event.outcome}" if event.outcome else "")
    what += f", taken by {event.taken_by}" if event.taken_by else ""
    return f"{what}; {event.certainty}, coverage {event.coverage:.1%}, severity {event.severity}, {_notified(event)}"


def _notified(event: Event) -> str:
    if event.notify == "send":
        return f"notified {', '.join(event.notify_to)}" if event.notify_to else "no recipient"
    if event.notify == "cooldown":
        return f"not notified: cooldown after {event.cooldown_event}"
    return f"not notified: {event.notify}"


def _rule(found: Explanation) -> str:
    event = found.last
    text = f"guard {event.guard}, revision {event.guard_revision}"
    text += f"; camera revision {event.camera_revision}" if event.camera_revision else "; camera without a spec"
    if found.guard is None:
        return text
    ((kind, fields),) = msgspec.json.decode(found.guard.body)["when"].items()
    said = ", ".join(f"{name} {_said(name, value)}" for name, value in fields.items() if value not in _UNSAID)
    return f"{text}: {kind}, {said}"


def _said(name: str, value: object) -> str:
    if name == "escalate" and isinstance(value, list):
        return ", ".join(f"to {step['severity']} after {lasting(round(step['after'] * 1e6))}" for step in value)
    if isinstance(value, list):
        return " or ".join(map(str, value))
    if isinstance(value, float):
        return lasting(round(value * 1e6)) if name in _DURATIONS else f"{value:g}"
    return str(value)


def _path(path: TrackPath) -> str:
    if not path.points:
        return f"{path.label} {path.track_id}"
    first, last = path.points[0].box, path.points[-1].box
    steps = [_foot(place.box) for place in path.points]
    way = sum(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 for a, b in pairwise(steps))
    return (
        f"{path.label} {path.track_id}, {path.detections} detections from {clock(path.first_at)} to"
        f" {clock(path.last_at)}; moved {way:.0f} px, from ({_foot(first)[0]:.0f}, {_foot(first)[1]:.0f}) to"
        f" ({_foot(last)[0]:.0f}, {_foot(last)[1]:.0f})"
    )


def _foot(box: tuple[float, float, float, float]) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, box[3]


def _owner(found: Explanation) -> str:
    event, owner = found.last, found.owner
    if owner is None or not owner.detections:
        return f"{event.owner}, not detected in the time shown"
    text = f"{owner.label} {event.owner}, last seen {clock(owner.last_at)}"
    since = event.since - owner.last_at
    return text + (f", {lasting(since)} before the window began" if since > 0 else "")


def _timer(event: Event) -> str:
    late = event.opened_at - event.due_at
    text = f"window from {clock(event.since)}, due after {lasting(event.due_at - event.since)} at {clock(event.due_at)}"
    if late <= 0:
        return f"{text}, opened on that frame"
    return f"{text}, opened {lasting(late)} later at {clock(event.opened_at)}, on the first frame that met the rule"


def _frames(found: Explanation) -> str:
    if not found.frames:
        return "the topics hold no frame of this time any more"
    text = f"{found.observed} of {found.frames} frames were observed"
    for first, last, status in found.unobserved[:4]:
        text += f"; {status} {clock(first)}–{clock(last)}" if last > first else f"; {status} at {clock(first)}"
    if not found.gaps:
        return f"{text}; no gap"
    gaps = ", ".join(f"{clock(a)}–{clock(b)} ({lasting(b - a)})" for a, b in found.gaps[:6])
    return f"{text}; {len(found.gaps)} gap{'s' if len(found.gaps) > 1 else ''}: {gaps}"


def _coverage(found: Explanation) -> str:
    opened = found.recorded[0]
    text = f"{opened.coverage:.1%} of the window was seen when it {opened.phase}"
    if found.guard is None:
        return f"{text}: {opened.certainty}"
    least = msgspec.json.decode(found.guard.body, type=GuardSpec).min_coverage
    return f"{text}; the guard asks for {least:.0%}: {opened.certainty}"


def show(found: Explanation) -> None:
    """On stdout."""
    console = Console()
    console.print(Text.assemble((plain(title(found)), "bold"), f"   {str(format_time(found.last.since))[:10]} UTC"))
    console.print(Text(plain(verdict(found)), "green" if found.equal else "bold yellow"))
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for about, text in life(found):
        table.add_row(about, plain(text), style="yellow" if about == "missing" else None)
    console.print(table, highlight=False, markup=False)


def facts(found: Explanation) -> dict[str, Any]:
    """Everything but the paths of the tracks."""
    return {
        "event_id": found.last.event_id,
        "equal": found.equal,
        "differences": list(found.pair.fields),
        "builds": {"recorded": sorted({e.provenance.build for e in found.recorded}), "recomputed": found.build},
        "recorded": [to_json(event) for event in found.recorded],
        "recomputed": [to_json(event) for event in found.recomputed],
        "guard": None if found.guard is None else to_json(found.guard),
        "camera": None if found.camera is None else to_json(found.camera),
        "frames": found.frames,
        "observed": found.observed,
        "gaps": [[format_time(a), format_time(b)] for a, b in found.gaps],
        "missing": msgspec.to_builtins(found.missing),
        "life": [f"{about}: {text}" for about, text in life(found)],
    }
