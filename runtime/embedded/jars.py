"""Kafka's jars: the exact files listed in kafka_jars.json, fetched once from a Maven repository by jgo.

`python -m orin.runtime.embedded.jars org.apache.kafka:kafka_2.13:X.Y.Z org.slf4j:slf4j-simple:1.7.36` resolves a new
version and rewrites the list; the hashes it writes are those of what was fetched then, so review them.
"""

import fcntl
import hashlib
import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from orin.schemas.errors import OrinError

_LIST = Path(__file__).with_name("kafka_jars.json")
_COMPLETE = "kafka-jars.sha256"


def kafka_jars(engines: Path, repository: str | None = None, say: Callable[[str], None] = lambda _: None) -> list[Path]:
    """The jars of the embedded Kafka, under `engines`/maven; `say` hears of a first download.

    `repository` is the URL of a Maven repository; default is Maven Central. Raises OrinError when a jar cannot be
    had or is not the one that the list names.
    """
    wanted: dict[str, str] = json.loads(_LIST.read_text())
    store = engines / "maven"
    paths = [store / _relative(coordinate) for coordinate in wanted]
    if _complete(engines, paths):
        return paths
    try:
        engines.mkdir(parents=True, exist_ok=True)
        with (engines / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # test processes start at once and share the jars
            if not _complete(engines, paths):
                say(f"downloading Apache Kafka ({len(wanted)} jars, 43 MB, once) to {store}")
                _fetch(wanted, store, repository)
                (engines / _COMPLETE).write_text(_list_hash())
    except OSError as error:
        raise OrinError(
            f"Kafka's jars cannot be written to {store}: {error.strerror or error}; set ORIN_ENGINES to another folder"
        ) from error
    return paths


def _complete(engines: Path, paths: list[Path]) -> bool:
    mark = engines / _COMPLETE
    return mark.is_file() and mark.read_text() == _list_hash() and all(path.is_file() for path in paths)


def _list_hash() -> str:
    return hashlib.sha256(_LIST.read_bytes()).hexdigest()


def _relative(coordinate: str) -> Path:
    group, name, version = coordinate.split(":")
    return Path(*group.split("."), name, version, f"{name}-{version}.jar")


def _context(store: Path, repository: str | None) -> Any:
    import truststore  # noqa: PLC0415
    from jgo.maven import MavenContext  # noqa: PLC0415 - 0.2 s, only for a download

    # The machine's certificates, not those that `requests` brings: a company's network often has one of its own.
    truststore.inject_into_ssl()
    remotes = {"configured": repository} if repository else None
    return MavenContext(repo_cache=store, remote_repos=remotes, timeout=60)


def _fetch(wanted: dict[str, str], store: Path, repository: str | None) -> None:
    context = _context(store, repository)

    def one(coordinate: str) -> None:
        group, name, version = coordinate.split(":")
        path = store / _relative(coordinate)
        try:
            if not path.is_file() or _sha256(path) != wanted[coordinate]:
                path.unlink(missing_ok=True)
                context.project(group, name).at_version(version).artifact().resolve()
            found = _sha256(path)
        except Exception as error:  # jgo raises requests' errors, RuntimeError and others
            where = repository or "Maven Central"
            reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
            raise OrinError(
                f"{coordinate} could not be downloaded from {where}: {reason}; check the network,"
                " or set ORIN_MAVEN_REPOSITORY to a mirror"
            ) from error
        if found != wanted[coordinate]:
            path.unlink()
            raise OrinError(f"{coordinate} is not the expected file: sha256 {found}, not {wanted[coordinate]}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, wanted))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resolve(coordinates: list[str], store: Path) -> dict[str, str]:
    """Coordinate to sha256 of everything that `coordinates` need at run time, dependencies included."""
    from jgo.parse import Coordinate  # noqa: PLC0415

    context = _context(store, None)
    asked = [context.create_dependency(replace(Coordinate.parse(c), scope="compile")) for c in coordinates]
    inputs, transitive = context.resolver.resolve(asked)
    needed = [*inputs, *(d for d in transitive if d.scope in ("compile", "runtime"))]
    artifacts = [d.artifact for d in needed]
    return {f"{a.groupId}:{a.artifactId}:{a.version}": _sha256(Path(a.resolve())) for a in artifacts}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        _LIST.write_text(json.dumps(resolve(sys.argv[1:], Path(folder)), indent=1) + "\n")
