"""What others wrote is shown as text: no terminal and no markup obeys it."""

import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from orin.cli.history.explain_words import show as show_explanation
from orin.cli.history.replay_view import show as show_replay
from orin.cli.terminal.event_view import EventView, _Lines, _LiveTable
from orin.schemas.plain import plain
from orin.schemas.records import Event
from orin.topologies.replay.compare import compare
from orin.topologies.replay.report import report
from orin.topologies.replay.run import Window
from tests.support.explained import RULE, SCENE, explained
from tests.support.guards_scene import us, watch

HOSTILE = "[/x]\x1b]0;mine\x07\u202ecar"
SHOWN = r"[/x]\x1b]0;mine\x07\u202ecar"


def hostile(event: Event) -> Event:
    assert event.subject is not None
    return msgspec.structs.replace(event, subject=msgspec.structs.replace(event.subject, label=HOSTILE))


EVENTS = [hostile(event) for event in watch(SCENE, RULE)]


@given(st.text())
def test_what_is_plain_is_printable_and_letters_stay(text: str) -> None:
    assert plain(text).isprintable()
    if text.isprintable():
        assert plain(text) == text


@pytest.mark.parametrize("view_of", [_Lines, _LiveTable])
def test_an_event_of_a_hostile_label(view_of: type[_Lines] | type[_LiveTable]) -> None:
    out = io.StringIO()
    view: EventView = view_of(Console(file=out, width=250, force_terminal=view_of is _LiveTable))
    for event in EVENTS:
        view.show(event)
    view.close()
    assert SHOWN in out.getvalue()
    assert "\x1b]" not in out.getvalue()


def test_why_an_event_of_a_hostile_label_fired(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    found = explained(SCENE.records())
    show_explanation(msgspec.structs.replace(found, recorded=[hostile(event) for event in found.recorded]))
    said = capsys.readouterr().out
    assert SHOWN in said
    assert "\x1b" not in said


def test_a_replay_of_a_hostile_label(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    pairs = compare(EVENTS, [], other_rules=True)
    show_replay(report(Window(us(0), us(90)), [], pairs, {"g": ("*",)}, compared=True), draft=None, detections=None)
    said = capsys.readouterr().out
    assert SHOWN in said
    assert "\x1b" not in said


def test_a_replay_on_a_narrow_terminal_leaves_nothing_out(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    events = [msgspec.structs.replace(event, guard="nobody-after-hours") for event in watch(SCENE, RULE)]
    pairs = compare(events, [], other_rules=True)
    guards = {"nobody-after-hours": ("*",)}
    show_replay(report(Window(us(0), us(90)), [], pairs, guards, compared=True), draft=None, detections=None)
    said = capsys.readouterr().out
    assert "…" not in said
    assert all(len(line) <= 80 for line in said.splitlines())
    assert "only in replay" in said
    assert events[0].camera in said
