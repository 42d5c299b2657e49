"""What a command is to do to the specs, decided from their history: pure, so that `orin` and control decide alike."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple
from uuid import UUID

from orin.processors.identity import revision
from orin.processors.specs.armed import revision_number
from orin.processors.specs.parse import ParsedSpec, check_references, parse_specs
from orin.runtime.moments import moment
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import format_time
from orin.schemas.nearest import meant
from orin.schemas.records import Spec
from orin.topologies.specs.history import History, Revision

SpecKind = Literal["camera", "guard"]
KINDS: tuple[SpecKind, ...] = ("camera", "guard")
"""Cameras first: guards name them."""
NO_REVISION = "none"
OTHER_COMMAND = "another command had this Idempotency-Key: give each command a key of its own"


class UnknownSpec(Misuse):
    """There is no camera or guard of that name."""


class NotNow(Misuse):
    """The specs as they are do not allow it."""


class OtherCommand(Misuse):
    """The command's id is that of another one."""


class Planned(NamedTuple):
    """What is to be done for one document."""

    spec: Spec
    outcome: Literal["applied", "finished", "unchanged"]
    """A new revision; one whose `apply` was interrupted; nothing to do."""

    def fields(self) -> dict[str, object]:
        """As JSON fields."""
        return {
            "kind": self.spec.kind,
            "name": self.spec.name,
            "revision": self.spec.revision,
            "active_from": format_time(self.spec.active_from),
            "active_until": None if self.spec.active_until is None else format_time(self.spec.active_until),
            "outcome": self.outcome,
        }


def plan(
    specs: Sequence[ParsedSpec], history: History, active_from: int | None, now: int, command: UUID | None = None
) -> list[Planned]:
    """What applying the documents is to do, cameras before guards; they hold for frames from `active_from` on (µs;
    None: `now`). What `command` has written already is not written again.

    Raises SpecError for a guard that names a camera, zone or line neither among `specs` nor applied before and for a
    camera that lacks what an applied guard uses; OtherCommand where the command's id has written something else.
    """
    done = {(r.spec.kind, r.spec.name): r for r in history.written_by(command)}
    if any((spec.kind, spec.name) not in done for spec in specs):
        check_references(specs, history.cameras(), history.guards())
    newest = history.newest_revisions()
    planned = []
    for spec in ordered(specs):
        name = (spec.kind, spec.name)
        before = done.get(name)
        if before is None:
            planned.append(_planned(spec, newest.get(name), now if active_from is None else active_from, active_from))
        elif before.spec.body != spec.body:
            raise OtherCommand(OTHER_COMMAND)
        else:
            planned.append(_written(before, newest[name]))
    return planned


def applies_from(option: str, text: str | None, now: int) -> int | None:
    """The value of `option` as event time (µs). Misuse for what is no time, and for the past."""
    if text is None:
        return None
    at = moment(option, text, now)
    if at < now:
        raise Misuse(
            f"{option} {text} is in the past, and specs apply to later frames only; for the past, use `orin replay`"
        )
    return at


def ordered(specs: Iterable[ParsedSpec]) -> list[ParsedSpec]:
    """In the order in which they are applied."""
    specs = list(specs)
    return [spec for kind in KINDS for spec in specs if spec.kind == kind]


def _planned(parsed: ParsedSpec, newest: Revision | None, at: int, asked: int | None) -> Planned:
    if newest is not None:
        held = newest.spec
        same = held.body == parsed.body and held.active_until is None
        if same and asked in (None, held.active_from):
            return Planned(held, "unchanged" if newest.armed else "finished")
    number = revision_number(newest.spec) + 1 if newest else 1
    name = revision(number, parsed.body)
    return Planned(Spec(kind=parsed.kind, name=parsed.name, revision=name, body=parsed.body, active_from=at), "applied")


def _written(before: Revision, newest: Revision) -> Planned:
    """What a command has written: an interrupted revision is finished unless there is a newer one."""
    return Planned(before.spec, "finished" if before == newest and not before.armed else "unchanged")


def written(history: History, command: UUID | None) -> list[Planned]:
    """What the command has done before; nothing for a new one."""
    newest = history.newest_revisions()
    return [_written(r, newest[r.spec.kind, r.spec.name]) for r in history.written_by(command)]


def withdrawal(history: History, kind: SpecKind, name: str, active_from: int | None, now: int) -> Planned:
    """A revision that ends `name` at `active_from` (µs; None: `now`). Raises UnknownSpec, and NotNow where guards name
    the camera in full.
    """
    newest = newest_of(history, kind, name)
    if kind == "camera":
        naming = [guard.guard for guard in history.guards() if name in guard.cameras]
        if naming:
            raise NotNow(
                f"camera {name} is named by guard {', '.join(naming)}: take it out of `cameras` there, or disable the "
                "guard, and try again"
            )
    held = newest.spec
    if held.active_until is not None and active_from in (None, held.active_from):
        return Planned(held, "unchanged" if newest.armed else "finished")
    at = now if active_from is None else active_from
    number = revision(revision_number(held) + 1, held.body)
    return Planned(
        Spec(kind=kind, name=name, revision=number, body=held.body, active_from=at, active_until=at), "applied"
    )


def earlier(history: History, kind: SpecKind, name: str, to: str | None) -> ParsedSpec:
    """The revision to go back to: `to` (or its number), else the last one with another meaning. Raises UnknownSpec,
    Misuse with the revisions there are, and NotNow where there is no other.
    """
    newest = newest_of(history, kind, name).spec
    held = [r.spec for r in history.revisions(kind) if r.spec.name == name]
    if to is not None:
        found = [spec for spec in held if to in (spec.revision, str(revision_number(spec)))]
        if not found:
            raise Misuse(f"{kind} {name} has no revision {to}: it has {', '.join(spec.revision for spec in held)}")
        target = found[0]
    elif newest.active_until is not None:
        target = newest  # what was armed when it was disabled
    else:
        others = [spec for spec in held if spec.body != newest.body]
        if not others:
            raise NotNow(
                f"{kind} {name} has only one revision, {newest.revision}; to end it, use `orin {kind}s disable`"
            )
        target = others[-1]
    (spec,) = parse_specs(target.body, f"{name}@{target.revision}")
    return spec


def newest_of(history: History, kind: SpecKind, name: str) -> Revision:
    """The newest revision of `name`; UnknownSpec, with the names that there are, where there is none."""
    newest = history.newest(kind, name)
    if newest is None:
        hint = meant(name, {r.spec.name for r in history.revisions(kind)})
        raise UnknownSpec(f"no {kind} '{name}' was applied{hint}")
    return newest


def seen(newest: Mapping[tuple[str, str], Spec], names: Collection[tuple[str, str]]) -> str:
    """What there is to be seen of these (kind, name): the revision of a single one, a digest of several."""
    held = [(kind, name, spec.revision if (spec := newest.get((kind, name))) else NO_REVISION) for kind, name in names]
    if len(held) == 1:
        return held[0][2]
    return hashlib.blake2b("\n".join(map(" ".join, sorted(held))).encode(), digest_size=8).hexdigest()
