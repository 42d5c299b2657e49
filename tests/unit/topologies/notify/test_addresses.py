"""Where messages may go."""

import pytest

from orin.schemas.errors import Misuse
from orin.topologies.notify.addresses import Refused, allowed, resolve

INSIDE = (
    "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/x", "http://172.16.0.1", "http://192.168.1.1",
    "http://169.254.169.254/latest/meta-data", "http://100.64.0.1/", "http://0.0.0.0/", "http://[::1]/",
    "http://[fe80::1]/", "http://[fc00::1]/", "http://[::ffff:10.0.0.1]/", "http://2130706433/", "http://127.1/",
    "http://224.0.0.1/", "http://[::]/", "http://0x7f000001/",
)  # fmt: skip


@pytest.mark.parametrize("url", INSIDE)
def test_addresses_inside_a_network_are_refused(url: str) -> None:
    with pytest.raises(Refused):
        resolve(url, allowed(None))


@pytest.mark.parametrize("url", ["ftp://192.0.2.1/", "file:///etc/passwd", "http://", "http://[", "nonsense"])
def test_only_http_is_an_address(url: str) -> None:
    with pytest.raises(Refused):
        resolve(url, allowed("0.0.0.0/0"))


def test_the_address_that_was_checked_is_the_one_to_use() -> None:
    to = resolve("https://1.1.1.1:8443/hook?a=b", allowed(None))
    assert to == ("https", "1.1.1.1", 8443, "1.1.1.1", "/hook?a=b")


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("127.0.0.0/8", "http://127.0.0.9/"),
        ("localhost", "http://LOCALHOST/"),
        ("127.0.0.0/8", "http://[::ffff:127.0.0.9]/"),
    ],
)
def test_what_is_allowed_may_be_inside(text: str, url: str) -> None:
    assert resolve(url, allowed(f"10.9.0.0/16, {text}")).address


def test_a_network_that_is_none_is_a_mistake() -> None:
    with pytest.raises(Misuse, match=r"ORIN_NOTIFY_ALLOW: 10\.0\.0\.0/99 is no network"):
        allowed("10.0.0.0/99")
