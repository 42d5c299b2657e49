"""Which kind of guard a wish means: by its verbs, counts, things and who moves."""

from itertools import pairwise

from orin.processors.labels import GROUPS
from orin.processors.words.kinds.outcome import Wish
from orin.processors.words.reading.text import STOPS

_MOVING = frozenset({"enter", "exit", "leave", "left", "cross"})
_FOR = frozenset({"for", "fur", "durante", "pendant"})


class Which(Wish):
    """The kind, of a wish that says one."""

    def kind(self) -> str | None:
        self._settle_breach()
        slots = self.slots
        if not self._is_of_something():
            return None
        if "m:nobody" in slots.marks and self.movers and not self.things and not self.slots.forbids:
            return None  # `somebody waits and nobody comes` is two conditions
        return (
            self._kind_of_motion()
            or self._kind_of_count()
            or self._kind_of_things()
            or self._kind_of_movers()
            or (self._bare() if slots.spots or slots.labels else None)
        )

    def _settle_breach(self) -> None:
        """`Nobody in the zone after 20:00. Whoever goes in: critical`: who is there is watched for."""
        slots = self.slots
        empty = slots.where("absent")
        if empty < 0 or slots.durations or slots.instant or slots.vague:
            return
        stop = next((at for at, piece in enumerate(slots.pieces) if at > empty and piece.value("mark") in STOPS), -1)
        comes = any(verb in ("enter", "appear") and at > stop for verb, at in slots.verbs)
        there = [at for label, at in slots.objects if label == "people" and at > stop > 0]
        if stop > 0 and there and (comes or any(slots.pieces[at - 1].has("m:if") for at in there)):
            slots.verbs = [each for each in slots.verbs if each[0] != "absent"]
            slots.verbs += [] if comes else [("appear", there[0])]
            slots.marks.add("m:denied")

    def _is_of_something(self) -> bool:
        """Whether anything is said but how long or when."""
        verbs = [verb for verb, _ in self.slots.verbs if verb not in ("move", "appear")]
        return bool(self.slots.spots or self.slots.labels or verbs or self.slots.counts or self.slots.speeds)

    def _kind_of_motion(self) -> str | None:
        slots = self.slots
        if slots.speeds or (slots.has("speed") and not slots.counts):
            return "speeding"
        if slots.has("tailgate") and (self._has_line() or not self._has_zone() or slots.durations):
            return "tailgating"
        pair = any(number == 2 for _, number, _ in slots.counts)
        if pair and slots.within is not None and (self._has_line() or any(slots.has(verb) for verb in _MOVING)):
            return "tailgating"
        behind = any(
            (piece.has("m:another") or piece.has("m:ordinal")) and after.value("o")
            for piece, after in pairwise(slots.pieces)
        )
        if behind and slots.within is not None and self._has_line() and self.movers:
            return "tailgating"  # `a second person within 2 seconds`
        if slots.has("wrong"):
            return "wrong_way"
        if slots.has("run") and not self.things:
            return "speeding"
        return None

    def _kind_of_count(self) -> str | None:
        slots = self.slots
        counted = [count for count in slots.counts if count[1] != 1 or count[0] in ("over", "most", "exact", "fewest")]
        if counted or slots.has("crowd"):
            return "occupancy"
        return "absent" if self._is_absence() else None

    def _is_absence(self) -> bool:
        slots = self.slots
        if self.slots.forbids or self.things:
            return False
        if slots.has("absent") or (slots.has("staffed") and _marks_duty(slots.marks)):
            return True
        if slots.has("alone") and not slots.labels and slots.places:
            return True  # `the reception is unattended`
        if slots.has("leave") and slots.durations and self._has_zone() and not slots.has("stay") and self._is_after():
            return True  # `leaves the till for more than 2 minutes`
        moving = any(slots.has(verb) for verb in ("enter", "exit", "leave", "cross", "appear"))
        return ("m:nobody" in slots.marks or self.negates_object()) and not moving

    def _is_after(self) -> bool:
        """Whether how long is said after the verb, of a person who is away."""
        begin = self.slots.durations[0][1]
        before = self.slots.pieces[max(0, begin - 3) : begin]
        away = any(piece.text.lower() in _FOR or piece.value("cm") for piece in before)
        return away and begin > self.slots.where("leave") and set(self.movers) == {"people"}

    def _kind_of_things(self) -> str | None:
        slots = self.slots
        abandoned = slots.has("alone") or slots.has("owner")
        if not self.things and not (abandoned and set(self.movers) - {"people"}):
            if slots.has("remove") and not self.movers_only():
                return "removed"
            return None
        if slots.has("remove") and not self._is_passive_leaving():
            return "removed"
        if slots.has("deliver"):
            return "delivered"
        left = slots.has("leave") or slots.has("left")
        if slots.has("leave") and not self.movers and not abandoned and not slots.durations and self._has_zone():
            return "removed"  # `goods leave the shelf`
        if abandoned or left or slots.has("stay") or (self.things and (slots.durations or slots.vague)):
            return "unattended" if self.things or abandoned else None
        if slots.has("enter"):
            return "enters"
        if slots.has("cross"):
            return "crosses"
        if slots.has("exit"):
            return "exits"
        if slots.has("appear"):
            return "appears"
        return None

    def movers_only(self) -> bool:
        return bool(self.movers) and not self.things

    def _is_passive_leaving(self) -> bool:
        return self.slots.has("alone") and not self.movers and bool(self.slots.durations)

    def _kind_of_movers(self) -> str | None:
        slots = self.slots
        self._settle_motion()
        lasting = bool(slots.durations) or slots.vague
        if self.things:
            return None
        leaving = slots.has("exit") or slots.has("leave") or slots.has("left")
        if slots.has("left") and lasting and set(self.movers) & GROUPS["vehicles"]:
            leaving = False
        if self._has_line() and not slots.has("stay"):
            if leaving or any(slots.has(verb) for verb in ("enter", "cross")):
                return "crosses"
            if not self._has_zone():
                return None
        if slots.has("stay"):
            return "loiters"
        if lasting and not leaving:
            return None if slots.forbids and not slots.has("stay") else "loiters"
        if leaving:
            return "exits"
        if slots.has("enter"):
            return "enters"
        if slots.has("cross"):
            return "crosses" if not self._has_zone() else "enters"
        return "enters" if slots.forbids and self._has_zone() else None

    def _settle_motion(self) -> None:
        """Verbs that only say that somebody moves: where to is said by what stands before the place."""
        slots = self.slots
        if "m:through" in slots.marks and self._has_line() and not slots.verbs:
            slots.verbs.append(("cross", 0))
        if not slots.has("move") or any(slots.has(verb) for verb in _MOVING):
            return
        at = slots.where("move")
        if "m:through" in slots.marks and self._has_line():
            slots.verbs.append(("cross", at))
        elif "m:outof" in slots.marks:
            slots.verbs.append(("exit", at))
        elif "m:into" in slots.marks:
            slots.verbs.append(("enter", at))
        elif self._has_line():
            slots.verbs.append(("cross", at))

    def _bare(self) -> str | None:
        """No verb, or one that leaves it open."""
        slots = self.slots
        if self._has_line() and not self._has_zone() and not slots.has("appear"):
            return "crosses" if self.movers and not self.things and slots.directions else None
        bare = not [verb for verb, _ in slots.verbs if verb != "move"]
        if slots.has("appear") or (slots.labels and not self.things and bare):
            return "appears"
        return None

    def _has_line(self) -> bool:
        return any(spot.place.line for spot in self.slots.places)

    def _has_zone(self) -> bool:
        return any(spot.place.zone for spot in self.slots.places)


def _marks_duty(marks: set[str]) -> bool:
    """`must be staffed`, and `not staffed`."""
    return bool(marks & {"cm:must", "m:may", "m:not"})
