"""The gate: combined tracking accuracy may only rise. `python -m tests.accuracy.mot --write` records a better one."""

import json

import pytest

from tests.accuracy.mot import GATE, STEPS, evaluate, worse
from tests.footage import footage

BYTETRACK = {1: (67.5, 97), 2: (68.4, 105), 5: (63.2, 136)}
"""Combined IDF1 and ID switches of ultralytics' ByteTrack on the same detections (benchmarks/tracking.py)."""


@pytest.mark.footage
@pytest.mark.parametrize("step", STEPS)
def test_accuracy_has_not_fallen(step: int) -> None:
    now = evaluate(footage("data/tracking"), step)
    before = json.loads(GATE.read_text())[str(step)]
    assert now.keys() == before.keys()
    assert not worse(now["combined"], before["combined"])


def test_the_recorded_accuracy_is_on_bytetracks_level() -> None:
    recorded = json.loads(GATE.read_text())
    for step, (idf1, switches) in BYTETRACK.items():
        combined = recorded[str(step)]["combined"]
        assert combined["idf1"] >= idf1
        assert combined["switches"] <= switches
