"""Motion backend and tracker together on a rendered scene with ground truth."""

import pytest

from orin.processors.detection.backend import DecodedFrame
from orin.processors.detection.motion.backend import MotionBackend
from orin.processors.scenes import open_scene
from orin.schemas.records import Track
from tests.support.tracking_inputs import CAMERA, START, Run, frame

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("seed", [1, 2])
def test_an_abandoned_bag_is_one_object_and_its_owner_one_person(seed: int) -> None:
    scene = open_scene("abandoned-bag", seed)
    backend, run = MotionBackend(), Run()
    tracks: dict[str, list[tuple[float, Track]]] = {}
    ended: dict[str, str] = {}
    for t, image in zip(scene.times(), scene.frames(), strict=True):
        [result] = backend.detect([DecodedFrame(CAMERA, START + round(t * 1e6), image)])
        [found] = run.feed([frame(t, result.boxes, size=(640, 360))])
        for track in found.tracks:
            if track.state != "tentative":
                tracks.setdefault(track.track_id, []).append((t, track))
        ended |= {e.track_id: e.reason for e in found.ended}
    bag = next(actor for actor in scene.actors if actor.label != "person")
    [objects] = [seen for seen in tracks.values() if seen[0][1].label == "object"]
    place = bag.box(scene.duration)
    assert place is not None
    assert objects[0][0] < 30
    assert objects[-1][0] == pytest.approx(scene.duration - 1 / scene.fps)
    assert objects[-1][1].x1 == pytest.approx(place[0], abs=4)
    assert objects[-1][1].y2 == pytest.approx(place[3], abs=4)
    # Whoever stands by the bag at second 21.5 is the one who leaves over the edge.
    [owner] = [i for i, seen in tracks.items() if any(abs(t - 21.5) < 0.01 for t, _ in seen)]
    assert tracks[owner][-1][0] > 28
    assert ended[owner] == "edge"
