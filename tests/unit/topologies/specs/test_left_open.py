"""Which open events no frame will close: a table of guards, files and cameras that send or do not."""

import pytest

from orin.schemas.json_forms import to_json
from orin.topologies.specs.left_open import LettingGo, left_open
from tests.support.processes.projection_records import event

LOBBY = to_json(event(1, camera="hq/lobby-1", guard="bags"))
YARD = to_json(event(1, camera="yard/gate", guard="bags"))


@pytest.mark.parametrize(
    ("watched", "cameras", "sending", "staying"),
    [
        ({"bags": ("hq/*",)}, set(), set(), ["yard/gate"]),
        ({"bags": ("hq/*",)}, set(), {"yard/gate"}, []),
        ({"bags": ("*",)}, set(), set(), []),
        ({"other": ("hq/*",)}, set(), set(), []),
        ({"bags": ()}, set(), {"hq/lobby-1"}, ["yard/gate"]),
        ({}, {"yard/gate-north"}, {"hq/lobby-1"}, ["yard/gate"]),
        ({}, {"yard/gate-north", "yard/gate"}, {"hq/lobby-1"}, []),
    ],
    ids=[
        "taken away from a guard, and silent",
        "taken away from a guard, but its next frame closes the event",
        "silent, but still watched",
        "another guard's revision",
        "a guard that is disabled",
        "a new camera in the file, an old one silent: renamed",
        "a silent camera that the file still has",
    ],
)
def test_events_that_stay_open(
    watched: dict[str, tuple[str, ...]], cameras: set[str], sending: set[str], staying: list[str]
) -> None:
    found = list(left_open([LOBBY, YARD], LettingGo(watched, cameras), sending))
    assert [guard for guard, _ in found] == ["bags"] * len(staying)
    for camera, (_, sentence) in zip(staying, found, strict=True):
        assert f"of camera {camera} (guard bags) will stay open: no frame will close it" in sentence
        assert YARD["event_id"] in sentence
