"""Which guards judge: those that were armed, as the log has them, or a draft's."""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from orin.processors.guards.state import WatchState
from orin.processors.identity import revision
from orin.processors.specs.armed import Armed
from orin.processors.specs.models import GuardSpec
from orin.processors.specs.parse import ParsedSpec
from orin.schemas.records import Spec

_ABOVE_ALL = 10**12
"""Higher than any revision that was applied."""


class SpecSource(Protocol):
    """What to do with a camera's state and armed specs at its starting point, and with the markers after it."""

    warm_up: int
    """µs before the window at which cameras must start."""

    def begin(self, state: WatchState) -> WatchState: ...

    def armed(self, armed: Armed) -> Armed: ...

    def add(self, armed: Armed, spec: Spec) -> None: ...


class ArmedRules:
    """As it was: every spec that the log has, in its place."""

    warm_up = 0

    def begin(self, state: WatchState) -> WatchState:
        return state

    def armed(self, armed: Armed) -> Armed:
        return armed

    def add(self, armed: Armed, spec: Spec) -> None:
        try:
            armed.add(spec)
        except ValueError:
            return  # a revision without a number: the stage wrote a dead letter for it


class DraftRules(ArmedRules):
    """A draft's guards alone, as if armed all the while; cameras as the log has them, where the draft has none.

    No guard depends on another, so guards that the draft does not have would decide what they decided: left out.
    """

    def __init__(self, guards: Sequence[Spec]) -> None:
        self._guards = guards
        longest = max((_lasting(guard) for guard in guards), default=0.0)
        self.warm_up = round(longest * 1e6) + 60_000_000
        """Time enough for a window of the longest guard to fill."""

    def begin(self, state: WatchState) -> WatchState:
        state.guards.clear()
        return state

    def armed(self, armed: Armed) -> Armed:
        mixed = Armed()
        for spec in (*msgspec.msgpack.decode(armed.dump(), type=list[Spec]), *self._guards):
            if spec.kind == "camera" or spec in self._guards:
                mixed.add(spec)
        return mixed

    def add(self, armed: Armed, spec: Spec) -> None:
        if spec.kind == "camera":
            super().add(armed, spec)


def draft(specs: Sequence[ParsedSpec]) -> list[Spec]:
    """The guards of a spec file, for all time."""
    return [
        Spec(kind="guard", name=spec.name, revision=revision(1, spec.body), body=spec.body, active_from=0)
        for spec in specs
        if spec.kind == "guard"
    ]


def draft_cameras(specs: Sequence[ParsedSpec]) -> list[Spec]:
    """The cameras of a spec file, for all time: whatever revision the log has, these hold."""
    return [
        Spec(kind="camera", name=spec.name, revision=revision(_ABOVE_ALL, spec.body), body=spec.body, active_from=0)
        for spec in specs
        if spec.kind == "camera"
    ]


def _lasting(spec: Spec) -> float:
    if spec.kind == "camera":
        return 0.0
    rule = msgspec.json.decode(spec.body, type=GuardSpec).rule
    return float(getattr(rule, "for_", 0.0))
