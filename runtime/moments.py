"""A time as people type it, in command options and in parameters of the api alike."""

import re

from orin.runtime.clock import wall_clock
from orin.schemas.errors import Misuse
from orin.schemas.json_forms import parse_time

_AGO = re.compile(r"-((?:\d{1,9}(?:\.\d{1,9})?(?:s|m|h|d))+)", re.ASCII)
_PART = re.compile(r"(\d+(?:\.\d+)?)(s|m|h|d)", re.ASCII)
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)


def parse_moment(text: str, now: int | None = None) -> int:
    """µs since the epoch, of `now`, of `-1d12h` (so long before now), of a date (its midnight, UTC), of ISO 8601 with
    its offset from UTC, or of seconds, milliseconds or microseconds since 1970, which their size tells apart.

    `now` is the wall clock by default, in µs. Raises ValueError that says what is wrong.
    """
    now = wall_clock() if now is None else now
    if text == "now":
        return now
    ago = _AGO.fullmatch(text)
    if ago is not None:
        return now - round(1e6 * sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(ago[1])))
    if _NUMBER.fullmatch(text):
        return parse_time(int(text))
    if _DATE.fullmatch(text):
        return parse_time(f"{text}T00:00:00Z")
    try:
        return parse_time(text)
    except ValueError as error:
        raise ValueError(f"{error}; or now, -24h (before now), 2026-11-21 (midnight UTC)") from None


def moment(option: str, text: str, now: int | None = None) -> int:
    """`parse_moment` of the value of a command's option; Misuse that names the option for anything else."""
    try:
        return parse_moment(text, now)
    except ValueError as error:
        raise Misuse(f"{option}: {error}") from None
