"""The lag of a worker, as its metrics show it: from its positions and the ends of its partitions."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from aiokafka.errors import KafkaConnectionError
from prometheus_client import REGISTRY

from orin.topologies.stage import lag


class Reader:
    """Answers with `answers` in turn, then never again."""

    def __init__(self, *answers: Mapping[int, int] | Exception) -> None:
        self.asked: list[tuple[str, list[int]]] = []
        self.over = asyncio.Event()
        self._answers = list(answers)

    async def ends(self, topic: str, partitions: Sequence[int]) -> dict[int, int]:
        if not self._answers:
            self.over.set()
            await asyncio.Event().wait()
        self.asked.append((topic, list(partitions)))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return dict(answer)


async def test_lag_is_the_distance_to_each_end_and_survives_a_broker_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lag, "_EVERY_SECONDS", 0.0)
    reader: Any = Reader({0: 5, 1: 9}, KafkaConnectionError("away"), {0: 12, 1: 9})
    positions: list[dict[int, int]] = [{}, {0: 5, 1: 7}]
    task = asyncio.create_task(
        lag.measure_lag("test", "orin.test", reader, lambda: positions.pop(0) if len(positions) > 1 else positions[0])
    )
    await asyncio.wait_for(reader.over.wait(), 30)
    task.cancel()
    assert reader.asked == [("orin.test", [0, 1])] * 3
    assert [shown(0), shown(1)] == [7, 2]


async def test_a_position_ahead_of_the_end_is_no_negative_lag(monkeypatch: pytest.MonkeyPatch) -> None:
    """The end was asked for before the position moved on."""
    monkeypatch.setattr(lag, "_EVERY_SECONDS", 0.0)
    reader: Any = Reader({2: 4})
    task = asyncio.create_task(lag.measure_lag("test", "orin.test", reader, lambda: {2: 6}))
    await asyncio.wait_for(reader.over.wait(), 30)
    task.cancel()
    assert shown(2) == 0


def shown(partition: int) -> float | None:
    labels = {"stage": "test", "topic": "orin.test", "partition": str(partition)}
    return REGISTRY.get_sample_value("orin_lag_records", labels)
