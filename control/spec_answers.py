"""What commands on specs answer, and how their refusals read."""

from collections.abc import Awaitable, Callable
from typing import Literal

from fastapi import FastAPI, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from orin.control.commands import await_projected
from orin.control.models import example
from orin.control.spec_desk import Command, Done
from orin.processors.specs.parse import SpecError
from orin.projections.queries import Fields, Reads
from orin.runtime.http.problems import problem
from orin.runtime.http.responses import encode
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.specs.apply import AppliedMeanwhile
from orin.topologies.specs.plan import NotNow, Planned, UnknownSpec


class FaultOut(BaseModel):
    """A mistake in a file."""

    line: int
    column: int
    message: str


class CheckOut(BaseModel):
    """What a file holds."""

    model_config = example(
        cameras=0,
        guards=0,
        faults=[{"line": 4, "column": 18, "message": "unknown zone 'flor' on camera 'hq/lobby-1'"}],
    )

    cameras: int
    guards: int
    faults: list[FaultOut] = Field(description="In the file's order; with any of them nothing of it can be applied.")


class ChangedOut(BaseModel):
    """A field; null: it is not there."""

    old: str | None = Field(alias="from")
    new: str | None = Field(alias="to")


class DifferenceOut(BaseModel):
    """One document compared with what is applied."""

    kind: Literal["camera", "guard"]
    name: str
    change: Literal["new", "unchanged", "changed", "again"] = Field(description="again: it was disabled.")
    revision: str | None = Field(description="The newest; null: there is none.")
    fields: dict[str, ChangedOut] = Field(description="By path, as people write them.")
    cannot_fire: list[str] = Field([], description="Of a guard: on which cameras it cannot fire, and why.")
    stay_open: list[str] = Field([], description="Of a guard: open events that no frame would close.")


class DiffOut(BaseModel):
    """What applying a file would change."""

    model_config = example(
        specs=[
            {
                "kind": "guard",
                "name": "lobby-loitering",
                "change": "changed",
                "revision": "3-1f0a22c9",
                "fields": {"when.loiters.for": {"from": "1m", "to": "2m"}},
                "cannot_fire": [],
                "stay_open": [],
            }
        ]
    )

    specs: list[DifferenceOut]


class SpecOut(BaseModel):
    """What was done for one document."""

    kind: Literal["camera", "guard"]
    name: str
    revision: str
    active_from: str | int = Field(description="Event time, ISO 8601.")
    active_until: str | int | None = Field(description="Not null: it is disabled.")
    outcome: Literal["applied", "finished", "unchanged"] = Field(
        description="A new revision; one that was interrupted before; nothing to do."
    )


class SpecsOut(BaseModel):
    """A command that was taken."""

    model_config = example(
        state="accepted",
        specs=[
            {
                "kind": "guard",
                "name": "lobby-loitering",
                "revision": "4-9b2c0e71",
                "active_from": "2026-11-21T09:00:00.000000Z",
                "active_until": None,
                "outcome": "applied",
            }
        ],
    )

    state: Literal["accepted", "done", "unchanged", "repeated"] = Field(
        description="accepted (202): applied, and soon to be read; done (201): to be read by now; unchanged (200): "
        "there was nothing to do; repeated (200): the command with this Idempotency-Key was carried out before."
    )
    specs: list[SpecOut] = Field(description="In the order in which they were applied.")


async def answer(reads: Reads, command: Command, done: Done, wait: float | None) -> Response:
    """What was done; with `wait` seconds to spare, once it can be read."""
    if done.repeated:
        return _answer(200, command, done, "repeated")
    if all(each.outcome == "unchanged" for each in done.planned):
        return _answer(200, command, done, "unchanged")
    if wait is None or await await_projected(_projected(reads, done.planned), wait) is None:
        return _answer(202, command, done, "accepted")
    return _answer(201, command, done, "done")


def _projected(reads: Reads, planned: list[Planned]) -> Callable[[], Awaitable[Fields | None]]:
    asked = [(each.spec.kind, each.spec.name, each.spec.revision) for each in planned]

    async def projected() -> Fields | None:
        return {} if await reads.have_revisions(asked) else None

    return projected


def _answer(status: int, command: Command, done: Done, state: str) -> Response:
    body = encode({"state": state, "specs": [each.fields() for each in done.planned]})
    only = f"/{done.planned[0].spec.name}" if len(done.planned) == 1 else ""
    kind = done.planned[0].spec.kind if only else command.kind
    headers = {"Location": f"/v1/{kind}s{only}", "ETag": f'"{done.seen}"'}
    return Response(body, status, headers, "application/json")


def install(app: FastAPI) -> None:
    """Turns what commands on specs raise into problems."""
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)


def _faults(_request: Request, error: Exception) -> Response:
    assert isinstance(error, SpecError)
    errors = [{"where": f"line {each.line}, column {each.column}", "message": each.message} for each in error.faults]
    return problem(422, "; ".join(f"{each['where']}: {each['message']}" for each in errors), errors)


def _refused(status: int) -> Callable[[Request, Exception], Response]:
    return lambda _request, error: problem(status, str(error))


def _unavailable(_request: Request, error: Exception) -> Response:
    detail = f"{error}; send the command again, with the same Idempotency-Key: it is carried out once"
    return problem(503, detail, headers={"Retry-After": "2"})


_HANDLERS: dict[type[Exception], Callable[[Request, Exception], Response]] = {
    SpecError: _faults,
    UnknownSpec: _refused(404),
    NotNow: _refused(409),
    AppliedMeanwhile: _refused(409),
    Misuse: _refused(422),
    OrinError: _unavailable,
}
