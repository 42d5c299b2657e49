"""Which kind of guard a wish means, and its fields."""

from orin.processors.words.kinds.decision import Decision
from orin.processors.words.kinds.outcome import Outcome

__all__ = ["Decision", "Outcome"]
