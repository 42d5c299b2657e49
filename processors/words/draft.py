"""`draft`: from an operator's words to guards, questions or a refusal."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.processors.specs.parse import SpecError
from orin.processors.words.answer import About, Answer, Question
from orin.processors.words.audit import unsaid
from orin.processors.words.documents import document, specs_of
from orin.processors.words.kinds import Decision, Outcome
from orin.processors.words.kinds.hours import Unsettled, schedules
from orin.processors.words.lexicon.replies import Replies
from orin.processors.words.reading.pieces import Piece, Reading, read
from orin.processors.words.reading.places import Site
from orin.processors.words.reading.text import LONGEST, clean, is_mixed
from orin.processors.words.saying import heard
from orin.processors.words.saying import say as say_guard
from orin.processors.words.slots import Slots, slots
from orin.processors.words.wishes import corrected, refusal, relevant, split, told, without_context, without_heading

_FIRST: tuple[About, ...] = (
    "schedule", "duration", "count", "speed", "direction", "zone", "line", "camera", "kind", "object",
)  # fmt: skip
"""What is asked about where several words are left: what is a value before what only may matter."""
_SAYING = ("v", "o", "pl", "n", "d", "h", "cm")
_PREAMBLE = 4
"""Pieces that are told before a wish, at least: fewer may belong to it."""
_LISTED = 12
"""Unread words that an answer names."""


def draft(text: str, site: Site, timezone: str = "UTC", lang: str | None = None) -> Answer:
    """The answer to a wish about the cameras of `site`. Never raises for what `text` says.

    `timezone`: of hours that name none. `lang`: of the wish, where it is known; else the words tell.
    """
    found = heard(text)
    if found is not None and parsed(said := named([document(found[0])]), site.cameras):
        return Answer(answer="guard", guards=tuple(said), words=(say_guard(*found),), lang=found[1])
    reading = read(clean(text)[:LONGEST], site.names, lang)
    say = Replies(reading.lang)
    whole = without_heading(_unmixed(reading))
    pieces, beside = without_context(whole, reading.lang)
    told_beside = {word for sentence in beside for word in sentence.split()}
    outside = [piece for piece in whole if piece.text in told_beside and piece not in pieces]
    pieces = relevant(pieces)
    pieces = corrected(pieces)
    receivers, used = told(pieces, reading.lang)
    unread = tuple(dict.fromkeys([*_unread(outside, set()), *_unread(pieces, used)]))
    refused = refusal(pieces, reading, say, used)
    if refused is not None:
        return Answer(answer="refuse", reason=refused, unread=unread, lang=reading.lang)
    parts = split(pieces, used)
    wishes = [_slots(pieces, numbers, site, used) for numbers in parts]
    if not _share_receivers(wishes, parts, receivers):
        return _who(say, unread)
    _share(wishes)
    outcomes = [one for wish in wishes for one in _decided(wish, site, timezone, say)]
    outcome = _joined(outcomes)
    outcome.notes += [say("unread", words=words) for words in beside]
    outcome.notes += [say("slip", words=said, read=meant) for said, meant in reading.slips]
    if outcome.refusal:
        return Answer(answer="refuse", reason=outcome.refusal, unread=unread, lang=reading.lang)
    _ask_unread(outcome, pieces, used, say, site)
    unread = tuple(dict.fromkeys([*unread, *outcome.unsaid]))
    return _answer(outcome, site.cameras, unread, say)


def _unmixed(reading: Reading) -> list[Piece]:
    """A word of two alphabets is never what it looks like."""
    return [
        Piece(piece.begin, piece.end, frozenset(), piece.text)
        if is_mixed(piece.text) and "mark" not in piece.text
        else piece
        for piece in reading.pieces
    ]


def _slots(pieces: Sequence[Piece], numbers: Sequence[int], site: Site, used: set[int]) -> Slots:
    mine = [pieces[at] for at in numbers]
    return slots(mine, site, {place for place, at in enumerate(numbers) if at in used})


def _share_receivers(
    wishes: Sequence[Slots], parts: Sequence[Sequence[int]], receivers: Sequence[tuple[str, int]]
) -> bool:
    """Who is told is said once for all wishes, or with each; False where some have their own and some none."""
    own = [list(dict.fromkeys(name for name, at in receivers if at in numbers)) for numbers in parts]
    every = list(dict.fromkeys(name for name, _ in receivers))
    apart = sum(bool(names) for names in own) > 1
    for wish, names in zip(wishes, own, strict=True):
        wish.receivers = names if apart else every
    return all(own) or not apart


def _who(say: Replies, unread: tuple[str, ...]) -> Answer:
    question = Question("kind", say("ask-kind"))
    return Answer(answer="ask", questions=(question,), unread=unread, lang=say.lang)


def _share(wishes: list[Slots]) -> None:
    """What is said once for several wishes: where, what; hours that stand before the first."""
    if len(wishes) < 2:
        return
    first = wishes[0]
    for wish in wishes:
        other = next((each for each in wishes if each.places), None)
        if not wish.places and other is not None and wish.missing_place is None:
            wish.spots += [replace(spot, at=-1) for spot in other.places]
        if wish is not first and not wish.verbs and wish.severities and first.severities:
            wish.verbs = [(verb, -1) for verb, _ in first.verbs]  # `longer than 10 minutes: low, longer than 20: high`
            wish.durations = wish.durations or [(seconds, -1) for seconds, _ in first.durations]
        empty = wish.has("absent") or "m:nobody" in wish.marks or _place_is_alone(wish)
        if not wish.objects and first.objects and not empty:
            wish.objects = list(first.objects)
        if wish is not first and _leads(first) and not (wish.days or wish.hours or wish.named_hours or wish.after):
            wish.days, wish.hours, wish.named_hours = first.days, first.hours, first.named_hours
            wish.after, wish.before, wish.dates = first.after, first.before, first.dates


def _place_is_alone(wish: Slots) -> bool:
    """`..., or the till is left alone`: the place is, and nothing that was said before."""
    spot = next((spot for spot in wish.places if spot.at >= 0), None)
    if spot is None or not wish.has("alone"):
        return False
    before = next((piece for piece in wish.pieces[: spot.at][::-1] if not piece.has("m:article")), None)
    return before is None or not before.has("m:prep")


def _leads(wish: Slots) -> bool:
    """Whether hours stand before what happens."""
    begin = min((at for _, at in [*wish.objects, *wish.verbs]), default=0)
    return any(piece.value("d") or piece.value("h") or piece.value("clock") for piece in wish.pieces[:begin])


def _decided(wish: Slots, site: Site, timezone: str, say: Replies) -> list[Outcome]:
    found = []
    for one in _both_ways(wish):
        outcome = Decision(one, site, say).decide()
        try:
            times, notes = schedules(one, timezone, say)
        except Unsettled as open_hours:
            outcome.ask("schedule", str(open_hours))
            times, notes = [None], []
        outcome.notes += notes
        severity = _severity(one, outcome, say)
        outcome.guards = [_guard(guard, one, time, severity) for guard in outcome.guards for time in times]
        if outcome.guards and not outcome.questions:
            missed = list(unsaid(one, outcome.guards, say.lang))
            if missed:
                about = min((each.about for each in missed), key=_FIRST.index)
                outcome.unsaid += dict.fromkeys(each.words for each in missed)
                outcome.ask(about, say("ask-unread", words=" ".join(outcome.unsaid)))
        found.append(outcome)
    return found


def _both_ways(wish: Slots) -> list[Slots]:
    """`enters or leaves` is two wishes, but for a line."""
    entering, leaving = wish.where("enter"), max(wish.where("exit"), wish.where("leave"), wish.where("left"))
    if entering < 0 or leaving < 0 or any(spot.place.line for spot in wish.places) or wish.durations:
        return [wish]
    low, high = sorted((entering, leaving))
    if not any(piece.has("m:or") or piece.has("m:and") for piece in wish.pieces[low:high]):
        return [wish]
    out = ("exit", "leave", "left")
    return [
        replace(wish, verbs=[verb for verb in wish.verbs if verb[0] not in out]),
        replace(wish, verbs=[verb for verb in wish.verbs if verb[0] != "enter"]),
    ]


def _severity(wish: Slots, outcome: Outcome, say: Replies) -> str | None:
    levels = list(dict.fromkeys(wish.severities))
    if len(levels) > 1:
        outcome.ask("kind", say("ask-both", words=", ".join(levels)))
    return levels[0] if levels else None


def _guard(guard: dict[str, Any], wish: Slots, schedule: dict[str, Any] | None, severity: str | None) -> dict[str, Any]:
    full = {"guard": "", **guard}
    if schedule is not None:
        full["schedule"] = schedule
    if severity is not None:
        full["severity"] = severity
    if wish.min_coverage is not None:
        full["min_coverage"] = wish.min_coverage
    if wish.cooldown is not None:
        full["cooldown"] = wish.cooldown
    if wish.receivers:
        full["notify"] = list(wish.receivers)
    return full


def _joined(outcomes: Sequence[Outcome]) -> Outcome:
    whole = Outcome()
    for each in outcomes:
        whole.guards += [guard for guard in each.guards if guard not in whole.guards]
        whole.notes += [note for note in each.notes if note not in whole.notes]
        whole.unsaid += each.unsaid
        for question in each.questions:
            whole.ask(question.about, question.text, question.choices)
        whole.refusal = whole.refusal or each.refusal
    if any(question.about == "kind" for question in whole.questions):
        # As long as it is open what to watch for, so is all that the kinds need.
        whole.questions = [each for each in whole.questions if each.about in ("kind", "schedule")][:1]
    return whole


def _words(pieces: Sequence[Piece]) -> list[tuple[int, Piece]]:
    """Pieces that were not understood."""
    return [(at, piece) for at, piece in enumerate(pieces) if not piece.tags and any(c.isalnum() for c in piece.text)]


def _unread(pieces: Sequence[Piece], used: set[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece.text for at, piece in _words(pieces) if at not in used))


def _ask_unread(outcome: Outcome, pieces: Sequence[Piece], used: set[int], say: Replies, site: Site) -> None:
    """Words that could matter and were not understood turn the answer into a question."""
    matters = [(at, piece) for at, piece in _words(pieces) if at not in used and not _is_preamble(pieces, at)]
    if not matters:
        return
    placeless = [question for question in outcome.questions if question.about in ("camera", "zone", "line")]
    words = " ".join(piece.text for _, piece in matters[:_LISTED])
    if placeless:
        old = placeless[0]
        new = Question(old.about, say("ask-place", words=words), old.choices)
        outcome.questions = [new if each is old else each for each in outcome.questions]
        return
    if outcome.questions:
        return
    about = _about(pieces, matters[0][0])
    choices = tuple(site.zones(site.cameras)) if about == "zone" else ()
    outcome.ask(about, say("ask-place" if about == "zone" else "ask-unread", words=words), choices)


def _is_preamble(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the wish itself only begins after it: `our insurer told us: alert me when ...`."""
    closed = False
    for each in range(at + 1, len(pieces)):
        if pieces[each].value("mark") in (".", ";", "!", "?"):
            return False
        closed |= pieces[each].value("mark") is not None
        if pieces[each].has("m:if") or pieces[each].has("m:trigger"):
            told = closed and each >= _PREAMBLE
            return told and not any(piece.value(kind) not in (None, "1") for piece in pieces[:each] for kind in _SAYING)
    return False


def _about(pieces: Sequence[Piece], at: int) -> About:
    before = at - 1
    while before >= 0 and (not pieces[before].tags or pieces[before].has("m:article")):
        before -= 1
    if before >= 0 and pieces[before].has("m:prep") and not any(each.value("o") for each in pieces[at + 1 : at + 2]):
        return "zone"
    return "object"


def _answer(outcome: Outcome, site: Mapping[str, CameraSpec], unread: tuple[str, ...], say: Replies) -> Answer:
    guards = named(outcome.guards)
    specs = parsed(guards, site) if guards and not outcome.questions else []
    if not outcome.questions and not specs:
        outcome.ask("kind", say("ask-kind"))
    if outcome.questions:
        return Answer(answer="ask", questions=tuple(outcome.questions), unread=unread, lang=say.lang)
    notes = list(outcome.notes)
    if unread:
        notes.append(say("unread", words=", ".join(unread[:_LISTED])))
    return Answer(
        answer="guard", guards=tuple(guards), assumptions=tuple(notes), unread=unread, lang=say.lang,
        words=tuple(say_guard(spec, say.lang) for spec in specs),
    )  # fmt: skip


def parsed(guards: Sequence[dict[str, Any]], site: Mapping[str, CameraSpec]) -> list[GuardSpec]:
    """As the language's own parser takes them, with the site's names; none where it does not."""
    try:
        return specs_of(guards, site)
    except SpecError:
        return []


def named(guards: Sequence[dict[str, Any]], taken: Collection[str] = ()) -> list[dict[str, Any]]:
    """Each with a name of its place and its kind, no two the same and none that is `taken`."""
    found: list[dict[str, Any]] = []
    used = set(taken)
    for guard in guards:
        ((kind, rule),) = guard["when"].items()
        camera = guard["cameras"][0].replace("/", "-").replace("*", "all").strip("-")
        place = rule.get("zone") or rule.get("line") or camera
        name = f"{place}-{kind}".replace("_", "-").lower()
        number = 1
        while (numbered := name if number == 1 else f"{name}-{number}") in used:
            number += 1
        used.add(numbered)
        found.append({**guard, "guard": numbered})
    return found
