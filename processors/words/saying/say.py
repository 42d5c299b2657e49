"""`say`: a guard in one or two sentences of a language, every field that differs from its default among them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from orin.processors.specs.models import DAYS, GuardSpec, Schedule
from orin.processors.specs.rule import Rule
from orin.processors.words.saying import amounts
from orin.processors.words.saying.language import Language
from orin.processors.words.saying.languages import LANGUAGES

ALL_HOURS = "00:00-24:00"
_OTHER_FIELDS = ("radius", "inertia", "min_score", "min_size", "max_size", "anchor")
"""Of rules, said in the second sentence."""


def say(guard: GuardSpec, lang: str) -> str:
    """`guard` in `lang` (en, de, ru, es or fr; KeyError for another), without its name.

    Kinds of other packages are said by their kind and fields as they are in a spec file.
    """
    language = LANGUAGES[lang]
    own = _variant(guard, language)
    first = _sentence(guard, own, language) if own else _other_kind(guard, language)
    if guard.schedule is not None:
        first += f", {_hours(guard.schedule, language)}"
    rest = language.between.join(_parts(guard, language, own=own is not None))
    return " ".join(f"{each[0].upper()}{each[1:]}." for each in (first, rest) if each)


def alternatives(labels: tuple[str, ...], form: str, language: Language) -> str:
    """Objects that a guard takes any of; `form`: a field of Noun."""
    whole = language.vocabulary.get(labels)
    nouns = [whole] if whole else [language.noun(label) for label in sorted(labels, key=language.rank)]
    return language.listed([getattr(noun, form) for noun in nouns], language.either)


def _variant(guard: GuardSpec, language: Language) -> str | None:
    """Which template says its kind; None: the language has none."""
    rule, kind = guard.rule, guard.kind
    found = kind
    for field in ("direction", "attended_by"):
        if getattr(rule, field, None) is not None:
            found = f"{kind}.{getattr(rule, field)}"
    if kind == "absent" and rule.objects == ("people",):
        found = "absent.people"
    if kind == "occupancy":
        limit = "over" if _limit(rule) == ("over", getattr(rule, "over", None)) else "under"
        found = f"occupancy.{limit}{'.one' if language.counts_one(_limit(rule)[1]) else ''}"
    return found if found in language.kinds else None


def _limit(rule: Rule) -> tuple[str, int]:
    over, under = getattr(rule, "over", None), getattr(rule, "under", None)
    return ("under", int(under)) if isinstance(under, int) else ("over", int(over or 0))


def _sentence(guard: GuardSpec, variant: str, language: Language) -> str:
    rule = guard.rule
    zone, line = (language.quoted(getattr(rule, each, None) or "") for each in ("zone", "line"))
    slots = {
        "O": alternatives(rule.objects, "one", language),
        "Z": zone,
        "L": line,
        "on": _cameras(guard.cameras, language),
        "zone": language.zone.replace("{Z}", zone) if getattr(rule, "zone", None) else "",
        "lasting": "",
    }
    lasting = getattr(rule, "within", None) or getattr(rule, "for_", None)
    if lasting is not None:
        slots["T"] = amounts.duration(lasting, language)
    if guard.kind == "speeding":
        slots["S"] = amounts.speed(rule.over, language)  # type: ignore[attr-defined]
        slots["lasting"] = language.lasting.format(T=slots["T"]) if lasting != _default(rule, "for_") else ""
    if guard.kind == "occupancy":
        slots["N"] = str(_limit(rule)[1])
        form = "bare" if variant.endswith(".one") or language.counts_one(_limit(rule)[1]) else "many"
        slots["C"] = alternatives(rule.objects, form, language)
    if guard.kind == "absent":
        slots["C"] = alternatives(rule.objects, "none", language)
    said = language.kinds[variant].format(**slots)
    return said + (language.outside.format(X=_names(rule.except_, language)) if rule.except_ else "")


def _other_kind(guard: GuardSpec, language: Language) -> str:
    said = language.other_kind.format(kind=language.quoted(guard.kind), on=_cameras(guard.cameras, language))
    given = msgspec.to_builtins(guard.rule)
    fields = [
        f"{field.encode_name}: {json.dumps(given[field.encode_name], ensure_ascii=False)}"
        for field in msgspec.structs.fields(guard.rule)
        if getattr(guard.rule, field.name) != _default(guard.rule, field.name)
    ]
    return said + (language.with_fields.format(fields=", ".join(fields)) if fields else "")


def _default(rule: Rule, name: str) -> Any:
    return _defaults(type(rule))[name]


@cache
def _defaults(kind: type[Rule]) -> dict[str, Any]:
    """By field; msgspec looks through annotations whenever it is asked."""
    return {
        field.name: field.default if field.default is not msgspec.NODEFAULT else field.default_factory
        for field in msgspec.structs.fields(kind)
    }


def _cameras(cameras: Iterable[str], language: Language) -> str:
    """Patterns without a site are quoted, so that they are not taken for words."""
    names = list(cameras)
    if names == ["*"]:
        return language.on_all
    phrase = language.on_one if len(names) == 1 else language.on_several
    said = [name if "/" in name else language.quoted(name) for name in names]
    return phrase.format(cameras=language.listed(said, language.both[:1]))


def _names(names: Iterable[str], language: Language) -> str:
    return language.listed([language.quoted(name) for name in names], language.both[:1])


def _hours(schedule: Schedule, language: Language) -> str:
    days = language.weeks[schedule.days]
    if schedule.hours != ALL_HOURS:
        begin, end = schedule.hours.split("-")
        days += language.hours.format(begin=begin, end=end)
    elif schedule.days == DAYS:
        days = language.always
    said = f"{days} ({schedule.timezone})"
    if schedule.except_:
        dates = [amounts.date(each, language) for each in schedule.except_]
        said += language.excepted.format(dates=language.listed(dates, language.both[:1]))
    return said


def _parts(guard: GuardSpec, language: Language, *, own: bool) -> Iterator[str]:
    """What the second sentence says; where the kind is not one of our `own`, the first has said all of its rule."""
    rule, parts = guard.rule, language.parts
    if guard.severity != "medium":
        yield parts["severity"].format(G=language.severities[guard.severity])
    if own:
        for step in getattr(rule, "escalate", ()):
            after = amounts.duration(step.after, language)
            yield parts["escalate"].format(T=after, G=language.severities[step.severity])
        for field in _OTHER_FIELDS:
            value = getattr(rule, field, None)
            if value is not None and value != _default(rule, field):
                yield _field(field, value, language)
    if guard.min_coverage != 0.9:
        yield parts["min_coverage"].format(P=amounts.percent(guard.min_coverage, language))
    if guard.cooldown:
        yield parts["cooldown"].format(T=amounts.duration(guard.cooldown, language))
    if guard.notify:
        yield parts["notify"].format(R=_names(guard.notify, language))


def _field(field: str, value: Any, language: Language) -> str:
    if field == "anchor":
        return language.parts["anchor"]
    if field == "inertia" and not value:
        return language.parts["inertia.none"]
    slot, said = _SLOTS[field]
    return language.parts[field].replace(f"{{{slot}}}", said(value, language))


_SLOTS: Mapping[str, tuple[str, Callable[[float, Language], str]]] = {
    "radius": ("H", amounts.heights),
    "inertia": ("T", amounts.duration),
    "min_score": ("F", amounts.number),
    "min_size": ("P", amounts.percent),
    "max_size": ("P", amounts.percent),
}
"""Of a rule's fields: the slot of their part, and what stands in it."""
