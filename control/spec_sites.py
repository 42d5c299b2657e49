"""Which cameras and guards somebody may change: those of their sites. A guard is of all sites that it watches."""

from collections.abc import Collection, Sequence

from fastapi import HTTPException

from orin.access.principal import Principal, sees, sees_every_site, site_of
from orin.processors.specs.models import CameraSpec
from orin.processors.specs.parse import Fault, ParsedSpec, SpecError
from orin.processors.specs.references import cameras_of, is_pattern, matches
from orin.topologies.specs.history import History
from orin.topologies.specs.plan import SpecKind


def seen_cameras(principal: Principal, history: History) -> dict[str, CameraSpec]:
    """The cameras of their sites: all others are as unknown to them as those that are not there."""
    return {name: camera for name, camera in history.cameras().items() if sees(principal, site_of(name))}


def check_reach(principal: Principal, specs: Sequence[ParsedSpec], history: History) -> None:
    """Raises SpecError for cameras of other sites, guards that watch such, and names that guards of others have."""
    if sees_every_site(principal):
        return
    newest = history.newest_revisions()
    faults = []
    for spec in specs:
        if spec.kind == "camera" and not sees(principal, site_of(spec.name)):
            faults.append(_fault(spec, f"camera '{spec.name}' is of another site than yours"))
        held = newest.get(("guard", spec.name)) if spec.kind == "guard" else None
        if held is not None and not _is_own(principal, cameras_of(held.spec.body)):
            faults.append(_fault(spec, f"another guard '{spec.name}' watches other sites than yours: rename it"))
        faults += [
            Fault(spec.filename, each.line, each.column, f"'{each.name}' takes in other sites than yours")
            for each in spec.references
            if each.kind == "camera" and not _is_own(principal, [each.name])
        ]
    if faults:
        raise SpecError(faults)


def check_changeable(principal: Principal, history: History, kind: SpecKind, name: str) -> None:
    """HTTPException 404 for what they may not see or is not there, 403 for a guard that also watches other sites."""
    held = history.newest(kind, name)
    if held is None and sees_every_site(principal):
        return  # whoever plans it says which names there are
    patterns = [name] if kind == "camera" else [] if held is None else cameras_of(held.spec.body)
    if held is not None and _is_own(principal, patterns):
        return
    if held is not None and any(matches(patterns, camera) for camera in seen_cameras(principal, history)):
        raise HTTPException(403, f"guard {name} also watches other sites than yours: that takes somebody who sees them")
    raise HTTPException(404, f"no {kind} '{name}' was applied")


def _is_own(principal: Principal, patterns: Collection[str]) -> bool:
    """Whether they see every camera that these can match."""
    sites = [site_of(pattern) for pattern in patterns]
    return sees_every_site(principal) or all(not is_pattern(site) and sees(principal, site) for site in sites)


def _fault(spec: ParsedSpec, message: str) -> Fault:
    return Fault(spec.filename, spec.line, spec.column, message)
