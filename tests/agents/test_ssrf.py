"""Allowed and refused addresses, in every spelling."""

import ipaddress

import pytest

from agents.ssrf import AddressRefused, check_address, check_url


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example.com/v1",
        "https://203.0.113.9:8443/v1",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:8000/v1",
        "http://10.1.2.3/v1",
        "http://192.168.1.9:8080",
        "http://models.internal/v1",
    ],
)
def test_allowed(url: str) -> None:
    assert check_url(url + "/") == url


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.170.2/v2/credentials",
        "http://[fe80::1]/v1",
        "http://[fd00:ec2::254]/v1",
        "http://[fd00:ec2::23]/v1",
        "http://[::ffff:169.254.169.254]/v1",
        "http://[64:ff9b::a9fe:a9fe]/v1",
        "http://[2002:a9fe:a9fe::]/v1",
        "http://0.0.0.0:8000/v1",
        "http://[::]/v1",
        "http://224.0.0.1/v1",
        "http://8.8.8.8/v1",
        "http://[2001:4860:4860::8888]/v1",
        "ftp://127.0.0.1/v1",
        "file:///etc/passwd",
        "localhost:11434",
        "https://",
        "https://user:secret@host/v1",
        "https://host/v1?key=secret",
        "https://host/v1#x",
        "https://host:0/v1",
        "https://host:99999/v1",
        "https://[::1/v1",
        "http://2852039166/latest",
        "http://0xa9.254.169.254/latest",
        "http://0251.0376.0251.0376/latest",
        "http://169.254.43518/latest",
        "http://169.254.169.254./latest",
        "http://999.1.1.1/v1",
        "http://0/v1",
        "https://ho st/v1",
        "https://host/v1\r\nX: y",
        "https://h%6fst/v1",
        "https://hö.example/v1",
    ],
)
def test_refused(url: str) -> None:
    with pytest.raises(AddressRefused) as refusal:
        check_url(url)
    assert "secret" not in str(refusal.value)


def test_public_address_needs_https() -> None:
    check_address(ipaddress.ip_address("8.8.8.8"), "https")
    with pytest.raises(AddressRefused, match="use https"):
        check_address(ipaddress.ip_address("8.8.8.8"), "http")
