"""Which schema an id stands for: `registry.json`, committed beside the schemas, and what every registry offers.

Subjects are named by Confluent's RecordNameStrategy, `orin.<Record>`: a topic carries several record types, and
Spec and SessionEnd travel on three topics, so a subject a record gives each exactly one line of versions.
`versions/` keeps every version ever committed; the newest of a record equals its `.avsc`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol, get_args

import msgspec
from msgspec import Struct

from orin.schemas.errors import Misuse, OrinError
from orin.schemas.records import Record
from orin.schemas.registry.compatibility import incompatibilities

NAMESPACE = "orin"
FOLDER = Path(__file__).parents[1]

RECORDS: Mapping[str, type[Record]] = {cls.__name__: cls for cls in get_args(Record)}
"""Every record that travels by itself, by its name without the namespace."""


class Entry(Struct, frozen=True, kw_only=True):
    """One version of one record's schema. `fingerprint` is that of its JSON (`fingerprint`)."""

    id: int
    subject: str
    version: int
    file: str
    fingerprint: str

    @property
    def record(self) -> str:
        return self.subject.removeprefix(f"{NAMESPACE}.")


class Registry(Protocol):
    """What `Serde` needs of a registry."""

    def entries(self) -> Iterable[Entry]:
        """The versions this build was committed with, in the order of their ids."""
        ...

    def schema(self, entry: Entry) -> dict[str, Any]:
        """The Avro schema of an entry."""
        ...

    def foreign(self, schema_id: int) -> dict[str, Any] | None:
        """The Avro schema of an id that is not among the entries; None if nobody knows it.

        Raises OrinError where a server would have to be asked and does not answer.
        """
        ...


class FileRegistry:
    """The registry file and the folder `versions/` beside it."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        try:
            self._entries = msgspec.json.decode((folder / "registry.json").read_bytes(), type=list[Entry])
        except (OSError, msgspec.MsgspecError) as error:
            raise OrinError(f"{folder / 'registry.json'}: {error}: restore it from version control") from None

    def entries(self) -> list[Entry]:
        return sorted(self._entries, key=lambda entry: entry.id)

    def schema(self, entry: Entry) -> dict[str, Any]:
        return read_schema(self._folder / entry.file)

    def foreign(self, schema_id: int) -> dict[str, Any] | None:  # noqa: ARG002 - of the protocol
        return None

    def newest(self) -> dict[str, Entry]:
        """The newest version of each record, by the record's name."""
        return {e.record: e for e in sorted(self._entries, key=lambda e: e.version)}

    def current(self, record: str) -> dict[str, Any]:
        """The schema of `<record>.avsc`, which may be ahead of the newest version until that is committed."""
        return read_schema(self._folder / f"{record}.avsc")

    def uncommitted(self) -> list[str]:
        """Records whose `.avsc` is not equal to its newest version."""
        newest = self.newest()
        return [r for r in RECORDS if r not in newest or newest[r].fingerprint != fingerprint(self.current(r))]

    def incompatibilities(self, record: str) -> list[str]:
        """Why `<record>.avsc` is not FULL_TRANSITIVE with every version of it, a line a reason."""
        current = self.current(record)
        return [
            f"{record}.avsc against version {entry.version}: {problem}"
            for entry in self._entries
            if entry.record == record
            for problem in incompatibilities(current, self.schema(entry))
        ]

    def commit(self) -> list[Entry]:
        """Gives every uncommitted `.avsc` the next version and id, and writes both files; returns what was added.

        For developers, once a change of a schema is final. Raises Misuse, before anything is written, for a change
        that is not FULL_TRANSITIVE.
        """
        changed = self.uncommitted()
        if problems := [problem for record in changed for problem in self.incompatibilities(record)]:
            raise Misuse("; ".join(problems))
        newest = self.newest()
        next_id = max((entry.id for entry in self._entries), default=0) + 1
        added = []
        for schema_id, record in enumerate(changed, next_id):
            version = newest[record].version + 1 if record in newest else 1
            entry = Entry(
                id=schema_id,
                subject=f"{NAMESPACE}.{record}",
                version=version,
                file=f"versions/{record}.{version}.avsc",
                fingerprint=fingerprint(self.current(record)),
            )
            (self._folder / entry.file).write_bytes((self._folder / f"{record}.avsc").read_bytes())
            added.append(entry)
        self._entries += added
        lines = ",\n  ".join(msgspec.json.encode(entry).decode() for entry in self.entries())
        (self._folder / "registry.json").write_text(f"[\n  {lines}\n]\n")
        return added


@cache
def file_registry() -> FileRegistry:
    """The registry that this build was committed with."""
    return FileRegistry()


def read_schema(path: Path) -> dict[str, Any]:
    """The JSON of an .avsc file. Raises OrinError naming the file."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except (OSError, msgspec.MsgspecError) as error:
        raise OrinError(f"{path}: {error}: restore it from version control") from None


def fingerprint(schema: Mapping[str, Any]) -> str:
    """sha256 of the schema's JSON, keys sorted (servers reorder them), no spaces. A changed `doc` is a change too."""
    text = json.dumps(schema, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
