"""/v1/activity: what the cameras saw, by minute or hour."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Response

from orin.api.models import ActivityPageOut
from orin.api.parameters import Name, ReadsDep, Time, canonical_time, check_names, check_order
from orin.projections.queries import ActivityFilter
from orin.runtime.clock import wall_clock
from orin.runtime.http.parameters import refuse
from orin.runtime.http.responses import json_response
from orin.schemas.json_forms import format_time, parse_time

router = APIRouter(prefix="/v1/activity", tags=["activity"])

_SECONDS = {"minute": 60, "hour": 3600}
_SPANS = {"minute": 3600, "hour": 86_400}
"""Where `from` is not given: this many seconds before `to`."""
_COUNTED = ("people", "vehicles", "packages", "pets", "objects")
_FIRST = "0001-01-01T00:00:00.000000Z"


@router.get("", response_model=ActivityPageOut, summary="What the cameras saw, by minute or hour")
async def list_activity(
    *,
    reads: ReadsDep,
    bucket: Annotated[Literal["minute", "hour"], Query(description="Length of a bucket.")] = "minute",
    camera: Annotated[Name | None, Query(description="Only this camera, SITE/NAME.")] = None,
    site: Annotated[Name | None, Query(description="Only cameras of this site.")] = None,
    since: Annotated[
        Time | None,
        Query(
            alias="from", description="Buckets from this time on; default an hour (minute) or a day (hour) before `to`."
        ),
    ] = None,
    until: Annotated[
        Time | None, Query(alias="to", description="Buckets that begin before this time; default now.")
    ] = None,
    cursor: Annotated[str | None, Query(max_length=250, description="`next` of the previous page.")] = None,
    limit: Annotated[int, Query(ge=1, le=5000, description="Maximum number of entries on a page.")] = 1000,
) -> Response:
    """By bucket and camera, oldest first. Counts are of confirmed tracks on observed frames."""
    check_order(since, until)
    await check_names(reads, {"camera": [camera] if camera else [], "site": [site] if site else []})
    end = until or str(format_time(wall_clock()))
    if since is not None and since > end:
        raise refuse("from", f"{since} lies in the future: without `to`, activity ends now")
    after_bucket, after_camera = _after(cursor)
    wanted = ActivityFilter(
        bucket=bucket,
        since=since or str(format_time(max(parse_time(_FIRST), parse_time(end) - _SPANS[bucket] * 1_000_000))),
        until=end,
        camera=camera,
        site=site,
        after_bucket=after_bucket,
        after_camera=after_camera,
        limit=limit + 1,
    )
    found = await reads.activity(wanted)
    page = [_entry(row, _SECONDS[bucket]) for row in found[:limit]]
    following = f"{page[-1]['bucket']}~{page[-1]['camera']}" if len(found) > limit else None
    return json_response({"activity": page, "next": following})


def _after(cursor: str | None) -> tuple[str, str]:
    if not cursor:
        return _FIRST, ""
    bucket, tilde, camera = cursor.partition("~")
    try:
        if not tilde or not camera.isprintable():
            raise ValueError  # noqa: TRY301
        return canonical_time(bucket), camera
    except ValueError:
        raise HTTPException(422, f"{cursor[:60]!r} is not a cursor: pass the one that a page returned") from None


def _entry(row: dict[str, Any], seconds: int) -> dict[str, Any]:
    entry = {name: row[name] for name in ("camera", "bucket", "frames", "observed", "covered")}
    entry["coverage"] = min(1.0, row["covered"] / seconds)
    return entry | {name: {"max": row[f"{name}_max"], "mean": row[f"{name}_mean"]} for name in _COUNTED}
