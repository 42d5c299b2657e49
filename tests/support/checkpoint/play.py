"""One interleaving of the toy stage: seed in, nothing or Wrong out."""

import random
from typing import Any

from orin.schemas.records import Spec
from orin.topologies.kafka.topics import SPEC_KEY
from tests.support.checkpoint.toy import BROKEN, ToyCodec, ping, toy_stage
from tests.support.checkpoint.world import Source, World, Wrong

BODY = '{"cameras":["site/*"],"guard":"g","when":{"appears":{}}}'


def source_of(seed: int) -> list[Source]:
    """12 to 24 messages of three cameras; among them spec markers (one repeated), garbage, and a broken record."""
    rng = random.Random(seed)
    found: list[Source] = []
    for index in range(rng.randint(12, 24)):
        at = 1_000_000 + index * 100_000
        key, value, headers, timestamp = ping(f"site/cam-{rng.randrange(3)}", at, rng.randrange(100))
        kind = rng.random()
        if kind < 0.08:
            revision = rng.choice(("1-aaaaaaaa", "2-bbbbbbbb"))
            spec = Spec(kind="guard", name="g", revision=revision, body=BODY, active_from=0)
            found.append((SPEC_KEY, ToyCodec().encode(spec), (), timestamp))
        elif kind < 0.12:
            found.append((key, b"\xff garbage", headers if rng.random() < 0.5 else (), timestamp))
        elif kind < 0.14:
            found.append(ping("site/cam-0", at, BROKEN))
        else:
            found.append((key, value, headers, timestamp))
    return found


def play(seed: int, **world: Any) -> None:
    rng = random.Random(-seed)
    dense = "offset" if seed % 2 else "sequence"
    World(seed, toy_stage(dense), ToyCodec(), source_of(seed), **world).run(steps=rng.randint(40, 200))


def caught(within: int, **world: Any) -> int | None:
    """How many interleavings it took until the world ended wrong."""
    for seed in range(within):
        try:
            play(seed, **world)
        except (Wrong, AssertionError):
            return seed + 1
    return None
