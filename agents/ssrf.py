"""Decides which addresses may be called: no instance metadata, and plain http on private networks only."""

import ipaddress
import re
from urllib.parse import urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
"""The names under which a machine reaches itself."""

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_AWS_METADATA_V6 = ipaddress.ip_network("fd00:ec2::/32")
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_NO_URL = "it must look like https://host/v1"
_HTTPS_ONLY = "plain http reaches only this machine and private networks; use https"
_METADATA = "it leads to addresses that serve the machine itself"


class AddressRefused(Exception):
    """An address that must not be called; the message says why and does not name it."""


def check_url(url: str) -> str:
    """Return the base URL of a server without the slash at its end.

    A name can resolve to any address, so every connection checks the address again, with `check_address`.

    Raises:
        AddressRefused: It is no URL of a server, or one that must not be called.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        host, port = None, None
    if not host or not _HOST.fullmatch(host) or parts.scheme not in ("http", "https") or port == 0:
        raise AddressRefused(_NO_URL)
    if parts.username is not None or parts.query or parts.fragment or not re.fullmatch(r"[!-~]+", url):
        raise AddressRefused("it must hold no user, space, question mark or hash")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        if _NUMBER.fullmatch(host.rpartition(".")[2]):  # another spelling of a number: 2130706433, 0x7f.1, 010.0.0.1
            raise AddressRefused(_NO_URL) from None
        return url.rstrip("/")
    check_address(address, parts.scheme)
    return url.rstrip("/")


def check_address(address: Address, scheme: str) -> None:
    """Check an address.

    Raises:
        AddressRefused: It must not be called, or not with this scheme.
    """
    address = _embedded(address)
    unusual = address.is_link_local or address.is_multicast or address.is_unspecified
    if unusual or address in _AWS_METADATA_V6 or (address.is_reserved and not address.is_loopback):
        raise AddressRefused(_METADATA)
    if scheme != "https" and not (address.is_loopback or address.is_private):
        raise AddressRefused(_HTTPS_ONLY)


def _embedded(address: Address) -> Address:
    """Return the IPv4 address that an IPv6 address embeds, or the address itself."""
    if isinstance(address, ipaddress.IPv6Address):
        embedded = address.ipv4_mapped or address.sixtofour
        if embedded is None and address in _NAT64:
            embedded = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        return embedded or address
    return address
