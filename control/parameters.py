"""What several commands take, and who may give them."""

from typing import Annotated

from fastapi import Depends, Header, Query, Request

from orin.access.dependencies import require
from orin.access.principal import Principal, Role
from orin.control.outbox import Outbox
from orin.projections.queries import Reads

MOST_WAIT = 30.0

Wait = Annotated[
    float | None,
    Query(ge=0, le=MOST_WAIT, description="Seconds to wait until what was done can be read; without it: not at all."),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=r"^[!-~]+$",
        description="Any text that only this command of yours has: sent again, it does nothing twice.",
    ),
]
AuthorDep = Annotated[Principal, Depends(require(Role.AUTHOR))]
OperatorDep = Annotated[Principal, Depends(require(Role.OPERATOR))]


def _reads(request: Request) -> Reads:
    reads: Reads = request.app.state.reads
    return reads


def _outbox(request: Request) -> Outbox:
    outbox: Outbox = request.app.state.outbox
    return outbox


ReadsDep = Annotated[Reads, Depends(_reads)]
OutboxDep = Annotated[Outbox, Depends(_outbox)]
