"""Every route of the api, for everybody who may come: a route without an entry here fails."""

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from orin.access import machine_tokens
from orin.access.principal import Role
from orin.api.factory import create_app
from orin.projections.migrate import migrate
from orin.runtime.config.settings import Settings
from orin.runtime.database import Connection
from orin.runtime.embedded.postgres import Postgres
from tests.support.credentials import at_database, bearer, credentials, machine, strangers
from tests.support.servers.oidc import AUDIENCE, FakeProvider, fake_provider
from tests.support.two_sites import JOBS, OTHER, OWN, fill

pytestmark = pytest.mark.postgres
FIRST = "from=2020-01-01&to=2100-01-01"


class Route(NamedTuple):
    """A path as it is asked for of a site. `hidden` is the status where that site is another's: 200 with nothing of it
    in the answer, or a refusal.
    """

    path: str
    hidden: int = 404
    public: bool = False
    every_site: bool = False
    status: int = 200


ROUTES = {
    "/": Route("/", 200, public=True),
    "/healthz": Route("/healthz", 200, public=True),
    "/readyz": Route("/readyz", 200, public=True),
    "/metrics": Route("/metrics", 403, every_site=True),
    "/v1/events": Route("/v1/events", 200),
    "/v1/events/stream": Route("/v1/events/stream", 200),
    "/v1/stream": Route("/v1/stream", 200),
    "/v1/events/{event_id}": Route("/v1/events/{event}"),
    # There is an event and no frame of it: the answer says so to those who may know.
    "/v1/events/{event_id}/thumbnail": Route("/v1/events/{event}/thumbnail", status=404),
    "/v1/events/{event_id}/reviews": Route("/v1/events/{event}/reviews"),
    "/v1/events/{event_id}/deliveries": Route("/v1/events/{event}/deliveries"),
    "/v1/deliveries": Route("/v1/deliveries", 200),
    "/v1/mutes": Route("/v1/mutes", 200),
    "/v1/jobs": Route("/v1/jobs", 200),
    "/v1/jobs/{job_id}": Route("/v1/jobs/{job}"),
    # There is a job and nothing of its file.
    "/v1/jobs/{job_id}/files/{name}": Route("/v1/jobs/{job}/files/events.csv", status=404),
    "/v1/cameras": Route("/v1/cameras", 200),
    "/v1/cameras/{site}/{name}": Route("/v1/cameras/{site}/gate"),
    # There is no frame: whoever may know is told of the frame store, all others of the camera.
    "/v1/cameras/{site}/{name}/frame": Route("/v1/cameras/{site}/gate/frame", status=404),
    "/v1/cameras/{site}/{name}/frames": Route("/v1/cameras/{site}/gate/frames?at=now", status=404),
    "/v1/response-times": Route(f"/v1/response-times?{FIRST}", 200),
    "/v1/guards": Route("/v1/guards?days=2", 200),
    "/v1/guards/{name}": Route("/v1/guards/{site}-bags"),
    "/v1/activity": Route(f"/v1/activity?{FIRST}", 200),
}
FILTERED = [
    "/v1/events?site={site}",
    "/v1/events?camera={site}/gate",
    "/v1/events/stream?site={site}",
    "/v1/stream?site={site}",
    "/v1/stream?camera={site}/gate",
    "/v1/cameras?site={site}",
    "/v1/jobs?site={site}",
    "/v1/deliveries?site={site}",
    "/v1/activity?site={site}",
    "/v1/activity?bucket=hour&camera={site}/gate",
]
"""Another's names are not known, as those that nothing has."""


class World(NamedTuple):
    """The api with access control, and what people and machines come with."""

    client: TestClient
    provider: FakeProvider
    url: str
    events: dict[str, str]

    def ask(self, path: str, headers: dict[str, str], site: str = OWN) -> Any:
        return self.client.get(path.format(site=site, event=self.events[site], job=JOBS[site]), headers=headers)

    def database(self, work: Callable[[Connection], Awaitable[Any]]) -> Any:
        return at_database(self.url, work)


@pytest.fixture(scope="module")
def world(postgres: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = postgres.create_database("matrix")
    migrate(url)
    events = fill(url)
    with fake_provider() as provider:
        settings = Settings(
            home=tmp_path_factory.mktemp("home"), database_url=SecretStr(url), access="on",
            oidc_issuer=provider.issuer, oidc_audience=AUDIENCE, requests_per_minute=0,
        )  # fmt: skip
        app = create_app(settings)
        with TestClient(app, base_url="http://127.0.0.1") as client:
            app.state.stop()  # streams end after their first message
            yield World(client, provider, url, events)


def test_every_route_has_an_entry(world: World) -> None:
    assert set(world.client.get("/openapi.json").json()["paths"]) == set(ROUTES)


@pytest.mark.parametrize("sites", [(OWN,), ("h?", "depot-*"), ("*",), ()], ids=["named", "pattern", "all", "none"])
def test_recognised_people_see_their_own_sites(world: World, sites: tuple[str, ...]) -> None:
    """All roles and ways for sites that are named; the ends of both for the other forms."""
    tried = 0
    everything = sites == (OWN,)
    roles, ways = (list(Role), 4) if everything else ([Role.VIEWER, Role.ADMIN], 2)
    for role in roles:
        for way, headers in list(credentials(world.url, world.provider, role, sites or ("nowhere",)).items())[-ways:]:
            for route in ROUTES.values():
                for site in (OWN, OTHER):
                    answer = world.ask(route.path, headers, site)
                    may_see = "*" in sites or (bool(sites) and site == OWN and not route.every_site)
                    right = may_see or route.public
                    assert answer.status_code == (route.status if right else route.hidden), (way, role, route, site)
                    if answer.status_code == 200 and (not right or "*" not in sites):
                        for hidden in {OWN, OTHER} - ({OWN} if sites else set()):
                            assert f"{hidden}/gate" not in answer.text, (way, role, route, answer.text)
                            assert f'"{hidden}-bags' not in answer.text
                    tried += 1
    assert tried == len(roles) * ways * len(ROUTES) * 2


def test_strangers_are_let_in_nowhere(world: World) -> None:
    for who, headers in strangers(world.url, world.provider).items():
        for route in ROUTES.values():
            answer = world.ask(route.path, headers)
            assert answer.status_code == (200 if route.public else 401), (who, route, answer.text)
            if not route.public:
                assert answer.headers["WWW-Authenticate"].startswith("Bearer")
                assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", FILTERED)
def test_another_sites_name_is_not_known(world: World, path: str) -> None:
    headers = bearer(world.provider.token())
    assert world.ask(path, headers).status_code == 200
    answer = world.ask(path, headers, OTHER)
    assert answer.status_code == 422
    assert "known yet" in answer.json()["detail"]
    assert "did you mean 'port" not in answer.text


def test_a_guard_of_both_sites_names_only_ones_own_cameras(world: World) -> None:
    mine = world.client.get("/v1/guards/both-bags", headers=bearer(world.provider.token())).json()
    assert mine["spec"]["cameras"] == ["hq/gate"]
    assert [each["spec"]["cameras"] for each in mine["revisions"]] == [["hq/gate"]]
    every = world.client.get("/v1/guards/both-bags", headers=bearer(world.provider.token(orin_sites="*"))).json()
    assert every["spec"]["cameras"] == ["hq/gate", "port/gate"]


def test_keys_that_the_provider_rotates_are_fetched_once(world: World) -> None:
    before = world.provider.asked.get("/keys", 0)
    old = world.provider.token()
    assert world.ask("/v1/events", bearer(old)).status_code == 200
    for number in range(20):
        made_up = world.provider.token(key=_key(f"made-up-{number}"))
        assert world.ask("/v1/events", bearer(made_up)).status_code == 401
    assert world.provider.asked.get("/keys", 0) - before <= 1


def test_a_token_notes_its_use_and_a_password_ends_what_was_there(world: World) -> None:
    made = world.database(lambda c: machine(c, Role.VIEWER, (OWN,)))
    assert world.ask("/v1/events", bearer(made.token)).status_code == 200
    used = {row["id"]: row["used_at"] for row in world.database(machine_tokens.tokens)}
    assert used[made.id] is not None
    ways = credentials(world.url, world.provider, Role.VIEWER, (OWN,))
    world.database(
        lambda c: c.execute("UPDATE access.accounts SET valid_from = now() + interval '2 s' WHERE name = 'viewer-1-hq'")
    )
    for way in ("account", "session"):
        assert world.ask("/v1/events", ways[way]).status_code == 401


def _key(kid: str) -> Any:
    from joserfc.jwk import ECKey

    return ECKey.generate_key("P-256", {"kid": kid}, private=True)


def test_the_port_is_open_to_other_names_only_with_access_control(tmp_path: Path) -> None:
    from orin.runtime.http.middleware import hosts_of
    from orin.schemas.errors import Misuse

    on = Settings(home=tmp_path, access="on", hosts="orin.example.org, ORIN.local")
    assert hosts_of(on) == {"orin.example.org", "orin.local"}
    for wrong in ("*", "https://orin.example.org", "a/b"):
        with pytest.raises(Misuse, match="ORIN_HOSTS"):
            hosts_of(Settings(home=tmp_path, access="on", hosts=wrong))
    with pytest.raises(Misuse, match="ORIN_ACCESS is off"):
        hosts_of(Settings(home=tmp_path, hosts="orin.example.org"))
