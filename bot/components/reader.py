"""A message read against one pack: its words, set right, and the names among them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.components.clauses import Clause, ClauseReader
from bot.components.english import English
from bot.components.lexicon import Lexicon
from bot.components.linker import Linker
from bot.components.name_index import NameIndex
from bot.components.respeller import Respeller, respeller_of
from bot.components.shorthand import joined, letters_joined, spelt_out
from bot.components.weighing import Said
from bot.knowledge import Knowledge
from bot.meaning import Mention
from bot.text import Word, words_of

_NUMBERED = re.compile(
    r"^\s*\(?\d{1,2}[.)](?=\s+(?!(?:and|or|to)\b)[^\W\d]+\s+[^\W\d]+\s+[^\W\d]+)", re.IGNORECASE
)


@dataclass(frozen=True)
class ReadMessage:
    """What reading found; `words` may be corrected, `mentions` are linked to the pack."""

    text: str
    words: tuple[Word, ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class MessageReader:
    """Reads messages for one pack; `english` are the words of the language."""

    knowledge: Knowledge
    lexicon: Lexicon
    english: English
    _index: NameIndex = field(init=False, repr=False)
    _linker: Linker = field(init=False, repr=False)
    _respeller: Respeller = field(init=False, repr=False)
    clauses: ClauseReader = field(init=False, repr=False)

    def __post_init__(self) -> None:
        index = NameIndex(self.knowledge)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_linker", Linker(index, self.lexicon))
        object.__setattr__(self, "_respeller", respeller_of(index, self.lexicon, self.english))
        object.__setattr__(self, "clauses", ClauseReader(self.lexicon))

    def read(self, text: str) -> ReadMessage:
        """The words of a message and the mentions among them.

        The number that a question has on somebody's list ("3. State its purpose.") asks nothing.
        """
        text = _NUMBERED.sub(lambda found: " " * len(found.group()), text)
        spoken = spelt_out(words_of(text), self.lexicon, self._index.hints)
        typed = tuple(joined(run) for run in letters_joined(spoken, self._index.is_name))
        # A capital alone is an initial ("N Kent"), never text speak for "and".
        words = tuple(
            word if text[word.start : word.end].isupper() and len(word.form) == 1 else corrected
            for word, corrected in zip(typed, self._respeller.corrected(typed), strict=True)
        )
        # An abbreviation that names something is linked as typed and understood as spelt out.
        linked = tuple(
            word if self._index.is_name(word) else meant
            for word, meant in zip(typed, words, strict=True)
        )
        return ReadMessage(text, words, self._linker.link(text, linked))

    def whole(self, message: ReadMessage) -> Clause:
        """The message as one clause."""
        span = (0, len(message.text))
        return self.clauses.clause(message.text, message.words, message.mentions, span)

    def question(self, text: str) -> Said:
        """A question of an article, in the form in which clauses are weighed."""
        return self.said(self.read(text))

    def said(self, message: ReadMessage) -> Said:
        """A message in the form in which clauses are weighed."""
        clause = self.whole(message)
        return Said(clause.plain, clause.kinds)


def example(text: str, lexicon: Lexicon) -> Said:
    """A training example in the same form as :meth:`MessageReader.question`."""
    return Said(*ClauseReader(lexicon).example(text))
