"""Where a server is reached, which names it answers to, and whom it refuses to be reached by."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from footage.errors import InvalidInputError
from mcp_server.cli.serve import Wish, serve, where_it_is
from mcp_server.http.address import Address, is_loopback, require_guarded
from mcp_server.http.metadata import metadata_url

HERE = Address(host="127.0.0.1", port=8765)
BEHIND = Address(host="127.0.0.1", port=8765, public_url="https://films.example.com")
OPEN = Address(host="0.0.0.0", port=8765, public_url="https://films.example.com")


@pytest.mark.parametrize(
    ("address", "base"),
    [
        (HERE, "http://127.0.0.1:8765"),
        (Address(host="::1", port=1), "http://[::1]:1"),
        (Address(host="::", port=1), "http://127.0.0.1:1"),
        (Address(host="films.local", port=80), "http://films.local:80"),
        (BEHIND, "https://films.example.com"),
        (Address(host="x", port=1, public_url="https://example.com/films"), "https://example.com/films"),
    ],
)
def test_links_begin_with_what_the_user_says_or_where_it_listens(address: Address, base: str) -> None:
    assert (address.base, address.mcp) == (base, f"{base}/mcp")


@pytest.mark.parametrize(
    ("address", "good", "bad"),
    [
        (
            HERE,
            ["127.0.0.1", "127.0.0.1:8765", "localhost", "localhost:8765", "[::1]:8765"],
            ["127.0.0.1:1", "films.example.com", "localhost:8765.evil.com", "127.0.0.1.evil.com", "", "127.0.0.2"],
        ),
        (
            BEHIND,
            ["films.example.com", "films.example.com:443", "127.0.0.1:8765"],
            ["films.example.com:8443", "films.example.com:443.evil.com", "evil.films.example.com", "example.com"],
        ),
        (
            Address(host="10.0.0.5", port=80, public_url="http://films.lan:8080/x"),
            ["films.lan:8080", "10.0.0.5:80", "10.0.0.5"],
            ["films.lan", "localhost", "127.0.0.1"],
        ),
        (OPEN, ["films.example.com", "localhost:8765"], ["0.0.0.0.evil.com", "10.0.0.5:8765"]),
    ],
)
def test_it_answers_to_exactly_its_own_names(address: Address, good: list[str], bad: list[str]) -> None:
    hosts = address.hosts()
    assert all(name in hosts for name in good)
    assert not any(name in hosts for name in bad)
    assert {"inner", f"inner:{address.port}"} <= address.hosts(["Inner"])


@pytest.mark.parametrize(
    ("address", "more", "good", "bad"),
    [
        (HERE, [], ["http://localhost:6274", "http://127.0.0.1:8765", "https://[::1]"], ["http://evil.com", "null"]),
        (OPEN, [], ["https://films.example.com"], ["http://films.example.com", "http://localhost:1", "https://x.com"]),
        (OPEN, ["https://app.example.com/"], ["https://app.example.com"], ["https://appxexample.com"]),
        (OPEN, ["*"], ["https://any.org", "null"], []),
    ],
)
def test_pages_of_its_own_and_of_the_users_choice_may_call(
    address: Address, more: list[str], good: list[str], bad: list[str]
) -> None:
    allowed = re.compile(address.origins(more), re.IGNORECASE)
    assert all(allowed.fullmatch(origin) for origin in good)
    assert not any(allowed.fullmatch(origin) for origin in bad)


@pytest.mark.parametrize("address", [OPEN, BEHIND, Address(host="10.0.0.5", port=1), Address(host="box.local", port=1)])
def test_strangers_reach_no_server_that_lets_everybody_in(address: Address) -> None:
    with pytest.raises(InvalidInputError, match="would not ask who calls"):
        require_guarded(address, has_auth=False, is_insecure=False)
    require_guarded(address, has_auth=False, is_insecure=True)


def test_a_server_that_others_reach_has_to_know_how() -> None:
    with pytest.raises(InvalidInputError, match="how it is reached"):
        require_guarded(Address(host="10.0.0.5", port=1), has_auth=True, is_insecure=False)
    for address in (OPEN, BEHIND):
        require_guarded(address, has_auth=True, is_insecure=False)
    for has_auth in (True, False):
        require_guarded(HERE, has_auth=has_auth, is_insecure=False)


@pytest.mark.parametrize(
    ("host", "is_this_machine"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("a.localhost", True),
        ("127.9.9.9", True),
        ("[::1]", True),
        ("localhost.evil.com", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("127.0.0.1.nip.io", False),
    ],
)
def test_this_machine_is_told_from_others(host: str, is_this_machine: bool) -> None:
    assert is_loopback(host) == is_this_machine


def test_the_command_refuses_before_it_listens_or_opens_anything(empty_home: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        serve(Wish(host="0.0.0.0", port=0))
    assert "--auth keys" in refused.value.hint
    assert not list(empty_home.iterdir())


@pytest.mark.parametrize(
    ("resource", "url"),
    [
        ("https://a.com/mcp", "https://a.com/.well-known/oauth-protected-resource/mcp"),
        ("https://a.com/films/mcp", "https://a.com/.well-known/oauth-protected-resource/films/mcp"),
    ],
)
def test_metadata_stand_between_host_and_path(resource: str, url: str) -> None:
    assert metadata_url(resource) == url


@pytest.mark.parametrize("port", [-1, 65_536, 99_999])
def test_a_port_that_there_is_none_of_is_refused(port: int) -> None:
    with pytest.raises(InvalidInputError, match=f"no port {port}"):
        serve(Wish(host="127.0.0.1", port=port))


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (HERE, "http://127.0.0.1:8765/mcp"),
        (BEHIND, "https://films.example.com/mcp, listening on http://127.0.0.1:8765"),
        (Address(host="127.0.0.1", port=1, public_url="http://127.0.0.1:1"), "http://127.0.0.1:1/mcp"),
    ],
)
def test_it_says_where_a_proxy_finds_it_if_that_is_somewhere_else(address: Address, told: str) -> None:
    assert where_it_is(address) == told
