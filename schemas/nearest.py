"""What somebody may have meant by a name that does not exist."""

import difflib
from collections.abc import Iterable


def meant(given: str, valid: Iterable[str]) -> str:
    """` (did you mean 'X'?)` for the valid name nearest to `given`; else what is valid, when that is short."""
    names = sorted(set(valid))
    folded = {name.lower(): name for name in reversed(names)}
    near = difflib.get_close_matches(given.lower(), folded, n=1, cutoff=0.5)
    if near:
        return f" (did you mean '{folded[near[0]]}'?)"
    if 0 < len(names) <= 12:
        return f" (valid: {', '.join(names)})"
    return ""
