"""How much of a window was seen: 1 less the gaps between observed frames.

An interval between two consecutive observed frames is a gap when it is longer than `gap_tolerance`. Gaps that touch
are kept as one. A window that begins between two frames counts the part of that interval that lies in it.
"""

from orin.processors.guards.state import WatchState


def note_gap(state: WatchState, begin: int, end: int) -> None:
    state.unseen += end - begin
    if state.gaps and state.gaps[-1][1] == begin:
        state.gaps[-1] = (state.gaps[-1][0], end)
    else:
        state.gaps.append((begin, end))


def forget_gaps(state: WatchState, before: int) -> None:
    """Drops gaps that no window to come can reach."""
    while state.gaps and state.gaps[0][1] < before:
        del state.gaps[0]


def unseen_at(state: WatchState, at: int) -> int:
    """Sum of all gaps up to `at` (µs), a gap that `at` lies in with its part; gaps forgotten count as before."""
    later = 0
    for begin, end in reversed(state.gaps):
        if end <= at:
            break
        later += end - max(begin, at)
    return state.unseen - later


def covered(state: WatchState, since: int, unseen_at_since: int) -> tuple[int, int]:
    """(seen µs, all µs) of [since, last observed frame]."""
    whole = state.observed_at - since
    return whole - (state.unseen - unseen_at_since), whole


def share(seen: int, whole: int) -> float:
    """Coverage, 0..1; an empty window is covered."""
    return seen / whole if whole > 0 else 1.0
