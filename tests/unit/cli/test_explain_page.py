"""The page about an event: whole in itself, well formed, with the pictures that are still there."""

from html.parser import HTMLParser

import pytest

from orin.cli.history.explain_page import page
from orin.cli.history.explain_words import life
from orin.cli.terminal.spans import lasting
from orin.processors.specs.armed import Armed
from orin.schemas.errors import OrinError
from orin.schemas.records import Tracks
from orin.topologies.replay.compare import compare
from orin.topologies.replay.explain import AFTER, BEFORE, Explanation, FrameCollector
from tests.support.guards_scene import ZONES, Scene, bag, guard, person, specs, still, watch, way

RULE = guard("unattended: {objects: suitcase, zone: floor, for: 20s}")
OWNER = way((2, 320, 500), (4, 320, 500), (10, 990, 500))
THINGS = [bag("<b>ag", still(300, 500), born=3, dies=50), person("ann", OWNER, born=2, dies=10)]
SCENE = Scene(THINGS, 60, fps=4, missing=((30.0, 37.0),))


def explained(records: list[Tracks]) -> Explanation:
    events = watch(SCENE, RULE)
    armed = Armed()
    for spec in (*specs(ZONES), *specs(RULE)):
        armed.add(spec)
    collector = FrameCollector((events[0].since - BEFORE, events[-1].at + AFTER), events[-1])
    for record in records:
        collector.add(record, armed)
    (pair,) = compare(events, events, other_rules=False)
    return collector.explanation(events, events, pair, [])


class Checker(HTMLParser):
    """Refuses tags that close what is not open; gathers the addresses of what a browser would fetch."""

    VOID = frozenset({"meta", "line", "rect", "circle", "image", "polygon", "polyline", "i"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag


def checked(html: str) -> Checker:
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    return checker


def test_pictures_are_in_the_page_and_nothing_is_fetched() -> None:
    checker = checked(page(explained(SCENE.records()), lambda uri: uri.encode()))
    assert len(checker.addresses) >= 4
    assert all(address.startswith("data:image/jpeg;base64,") for address in checker.addresses)


def test_pictures_that_are_gone_are_said_and_boxes_are_drawn_all_the_same() -> None:
    def gone(uri: str) -> bytes:
        raise OrinError(uri)

    html = page(explained(SCENE.records()), gone)
    assert checked(html).addresses == []
    assert "pictures are gone" in html
    assert html.count("<figure>") >= 4


def test_names_are_escaped() -> None:
    assert "<b>ag" not in page(explained(SCENE.records()), lambda uri: b"")


def test_without_inputs_the_phases_remain() -> None:
    found = explained([])
    checked(page(found, lambda uri: b""))
    told = dict(life(found))
    assert told["seen"] == "no frame is left on the topics"
    assert "phase" in told


def test_gaps_owner_and_timer_are_told() -> None:
    found = explained(SCENE.records())
    told = dict(life(found))
    assert "1 gap" in told["seen"]
    assert "(7.2 s)" in told["seen"]
    assert "ann" in told["owner"]
    assert "due after 20 s" in told["timer"]
    assert "objects suitcase" in told["rule"]
    assert "for 20 s" in told["rule"]


@pytest.mark.parametrize(
    ("micros", "text"),
    [
        (500_000, "0.5 s"),
        (3_000_000, "3 s"),
        (60_000_000, "1 min"),
        (3_661_000_000, "1 h 1 min"),
        (7_200_000_000, "2 h"),
        (187_200_000_000, "2 d 4 h"),
    ],
)
def test_durations(micros: int, text: str) -> None:
    assert lasting(micros) == text
