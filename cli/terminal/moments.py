"""Times on the command line: a moment, or so long ago."""

import re
import time

from orin.schemas.errors import Misuse
from orin.schemas.json_forms import parse_time

_AGO = re.compile(r"-((?:\d+(?:\.\d+)?(?:s|m|h|d))+)")
_PART = re.compile(r"(\d+(?:\.\d+)?)(s|m|h|d)")
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}


def moment(option: str, text: str, now: int | None = None) -> int:
    """µs since the epoch: of ISO 8601 with its offset, of µs, of `now`, or of `-1d12h`, so long before now.

    Misuse naming the option for anything else.
    """
    now = time.time_ns() // 1000 if now is None else now
    if text == "now":
        return now
    ago = _AGO.fullmatch(text)
    if ago is not None:
        return now - round(1e6 * sum(float(number) * _SECONDS[unit] for number, unit in _PART.findall(ago[1])))
    try:
        return parse_time(int(text) if text.isdecimal() else text)
    except ValueError:
        raise Misuse(
            f"{option} {text!r}: say now, -24h, or a time with its offset, such as 2026-11-21T09:00:00Z"
        ) from None
