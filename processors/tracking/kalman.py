"""Constant velocity in the picture, as a Kalman filter without matrices.

The noise is isotropic and relative to the thing's size, so both axes share one 2x2 covariance (place, speed), and
width and height, which have no speed, share one variance. Rates are per second, so any frame rate will do: with
dt = 1/30 s the figures are near those of SORT's and ByteTrack's filters (place 1/20, speed 1/160 of the height).
"""

from orin.processors.tracking.state import TrackedThing

PLACE_NOISE = 0.1
"""size²/s: random walk of the place."""
SPEED_NOISE = 0.8
"""size²/s³: random walk of the speed (white acceleration)."""
SIZE_NOISE = 0.02
"""size²/s"""
MEASURE = 0.05**2
"""size²: of a detected box's centre and sides."""
FIRST_SPEED = 1.5**2
"""size²/s²: of a new track."""


def begin(thing: TrackedThing) -> None:
    """Sets the filter on the track's first box, with unknown speed."""
    x1, y1, x2, y2 = thing.box
    thing.cx, thing.cy, thing.width, thing.height = (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1
    square = max(thing.width, thing.height) ** 2
    thing.vx = thing.vy = thing.pv = 0.0
    thing.pp = 4 * MEASURE * square
    thing.vv = FIRST_SPEED * square
    thing.ss = 4 * MEASURE * square


def predict(thing: TrackedThing, dt: float) -> None:
    """Moves the track on by `dt` seconds."""
    size = max(thing.width, thing.height)
    span = size * size * dt
    speed, vv = SPEED_NOISE * span, thing.vv
    thing.cx += thing.vx * dt
    thing.cy += thing.vy * dt
    thing.pp += dt * (2 * thing.pv + dt * vv) + PLACE_NOISE * span + speed * dt * dt / 3
    thing.pv += dt * vv + speed * dt / 2
    thing.vv = vv + speed
    thing.ss += SIZE_NOISE * span


def correct(thing: TrackedThing, box: tuple[float, float, float, float]) -> None:
    """Takes in a detection at the time the track was predicted to."""
    x1, y1, x2, y2 = box
    size = max(thing.width, thing.height)
    noise = MEASURE * size * size
    pp, pv, ss = thing.pp, thing.pv, thing.ss
    place, speed, gain = pp / (pp + noise), pv / (pp + noise), ss / (ss + noise)
    dx, dy = (x1 + x2) / 2 - thing.cx, (y1 + y2) / 2 - thing.cy
    thing.cx += place * dx
    thing.cy += place * dy
    thing.vx += speed * dx
    thing.vy += speed * dy
    thing.vv -= speed * pv
    thing.pv = pv - place * pv
    thing.pp = pp - place * pp
    thing.width += gain * (x2 - x1 - thing.width)
    thing.height += gain * (y2 - y1 - thing.height)
    thing.ss = ss - gain * ss


def predicted(thing: TrackedThing) -> tuple[float, float, float, float]:
    """The box at the time the track was predicted to: x1, y1, x2, y2."""
    half_w, half_h = thing.width / 2, thing.height / 2
    return thing.cx - half_w, thing.cy - half_h, thing.cx + half_w, thing.cy + half_h
