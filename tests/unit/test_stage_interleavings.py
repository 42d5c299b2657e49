"""The checkpoint through thousands of interleavings, and proof that broken checkpoints are caught."""

import random
from typing import Any

import pytest

from schemas.records import Spec
from tests.unit.stage_toy import BROKEN, ToyCodec, ping, toy_stage
from tests.unit.stage_world import Source, World, Wrong
from topologies.stage import signals as s
from topologies.stage.definition import Message
from topologies.stage.delivery import Delivery, Verdict
from topologies.stage.machine import Checkpoint, Phase
from topologies.stage.state import Position
from topologies.topics import SPEC_KEY

INTERLEAVINGS = 10_000


def source_of(seed: int) -> list[Source]:
    """12 to 24 messages of three cameras; among them spec markers (one repeated), garbage, and a broken record."""
    rng = random.Random(seed)
    found: list[Source] = []
    for index in range(rng.randint(12, 24)):
        at = 1_000_000 + index * 100_000
        key, value, headers, timestamp = ping(f"site/cam-{rng.randrange(3)}", at, rng.randrange(100))
        kind = rng.random()
        if kind < 0.08:
            revision = rng.choice(("1-aaaaaaaa", "2-bbbbbbbb"))
            spec = Spec(kind="guard", name="g", revision=revision, body="{}", active_from=0)
            found.append((SPEC_KEY, ToyCodec().encode(spec), (), timestamp))
        elif kind < 0.12:
            found.append((key, b"\xff garbage", headers if rng.random() < 0.5 else (), timestamp))
        elif kind < 0.14:
            found.append(ping("site/cam-0", at, BROKEN))
        else:
            found.append((key, value, headers, timestamp))
    return found


def play(seed: int, **world: Any) -> None:
    rng = random.Random(-seed)
    dense = "offset" if seed % 2 else "sequence"
    World(seed, toy_stage(dense), ToyCodec(), source_of(seed), **world).run(steps=rng.randint(40, 200))


@pytest.mark.parametrize("block", range(10))
def test_every_interleaving_ends_as_the_undisturbed_run(block: int) -> None:
    for seed in range(block * INTERLEAVINGS // 10, (block + 1) * INTERLEAVINGS // 10):
        play(seed)


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
        self.phase = Phase.STARTING
        self._outbox.act(s.StartProducer(self.attempt))

    def _on_answer(self, event: s.Event) -> None:
        if isinstance(event, s.ProducerStarted):
            self.phase = Phase.CHECKING
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
        if event.kind == "other" and self.phase in (Phase.SENDING, Phase.COMMITTING):
            self.phase = Phase.READY
            self._intake.landed()
        else:
            super()._on_failed(event)


class _Trusting(Delivery):
    def judge(self, message: Message) -> Verdict:
        return Verdict.NEXT if message.offset >= self.next_offset else Verdict.OLD


class TrustsDelivery(Checkpoint[Any, Any]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._intake.delivery = _Trusting(self.stage.dense, 0, None)


@pytest.mark.parametrize(
    ("broken", "within"),
    [
        (CommitsWithoutAwaiting, 300),
        (LoadsBeforeFencing, 1000),
        (KeepsStateOverRebalance, 300),
        (RestartsAtOnceWhenFenced, 1000),
        (CountsStatesBeforeCommit, 300),
        (TrustsDelivery, 300),
    ],
)
def test_a_broken_checkpoint_is_caught(broken: type[Checkpoint[Any, Any]], within: int) -> None:
    assert caught(within, make_machine=broken) is not None


def test_reading_uncommitted_is_caught() -> None:
    assert caught(300, committed=False) is not None


def caught(within: int, **world: Any) -> int | None:
    """How many interleavings it took until the world ended wrong."""
    for seed in range(within):
        try:
            play(seed, **world)
        except (Wrong, AssertionError):
            return seed + 1
    return None
