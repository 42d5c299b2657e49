"""Boxes of pets that lie still: a model takes bags for dogs and cats, and no animal is as still as a bag for long."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.geometry import corners, iou
from orin.processors.labels import group
from orin.schemas.records import Box

SAME_IOU = 0.5
STILL_US = 10_000_000
"""From when a box of a pet that has not moved holds nothing back any more."""
MISSED_US = 3_000_000
"""A model misses it for so long at most."""


class Pet(NamedTuple):
    box: Box
    """Where it was first."""
    since: int
    seen_at: int


def pets_at(before: Sequence[Pet], boxes: Sequence[Box], at: int) -> list[Pet]:
    """Where pets are, or were lately, after the frame captured at `at` (µs)."""
    left = list(before)
    found: list[Pet] = []
    for box in boxes:
        if group(box.label) != "pets":
            continue
        best = max(left, key=lambda pet: iou(corners(pet.box), corners(box)), default=None)
        if best is not None and iou(corners(best.box), corners(box)) >= SAME_IOU:
            left.remove(best)
            found.append(best._replace(seen_at=at))
        else:
            found.append(Pet(box, at, at))
    return found + [pet for pet in left if at - pet.seen_at <= MISSED_US]


def holding(pets: Sequence[Pet], at: int) -> list[Box]:
    """Boxes in which what stands still may be an animal: all but those that have been there for too long."""
    return [pet.box for pet in pets if at - pet.since < STILL_US]
