"""What one language needs to say a guard: its phrases, and how its numbers and nouns agree.

A phrase is a template whose slots stand in braces. `say` fills the slots, `heard` finds them again, so what is said and
what is understood cannot part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from orin.processors.specs.models import DAYS

Forms = tuple[str, ...]
"""Of one word, by `Language.agree`."""


@dataclass(frozen=True)
class Noun:
    """What stands for one or more labels."""

    one: str
    """With its article."""
    bare: str
    """Without it."""
    many: str
    none: str
    """As after a negation."""


@dataclass(frozen=True, kw_only=True)
class Language:
    code: str
    quotes: tuple[str, str]
    comma: str
    """Between a number's whole part and its fraction."""
    articles: tuple[str, ...] = ()
    nouns: str
    """Lines `LABEL: one / more than one`."""
    anything: tuple[str, str]
    """For a guard that takes any label: one, more than one."""
    labelled: tuple[str, str]
    """For a label without a noun, {label}: one, more than one."""
    others: tuple[str, str]
    """For packages and objects together: one, more than one."""
    none: Callable[[str], str] = str
    """From a noun for more than one to how it is said after a negation."""
    either: tuple[str, ...]
    """Before the last of a list of alternatives; a second one stands before the sound of the first."""
    both: tuple[str, ...]
    agree: Callable[[Decimal], int]
    """Which form of a noun stands after this number."""
    counts_one: Callable[[int], bool]
    """Whether a noun after this number of things is in the singular."""
    units: Mapping[str, Forms]
    heights: Forms
    heights_than: Forms
    """After `faster than`."""
    speeds: Mapping[str, str]
    """By unit of the spec language: what follows the number."""
    severities: Mapping[str, str]
    day: Callable[[int], str]
    """Of the week, 0 for Monday."""
    days: Callable[[int, int], str]
    """From the first to the last."""
    daily: str
    always: str
    never: str
    hours: str
    months: tuple[str, ...]
    date: str
    first_of_month: str = "1"
    excepted: str
    """Dates, after the hours."""
    kinds: Mapping[str, str]
    """By kind, or kind and variant: the sentence's beginning. {O}: one of the objects, {C}: counted, {Z} and {L}: zone
    and line, {zone} and {on}: the whole phrase of a zone that may be missing and of the cameras."""
    zone: str
    lasting: str
    on_one: str
    on_several: str
    on_all: str
    outside: str
    between: str = "; "
    """Between the parts of the second sentence."""
    parts: Mapping[str, str]
    other_kind: str
    """For kinds of other packages."""
    with_fields: str

    @cached_property
    def vocabulary(self) -> dict[tuple[str, ...], Noun]:
        """By labels: what is said of them, single ones and sets that have a phrase of their own."""
        found: dict[tuple[str, ...], Noun] = {
            (): self._noun(*self.anything),
            ("object", "packages"): self._noun(*self.others),
        }
        for line in self.nouns.strip().splitlines():
            label, _, forms = line.partition(": ")
            one, _, many = forms.partition(" / ")
            found[label,] = self._noun(one, many)
        return found

    def noun(self, label: str) -> Noun:
        known = self.vocabulary.get((label,))
        if known is not None:
            return known
        name = self.quoted(label)
        return self._noun(*(each.replace("{label}", name) for each in self.labelled))

    def rank(self, label: str) -> tuple[int, str]:
        """Where it stands in a list: in the order of the nouns, people first, and what has no noun last."""
        return (list(self.vocabulary).index((label,)) if (label,) in self.vocabulary else len(self.vocabulary), label)

    def quoted(self, name: str) -> str:
        return f"{self.quotes[0]}{name}{self.quotes[1]}"

    @cached_property
    def weeks(self) -> dict[tuple[str, ...], str]:
        """What each set of weekdays is called, in the week's order."""
        every = (tuple(day for i, day in enumerate(DAYS) if bits >> i & 1) for bits in range(1, 127))
        return {days: self._week(days) for days in every} | {DAYS: self.daily, (): self.never}

    def listed(self, items: list[str], last: tuple[str, ...]) -> str:
        """`a, b and c`."""
        *before, end = items
        if not before:
            return end
        between = last[-1] if len(last) > 1 and end.startswith((last[0].strip(), "h" + last[0].strip())) else last[0]
        return f"{', '.join(before)}{between}{end}"

    def _noun(self, one: str, many: str) -> Noun:
        article, _, rest = one.partition(" ")
        return Noun(one, rest if article in self.articles else one, many, self.none(many))

    def _week(self, days: tuple[str, ...]) -> str:
        """Three days or more in a row are a range."""
        said: list[str] = []
        numbers = [DAYS.index(day) for day in days]
        while numbers:
            run = 1
            while run < len(numbers) and numbers[run] == numbers[0] + run:
                run += 1
            run = run if run >= 3 else 1
            said.append(self.days(numbers[0], numbers[run - 1]) if run > 1 else self.day(numbers[0]))
            del numbers[:run]
        return self.listed(said, self.both)


def one_or_many(number: Decimal) -> int:
    return 0 if number == 1 else 1
