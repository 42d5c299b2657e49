"""The events of a replay and of production, event by event: which are the same, and how the others differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from orin.processors.identity import content
from orin.schemas.records import Event, Phase

PairVerdict = Literal["same", "moved", "certainty", "changed", "only_replay", "only_production"]
PAIR_VERDICTS: tuple[PairVerdict, ...] = ("same", "only_replay", "only_production", "moved", "certainty", "changed")

_TIMES = ("since", "due_at", "opened_at", "at", "closed_at")
_RULE_FIELDS = ("event_id", "guard_revision", "camera_revision", "cooldown_event")
"""Fields that another revision of a guard changes in every event."""
_BOX_FIELDS = frozenset({"subject", "owner", "taken_by", "coverage", "source_position"})
"""Fields that other boxes change in every event."""
_SLACK = 1_000_000
"""µs by which other boxes may move an event that people would call the same."""
_NO_NEWS = frozenset(
    {*_RULE_FIELDS, "sequence", "phase", "at", "coverage", "subject", "source_position", "line", "late"}
)
_NEAR = 60_000_000
"""Two events about the same subject whose windows begin at most this many µs apart may be one event that moved."""


class EventPhases(Struct, frozen=True):
    """The phases of one event that fall into the window, in order, on one side of the comparison."""

    phases: tuple[Event, ...]

    @property
    def last(self) -> Event:
        return self.phases[-1]

    @property
    def begins(self) -> bool:
        """Whether it opened or occurred in the window."""
        return self.phases[0].phase in ("occurred", "opened")


class Pair(Struct, frozen=True, kw_only=True):
    """One event on both sides, or on the only side that has it."""

    verdict: PairVerdict
    replay: EventPhases | None
    production: EventPhases | None
    fields: tuple[str, ...] = ()
    """Names of the fields that differ; `phases` where one side has phases that the other lacks."""

    @property
    def event(self) -> Event:
        """The last phase, the replay's where it has one."""
        phases = self.replay or self.production
        assert phases is not None
        return phases.last


def compare(
    replay: Iterable[Event], production: Iterable[Event], *, other_rules: bool, other_tracks: bool = False
) -> list[Pair]:
    """Every event of either side once, in the order of their windows.

    `other_rules`: the sides were judged by different guards, so ids and revisions differ anyway and events are matched
    by guard, camera, subject and time. `other_tracks`: the sides saw other boxes, so track ids differ as well, and
    times up to a second apart count as equal. Otherwise the same event has the same id, and only equal content is the
    same.
    """
    ours, theirs = _by_event(replay), _by_event(production)
    slack = _SLACK if other_tracks else 0
    skipped = frozenset({"sequence", *_RULE_FIELDS}) if other_rules or other_tracks else frozenset[str]()
    differ = _Differ(skipped | _BOX_FIELDS if other_tracks else skipped, slack)
    pairs = [differ.pair(ours.pop(ident), theirs.pop(ident)) for ident in sorted(ours.keys() & theirs.keys())]
    if other_rules or other_tracks:
        pairs += _matched(ours, theirs, differ, by_subject=not other_tracks)
    pairs += [Pair(verdict="only_replay", replay=mine, production=None) for mine in ours.values()]
    pairs += [Pair(verdict="only_production", replay=None, production=other) for other in theirs.values()]
    return sorted(pairs, key=lambda pair: (pair.event.since, pair.event.guard, pair.event.camera, pair.event.event_id))


def _by_event(events: Iterable[Event]) -> dict[str, EventPhases]:
    phases: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        phases[event.event_id].append(event)
    return {ident: EventPhases(tuple(sorted(found, key=lambda e: e.sequence))) for ident, found in phases.items()}


def _matched(
    ours: dict[str, EventPhases], theirs: dict[str, EventPhases], differ: "_Differ", *, by_subject: bool
) -> list[Pair]:
    """Pairs of events about the same thing, nearest windows first; takes them out of both."""

    def thing(side: EventPhases) -> object:
        event = side.last
        subject = next((phase.subject.track_id for phase in side.phases if phase.subject is not None), None)
        return event.guard, event.kind, event.camera, event.direction, subject if by_subject else None

    by_thing: dict[object, list[EventPhases]] = defaultdict(list)
    for other in theirs.values():
        by_thing[thing(other)].append(other)
    near = sorted(
        (abs(mine.last.since - other.last.since), mine.last.event_id, other.last.event_id)
        for mine in ours.values()
        for other in by_thing.get(thing(mine), ())
        if _meet(mine, other)
    )
    pairs = []
    for _, mine_id, other_id in near:
        if mine_id in ours and other_id in theirs:
            pairs.append(differ.pair(ours.pop(mine_id), theirs.pop(other_id)))
    return pairs


def _meet(a: EventPhases, b: EventPhases) -> bool:
    apart = max(a.last.since, b.last.since) - min(a.last.at, b.last.at)
    return apart <= 0 or abs(a.last.since - b.last.since) <= _NEAR


class _Differ:
    """Compares the two sides of one event: which fields do not count, and by how many µs times may differ."""

    def __init__(self, skipped: frozenset[str], slack: int) -> None:
        self._skipped = skipped
        self._slack = slack

    def pair(self, mine: EventPhases, other: EventPhases) -> Pair:
        fields = self._differences(mine.phases, other.phases)
        return Pair(verdict=_verdict(fields, mine, other), replay=mine, production=other, fields=fields)

    def _differences(self, mine: Sequence[Event], other: Sequence[Event]) -> tuple[str, ...]:
        """Names of the fields in which phases of the same kind differ, in the record's order; `phases` last."""
        ours, theirs = (_by_phase(_with_news(side) if self._skipped else side) for side in (mine, other))
        found: set[str] = set()
        for key in ours.keys() & theirs.keys():
            a, b = ours[key], theirs[key]
            if a.digest != b.digest:
                left, right = content(a), content(b)
                found.update(name for name in left.keys() - self._skipped if self._apart(name, left[name], right[name]))
        names = [name for name in Event.__struct_fields__ if name in found]
        return (*names, "phases") if ours.keys() != theirs.keys() else tuple(names)

    def _apart(self, name: str, left: object, right: object) -> bool:
        if name in _TIMES and isinstance(left, int) and isinstance(right, int):
            return abs(left - right) > self._slack
        return left != right


def _verdict(fields: Sequence[str], mine: EventPhases, other: EventPhases) -> PairVerdict:
    if not fields:
        return "same"
    if "certainty" in fields or ("phases" in fields and mine.last.certainty != other.last.certainty):
        return "certainty"
    if any(name in fields for name in _TIMES):
        return "moved"
    return "changed"


def _by_phase(phases: Sequence[Event]) -> dict[tuple[Phase, int], Event]:
    """By phase and its number among those of the same kind, from 0."""
    found: dict[tuple[Phase, int], Event] = {}
    counts: dict[Phase, int] = defaultdict(int)
    for event in phases:
        found[event.phase, counts[event.phase]] = event
        counts[event.phase] += 1
    return found


def _with_news(phases: Sequence[Event]) -> list[Event]:
    """Without the updates that only carry a new revision, which the other side cannot have."""
    kept: list[Event] = []
    for event in phases:
        if event.phase != "updated" or not kept or _news(event) != _news(kept[-1]):
            kept.append(event)
    return kept


def _news(event: Event) -> dict[str, object]:
    return {name: value for name, value in content(event).items() if name not in _NO_NEWS}
