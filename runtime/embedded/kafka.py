"""A real Apache Kafka on this machine: one KRaft node, broker and controller in one process.

The data belong to one home folder and survive restarts; ports may change between them, because the configuration
is written anew at each start.
"""

import base64
import contextlib
import os
import shutil
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from confluent_kafka import KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient
from confluent_kafka.admin._listoffsets import OffsetSpec

from runtime.embedded.jars import kafka_jars
from runtime.embedded.java import find_java
from runtime.ports import PortTaken, free_port, is_free
from runtime.processes import fault_in, last_said, spawn, stop, stop_leftover
from schemas.errors import Misuse, OrinError

_JVM = ("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LOGGING = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
)
_START_TIMEOUT = 60.0
_STOP_TIMEOUT = 6.0
_ATTEMPTS = 3

_SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "auto.create.topics.enable": "false",
    "unclean.leader.election.enable": "false",
    "default.replication.factor": "1",
    "num.partitions": "4",
    "offsets.topic.num.partitions": "4",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    # One machine carries everything else too: few threads, small buffers (the log cleaner alone would take 128 MB).
    "num.network.threads": "2",
    "num.io.threads": "4",
    "background.threads": "2",
    "log.cleaner.dedupe.buffer.size": "8388608",
    "log.cleaner.io.buffer.size": "131072",
    "metadata.max.idle.interval.ms": "5000",
    # After a crash the controller keeps the dead broker's registration until this is over.
    "broker.heartbeat.interval.ms": "1000",
    "broker.session.timeout.ms": "6000",
}


class Kafka:
    """One broker over `home`/kafka. `start` and `stop` may be repeated; the data stay.

    `port` None takes a free one at each start. The broker dies with the thread that started it.
    """

    def __init__(
        self,
        home: Path,
        engines: Path,
        *,
        port: int | None = None,
        repository: str | None = None,
        overrides: Mapping[str, str] | None = None,
        say: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.folder = home / "kafka"
        self.log = home / "logs" / "kafka.log"
        self._engines = engines
        self._wanted_port = port
        self._repository = repository
        self._overrides = dict(overrides or {})
        self._say = say
        self._port = port or 0
        self._log_start = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def bootstrap(self) -> str:
        """`host:port` while it runs."""
        return f"127.0.0.1:{self._port}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Returns when the broker answers. Raises OrinError with the log's last line when it does not."""
        if "," in str(self.folder):
            raise Misuse(
                f"Kafka cannot keep its data in {self.folder}: a comma separates folders; set another ORIN_HOME"
            )
        jars = kafka_jars(self._engines, self._repository, self._say)
        java = [str(find_java().path), *_JVM, *_LOGGING, "-cp", os.pathsep.join(map(str, jars))]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            stop_leftover(self._pid_file, str(self._config), _STOP_TIMEOUT)
            for attempt in range(1, _ATTEMPTS + 1):
                self._write_config()
                self._format(java)
                self._launch(java)
                if self._await_ready():
                    return
                # Between choosing a free port and listening on it another process may have taken it.
                taken = self._address_in_use()
                if taken and self._wanted_port is not None:
                    raise PortTaken(f"port {self._port} on 127.0.0.1, wanted for Kafka, is already taken")
                if not taken or attempt == _ATTEMPTS:
                    raise OrinError(
                        f"Kafka did not start: {fault_in(self.log, self._log_start)}; its log is {self.log}"
                    )
        except OSError as error:
            raise OrinError(f"Kafka cannot keep its data in {self.folder}: {error.strerror or error}") from error

    def stop(self, grace: float = _STOP_TIMEOUT) -> None:
        """SIGTERM, and SIGKILL to what is left after `grace` seconds."""
        if self._process is not None:
            stop(self._process, grace)
            self._process = None
        self._pid_file.unlink(missing_ok=True)

    def kill(self) -> None:
        """SIGKILL: what a crash does. `start` brings it back with its data, on the same port."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self._wanted_port = self._port

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def _config(self) -> Path:
        return self.folder / "server.properties"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "kafka.pid"

    def _write_config(self) -> None:
        if self._wanted_port is not None and not is_free(self._wanted_port):
            raise PortTaken(f"port {self._wanted_port} on 127.0.0.1, wanted for Kafka, is already taken")
        self._port = self._wanted_port or free_port()
        controller = free_port()
        settings = {
            **_SETTINGS,
            "log.dirs": str(self.folder / "data"),
            "listeners": f"PLAINTEXT://127.0.0.1:{self._port},CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self._port}",
            "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            **self._overrides,
        }
        text = "".join(f"{key}={_escaped(value)}\n" for key, value in settings.items())
        self._config.write_text(text)

    def _format(self, java: list[str]) -> None:
        data = self.folder / "data"
        if (data / "meta.properties").is_file():
            return
        if data.exists():  # broken off while it was formatted: nothing was ever written to it
            shutil.rmtree(data)
        command = [*java, "kafka.tools.StorageTool", "format", "-t", _new_cluster_id(), "-c", str(self._config)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_START_TIMEOUT, env=_environment()
        )
        if done.returncode != 0:
            raise OrinError(f"Kafka cannot format its storage in {data}: {last_said(done.stdout + done.stderr)}")

    def _launch(self, java: list[str]) -> None:
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._process = spawn(
            [*java, "kafka.Kafka", str(self._config)], log=self.log, env=_environment(), on_parent_death=signal.SIGTERM
        )
        self._pid_file.write_text(f"{self._process.pid}\n")

    def _await_ready(self) -> bool:
        """True once the broker answers; False, and nothing left running, if it ended or the time is over."""
        deadline = time.monotonic() + _START_TIMEOUT
        admin = AdminClient({"bootstrap.servers": self.bootstrap, "reconnect.backoff.max.ms": 200, "log_level": 0})
        while time.monotonic() < deadline and self.running():
            if _serves(admin, self._cluster_id()):
                return True
            time.sleep(0.05)
        self.stop()
        return False

    def _cluster_id(self) -> str:
        lines = (self.folder / "data" / "meta.properties").read_text().splitlines()
        return next(line.partition("=")[2] for line in lines if line.startswith("cluster.id="))

    def _address_in_use(self) -> bool:
        with self.log.open("rb") as log:
            log.seek(min(self._log_start, self.log.stat().st_size))
            return b"Address already in use" in log.read()


def _new_cluster_id() -> str:
    """22 characters of URL-safe base64, each home its own; one that begins with a dash would read as an option."""
    return "o" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22]


def _serves(admin: AdminClient, cluster_id: str) -> bool:
    """Whether our broker answers and leads every partition: just after a start it knows them before it leads them.

    Another home's broker may have taken the port meanwhile, and answers too: the cluster's id tells them apart.
    """
    with contextlib.suppress(KafkaException):
        metadata = admin.list_topics(timeout=1.0)
        if metadata.cluster_id != cluster_id:
            return False
        partitions = [TopicPartition(name, p) for name, topic in metadata.topics.items() for p in topic.partitions]
        latest = OffsetSpec.latest()
        asked = admin.list_offsets(dict.fromkeys(partitions, latest), request_timeout=2.0)
        return bool(metadata.brokers) and all(future.result() is not None for future in asked.values())
    return False


def _environment() -> dict[str, str]:
    # Java takes the encoding of file names from the locale.
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _escaped(value: str) -> str:
    """As java.util.Properties reads it, which takes a file for Latin-1."""
    units = value.encode("utf-16-be")
    codes = (units[i] << 8 | units[i + 1] for i in range(0, len(units), 2))
    return "".join(chr(code) if 32 <= code < 127 and code != ord("\\") else f"\\u{code:04x}" for code in codes)
