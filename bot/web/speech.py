"""The sentence for a refusal, from the strings file, with its numbers and limits filled in."""

from __future__ import annotations

from aiohttp import web

from bot.web.incoming import LONGEST_KEY, LONGEST_MESSAGE, LONGEST_SENDER, LONGEST_WHY
from bot.web.keys import PACK, SWITCH, WORDS
from bot.web.refusals import RefusedError

_LIMITS = {"wrong_key": LONGEST_KEY, "wrong_sender": LONGEST_SENDER, "long_why": LONGEST_WHY}


def sentence_for(app: web.Application, refusal: RefusedError) -> str:
    """What a person can do about the refusal, in words."""
    if refusal.reason == "stopped" and (stopped := app[SWITCH].sentence()):
        return stopped
    return app[WORDS].say(
        f"error.{refusal.reason}",
        limit=f"{_LIMITS.get(refusal.reason, LONGEST_MESSAGE):,}",
        seconds=refusal.retry_after,
        numbers=app[PACK].numbers(),
    )
