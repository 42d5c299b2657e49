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

import time
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Generic

import msgspec

from processors.logic import StateT
from processors.specs.armed import Armed
from schemas.errors import OrinError
from topologies.stage import signals as s
from topologies.stage.batch import Batch, Prepared, StepFailed
from topologies.stage.definition import Codec, InputT, Limits, Message, Stage
from topologies.stage.delivery import Delivery, Verdict
from topologies.stage.state import CHECKPOINT_VERSION, Position, Snapshot, decode_position


class Phase(Enum):
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


_IN_TRANSACTION = (Phase.BEGINNING, Phase.SENDING, Phase.COMMITTING)
_RUNNING = (Phase.READY, *_IN_TRANSACTION)
_LOOKS_BEYOND_END = 3
"""A log end below the position is looked at so often before it is believed: a new leader may lag for a moment."""

_OVERSLEPT = 2.0
"""Seconds by which a timer may be late in a process that runs. With `silence` less than any session timeout."""


class Checkpoint(Generic[StateT, InputT]):
    """One partition of one stage."""

    def __init__(
        self,
        stage: Stage[StateT, InputT],
        partition: int,
        codec: Codec,
        *,
        limits: Limits,
        wall_clock: Callable[[], int] = lambda: time.time_ns() // 1000,
    ) -> None:
        self.stage = stage
        self.partition = partition
        self.phase = Phase.IDLE
        self.attempt = 0
        self._codec = codec
        self._limits = limits
        self._wall_clock = wall_clock
        self._actions: list[s.Action] = []
        self._now = 0.0
        self._assigned = False
        self._draining = False
        self._value_bytes = limits.value_bytes
        self._poison: frozenset[int] = frozenset()
        self._suspect: int | None = None
        self._failures = 0
        self._beyond_end = 0
        self._restart_after = 0.0
        self._pulse_due = float("inf")
        self._overslept_at = float("-inf")
        self._ahead: deque[Message] = deque()
        self._dropped = False
        self._last_seek = float("-inf")
        self._batch: Batch[StateT, InputT] | None = None
        self._forget()

    def handle(self, event: s.Event, now: float) -> list[s.Action]:
        """What to do now that `event` has happened; `now` is a monotonic clock, seconds."""
        self._now = now
        self._actions = []
        if self.phase is not Phase.IDLE and now > self._pulse_due + _OVERSLEPT:
            self._overslept_at = now
            self._pulse_due = now + self._limits.silence
        match event:
            case s.Arrived():
                self._on_arrived(event)
            case s.Assigned():
                self._on_assigned()
            case s.Revoked():
                self._on_revoked()
            case s.Timer(name="silence"):
                if self.phase is not Phase.IDLE and event.attempt == self.attempt:
                    self._on_silence_timer()
            case s.ProducerStopped():
                if self.phase is Phase.STOPPING and event.attempt == self.attempt:
                    self._on_stopped()
            case _:
                if self.phase is not Phase.STOPPING and event.attempt == self.attempt:
                    self._on_answer(event)
        return self._actions

    @property
    def room(self) -> int:
        """How many more messages it can hold; what arrives beyond is dropped and read again later."""
        return max(0, self._limits.buffered_records - len(self._pending) - len(self._ahead))

    def _on_answer(self, event: s.Event) -> None:
        match event:
            case s.ProducerStarted() if self.phase is Phase.STARTING:
                self._load()
            case s.StateRead() if self.phase is Phase.LOADING:
                for key, value, headers in event.records:
                    self._snapshot.put(key, value, headers)
            case s.StateEnd() if self.phase is Phase.LOADING:
                self._check()
            case s.Refetched():
                self._on_refetched(event)
            case s.Begun() if self.phase is Phase.BEGINNING:
                self._send()
            case s.Sent() if self.phase is Phase.SENDING:
                self._commit()
            case s.Committed() if self.phase is Phase.COMMITTING:
                self._replace()
            case s.Failed():
                self._on_failed(event)
            case s.Timer():
                self._on_timer(event)

    # ---- ours, and no longer ours

    def _on_assigned(self) -> None:
        self._assigned = True
        self._overslept_at = float("-inf")
        if self.phase is Phase.IDLE:
            self._start()

    def _on_revoked(self) -> None:
        self._assigned = False
        if self.phase in _IN_TRANSACTION:
            self._draining = True
            self._set_timer("drain", self._limits.drain)
        elif self.phase in (Phase.WAITING, Phase.IDLE):
            self._rest()
        elif self.phase is Phase.STOPPING:
            self._restart_after = 0.0  # whoever is given the partition anew may start at once, fenced or not
        else:
            self._stop()

    def _start(self) -> None:
        # A1
        self.attempt += 1
        self.phase = Phase.STARTING
        self._act(s.StartProducer(self.attempt))
        self._pulse()

    def _load(self) -> None:
        # A2
        self.phase = Phase.LOADING
        self._act(s.ReadState(self.attempt))

    def _check(self) -> None:
        # A3
        try:
            self._restore()
        except msgspec.MsgspecError as error:
            self._refuse(f"cannot be read ({error})", "start the build that wrote it, or delete the state topic")
            return
        self.phase = Phase.CHECKING
        self._refetch()

    def _restore(self) -> None:
        """Position and armed specs from the snapshot. Losing either would be silent harm, so neither is guessed."""
        position, armed = Position(0, None, {}), Armed()
        self._known = False
        if (stored := self._snapshot.position()) is not None:
            position = decode_position(self._of_this_version(*stored))
            self._known = True
        if (stored := self._snapshot.specs()) is not None:
            armed = Armed.load(self._of_this_version(*stored))
        self._delivery = Delivery(self.stage.dense, position.next_offset, position.seq_in)
        self._batch = Batch(
            self.stage,
            self.partition,
            self._codec,
            snapshot=self._snapshot,
            armed=armed,
            position=position,
            value_bytes=self._value_bytes,
            poison=self._poison,
            report=self._report,
            wall_clock=self._wall_clock,
        )

    @staticmethod
    def _of_this_version(version: int | None, data: bytes) -> bytes:
        if version != CHECKPOINT_VERSION:
            raise msgspec.DecodeError(f"its version is {version}, this build reads {CHECKPOINT_VERSION}")
        return data

    def _forget(self) -> None:
        """Drops everything that was read from the state topic or computed since."""
        self._snapshot = Snapshot()
        self._known = False
        self._delivery = Delivery(self.stage.dense, 0, None)
        self._batch = None
        self._prepared: Prepared | None = None
        self._pending: deque[Message] = deque()
        self._in_flight: list[Message] = []
        self._gathering = False
        self._draining = False
        self._refetching = False
        self._refetch_timer = False
        self._catching_up = False
        self._verified = 0
        self._last_refetch = float("-inf")
        self._last_begin = float("-inf")
        self._sent_at = self._now
        self._last_arrival = self._now

    # ---- what arrives

    def _on_arrived(self, event: s.Arrived) -> None:
        self._last_arrival = self._now
        running = self.phase in _RUNNING and not self._draining
        for message in event.messages:
            # While one is held, those after it are: taking them would make it old.
            sure = running and not self._ahead
            verdict = self._delivery.judge(message) if sure else Verdict.UNSURE
            if verdict is Verdict.NEXT and self.room > 0:
                self._accept(message)
            elif verdict is not Verdict.OLD and not self._catching_up:
                self._keep(message)
        if running:
            self._rejudge()
            self._maybe_begin()

    def _accept(self, message: Message) -> None:
        self._delivery.take(message)
        self._pending.append(message)

    def _keep(self, message: Message) -> None:
        """Holds a message whose turn cannot be told yet; with no room it is dropped, and read again later."""
        if self._assigned and self.room > 0:
            self._ahead.append(message)
        else:
            self._dropped = True

    def _rejudge(self) -> None:
        """Takes what has become next among the messages held; asks the log when something seems to be missing."""
        if not self._ahead:
            return
        waiting = deque(sorted(self._ahead, key=lambda message: message.offset))
        while waiting and (verdict := self._delivery.judge(waiting[0])) is not Verdict.UNSURE:
            message = waiting.popleft()
            if verdict is Verdict.NEXT:
                self._accept(message)
        self._ahead = waiting
        if self._ahead:
            self._ask_log()

    def _ask_log(self) -> None:
        """Refetches at once where the last refetch led on, else at most once an interval."""
        if self._refetching or self._refetch_timer:
            return
        stuck = self._verified == self._delivery.next_offset
        wait = self._last_refetch + self._limits.refetch_interval - self._now if stuck else 0.0
        if wait > 0:
            self._refetch_timer = True
            self._set_timer("refetch", wait)
        else:
            self._refetch()

    def _refetch(self) -> None:
        self._refetching = True
        self._last_refetch = self._now
        self._verified = self._delivery.next_offset
        self._act(s.Refetch(self.attempt, self._delivery.next_offset))

    def _on_refetched(self, event: s.Refetched) -> None:
        self._refetching = False
        first_look = self.phase is Phase.CHECKING
        if first_look and self._known and event.log_end < self._delivery.next_offset:
            self._look_again(event)
            return
        if event.log_start > self._delivery.next_offset:
            if self._known or not first_look:
                self._report("gap", {"from": self._delivery.next_offset, "to": event.log_start})
            self._delivery.lose(event.log_start)
        if event.log_end == 0:
            self._delivery.begin()
        held = {message.offset for message in self._ahead}
        missing = 0
        for message in event.messages:
            if message.offset >= self._delivery.next_offset:
                self._accept(message)
                missing += message.offset not in held
        self._delivery.skip_to(event.position)
        if first_look:
            self._ready()
        elif missing and not self._draining and not self._catching_up:
            self._report("hole", {"records": missing, "before": event.position})
            self._seek_if_astray(event)
        self._catch_up(event)
        self._rejudge()
        self._maybe_begin()

    def _catch_up(self, event: s.Refetched) -> None:
        """Far behind, the log itself is read on and on: whole chunks cost a tenth of what the stream costs."""
        behind = event.position < event.log_end
        if behind and not self._catching_up:
            self._catching_up = True
            self._act(s.Pause())
        elif self._catching_up and not behind:
            self._catching_up = False
            self._act(s.Resume())
            self._act(s.Seek(self._delivery.next_offset))
        self._read_on()

    def _read_on(self) -> None:
        if self._catching_up and not self._refetching and len(self._pending) < self._limits.batch_records:
            self._refetch()

    def _seek_if_astray(self, event: s.Refetched) -> None:
        """Puts the stream's consumer where it ought to be if it is silent, or far ahead because there was no room."""
        if self._dropped or self._now - self._last_arrival >= self._limits.silence:
            self._dropped = False
            self._seek(event.position)

    def _look_again(self, event: s.Refetched) -> None:
        self._beyond_end += 1
        what = f"is at offset {self._delivery.next_offset}, beyond the log's end {event.log_end}"
        if self._beyond_end >= _LOOKS_BEYOND_END:
            remedy = f"was the topic recreated? Delete {self.stage.state} and start again to begin at the log's start"
            self._refuse(what, remedy)
        else:
            self._fail(what, self._backoff())

    def _ready(self) -> None:
        # A4 is Delivery.judge: OLD is everything below the position.
        self.phase = Phase.READY
        self._last_arrival = self._now
        self._beyond_end = 0
        self._report("ready", {"offset": self._delivery.next_offset})
        if self._dropped:
            self._dropped = False
            self._seek(self._delivery.next_offset)

    def _seek(self, offset: int) -> None:
        if self._now - self._last_seek >= self._limits.refetch_interval:
            self._last_seek = self._now
            self._act(s.Seek(offset))

    # ---- batches

    def _maybe_begin(self) -> None:
        if self.phase is not Phase.READY or not self._pending or self._batch is None:
            return
        wait = self._last_begin + self._limits.commit_interval - self._now
        if len(self._pending) >= self._limits.batch_records or wait <= 0:
            self._begin(self._batch)
        elif not self._gathering:
            self._gathering = True
            self._set_timer("gather", wait)

    def _begin(self, batch: Batch[StateT, InputT]) -> None:
        # 1 and 2
        self._last_begin = self._now
        self._in_flight = self._next_messages()
        try:
            self._prepared = batch.run(self._in_flight, self._sequence_after(batch.position.seq_in))
        except StepFailed as error:
            self._on_step_failed(error)
            return
        except OrinError as error:  # not the record's fault: a schema registry that does not answer
            self._fail(str(error), self._backoff())
            return
        # 3
        self.phase = Phase.BEGINNING
        self._act(s.Begin(self.attempt))

    def _next_messages(self) -> list[Message]:
        messages: list[Message] = []
        size = 0
        while self._pending and len(messages) < self._limits.batch_records and size < self._limits.batch_bytes:
            message = self._pending.popleft()
            messages.append(message)
            size += len(message.value or b"")
        return messages

    def _sequence_after(self, sequence: int | None) -> int | None:
        """The source's number expected after the messages in flight, if it was `sequence` before them."""
        if self.stage.dense == "offset":
            return None
        place = Delivery("sequence", 0, sequence)
        for message in self._in_flight:
            place.take(message)
        return place.next_sequence

    def _on_step_failed(self, error: StepFailed) -> None:
        if self._suspect == error.offset:
            self._poison |= {error.offset}
        self._suspect = error.offset
        self._fail(f"offset {error.offset}: {error}", self._limits.backoff_first)

    def _send(self) -> None:
        if self._prepared is not None:
            self.phase = Phase.SENDING
            self._act(s.Send(self.attempt, self._prepared.outgoing))

    def _commit(self) -> None:
        # 4
        self._sent_at = self._now
        self.phase = Phase.COMMITTING
        self._act(s.Commit(self.attempt))

    def _replace(self) -> None:
        # 5
        done = self._prepared
        if done is None:
            return
        self._prepared = None
        self._in_flight = []
        self._failures = 0
        self._value_bytes = self._limits.value_bytes
        self._poison = frozenset(offset for offset in self._poison if offset >= done.position.next_offset)
        self.phase = Phase.READY
        self._act(
            s.BatchDone(
                records=done.records,
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
            self._rejudge()
            self._maybe_begin()
            self._read_on()

    # ---- what goes wrong

    def _on_failed(self, event: s.Failed) -> None:
        if event.kind == "fenced":
            self._report("fenced", {"error": event.error})
            self._stop(restart_after=self._limits.parked)
            return
        if event.kind == "too_large":
            # The topic takes less than we thought: with half of it the same record becomes a DeadLetter.
            self._value_bytes //= 2
        self._fail(event.error, self._backoff())

    def _fail(self, error: str, restart_after: float) -> None:
        self._report("failed", {"error": error, "phase": self.phase.value, "again_in": restart_after})
        self._stop(restart_after)

    def _backoff(self) -> float:
        self._failures += 1
        return min(self._limits.backoff_first * 2.0 ** (self._failures - 1), self._limits.backoff_longest)

    def _refuse(self, what: str, remedy: str) -> None:
        name = f"{self.stage.name}, {self.stage.source} partition {self.partition}"
        self._stop()
        self._assigned = False  # until it is given to us again
        self._act(s.Refuse(f"{name}: the stored state {what}; {remedy}"))

    def _stop(self, restart_after: float = 0.0) -> None:
        """Aborts what is open and drops everything but the messages, which are still what the log says."""
        self._restart_after = restart_after
        kept = [*self._in_flight, *self._pending, *self._ahead]
        if self._catching_up:
            self._act(s.Resume())
            self._dropped = True
        self._forget()
        self._ahead = deque(kept)
        self.phase = Phase.STOPPING
        self._act(s.StopProducer(self.attempt))

    def _on_stopped(self) -> None:
        if not self._assigned:
            self._rest()
        else:
            self._start_or_wait(self._restart_after)

    def _start_or_wait(self, seconds: float) -> None:
        """Starts after `seconds`; not before a process that was stopped must have heard who owns the partition."""
        seconds = max(seconds, self._overslept_at + self._limits.parked - self._now)
        if seconds > 0:
            self.phase = Phase.WAITING
            self._set_timer("restart", seconds)
        else:
            self._start()

    def _rest(self) -> None:
        self.phase = Phase.IDLE
        self._ahead.clear()
        self._act(s.Idle())

    # ---- timers

    def _on_timer(self, timer: s.Timer) -> None:
        match timer.name:
            case "gather":
                self._gathering = False
                self._maybe_begin()
            case "refetch":
                self._refetch_timer = False
                if self._ahead and self.phase in _RUNNING and not self._refetching:
                    self._refetch()
            case "restart" if self.phase is Phase.WAITING:
                self._start_or_wait(0.0)
            case "drain" if self.phase in _IN_TRANSACTION:
                self._stop()

    def _on_silence_timer(self) -> None:
        silent = self._now - self._last_arrival >= self._limits.silence
        if silent and self.phase in _RUNNING and not self._refetching and not self._draining:
            self._refetch()
        self._pulse()

    def _pulse(self) -> None:
        """One silence timer of an attempt is always set; its lateness shows that the process was stopped."""
        self._pulse_due = self._now + self._limits.silence
        self._set_timer("silence", self._limits.silence)

    # ---- what it says

    def _act(self, action: s.Action) -> None:
        self._actions.append(action)

    def _set_timer(self, name: s.TimerName, seconds: float) -> None:
        self._act(s.SetTimer(self.attempt, name, seconds))

    def _report(self, what: str, details: dict[str, object]) -> None:
        self._act(s.Report(what, details))
