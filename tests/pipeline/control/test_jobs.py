"""Jobs: sent over HTTP, done by a worker, read back; what is no clip is refused."""

import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import av
import numpy as np
import pytest

from orin.api import models
from orin.cli.machine.one_machine import environment_of
from orin.runtime.config.settings import Settings
from orin.schemas.wire.serde import file_serde
from orin.topologies.jobs.worker import JobsWorker
from tests.pipeline.control.conftest import Doors
from tests.support.processes.orin_command import orin
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]
FRAMES = 45
GUARDS = """
camera: hq/lobby-1
zones: {floor: [[0, 0], [1, 0], [1, 1], [0, 1]]}
---
guard: somebody
cameras: [hq/lobby-1]
when: {appears: {objects: [people, packages, object], zone: floor}}
"""


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A grey room, and after four seconds a bright block that walks through it."""
    path = tmp_path_factory.mktemp("clip") / "walk.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(FRAMES):
            image = np.full((120, 160, 3), 90, np.uint8)
            if number > 20:
                image[50:110, 5 * (number - 20) :][:, :20] = 220
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="bgr24")))
        container.mux(stream.encode(None))
    return path.read_bytes()


@contextmanager
def working(settings: Settings) -> Iterator[JobsWorker]:
    """A worker in a thread of this process; its jobs run in processes as they do elsewhere."""
    stop, failures = threading.Event(), []
    made = JobsWorker(settings, file_serde(), orin("jobs", "run"), environment_of(settings))

    def run() -> None:
        try:
            made.run(stop)
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield made
    finally:
        stop.set()
        thread.join(30)
    assert not failures


def submit(doors: Doors, clip: bytes, called: str = "walk.mp4", key: str | None = None, **fields: Any) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    files = {"file": (called, clip, "video/mp4")}
    return doors.client.post("/control/v1/jobs?wait=20", data=fields, files=files, headers=headers)


def shown(doors: Doors, job_id: str) -> dict[str, Any]:
    found: dict[str, Any] = doors.client.get(f"/v1/jobs/{job_id}").json()
    return found


def test_a_clip_goes_through_the_pipeline_and_its_results_come_back(doors: Doors, clip: bytes) -> None:
    answer = submit(doors, clip, guards=GUARDS, start="2026-11-21T09:00:00Z", key="clip")
    assert answer.status_code == 201, answer.text
    job_id = answer.json()["id"]
    assert answer.headers["location"] == f"/v1/jobs/{job_id}"
    again = submit(doors, clip, guards=GUARDS, start="2026-11-21T09:00:00Z", key="clip")
    assert (again.status_code, again.json()["state"], again.json()["id"]) == (200, "repeated", job_id)
    other = submit(doors, clip, called="other.mp4", key="clip")
    assert other.status_code == 422
    assert "another command had this Idempotency-Key" in other.json()["detail"]
    job = shown(doors, job_id)
    models.JobOut.model_validate(job, strict=True)
    assert (job["state"], job["site"], job["name"], job["by"]) == ("queued", "uploads", "walk.mp4", "this machine")
    assert job["parameters"]["guards"] == ["somebody"]
    with working(doors.settings):
        until(lambda: shown(doors, job_id)["state"] in {"done", "failed"}, seconds=60)
    job = shown(doors, job_id)
    assert (job["state"], job["message"], job["attempt"], job["progress"]) == ("done", "", 1, 1.0)
    files = {each["name"]: each for each in job["results"]}
    assert set(files) == {
        "annotated.mp4", "counts.json",
        *(f"{table}.{form}" for table in ("detections", "tracks", "events") for form in ("csv", "jsonl", "parquet")),
    }  # fmt: skip
    counts = doors.client.get(f"/v1/jobs/{job_id}/files/counts.json").json()
    assert counts["frames"] == FRAMES
    assert counts["events_by_guard"] == {"somebody": 1}
    events = doors.client.get(f"/v1/jobs/{job_id}/files/events.jsonl").text.splitlines()
    assert {json.loads(line)["camera"] for line in events} == {f"uploads/{job_id}"}
    video = doors.client.get(f"/v1/jobs/{job_id}/files/annotated.mp4", headers={"Range": "bytes=4-7"})
    assert (video.status_code, video.content, video.headers["content-type"]) == (206, b"ftyp", "video/mp4")
    assert doors.client.get(f"/v1/jobs/{job_id}/files/job.json").status_code == 404
    listed = doors.client.get("/v1/jobs", params={"state": "done", "limit": 1}).json()
    assert [each["job_id"] for each in listed["jobs"]] == [job_id]
    assert doors.client.get("/v1/jobs", params={"state": "running"}).json() == {"jobs": [], "next": None}


def test_a_job_is_cancelled_before_anybody_works_on_it(doors: Doors, clip: bytes) -> None:
    job_id = submit(doors, clip).json()["id"]
    cancelled = doors.client.post(f"/control/v1/jobs/{job_id}:cancel?wait=20")
    assert cancelled.status_code == 201, cancelled.text
    assert (shown(doors, job_id)["state"], shown(doors, job_id)["message"]) == (
        "cancelled",
        "cancelled by this machine",
    )
    assert doors.client.post(f"/control/v1/jobs/{job_id}:cancel").status_code == 200
    assert doors.client.post(f"/control/v1/jobs/{uuid.uuid4()}:cancel").status_code == 404


@pytest.mark.parametrize(
    ("content", "called", "says"),
    [
        (b"", "clip.mp4", "clip.mp4: it is empty (0 bytes)"),
        (b"<html>" * 100, "clip.mp4", "clip.mp4: by its content it is no video"),
        (b"PK\x03\x04" + bytes(500), "clip.mp4", "clip.mp4: by its content it is a ZIP archive"),
        (b"\0\0\0\x18ftypisom" + bytes(5000), "clip.mp4", "clip.mp4: it cannot be read"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "list.mp4", "list.mp4: by its content it is no video"),
    ],
)
def test_what_is_no_clip_is_refused_in_one_line(doors: Doors, content: bytes, called: str, says: str) -> None:
    answer = submit(doors, content, called)
    assert answer.status_code == 422
    assert answer.json()["detail"].startswith(says)
    assert "\n" not in answer.json()["detail"]
    assert not any((doors.settings.home / "quarantine").iterdir())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"guards": "guard: x\nwhen: {appears: {zone: floor}}"}, "line"),
        ({"guards": GUARDS, "camera": "hq/none"}, "camera: the file has no camera 'hq/none'"),
        ({"guard": "none"}, "guard: no guard 'none' was applied"),
        ({"site": "../etc"}, "form site: '../etc' is none of your sites"),
        ({"fps": "-1"}, "form fps: '-1' is no rate"),
        ({"start": "yesterday"}, "form start: "),
        ({"gards": GUARDS}, "form gards: there is no such field (did you mean 'guards'?)"),
    ],
)
def test_fields_that_make_no_sense_are_refused(doors: Doors, clip: bytes, fields: dict[str, str], says: str) -> None:
    answer = submit(doors, clip, **fields)
    assert answer.status_code == 422, answer.text
    assert says in answer.json()["detail"]
