"""When advisors are at work, and by when one answers an enquiry that is left now."""

from __future__ import annotations

from typing import Any

from aiohttp import web

from bot.web import keys
from bot.web.moments import moment
from bot.working_time import due_at, is_working_time


def office(app: web.Application) -> dict[str, Any]:
    """Whether advisors are at work now, and the sentence that promises no more than is kept."""
    settings, words, now = app[keys.SETTINGS], app[keys.WORDS], app[keys.NOW]()
    is_open = is_working_time(now, settings.working_week)
    due = moment(words, due_at(now, settings.reply_hours, settings.working_week))
    sentence = words.say("office.open", due=due) if is_open else words.say("office.closed", due=due)
    return {"open": is_open, "sentence": sentence}
