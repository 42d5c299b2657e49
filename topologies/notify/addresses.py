"""Where messages may go: no address inside a network, unless it is allowed. The address that was checked is used."""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from orin.schemas.errors import Misuse, OrinError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Refused(OrinError):
    """The destination is one that messages must not go to: trying again is of no use."""


class Allowed(NamedTuple):
    """Networks and host names that messages may go to although they are not public."""

    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()


class Destination(NamedTuple):
    """An http address and the number at which it is reached."""

    scheme: str
    host: str
    port: int
    address: str
    """IPv4 or IPv6."""
    path: str


def allowed(text: str | None) -> Allowed:
    """From names, addresses and networks, separated by commas. Raises Misuse."""
    networks: list[Network] = []
    hosts: set[str] = set()
    for part in filter(None, (part.strip() for part in (text or "").split(","))):
        try:
            networks.append(ipaddress.ip_network(part))
        except ValueError:
            if "/" in part:
                raise Misuse(f"ORIN_NOTIFY_ALLOW: {part} is no network: write 10.1.0.0/16, or a host's name") from None
            hosts.add(part.lower())
    return Allowed(tuple(networks), frozenset(hosts))


def resolve(url: str, may: Allowed) -> Destination:
    """The address to connect to. Raises Refused, and OrinError where the name is not known now."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port = None, None
    if host is None or parts.scheme not in ("http", "https"):
        raise Refused("the address is not http:// or https://")
    port = port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(parts.scheme, host, port, _address(host, port, may), path)


def _address(host: str, port: int, may: Allowed) -> str:
    try:
        found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError):
        raise OrinError(f"the name {host} is not known here now") from None
    for address in found:
        if host.lower() in may.hosts or _may(address, may):
            return address
    raise Refused(f"{host} is inside a network ({found[0]}): allow it with ORIN_NOTIFY_ALLOW if it may be told")


def _may(address: str, may: Allowed) -> bool:
    ip = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    public = ip.is_global and not ip.is_multicast
    return public or any(ip.version == network.version and ip in network for network in may.networks)
