"""Why a target is not told of an event that it has not heard of yet."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from orin.processors.guards.schedule import Periods
from orin.processors.specs.models import Schedule
from orin.processors.specs.targets import TargetSpec
from orin.schemas.records import Event, MuteInForce


def refusal(spec: TargetSpec, since: int, event: Event, now: int, mutes: Iterable[MuteInForce]) -> str | None:
    """The first reason that holds, in the order of docs/notifications.md; None: it is told. Times in µs."""
    return next(filter(None, _reasons(spec, since, event, now, mutes)), None)


def _reasons(
    spec: TargetSpec, since: int, event: Event, now: int, mutes: Iterable[MuteInForce]
) -> Iterator[str | None]:
    yield event.notify if event.notify in ("cooldown", "indeterminate") else None
    yield "before_target" if event.at < since else None
    yield "over" if event.phase == "closed" else None
    yield "severity" if event.severity not in spec.severities else None
    yield muted(mutes, spec.target, event.guard, event.camera, now)
    yield "hours" if spec.hours is not None and not _periods(spec.hours).at(now).on else None


def muted(mutes: Iterable[MuteInForce], target: str, guard: str, camera: str, now: int) -> str | None:
    """Which mute holds at `now` (µs), as `muted: SCOPE`."""
    site = camera.split("/", 1)[0]
    scopes = (f"guard/{guard}", f"camera/{camera}", f"site/{site}", f"target/{target}")
    held = (each.scope for each in mutes if each.scope in scopes and each.muted_until > now)
    return next((f"muted: {scope}" for scope in held), None)


@lru_cache(maxsize=256)
def _periods(hours: Schedule) -> Periods:
    return Periods(hours)
