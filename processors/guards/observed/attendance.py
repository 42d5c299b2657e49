"""Who is with an object at rest: stays within the radius, the owner, companions and heirs.

Distances are between bottom centres, in heights of the person. A stay begins within the radius; it ends beyond 1.25
radii, dated back to the first frame beyond the radius, or when the person is lost or leaves the picture, dated to
their last detection: whoever is only remembered attends to nothing. What happened before the object was known to rest
is found in people's trajectories.
"""

from typing import NamedTuple

from msgspec import Struct

from orin.processors.geometry import distance
from orin.processors.guards.context import NEVER, NEXT
from orin.processors.guards.observed.frame import ObservedFrame
from orin.processors.guards.observed.places import LEAVE_RADII, LEAVING, NEAR, Place
from orin.processors.guards.observed.tracked_objects import PEOPLE
from orin.processors.guards.observed.trajectory import RECENT, height_of, is_still, median_height, steps
from orin.processors.guards.state import Rest, TrackedObject, TrajectoryPoint
from orin.schemas.records import TakenBy

OWNER_BEFORE, OWNER_AFTER = 5_000_000, 2_000_000
"""The window around the beginning of the rest in which the owner was there."""
TOGETHER = 5_000_000
INHERIT = 5_000_000
CONFIRMED_BY = 10_000_000
"""An heir is born in time; the tracker may take this long to confirm the track."""


class Stay(Struct, array_like=True):
    """One person's stay within the radius."""

    entered: int
    beyond: int = 0
    """First frame of the present excursion beyond the radius."""
    attends: bool = False
    """By the rule for anyone."""


class GoneOwner(Struct, array_like=True):
    """Where and when an owner's track was last detected, and how far from there it may go on as another."""

    at: int
    x: float
    y: float
    reach: float


class Attendance(Struct, array_like=True, tag=4):
    """`unattended`: who is with an object at rest, who was, and whose it is."""

    rest_since: int
    stays: dict[str, Stay] = {}
    owner: str | None = None
    owner_distance: float = 0.0
    owners: dict[str, str] = {}
    """The owner, heirs and companions: `here`, or how they went: `edge`, `lost`."""
    broken: dict[str, GoneOwner] = {}
    """By those of `owners` whose tracks ended recently."""
    left: dict[str, int] = {}
    """When people left recently of whom it may yet turn out that they are the owner."""
    owner_left: int = 0
    anyone_left: int = 0
    """When the last of them left, dated back; 0: nobody did."""
    near_at: int = 0
    near: str = ""
    """The person nearest within the radius, on the last frame that showed the object and such a person."""
    told: bool = False
    """`delivered`: it was said."""

    def meet(self, at: int, who: str) -> None:
        """Somebody was within the radius on a frame that shows the object."""
        self.near_at, self.near = at, who


class _RestingPlace(NamedTuple):
    """Where the object rests, how near one must be, and the stays that ended while looking: (who, from, to)."""

    rest: Rest
    radius: float
    left: list[tuple[str, int, int]]


def begin_attendance(frame: ObservedFrame, rest: Rest, radius: float) -> Attendance:
    """Finds out from people's trajectories who was there; `frame` included."""
    attendance = Attendance(rest.since)
    left: list[tuple[str, int, int]] = []
    place = _RestingPlace(rest, radius, left)
    people = frame.everybody()
    for tracked in people:
        _replay(attendance, place, tracked)
        if tracked.ended is not None or tracked.lost:
            _leave(attendance, tracked.track_id, _seen_until(tracked), left)
    gone = {tracked.track_id: tracked for tracked in people if tracked.ended is not None}
    while attendance.owner in gone:
        owner = gone[attendance.owner]
        attendance.owners[owner.track_id] = _how(owner)
        _part(attendance, owner, radius)
        if not _inherit(people, attendance, owner.track_id):
            break
    if frame.at > rest.since + OWNER_AFTER:
        _companions_before(attendance, place, frame.at, gone)
    attendance.owner_left = max((end for who, _, end in left if who in attendance.owners), default=0)
    _settle(frame, attendance)
    return attendance


def attend(frame: ObservedFrame, attendance: Attendance, rest: Rest, radius: float) -> None:
    """Takes in one frame."""
    looked = _RestingPlace(rest, radius, [])
    for departure in frame.departures:
        person = departure.tracked
        if person.label not in PEOPLE:
            continue
        _leave(attendance, person.track_id, _seen_until(person))
        if departure.reason is not None and person.track_id in attendance.owners:
            attendance.owners[person.track_id] = "edge" if departure.reason == "edge" else "lost"
            _part(attendance, person, radius)
    place = frame.place(rest.x, rest.y, radius)
    for sighting, zone in zip(place.people, place.zones, strict=True):
        if not sighting.detected:
            continue
        tracked = sighting.tracked
        if tracked.confirmed_at == frame.at:
            _replay(attendance, looked, tracked)
        elif tracked.recent and (zone == NEAR or tracked.track_id in attendance.stays):
            _see(attendance, looked, tracked.track_id, tracked.recent, sighting.height)
        if tracked.track_id in attendance.owners:
            attendance.owners[tracked.track_id] = "here"
    _settle(frame, attendance)


def changes_at(attendance: Attendance, place: Place, at: int) -> int:
    """When `attend` has something to do next after the frame `at`, as long as nothing differs and nobody comes near
    the place or goes (context.Watch).
    """
    if attendance.broken or at <= attendance.rest_since + OWNER_AFTER or not _is_calm(attendance, place):
        return NEXT
    due = NEVER
    own = attendance.stays.get(attendance.owner or "")
    if own is not None and own.beyond == 0:
        for who, stay in attendance.stays.items():
            if stay.beyond == 0 and who not in attendance.owners:
                due = min(due, max(stay.entered, own.entered) + TOGETHER)
    for left_at in attendance.left.values():
        due = min(due, left_at + CONFIRMED_BY + 1)
    return due


def _is_calm(attendance: Attendance, place: Place) -> bool:
    """Whether another frame with everybody where they are would change nothing of who is here."""
    stays, owners = attendance.stays, attendance.owners
    for sighting, zone in zip(place.people, place.zones, strict=True):
        who = sighting.tracked.track_id
        stay = stays.get(who)
        if stay is None:
            calm = zone != NEAR
        elif zone == NEAR:
            calm = stay.attends and stay.beyond == 0
        elif zone == LEAVING:
            calm = stay.beyond > 0
        else:
            calm = not sighting.detected
        if not calm or (sighting.detected and owners.get(who, "here") != "here"):
            return False
    return True


def attended(attendance: Attendance, *, by_owner: bool) -> bool:
    if by_owner:
        return any(who in attendance.owners for who in attendance.stays)
    return any(stay.attends for stay in attendance.stays.values())


def is_owners(attendance: Attendance) -> bool:
    """Whether only the owner counts: they are here, or were seen to leave the picture. Else anyone counts."""
    if attendance.owner is None:
        return False
    return "here" in attendance.owners.values() or attendance.owners[attendance.owner] == "edge"


def free_since(attendance: Attendance, *, owners: bool, anyone: bool) -> int:
    """When the last of those left who count; 0: none of them was there."""
    return max(attendance.owner_left if owners else 0, attendance.anyone_left if anyone else 0)


def someone_undecided(attendance: Attendance, due_at: int) -> bool:
    """Whether somebody is within the radius, since before `due_at`, of whom it is open whether they attend."""
    return any(s.beyond == 0 and s.entered <= due_at and not s.attends for s in attendance.stays.values())


def taken(attendance: Attendance, carrier: str | None) -> TakenBy:
    """By whom, when `carrier` was with the object as it went."""
    if carrier is None:
        return "unknown"
    if carrier in attendance.owners:
        return "owner"
    # A stranger may be the owner, when the owner's track was lost or none is known.
    return "other" if is_owners(attendance) else "unknown"


def _see(attendance: Attendance, place: _RestingPlace, who: str, recent: list[TrajectoryPoint], height: float) -> None:
    """One person on one frame: their last step."""
    rest, radius, left = place
    now = recent[-1]
    if height <= 0:
        return
    away = distance((rest.x, rest.y), (now.x, now.y)) / height
    stay = attendance.stays.get(who)
    if away <= radius:
        if stay is None:
            stay = attendance.stays[who] = Stay(now.at)
        stay.beyond = 0
        stay.attends = stay.attends or is_still(recent, height)
        nearer = attendance.owner is None or away < attendance.owner_distance
        if nearer and now.at <= rest.since + OWNER_AFTER:
            if attendance.owner != who:
                attendance.owner_left = 0
            attendance.owner, attendance.owner_distance = who, away
            attendance.owners = {who: "here"}
    elif stay is not None:
        stay.beyond = stay.beyond or now.at
        if away > LEAVE_RADII * radius:
            _leave(attendance, who, now.at, left)


def _leave(attendance: Attendance, who: str, at: int, left: list[tuple[str, int, int]] | None = None) -> None:
    """Ends a stay at `at`, or where its last excursion began."""
    stay = attendance.stays.pop(who, None)
    if stay is None:
        return
    at = stay.beyond or at
    if stay.attends:
        attendance.anyone_left = max(attendance.anyone_left, at)
    if who in attendance.owners:
        attendance.owner_left = max(attendance.owner_left, at)
    attendance.left[who] = at
    if left is not None:
        left.append((who, stay.entered, at))


def _replay(attendance: Attendance, place: _RestingPlace, tracked: TrackedObject) -> None:
    """All steps of a person that are remembered, from before the rest on."""
    begin = place.rest.since - OWNER_BEFORE
    window: list[TrajectoryPoint] = []
    height = 0.0
    for step in steps(tracked, begin - RECENT):
        window.append(step)
        while len(window) > 1 and window[1].at <= step.at - RECENT:
            window.pop(0)
        height = median_height(window, step.at - RECENT) or height or abs(step.height)
        if step.at >= begin:
            _see(attendance, place, tracked.track_id, window, height)


def _part(attendance: Attendance, owner: TrackedObject, radius: float) -> None:
    """An owner's track ended, however it did: it may go on as another."""
    x1, _, x2, y2 = owner.box
    attendance.broken[owner.track_id] = GoneOwner(owner.last_at, (x1 + x2) / 2, y2, radius * height_of(owner))


def _companions_before(attendance: Attendance, place: _RestingPlace, now: int, gone: dict[str, TrackedObject]) -> None:
    """Those who were long enough within the radius together with the owner, before anybody looked."""
    stays = [*place.left, *((who, stay.entered, stay.beyond or now) for who, stay in attendance.stays.items())]
    own = [(begin, end) for who, begin, end in stays if who == attendance.owner]
    for who, begin, end in stays:
        together = max((min(end, b) - max(begin, a) for a, b in own), default=0)
        if together >= TOGETHER and who not in attendance.owners:
            attendance.owners[who] = "here" if who not in gone else _how(gone[who])
            if who in gone:
                _part(attendance, gone[who], place.radius)


def _settle(frame: ObservedFrame, attendance: Attendance) -> None:
    """Companions and heirs, as of this frame."""
    own = attendance.stays.get(attendance.owner or "")
    if own is not None and own.beyond == 0 and frame.at > attendance.rest_since + OWNER_AFTER:
        for who, stay in attendance.stays.items():
            if stay.beyond == 0 and frame.at - max(stay.entered, own.entered) >= TOGETHER:
                attendance.owners.setdefault(who, "here")
    if attendance.left:
        attendance.left = {who: at for who, at in attendance.left.items() if frame.at - at <= CONFIRMED_BY}
    for who, broken in list(attendance.broken.items()):
        if not _inherit(frame.everybody(), attendance, who) and frame.at > broken.at + CONFIRMED_BY:
            del attendance.broken[who]


def _inherit(people: list[TrackedObject], attendance: Attendance, who: str) -> bool:
    """Whether the track of an owner goes on as another, the nearest that was born in time and in reach."""
    broken = attendance.broken.get(who)
    if broken is None:
        return False
    best: tuple[float, str] | None = None
    for tracked in people:
        if tracked.track_id in attendance.owners or not broken.at < tracked.first_at <= broken.at + INHERIT:
            continue
        born = next(iter(steps(tracked, tracked.first_at)), None)
        if born is None:
            continue
        away = distance((born.x, born.y), (broken.x, broken.y))
        if away <= broken.reach and (best is None or away < best[0]):
            best = (away, tracked.track_id)
    if best is not None:
        if attendance.owner == who:
            attendance.owner = best[1]
        attendance.owners[best[1]] = "here"
        attendance.owner_left = max(attendance.owner_left, attendance.left.get(best[1], 0))
        del attendance.broken[who]
    return best is not None


def _seen_until(tracked: TrackedObject) -> int:
    """Until when somebody who is gone was there: their last detection, or the end of a gap in which they went."""
    return tracked.missing_since if tracked.after_gap or tracked.ended == "gap" else tracked.last_at


def _how(tracked: TrackedObject) -> str:
    return "edge" if tracked.ended == "edge" else "lost"
