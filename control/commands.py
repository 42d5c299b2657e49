"""How a command is carried out: once, however often it is sent with the same Idempotency-Key.

1. Its record's id derives from who sends it, to what, and the key; without a key it is random.
2. With a key: what is projected under that id already is the answer.
3. The record is sent, and awaited.
4. With `?wait=`: until it is projected.

A process that dies between 3 and the answer leaves a record; whoever repeats the command finds it by 2, or sends its
like once more, which the projector passes over.
"""

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from fastapi import HTTPException, Response

from orin.access.principal import Principal
from orin.control.outbox import Outbox, Place
from orin.projections.queries import Fields
from orin.runtime.failpoints import reach
from orin.runtime.http.responses import encode
from orin.schemas.errors import OrinError
from orin.schemas.records import Record

_NAMESPACE = uuid.UUID("6f72696e-0001-5000-8000-000000000000")
_PAUSE = 0.05
"""Seconds between two looks at the database; the projector writes every 50 ms."""


class Command(NamedTuple):
    """One record to be written, and how it is found again."""

    topic: str
    key: str
    record: Record
    id: uuid.UUID
    said: Mapping[str, object]
    """What the same command has said if it was carried out before, by the names of `projected`."""
    projected: Callable[[], Awaitable[Fields | None]]
    location: str


def command_id(principal: Principal, target: str, key: str | None) -> uuid.UUID:
    """Of the record of a command that `principal` sends to `target`."""
    if key is None:
        return uuid.uuid4()
    return uuid.uuid5(_NAMESPACE, "\n".join((principal.subject, target, key)))


async def carry_out(outbox: Outbox, command: Command, key: str | None, wait: float | None) -> Response:
    """The answer to a command. HTTPException 422 for a key that another command had; raises NotTaken."""
    if key is not None and (before := await command.projected()) is not None:
        _check_same(command, before)
        return _answer(200, command, "repeated", None)
    place = await outbox.send(command.topic, command.key, command.record)
    reach("control.sent", OrinError)
    found = None if wait is None else await await_projected(command.projected, wait)
    if found is None:
        return _answer(202, command, "accepted", place)
    _check_same(command, found)
    return _answer(201, command, "done", place)


async def await_projected(projected: Callable[[], Awaitable[Fields | None]], seconds: float) -> Fields | None:
    """What `projected` gives, as soon as that is not None; None after so many seconds."""
    until = time.monotonic() + seconds
    while True:
        found = await projected()
        if found is not None or time.monotonic() > until:
            return found
        await asyncio.sleep(_PAUSE)


def _check_same(command: Command, found: Fields) -> None:
    other = [name for name, value in command.said.items() if found[name] != value]
    if other:
        raise HTTPException(
            422,
            f"another command had this Idempotency-Key, with another {other[0]}: give each command a key of its own",
        )


def _answer(status: int, command: Command, state: str, place: Place | None) -> Response:
    record = None if place is None else place._asdict()
    body = encode({"id": str(command.id), "state": state, "record": record})
    return Response(body, status, {"Location": command.location}, "application/json")
