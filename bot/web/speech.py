"""The sentence for a refusal, from the strings file, with its numbers and limits filled in."""

from __future__ import annotations

from aiohttp import web

from bot.web.incoming import LONGEST_KEY, LONGEST_MESSAGE, LONGEST_SENDER
from bot.web.keys import PACK, WORDS
from bot.web.refusals import RefusedError

_LIMITS = {"wrong_key": LONGEST_KEY, "wrong_sender": LONGEST_SENDER}


def sentence_for(app: web.Application, refusal: RefusedError) -> str:
    """What a person can do about the refusal, in words."""
    return app[WORDS].say(
        f"error.{refusal.reason}",
        limit=f"{_LIMITS.get(refusal.reason, LONGEST_MESSAGE):,}",
        seconds=refusal.retry_after,
        numbers=app[PACK].numbers(),
    )
