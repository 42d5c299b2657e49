"""/v1/cameras: which there are, and whether they see."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response

from orin.api.models import CameraDetailOut, CameraPageOut
from orin.api.parameters import Limit, Name, ReadsDep, check_names, no_such
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/v1/cameras", tags=["cameras"])


@router.get("", response_model=CameraPageOut, summary="Cameras by name")
async def list_cameras(
    reads: ReadsDep,
    site: Annotated[Name | None, Query(description="Only those of this site.")] = None,
    cursor: Annotated[Name | None, Query(description="`next` of the previous page.")] = None,
    limit: Limit = 100,
) -> Response:
    """Every camera that has a spec, a frame or a heartbeat."""
    await check_names(reads, {"site": [site] if site else []})
    found = await reads.cameras(site, cursor or "", limit + 1)
    page = found[:limit]
    return json_response({"cameras": page, "next": page[-1]["camera"] if len(found) > limit else None})


@router.get("/{site}/{name}", response_model=CameraDetailOut, summary="One camera and its specs")
async def get_camera(reads: ReadsDep, site: Annotated[Name, Path()], name: Annotated[Name, Path()]) -> Response:
    camera = await reads.camera(f"{site}/{name}")
    if camera is None:
        raise HTTPException(404, await no_such(reads, "camera", f"{site}/{name}"))
    return json_response(camera | {"revisions": await reads.revisions("camera", f"{site}/{name}")})
