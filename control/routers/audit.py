"""/control/v1/audit: what was commanded, who signed in, who was refused."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import BaseModel, Field

from orin.access.dependencies import require
from orin.access.principal import Principal, Role, sees_every_site
from orin.control.models import example
from orin.runtime.clock import wall_clock
from orin.runtime.http.parameters import refuse
from orin.runtime.http.responses import json_response
from orin.runtime.moments import parse_moment
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import to_json
from orin.schemas.records import AuditOutcome
from orin.topologies.kafka.audit_log import AuditFilter, audit_records

router = APIRouter(prefix="/control/v1/audit", tags=["access"])

AdminDep = Annotated[Principal, Depends(require(Role.ADMIN))]
_TIME = "ISO 8601 with its offset, a date (UTC), seconds since 1970, or `-24h`, so long ago."


class AuditOut(BaseModel):
    """One command, sign-in or refusal."""

    audit_id: str
    at: str
    who: str = Field(description="`unknown` for whoever was not recognised.")
    name: str
    action: str = Field(description="The method and the route.")
    target: str = Field(description="The path, or the account that somebody tried to sign in with.")
    resource: str = Field(description="Where what was done can be read; empty for none.")
    address: str
    outcome: AuditOutcome
    status: int
    reason: str


class AuditPageOut(BaseModel):
    """Newest first."""

    model_config = example(
        records=[
            {
                "audit_id": "0b9e4a52-3f0e-4d1c-9a55-3f1f6f7a2b10", "at": "2026-11-21T09:00:00.000000Z",
                "who": "account:kim", "name": "Kim", "action": "POST /control/v1/mutes",
                "target": "/control/v1/mutes", "resource": "/v1/mutes?scope=camera%2Fhq%2Flobby-1",
                "address": "10.0.0.7", "outcome": "done", "status": 202, "reason": "",
            }
        ]
    )  # fmt: skip

    records: list[AuditOut]


@router.get("", response_model=AuditPageOut, summary="Commands, sign-ins and refusals, newest first")
async def audit(
    *,
    request: Request,
    principal: AdminDep,
    since: Annotated[str, Query(alias="from", max_length=60, description=f"At or after: {_TIME}")] = "-24h",
    until: Annotated[str, Query(alias="to", max_length=60, description=f"Before, in the same forms: {_TIME}")] = "now",
    who: Annotated[str | None, Query(max_length=300, description="A subject (`account:kim`), or a name.")] = None,
    outcome: Annotated[AuditOutcome | None, Query(description="What came of it.")] = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="How many at most.")] = 100,
) -> Response:
    """Read from the topic, where they lie for 400 days. They tell of every site."""
    if not sees_every_site(principal):
        raise HTTPException(403, "the audit tells of every site: that takes somebody who sees all of them")
    wanted = AuditFilter(_moment("from", since), _moment("to", until), who, outcome)
    state = request.app.state
    async with state.auditing:
        try:
            found = await asyncio.to_thread(audit_records, state.settings, await state.outbox.serde(), wanted, limit)
        except OrinError as error:
            raise HTTPException(503, str(error), {"Retry-After": "2"}) from None
    return json_response({"records": [to_json(record) for record in found]})


def _moment(name: str, text: str) -> int:
    try:
        return parse_moment(text, wall_clock())
    except ValueError as error:
        raise refuse(name, str(error)) from None
