"""What somebody may have meant by a name that does not exist."""

import difflib
from collections.abc import Iterable


def nearest(given: str, valid: Iterable[str]) -> str | None:
    """The valid name that is like `given`, whatever their case; None: there is none."""
    folded = {name.lower(): name for name in sorted(set(valid), reverse=True)}
    near = difflib.get_close_matches(given.lower(), folded, n=1, cutoff=0.5)
    return folded[near[0]] if near else None


def meant(given: str, valid: Iterable[str]) -> str:
    """` (did you mean 'X'?)` for the valid name nearest to `given`; else what is valid, when that is short."""
    names = sorted(set(valid))
    near = nearest(given, names)
    if near is not None:
        return f" (did you mean '{near}'?)"
    if 0 < len(names) <= 12:
        return f" (valid: {', '.join(names)})"
    return ""
