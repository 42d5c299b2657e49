"""What no reader can use, in every sort: bytes, and the header by which the judge knows them again."""

import random

from orin.schemas.records import HealthEvent, Record, SessionEnd, Spec
from orin.schemas.wire.serde import Serde
from orin.topologies.kafka.topics import EVENTS, HEALTH, SPECS

POISON_HEADER = "chaos_poison"
"""Names the sort of poison; the stages know nothing of it."""
SUBSTITUTED = "in place: "
"""Begins the header's value where key and headers still say whose frame it was."""

SORTS = ("garbage", "nul", "wrong id", "foreign", "another record", "truncated", "trailing", "empty")
_FILE = b"Obj\x01\x04\x14avro.codec\x08null\x16avro.schema"
"""How an Avro container file begins."""
_HEALTH = HealthEvent(kind="camera.dark", camera="chaos/none", at=1, since=None, message="poison")
_SPEC = Spec(kind="guard", name="none", revision="1-00000000", body="{}", active_from=0)
_END = SessionEnd(camera="chaos/none", session="none", ended_at=1)
_STRAYS: dict[str, Record] = {EVENTS: _SPEC, HEALTH: _SPEC, SPECS: _END}
"""Records that do not belong on these topics; on all others a health event does not."""


def spoil(rng: random.Random, value: bytes, topic: str, serde: Serde) -> tuple[str, bytes]:
    """(sort, bytes) made from `value`, a good message of `topic`."""
    sort = rng.choice(SORTS)
    match sort:
        case "garbage":
            spoilt = rng.randbytes(rng.randint(1, 400))
        case "nul":
            spoilt = bytes(rng.randint(1, 40))
        case "wrong id":
            spoilt = b"\x00" + rng.randint(1_000_000, 2**31 - 1).to_bytes(4, "big") + value[5:]
        case "foreign":
            spoilt = _FILE + rng.randbytes(40)
        case "another record":
            spoilt = serde.encode(_STRAYS.get(topic, _HEALTH))
        case "truncated":
            spoilt = value[: rng.randint(1, len(value) - 1)]
        case "trailing":
            spoilt = value + rng.randbytes(rng.randint(1, 8))
        case _:
            spoilt = b""
    return sort, spoilt
