"""One object as the guards of a camera see it on a frame."""

from orin.processors.geometry import Point
from orin.processors.guards.observed.trajectory import height_of
from orin.processors.guards.state import Rest, TrackedObject


class Sighting:
    """An object on this frame; where it was last, when the frame does not show it."""

    __slots__ = (
        "_height",
        "_height_at",
        "_tallest",
        "_tallest_at",
        "bits",
        "confirmed",
        "detected",
        "label",
        "mask",
        "rest",
        "score",
        "tracked",
        "x",
        "y",
    )

    def __init__(self, tracked: TrackedObject) -> None:
        self.tracked = tracked
        self.detected = False
        self.x = self.y = 0.0
        self.mask = -1
        """The zones that hold the anchor, and the filters that let it pass: sums of their bits."""
        self.bits = 0
        self.label = ""
        self.score = -1.0
        self.confirmed = False
        self.rest: Rest | None = None
        self._height = self._tallest = 0.0
        self._height_at = self._tallest_at = -1

    @property
    def height(self) -> float:
        """A person's (trajectory.height_of), asked for once a frame."""
        if self._height_at != self.tracked.last_at:
            self._height, self._height_at = height_of(self.tracked), self.tracked.last_at
        return self._height

    @property
    def tallest(self) -> float:
        """At least a detected person's `height`, and cheaper: no median lies above all that it may be of."""
        tracked = self.tracked
        at = tracked.last_at
        if self._tallest_at != at:
            step = tracked.recent[-1].height if tracked.recent else 0.0
            if step > 0 and self._tallest_at == tracked.before_at:
                self._tallest = max(self._tallest, step)
            else:
                heights = [one.height for one in tracked.recent]
                # Where the picture's edge cuts a box, an older height may count.
                whole = bool(heights) and min(heights) > 0
                self._tallest = max(heights) if whole else self.height
                at = at if whole else -1
            self._tallest_at = at
        return self._tallest

    def anchor(self, bottom: bool) -> Point:
        return (self.x, self.y) if bottom else (self.x, (self.tracked.box[1] + self.y) / 2)
