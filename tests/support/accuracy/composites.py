"""Bags that were never there, put into real footage behind the people who walk through it, with the truth known.

Everything is computed from `../shared/data/vtest.avi` (480x360, 10 frames/s) where it is used; nothing is stored.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from orin.processors.detection.backend import Image
from orin.processors.detection.motion.light import Mask

FPS = 10
PUT_AT, TAKEN_AT = 200, 600
"""Frames: bags stand from second 20 (or when somebody hides their place, soon after) to second 60."""
CONTRASTS = (32, 60, 100)
"""Levels of 255 between a bag's mean grey and that of the ground behind it."""
GROUPS, ROUNDS = 4, len(CONTRASTS)
"""GROUPS clips of five bags each show every place; ROUNDS of them every place in every contrast."""


class Place(NamedTuple):
    """Bottom centre and width of a bag in px, and the frame from which it is there."""

    x: int
    y: int
    width: int
    from_: int = PUT_AT


PLACES = (
    # in the open
    Place(60, 210, 20), Place(120, 262, 32), Place(180, 305, 40), Place(240, 335, 28), Place(370, 310, 36),
    Place(440, 330, 24), Place(300, 168, 14), Place(205, 150, 12), Place(40, 168, 18), Place(20, 285, 34),
    # hidden by somebody when they are put down, and shown when he walks off
    Place(147, 159, 12, 200), Place(416, 242, 18, 205), Place(89, 154, 12, 215), Place(348, 247, 22, 225),
    Place(465, 246, 18, 230), Place(421, 107, 14, 240), Place(291, 211, 14, 240), Place(333, 159, 14, 255),
    Place(202, 181, 14, 265), Place(247, 193, 18, 285),
)  # fmt: skip


class Bag(NamedTuple):
    """One pasted bag. `rect`: x1, y1, x2, y2 in px, upper ends exclusive."""

    rect: tuple[int, int, int, int]
    contrast: int
    from_: int
    visible: NDArray[np.float64]
    """Share of it that nobody hides, by frame of the clip (0 while it is not there)."""

    @property
    def since(self) -> float:
        """Second of the first frame that shows most of it."""
        return int(np.argmax(self.visible >= 0.5)) / FPS


class Composite(NamedTuple):
    frames: list[Image]
    bags: list[Bag]


@lru_cache(maxsize=1)
def clip(path: Path) -> list[Image]:
    """All frames of a clip."""
    video = cv2.VideoCapture(str(path))
    frames: list[Image] = []
    while True:
        more, frame = video.read()
        if not more:
            return frames
        frames.append(np.asarray(frame, np.uint8))


@lru_cache(maxsize=1)
def empty(path: Path) -> Image:
    """The scene without people: a median by pixel."""
    return np.asarray(np.median(np.stack(clip(path)[::8]), axis=0), np.uint8)


@lru_cache(maxsize=1)
def people(path: Path) -> list[Mask]:
    """By frame, the pixels that show people (or whatever else is not the empty scene and not tiny)."""
    scene = empty(path)
    return [different(frame, scene) for frame in clip(path)]


def composite(path: Path, group: int, round_: int, from_: Sequence[int] = ()) -> Composite:
    """A clip with every GROUPS-th place taken, contrasts turned by `round_`; `from_`: frames, in turn, from which bags
    are there instead of the places' own.
    """
    masks, scene = people(path), empty(path)
    frames = [frame.copy() for frame in clip(path)]
    bags = []
    for number in range(group, len(PLACES), GROUPS):
        place, contrast = PLACES[number], CONTRASTS[(number // GROUPS + round_) % ROUNDS]
        if from_:
            place = place._replace(from_=from_[number // GROUPS % len(from_)])
        rect, (patch, alpha) = drawn(place, contrast, scene, seed=10 * number + round_)
        x1, y1, x2, y2 = rect
        area = (slice(y1, y2 + SHADOW), slice(x1 - SHADOW, x2 + SHADOW))
        visible = np.zeros(len(frames))
        for i in range(place.from_, min(TAKEN_AT, len(frames))):
            free = cv2.GaussianBlur((~masks[i][area]).astype(np.float32), (3, 3), 0)
            share = (alpha * free)[..., None]
            frames[i][area] = np.rint(patch * share + frames[i][area] * (1 - share)).astype(np.uint8)
            visible[i] = float((~masks[i][y1:y2, x1:x2]).mean())
        bags.append(Bag(rect, contrast, place.from_, visible))
    return Composite(frames, bags)


SHADOW = 3
"""px by which the drawn patch is larger than the bag: to its left, right and below."""


def drawn(
    place: Place, contrast: int, scene: Image, seed: int
) -> tuple[tuple[int, int, int, int], tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """A bag's rect; its colours and opacity over the rect and its shadow. Textured, shaded, with soft edges."""
    rng = np.random.default_rng(seed)
    width = place.width
    height = max(round(width * rng.uniform(0.75, 1.1)), 9)
    x1, y1 = place.x - width // 2, place.y - height
    rect = (x1, y1, x1 + width, place.y)
    big = 8  # drawn large, then shrunk, so that edges and straps are as soft as a lens makes them
    body = np.zeros((height * big, width * big), np.uint8)
    round_ = big * min(width, height) // 4
    cv2.rectangle(body, (round_, 0), (width * big - round_, height * big), 255, -1)
    cv2.rectangle(body, (0, round_), (width * big, height * big - round_ // 2), 255, -1)
    for cx in (round_, width * big - round_):
        cv2.circle(body, (cx, round_), round_, 255, -1)
    below = scene[y1 : place.y, x1 : x1 + width].reshape(-1, 3).mean(axis=0)
    grey = float(below @ (0.114, 0.587, 0.299))
    darker = grey - contrast >= 12 and (grey + contrast > 243 or rng.random() < 0.6)
    level = grey - contrast if darker else grey + contrast
    tint = rng.uniform(0.85, 1.15, 3)
    colour = np.clip(level * tint / float(tint @ (0.114, 0.587, 0.299)), 4, 250)
    fabric = cv2.resize(rng.normal(0, 1, (height, width)).astype(np.float32), (width * big, height * big))
    shade = np.linspace(1.1, 0.88, height * big, dtype=np.float32)[:, None]
    picture = colour.astype(np.float32) * shade[..., None] + 5 * fabric[..., None]
    for at in (0.25, 0.75):  # straps, a pocket
        x = round(at * width * big)
        cv2.line(picture, (x, 0), (x, height * big), (0.6 * colour).tolist(), big)
    top, left = round(0.5 * height * big), round(0.35 * width * big)
    cv2.rectangle(picture, (left, top), (width * big - left, round(0.85 * height * big)), (0.75 * colour).tolist(), big)
    size = (width, height)
    patch = np.zeros((height + SHADOW, width + 2 * SHADOW, 3), np.float32)
    alpha = np.zeros(patch.shape[:2], np.float32)
    cv2.ellipse(alpha, (SHADOW + width // 2, height), (width // 2 + 2, 2), 0, 0, 360, 0.45, -1)
    alpha = cv2.GaussianBlur(alpha, (5, 5), 0)
    inner = (slice(0, height), slice(SHADOW, SHADOW + width))
    opaque = cv2.resize(body, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    total = np.maximum(opaque, alpha[inner])
    patch[inner] = small * (opaque / np.maximum(total, 1e-3))[..., None]
    alpha[inner] = total
    return rect, (np.clip(patch, 0, 255).astype(np.float32), np.asarray(alpha, np.float32))


def different(frame: Image, scene: Image) -> Mask:
    difference = cv2.GaussianBlur(cv2.absdiff(frame, scene).max(axis=2), (3, 3), 0)
    mask = cv2.morphologyEx((difference > 18).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((7, 5), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if height >= 18 and width <= 2 * height and cv2.contourArea(contour) >= 70:
            cv2.drawContours(filled, [contour], -1, 1, -1)
    return filled.view(np.bool_)


# ---- what cameras do to pictures


def gain_steps(frames: Sequence[Image]) -> list[Image]:
    """Exposure that jumps by 20 % up, back, 20 % down, back, every 12 seconds from second 8."""
    gains = (1.0, 1.2, 1.0, 0.8)
    return [_gained(frame, i, gains) for i, frame in enumerate(frames)]


def _gained(frame: Image, i: int, gains: Sequence[float]) -> Image:
    step = 0 if i < 8 * FPS else 1 + (i - 8 * FPS) // (12 * FPS)
    return np.asarray(cv2.convertScaleAbs(frame, alpha=gains[step % len(gains)]), np.uint8)


def noisy(frames: Sequence[Image], sigma: float = 8.0) -> list[Image]:
    """Noise of a sensor in poor light, levels of 255."""
    rng = np.random.default_rng(3)
    height, width = frames[0].shape[:2]
    grain = rng.normal(0, sigma, (height + 64, width + 64, 3)).astype(np.int16)
    found = []
    for frame in frames:
        dy, dx = (int(v) for v in rng.integers(0, 64, 2))
        mixed = cv2.add(frame, grain[dy : dy + height, dx : dx + width], dtype=cv2.CV_8U)  # saturated
        found.append(np.asarray(mixed, np.uint8))
    return found


def poor(frames: Sequence[Image], bits: int = 80_000) -> list[Image]:
    """Through H.264 at so many bits a second: blocks, and detail that comes and goes with the key frames."""
    height, width = frames[0].shape[:2]
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as out:
        stream = out.add_stream("libx264", rate=FPS, options={"preset": "veryfast", "g": "50", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = width, height, "yuv420p", bits
        for frame in frames:
            out.mux(stream.encode(av.VideoFrame.from_ndarray(frame, "bgr24")))
        out.mux(stream.encode())
    file.seek(0)
    with av.open(file, "r") as video:
        return [np.asarray(frame.to_ndarray(format="bgr24"), np.uint8) for frame in video.decode(video=0)]


Filter = Callable[[Sequence[Image]], list[Image]]
FILTERS: dict[str, Filter] = {"as it is": list, "gain": gain_steps, "noise": noisy, "low bitrate": poor}


def composites(path: Path, rounds: int = ROUNDS) -> Iterator[Composite]:
    """The whole set, or its first rounds: 20 bags a round."""
    for round_ in range(rounds):
        for group in range(GROUPS):
            yield composite(path, group, round_)
