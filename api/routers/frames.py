"""/v1/cameras/SITE/NAME/frame, /frames: what a camera saw."""

from typing import Annotated, Any

import structlog
from fastapi import APIRouter, HTTPException, Path, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from orin.api.parameters import Name, ReadsDep, Time, no_such
from orin.api.thumbnails import NotAPicture, thumbnail
from orin.projections.queries import Reads
from orin.runtime.frames.evidence import Evidence
from orin.runtime.frames.store import FrameGone, captured_at
from orin.schemas.errors import OrinError
from orin.schemas.json_forms import format_time, parse_time
from orin.schemas.names import check_camera

log = structlog.get_logger(__name__)
router = APIRouter(prefix="/v1/cameras", tags=["cameras"])

_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}},
        "headers": {"X-Captured-At": {"description": "When it was captured.", "schema": {"type": "string"}}},
    }
}
Width = Annotated[int, Query(ge=16, le=4096, description="Maximum width in pixels.")]


@router.get("/{site}/{name}/frame", summary="The newest frame of a camera", response_class=Response, responses=_ANSWER)
async def newest_frame(
    request: Request, reads: ReadsDep, site: Annotated[Name, Path()], name: Annotated[Name, Path()], width: Width = 1280
) -> Response:
    """As it was stored, smaller where it is wider than `width`. 404 where none is left in the frame store."""
    camera = await _known(reads, f"{site}/{name}")
    return await _frame(request.app.state.frames, camera, None, 0, width)


@router.get(
    "/{site}/{name}/frames", summary="The frame of a camera at a time", response_class=Response, responses=_ANSWER
)
async def frame_at(
    *,
    request: Request,
    reads: ReadsDep,
    site: Annotated[Name, Path()],
    name: Annotated[Name, Path()],
    at: Annotated[Time, Query(description="When it was captured, about.")],
    within: Annotated[float, Query(ge=0, le=60, description="Seconds between it and `at` at most.")] = 5.0,
    width: Width = 1280,
) -> Response:
    """The one captured nearest to `at`. Frames of a clip that was played later are found by their events alone."""
    camera = await _known(reads, f"{site}/{name}")
    return await _frame(request.app.state.frames, camera, parse_time(at), round(within * 1e6), width)


async def _known(reads: Reads, camera: str) -> str:
    """404 for a camera that is not known, or not to whoever asks."""
    if await reads.camera(camera) is None:
        raise HTTPException(404, await no_such(reads, "camera", camera))
    return camera


async def _frame(store: Evidence, camera: str, at: int | None, within: int, width: int) -> Response:
    def find() -> tuple[str, bytes]:
        check_camera(camera)
        uri = store.newest(camera) if at is None else store.nearest(camera, at, within)
        if uri is None:
            raise FrameGone(camera)
        return uri, thumbnail(store.get(uri), None, "low", width)

    try:
        uri, picture = await run_in_threadpool(find)
    except (FrameGone, NotAPicture):
        when = "" if at is None else f" within {within / 1e6:g} s of {format_time(at)}"
        raise HTTPException(404, f"no frame of camera {camera}{when} is in the frame store") from None
    except OrinError as error:
        log.warning("frame store unavailable", error=str(error))
        raise HTTPException(503, "the frame store does not answer: try again later", {"Retry-After": "2"}) from None
    return Response(picture, 200, {"X-Captured-At": str(format_time(captured_at(uri)))}, "image/jpeg")
