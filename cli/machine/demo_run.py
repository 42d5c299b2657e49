"""The course of `orin demo`: start, arm the guards, feed the source, show events, sum up."""

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Sequence

from orin.cli.machine.one_machine import OneMachine, environment_of, until_stopped
from orin.cli.specs.files import scene_of
from orin.cli.terminal.event_view import EventView
from orin.processors.scenes.compare import compare
from orin.processors.specs.parse import ParsedSpec
from orin.runtime.config.settings import OwnSettings
from orin.runtime.processes.children import last_line, spawn, stop
from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Event
from orin.schemas.wire.serde import open_serde
from orin.topologies.kafka.event_feed import EventFeed
from orin.topologies.kafka.lag import wait_drained
from orin.topologies.specs.apply import SpecLog

_DRAIN_TIMEOUT = 600.0
"""Seconds that the stages may take to catch up with a source that has ended."""
_INGEST_GRACE = 3.0


class Demo:
    """One run. `own_guards`: the guards are the user's, so a scene's truth says nothing about them."""

    def __init__(self, settings: OwnSettings, view: EventView, source: str, *, own_guards: bool) -> None:
        if settings.model is not None and not settings.model.exists():
            raise Misuse(f"model {settings.model}: there is no such file; ORIN does not download weights by itself")
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
            note(f"api    {machine.api_url}\nkafka  {machine.settings.kafka_bootstrap}\nhome   {self._settings.home}")
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
        reader = spawn([sys.executable, "-P", "-m", "orin", "ingest", *ingest], log=self._log, env=environment)
        try:
            while reader.poll() is None:
                machine.tend()
                self._show(feed.poll(0.2))
        finally:
            stop(reader, _INGEST_GRACE)
        self._drain(machine, feed, reader)
        self._sum_up()

    def _drain(self, machine: OneMachine, feed: EventFeed, reader: "subprocess.Popen[bytes]") -> None:
        said = last_line(self._log)
        if reader.returncode != 0:
            raise OrinError(said.removeprefix("orin: ") or f"ingest failed; see {self._log}")
        self._view.note(said)
        faults: list[OrinError] = []
        waiter = threading.Thread(target=_wait, args=(machine, faults), daemon=True)
        waiter.start()
        while waiter.is_alive():
            machine.tend()
            self._show(feed.poll(0.1))
        if faults:
            raise faults[0]
        self._show(feed.rest())

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


def _wait(machine: OneMachine, faults: list[OrinError]) -> None:
    try:
        asyncio.run(wait_drained(machine.settings, _DRAIN_TIMEOUT))
    except OrinError as error:
        faults.append(error)
