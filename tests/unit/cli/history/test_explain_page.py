"""The page about an event: whole in itself, well formed, with the pictures that are still there."""

import re
from html.parser import HTMLParser
from itertools import combinations, pairwise

import pytest
from msgspec.structs import replace

from orin.cli.history.explain_drawings import _box
from orin.cli.history.explain_page import DARK, LABELS, LIGHT, page
from orin.cli.history.explain_times import Times, times_of, zone_named
from orin.cli.history.explain_words import life
from orin.cli.terminal.spans import lasting
from orin.schemas.errors import Misuse, OrinError
from tests.support.explained import RULE, SCENE, explained
from tests.support.guards_scene import guard, watch


class Checker(HTMLParser):
    """Refuses tags that close what is not open; gathers the addresses of what a browser would fetch."""

    VOID = frozenset({"meta", "br", "line", "rect", "circle", "image", "polygon", "polyline", "i"})

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
    assert told["frames"] == "the topics hold no frame of this time any more"
    assert "phase" in told


def test_gaps_owner_and_timer_are_told() -> None:
    found = explained(SCENE.records())
    told = dict(life(found))
    assert "1 gap" in told["frames"]
    assert "(7.2 s)" in told["frames"]
    assert "ann" in told["owner"]
    assert "due after 20 s" in told["timer"]
    assert "objects suitcase" in told["rule"]
    assert "for 20 s" in told["rule"]


def test_a_rule_is_told_without_a_word_of_python() -> None:
    rule = guard(
        "unattended: {objects: [packages, object], zone: floor, for: 20s, escalate: [{after: 2m, severity: critical}]}"
    )
    told = dict(life(explained(SCENE.records(), rule)))
    assert "escalate to critical after 2 min" in told["rule"]
    assert re.search(r"objects (object or packages|packages or object)", told["rule"])
    assert not re.search(r"[{}\[\]']", told["rule"])


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


# ---- who reads the page: on a phone, with poor sight, with a screen reader, at a site of another time zone


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_the_contrast_of_wcag_aa_and_graphics_too(colours: dict[str, str]) -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    for ground in ("paper", "ground"):
        for text in ("ink", "soft", "good", "bad"):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        for graphic in ("subject", "owner", "other", "seen", "gap", "shed", "zone"):
            assert contrast(colours[graphic], colours[ground]) >= 3, (graphic, ground)


def test_labels_have_the_contrast_of_wcag_aa_on_their_plates() -> None:
    for name, colour in LABELS.items():
        assert name == "plate" or contrast(colour, LABELS["plate"]) >= 4.5, name


def test_every_colour_of_the_page_is_one_of_those() -> None:
    html = page(explained(SCENE.records()), lambda uri: b"")
    assert set(re.findall(r"var\(--([a-z-]+)\)", html)) <= {*LIGHT, *LABELS}
    named = {*LIGHT.values(), *DARK.values(), *LABELS.values()}
    assert set(re.findall(r"#[0-9a-f]{6}\b", html)) <= named


def test_a_screen_reader_finds_its_way() -> None:
    html = page(explained(SCENE.records()), lambda uri: b"")
    assert html.startswith("<!doctype html><html lang=en>")
    assert re.search(r"<title>[^<]+</title>", html)
    levels = [int(level) for level in re.findall(r"<h([1-6])>", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert html.count("<main>") == 1
    pictures = re.findall(r"<svg [^>]*>", html)
    assert all('role="img" aria-label="' in picture for picture in pictures)
    names = [re.search(r'aria-label="([^"]+)"', picture) for picture in pictures]
    assert all(names)


def frames_of(html: str) -> list[str]:
    return re.findall(r"<figure>(.*?)</figure>", html)


def test_the_first_frame_has_the_box_of_a_bag_that_was_not_tracked_yet() -> None:
    """The window is dated back to when the bag came to rest; its track is younger here by four frames."""
    records = SCENE.records()
    since = watch(SCENE, RULE)[0].since
    young = [
        replace(record, tracks=tuple(t for t in record.tracks if t.label != "suitcase"))
        if record.captured_at < since + 1_000_000
        else record
        for record in records
    ]
    (first, *_) = frames_of(page(explained(young), lambda uri: b""))
    assert "Window begins" in first
    assert re.search(r"stroke-dasharray[^>]*/><rect class=\"plate\"[^>]*/><text[^>]*>suitcase</text>", first)


@pytest.mark.parametrize("x", [-40.0, 0.0, 500.0, 930.0, 995.0])
@pytest.mark.parametrize("y", [-20.0, 5.0, 500.0, 960.0])
@pytest.mark.parametrize("label", ["person", "a-very-long-label-of-some-model"])
def test_a_label_lies_inside_the_picture_wherever_its_box_is(x: float, y: float, label: str) -> None:
    drawn = _box((x, y, x + 60, y + 80), "--owner", label, (1000, 1000))
    plate = re.search(r'class="plate" x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"', drawn)
    assert plate is not None
    left, top, width, height = map(float, plate.groups())
    assert left >= 0
    assert left + width <= 1000
    assert top >= 0
    assert top + height <= 1000
    text = re.search(r'<text x="([\d.]+)" y="([\d.]+)"', drawn)
    assert text is not None
    assert left <= float(text[1])
    assert top < float(text[2]) < top + height


def test_on_a_phone_the_whole_timeline_is_in_view_and_its_ticks_do_not_touch() -> None:
    html = page(explained(SCENE.records()), lambda uri: b"")
    (narrow,) = re.findall(r'<svg class="narrow" viewBox="0 0 (\d+) .*?</svg>', html)
    assert int(narrow) <= 350
    assert "overflow-x" not in html
    (drawn,) = re.findall(r'<svg class="narrow".*?</svg>', html)
    ticks = [float(x) for x in re.findall(r'<text x="([\d.]+)" y="[\d.]+" text-anchor="middle">', drawn)]
    assert all(abs(a - b) >= 60 for a, b in combinations(ticks, 2))
    assert all(30 <= x <= int(narrow) - 30 for x in ticks)
    places = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', drawn)]
    assert len(places) == 2
    assert all(0 < x < int(narrow) for x in places)


def test_the_sites_time_stands_beside_utc() -> None:
    times = Times(zone_named("Asia/Kolkata"))
    assert times.both(1_700_000_000_000_000) == "03:43:20.0 Asia/Kolkata · 22:13:20.0 UTC"
    assert times.spans(1_700_000_000_000_000, 1_700_000_012_300_000) == [
        "2023-11-15, 03:43:20.0 – 03:43:32.3 Asia/Kolkata",
        "2023-11-14, 22:13:20.0 – 22:13:32.3 UTC",
    ]
    html = page(explained(SCENE.records()), lambda uri: b"", times)
    assert html.count("Asia/Kolkata") >= 5
    assert "UTC" in html


def test_the_zone_is_that_of_the_guards_schedule_unless_another_is_named() -> None:
    scheduled = guard(
        "unattended: {objects: suitcase, zone: floor, for: 20s}",
        "schedule: {days: mon-sun, hours: '00:00-24:00', timezone: Europe/Berlin}",
    )
    found = explained(SCENE.records(), scheduled)
    assert times_of(found, None).zones == ["Europe/Berlin", "UTC"]
    assert times_of(found, zone_named("Asia/Tokyo")).zones == ["Asia/Tokyo", "UTC"]
    assert times_of(explained(SCENE.records()), None).zones == ["UTC"]
    with pytest.raises(Misuse, match="'Berlin' is not a time zone"):
        zone_named("Berlin")
