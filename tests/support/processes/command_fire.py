"""Commands while control and the projector are killed: each is sent with a key of its own until it is answered."""

import os
import queue
import random
import signal
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import msgspec
import psycopg

from orin.processors.specs.parse import parse_specs
from orin.projections.migrate import migrate
from orin.runtime.config.home import new_token, write_link
from orin.runtime.config.settings import Settings
from orin.runtime.processes.ports import free_port
from orin.topologies.specs.apply import SpecLog
from tests.support.processes.orin_command import orin
from tests.support.processes.projection_records import GUARD, camera_spec, event, now, project
from tests.support.waiting import until

_SENDERS = 4
_EVENTS = 20
_CAMERA = "fire/gate"


class Outcome(NamedTuple):
    """What became of the commands."""

    answered: int
    again: int
    """How often a command had to be sent once more."""
    kills: dict[str, int]
    lost: list[str]
    """Commands that were answered and left nothing."""
    twice: list[str]
    """Those that count more than once."""


class _Process:
    """A process that is started again whenever it was killed."""

    def __init__(self, arguments: tuple[str, ...], environment: dict[str, str], log: Path) -> None:
        self._arguments = arguments
        self._environment = environment
        self._log = log
        self.kills = 0
        self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                orin(*self._arguments), env=self._environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self.kills += 1
        self._start()

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def under_fire(settings: Settings, folder: Path, commands: int, kills: int, seed: int) -> Outcome:
    """Sends so many commands, of ten one mute and one guard, the others reviews; kills each process so many times,
    evenly over the commands. `settings`: a broker with ORIN's topics, and a database of its own.
    """
    url, token, port = settings.database_url.get_secret_value(), new_token(), free_port()
    migrate(url)
    events = [event(now()) for _ in range(_EVENTS)]
    project(url, camera_spec(), GUARD, history=True)
    project(url, *events)
    SpecLog(settings).apply(parse_specs(f"camera: {_CAMERA}\n", "fire"))
    write_link(settings.home, f"http://127.0.0.1:{port}", token)
    todo: queue.Queue[int] = queue.Queue()
    for number in range(commands):
        todo.put(number)
    sent = _Sent(f"http://127.0.0.1:{port}", token, [each.event_id for each in events], todo)
    with _running(settings, port, folder) as processes:
        threads = [threading.Thread(target=sent.send) for _ in range(_SENDERS)]
        for thread in threads:
            thread.start()
        chosen = random.Random(seed)
        deaths = [process for process in processes.values() for _ in range(kills)]
        chosen.shuffle(deaths)
        for number, process in enumerate(deaths, 1):
            due = commands * number // (len(deaths) + 1)
            until(lambda due=due: len(sent.ids) >= due, 300)  # type: ignore[misc]
            process.kill()
        for thread in threads:
            thread.join()
        until(lambda: not _missing(url, sent), 120)
        counts = _counts(url, sent) | _specs(settings, sent)
        return Outcome(
            answered=len(sent.ids),
            again=sent.again,
            kills={name: process.kills for name, process in processes.items()},
            lost=[name for name, count in counts.items() if count == 0],
            twice=[name for name, count in counts.items() if count > 1],
        )


class _Sent:
    """The commands, and the ids of the records of those that were answered."""

    def __init__(self, address: str, token: str, events: list[str], todo: "queue.Queue[int]") -> None:
        self._address = address
        self._token = token
        self._events = events
        self._todo = todo
        self._muted_until = now() // 1_000_000 + 86_400
        self.ids: dict[int, str] = {}
        self.again = 0

    def send(self) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        with httpx.Client(base_url=self._address, headers=headers, trust_env=False, timeout=30) as client:
            while True:
                try:
                    number = self._todo.get_nowait()
                except queue.Empty:
                    return
                until(lambda number=number: self._answered(client, number), 120)  # type: ignore[misc]

    def _answered(self, client: httpx.Client, number: int) -> bool:
        key = {"Idempotency-Key": f"fire-{number}"}
        try:
            if number % 10 == 1:
                said = {"scope": "camera/hq/lobby-1", "muted_until": self._muted_until, "reason": f"{number}"}
                answer = client.post("/control/v1/mutes", json=said, headers=key)
            elif number % 10 == 2:
                answer = client.post("/control/v1/guards:apply", content=guard(number), headers=key)
            else:
                path = f"/control/v1/events/{self._events[number % _EVENTS]}/reviews"
                answer = client.post(path, json={"action": "commented", "note": f"{number}"}, headers=key)
        except httpx.TransportError:
            self.again += 1
            return False
        if answer.status_code >= 500 or answer.status_code == 409:
            self.again += 1
            return False
        assert answer.status_code in (200, 202), answer.text
        self.ids[number] = answer.json().get("id", "")
        return True


def guard(number: int) -> str:
    """One that no other command has; half of them are revisions of another's."""
    name = number // 20
    return f"guard: fire-{name}\ncameras: [{_CAMERA}]\nwhen: {{appears: {{}}}}\ncooldown: {number + 1}s\n"


@contextmanager
def _running(settings: Settings, port: int, folder: Path) -> Iterator[dict[str, _Process]]:
    environment = os.environ | {
        "ORIN_HOME": str(settings.home),
        "ORIN_ENGINES": str(settings.engines_folder()),
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": settings.database_url.get_secret_value(),
        "ORIN_API_PORT": str(port),
        "ORIN_REQUESTS_PER_MINUTE": "0",
    }
    processes = {
        "control": _Process(("control",), environment, folder / "control.log"),
        "project": _Process(("worker", "project"), environment, folder / "project.log"),
    }
    try:
        yield processes
    finally:
        for process in processes.values():
            process.end()


def _counts(url: str, sent: _Sent) -> Counter[str]:
    """By command how many rows it has."""
    with psycopg.connect(url) as database:
        notes = database.execute("SELECT note FROM reviews UNION ALL SELECT reason FROM mutes").fetchall()
    counts = Counter({f"{number}": 0 for number in sent.ids if number % 10 != 2})
    counts.update(note for (note,) in notes)
    return counts


def _missing(url: str, sent: _Sent) -> bool:
    return 0 in _counts(url, sent).values()


def _specs(settings: Settings, sent: _Sent) -> Counter[str]:
    """The same of commands on guards: the revisions of each one's own body."""
    held = [msgspec.json.decode(r.spec.body) for r in SpecLog(settings).history().revisions("guard")]
    counts = Counter({f"{number}": 0 for number in sent.ids if number % 10 == 2})
    counts.update(f"{body['cooldown'] - 1:.0f}" for body in held if body["guard"].startswith("fire-"))
    return counts
