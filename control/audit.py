"""Every command, sign-in and refusal becomes a record on orin.audit.v1: who, what, on what, from where, the outcome.

A command is not answered before its record was sent; the answer waits for the brokers for a second at most. Where they
are away commands fail anyway, and people still sign in: the log has the record then.
"""

import asyncio
import uuid
from typing import Any

import structlog
from fastapi import Request
from msgspec import to_builtins
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orin.access.principal import Principal
from orin.access.same_site import is_command
from orin.access.sessions import cookie_of
from orin.control.outbox import NotTaken, Outbox
from orin.control.signing_in.browser import CALLBACK
from orin.runtime.clock import wall_clock
from orin.runtime.http.middleware import address_of
from orin.schemas.records import Audit, AuditOutcome
from orin.topologies.kafka.topics import AUDIT

log = structlog.get_logger(__name__)

UNKNOWN = "unknown"
_PATIENCE = 1.0
"""Seconds."""
_REFUSED = frozenset({401, 403})
_LONGEST = 500


class Audited:
    """Of the application whose `state.outbox` takes the records."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._sending: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        answered = False

        async def audited(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start" and not answered:
                answered = True
                location = Headers(raw=message["headers"]).get("location", "")
                await self._note(request, message["status"], location)
            await send(message)

        try:
            await self._app(scope, receive, audited)
        except Exception:
            if not answered:
                await self._note(request, 500, "")
            raise

    async def _note(self, request: Request, status: int, location: str) -> None:
        if not _counts(request, status):
            return
        record = _record(request, status, location)
        task = asyncio.create_task(_send(request.app.state.outbox, record))
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)
        await asyncio.wait({task}, timeout=_PATIENCE)


def _counts(request: Request, status: int) -> bool:
    """Commands, sign-ins, and the refusal of whoever brought something to be recognised by."""
    if is_command(request) or request.url.path == CALLBACK:
        return True
    return status in _REFUSED and ("authorization" in request.headers or cookie_of(request) is not None)


def _record(request: Request, status: int, location: str) -> Audit:
    said: dict[str, Any] = request.scope.get("state", {})
    principal: Principal | None = said.get("principal")
    route = getattr(request.scope.get("route"), "path", "")
    return Audit(
        audit_id=str(uuid.uuid4()),
        at=wall_clock(),
        who=UNKNOWN if principal is None else principal.subject,
        name="" if principal is None else principal.display_name,
        action=f"{request.method} {route}"[:_LONGEST],
        target=str(said.get("audited", request.url.path))[:_LONGEST],
        resource=location[:_LONGEST],
        address=address_of(request),
        outcome=_outcome(status),
        status=status,
        reason=str(said.get("refused", ""))[:_LONGEST],
    )


def _outcome(status: int) -> AuditOutcome:
    if status < 400:
        return "done"
    return "refused" if status < 500 else "failed"


async def _send(outbox: Outbox, record: Audit) -> None:
    try:
        await outbox.send(AUDIT, record.who, record)
    except NotTaken as error:
        lost = str(error)
    else:
        return
    log.error("an audit record is in this log alone", error=lost, **to_builtins(record))
