"""`orin api` as a process: the event stream, every documented answer, its address, its end."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from orin.projections.migrate import migrate
from orin.projections.store import Item, write
from orin.runtime.processes.ports import free_port
from orin.schemas.records import HealthEvent, Review
from tests.support.processes.projection_records import GUARD, camera_spec, event, now, project, tracks
from tests.support.waiting import until

pytestmark = pytest.mark.postgres
COMMAND = [sys.executable, "-P", "-m", "orin", "api"]
_NO_LIMITS = httpx.Limits(max_connections=None)
Message = tuple[str, dict[str, object] | None]
"""`id` and `data` of a message of the stream."""


def environment(url: str, home: Path, **others: str) -> dict[str, str]:
    own = {"ORIN_HOME": str(home), "ORIN_DATABASE_URL": url, "ORIN_LOG_FORMAT": "json"}
    return os.environ | own | {f"ORIN_{name.upper()}": value for name, value in others.items()}


@pytest.fixture
def url(database_url: str) -> str:
    migrate(database_url)
    return database_url


class Api:
    """A running `orin api`."""

    def __init__(self, process: subprocess.Popen[str], address: str, metrics: str = "") -> None:
        self.process = process
        self.address = address
        self.metrics = metrics


@pytest.fixture
def api(url: str, tmp_path: Path) -> Iterator[Api]:
    port, metrics = free_port(), free_port()
    env = environment(url, tmp_path, api_port=str(port), metrics_port=str(metrics))
    with subprocess.Popen(COMMAND, env=env, text=True, stderr=subprocess.PIPE) as process:
        found = Api(process, f"http://127.0.0.1:{port}", f"http://127.0.0.1:{metrics}/metrics")
        try:
            until(lambda: process.poll() is not None or answers(found.address))
            assert process.poll() is None
            yield found
        finally:
            process.kill()


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/readyz", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


@contextmanager
def listening(
    api: Api, query: str = "", last: str | None = None, path: str = "events/stream"
) -> Iterator["queue.Queue[Message | None]"]:
    """The messages of a stream as they come, None at its end; returns when it has begun."""
    messages: queue.Queue[Message | None] = queue.Queue()
    client = httpx.Client(trust_env=False, timeout=30)
    headers = {} if last is None else {"Last-Event-ID": last}

    def read() -> None:
        try:
            with client.stream("GET", f"{api.address}/v1/{path}?{query}", headers=headers) as answer:
                assert answer.headers["content-type"].startswith("text/event-stream")
                fields: dict[str, str] = {}
                for line in answer.iter_lines():
                    if line:
                        name, _, value = line.partition(": ")
                        fields[name] = value
                    elif "id" in fields:
                        messages.put((fields["id"], json.loads(fields["data"]) if "data" in fields else None))
                        fields = {}
        except httpx.TransportError:
            pass
        messages.put(None)

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    try:
        yield messages
    finally:
        client.close()


def next_phase(messages: "queue.Queue[Message | None]") -> Message:
    while True:
        message = messages.get(timeout=20)
        assert message is not None, "the stream ended"
        if message[1] is not None:
            return message


def test_the_stream_brings_phases_as_they_come_and_goes_on_after_the_last(api: Api, url: str) -> None:
    project(url, event(now()))
    opened, other = event(now()), event(now(), severity="low")
    closed = event(now(), 1, opened.event_id, phase="closed")
    with listening(api, "severity=high") as messages:
        start = messages.get(timeout=20)
        assert start is not None
        assert start[1] is None
        began = time.monotonic()
        project(url, opened)
        first = next_phase(messages)
        assert time.monotonic() - began < 2
        project(url, other, closed)
        second = next_phase(messages)
    assert [data and (data["event_id"], data["phase"]) for _, data in (first, second)] == [
        (opened.event_id, "opened"),
        (opened.event_id, "closed"),
    ]
    for last, expected in ((start[0], ["opened", "opened", "closed"]), (first[0], ["opened", "closed"])):
        with listening(api, last=last) as messages:
            phases = [next_phase(messages)[1] for _ in expected]
        assert [phase and phase["phase"] for phase in phases] == expected


def test_one_stream_brings_events_reviews_and_health_of_a_site(api: Api, url: str) -> None:
    about, other = event(now()), event(now(), camera="port/b")
    said = Review(
        review_id=str(uuid.uuid4()), event_id=about.event_id, camera=about.camera, action="acknowledged", by="kim",
        at=now(),
    )  # fmt: skip
    dark = HealthEvent(kind="camera.dark", camera=about.camera, at=now(), since=None, message="no frame")
    project(url, event(now()), event(now(), camera="port/b"))
    with listening(api, "site=hq", path="stream") as messages:
        start = messages.get(timeout=20)
        assert start is not None
        project(url, other, about)
        first = next_phase(messages)
        project(url, said)
        project(url, dark)
        rest = [next_phase(messages) for _ in range(2)]
    found = [data or {} for _, data in (first, *rest)]
    assert [data["camera"] for data in found] == [about.camera] * 3
    assert [found[0]["event_id"], found[1]["review_id"], found[2]["message"]] == [
        about.event_id,
        said.review_id,
        "no frame",
    ]
    with listening(api, "site=hq", first[0], "stream") as messages:
        assert [next_phase(messages) for _ in range(2)] == rest
    with listening(api, "show=health", start[0], "stream") as messages:
        assert next_phase(messages) == rest[1]


def test_the_stream_waits_for_a_transaction_that_began_before(api: Api, url: str) -> None:
    """Two writers: what the later one committed is held back until the earlier one has, then both come, in order."""
    slow_event, quick_events = event(now(), camera="hq/slow"), [event(now()) for _ in range(3)]
    with psycopg.connect(url, autocommit=True) as slow, listening(api) as messages:
        slow.execute("INSERT INTO positions VALUES ('slow', 0, 0)")
        start = messages.get(timeout=20)
        assert start is not None
        with slow.transaction():
            write(slow, [Item("slow", 0, 0, b"", b"", slow_event, False)], {("slow", 0): 0}, {("slow", 0): 1})
            for quick in quick_events:
                project(url, quick)
            with pytest.raises(queue.Empty):
                messages.get(timeout=1)
        came = [next_phase(messages) for _ in range(4)]
        ids = [data and data["event_id"] for _, data in came]
        assert ids == [each.event_id for each in (slow_event, *quick_events)]
    for position, (last, _) in enumerate([(start[0], None), *came[:-1]]):
        with listening(api, last=last) as messages:
            phase = next_phase(messages)[1]
            assert phase is not None
            assert phase["event_id"] == ids[position]


def test_streams_end_with_the_process(api: Api) -> None:
    with listening(api) as messages:
        assert messages.get(timeout=20) is not None
        assert "orin_api_seconds" in httpx.get(api.metrics, trust_env=False).text
        began = time.monotonic()
        api.process.send_signal(signal.SIGTERM)
        assert messages.get(timeout=10) is None
        assert api.process.wait(10) == 0
        assert time.monotonic() - began < 5
    assert api.process.stderr is not None
    assert "Traceback" not in api.process.stderr.read()


def test_streams_are_bounded_and_a_closed_one_makes_room(api: Api) -> None:
    with ExitStack() as open_streams, httpx.Client(base_url=api.address, trust_env=False, limits=_NO_LIMITS) as client:
        for _ in range(599):
            assert open_streams.enter_context(client.stream("GET", "/v1/events/stream")).status_code == 200
        with client.stream("GET", "/v1/events/stream") as last:
            assert last.status_code == 200
            lines = last.iter_lines()  # dropped, it would close the stream
            assert next(lines)
            refused = client.get("/v1/events/stream")
            assert refused.status_code == 503
            assert "600 event streams are open" in refused.json()["detail"]
            assert int(refused.headers["retry-after"]) > 0
        until(lambda: has_room(client))


def has_room(client: httpx.Client) -> bool:
    with client.stream("GET", "/v1/events/stream") as stream:
        return stream.status_code == 200


def test_every_answer_is_as_the_openapi_page_says(api: Api, url: str) -> None:
    """Whatever the parameters: no 5xx, and status, type and body as documented."""
    project(url, event(now()), event(now(), camera="port/b"), tracks(now()))
    project(url, camera_spec(), GUARD, history=True)
    schema = schemathesis.openapi.from_url(f"{api.address}/openapi.json")
    tried = []
    for result in schema.exclude(path=["/v1/events/stream", "/v1/stream"]).get_all_operations():
        operation = result.ok()  # type: ignore[union-attr]

        @settings(
            max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def check(case: schemathesis.Case) -> None:  # type: ignore[type-arg]
            # A cursor or a time may be well-formed and still be none: that is a 422 or a 410.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        check()
        tried.append(operation.path)
    assert len(tried) == 22


def run(url: str, home: Path, **others: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        COMMAND, env=environment(url, home, **others), capture_output=True, text=True, timeout=60, check=False
    )


def test_a_port_that_is_taken_is_named(url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(url, tmp_path, api_port=str(port))
    assert done.returncode == 1
    what = f"orin: the api cannot listen on 127.0.0.1:{port}: Address already in use"
    assert done.stderr == f"{what}; stop the process that does, or change ORIN_API_PORT\n"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "orin.example"])
def test_another_address_than_loopback_is_misuse(host: str, url: str, tmp_path: Path) -> None:
    done = run(url, tmp_path, api_host=host)
    assert done.returncode == 2
    assert done.stderr.startswith(f"orin: ORIN_API_HOST is {host}: without access control")
    assert len(done.stderr.splitlines()) == 1
