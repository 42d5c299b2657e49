"""/control/v1/mutes: what is to notify nobody for a while."""

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, HTTPException, Path, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from orin.access.principal import Principal, sees, sees_every_site, site_of
from orin.control.commands import Command, carry_out, command_id
from orin.control.models import DoneOut, MuteIn
from orin.control.parameters import Key, OperatorDep, OutboxDep, ReadsDep, Wait
from orin.projections.names import NameKind
from orin.projections.queries import Reads
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.schemas.json_forms import format_time, parse_time
from orin.schemas.nearest import meant
from orin.schemas.records import Mute
from orin.topologies.kafka.topics import MUTES
from orin.topologies.notify.targets import TargetLog

router = APIRouter(prefix="/control/v1/mutes", tags=["mutes"])

_LONGEST = 366 * 86_400_000_000
"""µs: what is muted for ever is forgotten."""
_KINDS: dict[str, NameKind] = {"guard": "guard", "camera": "camera", "site": "site"}
_OF_ALL_SITES = ("guard", "target")
_ANSWERS: dict[int | str, dict[str, Any]] = {200: {"model": DoneOut}, 201: {"model": DoneOut}}


@router.post(
    "", status_code=202, response_model=DoneOut, responses=_ANSWERS, summary="Mute a guard, camera, site or target"
)
async def mute(
    *,
    request: Request,
    principal: OperatorDep,
    reads: ReadsDep,
    outbox: OutboxDep,
    said: MuteIn,
    wait: Wait = None,
    key: Key = None,
) -> Response:
    """A record on `orin.mutes.v1`. Its events go on, and notify nobody until then; a mute of the same replaces it."""
    now = wall_clock()
    until = _until(said.muted_until, now)
    await _check_scope(principal, reads, said.scope, request.app.state.settings)
    mute_id = command_id(principal, f"mutes/{said.scope}", key)
    record = Mute(
        mute_id=str(mute_id),
        scope=said.scope,
        muted_until=until,
        by=principal.display_name,
        reason=said.reason,
        at=now,
    )
    asked = {"scope": said.scope, "muted_until": format_time(until), "reason": said.reason}
    return await carry_out(outbox, _command(reads, mute_id, record, asked), key, wait)


@router.delete("/{scope:path}", status_code=202, response_model=DoneOut, responses=_ANSWERS, summary="Lift a mute")
async def lift(
    *,
    request: Request,
    principal: OperatorDep,
    reads: ReadsDep,
    outbox: OutboxDep,
    scope: Annotated[
        str, Path(max_length=200, description="`guard/NAME`, `camera/SITE/NAME`, `site/SITE` or `target/NAME`.")
    ],
    wait: Wait = None,
    key: Key = None,
) -> Response:
    """A record on `orin.mutes.v1` that ends the mute now. 404 where none is in force that can be read by now."""
    mute_id = command_id(principal, f"mutes/lift/{scope}", key)
    if (
        "\0" in scope
        or not _may_name(principal, scope)
        or (not await reads.mutes(scope) and (key is None or await reads.mute(mute_id) is None))
    ):
        raise HTTPException(404, f"no mute of {scope!r} is in force: /v1/mutes lists those that are")
    await _check_scope(principal, reads, scope, request.app.state.settings)
    now = wall_clock()
    record = Mute(mute_id=str(mute_id), scope=scope, muted_until=now, by=principal.display_name, at=now)
    return await carry_out(outbox, _command(reads, mute_id, record, {"scope": scope}), key, wait)


def _command(reads: Reads, mute_id: UUID, record: Mute, asked: Mapping[str, object]) -> Command:
    return Command(
        topic=MUTES,
        key=record.scope,
        record=record,
        id=mute_id,
        said=asked,
        projected=lambda: reads.mute(mute_id),
        location=f"/v1/mutes?{urlencode({'scope': record.scope})}",
    )


def _until(value: str | int, now: int) -> int:
    try:
        until = parse_time(value)
    except ValueError as error:
        raise _refused("muted_until", str(error)) from None
    if not now < until <= now + _LONGEST:
        raise _refused("muted_until", f"{value!r} is not between now and a year from now")
    return until


async def _check_scope(principal: Principal, reads: Reads, scope: str, settings: Settings) -> None:
    """422 for what is no scope or does not exist, and for what the principal may not see; 403 for a guard or a target,
    which may concern every site, where they do not see all.
    """
    kind, _, name = scope.partition("/")
    if kind not in (*_KINDS, "target") or not name:
        raise _refused("scope", f"{scope!r} is no scope: write guard/NAME, camera/SITE/NAME, site/SITE or target/NAME")
    if kind in _OF_ALL_SITES and not sees_every_site(principal):
        raise HTTPException(403, f"a {kind} is muted on every site: that takes somebody who sees all of them")
    if kind == "target":
        known = await run_in_threadpool(TargetLog(settings).newest)
        if name not in known:
            raise _refused("scope", f"no target {name!r} is known yet{meant(name, known)}")
        return
    unknown = await reads.unknown({_KINDS[kind]: [name]})
    if unknown or (kind != "guard" and not sees(principal, site_of(name))):
        hint = unknown[0].hint if unknown and sees_every_site(principal) else ""
        raise _refused("scope", f"no {kind} {name!r} is known yet{hint}")


def _may_name(principal: Principal, scope: str) -> bool:
    """Whether what a scope names is of a site that the principal sees; guards and targets are of none."""
    kind, _, name = scope.partition("/")
    return kind in _OF_ALL_SITES or sees(principal, site_of(name))


def _refused(field: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": ("body", field), "msg": message}])
