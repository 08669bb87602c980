"""The dialogue engine as the service sees it: words in, messages out, or a reason why not."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Literal

import aiohttp
import orjson

from bot.urgency import URGENT_KEY, Judgement, read_judgement
from bot.web.messages import MalformedReplyError, Message, read_reply

EngineFailure = Literal["down", "silent", "refused", "malformed"]
# A ready engine answers its own address at once; a busy one within a few turns' time.
READY_WITHIN = 5.0
# A person waits for "Clear chat" no longer than this; what is late is tried again.
FORGET_WITHIN = 3.0
# Whoever writes on a page waits no longer for it to be heard; the numbers stand there anyway.
JUDGE_WITHIN = 3.0


class EngineError(Exception):
    """The engine gave no usable reply; `failure` says how, `detail` more for the log."""

    def __init__(self, failure: EngineFailure, detail: str) -> None:
        super().__init__(f"{failure}: {detail}")
        self.failure = failure
        self.detail = detail


class Engine:
    """Speaks to Rasa's REST channel at `url` over kept-alive connections."""

    def __init__(self, session: aiohttp.ClientSession, url: str, secret: str) -> None:
        self._session = session
        self.url = url
        self._secret = secret

    async def ask(
        self,
        conversation: str,
        words: str,
        *,
        request: str,
        turn: str,
        shows_replies: bool = False,
    ) -> tuple[Message, ...]:
        """The messages that answer `words`; raises :class:`EngineError`.

        A turn of the same name is taken once, and answered again. It waits as long as the caller
        lets it: the caller sets the time limit. With
        `shows_replies` the caller's page shows what advisors answer, so that actions need not.
        """
        metadata = {"request": request, "turn": turn, "shows_replies": shows_replies}
        body = {"sender": conversation, "message": words, "metadata": metadata}
        status, data = await self._post("/webhooks/rest/webhook", orjson.dumps(body))
        if status != 200:
            raise EngineError("refused", f"status {status}")
        try:
            return read_reply(orjson.loads(data))
        except MalformedReplyError as error:
            raise EngineError("malformed", str(error)) from None
        except orjson.JSONDecodeError:
            raise EngineError("malformed", "not JSON") from None

    async def judge(self, words: str) -> Judgement | None:
        """What the urgency guard finds in words of no conversation (bot/engine/urgency_door.py).

        None where it finds nothing; raises :class:`EngineError`.
        """
        body = orjson.dumps({"text": words})
        authorization = {"Authorization": f"Bearer {self._secret}"}
        try:
            async with asyncio.timeout(JUDGE_WITHIN):
                status, data = await self._post("/webhooks/urgency/judge", body, authorization)
        except TimeoutError:
            raise EngineError("silent", f"not judged in {JUDGE_WITHIN:g} s") from None
        if status != 200:
            raise EngineError("refused", f"status {status}")
        try:
            return read_judgement(orjson.loads(data)[URGENT_KEY])
        except (ValueError, KeyError, TypeError):
            raise EngineError("malformed", "no judgement") from None

    async def _post(
        self, path: str, body: bytes, more: Mapping[str, str] | None = None
    ) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", **(more or {})}
        try:
            async with self._session.post(self.url + path, data=body, headers=headers) as answer:
                return answer.status, await answer.read()
        except aiohttp.ClientError as error:
            raise EngineError("down", type(error).__name__) from None

    async def forget(self, conversation: str) -> None:
        """Have the conversation erased (bot/engine/door.py); raises :class:`EngineError`."""
        address = f"{self.url}/webhooks/conversations/{conversation}"
        headers = {"Authorization": f"Bearer {self._secret}"}
        limit = aiohttp.ClientTimeout(total=FORGET_WITHIN)
        try:
            async with self._session.delete(address, headers=headers, timeout=limit) as answer:
                if answer.status != 200:
                    raise EngineError("refused", f"status {answer.status}")
        except aiohttp.ClientError as error:
            raise EngineError("down", type(error).__name__) from None
        except TimeoutError:
            raise EngineError("silent", f"not forgotten in {FORGET_WITHIN:g} s") from None

    async def is_ready(self) -> bool:
        """Whether the engine answers; it listens only when its model is loaded."""
        limit = aiohttp.ClientTimeout(total=READY_WITHIN)
        try:
            async with self._session.get(self.url + "/", timeout=limit) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
