"""Two tellings of the same frames, event by event: what is the same, and how the others differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from orin.processors.identity import content
from orin.schemas.records import Event, Phase

Verdict = Literal["same", "moved", "certainty", "changed", "only_replay", "only_production"]
VERDICTS: tuple[Verdict, ...] = ("same", "only_replay", "only_production", "moved", "certainty", "changed")

_TIMES = ("since", "due_at", "opened_at", "at", "closed_at")
_RULES = ("event_id", "guard_revision", "camera_revision", "cooldown_event")
"""What another revision of a guard changes in every event."""
_SEEN = frozenset({"subject", "owner", "taken_by", "coverage", "source_position"})
"""What other boxes change in every event."""
_SLACK = 1_000_000
"""µs by which other boxes move an event that is the same to people."""
_NO_NEWS = frozenset({*_RULES, "sequence", "phase", "at", "coverage", "subject", "source_position", "line", "late"})
_NEAR = 60_000_000
"""µs by which the windows of two events about the same thing may begin apart and still be the same event, moved."""


class Telling(Struct, frozen=True):
    """One event as one side tells it: its phases in the window, in order."""

    phases: tuple[Event, ...]

    @property
    def last(self) -> Event:
        return self.phases[-1]

    @property
    def begins(self) -> bool:
        """Whether it opened or occurred in the window."""
        return self.phases[0].phase in ("occurred", "opened")


class Pair(Struct, frozen=True, kw_only=True):
    """One event and what became of it."""

    verdict: Verdict
    replay: Telling | None
    production: Telling | None
    fields: tuple[str, ...] = ()
    """Where the tellings differ: names of fields, `phases` where one has phases that the other lacks."""

    @property
    def event(self) -> Event:
        """The last phase, the replay's where it has one."""
        telling = self.replay or self.production
        assert telling is not None
        return telling.last


def compare(
    replay: Iterable[Event], production: Iterable[Event], *, other_rules: bool, other_tracks: bool = False
) -> list[Pair]:
    """Every event of either side once, in the order of their windows.

    `other_rules`: the sides judged by different guards, so ids and revisions differ anyway and events are matched by
    guard, place, subject and time. `other_tracks`: they saw other boxes, so tracks have other ids as well, and what is
    a second apart is at the same time. Otherwise the same event has the same id, and only equal content is the same.
    """
    ours, theirs = _tellings(replay), _tellings(production)
    slack = _SLACK if other_tracks else 0
    skipped = frozenset({"sequence", *_RULES}) if other_rules or other_tracks else frozenset[str]()
    differ = _Differ(skipped | _SEEN if other_tracks else skipped, slack)
    pairs = [differ.pair(ours.pop(ident), theirs.pop(ident)) for ident in sorted(ours.keys() & theirs.keys())]
    if other_rules or other_tracks:
        pairs += _matched(ours, theirs, differ, by_subject=not other_tracks)
    pairs += [Pair(verdict="only_replay", replay=telling, production=None) for telling in ours.values()]
    pairs += [Pair(verdict="only_production", replay=None, production=telling) for telling in theirs.values()]
    return sorted(pairs, key=lambda pair: (pair.event.since, pair.event.guard, pair.event.camera, pair.event.event_id))


def _tellings(events: Iterable[Event]) -> dict[str, Telling]:
    phases: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        phases[event.event_id].append(event)
    return {ident: Telling(tuple(sorted(found, key=lambda e: e.sequence))) for ident, found in phases.items()}


def _matched(
    ours: dict[str, Telling], theirs: dict[str, Telling], differ: "_Differ", *, by_subject: bool
) -> list[Pair]:
    """Pairs of events about the same thing, nearest windows first; takes them out of both."""

    def thing(telling: Telling) -> object:
        event = telling.last
        subject = next((phase.subject.track_id for phase in telling.phases if phase.subject is not None), None)
        return event.guard, event.kind, event.camera, event.direction, subject if by_subject else None

    by_thing: dict[object, list[Telling]] = defaultdict(list)
    for telling in theirs.values():
        by_thing[thing(telling)].append(telling)
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


def _meet(a: Telling, b: Telling) -> bool:
    apart = max(a.last.since, b.last.since) - min(a.last.at, b.last.at)
    return apart <= 0 or abs(a.last.since - b.last.since) <= _NEAR


class _Differ:
    """How two tellings of one event are compared: which fields do not count, and by how many µs times may differ."""

    def __init__(self, skipped: frozenset[str], slack: int) -> None:
        self._skipped = skipped
        self._slack = slack

    def pair(self, mine: Telling, other: Telling) -> Pair:
        fields = self._differences(mine.phases, other.phases)
        return Pair(verdict=_verdict(fields, mine, other), replay=mine, production=other, fields=fields)

    def _differences(self, mine: Sequence[Event], other: Sequence[Event]) -> tuple[str, ...]:
        """Names of the fields in which phases of the same kind differ, in the record's order; `phases` last."""
        ours, theirs = (_by_phase(_telling_news(side) if self._skipped else side) for side in (mine, other))
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


def _verdict(fields: Sequence[str], mine: Telling, other: Telling) -> Verdict:
    if not fields:
        return "same"
    if "certainty" in fields or ("phases" in fields and mine.last.certainty != other.last.certainty):
        return "certainty"
    if any(name in fields for name in _TIMES):
        return "moved"
    return "changed"


def _by_phase(phases: Sequence[Event]) -> dict[tuple[Phase, int], Event]:
    """By phase and the how-many-eth of its kind."""
    found: dict[tuple[Phase, int], Event] = {}
    counts: dict[Phase, int] = defaultdict(int)
    for event in phases:
        found[event.phase, counts[event.phase]] = event
        counts[event.phase] += 1
    return found


def _telling_news(phases: Sequence[Event]) -> list[Event]:
    """Without the updates that tell of nothing but a new revision, which the other side cannot have."""
    kept: list[Event] = []
    for event in phases:
        if event.phase != "updated" or not kept or _news(event) != _news(kept[-1]):
            kept.append(event)
    return kept


def _news(event: Event) -> dict[str, object]:
    return {name: value for name, value in content(event).items() if name not in _NO_NEWS}
