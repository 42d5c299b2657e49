"""Commands on cameras and guards: what `orin cameras` and `orin guards` do, for those who may."""

import threading
from collections.abc import Callable, Sequence
from typing import NamedTuple
from uuid import UUID

from fastapi import HTTPException

from orin.access.principal import Principal
from orin.control.spec_sites import check_changeable, check_reach, seen_cameras
from orin.processors.specs.parse import Fault, ParsedSpec, SpecError, parse_specs
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.records import Spec
from orin.topologies.specs.apply import AppliedMeanwhile, SpecLog
from orin.topologies.specs.history import History
from orin.topologies.specs.plan import (
    NO_REVISION,
    OTHER_COMMAND,
    OtherCommand,
    Planned,
    SpecKind,
    earlier,
    plan,
    seen,
    withdrawal,
    written,
)
from orin.topologies.specs.preview import Preview, preview
from orin.topologies.specs.watched import sending_cameras

_TIMEOUT = 8.0
"""Seconds for Kafka to answer: people wait."""
_FILE = "specs"
Name = tuple[str, str]
"""Kind and name."""


class Command(NamedTuple):
    """A change that somebody asks for."""

    principal: Principal
    kind: SpecKind
    id: UUID
    active_from: int | None
    """µs; None: now."""
    if_match: str | None
    """The header: what they have seen of it."""


class Done(NamedTuple):
    """What was done."""

    planned: list[Planned]
    repeated: bool
    """Whether the command was carried out before."""
    seen: str
    """What there is to be seen of it now."""


class Proposed(NamedTuple):
    """What applying a file would do."""

    preview: Preview
    seen: str
    sending: set[str]
    """The cameras that send frames, where it matters."""


class SpecDesk:
    """Changes one after the other. Every method blocks, and raises OrinError where Kafka does not answer."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._changing = threading.Lock()
        self._opened: SpecLog | None = None

    def check(self, principal: Principal, kind: SpecKind, text: str) -> list[ParsedSpec]:
        """The documents of a file. Raises SpecError with everything that is wrong with it."""
        return _read(principal, kind, text, self._log().history())

    def history(self) -> History:
        """Every revision of every spec."""
        return self._log().history()

    def diff(self, principal: Principal, kind: SpecKind, text: str) -> Proposed:
        """What applying a file would do. Raises SpecError."""
        history = self._log().history()
        specs = _read(principal, kind, text, history)
        found = preview(self._settings, specs, history)
        sending = set() if found.letting_go is None else sending_cameras(self._settings)
        return Proposed(found, seen(_newest(history), _names(specs)), sending)

    def apply(self, command: Command, text: str) -> Done:
        """Raises SpecError, and HTTPException 412 where somebody has applied meanwhile."""
        with self._changing:
            history = self._log().history()
            specs = _read(command.principal, command.kind, text, history)
            return self._carry_out(command, history, _names(specs), lambda: _plan(command, history, specs))

    def roll_back(self, command: Command, name: str, to: str | None) -> Done:
        """To the revision `to` (or its number), as `earlier` says. HTTPException 404 for another's, 412 as above."""
        with self._changing:
            history = self._log().history()
            check_changeable(command.principal, history, command.kind, name)
            return self._carry_out(
                command, history, [(command.kind, name)], lambda: _rolled_back(command, history, name, to)
            )

    def disable(self, command: Command, name: str) -> Done:
        """As `withdrawal` says. HTTPException 404 for another's, 412 as above."""
        with self._changing:
            history = self._log().history()
            check_changeable(command.principal, history, command.kind, name)
            return self._carry_out(
                command,
                history,
                [(command.kind, name)],
                lambda: (
                    written(history, command.id)
                    or [withdrawal(history, command.kind, name, command.active_from, wall_clock())]
                ),
            )

    def _carry_out(
        self, command: Command, history: History, names: list[Name], planned: Callable[[], list[Planned]]
    ) -> Done:
        newest = _newest(history)
        repeated = bool(history.written_by(command.id))
        if not repeated:
            _check_seen(command.if_match, seen(newest, names))
        try:
            done = self._log().carry_out(planned(), command.id)
        except AppliedMeanwhile as error:
            if command.if_match is None:
                raise
            raise HTTPException(412, f"{error}, after another look") from None
        return Done(
            done, repeated, seen(newest | {(each.spec.kind, each.spec.name): each.spec for each in done}, names)
        )

    def _log(self) -> SpecLog:
        if self._opened is None:
            self._opened = SpecLog(self._settings, timeout=_TIMEOUT)
        return self._opened


def _read(principal: Principal, kind: SpecKind, text: str, history: History) -> list[ParsedSpec]:
    """The documents, checked against what the principal may see; of a file of cameras the cameras alone."""
    known = seen_cameras(principal, history)
    specs = parse_specs(text, _FILE, known, applied_guards=history.guards())
    specs = [spec for spec in specs if kind in ("guard", spec.kind)]
    if not specs:
        raise SpecError([Fault(_FILE, 1, 1, "the file has no camera: guards are taken at /control/v1/guards:apply")])
    check_reach(principal, specs, history)
    return specs


def _plan(command: Command, history: History, specs: Sequence[ParsedSpec]) -> list[Planned]:
    return plan(specs, history, command.active_from, wall_clock(), command.id)


def _rolled_back(command: Command, history: History, name: str, to: str | None) -> list[Planned]:
    done = written(history, command.id)
    if not done:
        return _plan(command, history, [earlier(history, command.kind, name, to)])
    if to is not None and earlier(history, command.kind, name, to).body != done[0].spec.body:
        raise OtherCommand(OTHER_COMMAND)
    return done


def _newest(history: History) -> dict[Name, Spec]:
    return {name: each.spec for name, each in history.newest_revisions().items()}


def _names(specs: Sequence[ParsedSpec]) -> list[Name]:
    return [(spec.kind, spec.name) for spec in specs]


def _check_seen(if_match: str | None, held: str) -> None:
    if if_match is None:
        return
    asked = [tag.strip().removeprefix("W/").strip('"') for tag in if_match.split(",")]
    if held not in asked and ("*" not in asked or held == NO_REVISION):
        raise HTTPException(
            412, f'somebody applied meanwhile: If-Match has {if_match}, and it is at "{held}" now; look at it again'
        )
