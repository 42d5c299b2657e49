"""Constant velocity in the picture, as a Kalman filter without matrices.

The noise is isotropic and relative to the object's size, so both axes share one 2x2 covariance (place, speed), and
width and height, which have no speed, share one variance. Rates are per second, so any frame rate will do: with
dt = 1/30 s the figures are near those of SORT's and ByteTrack's filters (place 1/20, speed 1/160 of the height).
"""

from orin.processors.tracking.state import LiveTrack

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


def begin(track: LiveTrack) -> None:
    """Sets the filter on the track's first box, with unknown speed."""
    x1, y1, x2, y2 = track.box
    track.cx, track.cy, track.width, track.height = (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1
    square = max(track.width, track.height) ** 2
    track.vx = track.vy = track.pv = 0.0
    track.pp = 4 * MEASURE * square
    track.vv = FIRST_SPEED * square
    track.ss = 4 * MEASURE * square


def predict(track: LiveTrack, dt: float) -> None:
    """Moves the track on by `dt` seconds."""
    size = max(track.width, track.height)
    span = size * size * dt
    speed, vv = SPEED_NOISE * span, track.vv
    track.cx += track.vx * dt
    track.cy += track.vy * dt
    track.pp += dt * (2 * track.pv + dt * vv) + PLACE_NOISE * span + speed * dt * dt / 3
    track.pv += dt * vv + speed * dt / 2
    track.vv = vv + speed
    track.ss += SIZE_NOISE * span


def correct(track: LiveTrack, box: tuple[float, float, float, float]) -> None:
    """Takes in a detection at the time the track was predicted to."""
    x1, y1, x2, y2 = box
    size = max(track.width, track.height)
    noise = MEASURE * size * size
    pp, pv, ss = track.pp, track.pv, track.ss
    place, speed, gain = pp / (pp + noise), pv / (pp + noise), ss / (ss + noise)
    dx, dy = (x1 + x2) / 2 - track.cx, (y1 + y2) / 2 - track.cy
    track.cx += place * dx
    track.cy += place * dy
    track.vx += speed * dx
    track.vy += speed * dy
    track.vv -= speed * pv
    track.pv = pv - place * pv
    track.pp = pp - place * pp
    track.width += gain * (x2 - x1 - track.width)
    track.height += gain * (y2 - y1 - track.height)
    track.ss = ss - gain * ss


def predicted(track: LiveTrack) -> tuple[float, float, float, float]:
    """The box at the time the track was predicted to: x1, y1, x2, y2."""
    half_w, half_h = track.width / 2, track.height / 2
    return track.cx - half_w, track.cy - half_h, track.cx + half_w, track.cy + half_h
