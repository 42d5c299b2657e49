"""Migrates a database to the tables and views of this build: plain numbered SQL, each file once, in order.

A file `NNNN_name.sql` is for every database. `NNNN_name.FEATURE.sql` is for those with the feature only:
`timescaledb` (the extension is there), `community` (and under its Timescale licence, which continuous aggregates,
compression and retention need) or `views` (not `community`). What a database has is decided at its first migration
and recorded, so that a database that gets the extension later stays consistent.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from importlib import resources
from typing import NamedTuple

import psycopg
import structlog

from orin.projections.database import connect
from orin.projections.event_order import shift_after_restore
from orin.projections.grants import grant
from orin.schemas.errors import OrinError

log = structlog.get_logger(__name__)

_LOCK = 0x6F72696E  # "orin"
_NAME = re.compile(r"(\d{4})_\w+(?:\.(timescaledb|community|views))?\.sql")
_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations (
    file       text        PRIMARY KEY,
    sha256     text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE IF NOT EXISTS database_features (name text PRIMARY KEY);
"""


class Migration(NamedTuple):
    """One file: its name, the feature it needs ('' for none) and its SQL."""

    file: str
    feature: str
    sql: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migration]:
    """The files of this build, in order."""
    found = []
    for path in resources.files("orin.projections").joinpath("migrations").iterdir():
        match = _NAME.fullmatch(path.name)
        if match:
            found.append(Migration(path.name, match[2] or "", path.read_text("utf-8")))
    return sorted(found)


def migrate(url: str) -> list[str]:
    """Applies what is missing and returns the files' names. Two at once are safe: one waits for the other.

    Raises OrinError where the database does not answer, holds a newer build's files, or one that was changed since.
    """
    with _locked(url) as connection:
        connection.execute(_LEDGER)
        applied = dict(connection.execute("SELECT file, sha256 FROM migrations").fetchall())
        features = _features(connection, fresh=not applied)
        wanted = [m for m in migrations() if m.feature in features]
        _check(applied, wanted)
        done = []
        for migration in wanted:
            if migration.file not in applied:
                _apply(connection, migration)
                done.append(migration.file)
        grant(connection, migrated=bool(done))
        if shift_after_restore(connection):
            log.warning("the database was restored from another server's dump: old cursors are refused")
    return done


def missing(connection: psycopg.Connection) -> list[str]:
    """Files of this build that the database lacks; all of them where none was ever applied."""
    if connection.execute("SELECT to_regclass('migrations')").fetchone() == (None,):
        return lacking((), ("views",))
    applied = [file for (file,) in connection.execute("SELECT file FROM migrations")]
    return lacking(applied, [name for (name,) in connection.execute("SELECT name FROM database_features")])


def timescale_version(connection: psycopg.Connection) -> str | None:
    """Of the extension; None where the database does not have it."""
    found = connection.execute("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'").fetchone()
    return None if found is None else str(found[0])


def lacking(applied: Collection[str], features: Collection[str]) -> list[str]:
    """Files of this build that a database with these files and features lacks."""
    return [m.file for m in migrations() if m.feature in ("", *features) and m.file not in applied]


@contextmanager
def _locked(url: str) -> Iterator[psycopg.Connection]:
    # In a connection of its own: where the library is installed but not preloaded, the server ends it.
    _try_extension(url)
    with connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield connection
        finally:
            if not connection.closed:
                connection.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _try_extension(url: str) -> None:
    with connect(url, autocommit=True) as connection:
        offered = connection.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb' AND installed_version IS NULL"
        ).fetchone()
        if offered is None or connection.execute("SELECT to_regclass('migrations')").fetchone() != (None,):
            return
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS timescaledb")
        except psycopg.Error as error:
            log.warning("timescaledb is installed but cannot be used: creating plain tables", error=str(error).strip())


def _features(connection: psycopg.Connection, fresh: bool) -> set[str]:
    """The features of this database, with '' for what needs none."""
    if fresh:
        for name in _probe(connection):
            connection.execute("INSERT INTO database_features VALUES (%s) ON CONFLICT DO NOTHING", [name])
    return {"", *(name for (name,) in connection.execute("SELECT name FROM database_features"))}


def _probe(connection: psycopg.Connection) -> list[str]:
    there = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'").fetchone()
    if there is None:
        return ["views"]
    licence = connection.execute("SELECT current_setting('timescaledb.license', true)").fetchone()
    return ["timescaledb", "community" if licence == ("timescale",) else "views"]


def _check(applied: dict[str, str], wanted: list[Migration]) -> None:
    known = {m.file: m.sha256 for m in wanted}
    for file, sha256 in sorted(applied.items()):
        if file not in known:
            raise OrinError(
                f"the database has migration {file}, which this build does not know: use a newer build of ORIN"
            )
        if known[file] != sha256:
            raise OrinError(
                f"migration {file} was changed after it was applied to the database: restore the file of this build"
            )


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    try:
        with connection.transaction():
            connection.execute(migration.sql.encode())
            connection.execute(
                "INSERT INTO migrations (file, sha256) VALUES (%s, %s)", [migration.file, migration.sha256]
            )
    except psycopg.Error as error:
        message = str(error).strip().splitlines()[0]
        raise OrinError(f"migration {migration.file} failed and was rolled back: {message}") from error
    log.info("migrated", file=migration.file)
