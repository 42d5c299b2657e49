"""Simulated detections of true tracks: ORIN and the public trackers that are installed, on five sequences twice."""

from collections.abc import Iterator

from benchmarks.tracking_references import followed, installed
from orin.processors.evaluation.scores import Scores, scores, together
from orin.processors.evaluation.tracked import compare, frames, tracked
from tests.support.accuracy.mot import MIN_FRAMES, load_all
from tests.support.accuracy.simulated import DETECTORS, simulated

SLOW = 7
"""Frames a second, about, of the second run of each: many cameras record no more."""


def measure(seed: int = 1) -> Iterator[tuple[str, str, Scores]]:
    """Tracker, detector and rate, and the scores combined over the sequences."""
    sequences = [s for s in load_all()[1] if s.length > MIN_FRAMES * s.rate / SLOW]
    for detector in DETECTORS:
        made = [simulated(sequence, detector, seed) for sequence in sequences]
        for slow in (False, True):
            steps = [max(round(s.rate / SLOW), 1) if slow else 1 for s in made]
            used = [(s, step) for s, step in zip(made, steps, strict=True) if len(frames(s, step)) >= MIN_FRAMES]
            name = f"{detector}, {f'about {SLOW}' if slow else 'all'} frames/s"
            yield "ORIN", name, scores(together(compare(s, tracked(s, step), step)[0] for s, step in used))
            for one in installed():
                found = together(compare(s, followed(one, s, step), step)[0] for s, step in used)
                yield one.name, name, scores(found)
