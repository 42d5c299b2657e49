"""What one wish says: objects, places, verbs, quantities and conditions, each with its role."""

from orin.processors.words.slots.exceptions import exceptions
from orin.processors.words.slots.fill import slots
from orin.processors.words.slots.model import GONE, THINGS, Slots, Spot

__all__ = ["GONE", "THINGS", "Slots", "Spot", "exceptions", "slots"]
