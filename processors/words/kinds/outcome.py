"""What becomes of one wish, and what is known of it on its way there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from orin.processors.labels import GROUPS
from orin.processors.words.answer import About, Question
from orin.processors.words.lexicon.replies import Replies
from orin.processors.words.reading.places import Site
from orin.processors.words.slots import THINGS, Slots

METRES_A_HEIGHT = 1.7
"""Of a person, where metres are said and the language counts heights."""
STATIC = frozenset({"unattended", "removed", "delivered"})


@dataclass
class Outcome:
    """Of one wish: guards without their schedule and name, or what is open, or why not."""

    guards: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    refusal: str = ""
    unsaid: list[str] = field(default_factory=list)
    """Words of the wish that no field of the guards says."""

    def ask(self, about: About, text: str, choices: Sequence[str] = ()) -> None:
        if all(each.about != about for each in self.questions):
            self.questions.append(Question(about, text, tuple(choices)))


class Wish:
    """One wish, with what it is asked of: the parts of a decision share it."""

    def __init__(self, slots: Slots, site: Site, say: Replies) -> None:
        self.slots, self.site, self.say = slots, site, say
        self.out = Outcome()
        self.things = [label for label in slots.labels if label in THINGS]
        self.movers = [label for label in slots.labels if label not in THINGS and label != "any"]

    def negates_object(self) -> bool:
        pieces = self.slots.pieces
        return any(
            at > 0 and pieces[at - 1].has("m:no") and (label in GROUPS or label not in THINGS)
            for label, at in self.slots.objects
        )
