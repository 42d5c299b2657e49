"""Where a wish is about: the site's zones, lines and cameras, by their own names and by what people call them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shapely.geometry import Polygon

from orin.processors.specs.models import CameraSpec
from orin.processors.words.reading.phrases import Phrases
from orin.processors.words.reading.text import fold

EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Place:
    """A zone or a line with its camera; or cameras: `pattern` where they are all of a site, or all."""

    cameras: tuple[str, ...]
    zone: str | None = None
    line: str | None = None
    pattern: str | None = None
    word: str = ""
    """What it is called in the lexicon or in the site file."""

    @property
    def written(self) -> list[str]:
        return [self.pattern] if self.pattern else list(self.cameras)


class Site:
    """What the cameras of a site file offer."""

    def __init__(self, cameras: Mapping[str, CameraSpec]) -> None:
        self.cameras = cameras
        self.names = Phrases()
        self._by_name: dict[str, list[Place]] = {}
        for name, camera in sorted(cameras.items()):
            for zone in camera.zones:
                self._offer(zone, Place((name,), zone=zone, word=zone), "zone")
            for line in camera.lines:
                self._offer(line, Place((name,), line=line, word=line), "line")
            own = Place((name,), word=name)
            self._offer(name, own, "camera")
            short = name.partition("/")[2]
            if not any(c.isdigit() for c in short):
                self._offer(short, own, "camera")
        for site in sorted({name.partition("/")[0] for name in cameras}):
            here = tuple(name for name in sorted(cameras) if name.startswith(site + "/"))
            if len(here) > 1:
                self._offer(site, Place(here, pattern=f"{site}/*", word=site), "site")
            else:
                self._offer(site, Place(here, word=site), "site")

    def _offer(self, name: str, place: Place, kind: str) -> None:
        key = _key(name)
        self._by_name.setdefault(key, []).append(place)
        words = key.replace("-", " ")
        if words.strip("0123456789 "):
            self.names.add(f"pl:{key}", words)
        if kind == "zone" and not words.endswith("s"):
            self.names.add(f"pl:{key}", words + "s")

    def everywhere(self) -> Place:
        return Place(tuple(sorted(self.cameras)), pattern="*", word=EVERYWHERE)

    def find(self, canonical: str, *, camera: bool = False) -> Place | None:
        """The place that people call so: a zone or line of that name, else a camera, else a site.

        With `camera` (they said "the dock camera") the camera comes first. None: the site has none.
        """
        if canonical == EVERYWHERE:
            return self.everywhere()
        named = self._by_name.get(_key(canonical), [])
        parts = [place for place in named if place.zone or place.line]
        seen_as = self._camera_called(canonical)
        if camera and seen_as is not None:
            return seen_as
        cameras = {place.cameras for place in parts}
        if len(cameras) == 1:
            return parts[0]
        if len(parts) > 1:
            every = tuple(sorted({name for place in parts for name in place.cameras}))
            first = parts[0]
            return Place(every, zone=first.zone, line=first.line, word=canonical)
        rest = [place for place in named if not (place.zone or place.line)]
        return rest[0] if rest else seen_as

    def _camera_called(self, canonical: str) -> Place | None:
        """The one camera in whose name the word is: `lobby` of `hq/lobby-1`."""
        words = set(_key(canonical).split("-"))
        found = [name for name in sorted(self.cameras) if words <= set(_key(name.partition("/")[2]).split("-"))]
        return Place((found[0],), word=found[0]) if len(found) == 1 else None

    def zone_of(self, place: Place) -> str | None:
        """The zone that stands for a camera: the one of its name, else the one that holds all others."""
        if len(place.cameras) != 1:
            return None
        zones = self.cameras[place.cameras[0]].zones
        if place.word != place.cameras[0].partition("/")[0]:
            words = _key(place.cameras[0].partition("/")[2]).split("-")
            own = next((zone for zone in zones if _key(zone) in words), None)
            if own is not None:
                return own
        shapes = {zone: Polygon(points) for zone, points in zones.items()}
        for zone, shape in shapes.items():
            if len(shapes) > 1 and all(shape.buffer(1e-6).covers(other) for other in shapes.values()):
                return zone
        return None

    def zones(self, cameras: Iterable[str]) -> list[str]:
        return [zone for name in cameras if name in self.cameras for zone in self.cameras[name].zones]

    def lines(self, cameras: Iterable[str]) -> list[str]:
        return [line for name in cameras if name in self.cameras for line in self.cameras[name].lines]


def _key(name: str) -> str:
    return "-".join(fold(name).replace("/", " ").replace("-", " ").replace("_", " ").replace(".", " ").split())
