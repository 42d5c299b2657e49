"""Who is near a place at which something rests: looked up once a frame for all guards that ask about it.

Distances are between bottom centres, in heights of the person.
"""

from typing import Protocol

from orin.processors.geometry import distance
from orin.processors.guards.observed.sighting import Sighting

LEAVE_RADII = 1.25
"""In radii: beyond this a person has left."""
AWAY, NEAR, LEAVING = 0, 1, 2
"""Beyond LEAVE_RADII, not detected, or of no known height; within the radius; between the two."""
_SURELY = 1 + 1e-9
"""More than a product and a square root can be rounded."""


class Met(Protocol):
    """Remembers when somebody was near an object, and who was nearest."""

    def meet(self, at: int, who: str) -> None: ...


class Place:
    """A place, a radius around it, and where people are as of the last look."""

    __slots__ = ("_at", "_far", "_moved", "nearest", "people", "radius", "x", "y", "zones")

    def __init__(self, x: float, y: float, radius: float) -> None:
        self.x, self.y = x, y
        self.radius = radius
        self.people: list[Sighting] = []
        self.zones: list[int] = []
        """By place in `people`: AWAY, NEAR or LEAVING."""
        self.nearest: str | None = None
        """The detected person nearest to the place, within the radius."""
        far = LEAVE_RADII * radius * _SURELY
        self._far = far * far
        self._at = -1
        self._moved = False

    def look(self, at: int, people: list[Sighting]) -> bool:
        """Takes in the frame `at` with these confirmed people; whether any of them is in another zone than before."""
        if self._at != at:
            self._at = at
            self.people = people
            zones = self._look(people)
            self._moved = zones != self.zones
            self.zones = zones
        return self._moved

    def _look(self, people: list[Sighting]) -> list[int]:
        zones: list[int] = []
        self.nearest = None
        x, y, radius, least = self.x, self.y, self.radius, 0.0
        for sighting in people:
            zone = AWAY
            if sighting.detected:
                dx, dy, tallest = sighting.x - x, sighting.y - y, sighting.tallest
                # Most are so far away that their exact height does not matter.
                if dx * dx + dy * dy <= self._far * tallest * tallest and (height := sighting.height) > 0:
                    away = distance((x, y), (sighting.x, sighting.y)) / height
                    if away <= radius:
                        zone = NEAR
                        if self.nearest is None or away < least:
                            self.nearest, least = sighting.tracked.track_id, away
                    elif away <= LEAVE_RADII * radius:
                        zone = LEAVING
            zones.append(zone)
        return zones
