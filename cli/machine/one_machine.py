"""All of ORIN on one machine: real Kafka, real PostgreSQL, every stage as a supervised process, api and commands.

`orin up` runs it as it is, `orin demo` adds a source.
"""

import json
import math
import signal
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import Self, TypeVar

import psutil
from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from orin.projections.migrate import migrate
from orin.runtime.config.home import HomeLock, new_token, remove_running, write_link, write_running
from orin.runtime.config.settings import OwnSettings, Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.children import last_line
from orin.runtime.processes.patience import Patience, activity
from orin.runtime.processes.ports import PortTaken, choose_port, free_port, is_free
from orin.runtime.processes.supervision import Child, ChildStatus, Supervisor
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.kafka.topic_plan import TopicAdmin
from orin.topologies.notify.targets import TargetLog

_STARTING = "it is starting"
EngineT = TypeVar("EngineT", Kafka, Postgres)

WORKERS = ("detect", "track", "watch", "health", "project", "jobs")
NOTIFY = "notify"
"""The worker that runs only once a target is applied."""
_LOOK_FOR_TARGETS = 5.0
_LOOK_SECONDS = 1.0
"""Between two looks, and how long one may take: Ctrl-C waits for it."""
_LOOPBACK = ("127.0.0.1", "localhost", "")
_KAFKA_PORT = 9092
_POSTGRES_PORT = 5432
_DRAIN_SECONDS = 4.0
"""Of the 10 s in which everything must have stopped; then 1.5 s to SIGKILL, and the rest for the engines."""
_ENGINE_GRACE = 3.0
_ATTEMPTS = 3
_GIVEN_UP_AFTER = 3
"""Deaths in a row after which a process that is needed at the start is not waited for any more."""


class OneMachine:
    """A context manager over ORIN_HOME. `settings` names the addresses in use once it is started.

    Ports: the usual ones if they are free, else free ones; those that the user named must be free. Everything dies with
    the thread that called `start`.
    """

    def __init__(self, settings: OwnSettings, say: Callable[[str], None] = lambda _: None) -> None:
        self._wanted = settings
        self._say = say
        self._lock = HomeLock(settings.home)
        self._kafka: Kafka | None = None
        self._postgres: Postgres | None = None
        self._supervisor: Supervisor | None = None
        self._token = new_token()
        self._look_at = 0.0
        self.settings: Settings = settings
        self.link = ""
        """The address that lets a browser command: once it is started."""

    def start(self) -> None:
        """Returns when the engines answer, topics and tables are in order and every process was started.

        Raises OrinError naming the port, the folder or the step that is at fault; nothing is left running then.
        """
        self._lock.acquire()
        try:
            self._start_engines()
            TopicAdmin(self.settings).ensure(one_machine=True)
            migrate(self.settings.database_url.get_secret_value())
            self._write_link()
            self._supervisor = Supervisor(self._children(), self.settings.home / "logs", say=self._say)
            self._supervisor.start()
            write_running(self.settings.home, self._addresses())
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Ends everything within 10 s; repeating it is harmless."""
        remove_running(self._wanted.home)
        if self._supervisor is not None:
            killed = self._supervisor.stop()
            if killed:
                self._say(f"killed, because they did not stop in time: {', '.join(killed)}")
            self._supervisor = None
        engines = [engine for engine in (self._postgres, self._kafka) if engine is not None]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda engine: engine.stop(_ENGINE_GRACE), engines))
        self._postgres = self._kafka = None
        self._lock.release()

    def tend(self) -> None:
        """Restarts an engine that died, and moves the api off a port that was lost.

        To be called every second or so by the thread that called `start`.
        """
        for name, engine in (("Kafka", self._kafka), ("PostgreSQL", self._postgres)):
            if engine is not None and not engine.running():
                self._say(f"{name} died and is being restarted; its log is {engine.log}")
                engine.start()
        self._give_way()
        self._start_notify()

    def ready(self) -> bool:
        """Whether the api, ours and not another one on the same port, says that it can answer."""
        return self._unready() is None

    def wait_ready(self) -> None:
        """Returns when `ready`, however long it takes as long as the processes advance.

        Says every few seconds what it waits for. Raises OrinError when a process cannot run, when the api keeps dying,
        and when nothing advances any more.
        """
        patience = Patience(self._say)
        while (reason := self._unready()) is not None:
            for status in self.statuses():
                if status.failed is not None:
                    raise OrinError(f"{status.name} cannot run: {status.failed}; its log is {self._log(status.name)}")
            api = self._api()
            if api.deaths_in_a_row >= _GIVEN_UP_AFTER:
                said = last_line(Path(self._log("api")))
                raise OrinError(f"the api keeps dying: {said}; its log is {self._log('api')}")
            self.tend()
            # Once the api answers, only another answer is progress: it might give the same one for ever.
            log = Path(self._log("api"))
            sign = partial(activity, [api.pid], log) if reason == _STARTING else partial(str, reason)
            patience.check(sign, f"the api at {self.api_url}: {reason}", f"its log is {self._log('api')}")
            time.sleep(0.1)

    def statuses(self) -> list[ChildStatus]:
        """Every supervised process."""
        return self._supervisor.statuses() if self._supervisor is not None else []

    def pids(self) -> dict[str, int]:
        """Every process that it runs, engines included, by name."""
        found = {status.name: status.pid for status in self.statuses()}
        found["kafka"] = self._kafka.pid if self._kafka else None
        found["postgres"] = self._postgres.pid if self._postgres else None
        return {name: pid for name, pid in found.items() if pid is not None}

    @property
    def api_url(self) -> str:
        host = f"[{self.settings.api_host}]" if ":" in self.settings.api_host else self.settings.api_host
        return f"http://{host}:{self.settings.api_port}"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start_engines(self) -> None:
        home, wanted = self._wanted.home, self._wanted
        kafka_port, postgres_port = _kafka_port(wanted), _postgres_port(wanted)
        api_port = self._choose("api_port", wanted.api_port, "the api")

        def kafka(port: int) -> Kafka:
            repository = wanted.maven_repository
            return Kafka(home, wanted.engines_folder(), port=port, repository=repository, say=self._say)

        self._kafka = self._start_engine(kafka, "kafka_bootstrap", kafka_port, "Kafka")
        self._postgres = self._start_engine(
            lambda port: Postgres(home, port=port, say=self._say), "database_url", postgres_port, "PostgreSQL"
        )
        self.settings = wanted.model_copy(
            update={
                "kafka_bootstrap": self._kafka.bootstrap,
                "database_url": SecretStr(self._postgres.url()),
                "api_port": api_port,
                "drain_timeout": min(wanted.drain_timeout, _DRAIN_SECONDS),
            }
        )

    def _start_engine(self, make: Callable[[int], EngineT], setting: str, port: int, what: str) -> EngineT:
        """Started on `port`, or, where the user did not name it, on a free one."""
        attempts = 1 if setting in self._wanted.model_fields_set else _ATTEMPTS
        while True:
            chosen = self._choose(setting, port, what)
            engine = make(chosen)
            attempts -= 1
            try:
                engine.start()
            except PortTaken:  # by another process that started at the same moment
                if attempts == 0:
                    raise
                self._say(f"another process took port {chosen} before {what} could listen on it: trying another")
            else:
                return engine

    def _choose(self, setting: str, port: int, what: str) -> int:
        explicit = setting in self._wanted.model_fields_set
        host = self._wanted.api_host if setting == "api_port" else "127.0.0.1"
        chosen = choose_port(port, explicit=explicit, what=what, setting=f"ORIN_{setting.upper()}", host=host)
        if port and chosen != port:
            self._say(f"port {port} is in use: {what} uses port {chosen}")
        return chosen

    def _unready(self) -> str | None:
        """Why the api cannot answer yet; None once it can."""
        if not self._api_listens():
            return _STARTING
        try:
            with urllib.request.urlopen(f"{self.api_url}/readyz", timeout=5) as response:  # noqa: S310 - our own http
                return None if response.status == 200 else f"it answers {response.status}"
        except urllib.error.HTTPError as error:
            return _detail(error)
        except (urllib.error.URLError, OSError):
            return _STARTING

    def _api(self) -> ChildStatus:
        return next(status for status in self.statuses() if status.name == "api")

    def _api_listens(self) -> bool:
        pid = self._api().pid
        try:
            held = psutil.Process(pid).net_connections("tcp") if pid is not None else []
        except psutil.Error:
            return False
        return any(c.laddr.port == self.settings.api_port and c.status == psutil.CONN_LISTEN for c in held)

    def _give_way(self) -> None:
        """Moves the api to another port where another process took ours, unless the user named it."""
        if self._supervisor is None or "api_port" in self._wanted.model_fields_set:
            return
        api, port, host = self._api(), self.settings.api_port, self.settings.api_host
        if api.pid is None and api.deaths and not is_free(port, host):
            self.settings = self.settings.model_copy(update={"api_port": free_port(host)})
            for child in self._children():
                self._supervisor.change(child)
            self._write_link()
            write_running(self.settings.home, self._addresses())
            self._say(f"another process took port {port}: the api moves to {self.api_url}")

    def _start_notify(self) -> None:
        """Starts the worker that tells targets, once there is one to tell."""
        now = time.monotonic()
        if self._supervisor is None or now < self._look_at:
            return
        self._look_at = now + _LOOK_FOR_TARGETS
        try:
            wanted = bool(TargetLog(self.settings, timeout=_LOOK_SECONDS).in_force())
        except OrinError:  # Kafka is being restarted: looked for again
            return
        if wanted:
            self._look_at = math.inf
            self._supervisor.add(self._child(len(WORKERS) + 1, NOTIFY, ["worker", NOTIFY]))

    def _children(self) -> list[Child]:
        commands = {name: ["worker", name] for name in WORKERS} | {"api": ["web"]}
        return [self._child(index, name, command) for index, (name, command) in enumerate(commands.items())]

    def _child(self, index: int, name: str, command: list[str]) -> Child:
        own = dict(environment_of(self.settings))
        if self.settings.metrics_port:  # one port each, counted up from the one that was named
            own["ORIN_METRICS_PORT"] = str(self.settings.metrics_port + index)
        return Child(name, [sys.executable, "-P", "-m", "orin", *command], own)

    def _write_link(self) -> None:
        self.link = write_link(self.settings.home, self.api_url, self._token)

    def _addresses(self) -> dict[str, str]:
        known = environment_of(self.settings)
        return {name: known[name] for name in ("ORIN_KAFKA_BOOTSTRAP", "ORIN_DATABASE_URL", "ORIN_API_PORT")}

    def _log(self, name: str) -> str:
        return str(self.settings.home / "logs" / f"{name}.log")


@contextmanager
def until_stopped() -> Iterator[None]:
    """Leaves its block, quietly, at the first SIGINT, SIGTERM or SIGHUP; further ones do not disturb the clean-up."""

    class Stopped(BaseException):
        pass

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in before:
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    except Stopped:
        pass
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def environment_of(settings: Settings) -> Mapping[str, str]:
    """The environment variables that give another process the same settings; it contains secrets."""
    values = {name: getattr(settings, name) for name in type(settings).model_fields}
    return {
        f"ORIN_{name.upper()}": value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values.items()
        if value is not None
    }


def _kafka_port(settings: Settings) -> int:
    if "kafka_bootstrap" not in settings.model_fields_set:
        return _KAFKA_PORT
    host, _, port = settings.kafka_bootstrap.rpartition(":")
    if host not in _LOOPBACK or not port.isdigit():
        raise _elsewhere("ORIN_KAFKA_BOOTSTRAP", settings.kafka_bootstrap, "Kafka")
    return int(port)


def _postgres_port(settings: Settings) -> int:
    if "database_url" not in settings.model_fields_set:
        return _POSTGRES_PORT
    parts = conninfo_to_dict(settings.database_url.get_secret_value())
    host = str(parts.get("host", ""))
    if host not in _LOOPBACK:
        raise _elsewhere("ORIN_DATABASE_URL", host, "PostgreSQL")
    return int(parts.get("port") or _POSTGRES_PORT)


def _detail(error: urllib.error.HTTPError) -> str:
    """What the api says in its problem document."""
    try:
        return str(json.loads(error.read())["detail"])
    except (ValueError, KeyError, TypeError, OSError):
        return f"it answers {error.code}"


def _elsewhere(setting: str, value: str, what: str) -> Misuse:
    return Misuse(
        f"{setting} names {value}, but `orin up` and `orin demo` run their own {what} on 127.0.0.1: unset it,"
        " or start the parts one by one (`orin worker …`, `orin api`)"
    )
