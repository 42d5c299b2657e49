"""The checkpoint of one partition, as a machine without I/O: events in, actions out.

On assignment
    A1. start the producer of this partition: whoever owned it before is fenced from here on;
    A2. only then read the state partition to its end, read_committed;
    A3. look at the source's log itself: refuse a position beyond its end, begin at its start if the position is gone;
    A4. skip whatever arrives below the position.

Per batch, in offset order
    1. decode (batch.py);
    2. step (batch.py);
    3. begin; send outputs, dead letters, changed states and `@position`; await every acknowledgement;
    4. commit;
    5. only now do the new states count.

`step` may change states in place, so there is nothing to fall back on in memory: whatever goes wrong between 1 and 5,
everything is dropped and read again from the state topic. That is also why a rebalance drops everything.

Fenced is different from any other error: another owner has started. It may be the rightful one (then we are a zombie,
and starting again would fence it), so the machine parks, and starts again only if the partition is still ours later.
The same after any error of a process that was stopped for a while: it may be a zombie that has not been told.
"""

from collections.abc import Callable
from enum import Enum
from typing import Generic

import msgspec

from orin.processors.logic import StateT
from orin.runtime.clock import wall_clock
from orin.schemas.errors import OrinError
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.batch import Batch, Prepared, StepFailed
from orin.topologies.stage.checkpoint.delivery import Delivery
from orin.topologies.stage.checkpoint.intake import Intake
from orin.topologies.stage.checkpoint.outbox import Outbox
from orin.topologies.stage.checkpoint.state import Position, StoredState
from orin.topologies.stage.definition import Codec, InputT, Limits, Stage
from orin.topologies.stage.stall import StallDetector


class MachinePhase(Enum):
    IDLE = "idle"
    STARTING = "starting"
    LOADING = "loading"
    CHECKING = "checking"
    READY = "ready"
    BEGINNING = "beginning"
    SENDING = "sending"
    COMMITTING = "committing"
    STOPPING = "stopping"
    WAITING = "waiting"
    """Between two attempts, after an error (backoff) or when fenced (parked)."""


_IN_TRANSACTION = (MachinePhase.BEGINNING, MachinePhase.SENDING, MachinePhase.COMMITTING)
_LOOKS_BEYOND_END = 3
_BETWEEN_LOOKS = 2.0
"""How often a log end below the position is looked at again before it is believed: a new leader may lag briefly."""


class Checkpoint(Generic[StateT, InputT]):
    """One partition of one stage."""

    def __init__(
        self,
        stage: Stage[StateT, InputT],
        partition: int,
        codec: Codec,
        *,
        limits: Limits,
        wall_clock: Callable[[], int] = wall_clock,
    ) -> None:
        self.stage = stage
        self.partition = partition
        self.phase = MachinePhase.IDLE
        self._codec = codec
        self._limits = limits
        self._wall_clock = wall_clock
        self._outbox = Outbox()
        self._intake = Intake(Delivery(stage.dense, 0, None), limits, self._outbox)
        self._assigned = False
        self._draining = False
        self._value_bytes = limits.value_bytes
        self._poison: frozenset[int] = frozenset()
        self._suspect: int | None = None
        self._failures = 0
        self._beyond_end = 0
        self._restart_after = 0.0
        self._stall = StallDetector(limits, self._outbox)
        self._batch: Batch[StateT, InputT] | None = None
        self._forget()

    def handle(self, event: s.MachineEvent, now: float) -> list[s.Action]:
        """What to do now that `event` has happened; `now` is a monotonic clock, seconds."""
        self._outbox.now = now
        self._outbox.actions = []
        if self.phase is not MachinePhase.IDLE:
            self._stall.check()
        match event:
            case s.Arrived():
                self._intake.arrived(event.messages, keep=self._assigned)
                self._maybe_begin()
            case s.Assigned():
                self._on_assigned()
            case s.Revoked():
                self._on_revoked()
            case s.TimerFired(name="silence"):
                if self.phase is not MachinePhase.IDLE and event.attempt == self.attempt:
                    self._intake.silence()
                    self._stall.rearm()
            case s.ProducerStopped():
                if self.phase is MachinePhase.STOPPING and event.attempt == self.attempt:
                    self._on_stopped()
            case _:
                if self.phase is not MachinePhase.STOPPING and event.attempt == self.attempt:
                    self._on_answer(event)
        return self._outbox.actions

    @property
    def attempt(self) -> int:
        """The number of the attempt that is on, or was the last."""
        return self._outbox.attempt

    @property
    def room(self) -> int:
        """How many more messages it can hold; what arrives beyond is dropped and read again later."""
        return self._intake.room

    @property
    def _now(self) -> float:
        return self._outbox.now

    def _on_answer(self, event: s.MachineEvent) -> None:
        match event:
            case s.ProducerStarted() if self.phase is MachinePhase.STARTING:
                self._load()
            case s.StateRead() if self.phase is MachinePhase.LOADING:
                for key, value, headers in event.records:
                    self._stored_state.put(key, value, headers)
            case s.StateEnd() if self.phase is MachinePhase.LOADING:
                self._check()
            case s.Refetched():
                self._on_refetched(event)
            case s.Begun() if self.phase is MachinePhase.BEGINNING:
                self._send()
            case s.Sent() if self.phase is MachinePhase.SENDING:
                self._commit()
            case s.Committed() if self.phase is MachinePhase.COMMITTING:
                self._replace()
            case s.Failed():
                self._on_failed(event)
            case s.TimerFired():
                self._on_timer(event)

    # ---- ours, and no longer ours

    def _on_assigned(self) -> None:
        self._assigned = True
        self._stall.clear()
        if self.phase is MachinePhase.IDLE:
            self._start()

    def _on_revoked(self) -> None:
        self._assigned = False
        if self.phase in _IN_TRANSACTION:
            self._draining = True
            self._outbox.set_timer("drain", self._limits.drain)
        elif self.phase in (MachinePhase.WAITING, MachinePhase.IDLE):
            self._rest()
        elif self.phase is MachinePhase.STOPPING:
            self._restart_after = 0.0  # whoever is assigned the partition again may start at once, fenced or not
        else:
            self._stop()

    def _start(self) -> None:
        # A1
        self._outbox.attempt += 1
        self.phase = MachinePhase.STARTING
        self._outbox.act(s.StartProducer(self.attempt))
        self._stall.rearm()

    def _load(self) -> None:
        # A2
        self.phase = MachinePhase.LOADING
        self._outbox.act(s.ReadState(self.attempt))

    def _check(self) -> None:
        # A3
        try:
            position = self._restore()
        except msgspec.MsgspecError as error:
            self._refuse(
                f"cannot be read ({error})", "start the build that wrote it, or delete the state topic to begin again"
            )
            return
        self.phase = MachinePhase.CHECKING
        self._intake.open(position)

    def _restore(self) -> Position | None:
        position, armed = self._stored_state.checkpoint()
        self._batch = Batch(
            self.stage,
            self.partition,
            self._codec,
            stored_state=self._stored_state,
            armed=armed,
            position=position or Position(0, None, {}),
            value_bytes=self._value_bytes,
            poison=self._poison,
            report=self._outbox.report,
            wall_clock=self._wall_clock,
        )
        return position

    def _forget(self) -> None:
        """Drops everything that was read from the state topic or computed since."""
        self._stored_state = StoredState()
        self._batch = None
        self._prepared: Prepared | None = None
        self._gathering = False
        self._draining = False
        self._last_begin = float("-inf")
        self._sent_at = self._now

    # ---- the log's word

    def _on_refetched(self, event: s.Refetched) -> None:
        first_look = self.phase is MachinePhase.CHECKING
        if self._intake.is_beyond_end(event):
            self._look_again(event)
            return
        self._intake.refetched(event)
        if first_look:
            self._ready()
        self._maybe_begin()

    def _look_again(self, event: s.Refetched) -> None:
        self._beyond_end += 1
        what = f"is at offset {self._intake.delivery.next_offset}, beyond the log's end {event.log_end}"
        if self._beyond_end >= _LOOKS_BEYOND_END:
            remedy = (
                f"if the topic was re-created, delete {self.stage.state} and start again to begin at the log's start"
            )
            self._refuse(what, remedy)
        else:
            self._fail(what, max(self._backoff(), _BETWEEN_LOOKS))

    def _ready(self) -> None:
        # A4 is Delivery.judge: OLD is everything below the position.
        self.phase = MachinePhase.READY
        self._beyond_end = 0
        committed = 0 if self._batch is None else self._batch.position.next_offset
        self._outbox.report("ready", {"offset": committed})
        self._intake.ready()
        self._intake.rejudge()

    # ---- batches

    def _maybe_begin(self) -> None:
        pending = len(self._intake.pending)
        if self.phase is not MachinePhase.READY or not pending or self._batch is None:
            return
        wait = self._last_begin + self._limits.commit_interval - self._now
        if pending >= self._limits.batch_records or wait <= 0:
            self._begin(self._batch)
        elif not self._gathering:
            self._gathering = True
            self._outbox.set_timer("gather", wait)

    def _begin(self, batch: Batch[StateT, InputT]) -> None:
        # 1 and 2
        self._last_begin = self._now
        messages = self._intake.take_batch()
        seq_in = self._intake.delivery.sequence_after(messages, batch.position.seq_in)
        try:
            self._prepared = batch.run(messages, seq_in)
        except StepFailed as error:
            self._on_step_failed(error)
            return
        except OrinError as error:  # not the record's fault: a schema registry that does not answer
            self._fail(str(error), self._backoff())
            return
        # 3
        self.phase = MachinePhase.BEGINNING
        self._outbox.act(s.Begin(self.attempt))

    def _on_step_failed(self, error: StepFailed) -> None:
        if self._suspect == error.offset:
            self._poison |= {error.offset}
        self._suspect = error.offset
        self._fail(f"offset {error.offset}: {error}", self._limits.backoff_first)

    def _send(self) -> None:
        if self._prepared is not None:
            self.phase = MachinePhase.SENDING
            self._outbox.act(s.Send(self.attempt, self._prepared.outgoing))

    def _commit(self) -> None:
        # 4
        self._sent_at = self._now
        self.phase = MachinePhase.COMMITTING
        self._outbox.act(s.Commit(self.attempt))

    def _replace(self) -> None:
        # 5
        done = self._prepared
        if done is None:
            return
        self._prepared = None
        self._intake.landed()
        self._failures = 0
        self._value_bytes = self._limits.value_bytes
        self._poison = frozenset(offset for offset in self._poison if offset >= done.position.next_offset)
        self.phase = MachinePhase.READY
        self._outbox.act(
            s.BatchDone(
                records=done.records,
                late=done.late,
                outputs=done.outputs,
                decode_seconds=done.decode_seconds,
                step_seconds=done.step_seconds,
                encode_seconds=done.encode_seconds,
                send_seconds=self._sent_at - self._last_begin,
                commit_seconds=self._now - self._sent_at,
                state_bytes=done.state_bytes,
                next_offset=done.position.next_offset,
            )
        )
        if self._draining:
            self._stop()
        else:
            self._intake.rejudge()
            self._maybe_begin()
            self._intake.read_on()

    # ---- what goes wrong

    def _on_failed(self, event: s.Failed) -> None:
        if event.kind == "fenced":
            self._outbox.report("fenced", {"error": event.error})
            self._stop(restart_after=self._limits.parked)
            return
        if event.kind == "too_large":
            # The topic takes less than we thought: with half of it the same record becomes a DeadLetter.
            self._value_bytes //= 2
        self._fail(event.error, self._backoff())

    def _fail(self, error: str, restart_after: float) -> None:
        self._outbox.report("failed", {"error": error, "phase": self.phase.value, "again_in": restart_after})
        self._stop(restart_after)

    def _backoff(self) -> float:
        self._failures += 1
        return min(self._limits.backoff_first * 2.0 ** (self._failures - 1), self._limits.backoff_longest)

    def _refuse(self, what: str, remedy: str) -> None:
        name = f"{self.stage.name}, {self.stage.source} partition {self.partition}"
        self._stop()
        self._assigned = False  # until it is given to us again
        self._outbox.act(s.Refuse(f"{name}: the stored state {what}; {remedy}"))

    def _stop(self, restart_after: float = 0.0) -> None:
        """Aborts what is open and drops everything but the messages, which are still what the log says."""
        self._restart_after = restart_after
        self._intake.close()
        self._forget()
        self.phase = MachinePhase.STOPPING
        self._outbox.act(s.StopProducer(self.attempt))

    def _on_stopped(self) -> None:
        if not self._assigned:
            self._rest()
        else:
            self._start_or_wait(self._restart_after)

    def _start_or_wait(self, seconds: float) -> None:
        """Starts after `seconds`; not before a process that was stopped must have heard who owns the partition."""
        seconds = max(seconds, self._stall.seconds_until_told())
        if seconds > 0:
            self.phase = MachinePhase.WAITING
            self._outbox.set_timer("restart", seconds)
        else:
            self._start()

    def _rest(self) -> None:
        self.phase = MachinePhase.IDLE
        self._intake.clear()
        self._outbox.act(s.Idle())

    # ---- timers

    def _on_timer(self, timer: s.TimerFired) -> None:
        match timer.name:
            case "gather":
                self._gathering = False
                self._maybe_begin()
            case "refetch":
                self._intake.refetch_timer()
            case "restart" if self.phase is MachinePhase.WAITING:
                self._start_or_wait(0.0)
            case "drain" if self.phase in _IN_TRANSACTION:
                self._stop()
