"""/control/v1/jobs: work that people ask for; what comes of it is read at /v1/jobs."""

import asyncio
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, HTTPException, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from orin.access.principal import EVERY_SITE, Principal, sees, sees_every_site
from orin.control.commands import Command, carry_out, command_id
from orin.control.jobs import guards
from orin.control.jobs.checking import Checked, check, display_name
from orin.control.jobs.receiving import Form, receive
from orin.control.models import DoneOut, ExportIn
from orin.control.parameters import Key, OperatorDep, OutboxDep, ReadsDep, Wait
from orin.processors.jobs.following import ENDED
from orin.projections.queries import Reads
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.http.problems import Problem
from orin.runtime.moments import parse_moment
from orin.runtime.uploads.store import INPUT, JobFiles
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import format_time
from orin.schemas.names import is_site
from orin.schemas.nearest import meant
from orin.schemas.records import Job, JobKind
from orin.topologies.ingest.capture.clocks import parse_start
from orin.topologies.ingest.named import MOST_FPS
from orin.topologies.jobs.parameters import ExportParameters, camera_of
from orin.topologies.kafka.topics import JOBS

router = APIRouter(prefix="/control/v1/jobs", tags=["jobs"])
STREAMED = frozenset({router.prefix})
"""Paths whose bodies are read as they come, to disk."""
UPLOADS = "uploads"
"""Site of a job of somebody who sees every site and names none."""

_SINGLE = ("site", "name", "camera", "guards", "fps", "start")
_FIELDS = (*_SINGLE, "guard")
_TEXT = {"type": "string"}
_FORM: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {
                            "type": "string",
                            "format": "binary",
                            "description": "A video, pictures, or a ZIP archive of pictures.",
                        },
                        "site": _TEXT | {"description": "Whose people see the job; default: your only site."},
                        "name": _TEXT | {"description": "What it is called; default: as the file."},
                        "guards": _TEXT | {"description": "A spec file: cameras and guards."},
                        "guard": {
                            "type": "array",
                            "items": _TEXT,
                            "description": "Names of applied guards, in the place of `guards`.",
                        },
                        "camera": _TEXT | {"description": "Whose zones and guards hold for the frames: SITE/CAMERA."},
                        "fps": _TEXT | {"description": "Most frames a second that are taken."},
                        "start": _TEXT | {"description": "When the first frame was captured: `now`, or ISO 8601."},
                    },
                }
            }
        },
    }
}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"model": DoneOut},
    201: {"model": DoneOut},
}
_UPLOADED: dict[int | str, dict[str, Any]] = _ANSWERS | {
    status: {"model": Problem, "description": says}
    for status, says in (
        (400, "The connection broke."),
        (408, "The sender stalled."),
        (409, "Too many jobs of the sender wait."),
        (415, "Not a form."),
        (507, "The disk is full."),
    )
}


@router.post(
    "",
    status_code=202,
    response_model=DoneOut,
    responses=_UPLOADED,
    openapi_extra=_FORM,
    summary="Submit a clip or pictures: run them through the pipeline with guards that are given or named",
)
async def submit(
    *,
    request: Request,
    principal: OperatorDep,
    reads: ReadsDep,
    outbox: OutboxDep,
    wait: Wait = None,
    key: Key = None,
) -> Response:
    """A record on `orin.jobs.v1`, once the file is checked: what it is its content tells, whatever it is called.

    `Location` names the job, which the workers take in turns between the people who submit.
    """
    settings: Settings = request.app.state.settings
    job_id = command_id(principal, "jobs", key)
    await _check_turn(reads, principal, settings)
    quarantine = settings.home / "quarantine"
    quarantine.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=quarantine))
    files: JobFiles = request.app.state.job_files
    sent = False
    try:
        form = await receive(request, folder, settings.jobs_upload_max_bytes)
        asked = _asked(form)
        site = _site(principal, asked.get("site"))
        checked = await run_in_threadpool(check, form.files, folder, settings.jobs_upload_max_bytes)
        checked = checked._replace(name=display_name(asked.get("name") or checked.name))
        bodies = await run_in_threadpool(_bodies, request, principal, form, camera_of(str(job_id)))
        job = _queued(
            job_id,
            principal,
            kind=checked.kind,
            site=site,
            name=checked.name,
            parameters=_parameters(asked, checked, bodies),
        )
        command = _command(reads, job)
        if key is None or await command.projected() is None:
            await run_in_threadpool(_store, files, job.job_id, checked)
        answer = await carry_out(outbox, command, key, wait)
        sent = True
        return answer
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not sent and key is None:
            await asyncio.to_thread(files.delete, str(job_id))


@router.post(
    ":export", status_code=202, response_model=DoneOut, responses=_ANSWERS | {409: _UPLOADED[409]},
    summary="Submit an export of events or observations",
)  # fmt: skip
async def export(
    *,
    request: Request,
    principal: OperatorDep,
    reads: ReadsDep,
    outbox: OutboxDep,
    said: ExportIn,
    wait: Wait = None,
    key: Key = None,
) -> Response:
    """A record on `orin.jobs.v1`; the job makes one file. Rows of other sites than the job's are not in it."""
    job_id = command_id(principal, "jobs:export", key)
    await _check_turn(reads, principal, request.app.state.settings)
    site = _site(principal, said.site)
    parameters = ExportParameters(
        what=said.what,
        format=said.format,
        since=_moment("since", said.since),
        until=_moment("until", said.until),
        site=None if said.site is None and sees_every_site(principal) else site,
        cameras=tuple(said.cameras),
    )
    job = _queued(job_id, principal, kind="export", site=site, name=f"{said.what}.{said.format}", parameters=parameters)
    return await carry_out(outbox, _command(reads, job), key, wait)


@router.post("/{job_id}:cancel", status_code=202, response_model=DoneOut, responses=_ANSWERS, summary="Cancel a job")
async def cancel(
    *, principal: OperatorDep, reads: ReadsDep, outbox: OutboxDep, job_id: UUID, wait: Wait = None
) -> Response:
    """A record on `orin.jobs.v1`: whoever works on it stops, and its files are deleted. 200 where it has ended."""
    held = await reads.job(job_id)
    if held is None or not sees(principal, held["site"]):
        raise HTTPException(404, f"there is no job {job_id}")
    now = wall_clock()
    record = Job(
        job_id=str(job_id),
        kind=held["kind"],
        state="cancelled",
        site=held["site"],
        owner=held["owner"],
        by=principal.display_name,
        message=f"cancelled by {principal.display_name}",
        expires_at=now,
        at=now,
    )

    async def projected() -> dict[str, Any] | None:
        found = await reads.job(job_id)
        return found if found is not None and found["state"] in ENDED else None

    command = Command(JOBS, str(job_id), record, job_id, {}, projected, f"/v1/jobs/{job_id}")
    return await carry_out(outbox, command, "cancel", wait)


async def _check_turn(reads: Reads, principal: Principal, settings: Settings) -> None:
    if await reads.waiting_jobs(principal.subject) >= settings.jobs_most_waiting:
        raise HTTPException(
            409,
            f"{settings.jobs_most_waiting} jobs of yours wait or run already (ORIN_JOBS_MOST_WAITING): wait for one,"
            " or cancel one",
        )


def _asked(form: Form) -> dict[str, str]:
    """The fields of which there is one."""
    unknown = [name for name in form.fields if name not in _FIELDS]
    if unknown:
        raise _refused(unknown[0], f"there is no such field{meant(unknown[0], _FIELDS)}")
    several = [name for name in _SINGLE if len(form.fields.get(name, ())) > 1]
    if several:
        raise _refused(several[0], "takes one value, and was given several")
    return {name: form.fields[name][0] for name in _SINGLE if name in form.fields}


def _site(principal: Principal, asked: str | None) -> str:
    """422 for one that they do not see, and where it is not clear which is meant."""
    if asked is not None:
        if not is_site(asked) or not sees(principal, asked):
            raise _refused("site", f"{asked[:70]!r} is none of your sites")
        return asked
    if sees_every_site(principal):
        return UPLOADS
    (only, *more) = principal.sites or ("",)
    if more or not is_site(only) or EVERY_SITE in only:
        raise _refused("site", "name the site whose people are to see the job: you have several")
    return only


def _bodies(request: Request, principal: Principal, form: Form, target: str) -> list[guards.Body]:
    texts, names = form.fields.get("guards", []), form.fields.get("guard", [])
    camera = next(iter(form.fields.get("camera", [])), None)
    if texts and names:
        raise _refused("guard", "guards are either given, as `guards`, or named, as `guard`")
    if texts:
        return guards.given(texts[0], camera, target)
    if names:
        return guards.named(names, camera, target, principal, request.app.state.specs.history())
    if camera is not None:
        raise _refused("camera", "goes with `guards` or `guard`")
    return []


def _parameters(asked: dict[str, str], checked: Checked, bodies: Sequence[guards.Body]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "specs": bodies,
        "guards": [body["guard"] for body in bodies if "guard" in body],
        "files": list(checked.called),
        "size": checked.size,
        "seconds": checked.seconds,
    }
    if "fps" in asked:
        found["fps"] = _rate(asked["fps"])
    if "start" in asked:
        try:
            parse_start(asked["start"])
        except Misuse as error:
            raise _refused("start", str(error)) from None
        found["start"] = asked["start"]
    return found


def _moment(name: str, text: str) -> str:
    try:
        at = format_time(parse_moment(text))
    except ValueError as error:
        raise _refused(name, str(error)) from None
    if isinstance(at, int):
        raise _refused(name, f"{text!r} lies outside the years 1 to 9999")
    return at


def _rate(text: str) -> float:
    try:
        rate = float(text)
    except ValueError:
        rate = 0.0
    if not 0 < rate <= MOST_FPS:
        raise _refused("fps", f"{text[:50]!r} is no rate: give a number above 0 and up to {MOST_FPS:g}")
    return rate


def _queued(
    job_id: UUID,
    principal: Principal,
    *,
    kind: JobKind,
    site: str,
    name: str,
    parameters: dict[str, Any] | ExportParameters,
) -> Job:
    return Job(
        job_id=str(job_id),
        kind=kind,
        state="queued",
        site=site,
        name=name,
        owner=principal.subject,
        by=principal.display_name,
        parameters=msgspec.json.encode(parameters).decode(),
        at=wall_clock(),
    )


def _command(reads: Reads, job: Job) -> Command:
    async def projected() -> dict[str, Any] | None:
        return await reads.job(UUID(job.job_id))

    said = {"kind": job.kind, "site": job.site, "name": job.name}
    return Command(JOBS, job.job_id, job, UUID(job.job_id), said, projected, f"/v1/jobs/{job.job_id}")


def _store(files: JobFiles, job_id: str, checked: Checked) -> None:
    for name, path in checked.files:
        files.take(job_id, INPUT, name, path)


def _refused(field: str, message: str) -> RequestValidationError:
    return RequestValidationError([{"type": "value_error", "loc": ("form", field), "msg": message}])
