"""The course of `orin demo`: start, arm the guards, feed the source, show events, sum up."""

import os
import sys
import threading
from collections.abc import Hashable, Sequence
from contextlib import suppress

from orin.cli.machine.one_machine import OneMachine, environment_of, until_stopped
from orin.cli.specs.files import scene_of
from orin.cli.terminal.event_view import EventView
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import ParsedSpec
from orin.projections.positions import projected
from orin.runtime.config.settings import OwnSettings
from orin.runtime.processes.children import last_line, spawn, stop
from orin.runtime.processes.patience import activity
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Event
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.event_feed import EventFeed
from orin.topologies.kafka.lag import HOPS, Behind, Progress, wait_drained
from orin.topologies.specs.apply import SpecLog

_INGEST_GRACE = 3.0
_LOOK_EVERY = 1.0


class Demo:
    """One run. `own_guards`: the guards are the user's, so a scene's truth says nothing about them. `live`: the source
    has no end, so there is nothing to show the progress of.
    """

    def __init__(self, settings: OwnSettings, view: EventView, source: str, *, own_guards: bool, live: bool) -> None:
        if settings.model is not None and not settings.model.exists():
            raise Misuse(f"model {settings.model}: no such file; ORIN does not download weights by itself")
        self._live = live
        self._settings, self._view, self._source = settings, view, source
        self._scene = None if own_guards else scene_of(source)
        self._log = settings.home / "logs" / "ingest.log"
        self._events: list[Event] = []

    def run(
        self, specs: Sequence[ParsedSpec], active_from: int | None, ingest: Sequence[str], *, exit_when_done: bool
    ) -> None:
        """Returns after SIGINT or SIGTERM, or when all is processed.

        The specs are in force from `active_from` (µs; None: now), which is when the source begins. `ingest` are the
        arguments of `orin ingest` but the source.
        """
        note = self._view.note
        if self._settings.model is None and self._settings.backend is None:
            note("no model given (MODEL=, --model, ORIN_MODEL): people and objects are found by motion alone")
        with until_stopped(), OneMachine(self._settings, say=note) as machine:
            machine.wait_ready()
            note(f"api    {machine.api_url}")
            note(f"link   {machine.link}")
            note(f"kafka  {machine.settings.kafka_bootstrap}")
            note(f"home   {self._settings.home}")
            serde = open_serde(machine.settings.schema_registry_url)
            for spec, outcome in SpecLog(machine.settings, serde).apply(specs, active_from):
                note(f"{spec.kind:<6} {spec.name} {spec.revision} {outcome}")
            with EventFeed(machine.settings, serde) as feed:
                self._feed(machine, feed, ingest)
                while not exit_when_done:
                    machine.tend()
                    self._show(feed.poll(0.2))

    def _feed(self, machine: OneMachine, feed: EventFeed, ingest: Sequence[str]) -> None:
        """Runs the source to its end and everything after it to the same point."""
        # The source by the environment: its password would be on the command line for all to see.
        environment = {**os.environ, **environment_of(machine.settings), "ORIN_SOURCE": self._source}
        follower = Follower(machine)
        reader = spawn([sys.executable, "-P", "-m", "orin", "ingest", *ingest], log=self._log, env=environment)
        try:
            while reader.poll() is None:
                machine.tend()
                self._show(feed.poll(0.2))
                if not self._live:
                    self._tell(follower.behind, growing=True)
        finally:
            follower.source_ended.set()
            stop(reader, _INGEST_GRACE)
        said = last_line(self._log)
        if reader.returncode != 0:
            raise OrinError(said.removeprefix("orin: ") or f"ingest failed; see {self._log}")
        self._view.note(said)
        while not follower.done():
            machine.tend()
            self._show(feed.poll(0.1))
            self._tell(follower.behind, growing=False)
        self._show(feed.rest())
        self._sum_up()

    def _tell(self, behind: Behind | None, *, growing: bool) -> None:
        if behind is not None:
            self._view.progress(behind.stage, behind.total - behind.records, behind.total, growing=growing)

    def _show(self, events: list[Event]) -> None:
        for event in events:
            self._events.append(event)
            self._view.show(event)

    def _sum_up(self) -> None:
        if self._scene is not None:
            self._view.note(compare(self._scene.expected, self._events).summary())
        else:
            self._view.note(f"{len({event.event_id for event in self._events})} events")
        self._view.note("the source has been processed to its last frame")


class Follower:
    """Looks, in a thread of its own, how far the stages are behind the source, and waits for them once it has ended."""

    def __init__(self, machine: OneMachine) -> None:
        self.behind: Behind | None = None
        """As of the last look."""
        self.source_ended = threading.Event()
        self._machine, self._settings = machine, machine.settings
        self._fault: OrinError | None = None
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)
        self._thread.start()

    def done(self) -> bool:
        """Whether every stage has processed everything. Raises OrinError where that can no longer be expected."""
        if self._fault is not None:
            raise self._fault
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._look_on()
            wait_drained(self._settings, projected, told=self._note, starting=self._activity)
        except OrinError as error:
            self._fault = error

    def _look_on(self) -> None:
        progress, detect = Progress(self._settings, projected), HOPS[0]
        began_with: int | None = None
        try:
            while not self.source_ended.wait(_LOOK_EVERY):
                with suppress(OrinError):  # Kafka may be restarting; the next look may find it again
                    ends = progress.ends(*detect.topics)
                    reached = sum(end for _, end in ends.values())
                    left = sum(lag.records for lag in progress.lags(detect, ends))
                    began_with = reached - left if began_with is None else began_with
                    self._note(Behind(detect.stage, left, reached - began_with))
        finally:
            progress.close()

    def _activity(self, stage: str) -> Hashable:
        """A process that died is started again, which is no progress."""
        (found,) = [status for status in self._machine.statuses() if status.name == stage]
        return None if found.deaths else activity([found.pid])

    def _note(self, behind: Behind) -> None:
        # The total that detect began with, not what was left when the source ended.
        before = self.behind
        if before is not None and before.stage == behind.stage:
            behind = behind._replace(total=max(before.total, behind.total))
        self.behind = behind
