"""What other packages add to ORIN: entry points by group and name, loaded when they are used."""

from collections import defaultdict
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from orin.schemas.errors import OrinError

GUARD_KINDS = "orin.guard_kinds"
"""Guard kinds: each entry point loads to a `GuardKind` of the same name (processors/specs/kinds.py)."""
DETECTORS = "orin.detectors"
"""Detection backends: each entry point loads to a `DetectorFactory` (runtime/inference/backends.py)."""


def installed(group: str) -> dict[str, EntryPoint]:
    """The entry points of `group` by name; nothing is imported.

    Raises OrinError where two packages use one name: which of them is meant nobody can tell.
    """
    by_name: dict[str, list[EntryPoint]] = defaultdict(list)
    for entry in entry_points(group=group):
        if entry not in by_name[entry.name]:
            by_name[entry.name].append(entry)
    for name, entries in by_name.items():
        if len(entries) > 1:
            packages = " and ".join(sorted(package_of(entry) for entry in entries))
            raise OrinError(f"{group}: {packages} both provide {name!r}; uninstall one of them")
    return {name: entries[0] for name, entries in sorted(by_name.items())}


def load(entry: EntryPoint) -> object:
    """The object that an entry point names.

    Raises OrinError, naming the package, for whatever goes wrong in it.
    """
    try:
        return entry.load()
    except Exception as error:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        raise OrinError(
            f"{entry.group}: {entry.name!r} of {package_of(entry)} cannot be loaded: {what};"
            " reinstall the package or uninstall it"
        ) from error


def package_of(entry: EntryPoint) -> str:
    """`NAME VERSION` of the distribution that an entry point belongs to."""
    return "an unknown package" if entry.dist is None else f"{entry.dist.name} {entry.dist.version}"


@cache
def load_guard_kinds() -> tuple[str, ...]:
    """Registers the guard kinds of all installed packages, once a process; returns their packages, `NAME VERSION`.

    Every process that reads specs or steps the watch stage calls this first. Raises OrinError for a kind that cannot
    be used, and then registers none: without it its guards would be silent.
    """
    entries = installed(GUARD_KINDS)
    if not entries:
        return ()
    from orin.processors.specs.kinds import KINDS  # noqa: PLC0415  only where a package adds a kind

    kinds = {name: load(entry) for name, entry in entries.items()}
    for name, kind in kinds.items():
        problem = KINDS.problem(kind, name)
        if problem is not None:
            raise OrinError(f"{GUARD_KINDS}: {name!r} of {package_of(entries[name])} is not usable: {problem}")
    for kind in kinds.values():
        KINDS.register(kind)
    return tuple(sorted({package_of(entry) for entry in entries.values()}))
