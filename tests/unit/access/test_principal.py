"""Roles are ordered, patterns select sites, and nothing matches where there is no pattern."""

from itertools import product

import pytest
from fastapi import HTTPException
from hypothesis import given
from hypothesis import strategies as st

from orin.access.dependencies import require
from orin.access.principal import (
    LOCAL_READER,
    Principal,
    Role,
    may,
    role_named,
    sees,
    sees_every_site,
    site_of,
    site_patterns,
)
from orin.schemas.errors import Misuse

SITES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,10}", fullmatch=True)


def someone(role: Role = Role.VIEWER, *sites: str) -> Principal:
    return Principal("account:kim", "Kim", role, sites, "account")


def test_each_role_may_do_what_those_below_it_may() -> None:
    order = ["viewer", "operator", "author", "admin"]
    for (place, name), (needed_place, needed) in product(enumerate(order), enumerate(order)):
        assert may(someone(role_named(name)), role_named(needed)) == (place >= needed_place)


@given(SITES, st.lists(SITES))
def test_sites_are_seen_by_name_and_no_others(site: str, sites: list[str]) -> None:
    assert sees(someone(Role.ADMIN, *sites), site) == (site in sites)


@given(SITES)
def test_patterns(site: str) -> None:
    assert sees(someone(Role.VIEWER, "*"), site)
    assert sees(someone(Role.VIEWER, f"{site[0]}*"), site)
    assert sees(someone(Role.VIEWER, "?" * len(site)), site)
    assert not sees(someone(Role.VIEWER, "?" * (len(site) + 1)), site)
    assert not sees(someone(Role.VIEWER, f"{site}/*", site.swapcase() + "-"), site)
    assert not sees(someone(Role.ADMIN), site)


def test_every_site_is_seen_by_the_star_alone() -> None:
    assert sees_every_site(LOCAL_READER)
    assert sees_every_site(someone(Role.VIEWER, "hq", "*"))
    assert not sees_every_site(someone(Role.ADMIN, "?*", "hq"))
    assert site_of("hq/lobby-1") == "hq"


def test_only_what_can_match_a_site_is_a_pattern() -> None:
    assert site_patterns(["hq", "depot-*", "hq"]) == ("hq", "depot-*")
    for wrong in ("", "a,b", "hq/lobby", "[ab]", "höhe", "a" * 65, "hq\n"):
        with pytest.raises(Misuse, match="site pattern"):
            site_patterns(["hq", wrong])


def test_a_role_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(Misuse, match="viewer, operator, author, admin"):
        role_named("root")


def test_a_route_gives_the_principal_or_answers_403() -> None:
    check = require(Role.OPERATOR)
    author = someone(Role.AUTHOR, "hq")
    assert check(author) is author
    with pytest.raises(HTTPException) as refused:
        check(LOCAL_READER)
    assert refused.value.status_code == 403
    assert "operator" in refused.value.detail
