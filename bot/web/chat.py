"""A turn of a conversation, from accepted words to a reply: one at a time, once, and always."""

from __future__ import annotations

import asyncio
import functools
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import structlog

from bot.urgency import Judgement
from bot.web.details import Details, Kept, answering
from bot.web.engine import EngineError
from bot.web.engines import Engines
from bot.web.incoming import LONGEST_MESSAGE, as_words
from bot.web.measures import Measures
from bot.web.messages import Message
from bot.web.refusals import RefusedError
from bot.web.transcripts import Transcripts, Turn
from bot.web.turn_order import TurnOrder

# design.md: "when the engine fails, or 30 s pass, that list holds the apology".
REPLY_WITHIN = 30.0
# More than a person could type while waiting; beyond it, a program is at work.
MOST_WAITING = 5
# Characters that two pieces of a long text share, so that no sentence is heard only in halves.
_OVERLAP = 400
# What is erased waits so long for a turn that is under way, then for the next time (seconds).
ERASE_WITHIN = 3.0

log = structlog.get_logger()
Reply = tuple[Message, ...]
Ask = Callable[[str], Awaitable[Reply]]


class Chat:
    """Takes turns; `apology` is asked anew each time, since its numbers come from the pack."""

    def __init__(
        self,
        engines: Engines,
        transcripts: Transcripts,
        apology: Callable[[], Message],
        measures: Measures,
        details: Details,
        *,
        order: TurnOrder,
        reply_within: float = REPLY_WITHIN,
    ) -> None:
        self._engines = engines
        self._transcripts = transcripts
        self._order = order
        self._apology = apology
        self._measures = measures
        self._details = details
        self._reply_within = reply_within
        self._waiting: Counter[str] = Counter()
        self._under_way: dict[tuple[str, str], asyncio.Task[Reply]] = {}
        self._to_forget: set[str] = set()

    async def ask(
        self, conversation: str, key: str, said: str, request: str, *, shows_replies: bool = False
    ) -> Reply:
        """The reply to `said`, within 30 seconds, an apology at worst.

        Details of a person are left out before anything hears the words, and the reply says so.
        A retried send (same conversation and idempotency key) gets the reply of the first.
        Raises :class:`RefusedError` for a key used for other words, or with too many turns waiting.
        """
        turn = self._transcripts.turn(conversation, key)
        if turn is None:
            kept = self._details.keep(said, answering(self._transcripts.turns(conversation), said))
            ask = functools.partial(
                self._engines.ask,
                conversation,
                request=request,
                turn=key,
                shows_replies=shows_replies,
            )
            return await asyncio.shield(self._begin(conversation, key, kept, ask))
        if not self._details.is_kept_as(said, turn.said):
            raise RefusedError("other_message")
        if turn.reply is None:
            return await asyncio.shield(self._under_way[conversation, key])
        return turn.reply

    async def judge(self, text: str) -> Judgement | None:
        """What the urgency guard finds in a text that is no turn, such as one for an advisor.

        A long one is heard piece by piece, and the first alarm counts. None where there is no
        alarm, or nobody to hear: whoever shows a page has the numbers on it in any case.
        """
        try:
            for start in range(0, len(text), LONGEST_MESSAGE - _OVERLAP):
                words = as_words(text[start : start + LONGEST_MESSAGE])
                if judgement := await self._engines.judge(words):
                    return judgement
        except EngineError as error:
            self._failed(error.failure, error.detail)
        return None

    async def forget(self, conversation: str) -> None:
        """Erase a conversation here at once, and in the engine now or as soon as it can."""
        self._transcripts.erase(conversation)
        self._to_forget.add(conversation)
        await self.forget_in_engine()

    async def forget_in_engine(self) -> None:
        """Have the engine erase what it could not erase before; give up until the next time."""
        for conversation in tuple(self._to_forget):
            try:
                async with asyncio.timeout(ERASE_WITHIN), self._order.turn(conversation):
                    await self._engines.forget(conversation)
                    # A turn that another service was in may have been written down meanwhile.
                    self._transcripts.erase(conversation)
            except EngineError as error:
                log.warning("not yet forgotten", failure=error.failure, detail=error.detail)
                return
            except TimeoutError:
                log.warning("not yet forgotten", failure="busy", detail="a turn is under way")
                continue
            self._to_forget.discard(conversation)

    def _begin(self, conversation: str, key: str, kept: Kept, ask: Ask) -> asyncio.Task[Reply]:
        # The turn is a task of its own: it goes on when the sender's connection breaks, so
        # that the retried send finds the reply.
        if self._waiting[conversation] >= MOST_WAITING:
            raise RefusedError("too_many", retry_after=1)
        turn = self._transcripts.begin(conversation, key, kept.text)
        task = asyncio.create_task(self._take(conversation, turn, kept, ask))
        self._waiting[conversation] += 1
        self._under_way[conversation, key] = task
        task.add_done_callback(lambda _: self._end(conversation, key))
        return task

    def _end(self, conversation: str, key: str) -> None:
        # An erased conversation may have used the key again meanwhile.
        self._under_way.pop((conversation, key), None)
        self._waiting[conversation] -= 1
        if not self._waiting[conversation]:
            del self._waiting[conversation]

    async def _take(self, conversation: str, turn: Turn, kept: Kept, ask: Ask) -> Reply:
        async with AsyncExitStack() as inside:
            with self._measures.reply_seconds.time():
                answered = await self._reply(conversation, turn, ask, inside)
            if isinstance(answered, Turn):
                return self._of_another_service(answered, turn)
            reply = self._details.told(answered, kept)
            for message in reply:
                self._measures.count_reply(message.outcome)
            for kind in kept.kinds:
                self._measures.details_left_out.labels(kind).inc()
            self._transcripts.finish(conversation, turn.key, reply)
            await self._transcripts.settle()
        return reply

    async def _reply(
        self, conversation: str, turn: Turn, ask: Ask, inside: AsyncExitStack
    ) -> Reply | Turn:
        """The reply, or the turn as another service has taken it; `inside` then is its order."""
        try:
            async with asyncio.timeout(self._reply_within):
                await inside.enter_async_context(self._order.turn(conversation))
                known = await self._transcripts.known(conversation, turn.key)
                return known or await ask(as_words(turn.said))
        except EngineError as error:
            return self._sorry(error.failure, error.detail)
        except TimeoutError:
            return self._sorry("silent", f"no reply in {self._reply_within:g} s")
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the person gets a reply
            return self._sorry("broken", type(error).__name__)

    @staticmethod
    def _of_another_service(answered: Turn, turn: Turn) -> Reply:
        if answered.said != turn.said or answered.reply is None:
            raise RefusedError("other_message")
        return answered.reply

    def _sorry(self, failure: str, detail: str) -> Reply:
        self._failed(failure, detail)
        return (self._apology(),)

    def _failed(self, failure: str, detail: str) -> None:
        log.error("engine failed", failure=failure, detail=detail)
        self._measures.engine_failures.labels(failure).inc()
