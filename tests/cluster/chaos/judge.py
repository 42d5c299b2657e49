"""The comparison at the end: topics record by record, the database row by row, dead letters key by key."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

import psycopg
from msgspec import Struct, field

from orin.processors.identity import content
from orin.projections.database import connect
from orin.projections.migrate import migrate
from orin.projections.store import Item, write
from orin.runtime.build import build_id
from orin.runtime.config.settings import Settings
from orin.schemas.records import Event, Record
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.topics import DEAD_LETTERS, DETECTIONS, EVENTS, HEALTH, SEQUENCE_HEADER, SPECS, TRACKS
from tests.cluster.chaos.logs import partitions_of, read
from tests.cluster.chaos.undisturbed import Undisturbed, poison_of

_ACTIVITY = "camera, bucket, frames, observed, people_max, people_mean, packages_max, round(covered::numeric, 6)"
ROWS = {
    "observations": (2, "SELECT * FROM observations"),
    "event_phases": (4, "SELECT {event} FROM event_phases"),
    "events": (3, "SELECT {event} FROM events"),
    "activity_minute": (2, f"SELECT {_ACTIVITY} FROM activity_minute"),
    "coverage_hour": (
        2,
        "SELECT camera, bucket, round(covered::numeric, 6), seen, still, shed, undecodable, frozen FROM coverage_hour",
    ),
    "camera_frames": (1, "SELECT * FROM camera_frames"),
    "cameras": (2, "SELECT * FROM cameras"),
    "guards": (2, "SELECT * FROM guards"),
}
"""What is compared, and how many columns say what a row is about: its camera (or spec) first, then its time."""
_EVENT_FIRST = ("camera", "at", "event_id", "sequence")
_EVENT_COLUMNS = (*_EVENT_FIRST, *(n for n in Event.__struct_fields__ if n not in (*_EVENT_FIRST, "provenance")))
_BATCH = 5000
_SHOWN = 12


class Difference(Struct):
    """One row that is not as it ought to be."""

    where: str
    camera: str
    at: int | None
    """µs"""
    found: str
    expected: str


class Verdict(Struct):
    """What the comparison found. `passed` says whether all is as it ought to be."""

    records: Counter[str] = field(default_factory=Counter)
    """Compared, by topic."""
    rows: Counter[str] = field(default_factory=Counter)
    """Compared, by table."""
    phases: Counter[str] = field(default_factory=Counter)
    differences: int = 0
    duplicates: int = 0
    """Records of a stage that are on a topic more than once, or numbered out of turn."""
    letters: int = 0
    letters_missing: int = 0
    letters_surplus: int = 0
    first: list[Difference] = field(default_factory=list)
    histories: str = ""
    complaints: list[str] = field(default_factory=list)
    """Everything else that is wrong, one line each."""

    @property
    def passed(self) -> bool:
        wrong = self.differences + self.duplicates + self.letters_missing + self.letters_surplus
        return not wrong and not self.complaints


class Judge:
    """Reads everything once more and compares. `reference_url` is an empty database of its own."""

    def __init__(self, settings: Settings, reference_url: str, serde: Serde) -> None:
        self._settings = settings
        self._reference_url = reference_url
        self._serde = serde
        self._verdict = Verdict()
        self._letters: set[str] = set()
        self._expected: dict[str, list[Event]] = defaultdict(list)
        self._found: dict[str, list[Event]] = defaultdict(list)

    def judge(self) -> Verdict:
        migrate(self._reference_url)
        with connect(self._reference_url, autocommit=True) as reference:
            for partition in partitions_of(self._settings, DETECTIONS):
                self._partition(partition, reference)
            self._specs(reference)
        self._health()
        self._tables()
        self._dead_letters()
        if self._verdict.first:
            self._verdict.histories = self._story(self._verdict.first[0])
        return self._verdict

    # ---- topics

    def _partition(self, partition: int, reference: psycopg.Connection) -> None:
        """The stages' outputs on one partition against the undisturbed ones, which then become the reference's rows."""
        plain = Undisturbed(
            self._serde,
            partition,
            late_after=self._settings.late_after,
            takeover_after=self._settings.takeover_after,
            build=build_id(),
        )
        found = self._good(TRACKS, partition, ("watch", "project"))
        wanted_events: list[Event] = []
        dues = plain.run(read(self._settings, DETECTIONS, partition))
        lined_up = _Lines(TRACKS, self._verdict)
        while batch := list(islice(dues, _BATCH)):
            tracks = [each for due in batch for each in due.tracks]
            events = [event for due in batch for event in due.events]
            self._letters.update(due.letter for due in batch if due.letter is not None)
            lined_up.compare(islice(found, len(tracks)), tracks)
            wanted_events += events
            _store(reference, partition, tracks, events)
        lined_up.surplus(found)
        self._events(partition, wanted_events)

    def _events(self, partition: int, wanted: list[Event]) -> None:
        found = [record for _, record in self._good(EVENTS, partition, ("project",)) if isinstance(record, Event)]
        for event in wanted:
            self._expected[event.camera].append(event)
            self._verdict.phases[f"{event.kind} {event.phase}"] += 1
        for event in found:
            self._found[event.camera].append(event)
        lined_up = _Lines(EVENTS, self._verdict)
        lined_up.compare(
            iter([(e.camera.encode(), e) for e in found]),
            [(e.camera.encode(), e) for e in wanted],
        )
        twice = len(found) - len({(e.event_id, e.sequence) for e in found})
        self._verdict.duplicates += twice

    def _good(self, topic: str, partition: int, readers: Iterable[str]) -> Iterator[tuple[bytes | None, Record]]:
        """The stages' own records; those that are poison are due a letter of each reader. Checks their numbers."""
        number = 0
        for message in read(self._settings, topic, partition):
            if poison_of(message) is not None:
                self._letters.update(f"{reader}/{topic}/{partition}/{message.offset}" for reader in readers)
                continue
            found = dict(message.headers).get(SEQUENCE_HEADER)
            if found != b"%d" % number:
                self._verdict.duplicates += 1
                self._complain(f"{topic}/{partition} offset {message.offset} is numbered {found!r}, due is {number}")
            number += 1
            yield message.key, self._serde.decode(message.value)

    def _specs(self, reference: psycopg.Connection) -> None:
        items = []
        for message in read(self._settings, SPECS, 0):
            if poison_of(message) is None:
                record = self._serde.decode(message.value)
                items.append(Item(SPECS, 0, message.offset, message.key, b"", record, marker=False))
            else:
                self._letters.add(f"project/{SPECS}/0/{message.offset}")
        with reference.transaction():
            write(reference, items, {}, {})

    def _health(self) -> None:
        for partition in partitions_of(self._settings, HEALTH):
            for message in read(self._settings, HEALTH, partition):
                if poison_of(message) is not None:
                    self._letters.add(f"project/{HEALTH}/{partition}/{message.offset}")

    # ---- the database

    def _tables(self) -> None:
        url = self._settings.database_url.get_secret_value()
        with connect(url, autocommit=True) as one, connect(self._reference_url, autocommit=True) as other:
            for name, (width, statement) in ROWS.items():
                order = ", ".join(map(str, range(1, width + 1)))
                query = statement.replace("{event}", ", ".join(_EVENT_COLUMNS)) + f" ORDER BY {order}"
                self._table(name, width, _rows(one, query), _rows(other, query))

    def _table(self, name: str, width: int, found: Iterator[str], expected: Iterator[str]) -> None:
        for have, want in merge(found, expected, width):
            if have == want:
                self._verdict.rows[name] += 1
            else:
                self._differs(name, have, want)

    def _differs(self, name: str, found: str | None, expected: str | None) -> None:
        camera, *rest = (found or expected or "").split("\t")
        self._verdict.differences += 1
        if len(self._verdict.first) < _SHOWN:
            difference = Difference(f"table {name}", camera, _time(rest), found or "(no row)", expected or "(no row)")
            self._verdict.first.append(difference)

    # ---- dead letters

    def _dead_letters(self) -> None:
        found: Counter[str] = Counter()
        for partition in partitions_of(self._settings, DEAD_LETTERS):
            for message in read(self._settings, DEAD_LETTERS, partition):
                if poison_of(message) is None and message.key is not None:
                    found[message.key.decode()] += 1
        verdict = self._verdict
        verdict.letters = len(found)
        missing, surplus = sorted(self._letters - found.keys()), sorted(found.keys() - self._letters)
        verdict.letters_missing, verdict.letters_surplus = len(missing), len(surplus)
        verdict.complaints += [f"no dead letter {key}" for key in missing[:_SHOWN]]
        verdict.complaints += [f"dead letter {key} is about no poison" for key in surplus[:_SHOWN]]
        # The projector's letters are keyed instead of transactional: compaction makes one of two.
        verdict.duplicates += sum(n - 1 for key, n in found.items() if not key.startswith("project/"))

    # ---- what a person wants to know

    def _complain(self, line: str) -> None:
        if len(self._verdict.complaints) < _SHOWN:
            self._verdict.complaints.append(line)

    def _story(self, first: Difference) -> str:
        """Both histories of the camera, around the first event in which they part."""
        found = [_line(event) for event in self._found.get(first.camera, ())]
        expected = [_line(event) for event in self._expected.get(first.camera, ())]
        parted = next((i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), None)
        middle = parted if parted is not None else min(len(found), len(expected))
        near = slice(max(0, middle - _SHOWN), middle + _SHOWN)
        return "\n".join(
            [
                f"events of {first.camera}, as they are ({len(found)}), from number {near.start}:",
                *found[near],
                f"as they are undisturbed ({len(expected)}):",
                *expected[near],
            ]
        )


class _Lines:
    """Two sequences that ought to be one."""

    def __init__(self, topic: str, verdict: Verdict) -> None:
        self._topic = topic
        self._verdict = verdict

    def compare(self, found: Iterator[tuple[bytes | None, Record]], expected: list[tuple[bytes, Record]]) -> None:
        for key, record in expected:
            have = next(found, None)
            same = have is not None and have[0] == key and _content(have[1]) == _content(record)
            if not same:
                self._report(have, (key, record))
            self._verdict.records[self._topic] += same

    def surplus(self, found: Iterator[tuple[bytes | None, Record]]) -> None:
        for each in found:
            self._report(each, None)

    def _report(self, found: tuple[bytes | None, Record] | None, expected: tuple[bytes, Record] | None) -> None:
        self._verdict.differences += 1
        if len(self._verdict.first) >= _SHOWN:
            return
        record: Any = (expected or found or (b"", None))[1]
        at = getattr(record, "captured_at", None) or getattr(record, "at", None)
        camera = getattr(record, "camera", "@specs")
        texts = ["(no record)" if each is None else f"{each[0]!r} {each[1]}" for each in (found, expected)]
        self._verdict.first.append(Difference(f"topic {self._topic}", camera, at, *texts))


def _content(record: Record) -> object:
    return content(record) if isinstance(record, Event) else record


def _line(event: Event) -> str:
    what = f"{event.guard} {event.phase} {event.outcome or ''}".strip()
    return f"  at {event.at} {what} {event.event_id}:{event.sequence} digest {event.digest[:8]}"


def _store(
    reference: psycopg.Connection, partition: int, tracks: list[tuple[bytes, Record]], events: list[Event]
) -> None:
    items = [Item(TRACKS, partition, 0, key, b"", record, marker=True) for key, record in tracks]
    items += [Item(EVENTS, partition, 0, None, b"", event, marker=True) for event in events]
    with reference.transaction():
        refused = write(reference, items, {}, {}).refused
    if refused:
        raise AssertionError(f"the reference itself refuses {refused[0].reason}: {refused[0].message}")


def _rows(connection: psycopg.Connection, query: str) -> Iterator[str]:
    with connection.cursor().copy(f"COPY ({query}) TO STDOUT") as rows:
        for row in rows:
            yield bytes(row).decode().rstrip("\n")


def merge(found: Iterator[str], expected: Iterator[str], width: int) -> Iterator[tuple[str | None, str | None]]:
    """Pairs of rows about the same thing, None where one is missing; both in order of their first `width` columns."""
    have, want = next(found, None), next(expected, None)
    while have is not None or want is not None:
        here, there = _place(have, width), _place(want, width)
        yield (have if here <= there else None, want if there <= here else None)
        if here <= there:
            have = next(found, None)
        if there <= here:
            want = next(expected, None)


def _place(row: str | None, width: int) -> tuple[bool, list[str]]:
    """What a row is about; after the last one comes None."""
    return (row is None, [] if row is None else row.split("\t")[:width])


def _time(columns: list[str]) -> int | None:
    """µs of the first of `columns`, where that is a time."""
    try:
        return round(datetime.fromisoformat(columns[0]).timestamp() * 1e6)
    except (ValueError, IndexError):
        return None
