"""Numbers with what they are of: each is the value of a field, or it is asked about."""

from collections.abc import Iterator

from orin.processors.words.answer import About
from orin.processors.words.audit.account import Account
from orin.processors.words.reading.quantities import Quantity

_AT = frozenset({"at", "around", "um", "gegen", "в", "около", "las", "à", "vers"})
"""Before a number that may be a time of day."""
_DATE = 3
"""Pieces around a month in which its day and year stand."""


def unsaid_measures(account: Account) -> Iterator[tuple[About, int, int]]:
    """About what, and the pieces [begin, end) of each measure that no field has."""
    for each in dict.fromkeys(account.measures.values()):
        about = _about(account, each)
        if about is not None:
            yield about, each.begin, each.end


def _about(account: Account, each: Quantity) -> About | None:
    """None: a field has it."""
    rule, wish = account.rule, account.wish
    match each.kind:
        case "duration":
            return None if account.times_of(each.value) else "duration"
        case "hours":
            return None if account.schedule else "schedule"
        case "clock":
            alone = not wish.hours and not wish.named_hours and each.value in (wish.after, wish.before)
            return None if account.schedule and alone else "schedule"
        case "speed":
            return (
                None if account.kind == "speeding" and len({speed.value for _, speed in wish.speeds}) == 1 else "speed"
            )
        case "length":
            return None if "radius" in rule and wish.radius == (each.value, each.unit) else "object"
        case "share":
            return (
                None
                if each.value
                in {*(rule.get(name) for name in ("min_size", "max_size", "min_score")), wish.min_coverage}
                else "object"
            )
    return _of_number(account, each)


def _is_one(account: Account, each: Quantity) -> bool:
    after = account.after(each.end - 1)
    return after is not None and after.value("o") is not None


def _counts(account: Account, each: Quantity) -> bool:
    after = account.after(each.end - 1)
    before = account.wish.pieces[each.begin - 1] if each.begin else None
    return (after is not None and after.value("o") is not None) or (
        before is not None and before.value("cm") is not None
    )


def _of_number(account: Account, each: Quantity) -> About | None:
    pieces, wish = account.wish.pieces, account.wish
    if account.schedule and any(piece.value("mo") for piece in pieces[max(0, each.begin - _DATE) : each.end + _DATE]):
        return None
    if account.kind == "absent" and each.value == 1 and "cm:must" in wish.marks:
        return None  # `at least one must be there`
    if account.kind == "tailgating" and each.value == 2:
        return None
    if account.kind == "occupancy" and any(at == each.begin for _, _, at in wish.counts):
        return None
    if each.value in {account.rule.get("min_score"), account.rule.get("min_size")}:
        return None
    first = pieces[each.begin]
    plain = not first.text[:1].isdigit() and any(first.has(tag) or first.value("o") for tag in ("f:", "m:article"))
    if each.value == 1 and plain and (account.is_harmless(each.begin) or first.value("o") or _is_one(account, each)):
        return None
    if each.begin and pieces[each.begin - 1].text.lower() in _AT:
        return "schedule"
    ahead = (account.measures.get(at) for at in range(max(0, each.begin - _DATE - 1), each.begin))
    if any(one is not None and one.kind == "duration" for one in ahead) and not _counts(account, each):
        return "duration"  # `3 minutes, or was it 5`
    if each.begin and pieces[each.begin - 1].value("pl") is not None and not _counts(account, each):
        return "zone"  # `the truck at dock 4`
    if any(piece.value("u") is not None for piece in pieces[each.end : each.end + _DATE]):
        return "duration"
    return "count"
