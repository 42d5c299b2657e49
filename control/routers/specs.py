"""/control/v1/cameras and /control/v1/guards: specs as code, over HTTP."""

from collections.abc import Callable
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from starlette.responses import Response

from orin.access.principal import Principal, sees, site_of
from orin.control.commands import command_id
from orin.control.parameters import AuthorDep, Key, ReadsDep, Wait
from orin.control.spec_answers import CheckOut, DiffOut, SpecsOut, answer
from orin.control.spec_desk import Command, SpecDesk
from orin.processors.specs.parse import Fault, SpecError
from orin.projections.event_filter import EventFilter
from orin.projections.queries import Reads
from orin.runtime.clock import wall_clock
from orin.runtime.http.problems import Problem
from orin.runtime.http.responses import json_response
from orin.topologies.specs.left_open import left_open
from orin.topologies.specs.plan import SpecKind, applies_from
from orin.topologies.specs.preview import by_guard

_MOST_OPEN = 500
"""Open events that are looked at, the newest."""
_EXAMPLES = {
    "camera": "camera: hq/lobby-1\nzones:\n  floor: [[0, 0.4], [1, 0.4], [1, 1], [0, 1]]\n",
    "guard": "guard: lobby-loitering\ncameras: [hq/lobby-1]\nwhen:\n  loiters: {zone: floor, for: 2m}\n",
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": SpecsOut},
    201: {"model": SpecsOut},
    409: {"model": Problem, "description": "The specs as they are do not allow it."},
    412: {"model": Problem, "description": "Somebody applied meanwhile: `If-Match` is of what was there before."},
}
From = Annotated[
    str | None,
    Query(
        alias="from",
        max_length=60,
        description="Event time from which it applies, in the forms that parameters of the api take. Default: now.",
        json_schema_extra={"examples": ["2030-01-01T06:00:00Z"]},
    ),
]
To = Annotated[
    str | None,
    Query(max_length=40, description="The revision, or its number. Default: the last one with a different meaning."),
]
IfMatch = Annotated[
    str | None,
    Header(
        max_length=200,
        pattern=r"^[ -~]+$",
        description="The revision that was seen, or the `ETag` of a difference: 412 where somebody applied meanwhile.",
    ),
]


async def _text(request: Request) -> str:
    body = await request.body()
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise SpecError([Fault("specs", 1, 1, f"this is not text: byte {error.start} is not UTF-8")]) from None


def _desk(request: Request) -> SpecDesk:
    desk: SpecDesk = request.app.state.specs
    return desk


class _Given(NamedTuple):
    """What every change takes."""

    active_from: int | None
    key: str | None
    if_match: str | None


def _given(from_: From = None, key: Key = None, if_match: IfMatch = None) -> _Given:
    return _Given(applies_from("query from:", from_, wall_clock()), key, if_match)


GivenDep = Annotated[_Given, Depends(_given)]
TextDep = Annotated[str, Depends(_text)]
DeskDep = Annotated[SpecDesk, Depends(_desk)]


def spec_router(kind: SpecKind, path: str, named: Callable[..., str]) -> APIRouter:
    """The commands of one kind of spec; `path` is that of one of them, whose name `named` gives."""
    router = APIRouter(prefix=f"/control/v1/{kind}s", tags=[f"{kind}s"])
    # YAML may hold anything at all: what is in it is for the parser to say.
    content = {"application/yaml": {"schema": {"type": "string"}, "example": _EXAMPLES[kind]}}
    file = {"requestBody": {"required": True, "description": "A spec file, as `orin` takes it.", "content": content}}
    name_dep = Annotated[str, Depends(named)]

    @router.post(":check", response_model=CheckOut, openapi_extra=file, summary="Every fault of a file")
    async def check(principal: AuthorDep, desk: DeskDep, text: TextDep) -> Response:
        """Each with its line and column. Names of cameras, zones and lines are checked against those of the file and
        those that are applied. Nothing is changed.
        """
        try:
            specs, faults = await run_in_threadpool(desk.check, principal, kind, text), list[Fault]()
        except SpecError as error:
            specs, faults = [], error.faults
        counted = {f"{each}s": sum(spec.kind == each for spec in specs) for each in ("camera", "guard")}
        shown = [{"line": fault.line, "column": fault.column, "message": fault.message} for fault in faults]
        return json_response(counted | {"faults": shown})

    @router.post(":diff", response_model=DiffOut, openapi_extra=file, summary="What applying a file would change")
    async def diff(principal: AuthorDep, desk: DeskDep, reads: ReadsDep, text: TextDep) -> Response:
        """Field by field, with the guards that cannot fire and the open events that no frame would close. `ETag` is
        what `If-Match` of `apply` takes. Nothing is changed. 422 with every fault of the file.
        """
        found = await run_in_threadpool(desk.diff, principal, kind, text)
        staying: dict[str, list[str]] = {}
        if found.preview.letting_go is not None:
            rows = await _open_events(reads, principal)
            staying = by_guard(left_open(rows, found.preview.letting_go, found.sending))
        shown = [
            found.preview.fields(change, staying) | {"revision": change.revision} for change in found.preview.changes
        ]
        response = json_response({"specs": shown})
        response.headers["ETag"] = f'"{found.seen}"'
        return response

    @router.post(
        ":apply", status_code=202, response_model=SpecsOut, responses=_ANSWERS, openapi_extra=file,
        summary="Apply a file",
    )  # fmt: skip
    async def apply(
        *, principal: AuthorDep, desk: DeskDep, reads: ReadsDep, text: TextDep,
        given: GivenDep, wait: Wait = None,
    ) -> Response:  # fmt: skip
        """Cameras before guards, in order with the frames. Safe to send again; finishes what was interrupted. 422 with
        every fault of the file; then nothing is applied.
        """
        command = _command(principal, kind, f"{kind}s:apply", given)
        return await answer(reads, command, await run_in_threadpool(desk.apply, command, text), wait)

    @router.post(
        f"{path}:rollback", status_code=202, response_model=SpecsOut, responses=_ANSWERS,
        summary="Apply an earlier revision again",
    )  # fmt: skip
    async def rollback(
        *, principal: AuthorDep, desk: DeskDep, reads: ReadsDep, name: name_dep, given: GivenDep,
        to: To = None, wait: Wait = None,
    ) -> Response:  # fmt: skip
        """As a new revision; what is disabled is armed again. 409 where there is no other."""
        command = _command(principal, kind, f"{kind}s/{name}:rollback", given)
        return await answer(reads, command, await run_in_threadpool(desk.roll_back, command, name, to), wait)

    @router.post(
        f"{path}:disable", status_code=202, response_model=SpecsOut, responses=_ANSWERS, summary=f"End a {kind}"
    )
    async def disable(
        *, principal: AuthorDep, desk: DeskDep, reads: ReadsDep, name: name_dep,
        given: GivenDep, wait: Wait = None,
    ) -> Response:  # fmt: skip
        """A last revision; its history is kept. A guard's open events close as withdrawn, those of a camera are stale.
        409 for a camera that guards name in full.
        """
        command = _command(principal, kind, f"{kind}s/{name}:disable", given)
        return await answer(reads, command, await run_in_threadpool(desk.disable, command, name), wait)

    return router


def _command(principal: Principal, kind: SpecKind, target: str, given: _Given) -> Command:
    return Command(principal, kind, command_id(principal, target, given.key), given.active_from, given.if_match)


async def _open_events(reads: Reads, principal: Principal) -> list[dict[str, Any]]:
    page = await reads.events(EventFilter(open=True), None, _MOST_OPEN, newest_first=True)
    return [event for event in page.events if sees(principal, site_of(event["camera"]))]


def _guard_name(name: Annotated[str, Path(max_length=200, description="The guard.")]) -> str:
    return name


def _camera_name(
    site: Annotated[str, Path(max_length=100, description="The camera's site.")],
    name: Annotated[str, Path(max_length=100, description="Its name in the site.")],
) -> str:
    return f"{site}/{name}"


guards = spec_router("guard", "/{name}", _guard_name)
cameras = spec_router("camera", "/{site}/{name}", _camera_name)
