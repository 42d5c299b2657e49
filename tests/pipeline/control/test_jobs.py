"""Jobs: sent over HTTP, done by a worker, read back; what is no clip is refused."""

import asyncio
import csv
import hashlib
import io
import json
import re
import struct
import threading
import uuid
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import av
import numpy as np
import polars
import pytest
from fastapi import HTTPException, Request
from msgspec.structs import replace
from typer.testing import CliRunner

from orin.api import models
from orin.cli.jobs import commands
from orin.cli.jobs.export import run_export
from orin.cli.machine.one_machine import environment_of
from orin.control.jobs import receiving
from orin.runtime.config.settings import Settings
from orin.runtime.processes.ports import free_port
from orin.runtime.uploads.store import JobFiles
from orin.schemas.errors import OrinError
from orin.schemas.records import Job, JobFile
from orin.schemas.wire.serde import file_serde
from orin.topologies.jobs.worker import JobsWorker
from tests.pipeline.control.conftest import Doors
from tests.support.processes.orin_command import orin
from tests.support.processes.projection_records import project
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
    assert video.headers["content-disposition"] == 'attachment; filename="annotated.mp4"'
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
        (b"<html>" * 100, "clip.mp4", "clip.mp4: by its content it is neither"),
        (b"PK\x03\x04" + bytes(500), "clip.mp4", "clip.mp4: the archive cannot be read"),
        (b"\0\0\0\x18ftypisom" + bytes(5000), "clip.mp4", "clip.mp4: it cannot be read"),
        (b"#EXTM3U\nfile:///etc/passwd\n", "list.mp4", "list.mp4: by its content it is neither"),
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


def png(width: int, height: int) -> bytes:
    """A black picture of one bit a pixel: 8192 x 8192 are 8 KB."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    packer = zlib.compressobj()
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def zipped(*files: tuple[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return held.getvalue()


def test_pictures_and_archives_of_pictures_are_taken_in_the_order_of_their_names(doors: Doors) -> None:
    small = png(64, 48)
    archive = zipped(("b/10.png", small), ("../a/9.png", small), ("__MACOSX/._9.png", b"x"), ("b/", b""))
    job = shown(doors, submit(doors, archive, "night.zip").json()["id"])
    assert (job["kind"], job["name"], job["parameters"]["files"]) == ("pictures", "night.zip", ["9.png", "10.png"])
    sent = JobFiles.of(doors.settings)
    assert sent.on_disk(job["job_id"], "input", "00001.png")
    files = [("file", (name, small)) for name in ("2.png", "/etc/passwd/1.png")]
    answer = doors.client.post("/control/v1/jobs?wait=20", files=files)
    job = shown(doors, answer.json()["id"])
    assert (job["name"], job["parameters"]["files"]) == ("2 pictures", ["1.png", "2.png"])


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (lambda: png(8192, 8192), "x: its pictures are 8192 x 8192 px; at most 17 million pixels are taken"),
        (lambda: zipped(("1.png", png(64, 48)), ("2.png", png(48, 64))), "2.png: it is 48 x 64 px, and the first"),
        (lambda: zipped(("1.png", png(64, 48) + bytes(3_000_000))), "x: unpacked the archive is larger than 2000000"),
        (lambda: zipped(("1.zip", zipped(("1.png", b"x")))), "an archive comes alone"),
        (lambda: zipped(("1.sh", b"#!/bin/sh")), "1.sh: by its content it is neither a video nor a picture"),
        (lambda: zipped(("1.png", png(64, 48)))[:-30], "x: the archive cannot be read"),
        (zipped, "x: "),
    ],
)
def test_bombs_are_refused(
    doors: Doors, content: Callable[[], bytes], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors.settings, "jobs_upload_max_bytes", 2_000_000)
    answer = submit(doors, content(), "x")
    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"].startswith(says)


def test_a_stream_without_an_end_is_refused_at_its_bound(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors.settings, "jobs_upload_max_bytes", 2_000_000)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../clip.mp4"\r\n\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    endless = (part for part in [head, *[bytes(65536)] * 100])
    answer = doors.client.post("/control/v1/jobs", content=endless, headers=kind)
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("it is larger than 2000000 bytes")
    cut = doors.client.post("/control/v1/jobs", content=head + bytes(100), headers=kind)
    assert (cut.status_code, "its end is missing" in cut.json()["detail"]) == (422, True)
    header = doors.client.post("/control/v1/jobs", content=b"--x\r\nA: " + b"b" * 100_000, headers=kind)
    assert header.status_code == 422
    assert doors.client.post("/control/v1/jobs", content=b"clip").status_code == 415
    many = doors.client.post("/control/v1/jobs", data={f"f{n}": "x" for n in range(200)}, files={"file": b"x"})
    assert many.status_code == 413
    assert not any((doors.settings.home / "quarantine").iterdir())


async def test_a_sender_that_stalls_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "_STALLED_AFTER", 0.05)

    async def silent() -> Any:
        await asyncio.Event().wait()

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]
    request = Request({"type": "http", "method": "POST", "headers": headers}, silent)
    with pytest.raises(HTTPException) as refused:
        await receiving.receive(request, tmp_path, 1000)
    assert refused.value.status_code == 408


def test_a_person_has_so_many_jobs_and_no_more(doors: Doors, clip: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    held = len(doors.client.get("/v1/jobs", params={"state": "queued", "limit": 500}).json()["jobs"])
    monkeypatch.setattr(doors.settings, "jobs_most_waiting", held + 1)
    job_id = submit(doors, clip).json()["id"]
    refused = submit(doors, clip)
    assert refused.status_code == 409
    assert refused.json()["detail"].startswith(f"{held + 1} jobs of yours wait or run already")
    assert doors.client.post(f"/control/v1/jobs/{job_id}:cancel?wait=20").status_code == 201


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_an_export_has_the_rows_of_its_site_and_time_alone(doors: Doors, tmp_path: Path, form: str) -> None:
    mine, theirs = doors.event(zone='a "b",\nc'), doors.event(camera="port/b", guard="others")
    asked = {"what": "events", "format": form, "site": "hq", "since": "-1h"}
    answer = doors.client.post("/control/v1/jobs:export?wait=20", json=asked)
    assert answer.status_code == 201, answer.text
    job = shown(doors, answer.json()["id"])
    assert (job["kind"], job["site"], job["name"]) == ("export", "hq", f"events.{form}")
    (tmp_path / "results").mkdir()
    record = Job(
        job_id=job["job_id"], kind="export", state="running", site="hq", owner="x", by="x", at=1,
        parameters=json.dumps(job["parameters"]),
    )  # fmt: skip
    run_export(doors.settings, record, tmp_path)
    (made,) = (tmp_path / "results").iterdir()
    assert made.name == f"events.{form}"
    if form == "csv":
        found = list(csv.DictReader(io.StringIO(made.read_bytes().decode(), newline="")))
    elif form == "jsonl":
        found = [json.loads(line) for line in made.read_text().splitlines()]
    else:
        found = polars.read_parquet(made).to_dicts()
        assert isinstance(found[0]["opened_at"], datetime)
        assert {each["late"] for each in found} == {False}
    (row,) = (each for each in found if each["event_id"] == mine.event_id)
    assert (row["zone"], row["camera"], row["severity"]) == (mine.zone, "hq/lobby-1", "high")
    assert theirs.event_id not in {each["event_id"] for each in found}
    assert doors.client.post(f"/control/v1/jobs/{job['job_id']}:cancel?wait=20").status_code == 201


def test_the_command_line_submits_lists_cancels_and_fetches(
    doors: Doors, address: str, clip: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ORIN_URL", address)
    monkeypatch.setenv("ORIN_TOKEN", doors.token)
    shell = CliRunner()

    def orin_jobs(*arguments: object) -> Any:
        return shell.invoke(commands.app, [str(each) for each in arguments])

    (tmp_path / "walk.mp4").write_bytes(clip)
    (tmp_path / "guards.yaml").write_text(GUARDS)
    submitted = orin_jobs("submit", tmp_path / "walk.mp4", "--guards", tmp_path / "guards.yaml", "--site", "hq")
    assert submitted.exit_code == 0, submitted.output
    # Threads of this process log to the same output.
    (job_id,) = re.findall(r"^[0-9a-f-]{36}$", submitted.output, re.MULTILINE)
    until(lambda: orin_jobs("show", job_id).exit_code == 0)
    assert "queued" in orin_jobs("show", job_id).output
    assert job_id in orin_jobs("list", "--state", "queued").output
    fetched = orin_jobs("fetch", job_id, "--out", tmp_path)
    assert isinstance(fetched.exception, OrinError)
    assert str(fetched.exception) == f"job {job_id} is queued: it has no files"
    assert "cancelled job" in orin_jobs("cancel", job_id).output
    until(lambda: '"state": "cancelled"' in orin_jobs("show", job_id, "--json").output)
    wrong = orin_jobs("submit", tmp_path / "guards.yaml")
    assert str(wrong.exception).startswith("guards.yaml: by its content it is neither a video nor a picture")
    digest = hashlib.sha256(b"a,b\n").hexdigest()
    made, broken = done(doors, tmp_path, digest), done(doors, tmp_path, "00")
    assert f"wrote {tmp_path / 'out' / 'events.csv'}" in orin_jobs("fetch", made, "--out", tmp_path / "out").output
    assert (tmp_path / "out" / "events.csv").read_bytes() == b"a,b\n"
    assert "is there already" in str(orin_jobs("fetch", made, "--out", tmp_path / "out").exception)
    assert "another SHA-256" in str(orin_jobs("fetch", broken, "--out", tmp_path / "new").exception)
    assert not any((tmp_path / "new").iterdir())
    monkeypatch.setenv("ORIN_URL", f"http://127.0.0.1:{free_port()}")
    assert "does not answer" in str(orin_jobs("list").exception)


def done(doors: Doors, folder: Path, digest: str) -> str:
    """A job that has ended with one file."""
    job_id = str(uuid.uuid4())
    (folder / "events.csv").write_bytes(b"a,b\n")
    JobFiles.of(doors.settings).take(job_id, "1", "events.csv", folder / "events.csv")
    queued = Job(job_id=job_id, kind="clip", state="queued", site="hq", owner="x", by="x", at=1)
    running = replace(queued, state="running", attempt=1, worker="w")
    file = JobFile(name="events.csv", media_type="text/csv", size=4, sha256=digest)
    project(doors.url, queued, running, replace(running, state="done", results=(file,)))
    return job_id
