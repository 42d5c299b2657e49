"""The checkpoint through thousands of interleavings, and proof that broken checkpoints are caught."""

from typing import Any

import pytest

from orin.topologies.stage.checkpoint.machine import Checkpoint
from tests.support.checkpoint.broken import (
    CommitsWithoutAwaiting,
    CountsStatesBeforeCommit,
    KeepsStateOverRebalance,
    LoadsBeforeFencing,
    RestartsAtOnceWhenFenced,
    TrustsDelivery,
)
from tests.support.checkpoint.play import caught, play

INTERLEAVINGS = 5_000


# make check plays the first thousand; make test all of them; make interleavings a million
@pytest.mark.parametrize("block", [0, *(pytest.param(block, marks=pytest.mark.slow) for block in range(1, 5))])
def test_every_interleaving_ends_as_the_undisturbed_run(block: int) -> None:
    for seed in range(block * INTERLEAVINGS // 5, (block + 1) * INTERLEAVINGS // 5):
        play(seed)


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
