"""Where a guard watches: its zones, lines and cameras."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from orin.processors.words.answer import About
from orin.processors.words.kinds.outcome import METRES_A_HEIGHT, Wish
from orin.processors.words.reading.places import Place
from orin.processors.words.slots import Slots, Spot

_GOING = frozenset({"enter", "exit", "leave", "left", "cross", "move"})


class Where(Wish):
    """A place for each guard, as the kind needs one."""

    def placed(self, kind: str, rule: dict[str, Any]) -> list[tuple[dict[str, Any], list[str]]]:
        """The rule for each place, with its cameras."""
        spots = self._relevant(kind)
        where: Sequence[Spot | None] = spots or [None]
        if kind in ("crosses", "wrong_way", "tailgating"):
            return [placed for spot in where if (placed := self._at_line(rule, spot)) is not None]
        needs_zone = kind not in ("appears", "unattended", "removed", "speeding")
        found = []
        for spot in where:
            placed = self._in_zone(kind, rule, spot, needs_zone=needs_zone)
            if placed is not None:
                found.append(placed)
        return found

    def _relevant(self, kind: str) -> list[Spot]:
        """Without a camera whose zone or line is named as well, and with lines where the kind wants lines."""
        spots = list({(spot.place.word, spot.place.zone, spot.place.line): spot for spot in self.slots.places}.values())
        wants_line = kind in ("crosses", "wrong_way", "tailgating")
        exact = [spot for spot in spots if (spot.place.line if wants_line else spot.place.zone)]
        if not exact:
            narrow = [spot for spot in spots if not (spot.place.zone or spot.place.line)] if not wants_line else spots
            return _narrowest(narrow or spots)
        if "m:outside" in self.slots.marks and spots:
            self.out.ask("zone", self.say("ask-zone"))
        if kind in ("enters", "exits") and self._goes_elsewhere(spots):
            self.out.ask("zone", self.say("ask-zone"))
        if not wants_line and len(exact) > 1 and not _listed(exact, self.slots):
            self.out.ask("zone", self.say("ask-zone"), [spot.place.zone or "" for spot in exact])
        held = {camera for spot in exact for camera in spot.place.cameras}
        others = [
            spot for spot in spots
            if spot not in exact and not (spot.place.line or spot.place.zone) and not held & set(spot.place.cameras)
        ]  # fmt: skip
        others = [spot for spot in others if not spot.place.pattern]
        if others and not _listed([*exact, *others], self.slots):
            about: About = "line" if wants_line else "zone"
            self.out.ask(about, self.say(f"ask-{about}"))  # `somebody in the shop goes through the gate`
        return exact + others

    def _goes_elsewhere(self, spots: Sequence[Spot]) -> bool:
        """Whether somebody goes to what is no zone, or to one place after the other.

        `The person at the till leaves the shop`; `somebody comes to the till and goes to the shelf`.
        """
        goals = self._goals(spots)
        after_each_other = any(
            one.place != other.place and not any(piece.has("m:or") for piece in self.slots.pieces[one.at : other.at])
            for one, other in pairwise(goals)
        )
        return after_each_other or any(not spot.place.zone for spot in goals)

    def _goals(self, spots: Sequence[Spot]) -> list[Spot]:
        """The places that somebody goes to or leaves, and not those that only say where they are."""
        goes = sorted({at for verb, at in self.slots.verbs if verb in _GOING and at >= 0})
        found = []
        for at, end in zip(goes, [*goes[1:], len(self.slots.pieces)], strict=False):
            after = sorted((spot for spot in spots if at < spot.at < end), key=lambda spot: spot.at)
            before = sorted((spot for spot in spots if 0 <= spot.at < at), key=lambda spot: spot.at)
            bare = [spot for spot in before if not self._is_located(spot)]
            if after:
                joined = len(after) > 1 and after[1].at == after[0].at + 1  # `the lobby waiting area`
                found.append(after[1] if joined else after[0])
            elif before:
                found.append((bare or before)[-1])
        return found

    def _is_located(self, spot: Spot) -> bool:
        """Whether somebody is at the place: `an der Kasse`."""
        before = next((piece for piece in self.slots.pieces[: spot.at][::-1] if not piece.has("m:article")), None)
        return before is not None and before.has("m:prep")

    def _at_line(self, rule: dict[str, Any], spot: Spot | None) -> tuple[dict[str, Any], list[str]] | None:
        cameras = spot.place.cameras if spot else tuple(self.site.cameras)
        if spot is not None and spot.place.line:
            return {**rule, "line": spot.place.line}, list(spot.place.cameras)
        lines = self.site.lines(cameras)
        if spot is not None and not spot.place.zone and len(lines) == 1 and len(cameras) == 1:
            self.out.notes.append(self.say("zone-of-camera", zone=lines[0], camera=cameras[0]))
            return {**rule, "line": lines[0]}, list(cameras)
        self._unplaced("line", lines)
        return None

    def _in_zone(
        self, kind: str, rule: dict[str, Any], spot: Spot | None, *, needs_zone: bool
    ) -> tuple[dict[str, Any], list[str]] | None:
        if spot is None:
            about: About = "zone" if needs_zone else "camera"
            cameras = tuple(self.site.cameras)
            self._unplaced(about, self.site.zones(cameras) if needs_zone else list(cameras))
            return None
        place = spot.place
        if place.zone:
            return self._checked(kind, {**rule, "zone": place.zone}, place)
        if place.line:
            self._unplaced("zone", self.site.zones(place.cameras))
            return None
        if not needs_zone:
            if "zone" not in rule and place.pattern is None:
                self.out.notes.append(self.say("whole-picture", camera=", ".join(place.cameras)))
            return self._checked(kind, dict(rule), place)
        zone = self.site.zone_of(place)
        if zone is None:
            self._unplaced("zone", self.site.zones(place.cameras))
            return None
        self.out.notes.append(self.say("zone-of-camera", zone=zone, camera=place.cameras[0]))
        return self._checked(kind, {**rule, "zone": zone}, place)

    def _unplaced(self, about: About, choices: Sequence[str]) -> None:
        if self.slots.missing_place is not None:
            self.out.ask(about, self.say("ask-place", words=self.slots.missing_place), choices)
        else:
            self.out.ask(about, self.say(f"ask-{about}"), choices)

    def _checked(self, kind: str, rule: dict[str, Any], place: Place) -> tuple[dict[str, Any], list[str]]:
        """Speeds in metres need the camera's ground; without it a person's height is the measure."""
        over = rule.get("over")
        grounded = all(self.site.cameras[name].ground is not None for name in place.cameras)
        if kind == "speeding" and isinstance(over, str) and not grounded:
            if rule.get("objects") != ["people"]:
                self.out.ask("speed", self.say("ask-speed"))
                return rule, place.written
            number, unit = over.split()
            heights = round(float(number) / (3.6 if unit == "km/h" else 1) / METRES_A_HEIGHT, 2)
            self.out.notes.append(self.say("converted", said=over, value=f"{heights:g} heights/s (1 = 1.7 m)"))
            rule = {**rule, "over": heights}
        return rule, place.written


def _listed(spots: list[Spot], slots: Slots) -> bool:
    """Whether places are said as a list: `the till or the shelf`, and not as a way from one to another."""
    ordered = sorted(spots, key=lambda spot: spot.at)
    return all(
        any(piece.has("m:or") or piece.has("m:and") or piece.has("mark:,") for piece in slots.pieces[one.at : other.at])
        for one, other in pairwise(ordered)
    )


def _narrowest(spots: list[Spot]) -> list[Spot]:
    """Cameras without the sites that they are of."""
    single = [spot for spot in spots if spot.place.pattern is None]
    everywhere = [spot for spot in spots if spot.place.pattern]
    if everywhere and not single:
        sites = [spot for spot in everywhere if spot.place.pattern != "*"]
        return sites or everywhere
    if everywhere and single:
        inside = [
            spot for spot in everywhere if not any(set(one.place.cameras) <= set(spot.place.cameras) for one in single)
        ]
        return single + inside
    return list({spot.place.cameras: spot for spot in spots}.values())
