"""The parameter `mcp_servers`: what an operator can type, and the sentence for what they cannot."""

import json
from typing import Any

import pytest

from agents.mcp_servers import McpServer, parse_servers
from agents.parameters import ParameterValues, read_values

PLAIN = {"name": "bus", "command": "timetable", "specialists": ["math_assistant"]}
SITE = {"name": "bus", "url": "https://example.com/mcp", "specialists": ["math_assistant"]}


def test_every_field_is_read() -> None:
    everything = {
        **SITE,
        "tools": {"look_up": "0123456789abcdef"},
        "groups": ["teachers"],
        "seconds": 5,
        "largest_result": 1000,
        "approve": "ask",
        "secret": "mcp_secret_bus",
        "secret_as": "X-Key",
    }
    (server,) = parse_servers(json.dumps([everything]))
    assert server == McpServer(
        "bus",
        ("math_assistant",),
        url="https://example.com/mcp",
        tools={"look_up": "0123456789abcdef"},
        groups=frozenset(("teachers",)),
        seconds=5,
        largest_result=1000,
        approve=True,
        secret="mcp_secret_bus",
        secret_as="X-Key",
    )
    (program,) = parse_servers(json.dumps([{**PLAIN, "arguments": ["--fast"], "secret": "mcp_secret_bus"}]))
    assert (program.arguments, program.secret_as) == (("--fast",), "API_KEY")


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ("{", "a JSON list of servers"),
        ('[{"name": "a", "name": "b"}]', "no name stands twice"),
        ([PLAIN] * 17, "at most 16 servers"),
        ([PLAIN, PLAIN], "a name of its own"),
        ([3], "server 1 is no JSON object"),
        ([PLAIN, {**SITE, "colour": 1}], "server 2 has the field 'colour', which does not exist"),
        ([{**PLAIN, "name": "my_bus"}], "no usable `name`"),
        ([{**PLAIN, "command": "../sh"}], "no usable `command`"),
        ([{**PLAIN, "command": "/bin/sh"}], "no usable `command`"),
        ([{**PLAIN, "url": "https://example.com"}], "either `command` or `url`"),
        ([{"name": "bus", "specialists": ["math_assistant"]}], "either `command` or `url`"),
        ([{**PLAIN, "specialists": []}], "no usable list `specialists`"),
        ([{**SITE, "arguments": ["x"]}], "only a `command` can have"),
        ([{**SITE, "url": "http://169.254.169.254/"}], "no usable `url`: it leads to addresses"),
        ([{**SITE, "url": "file:///etc/passwd"}], "no usable `url`: it must look like"),
        ([{**SITE, "url": 3}], "no usable `url`"),
        ([{**PLAIN, "seconds": 0}], "a number from 1 to 120 as `seconds`"),
        ([{**PLAIN, "seconds": True}], "a number from 1 to 120 as `seconds`"),
        ([{**PLAIN, "largest_result": 10**9}], "as `largest_result`"),
        ([{**PLAIN, "approve": "maybe"}], "as `approve`"),
        ([{**PLAIN, "tools": {"look_up": "abc"}}], "a fingerprint of 16 digits"),
        ([{**PLAIN, "tools": []}], "no usable list `tools`"),
        ([{**PLAIN, "secret": "openai_compatible_key"}], "no usable `secret`"),
        ([{**SITE, "secret": "mcp_secret_a", "secret_as": "Cookie"}], "no usable `secret_as`"),
        ([{**SITE, "secret": "mcp_secret_a", "secret_as": "x-amzn-oidc-data"}], "no usable `secret_as`"),
        ([{**PLAIN, "secret": "mcp_secret_a", "secret_as": "LD_PRELOAD"}], "no usable `secret_as`"),
        ([{**PLAIN, "secret_as": "API_KEY"}], "no usable `secret_as`"),
    ],
)
def test_what_cannot_be_used_is_named(entries: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("[", r"\[")):
        parse_servers(entries if isinstance(entries, str) else json.dumps(entries))


def test_a_bad_list_keeps_the_last_good_one_and_shows_no_value() -> None:
    good = read_values({"mcp_servers": json.dumps([PLAIN])}, ParameterValues())
    after = read_values({"mcp_servers": json.dumps([{**PLAIN, "seconds": 999}])}, good)
    assert after.mcp_servers == good.mcp_servers
    assert after.problems == (
        "The parameter mcp_servers is not a list of usable servers: server 1 needs a number from 1 to 120 as "
        "`seconds`; the last good one stays in force.",
    )


def test_a_secret_is_used_only_where_it_is_stored_safely() -> None:
    stored = {"mcp_servers": json.dumps([{**PLAIN, "secret": "mcp_secret_bus"}]), "mcp_secret_bus": "canary"}
    safe = read_values(stored, ParameterValues(), {"mcp_secret_bus"})
    assert safe.mcp_secrets == {"mcp_secret_bus": "canary"}
    assert safe.problems == ()
    assert "canary" not in repr(safe)
    plain = read_values(stored, ParameterValues(), set())
    assert plain.mcp_secrets == {}
    assert "stored in plain text and not used" in plain.problems[0]
    del stored["mcp_secret_bus"]
    assert "is not set" in read_values(stored, ParameterValues(), set()).problems[0]
    broken = read_values({**stored, "mcp_secret_bus": "a\nb"}, ParameterValues(), {"mcp_secret_bus"})
    assert broken.mcp_secrets == {}
