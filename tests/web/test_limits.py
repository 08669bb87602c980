"""Nobody can drown the others: limits a conversation, and wider ones an address."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.settings import RateLimit
from tests.support.doors import open_door


async def test_over_the_limit_is_a_friendly_429_with_the_wait(tmp_path: Path) -> None:
    """The sentence and the header say how long; another sender is not held up."""
    async with open_door(tmp_path, rate_limit=RateLimit(2, 60)) as door:
        statuses = [(await door.send("hello"))[0] for _ in range(2)]
        status, headers, answer = await door.send("hello")
        assert [*statuses, status] == [200, 200, 429]
        assert 1 <= int(headers["Retry-After"]) <= 60
        assert headers["Retry-After"] in answer["error"]
        assert (await door.send("hello", "another"))[0] == 200


async def test_an_address_has_a_wider_limit_over_all_its_conversations(tmp_path: Path) -> None:
    """Ten times as much: a staff room may share an address, a flood may not."""
    async with open_door(tmp_path, rate_limit=RateLimit(1, 60)) as door:
        statuses = [(await door.send("hello", f"sender {n}"))[0] for n in range(11)]
        assert statuses == [200] * 10 + [429]


async def test_the_page_says_so_and_keeps_the_words(tmp_path: Path) -> None:
    """Without script the message is still in the box after a 429."""
    async with open_door(tmp_path, rate_limit=RateLimit(1, 60)) as door:
        page = await door.submit(await door.get("/"), "/", message="first")
        page = await door.submit(page, "/", status=429, message="too soon")
        assert "Please wait" in page.text
        assert "too soon" in page.html


async def test_a_limit_ends_with_its_time(tmp_path: Path) -> None:
    """After the window has moved on, messages pass again."""
    async with open_door(tmp_path, rate_limit=RateLimit(1, 1)) as door:
        assert (await door.send("hello"))[0] == 200
        assert (await door.send("hello"))[0] == 429
        await asyncio.sleep(1.1)
        assert (await door.send("hello"))[0] == 200
