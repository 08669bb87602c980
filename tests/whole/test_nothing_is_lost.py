"""Whatever dies or breaks off in the middle of a turn: nothing is lost, nothing comes twice."""

from __future__ import annotations

import asyncio
import json
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from tests.support.listener import Heard, listening
from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]

WEBHOOK = "/webhooks/rest/webhook"
QUESTION = "Who chairs the Health Representative Forum?"
NEXT = "Who chairs the Education Forum?"
FOLLOW_UP = "and the education one? please linger"


async def eventually(true: Callable[[], bool], patience: float = 60.0) -> None:
    """Wait until it is true; fails after so many seconds."""
    for _ in range(int(patience / 0.1)):
        if true():
            return
        await asyncio.sleep(0.1)
    assert true()


@dataclass
class OpenPage:
    """A page that sends with its keys until it is answered, and follows the news."""

    assistant: RunningAssistant
    client: aiohttp.ClientSession
    start: dict[str, Any] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    last: str = ""

    async def reload(self) -> list[tuple[str, str]]:
        """What the page shows: (said, answered) of each turn."""
        self.start = await self._patient("GET", "/chat")
        self.last = self.last or self.start["last"]
        return [(turn["said"], turn["reply"][0]["text"]) for turn in self.start["turns"]]

    async def say(self, key: str, words: str) -> str:
        """The answer's text, however often it has to be asked for."""
        body = {"sender": self.start["sender"], "message": words}
        sent = {"X-Signpost-Token": self.start["token"], "Idempotency-Key": key}
        (message,) = await self._patient("POST", WEBHOOK, json=body, headers=sent)
        return str(message["text"])

    async def follow(self) -> None:
        """Hear the news, and go on where it stopped whenever the connection breaks."""
        url = f"{self.assistant.address}/chat/stream"
        while True:
            try:
                async with listening(self.client, url, {}, self.last) as stream:
                    while True:
                        self.heard.append(await stream.next(patience=60))
                        self.last = self.heard[-1].id
            except (EOFError, aiohttp.ClientError):
                await asyncio.sleep(0.2)

    def heard_keys(self) -> list[str]:
        """The keys of the turns whose reply was told, in the order of the news."""
        return [one.data["key"] for one in self.heard if one.kind == "turn" and one.brief[1]]

    async def has_heard(self, key: str) -> None:
        """Wait until the news tell the reply to a turn."""
        await eventually(lambda: (key, True) in [one.brief for one in self.heard])

    async def _patient(self, method: str, path: str, **more: Any) -> Any:
        for _ in range(200):
            try:
                url = f"{self.assistant.address}{path}"
                async with self.client.request(method, url, **more) as answer:
                    if answer.status == 200:
                        return await answer.json()
                    assert answer.status in {429, 503}, await answer.text()
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)
        raise AssertionError(path)


@pytest_asyncio.fixture
async def page(misbehaving: RunningAssistant) -> AsyncIterator[OpenPage]:
    """A page that is open and follows the news."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        opened = OpenPage(misbehaving, client)
        await opened.reload()
        following = asyncio.create_task(opened.follow())
        yield opened
        following.cancel()


def heard_by_the_engine(assistant: RunningAssistant, words: str) -> int:
    """How often the words are in what the engine remembers of its conversations."""
    kept = sqlite3.connect(assistant.folder / "var" / "conversations.sqlite3")
    trackers = [json.loads(row[0]) for row in kept.execute("SELECT tracker FROM conversation")]
    kept.close()
    events = [event for tracker in trackers for event in tracker]
    return sum(one["event"] == "user" and one.get("text") == words for one in events)


async def killed_in_a_turn(page: OpenPage, module: str, key: str) -> str:
    """The answer to a turn in whose middle a process is killed."""
    assistant = page.assistant
    times = assistant.said().count("is back after")
    asking = asyncio.create_task(page.say(key, f"{FOLLOW_UP} {key}"))
    await asyncio.sleep(0.6)
    assert not asking.done()
    assistant.signal(module, signal.SIGKILL)
    answer = await asking
    await eventually(lambda: assistant.said().count("is back after") > times)
    return answer


async def test_a_service_that_is_killed_in_a_turn_loses_and_doubles_nothing(
    page: OpenPage,
) -> None:
    """The page sends again under the same key, and the engine hears the words once."""
    said = [f"{QUESTION} (1)", f"{FOLLOW_UP} killed-service", f"{NEXT} (1)"]
    first = await page.say("one", said[0])
    answer = await killed_in_a_turn(page, "bot.service", "killed-service")
    assert "999" not in answer
    last = await page.say("three", said[2])
    await page.has_heard("three")
    assert await page.reload() == list(zip(said, (first, answer, last), strict=True))
    assert [heard_by_the_engine(page.assistant, words) for words in said] == [1, 1, 1]
    assert page.heard_keys() == ["one", "killed-service", "three"]


async def test_an_engine_that_is_killed_in_a_turn_is_apologised_for_once(page: OpenPage) -> None:
    """Whoever asks again under the same key hears no second reply; what comes next is answered."""
    said = [f"{QUESTION} (2)", f"{FOLLOW_UP} killed-engine", f"{NEXT} (2)"]
    first = await page.say("one", said[0])
    answer = await killed_in_a_turn(page, "bot.engine", "killed-engine")
    assert "999" in answer
    assert await page.say("killed-engine", said[1]) == answer
    last = await page.say("three", said[2])
    await page.has_heard("three")
    assert await page.reload() == list(zip(said, (first, answer, last), strict=True))
    assert heard_by_the_engine(page.assistant, said[1]) <= 1
    assert page.heard_keys() == ["one", "killed-engine", "three"]


async def test_turns_that_break_off_or_come_twice_are_taken_once_and_in_order(
    page: OpenPage,
) -> None:
    """Two windows, a connection that breaks, the same request again and again."""
    said = {key: f"{FOLLOW_UP} {key}" for key in ("broken-off", "doubled", "last")}
    breaking = asyncio.create_task(page.say("broken-off", said["broken-off"]))
    await asyncio.sleep(0.4)
    breaking.cancel()
    doubled = [asyncio.create_task(page.say("doubled", said["doubled"])) for _ in range(3)]
    await asyncio.sleep(0.1)
    last = asyncio.create_task(page.say("last", said["last"]))
    again = await page.say("broken-off", said["broken-off"])
    answers = await asyncio.gather(*doubled)
    assert len(set(answers)) == 1
    shown = [(said["broken-off"], again), (said["doubled"], answers[0]), (said["last"], await last)]
    await page.has_heard("last")
    assert await page.reload() == shown
    assert [heard_by_the_engine(page.assistant, words) for words in said.values()] == [1, 1, 1]
    assert page.heard_keys() == list(said)
