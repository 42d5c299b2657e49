"""Which kind of guard a wish means, and its fields."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from orin.processors.labels import GROUPS
from orin.processors.words.answer import About, Question
from orin.processors.words.places import Place, Site
from orin.processors.words.replies import Replies
from orin.processors.words.slots import THINGS, Slots, Spot

RUNNING = 1.5
SHORTEST = 1.0
METRES_A_HEIGHT = 1.7
"""Of a person, where metres are said and the language counts heights."""
_STATIC = frozenset({"unattended", "removed", "delivered"})
_BAGS = frozenset({"backpack", "handbag", "suitcase"})
_MOVING = frozenset({"enter", "exit", "leave", "left", "cross"})


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


class Decision:
    """One wish, on its way to a guard."""

    def __init__(self, slots: Slots, site: Site, say: Replies) -> None:
        self.slots, self.site, self.say = slots, site, say
        self.out = Outcome()
        self.things = [label for label in slots.labels if label in THINGS]
        self.movers = [label for label in slots.labels if label not in THINGS and label != "any"]

    def decide(self) -> Outcome:
        kind = self._kind()
        if kind is None:
            if not self.out.questions and not self.out.refusal:
                self.out.ask("kind", self.say("ask-kind"))
            return self.out
        rule = self._fields(kind)
        self._shared(kind, rule)
        self._objects(kind, rule)
        for spot_rule, cameras in self._placed(kind, rule):
            self.out.guards.append({"cameras": cameras, "when": {kind: spot_rule}})
        return self.out

    # which kind

    def _kind(self) -> str | None:
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
        if slots.has("absent") or (slots.has("staffed") and marks_duty(slots.marks)):
            return True
        if slots.has("alone") and not slots.labels and slots.places:
            return True  # `the reception is unattended`
        moving = any(slots.has(verb) for verb in ("enter", "exit", "leave", "cross", "appear"))
        return ("m:nobody" in slots.marks or self._negated_object()) and not moving

    def _negated_object(self) -> bool:
        pieces = self.slots.pieces
        return any(
            at > 0 and pieces[at - 1].has("m:no") and (label in GROUPS or label not in THINGS)
            for label, at in self.slots.objects
        )

    def _kind_of_things(self) -> str | None:
        slots = self.slots
        abandoned = slots.has("alone") or slots.has("owner")
        if not self.things and not (abandoned and slots.labels):
            if slots.has("remove") and not self.movers_only():
                return "removed"
            return None
        if slots.has("remove") and not self._is_passive_leaving():
            return "removed"
        if slots.has("deliver"):
            return "delivered"
        left = slots.has("leave") or slots.has("left")
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
            return "loiters"
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
            return None
        bare = not [verb for verb, _ in slots.verbs if verb != "move"]
        if slots.has("appear") or (slots.labels and not self.things and bare):
            return "appears"
        return None

    def _has_line(self) -> bool:
        return any(spot.place.line for spot in self.slots.places)

    def _has_zone(self) -> bool:
        return any(spot.place.zone for spot in self.slots.places)

    # its own fields

    def _fields(self, kind: str) -> dict[str, Any]:
        match kind:
            case "speeding":
                return self._speeding()
            case "tailgating":
                return self._tailgating()
            case "wrong_way" | "crosses":
                return self._direction(kind)
            case "occupancy":
                return {**self._count(), **self._lasting(instant=True)}
            case "absent":
                return self._lasting(instant=True)
            case "loiters" | "delivered":
                return self._lasting(instant=False)
            case "unattended":
                return self._unattended()
        return {}

    def _lasting(self, *, instant: bool) -> dict[str, Any]:
        durations = list(dict.fromkeys(value for value, _ in self.slots.durations if value > 0))
        if len(durations) == 1 and not self.slots.shorter:
            return {"for": durations[0]}
        if len(durations) > 1:
            said = ", ".join(f"{value:g} s" for value in durations)
            self.out.ask("duration", self.say("ask-both", words=said))
        elif self.slots.instant and instant and not self.slots.vague:
            self.out.notes.append(self.say("shortest"))
            return {"for": SHORTEST}
        else:
            self.out.ask("duration", self.say("ask-duration"))
        return {}

    def _unattended(self) -> dict[str, Any]:
        slots = self.slots
        rule = self._lasting(instant=False)
        if slots.has("owner"):
            rule["attended_by"] = "owner"
        if slots.escalate:
            if not all(more for _, _, more in slots.escalate):
                self.out.ask("duration", self.say("ask-duration"))
            rule["escalate"] = [{"after": after, "severity": level} for after, level, _ in slots.escalate]
        if slots.radius is not None:
            value, unit = slots.radius
            if unit == "m":
                heights = round(value / METRES_A_HEIGHT, 2)
                self.out.notes.append(self.say("converted", said=f"{value:g} m", value=f"{heights:g} (1 = 1.7 m)"))
                value = heights
            rule["radius"] = value
        return rule

    def _count(self) -> dict[str, Any]:
        slots = self.slots
        counts = [count for count in slots.counts if count[1] != 1 or count[0]]
        if len({count[:2] for count in counts}) != 1:
            self.out.ask("count", self.say("ask-count"))
            return {}
        comparison, number, place = counts[0]
        limit = self._limit(comparison, int(number), place)
        if limit is None or limit[1] < (1 if limit[0] == "under" else 0) or number != int(number):
            self.out.ask("count", self.say("ask-count"))
            return {}
        return {limit[0]: limit[1]}

    def _is_condition(self, place: int) -> bool:
        """Whether a count follows its `if`: `at most 5 people; if there are more` is what is allowed."""
        return any(piece.has("m:if") for piece in self.slots.pieces[:place])

    def _limit(self, comparison: str, number: int, place: int) -> tuple[str, int] | None:
        marks = self.slots.marks
        must = "cm:must" in marks
        allowed = bool(marks & {"cm:allowed", "m:may", "m:otherwise"})
        if must and comparison in ("", "least", "must", "under"):
            return "under", number
        if comparison == "over":
            return "over", number
        if comparison == "least":
            return "over", number - 1
        if comparison == "under":
            return "under", number
        if (comparison in ("most", "fewest") and allowed) or (comparison == "exact" and "m:may" in marks):
            return "over", number
        if comparison == "allowed" or (comparison in ("most", "") and allowed) or (comparison == "most" and must):
            return "over", number
        if comparison == "fewest":
            return "under", number + 1
        if comparison == "most":
            if self._is_condition(place):
                return "under", number + 1
            return ("over", number) if marks & {"m:if", "m:otherwise"} else None
        return None

    def _speeding(self) -> dict[str, Any]:
        slots = self.slots
        rule: dict[str, Any] = {}
        if slots.durations:
            rule["for"] = slots.durations[0][0]
        if not slots.speeds:
            if slots.has("run") and (not self.movers or set(self.movers) <= {"people"}):
                self.out.notes.append(self.say("running"))
                return {**rule, "over": RUNNING}
            self.out.ask("speed", self.say("ask-speed"))
            return rule
        comparison, speed = slots.speeds[-1]
        if comparison == "under" and "cm:over" not in slots.marks:
            self.out.refusal = self.say("refuse-slow")
            return rule
        if speed.unit == "heights":
            return {**rule, "over": speed.value}
        written = f"{round(speed.value, 2):g} {speed.unit}"
        if speed.is_open:
            said = f"{speed.value / 1.609344:g} mph"
            self.out.notes.append(self.say("converted", said=said, value=written))
        return {**rule, "over": written}

    def _tailgating(self) -> dict[str, Any]:
        slots = self.slots
        rule: dict[str, Any] = {}
        within = slots.within or (slots.durations[0][0] if slots.durations else None)
        if within is None:
            self.out.ask("duration", self.say("ask-within"))
        else:
            rule["within"] = within
        direction = self._said_direction()
        if direction in ("in", "out"):
            rule["direction"] = direction
        elif direction is None:
            self.out.notes.append(self.say("any-direction"))
        return rule

    def _said_direction(self) -> str | None:
        """in, out, any; None where none is said."""
        slots = self.slots
        if any(verb == "wrong" and slots.pieces[at - 1].value("v") == "enter" for verb, at in slots.verbs if at):
            return next((direction for direction, _ in slots.directions), None)  # `fährt in falscher Richtung`
        said = [direction for direction, _ in slots.directions]
        if "any" in said:
            return "any"
        strong = list(dict.fromkeys(said))
        if len(strong) == 1:
            against = {"in": any(slots.has(verb) for verb in ("exit", "leave")), "out": slots.has("enter")}
            if "m:only" in slots.marks and against[strong[0]]:
                return "out" if strong[0] == "in" else "in"  # `may only be used inwards: alert on people going out`
            return strong[0]
        if slots.has("exit") or slots.has("leave") or slots.has("left"):
            return "out" if not slots.has("enter") else "any"
        return "in" if slots.has("enter") else None

    def _direction(self, kind: str) -> dict[str, Any]:
        direction = self._said_direction()
        if kind == "crosses":
            if direction is None:
                self.out.notes.append(self.say("any-direction"))
                return {}
            return {"direction": direction} if direction != "any" else {}
        if direction in ("in", "out"):
            return {"direction": direction}
        lines = [spot.place.line or "" for spot in self.slots.places if spot.place.line]
        usual = {line: _wrong_way_of(line) for line in lines}
        if lines and all(usual.values()):
            line = lines[0]
            found = str(usual[line])
            self.out.notes.append(self.say("wrong-direction", line=line, direction=found))
            return {"direction": found}
        self.out.ask("direction", self.say("ask-direction", line=", ".join(lines) or "?"), ("in", "out"))
        return {}

    # what every kind has

    def _shared(self, kind: str, rule: dict[str, Any]) -> None:
        slots = self.slots
        for name in ("min_score", "min_size", "max_size"):
            value = getattr(slots, name)
            if value is not None:
                rule[name] = value
        if slots.escalate and kind != "unattended":
            self.out.ask("kind", self.say("ask-kind"))
        zones = [spot.place for spot in slots.spots if spot.excluded]
        if zones:
            if any(place.zone is None for place in zones):
                self.out.ask("zone", self.say("ask-zone"))
            rule["except"] = [place.zone for place in zones if place.zone]

    def _objects(self, kind: str, rule: dict[str, Any]) -> None:
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
        written = list(dict.fromkeys(each for label in labels for each in _written(label, static=kind in _STATIC)))
        if written:
            rule["objects"] = written
            return
        if kind in ("loiters", "occupancy", "absent", "tailgating"):
            self.out.notes.append(self.say("people"))
        elif kind not in _STATIC and "any" not in self.slots.labels:
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
        """Whether an object only describes another: a person with a dog, who is not of the staff."""
        pieces = self.slots.pieces
        for _, at in self.slots.objects[1:]:
            begin = at - 1
            while begin > 0 and pieces[begin].has("m:article"):
                begin -= 1
            if pieces[begin].has("m:attribute") or (pieces[begin].has("m:not") and not pieces[begin].has("m:no")):
                return True
        return False

    def _wanted(self, kind: str) -> list[str]:
        if kind in _STATIC:
            labels = self.things or [label for label in self.movers if label != "people"]
            more = [label for label in labels if label != "object"]
            return more if more and "object" in labels and self.movers else labels
        if kind == "absent" and not self._negated_object():
            return [label for label in self.movers if label != "people"] or self.movers[:1]
        if self.movers:
            return self.movers if not self.things else self._subject()
        return [label for label in self.things if label != "object"] or []

    def _subject(self) -> list[str]:
        """Of people and things, whoever comes first does it."""
        first = min(self.slots.objects, key=lambda pair: pair[1])[0]
        return self.movers if first in self.movers else self.things

    # where

    def _placed(self, kind: str, rule: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
        """The rule for each place, with its cameras."""
        spots = self._relevant(kind)
        where: Sequence[Spot | None] = spots or [None]
        if kind in ("crosses", "wrong_way", "tailgating"):
            return [placed for spot in where if (placed := self._at_line(rule, spot)) is not None]
        needs_zone = kind not in ("appears", "unattended", "removed", "speeding")
        found = []
        for spot in where:
            placed = self._in_zone(kind, rule, spot, needs_zone=needs_zone)
            if placed is not None:
                found.append(placed)
        return found

    def _relevant(self, kind: str) -> list[Spot]:
        """Without a camera whose zone or line is named as well, and with lines where the kind wants lines."""
        spots = list({(spot.place.word, spot.place.zone, spot.place.line): spot for spot in self.slots.places}.values())
        wants_line = kind in ("crosses", "wrong_way", "tailgating")
        exact = [spot for spot in spots if (spot.place.line if wants_line else spot.place.zone)]
        if not exact:
            narrow = [spot for spot in spots if not (spot.place.zone or spot.place.line)] if not wants_line else spots
            return _narrowest(narrow or spots)
        if "m:outside" in self.slots.marks and spots:
            self.out.ask("zone", self.say("ask-zone"))
        if not wants_line and len(exact) > 1 and not _listed(exact, self.slots):
            self.out.ask("zone", self.say("ask-zone"), [spot.place.zone or "" for spot in exact])
        held = {camera for spot in exact for camera in spot.place.cameras}
        others = [
            spot for spot in spots
            if spot not in exact and not (spot.place.line or spot.place.zone) and not held & set(spot.place.cameras)
        ]  # fmt: skip
        return exact + [spot for spot in others if not spot.place.pattern]

    def _at_line(self, rule: dict[str, Any], spot: Spot | None) -> tuple[dict[str, Any], list[str]] | None:
        cameras = spot.place.cameras if spot else tuple(self.site.cameras)
        if spot is not None and spot.place.line:
            return {**rule, "line": spot.place.line}, list(spot.place.cameras)
        lines = self.site.lines(cameras)
        if spot is not None and not spot.place.zone and len(lines) == 1 and len(cameras) == 1:
            self.out.notes.append(self.say("zone-of-camera", zone=lines[0], camera=cameras[0]))
            return {**rule, "line": lines[0]}, list(cameras)
        self._unplaced("line", lines)
        return None

    def _in_zone(
        self, kind: str, rule: dict[str, Any], spot: Spot | None, *, needs_zone: bool
    ) -> tuple[dict[str, Any], list[str]] | None:
        if spot is None:
            about: About = "zone" if needs_zone else "camera"
            cameras = tuple(self.site.cameras)
            self._unplaced(about, self.site.zones(cameras) if needs_zone else list(cameras))
            return None
        place = spot.place
        if place.zone:
            return self._checked(kind, {**rule, "zone": place.zone}, place)
        if place.line:
            self._unplaced("zone", self.site.zones(place.cameras))
            return None
        if not needs_zone:
            if "zone" not in rule and place.pattern is None:
                self.out.notes.append(self.say("whole-picture", camera=", ".join(place.cameras)))
            return self._checked(kind, dict(rule), place)
        zone = self.site.zone_of(place)
        if zone is None:
            self._unplaced("zone", self.site.zones(place.cameras))
            return None
        self.out.notes.append(self.say("zone-of-camera", zone=zone, camera=place.cameras[0]))
        return self._checked(kind, {**rule, "zone": zone}, place)

    def _unplaced(self, about: About, choices: Sequence[str]) -> None:
        if self.slots.missing_place is not None:
            self.out.ask(about, self.say("ask-place", words=self.slots.missing_place), choices)
        else:
            self.out.ask(about, self.say(f"ask-{about}"), choices)

    def _checked(self, kind: str, rule: dict[str, Any], place: Place) -> tuple[dict[str, Any], list[str]]:
        """Speeds in metres need the camera's ground; without it a person's height is the measure."""
        over = rule.get("over")
        grounded = all(self.site.cameras[name].ground is not None for name in place.cameras)
        if kind == "speeding" and isinstance(over, str) and not grounded:
            if rule.get("objects") != ["people"]:
                self.out.ask("speed", self.say("ask-speed"))
                return rule, place.written
            number, unit = over.split()
            heights = round(float(number) / (3.6 if unit == "km/h" else 1) / METRES_A_HEIGHT, 2)
            self.out.notes.append(self.say("converted", said=over, value=f"{heights:g} heights/s (1 = 1.7 m)"))
            rule = {**rule, "over": heights}
        return rule, place.written


def _listed(spots: list[Spot], slots: Slots) -> bool:
    """Whether places are said as a list: `the till or the shelf`, and not as a way from one to another."""
    ordered = sorted(spots, key=lambda spot: spot.at)
    return all(
        any(piece.has("m:or") or piece.has("m:and") or piece.has("mark:,") for piece in slots.pieces[one.at : other.at])
        for one, other in pairwise(ordered)
    )


def marks_duty(marks: set[str]) -> bool:
    """`must be staffed`, and `not staffed`."""
    return bool(marks & {"cm:must", "m:may", "m:not"})


def _narrowest(spots: list[Spot]) -> list[Spot]:
    """Cameras without the sites that they are of."""
    single = [spot for spot in spots if spot.place.pattern is None]
    everywhere = [spot for spot in spots if spot.place.pattern]
    if everywhere and not single:
        sites = [spot for spot in everywhere if spot.place.pattern != "*"]
        return sites or everywhere
    if everywhere and single:
        inside = [
            spot for spot in everywhere if not any(set(one.place.cameras) <= set(spot.place.cameras) for one in single)
        ]
        return single + inside
    return list({spot.place.cameras: spot for spot in spots}.values())


def _wrong_way_of(line: str) -> str | None:
    """The wrong way of an exit is in, of an entrance out."""
    words = set(line.lower().replace("_", "-").split("-"))
    if words & {"exit", "exits", "ausgang", "salida", "sortie"}:
        return "in"
    return "out" if words & {"entrance", "entry", "entrances", "eingang", "entrada", "entree"} else None


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
