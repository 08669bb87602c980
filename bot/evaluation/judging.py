"""Whether a reply is right: its outcome, the facts it must hold and what it must not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.evaluation.rows import Row
from bot.reply import Reply

_LONG_ENOUGH = 4
"""Letters from which a word may have further endings: "No" is no beginning of "Northern"."""


@dataclass(frozen=True)
class Verdict:
    """What was wrong with a reply; `answered` says that it gave itself for an answer."""

    outcome: str
    expected: bool
    missing: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether nothing was wrong."""
        return self.expected and not self.missing and not self.forbidden

    def invents(self, row: Row) -> bool:
        """Whether what nobody can answer was answered as if it were known."""
        answered = self.outcome == "answered"
        return row.is_unanswerable and (answered or bool(self.forbidden))


def holds(text: str, wanted: str) -> bool:
    """Whether a text holds any alternative of "A | B" as words, in any case.

    A word of letters may stand for its endings ("continue" for "continues"): whoever writes a row
    cannot know the form in which a reply has it.
    """
    return any(_pattern(one.strip()).search(text) for one in wanted.split("|") if one.strip())


def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    ends_in_a_word = len(phrase) >= _LONG_ENOUGH and phrase[-1:].isalpha()
    end = "" if ends_in_a_word else r"(?!\w)"
    return re.compile(rf"(?<!\w){words}{end}", re.IGNORECASE)


def judged(row: Row, reply: Reply) -> Verdict:
    """The verdict on the whole text of a reply, its sources included."""
    text = str(reply.as_message()["text"])
    missing = tuple(fact for fact in row.facts if not holds(text, fact))
    return Verdict(
        outcome=reply.outcome,
        expected=reply.outcome in row.expect or _told_all_the_same(row, reply, missing),
        missing=missing,
        forbidden=tuple(one for one in row.never if holds(text, one)),
    )


def _told_all_the_same(row: Row, reply: Reply, missing: tuple[str, ...]) -> bool:
    """Whether a reply that finds not exactly what was asked holds every fact of it none the less.

    "I do not find exactly that; all that my sources say about the group is this: …" helps whoever
    asked for one of the facts that follow.
    """
    wanted = "answered" in row.expect and bool(row.facts)
    return wanted and reply.outcome == "not_listed" and not missing
