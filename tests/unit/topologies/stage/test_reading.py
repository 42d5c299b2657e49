"""Whose frame a message is: only the names that cameras may have are taken from the wire."""

import pytest
from msgspec.structs import replace

from benchmarks.stage_load import detections
from orin.schemas.errors import WireError
from orin.schemas.records import Detections
from orin.topologies.kafka.topics import CAPTURED_AT_HEADER, SESSION_HEADER
from orin.topologies.stage.reading import Named, check_record, named

AT = 1_700_000_000_000_000
(GOOD,) = detections(1, AT)
NO_CAMERAS = ["", "hq", "hq/", "/lobby", "hq/lobby/1", "hq/lob by", "hq/lobby\n", "hq/" + "x" * 500_000, "hq/löbby"]


@pytest.mark.parametrize("camera", NO_CAMERAS)
def test_a_record_of_what_is_no_camera_is_refused(camera: str) -> None:
    check_record(GOOD, (Detections,), "t", GOOD.camera.encode(), AT // 1000)
    with pytest.raises(WireError) as refused:
        check_record(replace(GOOD, camera=camera), (Detections,), "t", camera.encode(), AT // 1000)
    assert refused.value.reason == "wrong_key"
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("camera", NO_CAMERAS)
def test_nothing_stands_for_an_unreadable_message_of_what_is_no_camera(camera: str) -> None:
    headers = ((SESSION_HEADER, b"s"), (CAPTURED_AT_HEADER, str(AT).encode()))
    assert named(b"hq/lobby", headers, AT // 1000) == Named("hq/lobby", "s", AT)
    assert named(camera.encode(), headers, AT // 1000) is None
