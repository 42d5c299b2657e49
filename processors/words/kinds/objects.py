"""What every kind has: objects, sizes, scores, and the zones that are left out."""

from typing import Any

from orin.processors.labels import GROUPS
from orin.processors.words.kinds.outcome import STATIC, Wish
from orin.processors.words.lexicon.pronouns import WHOSE
from orin.processors.words.reading.text import fold

_PARKING = ("park", "парк", "припарк", "aparc", "estacion", "stationn", "gar")
_DRIVING = ("driv", "drove", "fahr", "fahrt", "ед", "conduc", "roul", "circul")
_BAGS = frozenset({"backpack", "handbag", "suitcase"})


class Objects(Wish):
    """Who or what is watched, as labels of the language."""

    def shared(self, kind: str, rule: dict[str, Any]) -> None:
        slots = self.slots
        for name in ("min_score", "min_size", "max_size"):
            value = getattr(slots, name)
            if value is not None:
                rule[name] = value
        if "m:center" in slots.marks:
            rule["anchor"] = "center"
        if slots.escalate and kind != "unattended":
            self.out.ask("kind", self.say("ask-kind"))
        zones = [spot.place for spot in slots.spots if spot.excluded]
        if zones:
            if any(place.zone is None for place in zones):
                self.out.ask("zone", self.say("ask-zone"))
            rule["except"] = [place.zone for place in zones if place.zone]

    def objects(self, kind: str, rule: dict[str, Any]) -> None:
        if self._described():
            self.out.ask("object", self.say("ask-object"))
        labels = self._wanted(kind)
        without = set(self.slots.without)
        if "animals" in labels:
            if "pets" in self.slots.labels or without & GROUPS["pets"]:
                labels = ["pets", *(label for label in labels if label not in ("animals", "pets"))]
            else:
                self.out.ask("object", self.say("ask-object"), sorted((*GROUPS["pets"], "pets", "bird")))
                return
        if without:
            labels = _without(labels, without)
            if not labels:
                self.out.ask("object", self.say("ask-object"))
                return
        written = list(dict.fromkeys(each for label in labels for each in _written(label, static=kind in STATIC)))
        if written:
            rule["objects"] = written
            return
        if kind == "loiters" and self._parks():
            self.out.notes.append(self.say("vehicles"))
            rule["objects"] = ["vehicles"]
        elif kind in ("loiters", "occupancy", "absent", "tailgating"):
            self.out.notes.append(self.say("people"))
        elif kind not in STATIC and "any" not in self.slots.labels:
            if (
                self.slots.forbids
                or self.slots.marks & {"m:nobody", "m:denied"}
                or self.slots.has("absent")
                or (kind == "speeding" and self.slots.has("run"))
            ):
                rule["objects"] = ["people"]
            elif kind not in ("speeding", "wrong_way"):
                self.out.ask("object", self.say("ask-object"), ("people", "vehicles", "packages"))

    def _described(self) -> bool:
        """Whether an object only describes another: a person with a dog, who is not of the staff, who leaves a car."""
        pieces = self.slots.pieces
        for _, at in self.slots.objects[1:]:
            begin = at - 1
            while begin > 0 and pieces[begin].has("m:article"):
                begin -= 1
            verb = begin - 1 if pieces[begin].text.lower() in WHOSE else begin
            if pieces[verb].value("v") in ("enter", "exit", "leave") and self.slots.objects[0][1] < verb:
                return not self.things
            if pieces[begin].has("m:attribute") or (pieces[begin].has("m:not") and not pieces[begin].has("m:no")):
                return True
        return False

    def _wanted(self, kind: str) -> list[str]:
        if kind == "speeding" and self.movers == ["people"] and not self.slots.has("run") and self._drives():
            self.out.notes.append(self.say("vehicles"))
            return ["vehicles"]
        if kind in STATIC:
            labels = self.things or [label for label in self.movers if label != "people"]
            more = [label for label in labels if label != "object"]
            return more if more and "object" in labels and self.movers else labels
        if kind == "absent" and not self.negates_object():
            return [label for label in self.movers if label != "people"] or self.movers[:1]
        if self.movers:
            return self.movers if not self.things else self._subject()
        return [label for label in self.things if label != "object"] or []

    def _parks(self) -> bool:
        """`Parking there for longer than 5 minutes`: vehicles do."""
        verbs = (piece for piece in self.slots.pieces if piece.value("v") == "stay")
        return any(word.startswith(_PARKING) for piece in verbs for word in fold(piece.text).split())

    def _drives(self) -> bool:
        """Whether somebody drives: it is the vehicle that is seen."""
        return any(fold(piece.text).startswith(_DRIVING) for piece in self.slots.pieces)

    def _subject(self) -> list[str]:
        """Of people and things, whoever comes first does it."""
        first = min(self.slots.objects, key=lambda pair: pair[1])[0]
        return self.movers if first in self.movers else self.things


def _written(label: str, *, static: bool) -> list[str]:
    """As the language has it: at rest, bags and parcels are also what only motion sees."""
    if label in ("bag", "parcel", "packages"):
        return ["packages", "object"] if static else ["packages"]
    if label == "object":
        return ["packages", "object"] if static else ["object"]
    return [] if label == "any" else [label]


def _without(labels: list[str], without: set[str]) -> list[str]:
    out = set().union(*(GROUPS.get(label, frozenset({label})) for label in without))
    found: list[str] = []
    for label in labels:
        members = _BAGS if label == "bag" and out & _BAGS else GROUPS.get(label, frozenset({label}))
        found += [label] if not members & out else sorted(members - out)
    return found
