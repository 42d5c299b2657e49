"""Who asks, and what they may do and see: pure, so that one place decides and every door can ask it."""

import re
from collections.abc import Iterable
from enum import IntEnum
from fnmatch import fnmatchcase
from typing import Literal, NamedTuple

from orin.schemas.errors import Misuse

Via = Literal["local", "oidc", "account", "token"]
"""What they were recognised by: this machine, a provider's JWT, an account of ORIN's own, a token for machines."""

_PATTERN = re.compile(r"[A-Za-z0-9_.*?-]{1,64}", re.ASCII)
EVERY_SITE = "*"


class Role(IntEnum):
    """Each may do what those below it may."""

    VIEWER = 1
    """Reads."""
    OPERATOR = 2
    """Also reviews, mutes and submits jobs."""
    AUTHOR = 3
    """Also changes cameras, guards and targets."""
    ADMIN = 4
    """Also accounts, tokens and models."""

    def __str__(self) -> str:
        return self.name.lower()


class Principal(NamedTuple):
    """Someone who was recognised. `sites` are patterns (`*` any characters, `?` one); without one they see nothing."""

    subject: str
    """Unique over all who may be recognised: `account:…`, `token:…`, `local`, or the provider's issuer and subject."""
    display_name: str
    role: Role
    sites: tuple[str, ...]
    via: Via


LOCAL_READER = Principal("local", "this machine", Role.VIEWER, (EVERY_SITE,), "local")
"""Whoever asks from this machine while there is no access control: reads everything, changes nothing."""


def may(principal: Principal, needed: Role) -> bool:
    """Whether the principal's role is `needed` or above it."""
    return principal.role >= needed


def sees(principal: Principal, site: str) -> bool:
    """Whether `site` is one of the principal's."""
    return any(fnmatchcase(site, pattern) for pattern in principal.sites)


def sees_every_site(principal: Principal) -> bool:
    """Whether no site can be hidden from the principal, one that does not exist yet included."""
    return EVERY_SITE in principal.sites


def site_of(camera: str) -> str:
    """`hq` of `hq/lobby-1`."""
    return camera.partition("/")[0]


def role_named(name: str) -> Role:
    """Misuse for a name that no role has."""
    try:
        return Role[name.upper()]
    except KeyError:
        raise Misuse(f"there is no role {name!r}: roles are {', '.join(map(str, Role))}") from None


def site_patterns(texts: Iterable[str]) -> tuple[str, ...]:
    """The patterns, each once, in order; Misuse for what can match no site."""
    found = tuple(dict.fromkeys(texts))
    for text in found:
        if _PATTERN.fullmatch(text) is None:
            raise Misuse(
                f"site pattern {text[:70]!r}: a pattern is at most 64 characters of a-z, A-Z, 0-9, '_', '.', '-', "
                "'*' (any characters) and '?' (one)"
            )
    return found
