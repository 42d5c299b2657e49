"""What the benchmarks share: real engines in a temporary folder, ORIN's processes, and what they cost."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from pydantic import SecretStr

from orin.cli.machine.one_machine import OneMachine
from orin.runtime.config.settings import OwnSettings, Settings
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.children import spawn, stop
from orin.runtime.processes.ports import free_port
from orin.topologies.kafka.topic_plan import TopicAdmin

SHARED = Path(__file__).resolve().parents[2] / "shared"
CLIP = SHARED / "data" / "vtest.avi"
MODEL = SHARED / "models" / "yolov8n_int8.onnx"


@contextmanager
def engines(*, database: bool = False) -> Iterator[Settings]:
    """A broker with ORIN's topics, and a database where asked for; settings for processes that use them."""
    home = Path(tempfile.mkdtemp(prefix="orin-bench-"))
    programs = Settings().engines_folder()
    try:
        with Kafka(home, programs, repository=Settings().maven_repository, say=lambda _: None) as kafka:
            settings = Settings(home=home / "orin", engines=programs, kafka_bootstrap=kafka.bootstrap)
            TopicAdmin(settings).ensure(one_machine=True)
            if database:
                with Postgres(home, durable=True) as server:
                    url = SecretStr(server.create_database("orin"))
                    yield settings.model_copy(update={"database_url": url})
            else:
                yield settings
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def one_machine(home: Path | None = None, **settings: object) -> Iterator[OneMachine]:
    """All of ORIN, ready, in a temporary ORIN_HOME or in `home`, on free ports; detect's metrics on `metrics_port`."""
    folder = home or Path(tempfile.mkdtemp(prefix="orin-bench-"))
    ports = {"metrics_port": free_port() if settings.get("metrics_port") is None else settings["metrics_port"]}
    engines_folder = Settings().engines_folder()
    own = OwnSettings.model_validate({"home": folder, "engines": engines_folder, **settings, **ports})
    try:
        with OneMachine(own) as machine:
            machine.wait_ready()
            yield machine
    finally:
        if home is None:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def orin(
    settings: Settings, *command: str, env: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """An `orin` process; its log goes to stderr when it ends with an error."""
    log = settings.home / "logs" / ("-".join(command[:2]).replace("/", "_") + ".log")
    variables = os.environ | {
        "ORIN_HOME": str(settings.home),
        "ORIN_KAFKA_BOOTSTRAP": settings.kafka_bootstrap,
        "ORIN_DATABASE_URL": settings.database_url.get_secret_value(),
        **(env or {}),
    }
    process = spawn([str(Path(sys.executable).with_name("orin")), *command], log=log, env=variables)
    try:
        yield process
    finally:
        stop(process, 15.0)
        if process.returncode:
            sys.stderr.write(log.read_text()[-4000:])


def cpu_seconds(pids: Sequence[int]) -> float:
    """CPU time so far of these processes and their children."""
    total = 0.0
    for pid in pids:
        root = psutil.Process(pid)
        for one in (root, *root.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
    return total
