"""One Kafka process over one folder: its configuration, its data, its log.

What the one-machine broker and the brokers of a cluster have in common.
"""

import base64
import os
import shutil
import signal
import subprocess
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from orin.runtime.embedded.jars import kafka_jars
from orin.runtime.embedded.java import find_java
from orin.runtime.processes.children import fault_in, last_line, spawn, stop, stop_leftover
from orin.runtime.processes.patience import run_through
from orin.schemas.errors import Misuse, OrinError

STOP_TIMEOUT = 6.0

_JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_LOGGING = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
)

FRUGAL = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "auto.create.topics.enable": "false",
    "unclean.leader.election.enable": "false",
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
"""What every broker on this machine is set to, alone or in a cluster."""


class Broker:
    """A process that is configured, formatted, launched and stopped by whoever owns it. Its data stay."""

    def __init__(self, folder: Path, log: Path) -> None:
        self.folder = folder
        self.log = log
        self._log_start = 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def prepare(self) -> None:
        """Makes the folder, and ends what an earlier owner left running in it. Raises OSError."""
        if "," in str(self.folder):
            raise Misuse(
                f"Kafka cannot keep its data in {self.folder}: a comma separates folders; set another ORIN_HOME"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        stop_leftover(self._pid_file, str(self._config), STOP_TIMEOUT)

    def configure(self, settings: Mapping[str, str]) -> None:
        """Writes the configuration that the next launch reads."""
        named = {"log.dirs": str(self._data), **settings}
        self._config.write_text("".join(f"{key}={_escaped(value)}\n" for key, value in named.items()))

    def cluster_id(self) -> str | None:
        """The cluster that the data belong to; None where there are none yet."""
        try:
            lines = (self._data / "meta.properties").read_text().splitlines()
        except FileNotFoundError:
            return None
        return next(line.partition("=")[2] for line in lines if line.startswith("cluster.id="))

    def format(self, java: Sequence[str], cluster_id: str, say: Callable[[str], None] = lambda _: None) -> None:
        """Makes its data those of an empty cluster; what is there already stays as it is.

        `say` hears what is being waited for. Raises OrinError.
        """
        if self.cluster_id() is not None:
            return
        if self._data.exists():  # broken off while it was formatted: nothing was ever written to it
            shutil.rmtree(self._data)
        command = [*java, "kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", str(self._config)]
        output = self.folder / "format.log"
        output.unlink(missing_ok=True)
        code = run_through(spawn(command, log=output, env=_environment()), output, "Kafka to format its storage", say)
        if code != 0:
            raise OrinError(f"Kafka cannot format its storage in {self._data}: {last_line(output)}")

    def launch(self, java: Sequence[str]) -> None:
        """Starts the process; it dies with the thread that called this."""
        self._log_start = self.log.stat().st_size if self.log.exists() else 0
        self._process = spawn(
            [*java, "kafka.Kafka", str(self._config)], log=self.log, env=_environment(), on_parent_death=signal.SIGTERM
        )
        self._pid_file.write_text(f"{self._process.pid}\n")

    def send_signal(self, number: signal.Signals) -> None:
        """To a running process; after SIGKILL it has ended when this returns."""
        if self._process is not None:
            self._process.send_signal(number)
            if number is signal.SIGKILL:
                self._process.wait()
                self._process = None

    def stop(self, grace: float = STOP_TIMEOUT) -> None:
        """SIGTERM, and SIGKILL to what is left after `grace` seconds."""
        if self._process is not None:
            stop(self._process, grace)
            self._process = None
        self._pid_file.unlink(missing_ok=True)

    def fault(self) -> str:
        """What its log says is wrong since it was launched."""
        return fault_in(self.log, self._log_start)

    def address_in_use(self) -> bool:
        """Whether it could not listen where it was told to."""
        with self.log.open("rb") as log:
            log.seek(min(self._log_start, self.log.stat().st_size))
            return b"Address already in use" in log.read()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _config(self) -> Path:
        return self.folder / "server.properties"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "kafka.pid"


def java_command(engines: Path, repository: str | None, say: Callable[[str], None], heap: str) -> list[str]:
    """The java that runs Kafka's classes with a `heap` such as `256m`; fetches the jars where they are not there."""
    jars = kafka_jars(engines, repository, say)
    return [str(find_java().path), f"-Xmx{heap}", *_JVM, *_LOGGING, "-cp", os.pathsep.join(map(str, jars))]


def new_cluster_id() -> str:
    """22 characters of URL-safe base64, each home its own; one that begins with a dash would read as an option."""
    return "o" + base64.urlsafe_b64encode(uuid.uuid4().bytes).decode()[1:22]


def _environment() -> dict[str, str]:
    # Java takes the encoding of file names from the locale.
    return {**os.environ, "LC_ALL": "C.UTF-8"}


def _escaped(value: str) -> str:
    """As java.util.Properties reads it, which takes a file for Latin-1."""
    units = value.encode("utf-16-be")
    codes = (units[i] << 8 | units[i + 1] for i in range(0, len(units), 2))
    return "".join(chr(code) if 32 <= code < 127 and code != ord("\\") else f"\\u{code:04x}" for code in codes)
