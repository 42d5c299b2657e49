"""/v1/jobs: what people asked for, how it stands, and the files that came of it."""

from collections.abc import Iterator
from typing import Annotated
from uuid import UUID

import structlog
from fastapi import APIRouter, HTTPException, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import FileResponse, StreamingResponse
from starlette.responses import Response

from orin.api.models import JobOut, JobsOut
from orin.api.parameters import Limit, Names, ReadsDep, check_names
from orin.projections.jobs import JobFilter
from orin.projections.queries import Fields
from orin.runtime.http.responses import json_response
from orin.runtime.uploads.store import FileGone, JobFiles
from orin.schemas.errors import OrinError
from orin.schemas.records import JobKind, JobState

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/jobs", tags=["jobs"])


@router.get("", response_model=JobsOut, summary="Jobs, those submitted last first")
async def list_jobs(
    *,
    reads: ReadsDep,
    site: Annotated[Names, Query(default_factory=list, description="Sites; repeat for several.")],
    kind: Annotated[list[JobKind], Query(default_factory=list, description="Kinds.")],
    state: Annotated[list[JobState], Query(default_factory=list, description="States.")],
    after: Annotated[UUID | None, Query(description="`next` of the page before.")] = None,
    limit: Limit = 50,
) -> Response:
    """`POST /control/v1/jobs` submits one. People see those of their sites."""
    await check_names(reads, {"site": site})
    wanted = JobFilter(site=site, kind=kind, state=state, after=after, limit=limit + 1)
    found = await reads.jobs(wanted)
    following = found[limit - 1]["job_id"] if len(found) > limit else None
    return json_response({"jobs": found[:limit], "next": following})


@router.get("/{job_id}", response_model=JobOut, summary="One job")
async def get_job(reads: ReadsDep, job_id: UUID) -> Response:
    """How it stands now."""
    return json_response(await _job(reads, job_id))


@router.get(
    "/{job_id}/files/{name}",
    summary="A file that a job has made",
    response_class=Response,
    responses={
        200: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
        206: {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
    },
)
async def get_file(
    request: Request,
    reads: ReadsDep,
    job_id: UUID,
    name: Annotated[str, Path(max_length=100, description="As `results` has it.")],
) -> Response:
    """As an attachment; in ranges where the store is a folder. 404 once they are deleted (`expires_at`)."""
    job = await _job(reads, job_id)
    entry = next((each for each in job["results"] if each["name"] == name), None)
    if entry is None:
        raise HTTPException(404, f"job {job_id} has no file {name!r}")
    store: JobFiles = request.app.state.job_files
    place = str(job_id), str(job["attempt"]), name
    try:
        path = await run_in_threadpool(store.on_disk, *place)
        if path is not None:
            return FileResponse(path, media_type=entry["media_type"], filename=name)
        chunks = store.chunks(*place)
        first = await run_in_threadpool(next, chunks, b"")
    except FileGone:
        raise HTTPException(404, f"the files of job {job_id} were deleted: they are kept until `expires_at`") from None
    except OrinError as error:
        log.warning("store of jobs unavailable", error=str(error))
        raise HTTPException(503, "the store of jobs does not answer: try again later", {"Retry-After": "2"}) from None

    def body() -> Iterator[bytes]:
        yield first
        yield from chunks

    return StreamingResponse(
        body(), media_type=entry["media_type"], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


async def _job(reads: ReadsDep, job_id: UUID) -> Fields:
    job = await reads.job(job_id)
    if job is None:
        raise HTTPException(404, f"there is no job {job_id}")
    return job
