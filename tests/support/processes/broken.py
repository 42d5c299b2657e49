"""Mutations of the checkpoint and the projector for the worker processes of tests: all of them must be caught.

Each is applied in a forked worker before it starts; product code has no switch for any of them.
"""

import dataclasses
import time
from collections.abc import Callable
from typing import Any

import psycopg
from aiokafka.consumer.group_coordinator import GroupCoordinator
from aiokafka.errors import RequestTimedOutError
from msgspec.structs import replace

from orin.processors.guards.kinds.appears import APPEARS
from orin.processors.guards.logic import WatchLogic
from orin.processors.identity import seal
from orin.processors.specs.kinds import KINDS
from orin.projections import store, writer
from orin.projections.database import connect
from orin.schemas.records import Event
from orin.topologies import watch
from orin.topologies.stage import faust_consumer, log_reader, worker
from tests.support.checkpoint import broken as stage_broken

OTHERS_KIND = "turns_up"
NEWER_BUILD = "9.9.9+newer000"
NEWER_DESK = "newer-desk"
_DEAF_SECONDS = 3.0
"""Less than a stage parks."""


def _machine(kind: type[Any]) -> Callable[[], None]:
    def apply() -> None:
        setattr(worker, "Checkpoint", kind)  # noqa: B010 - it is what the worker makes

    return apply


def _read_uncommitted() -> None:
    faust_consumer._READ_COMMITTED = "read_uncommitted"
    plain = log_reader.LogReader.__init__

    def init(self: log_reader.LogReader, config: Any) -> None:
        plain(self, config)
        self._config["isolation_level"] = "read_uncommitted"

    log_reader.LogReader.__init__ = init  # type: ignore[method-assign]


def _position_outside_transaction() -> None:
    moved = store._move
    urls: list[str] = []

    def note(url: str, autocommit: bool = False) -> psycopg.Connection:
        urls.append(url)
        return connect(url, autocommit)

    def move(_connection: psycopg.Connection, expected: store.Offsets, following: store.Offsets) -> None:
        with connect(urls[-1], autocommit=True) as outside:
            moved(outside, expected, following)

    setattr(writer, "connect", note)  # noqa: B010
    setattr(store, "_move", move)  # noqa: B010


def _newer_build() -> None:
    """Not broken, but of other rules: every event tells another desk."""
    decide = WatchLogic.step

    def step(self: WatchLogic, *given: Any) -> Any:
        state, outputs = decide(self, *given)
        return state, [seal(replace(o, notify_to=(NEWER_DESK,))) if isinstance(o, Event) else o for o in outputs]

    setattr(WatchLogic, "step", step)  # noqa: B010
    setattr(watch, "build_id", lambda: NEWER_BUILD)  # noqa: B010


def _cut_off() -> None:
    """Not broken, but cut off: after it was stopped it hears only seconds later that it was put out of the group."""
    plain = GroupCoordinator._send_req

    async def send(self: Any, request: Any) -> Any:
        now = time.monotonic()
        if (now - getattr(self, "heard", now)) * 1000 > self._session_timeout_ms:
            self.heard = self.deaf_until = now + _DEAF_SECONDS
        if now < getattr(self, "deaf_until", 0.0):
            raise RequestTimedOutError
        answer = await plain(self, request)
        self.heard = time.monotonic()
        return answer

    setattr(GroupCoordinator, "_send_req", send)  # noqa: B010


def others_kind() -> None:
    """Not broken, but with a package of somebody's own: `appears` under another name."""
    KINDS.register(dataclasses.replace(APPEARS, name=OTHERS_KIND))


BREAK: dict[str, Callable[[], None]] = {
    "commits_without_awaiting": _machine(stage_broken.CommitsWithoutAwaiting),
    "loads_before_fencing": _machine(stage_broken.LoadsBeforeFencing),
    "keeps_state_over_rebalance": _machine(stage_broken.KeepsStateOverRebalance),
    "restarts_at_once_when_fenced": _machine(stage_broken.RestartsAtOnceWhenFenced),
    "reads_uncommitted": _read_uncommitted,
    "position_outside_transaction": _position_outside_transaction,
}

VARIANTS: dict[str, Callable[[], None]] = BREAK | {
    "newer_build": _newer_build, "cut_off": _cut_off, "others_kind": others_kind
}  # fmt: skip
"""What a worker process may be made into: the mutations, and those that are right in another way."""
