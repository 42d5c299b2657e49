"""Boxes of pets that lie still: a model takes bags for dogs and cats, and no animal is as still as a bag for long."""

from collections.abc import Sequence
from typing import NamedTuple

from orin.processors.geometry import Rect, corners, iou
from orin.processors.labels import group
from orin.schemas.records import Box

SAME_IOU = 0.5
STILL_US = 10_000_000
"""From when a box of a pet that has not moved hides nothing any more."""
MISSED_US = 3_000_000
"""A model misses it for so long at most."""


class StillPet(NamedTuple):
    place: Rect
    """Where it was first."""
    since: int
    seen_at: int


def still_pets(before: Sequence[StillPet], boxes: Sequence[Box], at: int) -> list[StillPet]:
    """Where pets are, or were lately, after the frame captured at `at` (µs)."""
    left = list(before)
    found: list[StillPet] = []
    for box in (box for box in boxes if group(box.label) == "pets"):
        place = corners(box)
        best = max(left, key=lambda pet: iou(pet.place, place), default=None)
        if best is not None and iou(best.place, place) >= SAME_IOU:
            left.remove(best)
            found.append(best._replace(seen_at=at))
        else:
            found.append(StillPet(place, at, at))
    return found + [pet for pet in left if at - pet.seen_at <= MISSED_US]


def hides(pets: Sequence[StillPet], box: Box, at: int) -> bool:
    """Whether what stands inside the box may be the animal: always, but for one that has lain still for too long."""
    place = corners(box)
    return not any(at - pet.since >= STILL_US and iou(pet.place, place) >= SAME_IOU for pet in pets)
