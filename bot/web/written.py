"""A text that somebody wrote into a form of an enquiry: a reply, a note, a further message."""

from __future__ import annotations

import hashlib
from typing import Literal

from bot.enquiries import WhyNot
from bot.web.api import is_key, new_key
from bot.web.incoming import clean
from bot.web.pages import FormData

# With every character as three escapes of two bytes it still fits into the largest body.
LONGEST_TEXT = 5_000
TextProblem = Literal["empty", "over", "changed", "status", "role", "reason", "late", "details"]


class WrongTextError(ValueError):
    """There is no text, or too much of it."""

    def __init__(self, problem: TextProblem) -> None:
        super().__init__(problem)
        self.problem: TextProblem = problem


def text_of(form: FormData, *, needed: bool = True) -> str:
    """The form's text, without hidden characters; raises :class:`WrongTextError`."""
    text = clean(form.get("text", ""))
    if needed and not text:
        raise WrongTextError("empty")
    if len(text) > LONGEST_TEXT:
        raise WrongTextError("over")
    return text


def key_of(form: FormData, writer: str) -> str:
    """The idempotency key of a form: its own nonce, who sent it, and what stands in it.

    So two people never share one, and whoever goes back and sends the same form with other words
    has those kept too.
    """
    nonce = form.get("key", "")
    text = hashlib.sha256(form.get("text", "").encode("utf-8", "surrogatepass")).hexdigest()
    return f"{writer} {nonce if is_key(nonce) else new_key()} {text[:16]}"


def problem_of(why: WhyNot) -> TextProblem:
    """What the page says about a refused move: each has its sentence."""
    return why
