"""/control/healthz, /control/readyz, /control/metrics: the service itself."""

from fastapi import APIRouter, HTTPException, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from orin.access.dependencies import PrincipalDep
from orin.access.principal import sees_every_site
from orin.control.models import StatusOut
from orin.control.parameters import ReadsDep
from orin.runtime.http.problems import unready
from orin.runtime.http.responses import json_response

router = APIRouter(prefix="/control", tags=["service"])


@router.get("/healthz", response_model=StatusOut, summary="Whether the process works")
async def healthz() -> Response:
    """Depends on nothing else: where this answers, restarting the process would not help."""
    return json_response({"status": "ok"})


@router.get("/readyz", response_model=StatusOut, summary="Whether commands can be answered")
async def readyz(reads: ReadsDep) -> Response:
    """A 503 says why not: the database does not answer, or has not been migrated to this build."""
    lacking = await reads.lacking()
    return unready(lacking) if lacking else json_response({"status": "ok"})


@router.get("/metrics", summary="Metrics, for Prometheus", responses={200: {"content": {"text/plain": {}}}})
def metrics(principal: PrincipalDep) -> Response:
    """They tell of every site."""
    if not sees_every_site(principal):
        raise HTTPException(403, "metrics tell of every site: that takes somebody who sees all of them")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
