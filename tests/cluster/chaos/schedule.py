"""The harm of a run, drawn from its seed before it begins. Pure."""

import random
from collections.abc import Iterator

from msgspec import Struct

STAGES = {"track": 2, "watch": 2, "project": 2, "health": 1}
"""Stages and how many workers of each there are all the time."""
POISONED = (
    "orin.frames.v1",
    "orin.detections.v1",
    "orin.tracks.v1",
    "orin.events.v1",
    "orin.health.v1",
    "orin.specs.v1",
    "orin.dead-letters.v1",
    "orin.track.state.v1",
    "orin.watch.state.v1",
    "orin.snapshots.v1",
)
"""Topics that get poison from outside; that on detections comes with the workload as well."""
_WEIGHTS = {"kill": 7, "zombie": 4, "terminate": 2, "join": 3, "broker": 4}
_STARTUP = 6.0
"""Seconds a worker is left alone after it was started."""
_SETTLE = 14.0
"""Seconds a woken zombie is left alone."""
_BROKER_EVERY = 25.0


class Harm(Struct, frozen=True):
    """Something done to the run `at` seconds after its begin.

    kill, terminate: `target` dies of SIGKILL, SIGTERM and is started again after `seconds`. zombie: stopped for
    `seconds`. join: a worker more, which leaves by `how` after `seconds`. broker: number `target` is killed and
    started again after `seconds`. poison: one message on topic `target`.
    """

    at: float
    kind: str
    target: str
    seconds: float = 0.0
    how: str = ""

    def __str__(self) -> str:
        return f"{self.at:7.2f} {self.kind} {self.target} {self.seconds:.1f} s {self.how}".rstrip()


def schedule(seed: int, seconds: float, *, brokers: int, every: float = 5.0, poison_every: float = 1.5) -> list[Harm]:
    """Harm for `seconds` seconds, about one every `every`, poison aside; whatever is stopped runs again at the end."""
    rng = random.Random(f"{seed}/harm")
    slots = [f"{stage}-{number}" for stage, workers in STAGES.items() for number in range(workers)]
    free = dict.fromkeys(slots, _STARTUP)
    broker_at, broker, joined = 15.0, 0, 0
    found = list(_poison(rng, seconds, poison_every))
    at = _STARTUP
    while True:
        at += rng.expovariate(1 / every)
        (kind,) = rng.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
        left = seconds - 2.0 - at
        if left <= 0:
            break
        if kind == "broker" and at >= broker_at:
            down = rng.uniform(0.0, 5.0)
            found.append(Harm(at, kind, str(broker), min(down, left)))
            broker_at, broker = at + _BROKER_EVERY, (broker + 1) % brokers
        elif kind == "join":
            joined += 1
            stage = rng.choice(("track", "watch", "project"))
            stay = min(rng.uniform(_STARTUP, 40.0), left)
            found.append(Harm(at, kind, f"{stage}-x{joined}", stay, rng.choice(("SIGTERM", "SIGKILL"))))
        else:
            found += _on_worker(rng, at, "kill" if kind == "broker" else kind, free, left)
    return sorted(found, key=lambda harm: harm.at)


def _on_worker(rng: random.Random, at: float, kind: str, free: dict[str, float], left: float) -> Iterator[Harm]:
    ready = [slot for slot, since in free.items() if since <= at]
    if not ready:
        return
    slot = rng.choice(ready)
    seconds = rng.uniform(7.0, 13.0) if kind == "zombie" else rng.choice((0.0, rng.uniform(0.0, 4.0)))
    if seconds > left:
        return
    free[slot] = at + seconds + (_SETTLE if kind == "zombie" else _STARTUP)
    yield Harm(at, kind, slot, seconds)


def _poison(rng: random.Random, seconds: float, every: float) -> Iterator[Harm]:
    at = 3.0
    while at < seconds:
        yield Harm(at, "poison", rng.choice(POISONED))
        at += rng.expovariate(1 / every)
