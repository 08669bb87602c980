"""Leaves out of every message by what a person could be known, before it goes anywhere.

What a person typed is kept by nobody: the engine, the store, the transcript, mails and logs get
what :meth:`Details.keep` leaves of it, and the reply says kindly what was left out, and why.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from bot.knowledge import Knowledge
from bot.privacy import Answering, Detail, DetailKind, Published, find_details, left_out
from bot.web.messages import Message
from bot.web.pack import Pack
from bot.web.transcripts import Turn
from bot.web.words import Words

# What a message answers: what the form asks of the asker themselves, or the question they have.
Step = Answering | Literal["question"]
# What the form's question asks the asker about; "check" shows all that was given, to be changed.
_STEPS: dict[str, Step] = {
    "question": "question",
    "name": "name",
    "role": "contact",
    "contact": "contact",
    "check": "name",
    "setting": "place",
    "place": "place",
}
# These come whatever was asked: the numbers in them are read first, and the form asks again.
_NUMBERS = frozenset({"apology", "urgent"})
_MY_NAME = re.compile(r"\bmy (?:own |full |sur)?name\b", re.IGNORECASE)
# What stands before an e-mail address that somebody calls their own inside of a question.
_MY_EMAIL = re.compile(
    r"\b(?:my (?:own |work |school )?e-?mail(?: address)?(?:'s| is)?"
    r"|(?:reply to|write to|e-?mail|reach|contact) me(?: back)?(?: at| on)?"
    r"|(?:the|your|an) (?:reply|answer) (?:can |should |may |must )?(?:go )?to)[\s:]*$",
    re.IGNORECASE,
)
# Characters that are searched in one go, so that nobody else waits for long.
_PIECE = 5_000


@dataclass(frozen=True)
class Kept:
    """What is kept of a text, and the kinds of details that were left out, each once."""

    text: str
    kinds: tuple[DetailKind, ...] = ()


class Details:
    """The guard as the doors use it; what the pack publishes is read anew when the pack changes."""

    def __init__(self, pack: Pack, words: Words) -> None:
        self._pack = pack
        self._words = words
        self._instead = {str(kind): text for kind, text in words.branch("details.left_out").items()}
        self._read: tuple[Knowledge, Published] | None = None
        # The first search reads the word lists, which nobody should wait for.
        self.keep("")

    def keep(
        self, text: str, answering: Step | None = None, *, known: Collection[str] = ()
    ) -> Kept:
        """What may be kept of a text; `known` are names that may stand in it, as if published."""
        published = self._published()
        if known:
            published = published.with_names(known)
        if answering == "question":
            details = _of_a_question(text, published)
        else:
            details = find_details(text, published, answering)
        return Kept(left_out(text, details, self._instead), _kinds(details))

    def is_kept_as(self, text: str, kept: str) -> bool:
        """Whether this is the text that was kept as `kept`, whatever was asked just then."""
        ways: tuple[Step | None, ...] = (None, "question", *get_args(Answering))
        return any(self.keep(text, way).text == kept for way in ways)

    async def shown(
        self, typed: str, answering: Step | None = None, *, known: Collection[str] = ()
    ) -> str:
        """What may be shown again of a text that was refused, however long it is."""
        pieces = []
        for start in range(0, len(typed), _PIECE):
            piece = typed[start : start + _PIECE]
            pieces.append(self.keep(piece, answering, known=known).text)
            await asyncio.sleep(0)
        return "".join(pieces)

    def remark(self, kinds: Collection[DetailKind], *, is_urgent: bool = False) -> str:
        """What was left out and why, and that it stops nobody from ringing."""
        named = [self._words.say(f"details.kind.{kind}") for kind in kinds]
        ending = [self._words.say("details.and").join(named[-2:])]
        what = ", ".join([*named[:-2], *ending])
        if is_urgent:
            return self._words.say("details.remark_urgent", what=what)
        return self._words.say("details.remark", what=what, numbers=self._pack.numbers())

    def told(self, reply: tuple[Message, ...], kept: Kept) -> tuple[Message, ...]:
        """The reply with the remark, where there is something to remark on."""
        if not kept.kinds:
            return reply
        *others, last = reply
        is_last = last.outcome in _NUMBERS
        remark = self.remark(kept.kinds, is_urgent=is_last)
        body = f"{last.body}\n\n{remark}" if is_last else f"{remark}\n\n{last.body}"
        sources = last.text.removeprefix(last.body)
        return (*others, replace(last, body=body, text=f"{body}{sources}", said=kept.text))

    def _published(self) -> Published:
        knowledge = self._pack.knowledge
        if self._read is None or self._read[0] is not knowledge:
            self._read = knowledge, Published.of(knowledge)
        return self._read[1]


def answering(turns: Sequence[Turn], said: str) -> Step | None:
    """What of the asker's own a message answers, after what was said before it.

    A turn that is under way, or that failed, asked nothing. Whoever corrects their name does so at
    any step.
    """
    for turn in reversed(turns):
        if turn.reply and turn.reply[-1].outcome not in _NUMBERS:
            step = _STEPS.get(turn.reply[-1].asking or "")
            is_name = step not in {None, "question"} and _MY_NAME.search(said)
            return "name" if is_name else step
    return None


def _of_a_question(text: str, published: Published) -> tuple[Detail, ...]:
    """The details in a question but its asker's own name and what they call their own e-mail."""
    others = find_details(text, published, "contact")
    return tuple(
        one
        for one in find_details(text, published)
        if one in others or not _is_the_askers(text, one)
    )


def _is_the_askers(text: str, one: Detail) -> bool:
    """Whether a detail that is no other person's is the asker's name or their own address."""
    is_address = one.kind == "email" and _MY_EMAIL.search(text[: one.start])
    return one.kind == "name" or bool(is_address)


def _kinds(details: Iterable[Detail]) -> tuple[DetailKind, ...]:
    return tuple(dict.fromkeys(detail.kind for detail in details))
