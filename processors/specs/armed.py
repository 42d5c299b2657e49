"""The specs in force on one partition, in the order their markers came."""

import msgspec

from orin.schemas.records import Spec


class Armed:
    """Revisions by (kind, name), newest last; which one applies depends on a frame's captured_at.

    A spec applies to frames after its marker with captured_at in [active_from, active_until). The revision
    before it applies until then, so at most the revisions whose successor is not yet active are kept.
    """

    __slots__ = ("_revisions", "version")

    def __init__(self) -> None:
        self._revisions: dict[tuple[str, str], list[Spec]] = {}
        self.version = 0
        """Rises with every change: a cheap key for caches of compiled specs."""

    def add(self, spec: Spec) -> bool:
        """Arms `spec`; False for a repeat or an older revision, which changes nothing."""
        held = self._revisions.setdefault((spec.kind, spec.name), [])
        if held and revision_number(spec) <= revision_number(held[-1]):
            return False
        held.append(spec)
        self.version += 1
        return True

    def camera(self, name: str, at: int) -> Spec | None:
        """The camera spec in force for frames of camera `name` captured at `at`."""
        return _in_force(self._revisions.get(("camera", name), []), at)

    def guards(self, at: int) -> list[Spec]:
        """All guard specs in force at `at`, by name; which cameras they are for is theirs to say."""
        names = sorted(name for kind, name in self._revisions if kind == "guard")
        found = (_in_force(self._revisions[("guard", name)], at) for name in names)
        return [spec for spec in found if spec is not None]

    def next_change(self, at: int) -> int | None:
        """The earliest time after `at` at which a revision begins or ends to be in force; None: never."""
        times = (t for held in self._revisions.values() for s in held for t in (s.active_from, s.active_until))
        return min((t for t in times if t is not None and t > at), default=None)

    def dump(self) -> bytes:
        return msgspec.msgpack.encode([s for held in self._revisions.values() for s in held])

    @classmethod
    def load(cls, data: bytes) -> "Armed":
        armed = cls()
        for spec in msgspec.msgpack.decode(data, type=list[Spec]):
            armed.add(spec)
        return armed


def revision_number(spec: Spec) -> int:
    """N of the revision `N-<hash8>`."""
    return revision_number_of(spec.revision)


def revision_number_of(revision: str) -> int:
    """N of `N-<hash8>`."""
    return int(revision.split("-", 1)[0])


def _in_force(held: list[Spec], at: int) -> Spec | None:
    for spec in reversed(held):
        if spec.active_from <= at:
            over = spec.active_until is not None and at >= spec.active_until
            return None if over else spec
    return None
