"""What each word of a wish is there for: a rule a meaning, and no rule means that the word is not accounted for."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from orin.processors.words.answer import About
from orin.processors.words.audit.denials import is_denial, is_denial_said, is_exception_said
from orin.processors.words.lexicon.conditions import AT_ONCE, PERMITTED
from orin.processors.words.lexicon.harmless import HARMLESS, QUANTIFIERS, VAGUE
from orin.processors.words.reading.pieces import Piece
from orin.processors.words.reading.quantities import Quantity, quantities
from orin.processors.words.reading.text import fold
from orin.processors.words.slots import Slots

_LASTING = ("loiters", "occupancy", "unattended", "delivered", "absent")
_LINES = ("crosses", "wrong_way", "tailgating")
_MOVING = ("appears", "delivered", "enters", "exits", "loiters", "occupancy", "speeding", *_LINES)
_KINDS_OF = {
    "enter": ("enters", "loiters", "occupancy", "speeding", *_LINES),
    "exit": ("exits", "speeding", "delivered", *_LINES),
    "leave": ("exits", "unattended", "delivered", "absent", "removed", *_LINES),
    "left": ("exits", "unattended", "delivered", "loiters", *_LINES),
    "cross": ("enters", "speeding", *_LINES),
    "appear": ("appears", "enters", "removed", "unattended", "loiters", "occupancy", "absent", "speeding", *_LINES),
    "stay": ("absent", "occupancy", "loiters", "unattended", "delivered"),
    "alone": ("unattended", "delivered", "absent"),
    "owner": ("unattended",),
    "remove": ("removed",),
    "deliver": ("delivered", "unattended"),
    "absent": ("absent",),
    "staffed": ("absent", "occupancy", "loiters"),
    "speed": ("speeding",),
    "run": ("speeding",),
    "wrong": ("wrong_way", "crosses"),
    "tailgate": ("tailgating",),
    "crowd": ("occupancy",),
    "move": _MOVING,
}
"""Which kinds say what a verb says."""
_UPWARD, _DOWNWARD = frozenset({"over", "least"}), frozenset({"under", "most"})
_QUANTITY = ("n", "u", "us", "ul", "dur", "fx", "fr", "clock", "t", "ap")
_WHEN = ("d", "h", "date", "mo", "t", "clock")
_THINGS = ("o", "pl", *_WHEN)
_REACH = 4
_STAFFED = ("staffed", "manned", "besetzt")
_PARTICLES = frozenset({"down", "off", "up", "away", "behind", "over", "ab", "weg", "hin"})
_ANYBODY = frozenset({"somebody", "someone", "anybody", "anyone", "everybody", "people"})


class Account:
    """One wish against its guards, which are all of one kind."""

    def __init__(self, wish: Slots, guards: Sequence[dict[str, Any]], lang: str) -> None:
        self.wish, self.guards = wish, guards
        ((self.kind, self.rule),) = guards[0]["when"].items()
        self.schedule = all("schedule" in guard for guard in guards)
        self.measures: dict[int, Quantity] = {
            at: each for each in quantities(wish.pieces) for at in range(each.begin, each.end)
            if not set(range(each.begin, each.end)) <= wish.told
        }  # fmt: skip
        self._pieces = wish.pieces
        self.doubles = lang in ("ru", "es", "fr")
        """Whether one denial may be two words."""
        self._harmless, self._quantifiers = HARMLESS[lang], QUANTIFIERS[lang]
        self._is_harmless = [self._says_nothing(piece) for piece in wish.pieces]
        self._spots = {spot.at for spot in wish.spots}
        self._verbs: dict[int, list[str]] = {}
        for verb, at in wish.verbs:
            self._verbs.setdefault(at, []).append(verb)

    def unexplained(self) -> Iterator[tuple[About, int]]:
        """About what, and the piece, for each that nothing is the reason of."""
        for at, piece in enumerate(self._pieces):
            if at not in self.wish.told and piece.tags and not self._is_explained(at):
                yield _about(piece), at

    def times_of(self, seconds: float) -> set[str]:
        """The fields that have this duration."""
        found = {name for name in ("for", "within") if self.rule.get(name) == seconds}
        found |= {"cooldown"} if self.guards[0].get("cooldown") == seconds else set()
        return found | {"escalate" for step in self.rule.get("escalate", ()) if step["after"] == seconds}

    def is_harmless(self, at: int) -> bool:
        """Whether a piece is on the short list."""
        return self._is_harmless[at]

    def _says_nothing(self, piece: Piece) -> bool:
        said = fold(piece.text).replace("-", " ")
        spaced = said.replace("'", "' ").replace("'  ", "' ")  # `ça m'agace`
        if piece.value("mark") is not None:
            return False
        return (
            said in self._harmless or spaced in self._harmless or all(word in self._harmless for word in said.split())
        )

    def after(self, at: int) -> Piece | None:
        """The next that is not harmless."""
        return next((self._pieces[each] for each in self._following(at)), None)

    def _following(self, at: int) -> Iterator[int]:
        return (each for each in range(at + 1, len(self._pieces)) if not self.is_harmless(each))

    def _preceding(self, at: int) -> Iterator[int]:
        return (each for each in range(at - 1, -1, -1) if not self.is_harmless(each))

    def _is_explained(self, at: int) -> bool:
        piece = self._pieces[at]
        mark = piece.value("mark")
        if mark is not None:
            return not piece.value("cm") or self._compares(at)
        if self._is_joined(at):
            return False
        if self.is_harmless(at) or self._is_particle(at) or self._permits(at):
            return True
        if fold(piece.text) in self._quantifiers and self._is_of(self.after(at), _THINGS, ("m:camera", "m:nobody")):
            return self._measured(next(self._following(at))) is None
        return any(self._explains(tag, at) for tag in piece.tags)

    def _permits(self, at: int) -> bool:
        """`Coming in is fine, but going out is forbidden`, `only in, not out`: of the way that is not watched."""
        of_lines = self.kind in _LINES and self.rule.get("direction") in ("in", "out") and self.wish.forbids
        both = {"enter", "exit"} <= {verb for verb, _ in self.wish.verbs}
        return of_lines and both and (self._pieces[at].has("m:only") or fold(self._pieces[at].text) in PERMITTED)

    def _is_particle(self, at: int) -> bool:
        """`puts a bag down`: it is of the verb before the thing."""
        if self.kind in _LASTING and fold(self._pieces[at].text) in ("herum", "rum"):
            return any(verb == "stay" for verb, _ in self.wish.verbs)
        if self.kind not in ("delivered", "unattended", "removed") or fold(self._pieces[at].text) not in _PARTICLES:
            return False
        before = self._pieces[max(0, at - _REACH) : at]
        thing = next((place for place, piece in enumerate(before) if piece.value("o") is not None), None)
        return thing is not None and any(piece.value("v") is not None for piece in before[:thing])

    def _is_joined(self, at: int) -> bool:
        """Whether it is one name with what is before: `shop-manager`, `dock supervisor`."""
        piece = self._pieces[at]
        if not at or piece.value("o") is None or not (piece.glued or piece.has("m:role")):
            return False
        before = self._pieces[at - 1]
        return before.value("pl") is not None or (piece.glued and before.value("o") is not None)

    def _explains(self, tag: str, at: int) -> bool:
        kind, _, value = tag.partition(":")
        match kind:
            case "o":
                return at not in self._spots
            case "pl":
                return at in self._spots
            case "v":
                return self._happens(at)
            case "sev":
                return self._has_level(value)
            case "d":
                return self.schedule or value.count(",") == 6
            case "h" | "date" | "mo" | "tz":
                return self.schedule
            case "dur" if value == "vague":
                return "for" in self.rule and (self._beside_a_measure(at) or self._is_made_exact(at))
            case "dir":
                plain = " " not in self._pieces[at].text  # `из магазина` says of where
                return self.kind in _LINES or (plain and (value, self.kind) in (("in", "enters"), ("out", "exits")))
            case "cm":
                return self._compares(at)
            case "m":
                rule = _RULES.get(value)
                return rule is not None and rule(self, at)
        if kind == "fr":
            return any(each.kind == "share" for place, each in self.measures.items() if at - _REACH < place < at)
        return kind in _QUANTITY and at in self.measures

    def _happens(self, at: int) -> bool:
        """Whether the kind says a verb; where another wish of the sentence has it, it is said there."""
        said = self._verbs.get(at)
        if said is None:
            return True
        if said == ["crowd"] and self.wish.counts:
            return fold(self._pieces[at].text) not in VAGUE
        if self.kind == "occupancy" and self.wish.durations and set(said) <= {"enter", "move"}:
            return said == [
                "move"
            ]  # `more than 5 people come in within 10 minutes` counts who comes, and not who is there
        if said == ["absent"] and self.kind == "occupancy" and "under" in self.rule:
            return bool(self._pieces[at].tags & {"v:staffed"}) or fold(self._pieces[at].text).endswith(_STAFFED)
        if said == ["absent"] and self.kind == "unattended":
            return self._is_of(self.after(at), (), ("m:near", "m:within"))
        if said == ["left"]:
            before = next(self._preceding(at), None)
            if before is None or self._pieces[before].value("mark") is not None:
                return False  # `left side`
        return any(self.kind in _KINDS_OF.get(verb, ()) for verb in said)

    def _measured(self, at: int) -> Quantity | None:
        found = self.measures.get(at)
        return found if found is not None and found.kind in ("duration", "number") else None

    @staticmethod
    def _is_of(piece: Piece | None, kinds: Sequence[str], tags: Sequence[str] = ()) -> bool:
        return piece is not None and (
            any(piece.value(kind) is not None for kind in kinds) or any(piece.has(tag) for tag in tags)
        )

    def _has_level(self, level: str) -> bool:
        steps = self.rule.get("escalate", ())
        return level in {self.guards[0].get("severity"), *(step["severity"] for step in steps)}

    # comparisons

    def _compares(self, at: int) -> bool:
        """Whether a comparison is of the measure beside it, in the way that the guard says it."""
        said = {tag[3:] for tag in self._pieces[at].tags if tag.startswith("cm:")}
        if self.kind == "occupancy" and said & {"allowed", "must"}:
            return True
        if self.kind in ("absent", "occupancy") and "must" in said:
            return True
        if self.kind == "absent" and "least" in said and "cm:must" in self.wish.marks:
            return any(number == 1 for _, number, _ in self.wish.counts)  # `at least one must be there`
        if (self.wish.forbids or self._allows_time()) and said & {"allowed", "must"}:
            return True
        if self.kind == "occupancy" and self._repeats(said, at):
            return True
        before = (each for each in self._preceding(at) if self._pieces[each].value("o") is None)
        following, preceding = next(self._following(at), None), next(before, None)
        if following is not None and self._is_so(said, following):
            return True
        return preceding is not None and self._is_so(said - {"over", "under"}, preceding)

    def _repeats(self, said: set[str], at: int) -> bool:
        """`at most five; if there are more`: the limit is said again without its number."""
        before = next(self._preceding(at), None)
        again = before is not None and self._pieces[before].has("m:if")
        return again and bool(said & (_UPWARD if "over" in self.rule else _DOWNWARD))

    @property
    def _coverage(self) -> float | None:
        return self.guards[0].get("min_coverage")

    def _is_so(self, said: set[str], place: int) -> bool:
        each = self.measures.get(place)
        if each is None:
            return False
        match each.kind:
            case "duration":
                fields = self.times_of(each.value)
                up, down = fields & {"for", "escalate"}, fields & {"within"}
                return bool((said & _UPWARD and up) or (said & _DOWNWARD and (down or (up and self._allows_time()))))
            case "number":
                counted = self.kind == "occupancy"
                recorded = {comparison for comparison, _, begin in self.wish.counts if counted and begin == each.begin}
                recorded |= {"most"} if "fewest" in recorded else set()
                scored = each.value in {self.rule.get("min_score"), self.rule.get("min_size")}
                return bool(said & recorded) or (scored and bool(said & _UPWARD))
            case "share":
                least = each.value in {self.rule.get("min_size"), self.rule.get("min_score"), self._coverage}
                return bool(said & (_UPWARD if least else _DOWNWARD))
            case "speed":
                return bool(said & _UPWARD)
            case "length":
                return bool(said & _DOWNWARD)
        return False

    # words with a rule of their own

    def _beside_a_measure(self, at: int) -> bool:
        return at in self.measures or any(
            place is not None and place in self.measures
            for place in (next(self._following(at), None), next(self._preceding(at), None), self._compared(at))
        )

    def _is_made_exact(self, at: int) -> bool:
        """`for ages, say 15 minutes`."""
        ahead = range(at + 1, min(at + _REACH, len(self._pieces)))
        one = len({seconds for seconds, _ in self.wish.durations}) == 1
        return one and any(place in self.measures and self.measures[place].kind == "duration" for place in ahead)

    def _compared(self, at: int) -> int | None:
        """What the comparison right after a word is of: `within less than two seconds`."""
        following = next(self._following(at), None)
        if following is None or self._pieces[following].value("cm") is None:
            return None
        if fold(self._pieces[following].text) == "less":
            return None
        return next(self._following(following), None)

    def _before_a_place(self, at: int) -> bool:
        following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        again = following is not None and following.value("mark") is None and self.is_harmless(at + 1)
        closed = at + 2 >= len(self._pieces) or self._pieces[at + 2].value("mark") is not None
        if again and closed and bool(self._spots):
            return True  # `through it`
        return self._is_of(self.after(at), ("pl",), ("m:camera", "m:zone"))

    def _before_a_thing(self, at: int) -> bool:
        following = next(self._following(at), None)
        return following is not None and (
            following in self.measures or self._is_of(self._pieces[following], _THINGS, ("m:zone", "m:camera"))
        )

    def _before_a_time(self, at: int, *kinds: str) -> bool:
        """Before a time of day or hours, within them, or before a measure of the `kinds`."""
        if at in self.measures:
            return self.measures[at].kind == "hours" or self.measures[at].kind in kinds
        following = next((each for each in self._following(at) if not self._pieces[each].has("m:another")), None)
        each = self.measures.get(-1 if following is None else following)
        return each is not None and each.kind in ("hours", "clock", *kinds)

    def _reaches(self, at: int) -> bool:
        """`to the till`, `Monday to Friday`, `to 6 pm`."""
        before, after = self._pieces[at - 1] if at else None, self.after(at)
        days = before is not None and before.value("d") is not None and self._is_of(after, ("d",))
        where = not self._pieces[at].has("m:before") and self._is_of(after, ("pl", "o"), ("m:zone",))
        return days or self._before_a_time(at) or where

    def _before_a_measure(self, at: int) -> bool:
        following = next((each for each in self._following(at) if not self._pieces[each].has("m:another")), None)
        return following in self.measures

    def _tells(self, at: int) -> bool:
        """Not what the object does: `alert me when`, and not `a person calls`."""
        before = next(self._preceding(at), None)
        if self._pieces[at].has("m:notify") and at + 1 < len(self._pieces) and self._pieces[at + 1].value("pl"):
            closed = at + 2 == len(self._pieces) or self._pieces[at + 2].value("mark") is not None
            if closed:
                return False  # `tell parking`: somebody who is told, or where to look
        return before is None or not self._is_of(self._pieces[before], ("o",))

    def _joins(self, at: int) -> bool:
        return next(self._preceding(at), None) is not None and next(self._following(at), None) is not None

    def _opens(self, at: int) -> bool:
        """Whether a condition follows: more than its own end."""
        return next(self._following(at), None) is not None

    def _escalates(self, at: int) -> bool:
        return "escalate" in self.rule or self._is_of(self.after(at), ("sev",), ("m:trigger", "m:notify"))

    def _limits_when(self, at: int) -> bool:
        """`only at night`, `pets only`, `only 5 people`: what is said with it is a field; of a verb nothing is."""
        following, before = next(self._following(at), None), next(self._preceding(at), None)
        if following in self.measures and self.measures[following].kind in ("hours", "clock"):
            return True
        kinds = (*_WHEN, "pl", "o")
        if following is not None and (self._is_of(self._pieces[following], ("sev", *kinds), ("m:score", "m:size"))):
            return self.measures.get(following) is None or self._is_of(self._pieces[following], _WHEN)
        if following is not None and self._is_of(
            self._pieces[following], (), ("m:trigger", "m:cooldown", "m:from", "m:between")
        ):
            return True
        scored = before is not None and self._is_score(before)
        if scored or (following is not None and self._pieces[following].has("m:if") and self._is_sure()):
            return True
        last = following is None or self._pieces[following].value("mark") is not None
        return last and before is not None and self._is_of(self._pieces[before], kinds)

    def _is_sure(self) -> bool:
        return "min_score" in self.rule or self._coverage is not None

    def _is_score(self, at: int) -> bool:
        each = self.measures.get(at)
        return each is not None and each.value == self.rule.get("min_score")

    def _turns(self, at: int) -> bool:
        """`but at most once an hour`: what follows is another field, and nothing that is left out.

        `Anyone but the guard` leaves out the guard.
        """
        piece, following = self._pieces[at], self.after(at)
        before = self._pieces[at - 1] if at else None
        weak = piece.has("m:weak") and not is_denial(piece) and (before is None or before.value("o") is None)
        things = any(each.value("o") for each in self._pieces[at + 1 : at + 1 + _REACH])
        return weak and following is not None and not things and not self._is_of(following, _THINGS)

    def _is_later(self, at: int) -> bool:
        """`after another 5 minutes`, `a minute later`: of a step, or of how long what was brought stays."""
        fields = {"escalate"} | ({"for"} if self.kind == "delivered" else set())
        places = (at, next(self._following(at), -1), next(self._preceding(at), -1))
        return any(
            bool(self.times_of(self.measures[place].value) & fields) for place in places if place in self.measures
        )

    def _is_another(self, at: int) -> bool:
        """`another person` of two that follow each other; `if there are more` than the limit."""
        follows = self.kind == "tailgating" and at - 1 not in self.measures  # `two other cars` are not any two
        following = follows and self._is_of(self.after(at), ("o",))
        return following or (self.kind == "occupancy" and self._repeats({"over", "least"}, at)) or self._is_later(at)

    def _at_once(self, at: int) -> bool:
        """`more than 3 people at the same time`: a count is always of one time."""
        counted = self.kind == "occupancy" and fold(self._pieces[at].text) in AT_ONCE
        return counted or self._before_a_time(at)

    def _counts_off(self, at: int) -> bool:
        """`the second person`, and not `the second somebody comes`."""
        following = self._pieces[at + 1] if at + 1 < len(self._pieces) else None
        if following is None or self._pieces[at].text.lower() != "the second":
            return False
        return following.value("o") is not None and fold(following.text) not in _ANYBODY

    def _is_after_a_clock(self, at: int) -> bool:
        before = self.measures.get(at - 1)
        return before is not None and before.kind == "clock"

    def _ends_cooldown(self, at: int) -> bool:
        """`once per hour at most`: a comparison is of the duration before it."""
        if self.kind == "tailgating" and self._pieces[at].text.lower() == "apart":
            return True
        plain = self._pieces[at].value("cm") is None or at - 1 in self.measures
        return plain and "cooldown" in self.guards[0]

    def _goes_beyond(self, at: int) -> bool:
        """`at most six; beyond that, ...`: at the beginning of its clause, after the count."""
        opens = at > 0 and (self._pieces[at - 1].value("mark") is not None or self._pieces[at - 1].has("m:if"))
        before = self.measures.get(at - 1)
        opens |= before is not None and before.kind == "duration" and self._opens(at)  # `länger als 1 Minute drüber`
        return (self.kind == "occupancy" or self._allows_time()) and (
            opens or self._pieces[at].has("m:if") or " " in self._pieces[at].text
        )

    def _allows_time(self) -> bool:
        """`cars may stay for up to 3 hours`: longer is what to watch for."""
        may = bool(self.wish.marks & {"m:may", "cm:allowed"}) and not self.wish.forbids
        limited = bool(self.wish.marks & {"cm:most", "m:otherwise"})
        return may and limited and self.kind in ("loiters", "unattended") and "for" in self.rule

    def _is_first(self, at: int) -> bool:
        return next(self._preceding(at), None) is None

    def _denies(self, at: int) -> bool:
        return is_denial_said(self, at)

    def _excepts(self, at: int) -> bool:
        return is_exception_said(self.wish, at)


def _about(piece: Piece) -> About:
    """What a question about a word is about."""
    if any(piece.has(tag) for tag in ("m:not", "m:no", "m:nobody", "m:denied", "m:change", "m:joined", "m:while")):
        return "kind"
    for kinds, about in (
        (("d", "h", "t", "date", "mo", "clock", "tz", "ap"), "schedule"), (("sev",), "kind"),
        (("u", "dur"), "duration"), (("us",), "speed"), (("dir",), "direction"), (("cm",), "count"), (("v",), "kind"),
    ):  # fmt: skip
        if any(piece.value(kind) is not None for kind in kinds):
            return about  # type: ignore[return-value]
    return "object"


_RULES: dict[str, Callable[[Account, int], bool]] = {
    "trigger": Account._tells,
    "notify": Account._tells,
    "know": Account._tells,
    "if": Account._opens,
    "and": lambda *_: True,
    "or": Account._joins,
    "cooldown": lambda self, _: "cooldown" in self.guards[0],
    "cooldownend": Account._ends_cooldown,
    "escalate": Account._escalates,
    "another": Account._is_another,
    "while": Account._at_once,
    "queues": lambda *_: True,
    "cashier": lambda *_: True,
    "receptionist": lambda *_: True,
    "role": lambda *_: True,
    "toname": lambda *_: True,
    "coverage": lambda self, _: "min_coverage" in self.guards[0],
    "center": lambda self, _: self.rule.get("anchor") == "center",
    "within": lambda self, at: self._beside_a_measure(at) or self._before_a_place(at),
    "near": lambda self, at: self._beside_a_measure(at) or self._before_a_place(at),
    "still": lambda self, _: self.kind in _LASTING,
    "camera": lambda *_: True,
    "cameras": lambda *_: True,
    "zone": lambda *_: True,
    "percent": lambda self, at: at in self.measures,
    "score": lambda self, _: "min_score" in self.rule,
    "size": lambda self, _: bool({"min_size", "max_size"} & self.rule.keys()),
    "from": lambda self, at: self._reaches(at) or self._is_of(self.after(at), ("d", "t")),
    "to": Account._reaches,
    "between": lambda self, at: self._before_a_time(at) or self._is_of(self.after(at), ("d",)),
    "after": lambda self, at: self._before_a_time(at, "duration") or self._is_of(self.after(at), ("t",)),
    "before": Account._before_a_time,
    "on": lambda self, at: self._before_a_thing(at) or self._is_after_a_clock(at),
    "excluded": lambda self, at: is_exception_said(self.wish, at, after=False),
    "half": lambda self, at: at in self.measures,
    "halfpast": lambda self, at: at in self.measures,
    "quarterto": lambda self, at: at in self.measures,
    "quarterpast": lambda self, at: at in self.measures,
    "halfto": lambda self, at: at in self.measures,
    "oclock": lambda self, at: at in self.measures,
    "hourword": lambda self, at: at in self.measures or self._before_a_measure(at),
    "only": Account._limits_when,
    "not": Account._denies,
    "no": Account._denies,
    "nobody": Account._denies,
    "denied": Account._denies,
    "except": lambda self, at: self._excepts(at) or self._turns(at),
    "outside": Account._excepts,
    "prep": lambda self, at: not self._pieces[at].has("m:outside") and self._before_a_thing(at),
    "through": Account._before_a_place,
    "into": Account._before_a_thing,
    "outof": Account._before_a_place,
    "corr": Account._is_first,
    "otherwise": Account._goes_beyond,
    "may": lambda self, _: self.wish.forbids or self.kind in ("occupancy", "absent") or self._allows_time(),
    "byanyone": lambda self, _: self.kind == "unattended",
    "instant": lambda self, at: (
        (self.kind not in ("delivered", "unattended", "loiters") or "for" in self.rule) and not self._counts_off(at)
    ),
    "ordinal": lambda self, at: (
        at in self.measures
        or (self.kind == "tailgating" and at - 1 not in self.measures and self._is_of(self.after(at), ("o",)))
    ),
    "change": lambda self, at: self.kind in ("removed", "absent") and " " in self.wish.pieces[at].text,
}
"""When a word with a mark is accounted for; a mark that is not listed says nothing by itself."""
