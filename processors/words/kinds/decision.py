"""One wish, on its way to a guard."""

from orin.processors.words.kinds.fields import Fields
from orin.processors.words.kinds.objects import Objects
from orin.processors.words.kinds.outcome import Outcome
from orin.processors.words.kinds.where import Where
from orin.processors.words.kinds.which import Which


class Decision(Which, Fields, Objects, Where):
    """Of one wish: its kind, then the fields, objects and places that the kind needs."""

    def decide(self) -> Outcome:
        """Guards without their schedule and name, or what is open, or why not."""
        kind = self.kind()
        if kind is None:
            if not self.out.questions and not self.out.refusal:
                self.out.ask("kind", self.say("ask-kind"))
            return self.out
        rule = self.fields(kind)
        self.shared(kind, rule)
        self.objects(kind, rule)
        for spot_rule, cameras in self.placed(kind, rule):
            self.out.guards.append({"cameras": cameras, "when": {kind: spot_rule}})
        return self.out
