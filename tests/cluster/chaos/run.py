"""A mixed run from its start to the verdict."""

import heapq
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import TextIO

from msgspec import Struct, field
from pydantic import SecretStr

from orin.projections.positions import projected
from orin.runtime.clock import wall_clock
from orin.runtime.config.settings import Settings
from orin.runtime.embedded.cluster import Cluster
from orin.runtime.embedded.postgres import Postgres
from orin.schemas.errors import OrinError
from orin.schemas.wire.serde import file_serde
from orin.topologies.kafka.lag import HOPS, Progress
from orin.topologies.kafka.topic_plan import TopicAdmin as Topics
from orin.topologies.kafka.topic_plan import compare, declared
from tests.cluster.chaos.feeder import Feeder
from tests.cluster.chaos.fleet import Fleet, code, ended_well
from tests.cluster.chaos.judge import Difference, Judge, Verdict
from tests.cluster.chaos.pauses import Harmed, Pauses
from tests.cluster.chaos.replayed import Replayed, begin, replayed
from tests.cluster.chaos.schedule import STAGES, Harm, schedule
from tests.cluster.chaos.workload import Workload

_TERM_SECONDS = 20.0
_DRAIN_SECONDS = 240.0
_AROUND = (20.0, 60.0)
"""Seconds before and after a differing row in which harm is shown."""


class Options(Struct, frozen=True, kw_only=True):
    """What a run is like. The harm and the workload follow from `seed` and these alone."""

    seed: int
    seconds: float = 240.0
    cameras: int = 60
    fps: float = 2.0
    partitions: int = 6
    brokers: int = 3
    every: float = 5.0
    """Seconds from harm to harm on average; 0: none at all, poison neither."""
    commit_interval: float = 0.5


class Result(Struct):
    """What came of a run."""

    options: Options
    verdict: Verdict
    harms: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    """Messages produced by topic, poison included."""
    poison: int = 0
    pauses: dict[str, dict[str, float]] = field(default_factory=dict)
    replays: list[Replayed] = field(default_factory=list)
    deaths: list[str] = field(default_factory=list)
    drained: float = 0.0
    """Seconds from the end of harm and workload until everything was processed."""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        return self.verdict.passed and not any(replay.complaints for replay in self.replays)


class Run:
    """One run over fresh engines in `home`. Everything it starts ends with it."""

    def __init__(self, options: Options, home: Path, engines: Path, say: TextIO = sys.stderr) -> None:
        self.options = options
        self.home = home
        self.story = home / "story.log"
        """The seed and all harm, as it happened."""
        self._engines = engines
        self._say_to = say
        self._serde = file_serde()
        self._began = 0.0
        self._start = 0
        """Event time at which the workload begins, µs."""
        self._behind = 0.0
        """Seconds by which event time is behind the wall clock."""
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._order = count()
        self._harms: list[Harmed] = []
        self._done: Counter[str] = Counter()
        self._complaints: list[str] = []
        self._broker_work: Future[None] | None = None
        self._log: list[tuple[float, str]] = []
        self._poison_rng = random.Random(f"{options.seed}/poison")

    def run(self) -> Result:
        """Raises OrinError and AssertionError only where the engines or the run itself are at fault."""
        started, began_with = time.monotonic(), code()
        self.home.mkdir(parents=True, exist_ok=True)
        self._say(f"seed {self.options.seed}: {self.options}")
        overrides = {"log.segment.bytes": "67108864"}
        repository = Settings().maven_repository
        with (
            ThreadPoolExecutor(1, "brokers") as brokers,
            Postgres(self.home, durable=False) as postgres,
            Cluster(
                self.home, self._engines, brokers=self.options.brokers, repository=repository, overrides=overrides
            ) as cluster,
        ):
            self._brokers, self.cluster = brokers, cluster
            self.settings = Settings(
                home=self.home,
                engines=self._engines,
                kafka_bootstrap=cluster.bootstrap,
                database_url=SecretStr(postgres.create_database("chaos")),
            )
            self._make_topics()
            result = self._with_engines(postgres.create_database("reference"))
        if code() != began_with:
            result.verdict.complaints.append("the code was changed during the run, which therefore shows nothing")
        result.seconds = round(time.monotonic() - started, 1)
        return result

    # ---- before

    def _make_topics(self) -> None:
        wanted = declared(partitions=self.options.partitions, replication=min(3, self.options.brokers))
        topics = Topics(self.settings)
        topics.apply(wanted, compare(wanted, topics.read(wanted)))

    def _with_engines(self, reference_url: str) -> Result:
        self.fleet = Fleet(self.home / "workers", self._environment())
        self._feeder = Feeder(self.settings, self._serde)
        pauses = Pauses(self.settings)
        try:
            for stage, workers in STAGES.items():
                for number in range(workers):
                    self.fleet.start(f"{stage}-{number}")
            pauses.start()
            self._harm_and_feed()
            drained = self._drain()
            self._complaints += self.fleet.stop()
            pauses.stop()
            verdict = Judge(self.settings, reference_url, self._serde).judge()
            replays = replayed(self.settings, self._start, self.options.seconds)
        finally:
            self._feeder.stop()
            self.fleet.kill_all()
        verdict.complaints += self._complaints + self._feeder.refused
        for difference in verdict.first[:1]:
            verdict.histories += self._around(difference)
        return Result(
            options=self.options,
            verdict=verdict,
            harms=self._done,
            sent=self._feeder.sent,
            poison=self._done["poison"],
            pauses=pauses.summary(self._harms),
            replays=replays,
            deaths=self.fleet.deaths,
            drained=drained,
        )

    def _environment(self) -> dict[str, str]:
        return {
            "ORIN_KAFKA_BOOTSTRAP": self.settings.kafka_bootstrap,
            "ORIN_DATABASE_URL": self.settings.database_url.get_secret_value(),
            "ORIN_HOME": str(self.home / "orin"),
            "ORIN_COMMIT_INTERVAL": str(self.options.commit_interval),
            "ORIN_LOG_FORMAT": "json",
        }

    # ---- while it runs

    def _harm_and_feed(self) -> None:
        options = self.options
        self._began = time.monotonic()
        if options.every:
            for harm in schedule(options.seed, options.seconds, brokers=options.brokers, every=options.every):
                self._at(harm.at, lambda harm=harm: self._do(harm))  # type: ignore[misc]
        now = wall_clock()
        self._start = begin(now, options.seconds)
        self._behind = (now - self._start) / 1e6
        work = Workload(
            options.seed,
            self._serde,
            cameras=options.cameras,
            fps=options.fps,
            start=self._start,
            partitions=options.partitions,
        )
        self._feeder.start(work, options.seconds)
        beat_at = 0.0
        while self._now() < options.seconds or self._queue:
            if self._queue and self._queue[0][0] <= self._now():
                heapq.heappop(self._queue)[2]()
                continue
            if self._now() >= beat_at:
                beat_at = self._now() + 1.0
                self.beat()
            self._feeder.check()
            time.sleep(0.02)
        if self._broker_work is not None:
            self._broker_work.result(timeout=180)
        self._feeder.finish()

    def beat(self) -> None:
        """Once a second of the run; what is overridden here must not take long."""
        self.fleet.revive()

    # ---- harm

    def _do(self, harm: Harm) -> None:
        self._done[harm.kind] += 1
        self._note(str(harm))
        match harm.kind:
            case "poison":
                self._feeder.poison(harm.target, self._poison_rng, round((time.time() - self._behind) * 1000))
            case "broker":
                self._harm_broker(harm)
            case "join":
                self._befall(harm.kind, harm.target)
                self.fleet.start(harm.target)
                self._at(harm.at + harm.seconds, lambda: self._leave(harm))
            case "kill":
                self._befall(harm.kind, harm.target)
                self.fleet.kill(harm.target)
                self._at(harm.at + harm.seconds, lambda: self.fleet.start(harm.target))
            case "zombie":
                self._befall(harm.kind, harm.target)
                self.fleet.signal(harm.target, signal.SIGSTOP)
                self._at(harm.at + harm.seconds, lambda: self._wake(harm.target))
            case _:
                self._terminate(
                    harm.kind,
                    harm.target,
                    lambda: self._at(self._now() + harm.seconds, lambda: self.fleet.start(harm.target)),
                )

    def _befall(self, kind: str, slot: str) -> None:
        stage = slot.partition("-")[0]
        owned = self.fleet.partitions(slot) if slot in self.fleet.workers else []
        self._harms.append(Harmed(kind, time.time(), stage, owned))

    def _wake(self, slot: str) -> None:
        self._note(f"{slot} wakes")
        self.fleet.signal(slot, signal.SIGCONT)

    def _leave(self, harm: Harm) -> None:
        self._note(f"{harm.target} leaves by {harm.how}")
        if harm.how == "SIGKILL":
            self._befall("kill", harm.target)
            self.fleet.kill(harm.target)
        else:
            self._terminate("terminate", harm.target, lambda: None)

    def _terminate(self, kind: str, slot: str, then: Callable[[], None]) -> None:
        """SIGTERM; when the worker has ended, `then`. Complains about one that does not end well."""
        self._befall(kind, slot)
        worker = self.fleet.workers[slot]
        process, deadline = worker.process, self._now() + _TERM_SECONDS
        worker.process = None  # whoever looks after workers that end by themselves leaves it alone
        if process is None:
            then()
            return
        process.send_signal(signal.SIGTERM)

        def look() -> None:
            code = process.poll()
            if code is None and self._now() < deadline:
                self._at(self._now() + 0.2, look)
                return
            if not ended_well(code, worker):
                process.kill()
                process.wait()
                what = "has not ended in time" if code is None else f"exited {code}"
                self._complaints.append(f"{slot}, told to end by SIGTERM at {deadline - _TERM_SECONDS:.1f}, {what}")
            then()

        look()

    def _harm_broker(self, harm: Harm) -> None:
        """In a thread that lives as long as the run: a broker dies with the thread that started it."""
        if self._broker_work is not None and not self._broker_work.done():
            self._note("the broker before is not back in sync: this one is spared")
            self._done[harm.kind] -= 1
            return
        self._harms.append(Harmed("broker", time.time(), "", []))

        def work() -> None:
            number = int(harm.target) + 1
            self.cluster.kill(number)
            time.sleep(harm.seconds)
            for _ in range(3):
                try:
                    self.cluster.restart(number)
                    break
                except OrinError as error:
                    self._note(f"broker {number}: {error}")
            self._note(f"broker {number} is back and in sync")

        self._broker_work = self._brokers.submit(work)

    # ---- after

    def _drain(self) -> float:
        """Waits until everything is processed; complains where that does not come about."""
        started = time.monotonic()
        progress = Progress(self.settings, projected)
        try:
            for hop in HOPS[1:]:
                while True:
                    self.fleet.revive()
                    try:
                        ends = progress.ends(*hop.topics)
                        behind = [lag for lag in progress.lags(hop, ends) if lag.records]
                    except OrinError as error:
                        self._note(str(error))
                        behind = []
                    else:
                        if not behind:
                            break
                    if time.monotonic() - started > _DRAIN_SECONDS:
                        what = ", ".join(f"{lag.topic}/{lag.partition} by {lag.records}" for lag in behind)
                        self._complaints.append(f"{hop.stage} stalls: behind on {what}")
                        break
                    time.sleep(0.5)
        finally:
            progress.close()
        time.sleep(3.0)  # the projector's letters about health and specs
        return round(time.monotonic() - started, 1)

    def _around(self, difference: Difference) -> str:
        """The harm around a differing row."""
        if difference.at is None:
            return f"\nharm: see {self.story}"
        at = difference.at / 1e6 + self._behind
        before, after = _AROUND
        lines = [line for when, line in self._log if at - before <= when <= at + after and " poison " not in line]
        return "\n".join(
            [f"\nharm around it, in seconds of the run (the row is at {at - self._log[0][0]:.1f}):", *lines]
        )

    def _at(self, at: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._queue, (at, next(self._order), what))

    def _now(self) -> float:
        return time.monotonic() - self._began

    def _note(self, line: str) -> None:
        """Into the story of this run."""
        self._log.append((time.time(), line))
        self._say(f"{self._now():7.2f} | {line}", loud=" poison " not in line)

    def _say(self, line: str, *, loud: bool = True) -> None:
        with self.story.open("a", encoding="utf-8") as story:
            story.write(line + "\n")
        if loud:
            print(line, file=self._say_to, flush=True)
