"""Where people were last seen who did not walk away: what stands there may be one of them."""

from dataclasses import dataclass

from orin.processors.detection.motion.rects import PixelRect, overlap

HELD_SECONDS = 30.0
LOST_SECONDS = 1.0
FOUND_SECONDS = 3.0
"""A person who appears near where one was lost this recently is the same person."""
REACH = 1.0
"""How far from the place 'near' goes: so many heights a person for each second since, at least for one second."""
SAME = 0.3
STOOD_HEIGHTS, STOOD_SECONDS = 0.3, 1.5
"""A person who moved no further than this before being lost was standing; others were walking, and walked on."""
EDGE = 3
"""px from the picture's edge within which a lost person has walked out of the picture."""


@dataclass(slots=True)
class StandingPerson:
    rect: PixelRect
    seen_at: float
    hits: int = 1
    stood_at: tuple[float, float] = (0.0, 0.0)
    """Bottom centre of where the person has been since `stood_from`."""
    stood_from: float = 0.0


class Presence:
    """People of one camera from frame to frame, told by overlap. Times in seconds, rects in working pixels."""

    def __init__(self, width: int, height: int) -> None:
        self._size = (width, height)
        self._people: list[StandingPerson] = []

    def watch(self, rects: list[PixelRect], now: float) -> None:
        """Takes the boxes of the people on one frame."""
        free = list(self._people)
        current: list[StandingPerson] = []
        for rect in rects:
            person = self._same(free, rect, now)
            if person is None:
                person = StandingPerson(rect, now, 0, _feet(rect), now)
            else:
                free.remove(person)
            person.rect, person.seen_at, person.hits = rect, now, person.hits + 1
            (x, y), (at_x, at_y) = _feet(rect), person.stood_at
            if max(abs(x - at_x), abs(y - at_y)) > STOOD_HEIGHTS * (rect[3] - rect[1]):
                person.stood_at, person.stood_from = (x, y), now
            current.append(person)
        self._people = current + [p for p in free if self._may_stand(p, now)]

    def vanished(self, now: float) -> list[PixelRect]:
        """Last places of people who are not seen and did not walk off, for HELD_SECONDS."""
        return [p.rect for p in self._people if now - p.seen_at > LOST_SECONDS]

    def _same(self, free: list[StandingPerson], rect: PixelRect, now: float) -> StandingPerson | None:
        """Matches those seen last first: a person who walks past where another vanished is not that other one."""
        lately = [p for p in free if now - p.seen_at <= LOST_SECONDS]
        best = max(lately, key=lambda p: overlap(p.rect, rect), default=None)
        if best is not None and overlap(best.rect, rect) >= SAME:
            return best
        lost = [p for p in free if self._reaches(p, rect, now)]
        return min(lost, key=lambda p: now - p.seen_at, default=None) or next(
            (p for p in free if overlap(p.rect, rect) >= SAME), None
        )

    def _may_stand(self, person: StandingPerson, now: float) -> bool:
        gone = now - person.seen_at
        if gone <= LOST_SECONDS:
            return True
        x1, y1, x2, y2 = person.rect
        at_edge = x1 <= EDGE or y1 <= EDGE or x2 >= self._size[0] - EDGE or y2 >= self._size[1] - EDGE
        stood = person.seen_at - person.stood_from >= STOOD_SECONDS
        return stood and person.hits >= 3 and not at_edge and gone <= HELD_SECONDS

    def _reaches(self, person: StandingPerson, rect: PixelRect, now: float) -> bool:
        gone = now - person.seen_at
        if not 0 < gone <= FOUND_SECONDS:
            return False
        height = person.rect[3] - person.rect[1]
        reach = REACH * height * max(gone, 1.0)
        return (
            abs(person.rect[3] - rect[3]) <= reach
            and abs(person.rect[0] + person.rect[2] - rect[0] - rect[2]) <= 2 * reach
            and 0.5 <= (rect[3] - rect[1]) / max(height, 1) <= 2
        )


def _feet(rect: PixelRect) -> tuple[float, float]:
    return (rect[0] + rect[2]) / 2, float(rect[3])
