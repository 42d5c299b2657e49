"""Rectangles in pixels of the working size."""

PixelRect = tuple[int, int, int, int]
"""x1, y1, x2, y2; the upper ends are exclusive."""


def overlap(rect: PixelRect, other: PixelRect) -> float:
    """Share of `rect` that `other` covers."""
    w = min(rect[2], other[2]) - max(rect[0], other[0])
    h = min(rect[3], other[3]) - max(rect[1], other[1])
    return max(w, 0) * max(h, 0) / max((rect[2] - rect[0]) * (rect[3] - rect[1]), 1)


def near(a: PixelRect, b: PixelRect, pixels: int) -> bool:
    """Whether no more than so many pixels are between them on either axis."""
    return all(max(a[i], b[i]) - min(a[i + 2], b[i + 2]) <= pixels for i in (0, 1))


def around(a: PixelRect, b: PixelRect) -> PixelRect:
    """The smallest that holds both."""
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


def grown(rect: PixelRect, pixels: int, width: int, height: int) -> PixelRect:
    """Larger by `pixels` on each side, within the picture."""
    x1, y1, x2, y2 = rect
    return max(x1 - pixels, 0), max(y1 - pixels, 0), min(x2 + pixels, width), min(y2 + pixels, height)
