"""A database with the same of everything in two sites: one's own, and one that is not to be seen."""

from uuid import NAMESPACE_DNS, uuid5

from orin.schemas.records import Delivery, Event, HealthEvent, Heartbeat, Job, JobFile, Spec
from tests.support.processes.projection_records import SECOND, camera_spec, event, now, project, track, tracks

OWN, OTHER = "hq", "port"
JOBS = {site: str(uuid5(NAMESPACE_DNS, site)) for site in (OWN, OTHER)}
"""A job of each site, queued; it has a file all the same, of which there is nothing."""


def job(site: str, at: int) -> Job:
    file = JobFile(name="events.csv", media_type="text/csv", size=1, sha256="00")
    return Job(
        job_id=JOBS[site], kind="clip", state="queued", site=site, name=f"{site}/gate by night", owner="account:kim",
        by="Kim", results=(file,), at=at,
    )  # fmt: skip


def fill(url: str) -> dict[str, str]:
    """Cameras, guards, events, frames and health of both sites; the id of an event of each."""
    at, events = now() - 60 * SECOND, {}
    for site in (OWN, OTHER):
        camera = f"{site}/gate"
        opened = event(at, camera=camera, guard=f"{site}-bags")
        events[site] = opened.event_id
        project(url, camera_spec(camera), guard(site, [f"{site}/*"]), history=True)
        project(
            url,
            camera_spec(camera),
            *(tracks(at + second * SECOND, camera, seen=[track()]) for second in range(3)),
            tracks(at + 70 * SECOND, camera),
            opened,
            HealthEvent(kind="camera.dark", camera=camera, at=at, since=None, message=f"no frame of {camera}"),
            beat(camera, at),
        )
        project(url, job(site, at), delivery(opened))
    project(url, guard("both", [f"{OWN}/gate", f"{OTHER}/gate"]), history=True)
    return events


def delivery(about: Event) -> Delivery:
    return Delivery(
        delivery_id=f"{about.event_id}:0:desk", event_id=about.event_id, sequence=0, camera=about.camera, target="desk",
        kind="first", status="delivered", events=(about.event_id,), decided_at=about.at, at=about.at,
    )  # fmt: skip


def guard(name: str, cameras: list[str]) -> Spec:
    listed = ",".join(f'"{camera}"' for camera in cameras)
    body = f'{{"cameras":[{listed}],"guard":"{name}-bags"}}'
    return Spec(kind="guard", name=f"{name}-bags", revision="1-abcdef01", body=body, active_from=0)


def beat(camera: str, at: int) -> Heartbeat:
    return Heartbeat(
        camera=camera, session="s", at=at, state="running", last_captured_at=at, frames_read=3, frames_published=3,
        frames_refused=0, spooled=0, source=f"rtsp://{camera}",
    )  # fmt: skip
