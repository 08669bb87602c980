"""Nobody can drown the others: limits a conversation, and wider ones an address."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp.test_utils import unused_port

from bot.rate_limit import RateLimit
from bot.web import keys
from tests.support.doors import open_door


async def test_over_the_limit_is_a_friendly_429_with_the_wait(tmp_path: Path) -> None:
    """The sentence and the header say how long; another sender is not held up."""
    async with open_door(tmp_path, rate_limit=RateLimit(2, 60)) as door:
        statuses = [(await door.send("hello"))[0] for _ in range(2)]
        status, headers, answer = await door.send("hello")
        assert [*statuses, status] == [200, 200, 429]
        assert 1 <= int(headers["Retry-After"]) <= 60
        assert headers["Retry-After"] in answer["error"]
        assert door.app[keys.PACK].numbers() in answer["error"]
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


async def test_several_services_share_the_limits(tmp_path: Path, redis_url: str) -> None:
    """Whoever is sent on to another service by a balancer has no second allowance."""
    limited = {"rate_limit": RateLimit(2, 60), "redis_url": redis_url}
    async with (
        open_door(tmp_path / "one", **limited) as one,
        open_door(tmp_path / "two", **limited) as two,
    ):
        statuses = [(await door.send("hello"))[0] for door in (one, two, one)]
        assert statuses == [200, 200, 429]


async def test_each_service_counts_alone_while_redis_is_away(tmp_path: Path) -> None:
    """People are answered all the same, and a flood is not."""
    away = f"redis://127.0.0.1:{unused_port()}/0"
    limited = {"rate_limit": RateLimit(1, 60), "redis_url": away}
    async with open_door(tmp_path, **limited) as door:
        assert [(await door.send("hello"))[0] for _ in range(2)] == [200, 429]


async def test_a_limit_ends_with_its_time(tmp_path: Path) -> None:
    """After the window has moved on, messages pass again."""
    async with open_door(tmp_path, rate_limit=RateLimit(1, 1)) as door:
        assert (await door.send("hello"))[0] == 200
        assert (await door.send("hello"))[0] == 429
        await asyncio.sleep(1.1)
        assert (await door.send("hello"))[0] == 200
