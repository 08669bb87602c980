"""Whether a name found among the words of a message is meant where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.components.lexicon import Lexicon
from bot.components.name_index import Found, NameIndex
from bot.text import Word, fold, singular

_SOUND = re.compile(r"[Oo]o+h+")
_PLACES = frozenset({"place", "district", "neighbour", "area"})
_MEANT = frozenset({"meant", "mean"})
"""As in "sorry, meant Deal"."""
_FEW_WORDS = 2
_WITHIN = 5  # words from a topic to the group word that it shares
_HARDLY_BY_CHANCE = 8  # letters of a place's name


@dataclass(frozen=True)
class NameSense:
    """Tells names from ordinary words that look like them."""

    index: NameIndex
    lexicon: Lexicon

    def plausible(self, found: Found, text: str, words: Sequence[Word]) -> bool:
        """Whether the words found mean the name, and not something else that they may mean."""
        if self._is_far_fetched(found, words) or self._is_asked_for(found, words):
            return False
        if found.names[0].kind == "contact" and self._exclaims(found, text, words):
            return False
        if found.names[0].kind == "post" and self._is_the_writers_own(found, words):
            return False
        return self._is_meant(found, text, words) and not self._hints_at_a_chair(found, words)

    def _is_meant(self, found: Found, text: str, words: Sequence[Word]) -> bool:
        """Whether ordinary words name a place: only where one would stand ("in Deal")."""
        forms = [word.form for word in words[found.first : found.last]]
        if found.names[0].kind not in _PLACES or len(forms) > 1:
            return True
        if not {forms[0], singular(forms[0])} & self._ordinary or len(words) == 1:
            return True
        if found.first == 0:
            # "Deal is south Kent, right?": beside an area, a place is meant.
            return any(self.index.hints_at_area(word) for word in words[found.last :])
        said = text[words[found.first].start : words[found.first].end]
        if said[0].isupper() and not text.isupper():
            return True
        before = words[found.first - 1].form
        follows = found.last < len(words) and words[found.last].form in {"with", "of"}
        corrects = before in _MEANT and found.last == len(words)
        return corrects or (self.lexicon.has("place_preposition", before) and not follows)

    def _hints_at_a_chair(self, found: Found, words: Sequence[Word]) -> bool:
        """Whether a topic's words name a group by their place ("scrutiny chair").

        Behind "chair of" each word must hint at one: that of "road safety" is asked of the topic.
        """
        said = [singular(word.form) for word in words[found.first : found.last]]
        if found.names[0].kind != "topic" or not any(form in self.index.hints for form in said):
            return False
        after = words[found.last].form if found.last < len(words) else ""
        before = [word.form for word in words[max(0, found.first - 2) : found.first]]
        all_hint = all(form in self.index.hints for form in said)
        chair = self.lexicon.has("chair_word", after) or (before == ["chair", "of"] and all_hint)
        group = self.lexicon.has("group_word", singular(after))
        return chair or group or self._stands_beside_a_group(found, words)

    def _stands_beside_a_group(self, found: Found, words: Sequence[Word]) -> bool:
        """As in "district council and health groups": a topic that shares its group word.

        A plural says that several are named.
        """
        rest = [word.form for word in words[found.last : found.last + _WITHIN]]
        if rest[:1] not in (["and"], ["or"]):
            return False
        plural = [i for i, form in enumerate(rest) if form != singular(form)]
        several = [i for i in plural if self.lexicon.has("group_word", singular(rest[i]))]
        return bool(several) and any(
            singular(form) in self.index.hints for form in rest[1 : several[0]]
        )

    def _is_asked_for(self, found: Found, words: Sequence[Word]) -> bool:
        """Whether a word names nothing, since it is what is asked for ("which partnership").

        Nor does one of several: "the three boards" are not the one that is called the Board.
        """
        common_kind = found.names[0].kind in {"partnership", "predecessor"}
        single = common_kind and found.last - found.first == 1
        form = words[found.first].form
        before = words[found.first - 1].form if found.first else ""
        asked_for = self.lexicon.has("interrogative", before) or form != singular(form)
        return single and asked_for and form in self.lexicon.vocabulary

    def _exclaims(self, found: Found, text: str, words: Sequence[Word]) -> bool:
        """Whether "ooh" is a sound that begins a remark, and no hours in which a line answers."""
        first, last = words[found.first], words[found.last - 1]
        said = text[first.start : last.end]
        rest = [word.form for word in words[found.last :]]
        of_a_line = rest[:1] == ["number"] and not (rest[1:] and rest[1][:1].isdigit())
        sound = found.first == 0 and _SOUND.fullmatch(said) is not None
        return sound and bool(rest) and not of_a_line

    def _is_the_writers_own(self, found: Found, words: Sequence[Word]) -> bool:
        """Whether somebody of the writer's has the post ("our headteacher"), and no chair."""
        return found.first > 0 and self.lexicon.has("writers_own", words[found.first - 1].form)

    def _is_far_fetched(self, found: Found, words: Sequence[Word]) -> bool:
        """A misspelt word is a place only where one is expected, or when it is all that is said."""
        corrected = any(word.corrected for word in words[found.first : found.last])
        if not corrected or found.names[0].kind not in _PLACES or found.last - found.first > 1:
            return False
        before = words[found.first - 1].form if found.first else ""
        after = words[found.last].form if found.last < len(words) else ""
        beside = (("place_preposition", before), ("place_word", after))
        expected = any(self.lexicon.has(*one) for one in beside)
        long = words[found.first].length >= _HARDLY_BY_CHANCE
        if found.names[0].kind == "neighbour":
            # Nobody is sent to a neighbour by a slip, unless it can hardly be another place.
            return not long
        return not (long or expected or len(words) <= _FEW_WORDS)

    @cached_property
    def _ordinary(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.index.knowledge.ordinary_words)
