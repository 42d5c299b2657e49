"""Numbers, durations, speeds and dates, said and read back: exactly, so that neither way changes a digit."""

import datetime as dt
import re
from decimal import Decimal

from orin.processors.words.saying.language import Forms, Language

_SECONDS = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}


def number(value: float | Decimal, language: Language) -> str:
    """Without an exponent; `2` for 2.0."""
    plain = value if isinstance(value, Decimal) else Decimal(repr(value))
    digits = f"{plain:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits.replace(".", language.comma)


def read_number(said: str, language: Language) -> Decimal:
    """Raises decimal.InvalidOperation for what is no number."""
    return Decimal(said.replace(language.comma, "."))


def percent(share: float, language: Language) -> str:
    return number(Decimal(repr(share)) * 100, language)


def duration(seconds: float, language: Language) -> str:
    """`1 hour and 30 minutes`: each unit that there is some of."""
    left, said = Decimal(repr(seconds)), []
    for unit, size in _SECONDS.items():
        count = left if unit == "second" else left // size
        left -= count * size
        if count:
            said.append(counted(count, language.units[unit], language))
    return language.listed(said, language.both)


def read_duration(said: str, language: Language) -> float:
    """Raises KeyError for an unknown unit, decimal.InvalidOperation for what is no number."""
    sizes = {form: _SECONDS[unit] for unit, forms in language.units.items() for form in forms}
    parts = [part.partition(" ") for part in said.replace(language.both[0], ", ").split(", ")]
    return float(sum((read_number(count, language) * sizes[unit] for count, _, unit in parts), Decimal()))


def counted(count: Decimal, forms: Forms, language: Language) -> str:
    return f"{number(count, language)} {forms[language.agree(count)]}"


def heights(value: float, language: Language) -> str:
    return counted(Decimal(repr(value)), language.heights, language)


def speed(over: float | str, language: Language) -> str:
    if isinstance(over, str):
        digits, _, unit = over.partition(" ")
        return f"{number(Decimal(digits), language)} {language.speeds[unit]}"
    bodies = counted(Decimal(repr(over)), language.heights_than, language)
    return language.speeds[""].replace("{heights}", bodies)


def read_speed(said: str, language: Language) -> float | str:
    """Raises decimal.InvalidOperation for what is no number."""
    digits, _, rest = said.partition(" ")
    value = float(read_number(digits, language))
    units = {language.speeds[unit]: unit for unit in ("km/h", "m/s")}
    return f"{value:.15g} {units[rest]}" if rest in units else value


def date(iso: str, language: Language) -> str:
    on = dt.date.fromisoformat(iso)
    day = language.first_of_month if on.day == 1 else str(on.day)
    return language.date.format(day=day, month=language.months[on.month - 1], year=on.year)


def date_pattern(language: Language) -> str:
    """Three groups of a date: day, month, year. A day may end in letters (`1er`)."""
    pattern = re.escape(language.date.format(day="DAY", month="MONTH", year="YEAR")).replace(r"\ ", " ")
    months = "|".join(language.months)
    return pattern.replace("DAY", r"(\d+)\w*").replace("MONTH", f"({months})").replace("YEAR", r"(\d+)")


def read_dates(said: str, language: Language) -> list[str]:
    """Raises ValueError for a day that the calendar lacks."""
    found = re.findall(date_pattern(language), said)
    return [dt.date(int(year), language.months.index(month) + 1, int(day)).isoformat() for day, month, year in found]
