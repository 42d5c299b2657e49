"""Events as they come, on a terminal of 80 columns: no name is cut, and nothing is drawn before there is something."""

import io
import re

import pytest
from msgspec.structs import replace
from rich.console import Console

from orin.cli.terminal.event_view import _LiveTable
from tests.unit.cli.terminal.test_plain import EVENTS

NAMES = [
    ("unattended-bag", "demo/abandoned-bag"),
    ("nobody-may-stay-in-the-loading-bay-after-hours", "headquarters-berlin-mitte-7/loading-bay-north-entrance-12"),
]


def drawn(view: _LiveTable, out: io.StringIO) -> str:
    """What the terminal was sent last, without colours."""
    view.close()
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", out.getvalue())


@pytest.mark.parametrize("names", [NAMES[:1], NAMES[1:], NAMES], ids=["short", "long", "two cameras"])
def test_names_are_whole_at_80_columns(names: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    view = _LiveTable(Console(file=out, width=80, force_terminal=True))
    for guard, camera in names:
        view.show(replace(EVENTS[0], event_id=guard, guard=guard, camera=camera))
    said = drawn(view, out)
    assert "…" not in said
    assert max(map(len, said.splitlines())) <= 80
    # A name that is folded continues in the same column.
    table = [line[6:40] for line in said.splitlines()]
    folded = "".join(re.split(r"\s{2,}", line)[0].strip() for line in table)
    for guard, camera in names:
        assert guard in folded
        assert camera in folded


def test_a_note_before_the_first_event_is_all_there_is() -> None:
    out = io.StringIO()
    view = _LiveTable(Console(file=out, width=80, force_terminal=True))
    view.note("no model given")
    assert drawn(view, out) == "no model given\n"


def test_progress_comes_before_the_first_event() -> None:
    out = io.StringIO()
    view = _LiveTable(Console(file=out, width=80, force_terminal=True))
    view.progress("detect", 10, 100)
    assert "detect" in drawn(view, out)
    assert "guard" not in out.getvalue()
