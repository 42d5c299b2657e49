"""`heard`: the guard that a text of `say` says."""

import re
from collections.abc import Callable, Mapping
from decimal import InvalidOperation
from typing import Any

import msgspec

from orin.processors.specs.models import DAYS, GuardSpec
from orin.processors.words.saying import amounts, patterns
from orin.processors.words.saying.language import Language
from orin.processors.words.saying.languages import LANGUAGES
from orin.processors.words.saying.say import say

LONGEST = 8000
"""Characters; a longer text is none of ours, and is not searched for patterns."""
_NAME = re.compile(r'"([^"]+)"')
_CAMERA = re.compile(r'[^\s,"]+/[^\s,"]+|"[^"]+"')


def heard(text: str, name: str = "guard") -> tuple[GuardSpec, str] | None:
    """The guard, called `name`, and the language of `text`.

    None unless `text` is, up to the shape of its quotes, what `say` says of that guard: nothing is ever misheard.
    """
    plain = patterns.plain(text)
    if len(plain) > LONGEST:
        return None
    lowered = plain[:1].lower() + plain[1:]
    for lang, language in LANGUAGES.items():
        if not patterns.names_cameras(lang).search(plain):
            continue
        for variant in language.kinds:
            match = patterns.sentences(lang, variant).fullmatch(lowered)
            guard = _guard(match, variant, language, name) if match else None
            if guard is not None and patterns.plain(say(guard, lang)) == plain:
                return guard, lang
    return None


def _guard(match: re.Match[str], variant: str, language: Language, name: str) -> GuardSpec | None:
    """None where what stands in a slot cannot be said there."""
    said = {slot: value for slot, value in match.groupdict().items() if value is not None}
    try:
        when = _rule(said, variant, language)
        rest = _rest(said.get("rest", ""), when, language)
        if "timezone" in said:
            rest["schedule"] = _schedule(said, language)
        given = {"guard": name, "cameras": _cameras(said), "when": {variant.partition(".")[0]: when}, **rest}
        return msgspec.convert(given, type=GuardSpec)
    except (KeyError, ValueError, InvalidOperation, msgspec.ValidationError):
        return None


def _rule(said: Mapping[str, str], variant: str, language: Language) -> dict[str, Any]:
    kind, _, more = variant.partition(".")
    rule: dict[str, Any] = {}
    if kind in ("crosses", "wrong_way", "tailgating"):
        rule["direction"] = more
    elif kind == "unattended":
        rule["attended_by"] = more
    if "N" in said:
        rule[more.partition(".")[0]] = int(said["N"])
    if "T" in said:
        rule["within" if kind == "tailgating" else "for"] = amounts.read_duration(said["T"], language)
    if "S" in said:
        rule["over"] = amounts.read_speed(said["S"], language)
    for slot, field in (("Z", "zone"), ("L", "line")):
        if slot in said:
            rule[field] = said[slot]
    if "X" in said:
        rule["except"] = _NAME.findall(said["X"])
    form = "none" if kind == "absent" else "bare" if more.endswith("one") else "many"
    if "O" in said:
        rule["objects"] = _objects(said["O"], "one", language)
    elif "C" in said:
        rule["objects"] = _objects(said["C"], form, language)
    else:
        rule["objects"] = ("people",)
    return rule


def _objects(said: str, form: str, language: Language) -> tuple[str, ...]:
    """Raises ValueError for what is no list of objects."""
    known, item = patterns.objects(language.code, form)
    if said in known:
        return known[said]
    found: list[str] = []
    at = 0
    while at < len(said):
        match = item.match(said, at)
        if match is None:
            raise ValueError(said)
        found += [match["label"]] if match["label"] else known[match[0]]
        after = said[match.end() :]
        between = next((each for each in (", ", *language.either) if after.startswith(each)), after)
        at = match.end() + len(between)
    return tuple(sorted(found))


def _cameras(said: Mapping[str, str]) -> tuple[str, ...]:
    if "all" in said:
        return ("*",)
    return tuple(each.strip('"') for each in _CAMERA.findall(said.get("camera") or said["cameras"]))


def _schedule(said: Mapping[str, str], language: Language) -> dict[str, Any]:
    known = {words: days for days, words in language.weeks.items()} | {language.always: DAYS}
    schedule: dict[str, Any] = {"days": known[said["days"]], "timezone": said["timezone"]}
    if "begin" in said:
        schedule["hours"] = f"{said['begin']}-{said['end']}"
    if "dates" in said:
        schedule["except"] = amounts.read_dates(said["dates"], language)
    return schedule


def _rest(said: str, rule: dict[str, Any], language: Language) -> dict[str, Any]:
    """What the second sentence gives the guard; what it gives the rule is added to `rule`."""
    guard: dict[str, Any] = {}
    known = patterns.parts(language.code)
    for part in (each.strip() for each in said.split(";") if said):
        ways = ((name, known[name].fullmatch(each)) for each in (part, part[:1].lower() + part[1:]) for name in known)
        name, match = next(((name, match) for name, match in ways if match), (part, None))
        if match is None:
            raise ValueError(part)
        field, _, none = name.partition(".")
        value = 0.0 if none else _PARTS[field](match.groupdict(), language)
        if field == "escalate":
            rule.setdefault("escalate", []).append(value)
        elif field in ("severity", "min_coverage", "cooldown", "notify"):
            guard[field] = value
        else:
            rule[field] = value
    return guard


def _severity(said: str, language: Language) -> str:
    return {word: severity for severity, word in language.severities.items()}[said]


def _share(said: Mapping[str, str], language: Language) -> float:
    return float(amounts.read_number(said["P"], language) / 100)


def _duration(said: Mapping[str, str], language: Language) -> float:
    return amounts.read_duration(said["T"], language)


_PARTS: Mapping[str, Callable[[Mapping[str, str], Language], Any]] = {
    "severity": lambda said, language: _severity(said["G"], language),
    "escalate": lambda said, language: {
        "after": _duration(said, language),
        "severity": _severity(said["G"], language),
    },
    "radius": lambda said, language: float(amounts.read_number(said["H"].partition(" ")[0], language)),
    "inertia": _duration,
    "min_score": lambda said, language: float(amounts.read_number(said["F"], language)),
    "min_size": _share,
    "max_size": _share,
    "anchor": lambda _said, _language: "center",
    "min_coverage": _share,
    "cooldown": _duration,
    "notify": lambda said, _language: _NAME.findall(said["R"]),
}
