"""Nobody can speak into another's conversation, or read it, or erase it."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest

from bot.web.callers import Caller, client_address, conversation_id
from tests.support.doors import REST, Door, open_door

KEYS = ("first-key-of-a-client", "second-key-of-a-client")


def conversations(door: Door) -> list[str]:
    """The engine's names of the conversations, in the order of the calls."""
    return [call["sender"] for call in door.engine.calls]


async def test_the_engine_hears_a_hash_and_never_the_sender(door: Door) -> None:
    """The same sender of the same caller is the same conversation; nothing shows who it is."""
    await door.send("one", "peggy@example.org")
    await door.send("two", "peggy@example.org")
    await door.send("three", "somebody else")
    first, second, third = conversations(door)
    assert first == second != third
    assert len(first) == 64
    assert "peggy" not in first


async def test_a_browser_s_session_and_a_bare_client_are_two_callers(door: Door) -> None:
    """The page's sender cannot be guessed into by a client at the same address."""
    page = await door.get("/")
    await door.submit(page, "/", message="from the page")
    await door.send("from elsewhere", "page")
    assert len(set(conversations(door))) == 2


async def test_a_cookie_without_its_token_is_refused(door: Door) -> None:
    """Another site's page could make the browser send the cookie, but not the token (CSRF)."""
    await door.get("/")
    body = {"sender": "page", "message": "forged"}
    async with door.client.post(door.url(REST), json=body) as answer:
        assert (answer.status, (await answer.json())["reason"]) == (403, "no_session")
    headers = {"X-Signpost-Token": "0" * 64}
    async with door.client.post(door.url(REST), json=body, headers=headers) as answer:
        assert answer.status == 403
    async with door.client.delete(door.url("/chat")) as answer:
        assert answer.status == 403
    assert door.engine.calls == []


async def test_another_session_s_token_is_refused(door: Door) -> None:
    """A token is good for its own session only."""
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as other,
        other.get(door.url("/chat")) as answer,
    ):
        token = (await answer.json())["token"]
    await door.get("/")
    headers = {"X-Signpost-Token": token}
    body = {"sender": "page", "message": "forged"}
    async with door.client.post(door.url(REST), json=body, headers=headers) as answer:
        assert answer.status == 403


async def test_a_made_up_cookie_is_no_session(door: Door) -> None:
    """Only cookies that we signed count; a forged one shows an empty conversation."""
    page = await door.get("/")
    await door.submit(page, "/", message="private words")
    (cookie,) = door.client.cookie_jar
    forged = cookie.value.split(".")[0] + "." + "0" * 64
    async with (
        aiohttp.ClientSession(cookies={"signpost_session": forged}) as other,
        other.get(door.url("/chat")) as answer,
    ):
        assert (await answer.json())["turns"] == []


async def test_the_cookie_is_kept_from_scripts_and_other_sites(door: Door) -> None:
    """HttpOnly, SameSite, and as long as the transcript; Secure where the page is."""
    async with door.client.get(door.url("/")) as answer:
        cookie = answer.cookies["signpost_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == str(24 * 3600)
    assert not cookie["secure"]


async def test_where_keys_are_set_a_client_needs_one(tmp_path: Path) -> None:
    """No key or a wrong one is 401; two keys are two callers; pages go on without."""
    async with open_door(tmp_path, api_keys=KEYS) as door:
        assert (await door.send("hello"))[0] == 401
        assert (await door.send("hello", Authorization="Bearer wrong-key-of-a-client"))[0] == 401
        for key in KEYS:
            status, _, _ = await door.send("hello", Authorization=f"Bearer {key}")
            assert status == 200
        first, second = conversations(door)
        assert first != second
        page = await door.get("/")
        assert "You said: hello" in (await door.submit(page, "/", message="hello")).text


async def test_a_forwarded_address_counts_only_from_a_trusted_proxy(tmp_path: Path) -> None:
    """Anybody can write the header; only the deployment's own proxy is believed."""
    async with open_door(tmp_path) as door:
        await door.send("one", **{"X-Forwarded-For": "192.0.2.1"})
        await door.send("two", **{"X-Forwarded-For": "192.0.2.2"})
        assert len(set(conversations(door))) == 1
    trusted = (ip_network("127.0.0.0/8"),)
    async with open_door(tmp_path, trusted_proxies=trusted) as door:
        await door.send("one", **{"X-Forwarded-For": "192.0.2.1"})
        await door.send("two", **{"X-Forwarded-For": "192.0.2.2"})
        assert len(set(conversations(door))) == 2


async def test_behind_an_encrypting_proxy_the_cookie_is_secure(tmp_path: Path) -> None:
    """The proxy says that the browser's connection is encrypted."""
    async with open_door(tmp_path, trusted_proxies=(ip_network("127.0.0.0/8"),)) as door:
        headers = {"X-Forwarded-Proto": "https"}
        async with door.client.get(door.url("/"), headers=headers) as answer:
            assert answer.cookies["signpost_session"]["secure"]
            assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "address"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ("10.0.0.1", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.1", "192.0.2.1, 10.0.0.2", "192.0.2.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "nonsense", "nonsense"),
        (None, "192.0.2.1", "unknown"),
    ],
)
def test_the_nearest_address_that_is_no_trusted_proxy_is_the_client(
    remote: str | None, forwarded: str, address: str
) -> None:
    """What stands further left in X-Forwarded-For, the client may have made up."""
    assert client_address(remote, forwarded, (ip_network("10.0.0.0/8"),)) == address


def test_no_two_callers_and_senders_share_a_conversation() -> None:
    """Moving a character from the caller to the sender makes another conversation."""
    one = conversation_id(b"key", Caller("address", "ab", "x"), "c")
    other = conversation_id(b"key", Caller("address", "a", "x"), "bc")
    assert one != other
    assert one != conversation_id(b"other key", Caller("address", "ab", "x"), "c")
