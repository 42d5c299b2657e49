"""Names that derive from what they name: the same track or event gets the same id on every run and machine."""

import hashlib
import uuid

import msgspec

from orin.schemas.records import Event, Spec

_NAMESPACE = uuid.UUID("6f72696e-0000-5000-8000-000000000000")
_CONTENT = msgspec.json.Encoder(order="deterministic")


def track_id(camera: str, born_at: int, box: tuple[float, float, float, float]) -> str:
    """16 hex digits from the camera, the birth time (µs) and the birth box (px, quantised to 0.01)."""
    x1, y1, x2, y2 = (round(v * 100) for v in box)
    return hashlib.sha256(f"{camera}|{born_at}|{x1},{y1},{x2},{y2}".encode()).hexdigest()[:16]


def event_id(guard: str, meaning: str, camera: str, subject: str | None, since: int) -> str:
    """uuid5 of guard, hash of its meaning (`when` and the geometry that it names), camera, subject and since."""
    return str(uuid.uuid5(_NAMESPACE, f"{guard}|{meaning}|{camera}|{subject or ''}|{since}"))


def content_hash(body: str) -> str:
    """8 hex digits of the sha256 of a canonical spec."""
    return hashlib.sha256(body.encode()).hexdigest()[:8]


def revision(number: int, body: str) -> str:
    """`N-<hash8>`."""
    return f"{number}-{content_hash(body)}"


def content(event: Event) -> dict[str, object]:
    """Every field of the event but its provenance and digest: what two runs must agree on."""
    fields: dict[str, object] = msgspec.structs.asdict(event)
    del fields["provenance"], fields["digest"]
    return fields


def seal(event: Event) -> Event:
    """The event with the digest of its content."""
    digest = hashlib.sha256(_CONTENT.encode(content(event))).hexdigest()
    return msgspec.structs.replace(event, digest=digest)


def spec_name(spec: Spec) -> str:
    """The key of a spec's history on `orin.specs.v1`: `guard/NAME@REV` or `camera/SITE/NAME@REV`."""
    return f"{spec.kind}/{spec.name}@{spec.revision}"
