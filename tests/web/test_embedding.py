"""Which other sites' pages may use the chat, what browsers are told, and whose token is whose."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.web.embedding import PATHS
from bot.web.keys import ASSETS, TRANSCRIPTS
from tests.support.doors import REST, Door, open_door
from tests.support.embedded import COUNCIL, Embedded, headers_of

SCHOOL = "https://www.school.example:8443"
FOREIGN = "https://elsewhere.example"
KEY = "a-key-of-a-rest-client"
COOKIES = ("Set-Cookie", "Access-Control-Allow-Credentials")


@pytest_asyncio.fixture(loop_scope="session")
async def door(tmp_path: Path) -> AsyncIterator[Door]:
    """A door that two sites' pages may embed."""
    async with open_door(tmp_path, allowed_origins=(COUNCIL, SCHOOL)) as opened:
        yield opened


async def asked(door: Door, method: str, path: str, **headers: str) -> Any:
    """What an address answers to these headers: (status, headers, text)."""
    async with (
        aiohttp.ClientSession() as fresh,
        fresh.request(method, door.url(path), headers=headers) as answer,
    ):
        return answer.status, answer.headers, await answer.text()


async def test_a_preflight_of_an_allowed_origin_is_answered_for_it_alone(door: Door) -> None:
    """The exact origin, what it may send, for a while; and never with cookies."""
    wanted = {"Access-Control-Request-Method": "GET"}
    for path, origin in itertools.product(PATHS, (COUNCIL, SCHOOL)):
        status, headers, _ = await asked(door, "OPTIONS", path, Origin=origin, **wanted)
        assert status == 204
        assert headers["Access-Control-Allow-Origin"] == origin
        assert "Origin" in headers.getall("Vary")
        assert {"Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID"} == set(
            headers["Access-Control-Allow-Headers"].split(", ")
        )
        assert set(headers["Access-Control-Allow-Methods"].split(", ")) == {"GET", "POST", "DELETE"}
        assert not any(name in headers for name in COOKIES)


async def test_another_origin_is_refused_whatever_it_sends(door: Door) -> None:
    """Nothing is done for it, and its browser is told nothing by which it could read the answer."""
    near = COUNCIL.replace("https", "http"), f"{COUNCIL}:8443", f"{COUNCIL}.elsewhere.example"
    methods = ("OPTIONS", "GET", "POST", "DELETE")
    for path, origin, method in itertools.product(PATHS, (FOREIGN, "null", *near), methods):
        status, headers, text = await asked(door, method, path, Origin=origin)
        assert (status, "foreign_origin" in text) == (403, True)
        assert not any(name.startswith("Access-Control") for name in headers)
        assert not any(name in headers for name in COOKIES)
    assert door.engine.calls == []


async def test_where_no_origin_is_allowed_none_is_and_our_own_pages_go_on(tmp_path: Path) -> None:
    """The default: the chat is on its own page only, in no frame."""
    async with open_door(tmp_path) as closed:
        assert (await asked(closed, "GET", "/chat", Origin=COUNCIL))[0] == 403
        own = str(closed.server.make_url("")).rstrip("/")
        assert (await asked(closed, "GET", "/chat", Origin=own))[0] == 200
        same = {"Origin": "https://behind.a.proxy", "Sec-Fetch-Site": "same-origin"}
        assert (await asked(closed, "GET", "/chat", **same))[0] == 200
        _, headers, _ = await asked(closed, "GET", "/")
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


async def test_behind_a_proxy_the_public_address_is_our_own(tmp_path: Path) -> None:
    """The proxy may call us by another name than the browser does."""
    async with open_door(tmp_path, public_url="https://ask.example/chat") as behind:
        assert (await asked(behind, "GET", "/chat", Origin="https://ask.example"))[0] == 200
        assert (await asked(behind, "GET", "/chat", Origin="http://ask.example"))[0] == 403


async def test_only_the_visitor_s_page_may_be_framed_and_only_by_them(door: Door) -> None:
    """A frame around the desk could make somebody press its buttons unseen."""
    framed = f"frame-ancestors {COUNCIL} {SCHOOL}"
    _, headers, _ = await asked(door, "GET", "/")
    assert headers["Content-Security-Policy"].endswith(framed)
    assert "X-Frame-Options" not in headers
    for path in ("/desk/sign-in", "/demonstration", "/chat/transcript", "/nothing"):
        _, headers, _ = await asked(door, "GET", path)
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["X-Frame-Options"] == "DENY"


async def test_nothing_else_is_readable_from_another_site(door: Door) -> None:
    """Not the pages, not the desk, not the figures."""
    for path in ("/", "/desk/sign-in", "/metrics", "/health/ready", "/demonstration"):
        _, headers, _ = await asked(door, "GET", path, Origin=COUNCIL)
        assert not any(name.startswith("Access-Control") for name in headers)


async def test_an_embedded_page_has_a_conversation_without_any_cookie(door: Door) -> None:
    """It gets a token, speaks with it, and finds all of it again on the next page of its site."""
    async with Embedded.begin(door) as page:
        assert page.start["fresh"]
        messages = await page.say("Who chairs it?")
        assert messages[0]["text"] == "You said: Who chairs it?"
        assert [turn["said"] for turn in (await page.reload())["turns"]] == ["Who chairs it?"]
        assert not page.start["fresh"]
        assert page.cookies == []
    assert door.engine.calls[0]["metadata"]["shows_replies"] is True


async def test_a_cookie_counts_for_nothing_in_another_site_s_request(door: Door) -> None:
    """Even one of a site so near that its browser would send it."""
    page = await door.submit(await door.get("/"), "/", message="private words")
    token = page.form("/").fields["token"]
    (cookie,) = door.client.cookie_jar
    sent = {"Cookie": f"{cookie.key}={cookie.value}", "X-Signpost-Token": token, "Origin": COUNCIL}
    _, headers, text = await asked(door, "GET", "/chat", **sent)
    assert "private words" not in text
    assert "Set-Cookie" not in headers
    for method, path in (
        ("DELETE", "/chat"),
        ("GET", "/chat/stream"),
        ("GET", "/chat/transcript"),
        ("POST", "/chat/useful"),
    ):
        status, _, text = await asked(door, method, path, **sent)
        assert (status, "no_session" in text) == (403, True), path
    assert (await asked(door, "GET", "/chat/replies", **sent))[2] == "[]"
    async with Embedded.begin(door, token=None) as stranger:
        await stranger.say("hello", **{"X-Signpost-Token": token, "Cookie": sent["Cookie"]})
    assert len({call["sender"] for call in door.engine.calls}) == 2


async def test_a_token_of_one_origin_is_worth_nothing_on_another(door: Door) -> None:
    """A site that gets hold of another's token cannot read or write with it."""
    async with Embedded.begin(door) as page:
        await page.say("private words")
        for origin in (SCHOOL, str(door.server.make_url("")).rstrip("/")):
            async with Embedded.begin(door, origin=origin, token=page.token) as other:
                assert other.start["turns"] == []
                assert other.start["fresh"]
    assert (await asked(door, "GET", "/chat", Authorization=f"Bearer {page.token}"))[2].count(
        "private words"
    ) == 0


def changed(token: str) -> list[str]:
    """The token with each of its parts changed, without some, with more, and none at all."""
    session, begun, signature = token.split(".")
    other = "A" if session[-1] != "A" else "B"
    return [
        f"{session[:-1]}{other}.{begun}.{signature}",
        f"{session}.{int(begun) + 1}.{signature}",
        f"{session}.{begun}.{signature[::-1]}",
        *(session, f"{session}.{begun}", f"{token}.0", "", "é.é.é", "."),
    ]


async def test_a_token_that_was_changed_is_refused(door: Door) -> None:
    """Every part of it is signed; who brings one is told to begin anew, and heard by nobody."""
    asking = (("POST", REST), ("DELETE", "/chat"), ("GET", "/chat/stream"))
    async with Embedded.begin(door) as page:
        await page.say("private words")
        for token in changed(page.token or ""):
            for method, path in asking:
                status, _, text = await page.request(method, path, headers_of(COUNCIL, token))
                assert (status, "no_session" in text) == (403, True), token
            async with Embedded.begin(door, token=token) as anew:
                assert (anew.start["fresh"], anew.start["turns"]) == (True, [])
    assert door.engine.said == ["private words"]


async def test_a_token_lives_as_long_as_its_conversation(door: Door) -> None:
    """Used again and again it goes on; left alone for longer than words are kept, it does not."""
    async with Embedded.begin(door) as page:
        await page.say("hello")
        door.clock.move(timedelta(hours=23))
        await page.say("hello again")
        door.clock.move(timedelta(hours=23))
        before = page.token or ""
        assert len((await page.reload())["turns"]) == 2
        assert page.token != before
        door.clock.move(timedelta(hours=25))
        door.app[TRANSCRIPTS].forget_expired()
        assert (await page.reload())["fresh"]
        assert page.start["turns"] == []


async def test_an_erased_conversation_is_gone_and_its_page_begins_a_new_one(door: Door) -> None:
    """The engine forgets it too, and the new session is one that it never heard (W17)."""
    async with Embedded.begin(door) as page:
        await page.say("my words")
        await page.clear()
        assert (await page.reload())["turns"] == []
        await page.say("new words")
        first, second = [call["sender"] for call in door.engine.calls]
        assert first != second
        assert door.engine.forgotten == [first]


async def test_two_pages_never_share_a_conversation(door: Door) -> None:
    """Nor does a page share one with our own, or with a program of the same sender."""
    async with Embedded.begin(door) as one, Embedded.begin(door) as two:
        await one.say("one")
        await two.say("two")
        await door.send("three", "page")
        await door.submit(await door.get("/"), "/", message="four")
    assert len({call["sender"] for call in door.engine.calls}) == 4


async def test_an_api_key_works_beside_embedded_pages(tmp_path: Path) -> None:
    """Programs need the key, from whatever origin; pages need their token and no key."""
    async with open_door(tmp_path, api_keys=(KEY,), allowed_origins=(COUNCIL,)) as door:
        assert (await door.send("hello"))[0] == 401
        assert (await door.send("hello", Authorization=f"Bearer {KEY}"))[0] == 200
        assert (await door.send("hello", Authorization=f"Bearer {KEY}", Origin=COUNCIL))[0] == 200
        assert (await door.send("hello", Authorization=f"Bearer {KEY}", Origin=FOREIGN))[0] == 403
        assert (await door.send("hello", Origin=COUNCIL))[0] == 401
        async with Embedded.begin(door) as page:
            assert (await page.say("hello"))[0]["text"] == "You said: hello"
            # A page's token is no key, and a key is no page's token.
            assert (await door.send("hello", Authorization=f"Bearer {page.token}"))[0] == 401
        async with Embedded.begin(door, token=KEY) as anew:
            assert anew.start["fresh"]


@pytest.mark.parametrize("name", ["widget.js", "widget.css"])
async def test_the_files_to_embed_are_kept_for_a_while_and_asked_for_by_version(
    door: Door, name: str
) -> None:
    """Any page may load them; five minutes after a release every page has the new ones."""
    status, headers, text = await asked(door, "GET", f"/{name}")
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert door.app[ASSETS].url(name).endswith(headers["ETag"].strip('"'))
    assert text
    tagged = {"If-None-Match": headers["ETag"]}
    status, headers, text = await asked(door, "GET", f"/{name}", **tagged)
    assert (status, text) == (304, "")
    assert headers["Cache-Control"] == "public, max-age=300"
    _, headers, _ = await asked(door, "GET", f"/{name}", Origin=COUNCIL)
    assert headers["Access-Control-Allow-Origin"] == COUNCIL
