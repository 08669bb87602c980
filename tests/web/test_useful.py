"""Whether an answer was useful is kept without who said it, and may be said anew (W12)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from sqlalchemy import select

from bot.settings import RateLimit
from bot.store.opinion_tables import OpinionRow
from tests.support.doors import Door, open_door
from tests.support.embedded import COUNCIL, Embedded
from tests.support.stand_in_engine import slow

KEY = {"Idempotency-Key": "one"}


@pytest_asyncio.fixture(loop_scope="session")
async def page(tmp_path: Path) -> AsyncIterator[Embedded]:
    """A page that has been answered, and embeds the chat."""
    async with (
        open_door(tmp_path, allowed_origins=(COUNCIL,)) as door,
        Embedded.begin(door) as opened,
    ):
        await opened.say("What does the Learning Group do?", **KEY)
        yield opened


async def say(page: Embedded, **body: Any) -> int:
    """The status of an opinion that is sent."""
    return (await page.request("POST", "/chat/useful", json={"key": "one", **body}))[0]


def kept(door: Door) -> list[OpinionRow]:
    """The opinions in the store."""
    query = select(OpinionRow).order_by(OpinionRow.id)
    return door.store.read_now(lambda session: list(session.scalars(query)))


async def useful_of(page: Embedded) -> Any:
    """What the page is shown again of its first answer."""
    return (await page.reload())["turns"][0]["useful"]


async def test_an_opinion_is_kept_with_what_the_answer_was_and_shown_again(page: Embedded) -> None:
    """The day, the outcome and the reason; neither the question nor the page's session."""
    assert await useful_of(page) is None
    assert await say(page, useful=False, why="It does not say\u200b who chairs it.  ") == 204
    assert await useful_of(page) is False
    (opinion,) = kept(page.door)
    assert (opinion.outcome, opinion.useful) == ("answered", False)
    assert opinion.day == page.door.clock.at.date()
    assert opinion.why == "It does not say who chairs it."
    (call,) = page.door.engine.calls
    assert opinion.conversation == call["sender"]


async def test_a_changed_mind_takes_the_place_of_the_first(page: Embedded) -> None:
    """And what was said against it is gone."""
    assert await say(page, useful=False, why="wrong") == 204
    assert await say(page, useful=True) == 204
    assert await useful_of(page) is True
    assert [(one.useful, one.why) for one in kept(page.door)] == [(True, "")]


async def test_it_outlives_a_restart(page: Embedded, tmp_path: Path) -> None:
    """The page shows after it what was said before."""
    assert await say(page, useful=False) == 204
    await page.door.server.close()
    async with (
        open_door(tmp_path, allowed_origins=(COUNCIL,)) as after,
        Embedded.begin(after, token=page.token) as again,
    ):
        assert await useful_of(again) is False


async def test_details_of_a_person_are_left_out_of_the_reason(page: Embedded) -> None:
    """As of every message: nobody keeps them."""
    why = "My pupil Tamsin Quill, born 3 May 2014, was not helped"
    assert await say(page, useful=False, why=why) == 204
    (opinion,) = kept(page.door)
    assert "Tamsin" not in opinion.why
    assert "2014" not in opinion.why
    assert "was not helped" in opinion.why


async def test_it_is_counted_without_any_words(page: Embedded) -> None:
    """By the outcome of the answer."""
    await say(page, useful=True)
    await say(page, useful=False, why="zyxwvut")
    metrics = (await page.request("GET", "/metrics"))[2]
    for word in ("yes", "no"):
        assert f'signpost_opinions_total{{outcome="answered",useful="{word}"}} 1.0' in metrics
    assert "zyxwvut" not in metrics


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"key": "two", "useful": True}, 404),
        ({"key": "a b", "useful": True}, 400),
        ({"key": 1, "useful": True}, 400),
        ({"useful": "yes"}, 400),
        ({}, 400),
        ({"useful": False, "why": "x" * 501}, 400),
        ({"useful": False, "why": ["x"]}, 400),
    ],
    ids=str,
)
async def test_what_is_no_opinion_of_an_answer_is_refused(
    page: Embedded, body: dict[str, Any], status: int
) -> None:
    """Nothing is kept of it."""
    assert await say(page, **body) == status
    assert kept(page.door) == []


async def test_an_answer_that_is_not_there_yet_has_no_opinion(page: Embedded) -> None:
    """There is nothing to be found useful."""
    page.door.engine.answer = slow(0.3)
    asking = asyncio.create_task(page.say("and this?", **{"Idempotency-Key": "two"}))
    await asyncio.sleep(0.1)
    assert await say(page, key="two", useful=True) == 404
    await asking
    assert await say(page, key="two", useful=True) == 204


async def test_nobody_says_it_of_another_s_answer(page: Embedded) -> None:
    """A page knows its own turns only; our own page needs its token, as for every change."""
    async with Embedded.begin(page.door) as other:
        assert await say(other, useful=False) == 404
    body = {"key": "one", "useful": False}
    await page.door.get("/")
    async with page.door.client.post(page.door.url("/chat/useful"), json=body) as answer:
        assert (answer.status, (await answer.json())["reason"]) == (403, "no_session")
    assert kept(page.door) == []


async def test_it_has_a_limit_that_takes_nobody_s_messages_away(tmp_path: Path) -> None:
    """A program cannot fill the store; whoever clicked often may still ask."""
    limited = {"allowed_origins": (COUNCIL,), "rate_limit": RateLimit(3, 60)}
    async with open_door(tmp_path, **limited) as door, Embedded.begin(door) as page:
        await page.say("hello", **KEY)
        assert [await say(page, useful=True) for _ in range(4)] == [204, 204, 204, 429]
        await page.say("hello again")
