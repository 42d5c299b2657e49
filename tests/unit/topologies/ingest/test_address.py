"""Addresses of cameras: whatever a password holds, none of it is shown, resolved or raised."""

import re
import socket
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from orin.cli import main as command_line
from orin.runtime.observability.redact import redact
from orin.schemas.errors import Misuse
from orin.topologies.ingest.address import parse_address
from orin.topologies.ingest.sources import parse_source

MARK = "sekret"
UNSAFE = st.sampled_from(
    ["@", "#", "/", "?", "[", "]", "%", "%z", " ", "é", "<", '"', "^", "{", "\\", "\n", "://", "@[::1]"]
)
ENCODED = re.compile(r"(?:[\w.~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*", re.ASCII)
"""RFC 3986, 3.2.1: such a password is encoded as it stands (`%00`, say)."""
HOSTILE = st.builds(
    "".join, st.tuples(st.just(MARK), UNSAFE, st.text(st.characters(codec="ascii"), max_size=8), st.just(MARK))
).filter(lambda password: not ENCODED.fullmatch(password))
SCHEMES = st.sampled_from(["rtsp", "rtsps", "http", "https", "rtmp", "srt", "udp"])


@pytest.fixture(autouse=True)
def _no_resolver(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    asked: list[object] = []

    def ask(*arguments: object, **_: object) -> object:
        asked.append(arguments[0])
        raise socket.gaierror(socket.EAI_NONAME, "asked by a test")

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    yield
    assert asked == []


@given(SCHEMES, HOSTILE)
@example("rtsp", "p@ss#w")
@example("rtsp", "p[ss")
@example("rtsp", "12/34")
@example("http", "1?2@x")
def test_a_password_that_is_not_encoded_is_refused_and_never_shown(scheme: str, password: str) -> None:
    with pytest.raises(Misuse, match="percent-encode") as caught:
        parse_source(f"{scheme}://admin:{password}@10.0.0.7:554/stream1")
    said = str(caught.value)
    assert MARK not in said
    assert "admin" not in said
    assert "\n" not in said
    assert said.startswith(f"source {scheme}://…: ")


@pytest.mark.parametrize("password", [f"{MARK}@ss#w", f"{MARK}[", f"12{MARK}/34", f"{MARK}?", f"{MARK}%", f"{MARK} x"])
@pytest.mark.parametrize("command", [["ingest"], ["try"], ["demo", "--source"]])
def test_the_command_line_refuses_it_in_one_line(
    command: list[str], password: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    camera = [] if command[0] == "demo" else ["--camera", "hq/a"]
    monkeypatch.setenv("PYTHONSAFEPATH", "1")  # the command sets it; this takes it back afterwards
    monkeypatch.setattr("sys.argv", ["orin", *command, f"rtsp://admin:{password}@10.0.0.7/stream1", *camera])
    with pytest.raises(SystemExit) as caught:
        command_line.main()
    captured = capfd.readouterr()
    assert caught.value.code == 2
    assert MARK not in captured.out + captured.err
    assert command == ["try"] or "percent-encode" in captured.err  # try takes no camera at all
    assert captured.err.count("\n") == 1


@given(st.text(st.characters(exclude_categories=("Z", "C")), max_size=30))
def test_redacting_an_address_leaves_nothing_of_its_password(password: str) -> None:
    shown = redact(f"cannot open rtsp://admin:{MARK}{password}{MARK}@10.0.0.7/stream1 now")
    assert MARK not in shown
    assert shown.endswith(" now")


@given(st.text(min_size=1), st.text())
def test_an_encoded_password_is_understood(user: str, password: str) -> None:
    from urllib.parse import quote

    address = parse_address(f"rtsp://{quote(user, safe='')}:{quote(password, safe='')}@cam-1:8554/live?profile=1")
    assert (address.user, address.password) == (user, password)
    assert (address.host, address.port, address.scheme) == ("cam-1", 8554, "rtsp")
    assert address.name == "rtsp://***@cam-1:8554/live?profile=1"
    assert address.bare == "rtsp://cam-1:8554/live?profile=1"


@pytest.mark.parametrize(
    ("text", "name", "host", "port"),
    [
        ("rtsp://10.0.0.7/a", "rtsp://10.0.0.7/a", "10.0.0.7", None),
        ("RTSP://cam:554", "RTSP://cam:554", "cam", 554),
        ("rtsp://token@cam/a#b", "rtsp://***@cam/a#b", "cam", None),
        ("rtsp://u:p@[fe80::1%25eth0]:554/a", "rtsp://***@[fe80::1%25eth0]:554/a", "fe80::1%25eth0", 554),
        ("udp://@239.0.0.1:1234", "udp://239.0.0.1:1234", "239.0.0.1", 1234),
        ("srt://:9000?mode=listener&passphrase=abc", "srt://:9000?mode=listener&passphrase=***", "", 9000),
    ],
)
def test_addresses_are_taken_apart(text: str, name: str, host: str, port: int | None) -> None:
    address = parse_address(text)
    assert (address.name, address.host, address.port) == (name, host, port)


@pytest.mark.parametrize(
    "text",
    ["rtsp://admin:pa#ss", "rtsp://cam:x/a", "rtsp://[::1/a", "rtsp://cam:99999/a", "rtsp://a b/c", "rtsp://u:p@a]/"],
)
def test_a_host_or_port_that_is_none_is_misuse_and_not_quoted(text: str) -> None:
    with pytest.raises(Misuse, match=r"source rtsp://…: the host or the port") as caught:
        parse_address(text)
    assert "admin" not in str(caught.value)


def test_a_space_in_the_path_is_misuse() -> None:
    with pytest.raises(Misuse, match="a space as %20"):
        parse_address("rtsp://cam/a b")
