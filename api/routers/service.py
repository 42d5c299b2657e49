"""/healthz, /readyz, /metrics: the service itself."""

from fastapi import APIRouter, HTTPException, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from orin.access.dependencies import PrincipalDep
from orin.access.principal import sees_every_site
from orin.api.models import StatusOut
from orin.api.parameters import ServiceReadsDep
from orin.runtime.http.problems import unready
from orin.runtime.http.responses import json_response

router = APIRouter(tags=["service"])


@router.get("/healthz", response_model=StatusOut, summary="Whether the process works")
async def healthz() -> Response:
    """Depends on nothing else: where this answers, restarting the process would not help."""
    return json_response({"status": "ok"})


@router.get("/readyz", response_model=StatusOut, summary="Whether requests can be answered")
async def readyz(reads: ServiceReadsDep) -> Response:
    """A 503 says why not: the database does not answer, or has not been migrated to this build."""
    lacking = await reads.lacking()
    return unready(lacking) if lacking else json_response({"status": "ok"})


@router.get("/metrics", summary="Metrics, for Prometheus", responses={200: {"content": {"text/plain": {}}}})
def metrics(principal: PrincipalDep) -> Response:
    """With access control for those alone who see every site: metrics are of all of them."""
    if not sees_every_site(principal):
        raise HTTPException(403, "metrics are of all sites: this takes the sites `*`")
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
