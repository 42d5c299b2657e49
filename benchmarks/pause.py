"""How long a partition of `track` pauses after a SIGKILL, after a SIGTERM and in a rolling restart.

    python -m benchmarks.pause [--rounds 5] [--session 6] [--membership dynamic static] [--harm kill term rolling]

Two workers share four partitions under a steady load. A worker that was harmed is started again half a second later,
as a supervisor does. The pause of a round is the longest time in it that a read-committed reader of some partition
waited for the next record. `static` gives each worker a name that it keeps (ORIN_KAFKA_INSTANCE).
"""

import argparse
import contextlib
import json
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from confluent_kafka import Consumer, Producer, TopicPartition

from benchmarks.machine import engines
from benchmarks.stage_load import detections
from orin.runtime.clock import wall_clock
from orin.runtime.config.kafka import confluent_config, confluent_producer_config
from orin.runtime.config.settings import Settings
from orin.runtime.processes.children import spawn, stop
from orin.schemas.wire.headers import headers
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.topics import DETECTIONS, TRACKS

_RATE = 200
"""Records per second."""
_RESTART_AFTER = 0.5
_CALM = 3.0
_LONGEST = 120.0


class Load:
    """Detections at a steady rate, until closed."""

    def __init__(self, settings: Settings) -> None:
        self._producer = Producer(confluent_producer_config(settings) | {"linger.ms": 1})
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        serde = file_serde()
        for each in detections(10_000_000, wall_clock() - 3_600_000_000):
            key, timestamp = each.camera.encode(), each.captured_at // 1000
            self._producer.produce(DETECTIONS, serde.encode(each), key, timestamp=timestamp, headers=[*headers(each)])
            self._producer.poll(0)
            if self._closed.wait(1 / _RATE):
                return

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        self._producer.flush(5)


class Reader:
    """Reads tracks as they are committed, and notes for each partition when."""

    def __init__(self, settings: Settings) -> None:
        self._consumer = Consumer(
            confluent_config(settings)
            | {"group.id": "bench", "isolation.level": "read_committed", "fetch.wait.max.ms": 20}
        )
        partitions = self._consumer.list_topics(TRACKS, 10).topics[TRACKS].partitions
        self._consumer.assign([TopicPartition(TRACKS, number) for number in partitions])
        self._last = dict.fromkeys(partitions, time.monotonic())
        self._longest = dict.fromkeys(partitions, 0.0)
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def reset(self) -> None:
        self._longest = dict.fromkeys(self._last, 0.0)

    def longest(self) -> float:
        """Seconds, since `reset`; a pause that still lasts counts as far as it got."""
        now = time.monotonic()
        return max(max(self._longest[p], now - last) for p, last in self._last.items())

    def wait_calm(self) -> None:
        """Until no partition pauses any more, and that for a while."""
        deadline = time.monotonic() + _LONGEST
        since = time.monotonic()
        while time.monotonic() - since < _CALM:
            time.sleep(0.05)
            now = time.monotonic()
            if max(now - last for last in self._last.values()) > _CALM / 2:
                since = now
            if now > deadline:
                raise SystemExit(f"a partition did not resume within {_LONGEST:.0f} s")

    def _run(self) -> None:
        while not self._closed.is_set():
            message = self._consumer.poll(0.1)
            if message is not None and message.error() is None:
                partition, now = int(message.partition() or 0), time.monotonic()
                self._longest[partition] = max(self._longest[partition], now - self._last[partition])
                self._last[partition] = now

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._thread.join()
        self._consumer.close()


class Fleet:
    """Two workers, each started again under its own name."""

    def __init__(self, settings: Settings, *, static: bool) -> None:
        self._settings = settings
        self._static = static
        self._logs = [settings.home / "logs" / f"track-{number}.log" for number in range(2)]
        self._processes = [self._start(number) for number in range(2)]

    def _start(self, number: int) -> "subprocess.Popen[bytes]":
        environment = {
            "PATH": "/usr/bin:/bin",
            "ORIN_HOME": str(self._settings.home / str(number)),
            "ORIN_KAFKA_BOOTSTRAP": self._settings.kafka_bootstrap,
            "ORIN_KAFKA_SESSION_TIMEOUT": str(self._settings.kafka_session_timeout),
        }
        if self._static:
            environment["ORIN_KAFKA_INSTANCE"] = f"track-{number}"
        command = [str(Path(sys.executable).with_name("orin")), "worker", "track"]
        return spawn(command, log=self._logs[number], env=environment)

    def harm(self, number: int, how: signal.Signals) -> None:
        """Signals a worker, and restarts it some time after it ended."""
        self._processes[number].send_signal(how)
        self._processes[number].wait()
        time.sleep(_RESTART_AFTER)
        before = self._assignments(number)
        self._processes[number] = self._start(number)
        deadline = time.monotonic() + _LONGEST
        while self._assignments(number) == before and time.monotonic() < deadline:
            time.sleep(0.05)

    def _assignments(self, number: int) -> int:
        return self._logs[number].read_text().count("partitions assigned")

    def close(self) -> None:
        for process in self._processes:
            stop(process, 10.0)


def rounds(settings: Settings, harm: str, count: int, *, static: bool) -> list[float]:
    """The pause of each round."""
    with contextlib.ExitStack() as stack:
        fleet = Fleet(settings, static=static)
        stack.callback(fleet.close)
        reader = stack.enter_context(Reader(settings))
        stack.enter_context(Load(settings))
        reader.wait_calm()
        return [_pause(reader, lambda number=number: _harm(fleet, harm, number)) for number in range(count)]  # type: ignore[misc]


def _pause(reader: Reader, act: Callable[[], None]) -> float:
    reader.reset()
    act()
    reader.wait_calm()
    return reader.longest()


def _harm(fleet: Fleet, harm: str, number: int) -> None:
    if harm == "rolling":
        for each in range(2):
            fleet.harm(each, signal.SIGTERM)
    else:
        fleet.harm(number % 2, signal.SIGKILL if harm == "kill" else signal.SIGTERM)


def measured(arguments: argparse.Namespace) -> Iterator[dict[str, object]]:
    for membership in arguments.membership:
        for harm in arguments.harm:
            with engines() as settings:
                own = settings.model_copy(update={"kafka_session_timeout": arguments.session})
                found = rounds(own, harm, arguments.rounds, static=membership == "static")
            yield {
                "harm": harm,
                "membership": membership,
                "session_s": arguments.session,
                "rounds": len(found),
                "p50_s": round(statistics.median(found), 2),
                "max_s": round(max(found), 2),
            }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--session", type=float, default=6.0, help="ORIN_KAFKA_SESSION_TIMEOUT")
    parser.add_argument("--membership", nargs="+", default=["dynamic", "static"], choices=["dynamic", "static"])
    parser.add_argument("--harm", nargs="+", default=["kill", "term", "rolling"], choices=["kill", "term", "rolling"])
    for figures in measured(parser.parse_args()):
        print(json.dumps(figures), flush=True)


if __name__ == "__main__":
    main()
