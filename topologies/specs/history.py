"""The history of specs as orin.specs.v1 holds it: which revisions there are, and which of them are armed."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec

from orin.processors.identity import spec_name
from orin.processors.specs.armed import revision_number
from orin.processors.specs.models import CameraSpec, GuardSpec
from orin.schemas.records import Spec

ARMED_SUFFIX = "#armed"
"""After the key of a revision: the record that says all its markers are acknowledged. Its value is the Spec again.
It has a key of its own because the offset of the revision's first record decides who wins, and compaction would drop
that for a newer one under the same key."""


class Revision(NamedTuple):
    spec: Spec
    offset: int
    armed: bool
    command: UUID | None = None
    """Of the command that wrote it, where it had an id."""


class History:
    """Every revision of every name. Of two with the same number the one with the lower offset is the revision."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[int, Spec, UUID | None]] = {}
        self._armed: set[str] = set()

    def add(self, key: str, offset: int, spec: Spec | None, command: UUID | None = None) -> bool:
        """Takes the next record; None deletes. False, changing nothing, for a foreign record."""
        name = key.removesuffix(ARMED_SUFFIX)
        if spec is None:
            self._first.pop(key, None)
            self._armed.discard(key)
        elif name != spec_name(spec):
            return False
        elif name != key:
            self._armed.add(name)
        else:
            self._first.setdefault(name, (offset, spec, command))
        return True

    def revisions(self, kind: str | None = None) -> list[Revision]:
        """By kind, name and number."""
        held = [
            Revision(spec, offset, key in self._armed, command)
            for key, (offset, spec, command) in self._first.items()
            if kind in (None, spec.kind)
        ]
        first: dict[tuple[str, str, int], Revision] = {}
        for revision in sorted(held, key=lambda revision: revision.offset):
            first.setdefault(_number(revision.spec), revision)
        return [first[number] for number in sorted(first)]

    def newest_revisions(self) -> dict[tuple[str, str], Revision]:
        """The newest of each, by kind and name."""
        return {(revision.spec.kind, revision.spec.name): revision for revision in self.revisions()}

    def written_by(self, command: UUID | None) -> list[Revision]:
        """The revisions that a command wrote; None is no command."""
        return [] if command is None else [revision for revision in self.revisions() if revision.command == command]

    def newest(self, kind: str, name: str) -> Revision | None:
        return next((r for r in reversed(self.revisions(kind)) if r.spec.name == name), None)

    def holder(self, spec: Spec) -> Revision | None:
        """The revision that holds this spec's number."""
        return next((r for r in self.revisions(spec.kind) if _number(r.spec) == _number(spec)), None)

    def cameras(self) -> Mapping[str, CameraSpec]:
        """The newest camera specs that are not withdrawn, by name: what guards may refer to."""
        newest = {revision.spec.name: revision.spec for revision in self.revisions("camera")}
        return {
            name: msgspec.json.decode(spec.body, type=CameraSpec)
            for name, spec in newest.items()
            if spec.active_until is None
        }

    def guards(self) -> list[GuardSpec]:
        """The newest guard specs that are not withdrawn: what cameras must go on offering."""
        newest = {revision.spec.name: revision.spec for revision in self.revisions("guard")}
        return [msgspec.json.decode(spec.body, type=GuardSpec) for spec in newest.values() if spec.active_until is None]


def _number(spec: Spec) -> tuple[str, str, int]:
    return spec.kind, spec.name, revision_number(spec)
