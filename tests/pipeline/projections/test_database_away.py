"""PostgreSQL stopped, in good order and in the middle of everything, while events come, are projected and are read.

AWAY in the environment says for how many seconds; without it 3.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.ports import free_port
from orin.schemas.records import Event
from orin.topologies.kafka import topics
from tests.pipeline.api.test_server import COMMAND, Api, answers, environment, listening, next_phase
from tests.support.processes.projection_records import SECOND, caught_up, event, now, publish, rows, tracks
from tests.support.processes.stage_processes import Workers
from tests.support.waiting import until

pytestmark = [pytest.mark.kafka, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(240)]
AWAY = float(os.environ.get("AWAY", "3"))


class Feed:
    """A frame and an event a time, a transaction each, until stopped."""

    def __init__(self, kafka: Kafka, camera: str) -> None:
        self._camera = camera
        self.events: list[Event] = []
        self._kafka = kafka
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        base = now() - 600 * SECOND
        while not self._closed.wait(0.05):
            at = base + len(self.events) * SECOND // 10
            found = event(at, camera=self._camera)
            publish(self._kafka, [(topics.TRACKS, 1, tracks(at, self._camera)), (topics.EVENTS, 1, found)])
            self.events.append(found)

    def __enter__(self) -> "Feed":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """What was written is on the topics."""
        self._closed.set()
        self._thread.join()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Postgres]:
    with Postgres(tmp_path / "database", port=free_port()) as running:
        migrate(running.url())
        yield running


@pytest.fixture
def api(server: Postgres, tmp_path: Path) -> Iterator[Api]:
    port = free_port()
    env = environment(server.url(), tmp_path, api_port=str(port))
    with (tmp_path / "api.log").open("w") as log, subprocess.Popen(COMMAND, env=env, text=True, stderr=log) as process:
        found = Api(process, f"http://127.0.0.1:{port}")
        try:
            until(lambda: answers(found.address))
            yield found
        finally:
            process.kill()


def check_unavailable(api: Api, path: str, says: str) -> None:
    answer = httpx.get(api.address + path, trust_env=False, timeout=20)
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json")
    assert says in answer.json()["detail"]


def positions(settings: Settings) -> dict[tuple[str, int], int]:
    return {(t, p): n for t, p, n in rows(settings, "SELECT topic, partition, next_offset FROM positions")}


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["in good order", "at once"])
def test_nothing_is_lost_moved_back_or_skipped(
    kafka: Kafka, server: Postgres, api: Api, tmp_path: Path, how: signal.Signals
) -> None:
    camera = f"hq/away-{how.name}"
    settings = Settings(home=tmp_path, kafka_bootstrap=kafka.bootstrap, database_url=SecretStr(server.url()))
    with (
        listening(api) as messages,
        Workers(kafka.bootstrap, tmp_path) as workers,
        Feed(kafka, camera) as feed,
    ):
        projector = workers.start("project", kafka_session_timeout="6", database_url=server.url())
        until(lambda: rows(settings, "SELECT count(*) FROM events WHERE camera = %s", camera)[0][0] > 5, 60)
        before = positions(settings)
        os.kill(server.pid or 0, how)
        until(lambda: not server.running())
        stopped, fed = time.monotonic(), len(feed.events)
        while time.monotonic() - stopped < AWAY:
            check_unavailable(api, "/v1/events", "the database does not answer")
            check_unavailable(api, "/readyz", "the database does not answer")
            assert httpx.get(api.address + "/healthz", trust_env=False).status_code == 200
        until(lambda: len(feed.events) > fed + 5)
        server.stop()
        server.start()
        until(lambda: answers(api.address), 60)
        after = positions(settings)
        assert all(after[place] >= offset for place, offset in before.items())
        until(lambda: len(feed.events) > fed + 15)
        assert projector.alive()
        feed.close()
        until(lambda: caught_up(settings, kafka), 60)
        phases = rows(settings, "SELECT number FROM event_phases")
        ids = [each.event_id for each in feed.events]
        streamed = [data and data["event_id"] for _, data in (next_phase(messages) for _ in phases)]
    query = "SELECT event_id::text FROM event_phases WHERE camera = %s ORDER BY number"
    found = [row[0] for row in rows(settings, query, camera)]
    assert found == ids
    assert [each for each in streamed if each in set(ids)] == ids
    assert len(set(streamed)) == len(streamed)
    assert rows(
        settings, "SELECT count(*), count(DISTINCT captured_at) FROM observations WHERE camera = %s", camera
    ) == [(len(found), len(found))]
