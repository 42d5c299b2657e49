"""A replay on a terminal: nothing is lost at 80 columns, news comes first, and a short clip has no rate."""

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from msgspec.structs import replace

from orin.cli.history.replay_view import in_order_of_news, show
from orin.schemas.records import Event
from orin.topologies.replay.compare import Pair, compare
from orin.topologies.replay.partition import PartitionResult
from orin.topologies.replay.report import Report, report
from orin.topologies.replay.run import ReplayOutput, Span, Window
from tests.support.guards_scene import CAMERA, Scene, guard, person, us, watch, way

PERSON = person("ann", way((1, 500, 500), (20, 505, 505), (30, 990, 500)), born=1, dies=30)
PHASES = watch(Scene([PERSON], 40, fps=4), guard("loiters: {objects: people, zone: floor, for: 5s}"))
LONG_GUARD = "nobody-may-stay-" + "in-the-loading-bay-" * 2 + "after-hours"
LONG_CAMERA = "headquarters-berlin-mitte-building-7/loading-bay-north-entrance-camera-12"


def event(number: int, **fields: object) -> list[Event]:
    shift = us(100) * number - us(0)
    moved = {name: getattr(PHASES[0], name) + shift for name in ("since", "due_at", "opened_at", "at")}
    return [replace(PHASES[0], event_id=f"{number:032x}", digest=f"{fields}", **moved | fields)]


def found(
    pairs: list[Pair], *, watched: int = 46, guard: str = "g", camera: str = CAMERA, compared: bool = True
) -> Report:
    span = Span(first=us(0), last=us(watched), first_offset=0, last_offset=9, frames=9, watched=watched * 1_000_000)
    result = PartitionResult(partition=0, output=ReplayOutput(spans={camera: span}), production=[], missing=[])
    return report(Window(us(0), us(90)), [result], pairs, {guard: ("*",)}, compared=compared)


def shown(
    report: Report, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int = 80
) -> str:
    monkeypatch.setenv("COLUMNS", str(columns))
    show(report, draft=None, detections=None)
    said = capsys.readouterr().out
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= columns
    return said


def all_verdicts(guard: str, camera: str) -> list[Pair]:
    """Two events of every verdict."""
    whose = {"guard": guard, "camera": camera}
    ours: list[Event] = []
    theirs: list[Event] = []
    for number in range(0, 12, 6):
        both = event(number, **whose)
        ours += both
        theirs += both
        ours += event(number + 1, **whose)
        theirs += event(number + 2, **whose)
        for offset, change in ((3, {"opened_at": 5}), (4, {"certainty": "indeterminate"}), (5, {"severity": "high"})):
            ours += event(number + offset, **whose)
            theirs += event(number + offset, **whose | change)
    return compare(ours, theirs, other_rules=False)


def columns_of(lines: Sequence[str], headings: Sequence[str]) -> list[str]:
    """The text of each column of a table, its lines joined without the space between them."""
    (first,) = [line for line in lines if all(heading in line for heading in headings)]
    starts = [*map(first.index, headings), None]
    below = lines[lines.index(first) + 1 :]
    return ["".join(re.sub(r"\s", "", line[a:b]) for line in below) for a, b in pairwise(starts)]


def test_at_80_columns_no_character_is_lost(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = all_verdicts(LONG_GUARD, LONG_CAMERA)
    said = shown(found(pairs, guard=LONG_GUARD, camera=LONG_CAMERA, watched=864_000), capsys, monkeypatch)
    first, second = said.split("since (UTC)")
    names, *_, compared = columns_of(first.splitlines(), ["guard", "events", "camera-day", "duction", "compared"])
    assert LONG_GUARD in names
    for text in ("2 same", "2 only in replay", "2 only in production", "2 moved in time", "2 certainty changed",
                 "2 otherwise changed"):  # fmt: skip
        assert text.replace(" ", "") in compared
    table = ("since (UTC)" + second).splitlines()
    since, whose, subject, how = columns_of(table, ["since (UTC)", "guard, camera", "subject", "production → replay"])
    assert whose.count(LONG_GUARD + LONG_CAMERA) == 10
    assert len(re.findall(r"\d{4}-\d\d-\d\d\d\d:\d\d:\d\d", since)) == 10
    assert subject.count("person" + PHASES[0].subject.track_id[:6]) == 10  # type: ignore[union-attr]
    assert how.count("severityhigh→") == 2


def test_vanished_and_new_events_come_before_changed_ones() -> None:
    order = [pair.verdict for pair in in_order_of_news(found(all_verdicts("g", CAMERA)))]
    assert order == [
        each
        for verdict in ("only_production", "only_replay", "certainty", "changed", "moved")
        for each in [verdict] * 2
    ]


def test_a_longer_for_does_not_push_what_vanished_out_of_sight(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [phase for number in range(40) for phase in event(number)]
    theirs = [replace(phase, opened_at=phase.opened_at - 7_000_000, digest="-") for phase in ours]
    vanished = event(50)
    said = shown(found(compare(ours, [*theirs, *vanished], other_rules=False)), capsys, monkeypatch, 100)
    assert said.index("only in production", said.index("since (UTC)")) < said.index("(+7 s)")


def test_a_short_clip_shows_its_count_and_time_and_no_rate(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = compare(event(0), [], other_rules=False)
    said = shown(found(pairs, compared=False), capsys, monkeypatch)
    assert re.search(r"^g +1 +in 46 s", said, re.MULTILINE)
    assert "▲" not in said
    assert "per camera-day:" not in said


@pytest.mark.parametrize(
    ("numbers", "changed", "said"),
    [
        (0, False, "no event on either side"),
        (1, False, "the only event is the same"),
        (2, False, "all 2 events are the same"),
        (1, True, "1 of 1 event differs"),
        (2, True, "2 of 2 events differ"),
    ],
)
def test_the_verdict_counts_in_english(
    numbers: int, changed: bool, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [each for number in range(numbers) for each in event(number)]
    theirs = [replace(each, severity="low", digest="other") for each in ours] if changed else ours
    assert said in shown(found(compare(theirs, ours, other_rules=False)), capsys, monkeypatch)
