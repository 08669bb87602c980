"""A message to the enquiry form, what a step comes to, and how the form speaks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bot.answers.scope import Scope
from bot.context import Context
from bot.enquiry_draft import Draft
from bot.enquiry_heard import Heard, Wrong
from bot.enquiry_replies import Saying, asking, wrong_value
from bot.enquiry_words import FormWords
from bot.meaning import Part
from bot.reply import Reply

Wants = Literal["submit", "status"]

_LONGEST_REMARK = 8
"""Words; the classifier may only take a short message for "stop"."""


@dataclass(frozen=True)
class Stepped:
    """What a message came to: the draft to go on with, None when the form is over.

    Where something is wanted, the action does it and says what follows; else it says `reply`.
    """

    draft: Draft | None
    reply: Reply
    context: Context
    wants: Wants | None = None


@dataclass(frozen=True)
class Message:
    """A message to the form with everything that a step may look at."""

    draft: Draft
    heard: Heard
    scope: Scope
    words: FormWords

    @property
    def text(self) -> str:
        """What was said."""
        return self.heard.text

    @property
    def is_short(self) -> bool:
        """Whether it is no longer than a remark."""
        return len(self.text.split()) <= _LONGEST_REMARK

    def say(self, frame: str, **values: object) -> str:
        """A sentence of the form."""
        return self.scope.say(f"enquiry_{frame}", **values)

    def asked(self, draft: Draft, *leads: str) -> Stepped:
        """The next question of a draft, behind what is said first."""
        return stepped(draft, asking(draft, self.scope).after(*leads), self.scope)

    def settled(self, found: Draft | Wrong) -> Stepped:
        """On to the next question, or what is wrong with the value that was given."""
        if isinstance(found, Draft):
            return self.asked(found, self.say("put_right") if self._puts_right(found) else "")
        draft = replace(found.kept or self.draft, options=found.options)
        draft = draft.missed() if found.is_unknown else draft
        return stepped(draft, wrong_value(found, draft, self.scope), self.scope)

    def _puts_right(self, found: Draft) -> bool:
        """Whether something that was given is another now."""
        return any(found.given(field) != value for field, value in self.draft.values.items())


def stepped(
    draft: Draft | None, saying: Saying, scope: Scope, wants: Wants | None = None
) -> Stepped:
    """A step that says this; what was said twice running is not said a third time."""
    context = scope.context.next_turn()
    body = saying.text
    if context.has_said_twice(body):
        body = f"{scope.say('enquiry_said_twice')}\n\n{body}"
    reply = Reply(
        body,
        "enquiry",
        choices=saying.choices,
        asking=saying.asking,
        knowledge=scope.knowledge.version,
    )
    context = replace(context.having_said(body, ()), pending=None, misses=0)
    return Stepped(draft and replace(draft, offered=()), reply, context, wants)


def ended(saying: Saying, scope: Scope) -> Stepped:
    """The form is over, and so is the question that began it."""
    last = stepped(None, saying, scope)
    return replace(last, context=replace(last.context, missed=""))


def is_clear(part: Part, least: float) -> bool:
    """Whether a part is surely what it was taken for: both likely and like an example."""
    return part.sure and min(part.reading.confidence, part.similarity) >= least
