"""A database with the same of everything in two sites: one's own, and one that is not to be seen."""

from orin.schemas.records import HealthEvent, Heartbeat, Spec
from tests.support.processes.projection_records import SECOND, camera_spec, event, now, project, track, tracks

OWN, OTHER = "hq", "port"


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
    project(url, guard("both", [f"{OWN}/gate", f"{OTHER}/gate"]), history=True)
    return events


def guard(name: str, cameras: list[str]) -> Spec:
    listed = ",".join(f'"{camera}"' for camera in cameras)
    body = f'{{"cameras":[{listed}],"guard":"{name}-bags"}}'
    return Spec(kind="guard", name=f"{name}-bags", revision="1-abcdef01", body=body, active_from=0)


def beat(camera: str, at: int) -> Heartbeat:
    return Heartbeat(
        camera=camera, session="s", at=at, state="running", last_captured_at=at, frames_read=3, frames_published=3,
        frames_refused=0, spooled=0, source=f"rtsp://{camera}",
    )  # fmt: skip
