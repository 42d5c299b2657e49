"""The motion backend on pictures drawn here: a textured ground, people and things that come and go."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
import pytest

from orin.processors.detection.backend import DecodedFrame, FrameResult, Image, Visibility
from orin.processors.detection.describe import describe
from orin.processors.detection.motion.backend import MotionBackend
from orin.schemas.records import Box, FrameRef

pytestmark = pytest.mark.slow

START = 1_790_000_000_000_000
BAG = (300, 250, 328, 274)
FRAME = FrameRef(
    camera="hq/lobby", session="s", session_started_at=START, captured_at=START, previous_at=None, published_at=START,
    lossless=False, uri="", width=640, height=360, encoding="jpeg", source="test",
)  # fmt: skip
Paint = Callable[[Image, float], None]


def ground(height: int = 360, width: int = 640) -> Image:
    coarse = np.random.default_rng(5).integers(90, 170, (height // 20, width // 20, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def bag(from_: float, to: float = 1e9, rect: tuple[int, int, int, int] = BAG) -> Paint:
    def paint(image: Image, t: float) -> None:
        if from_ <= t < to:
            x1, y1, x2, y2 = rect
            cv2.rectangle(image, (x1, y1), (x2 - 1, y2 - 1), (35, 25, 120), -1)
            cv2.rectangle(image, (x1 + 6, y1 + 6), (x2 - 7, y2 - 7), (20, 15, 70), 2)

    return paint


def walker(from_: float, x: float, speed: float, feet: int = 300, colour: tuple[int, int, int] = (40, 40, 40)) -> Paint:
    """A person 34 px wide and 100 px high, with swinging legs."""

    def paint(image: Image, t: float) -> None:
        if t < from_:
            return
        left = round(x + speed * (t - from_))
        swing = round(8 * np.sin(6 * t))
        cv2.ellipse(image, (left + 17, feet - 90), (8, 10), 0, 0, 360, (150, 170, 200), -1)
        cv2.rectangle(image, (left + 5, feet - 80), (left + 29, feet - 40), colour, -1)
        cv2.line(image, (left + 12, feet - 40), (left + 12 + swing, feet), (90, 60, 30), 8)
        cv2.line(image, (left + 22, feet - 40), (left + 22 - swing, feet), (90, 60, 30), 8)

    return paint


def film(
    paints: Sequence[Paint], end: float, *, fps: float = 10.0, noise: float = 2.0, base: Image | None = None
) -> list[DecodedFrame]:
    grain = np.random.default_rng(7).normal(0, noise, (400, 700, 3)).astype(np.int16)
    empty = ground() if base is None else base
    frames = []
    for i in range(round(end * fps)):
        t = i / fps
        image = empty.copy()
        for paint in paints:
            paint(image, t)
        dy, dx = i * 7 % 40, i * 11 % 60
        noisy = cv2.add(image.astype(np.int16), grain[dy : dy + image.shape[0], dx : dx + image.shape[1]])
        frames.append(DecodedFrame("hq/lobby", START + round(t * 1e6), np.clip(noisy, 0, 255).astype(np.uint8)))
    return frames


def run(frames: list[DecodedFrame]) -> list[tuple[float, FrameResult]]:
    results = MotionBackend().detect(frames)
    return [((v.inferred_at - START) / 1e6, v) for v in results]


def labelled(results: list[tuple[float, FrameResult]], label: str) -> list[tuple[float, Box]]:
    return [(t, b) for t, v in results for b in v.boxes if b.label == label]


def iou(box: Box, rect: tuple[float, float, float, float]) -> float:
    w = min(box.x2, rect[2]) - max(box.x1, rect[0])
    h = min(box.y2, rect[3]) - max(box.y1, rect[1])
    common = max(w, 0) * max(h, 0)
    return common / ((box.x2 - box.x1) * (box.y2 - box.y1) + (rect[2] - rect[0]) * (rect[3] - rect[1]) - common)


def test_nothing_is_seen_on_an_empty_noisy_ground() -> None:
    assert not any(v.boxes for _, v in run(film([], 15, noise=4)))


def test_who_walks_is_a_person() -> None:
    found = run(film([walker(6, -40, 70)], 14))
    seen = [(t, v.boxes) for t, v in found if 7.5 <= t <= 14]
    assert all(len(boxes) == 1 and boxes[0].label == "person" for _, boxes in seen)
    assert all(iou(boxes[0], (-40 + 70 * (t - 6), 200, -6 + 70 * (t - 6), 300)) > 0.5 for t, boxes in seen)


def cart(from_: float) -> Paint:
    def paint(image: Image, t: float) -> None:
        if t > from_:
            left = round(60 * (t - from_)) - 100
            cv2.rectangle(image, (left, 240), (left + 90, 290), (30, 90, 30), -1)

    return paint


def test_what_is_wider_than_high_just_moves() -> None:
    found = run(film([cart(4)], 12))
    assert {b.label for t, v in found if t > 7 for b in v.boxes} == {"moving"}


@pytest.mark.parametrize("fps", [10.0, 5.0, 2.0])
def test_a_bag_put_down_is_an_object_within_five_seconds_and_never_absorbed(fps: float) -> None:
    found = labelled(run(film([bag(8)], 40, fps=fps)), "object")
    assert 11 <= found[0][0] <= 13
    assert len(found) == round((40 - found[0][0]) * fps)
    assert all(iou(b, BAG) >= 0.5 for _, b in found)
    assert len({b.since for _, b in found}) == 1
    assert found[0][1].since == pytest.approx(START + 8e6, abs=1e6)


def test_an_object_that_is_taken_ends_after_a_second_of_background() -> None:
    found = labelled(run(film([bag(8, 20)], 30)), "object")
    assert found[-1][0] == pytest.approx(20, abs=0.2)


def test_an_object_hidden_by_somebody_is_the_same_object_after() -> None:
    found = labelled(run(film([bag(6), cart(10)], 20)), "object")
    assert len({(b.since, b.x1, b.y1) for _, b in found}) == 1
    times = [t for t, _ in found]
    assert max(times) > 19
    assert not any(15.9 < t < 16.5 for t in times)


def test_an_object_revealed_when_somebody_walks_off() -> None:
    def stander(image: Image, t: float) -> None:
        walker(0, 285 if t < 15 else 285 + 70 * (t - 15), 0)(image, t if t >= 15 else 0.1 + (t % 1) / 3)

    frames = film([bag(9), lambda i, t: stander(i, t) if t > 7 else None], 25)
    found = labelled(run(frames), "object")
    assert found
    assert found[0][0] <= 15 + 5 + 1
    assert iou(found[-1][1], BAG) >= 0.5


def test_something_that_stood_there_from_the_start_and_is_taken_is_no_object() -> None:
    assert not labelled(run(film([bag(0, 10)], 40)), "object")


def test_a_shadow_is_no_object() -> None:
    def shadow(image: Image, t: float) -> None:
        if t > 8:
            image[240:280, 300:350] = (image[240:280, 300:350] * 0.7).astype(np.uint8)

    assert not labelled(run(film([shadow], 20)), "object")


def test_nothing_is_born_while_learning() -> None:
    assert not any(v.boxes for t, v in run(film([bag(2)], 12)) if t < 4)


def test_another_picture_is_learnt_anew() -> None:
    other = film([bag(0)], 30, base=np.full((360, 640, 3), 30, np.uint8))
    late = [DecodedFrame(f.camera, f.captured_at + 20_000_000, f.image) for f in other]
    found = run([*film([bag(8)], 20), *late])
    assert not any(v.boxes for t, v in found if t >= 20.2)


def test_a_camera_that_changes_its_resolution_starts_anew() -> None:
    big = [
        DecodedFrame("hq/lobby", f.captured_at + 10_000_000, np.repeat(np.repeat(f.image, 2, 0), 2, 1))
        for f in film([bag(8)], 15)
    ]
    found = run([*film([], 10), *big])
    _, last = labelled(found, "object")[-1]
    assert iou(last, tuple(2.0 * v for v in BAG)) >= 0.5  # type: ignore[arg-type]


def test_a_long_silence_counts_for_no_more_than_a_second() -> None:
    frames = film([bag(8)], 9) + [
        DecodedFrame(f.camera, f.captured_at + 60_000_000, f.image)
        for f in film([bag(8)], 12)
        if f.captured_at >= START + 9e6
    ]
    found = labelled(run(frames), "object")
    assert 69.5 <= found[0][0] <= 72


def test_cameras_do_not_mix_and_batches_do_not_matter() -> None:
    one, two = film([bag(8)], 14), film([walker(6, -40, 70)], 14)
    two = [DecodedFrame("hq/yard", f.captured_at, f.image) for f in two]
    mixed = [f for pair in zip(one, two, strict=True) for f in pair]
    together = MotionBackend().detect(mixed)
    alone = MotionBackend()
    assert together[::2] == [alone.detect([f])[0] for f in one]
    assert together[1::2] == MotionBackend().detect(two)


@pytest.mark.parametrize("shape", [(1, 1), (7, 1000), (90, 120), (2160, 64)])
def test_odd_sizes_are_no_trouble(shape: tuple[int, int]) -> None:
    frames = [DecodedFrame("a/b", START + i * 500_000, np.full((*shape, 3), 40 * (i % 2), np.uint8)) for i in range(20)]
    assert len(MotionBackend().detect(frames)) == 20


def restarted(
    frames: list[DecodedFrame], at: float, saved_change: Callable[[bytes], bytes] = bytes
) -> list[tuple[float, Box]]:
    """Objects after a new backend went on from the first one's saved view, `at` seconds into the film."""
    before = [f for f in frames if f.captured_at < START + at * 1e6]
    first, second = MotionBackend(), MotionBackend()
    first.detect(before)
    saved = first.save("hq/lobby")
    assert saved is not None
    assert len(saved) <= 512 * 1024
    second.restore("hq/lobby", saved_change(saved))
    return labelled([((v.inferred_at - START) / 1e6, v) for v in second.detect(frames[len(before) :])], "object")


def test_a_restart_keeps_objects_without_relearning() -> None:
    found = restarted(film([bag(6)], 18), 14)
    assert found[0][0] == 14
    assert len(found) == 40
    assert found[0][1].since == pytest.approx(START + 6e6, abs=1e6)
    assert iou(found[0][1], BAG) >= 0.5


def test_after_a_restart_the_removal_is_seen() -> None:
    assert restarted(film([bag(6, 13)], 18), 12)[-1][0] == pytest.approx(13, abs=0.2)


@pytest.mark.parametrize("change", [lambda _: b"", lambda d: d[:-100], lambda d: b"x" + d])
def test_a_saved_view_that_is_none_is_dropped(change: Callable[[bytes], bytes]) -> None:
    assert not restarted(film([bag(6)], 16), 12, change)


def test_there_is_no_saved_view_while_learning() -> None:
    backend = MotionBackend()
    backend.detect(film([], 2))
    assert backend.save("hq/lobby") is None
    assert backend.view("hq/lobby") == "learning"


def test_exposure_steps_change_nothing() -> None:
    gains = {8: 1.2, 12: 0.8}
    frames = film([bag(6)], 16)
    lit = [
        f._replace(
            image=np.asarray(cv2.convertScaleAbs(f.image, alpha=gains.get(int((f.captured_at - START) / 4e6) * 4, 1.0)))
        )
        for f in frames
    ]
    found = labelled(run(lit), "object")
    assert found[0][0] <= 10
    assert len(found) == round((16 - found[0][0]) * 10)


def test_a_covered_camera_says_so_and_goes_on_afterwards() -> None:
    frames = film([bag(6)], 24)
    dark = [
        f._replace(image=np.full_like(f.image, 90)) if 12 <= (f.captured_at - START) / 1e6 < 18 else f for f in frames
    ]
    results = run(dark)
    assert {v.view for t, v in results if 15.5 <= t < 18} == {"obscured"}
    found = labelled(results, "object")
    assert not any(12 <= t < 18 for t, _ in found)
    assert found[-1][0] == pytest.approx(23.9)
    assert len({b.since for _, b in found}) == 1


def test_a_camera_that_was_moved_says_so_and_learns_anew() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (18, 32, 3), dtype=np.uint8)
    other = np.asarray(cv2.resize(noise, (640, 360), interpolation=cv2.INTER_NEAREST), np.uint8)
    frames = film([], 8) + [f._replace(captured_at=f.captured_at + 8_000_000) for f in film([], 12, base=other)]
    views = [v.view for _, v in run(frames)]
    assert 60 <= views.count("moved") <= 70  # what it learns by is not observed
    assert views[-1] == "clear"


def test_another_light_on_the_same_scene_is_learnt_and_no_other_scene() -> None:
    lamp = np.linspace(0.15, 2.2, 640)[None, :, None]
    lit = np.clip(ground() * lamp, 0, 255).astype(np.uint8)
    frames = film([], 8) + [f._replace(captured_at=f.captured_at + 8_000_000) for f in film([], 10, base=lit)]
    views = [v.view for _, v in run(frames)]
    assert set(views[80:]) == {"clear", "learning"}


def test_a_bag_outlasts_another_light_that_is_learnt_anew() -> None:
    lamp = np.linspace(0.3, 1.5, 640)[None, :, None]
    frames = film([bag(6)], 24, fps=5)
    lit = [
        f._replace(image=np.clip(f.image * lamp, 0, 255).astype(np.uint8)) if f.captured_at >= START + 12e6 else f
        for f in frames
    ]
    results = run(lit)
    assert "learning" in {v.view for t, v in results if t > 12}
    found = labelled(results, "object")
    assert found[-1][0] == pytest.approx(23.8)
    assert len({(b.since, b.x1, b.y1) for _, b in found}) == 1
    assert found[0][1].since == pytest.approx(START + 6e6, abs=1e6)


def test_where_a_bag_was_its_background_is_told_once() -> None:
    gone = [(t, place) for t, v in run(film([bag(6, 14)], 18)) for place in v.gone]
    assert len(gone) == 1
    at, place = gone[0]
    assert 14.9 <= at <= 15.2
    assert iou(Box(label="", score=1, x1=place.x1, y1=place.y1, x2=place.x2, y2=place.y2), BAG) >= 0.5


@pytest.mark.parametrize(
    ("view", "score", "status"),
    [
        ("clear", None, "seen"),
        ("learning", None, "seen"),
        ("moved", 0.9, "obscured"),
        ("obscured", None, "obscured"),
        ("obscured", 0.3, "obscured"),
        ("obscured", 0.9, "seen"),  # somebody with a torch
    ],
)
def test_frames_of_a_covered_or_moved_camera_are_not_observed(
    view: Visibility, score: float | None, status: str
) -> None:
    boxes = () if score is None else (Box(label="person", score=score, x1=0, y1=0, x2=9, y2=9),)
    result = FrameResult("seen", boxes, START, view)
    record = describe(FRAME, MotionBackend(), result)
    assert (record.status, record.view) == (status, view)
    assert record.boxes == (boxes if status == "seen" else ())
