"""Checkpoints with one step broken each: what the interleavings, and the cluster, have to catch."""

from typing import Any

from orin.topologies.kafka.messages import Message
from orin.topologies.stage.checkpoint import signals as s
from orin.topologies.stage.checkpoint.delivery import Delivery, Order
from orin.topologies.stage.checkpoint.machine import Checkpoint, MachinePhase
from orin.topologies.stage.checkpoint.state import Position


class CommitsWithoutAwaiting(Checkpoint[Any, Any]):
    def _send(self) -> None:
        super()._send()
        self._commit()


class LoadsBeforeFencing(Checkpoint[Any, Any]):
    def _start(self) -> None:
        super()._start()
        self._outbox.actions.remove(s.StartProducer(self.attempt))
        self._load()

    def _check(self) -> None:
        self.early = self._restore()
        self.phase = MachinePhase.STARTING
        self._outbox.act(s.StartProducer(self.attempt))

    def _on_answer(self, event: s.MachineEvent) -> None:
        if isinstance(event, s.ProducerStarted):
            self.phase = MachinePhase.CHECKING
            self._intake.open(self.early)
        else:
            super()._on_answer(event)


class KeepsStateOverRebalance(Checkpoint[Any, Any]):
    kept: Any = None

    def _forget(self) -> None:
        if getattr(self, "_batch", None) is not None:
            self.kept = self._batch
        super()._forget()

    def _restore(self) -> Position | None:
        position = super()._restore()
        if self.kept is not None:
            self._batch = self.kept
        return position if self._batch is None else self._batch.position


class RestartsAtOnceWhenFenced(Checkpoint[Any, Any]):
    def _start_or_wait(self, seconds: float) -> None:
        self._start()


class CountsStatesBeforeCommit(Checkpoint[Any, Any]):
    """After an error it goes on with what it has in memory, and sends the batch no more."""

    def _on_failed(self, event: s.Failed) -> None:
        if event.kind == "other" and self.phase in (MachinePhase.SENDING, MachinePhase.COMMITTING):
            self.phase = MachinePhase.READY
            self._intake.landed()
        else:
            super()._on_failed(event)


class _Trusting(Delivery):
    def judge(self, message: Message) -> Order:
        return Order.NEXT if message.offset >= self.next_offset else Order.OLD


class TrustsDelivery(Checkpoint[Any, Any]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._intake.delivery = _Trusting(self.stage.dense, 0, None)
