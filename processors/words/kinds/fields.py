"""The fields that only some kinds have: how long, how many, how fast, which way."""

from typing import Any

from orin.processors.words.kinds.outcome import METRES_A_HEIGHT, Wish
from orin.processors.words.reading.pieces import Piece

RUNNING = 1.5
SHORTEST = 1.0


_WAYS = {"enter": "in", "exit": "out", "leave": "out", "left": "out"}
_DENIALS = ("m:denied", "m:nobody", "m:not", "m:no")


def _parts(piece: Piece) -> bool:
    return piece.value("mark") in (",", ";", ".", ":") or (piece.has("m:weak") and not piece.has("m:not"))


class Fields(Wish):
    """The kind's own fields; what is open is asked about."""

    def fields(self, kind: str) -> dict[str, Any]:
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

    def _is_exceeded(self, place: int) -> bool:
        """`the lobby holds 25 people at most; warn us when there are more`."""
        return self._is_repeated(place, "m:another")

    def _is_missed(self, place: int) -> bool:
        """`minimum two people at the dock; alert if fewer`."""
        return self._is_repeated(place, "cm:under")

    def _is_repeated(self, place: int, tag: str) -> bool:
        """Whether the limit is said again, after `if` and without its number."""
        pieces = self.slots.pieces
        numbered = {at for _, _, at in self.slots.counts} | {at for _, at in self.slots.durations}
        for at, piece in enumerate(pieces[place:], place):
            said = next((each for each in range(at, min(at + 4, len(pieces))) if pieces[each].has(tag)), None)
            if piece.has("m:if") and said is not None and not numbered & {said, said + 1}:
                return True
        return False

    def _limit(self, comparison: str, number: int, place: int) -> tuple[str, int] | None:
        marks = self.slots.marks
        must = "cm:must" in marks or (comparison == "least" and self._is_missed(place))
        allowed = bool(marks & {"cm:allowed", "m:may", "m:otherwise"}) or self._is_exceeded(place)
        if must and comparison in ("", "least", "must", "under"):
            return "under", number
        if comparison == "over":
            return "over", number
        if comparison == "least":
            return "over", number - 1
        if comparison == "under":
            return "under", number
        if (comparison in ("most", "fewest") and allowed) or (
            comparison == "exact" and marks & {"m:may", "cm:allowed"}
        ):
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
        if (denied := self._denied_way()) is not None:
            return denied
        said = [direction for direction, _ in slots.directions]
        if "any" in said:
            return "any"
        if slots.has("enter") and said == ["out"] and self._is_either():
            return "any"  # `goes in or out`
        strong = list(dict.fromkeys(said))
        if len(strong) == 1:
            against = {"in": any(slots.has(verb) for verb in ("exit", "leave")), "out": slots.has("enter")}
            if "m:only" in slots.marks and against[strong[0]]:
                return "out" if strong[0] == "in" else "in"  # `may only be used inwards: alert on people going out`
            return strong[0]
        if slots.has("exit") or slots.has("leave") or slots.has("left"):
            return "out" if not slots.has("enter") else "any"
        return "in" if slots.has("enter") else None

    def _denied_way(self) -> str | None:
        """`Coming in is fine, but going out is forbidden`, `nobody may go out, only in`: the way that is denied."""
        slots = self.slots
        ways = [(_WAYS[verb], at) for verb, at in slots.verbs if verb in _WAYS] + slots.directions
        if {way for way, _ in ways} != {"in", "out"} or not slots.forbids:
            return None
        denied = {way for way, at in ways if self._is_denied(at)}
        return denied.pop() if len(denied) == 1 else None

    def _is_denied(self, at: int) -> bool:
        pieces = self.slots.pieces
        begin = next((each + 1 for each in range(at, -1, -1) if _parts(pieces[each])), 0)
        end = next((each for each in range(at, len(pieces)) if _parts(pieces[each])), len(pieces))
        clause = pieces[begin:end]
        only = any(piece.has("m:only") for piece in clause)
        return not only and any(piece.has(tag) for piece in clause for tag in _DENIALS)

    def _is_either(self) -> bool:
        out = next(at for direction, at in self.slots.directions if direction == "out")
        return out > 0 and any(self.slots.pieces[out - 1].has(tag) for tag in ("m:or", "m:and"))

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


def _wrong_way_of(line: str) -> str | None:
    """The wrong way of an exit is in, of an entrance out."""
    words = set(line.lower().replace("_", "-").split("-"))
    if words & {"exit", "exits", "ausgang", "salida", "sortie"}:
        return "in"
    return "out" if words & {"entrance", "entry", "entrances", "eingang", "entrada", "entree"} else None
