"""OpenID Connect providers that others wrote, on 127.0.0.1, and a person who signs in at them by their forms."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin

import httpx
import yaml

from orin.runtime.processes.ports import free_port
from tests.support.servers.npm import environment, installed, program
from tests.support.waiting import until

CALLBACK = "http://127.0.0.1/control/sign-in/callback"
CLIENT, SECRET = "orin-browser", "nobody guesses this one"
USER, PASSWORD = "kim", "correct horse battery"
AUDIENCE = "orin"
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
def _running(command: Sequence[str], folder: Path, issuer: str, log: Path | None = None) -> Iterator[None]:
    with (
        (log or folder / "log").open("w") as output,
        subprocess.Popen(
            command, cwd=folder, env=environment() | {"PYTHONUNBUFFERED": "1"}, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            until(lambda: process.poll() is not None or _answers(issuer))
            assert process.poll() is None, (log or folder / "log").read_text()
            yield
        finally:
            process.kill()


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
