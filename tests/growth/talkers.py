"""Speaks many conversations at once to a running assistant, and notes each reply and its time."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

import aiohttp

from tests.growth.talks import Talk

REST = "/webhooks/rest/webhook"
# A person's page tries for about as long before it gives up.
PATIENCE = 60.0
BETWEEN_TRIES = 0.25
# Not there yet, or behind a proxy whose service has just gone.
NOT_NOW = {502, 503}


class UnansweredError(Exception):
    """A message had no reply within the patience of whoever sent it."""


@dataclass
class Heard:
    """What came of all conversations so far; times are in seconds."""

    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    tries_again: Counter[str] = field(default_factory=Counter)
    references: dict[str, str] = field(default_factory=dict)
    talks: list[Talk] = field(default_factory=list)

    def percentile(self, part: int) -> float:
        """The time in milliseconds within which so many per cent of messages had their reply."""
        return statistics.quantiles(self.seconds, n=100, method="inclusive")[part - 1] * 1000


class Talkers:
    """So many people at once, each with a connection of its own for every message.

    So any message may come to any service, as behind a balancer. Before each message a person
    thinks for `think` seconds, give or take half of them.
    """

    def __init__(self, address: str, at_once: int, think: float = 0.0, seed: int = 1) -> None:
        self._url = address + REST
        self._at_once = at_once
        self._think = think
        self._chance = Random(seed)  # noqa: S311 - a seed, so that a run can be repeated
        self.heard = Heard()

    async def speak(
        self, talks: Iterable[Talk], *, until: Callable[[], bool] | None = None
    ) -> None:
        """Play the conversations; once `until` holds no new one is begun."""
        waiting = iter(talks)
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(connector=connector, timeout=limit) as session:
            people = (self._person(session, waiting, until) for _ in range(self._at_once))
            await asyncio.gather(*people)

    async def timed(self, talk: Talk, numbers: Iterable[int]) -> list[float]:
        """Say some messages of one conversation over one connection; seconds of each reply."""
        times = []
        limit = aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(timeout=limit) as session:
            for number in numbers:
                begun = time.monotonic()
                answered = await self._said(session, talk, number)
                times.append(time.monotonic() - begun)
                self._judge(talk, number, answered)
        return times

    async def _person(
        self,
        session: aiohttp.ClientSession,
        waiting: Iterator[Talk],
        until: Callable[[], bool] | None,
    ) -> None:
        for talk in waiting:
            await self._play(session, talk)
            if until and until():
                return

    async def _play(self, session: aiohttp.ClientSession, talk: Talk) -> None:
        self.heard.talks.append(talk)
        for number in range(len(talk.rows)):
            await asyncio.sleep(self._think * self._chance.uniform(0.5, 1.5))
            try:
                answered = await self._said(session, talk, number)
            except UnansweredError as error:
                self.heard.faults.append(f"{talk.key(number)}: {error}")
                return
            self._judge(talk, number, answered)

    def _judge(self, talk: Talk, number: int, answered: Any) -> None:
        """Hold a reply against what is right to answer."""
        row, custom = talk.rows[number], answered["custom"]
        faults = row.faults({"text": answered["text"], "outcome": custom["outcome"]})
        self.heard.faults += [f"{talk.key(number)} ({row.said}): {one}" for one in faults]
        if talk.email and "reference" in custom:
            self.heard.references[talk.email] = custom["reference"]

    async def _said(self, session: aiohttp.ClientSession, talk: Talk, number: int) -> Any:
        """The one message of the reply; an impatient talker's two sends must get the same one."""
        sends = 2 if talk.impatient else 1
        replies = await asyncio.gather(*(self._send(session, talk, number) for _ in range(sends)))
        if any(reply != replies[0] for reply in replies) or len(replies[0]) != 1:
            self.heard.faults.append(f"{talk.key(number)}: two replies to one message")
        return replies[0][0]

    async def _send(self, session: aiohttp.ClientSession, talk: Talk, number: int) -> list[Any]:
        """Send as a page does: again under the same key until there is a reply."""
        body = {"sender": talk.sender, "message": talk.rows[number].said}
        headers = {"Idempotency-Key": talk.key(number)}
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            try:
                async with session.post(self._url, json=body, headers=headers) as answer:
                    if answer.status == 200:
                        messages: list[Any] = await answer.json()
                        self.heard.seconds.append(time.monotonic() - begun)
                        return messages
                    if answer.status not in NOT_NOW:
                        raise UnansweredError(f"status {answer.status}")
                    self.heard.tries_again[f"status {answer.status}"] += 1
            except (aiohttp.ClientError, TimeoutError) as error:
                self.heard.tries_again[type(error).__name__] += 1
            await asyncio.sleep(BETWEEN_TRIES)
        raise UnansweredError(f"no reply within {PATIENCE:g} s")
