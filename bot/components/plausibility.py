"""What the names in a clause, and the talk so far, make more or less likely to be meant."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from bot.components.clauses import Clause
from bot.components.lexicon import Lexicon
from bot.components.weighing import Weighed
from bot.context import Context
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Mention, Reading
from bot.moves import GROUP_ASPECTS
from bot.pointing import PERSON_ASPECTS
from bot.text import fold, singular

_PLACES = frozenset({"place", "district", "neighbour", "area"})
_TELLS_ARTICLES_APART = frozenset({"group", "person", "organisation", "topic", "body"})
_ALWAYS_MEANT = frozenset({"group", "person", "body"})
"""Kinds that nobody names in passing, as organisations and topics are."""
NOT_OF_THE_FIELD = ("outside_", "gibberish", "other_language", "injection", "abuse")
OF_THE_ASSISTANT = frozenset({"who_runs", "bot_challenge", "capabilities", "about_enquiries"})
_OF_ANOTHER = frozenset({"it", "its", "they", "them", "their", "she", "he", "her", "his"})
_TO_THE_ASSISTANT = frozenset({"you", "your", "yours", "bot", "this", "here"})
_OF_ALL_GROUPS = frozenset({"list_chairs", "list_groups", "count_groups"})
_HARDLY = 0.1
_REMARKS = frozenset(
    {"greet", "thank", "goodbye", "praise", "complain", "cancel", "something_else"}
)
"""What is said rather than asked."""
_ALIKE, _LIKE_A_FAREWELL = 0.75, 0.5
_A_WISH = " have a "
"""As in "have a lovely weekend", which begins like a question."""
_OF_TIME_OR_PLACE = frozenset({"where", "when"})
_NO_MEANING = {"ask_meaning": _HARDLY}
_NEVER = 0.01
_MEASURE = re.compile(r"\bhow (many|much|long|often)\b")
_ASKED = re.compile(r"\b(who|when|where|why)\b")
_MORE_LIKELY = 4.0
_LESS_LIKELY = 0.3
_OF_THE_FIELD = dict.fromkeys(
    ("group", "person", "body", "partnership", "predecessor", "area", "organisation", "term"),
    _HARDLY,
) | {"topic": _LESS_LIKELY}
"""How likely a matter of elsewhere is beside a name of this field; a topic is often named by a
word that others use as well ("the hospital")."""
_WHERE_A_GROUP_IS_WANTED = {
    "ask_group_for_topic": _MORE_LIKELY,
    "ask_practice": _HARDLY,
    "outside_council": _LESS_LIKELY,
    "outside_general": _LESS_LIKELY,
    "outside_legal": _LESS_LIKELY,
}
_WHICH, _WORDS_BETWEEN = frozenset({"which", "any"}), 2
_GROUP_WANTED = ("interrogative", "formal_group_word")
_AT_HOME = {"outside_area": _NEVER}
_BESIDE_A_DOCUMENT = {"outside_medical": _HARDLY}
_BESIDE_A_DEPUTY = {"ask_deputy": _MORE_LIKELY, "ask_chair": _HARDLY}


def reweighed(weighed: Weighed, factor: Callable[[Reading], float]) -> Weighed:
    """The readings with each confidence times its factor, made to sum to one, best first.

    What the readings not listed share keeps its weight.
    """
    factors = [factor(reading) for reading in weighed.readings]
    rest = 1.0 - sum(reading.confidence for reading in weighed.readings)
    weights = [r.confidence * f for r, f in zip(weighed.readings, factors, strict=True)]
    total = sum(weights) + max(rest, 0.0)
    pairs = sorted(
        (
            (replace(reading, confidence=weight / total), similarity)
            for reading, similarity, weight in zip(
                weighed.readings, weighed.similarities, weights, strict=True
            )
        ),
        key=lambda pair: -pair[0].confidence,
    )
    return Weighed(tuple(pair[0] for pair in pairs), tuple(pair[1] for pair in pairs))


def of_what_was_told(weighed: Weighed, clause: Clause) -> Weighed:
    """The readings, less likely of the assistant where "it" speaks of what was told.

    As in "who's it working with?" after a group; whoever asks of the assistant says "you".
    """
    said = {*clause.plain.split()}
    if not _OF_ANOTHER & said or _TO_THE_ASSISTANT & said:
        return weighed
    return reweighed(weighed, lambda one: _LESS_LIKELY if one.intent in OF_THE_ASSISTANT else 1.0)


def measure_asked(plain: str) -> str | None:
    """The measure that a question wants: "how many", "how much", "how long" or "how often"."""
    found = _MEASURE.search(plain)
    return found.group() if found else None


def _word_asked(plain: str) -> str | None:
    """The word by which a question asks for a person, a time, a place or a reason."""
    found = _ASKED.search(plain.replace("whom", "who").replace("whose", "who"))
    return found.group() if found else None


def in_context(weighed: Weighed, context: Context) -> Weighed:
    """The readings of a short remark that names nothing: what was spoken of is likelier meant."""

    def factor(reading: Reading) -> float:
        of_person = reading.intent in PERSON_ASPECTS and context.spoken_of("person")
        of_group = reading.intent in GROUP_ASPECTS and context.spoken_of("group")
        of_last = reading.intent == context.last_aspect
        if reading.article and context.latest in {"group", "person"}:
            return _LESS_LIKELY
        contact = reading.intent == "ask_contact_details" and context.latest in {"person", "group"}
        return _MORE_LIKELY if of_person or of_group or of_last or contact else 1.0

    return reweighed(weighed, factor)


def going_on_from(weighed: Weighed, related: frozenset[str]) -> Weighed:
    """The readings of a remark after a prepared answer: what is related to it is likelier meant."""
    return reweighed(weighed, lambda one: _MORE_LIKELY if one.article in related else 1.0)


def _unlike_a_remark(weighed: Weighed, clause: Clause) -> dict[str, float]:
    """Remark → how likely it is, where a question is put that is not quite like any such remark.

    "How are you?" greets; "how?" and "so leave them?" ask, whatever their words sound like.
    """
    pairs = list(zip(weighed.readings, weighed.similarities, strict=True))
    if clause.form == "statement" or _A_WISH in f" {clause.plain} ":
        # A farewell is said in set words: "it's gone seven though" is none.
        return {
            one.intent: _LESS_LIKELY
            for one, like in pairs
            if one.intent == "goodbye" and like < _LIKE_A_FAREWELL
        }
    return {one.intent: _NEVER for one, like in pairs if one.intent in _REMARKS and like < _ALIKE}


@dataclass(frozen=True)
class Plausibility:
    """`named` and `denied` map an article to the ids of records; see :class:`PackReading`."""

    knowledge: Knowledge
    lexicon: Lexicon
    named: Mapping[str, frozenset[str]]
    denied: Mapping[str, frozenset[str]]

    def weighed(self, weighed: Weighed, clause: Clause) -> Weighed:
        """The readings with those held back that do not go with what is named and asked."""
        firm = [m for m in clause.mentions if m.certainty not in {"hint", "unknown"}]
        measure = measure_asked(clause.plain)
        asked = _word_asked(clause.plain) if clause.form == "wh" else None
        by_words = self._by_words(clause) | _unlike_a_remark(weighed, clause)
        if not (firm or measure or asked or by_words):
            return weighed

        def factor(reading: Reading) -> float:
            if reading.intent in by_words:
                return by_words[reading.intent]
            if measure and reading.article and measure not in self._measures[reading.article]:
                return _NEVER
            if asked and reading.article and asked not in self._asked[reading.article]:
                return _LESS_LIKELY * self._factor(reading, firm)
            return self._factor(reading, firm)

        return reweighed(weighed, factor)

    def _by_words(self, clause: Clause) -> dict[str, float]:
        """Intent → how much more or less likely a single word of the clause makes it."""
        found: dict[str, float] = {}
        if self._asks_for_a_document(clause.plain):
            found |= _BESIDE_A_DOCUMENT
        if self._asks_for_a_group(clause.plain):
            found |= _WHERE_A_GROUP_IS_WANTED
        if "TERM" not in clause.kinds and self._asks_for_a_deputy(clause.plain):
            found |= _BESIDE_A_DEPUTY
        if clause.form == "wh" and _word_asked(clause.plain) in _OF_TIME_OR_PLACE:
            # "Where do I read the old SCRs?" asks for no meaning, strange as the word may be.
            found |= _NO_MEANING
        if any(f" {word} " in f" {clause.plain} " for word in self._county):
            found |= _AT_HOME
        return found

    def _asks_for_a_deputy(self, plain: str) -> bool:
        """Whether a question speaks of a deputy: "the deputy chair" is almost "the chair"."""
        words = self.lexicon.lists.get("deputy_word", frozenset())
        return any(f" {word} " in f" {plain} " for word in words)

    def _asks_for_a_document(self, plain: str) -> bool:
        """Whether a question names a kind of document that tells agencies how to act.

        A "protocol for head injuries in babies" is a matter of practice, not of medicine.
        """
        words = self.lexicon.lists.get("practice_document", frozenset())
        return not words.isdisjoint(plain.split())

    def _asks_for_a_group(self, plain: str) -> bool:
        """Whether a question asks which group does something, whatever that is.

        As in "which group", and as in "which of the committees" and "any working group".
        """
        said = plain.split()
        return any(
            self.lexicon.has("formal_group_word", singular(word))
            and (
                self.lexicon.has("interrogative", said[place])
                or not _WHICH.isdisjoint(said[max(place - _WORDS_BETWEEN, 0) : place])
            )
            for place, word in enumerate(said[1:])
        )

    @cached_property
    def _county(self) -> frozenset[str]:
        return frozenset(fold(word) for word in self.knowledge.county_words)

    @cached_property
    def _measures(self) -> dict[str, frozenset[str | None]]:
        """Article → which measures its questions ask for ("how many", "how long" …)."""
        return {
            article.id: frozenset(measure_asked(fold(text)) for text in article.questions)
            for article in self.knowledge.articles.values()
        }

    @cached_property
    def _asked(self) -> dict[str, frozenset[str | None]]:
        """Article → by which words its questions ask ("who", "when" …)."""
        return {
            article.id: frozenset(
                _word_asked(fold(text)) for text in (*article.questions, *article.follow_ups)
            )
            for article in self.knowledge.articles.values()
        }

    def _factor(self, reading: Reading, firm: list[Mention]) -> float:
        if reading.intent == ARTICLE_INTENT:
            return self._of_the_article(reading.article or "", firm)
        if reading.intent in _OF_ALL_GROUPS:
            return _HARDLY if any(m.kind == "group" for m in firm) else 1.0
        if reading.intent.startswith(NOT_OF_THE_FIELD):
            return min((_OF_THE_FIELD.get(m.kind, 1.0) for m in firm), default=1.0)
        return 1.0

    def _of_the_article(self, id: str, firm: list[Mention]) -> float:
        """Of a body that an article only denies something of, it rather tells nothing else."""
        named = self.named.get(id, frozenset())
        spoken_of = named | self.denied.get(id, frozenset())
        strange = [m for m in firm if self._strange(m, spoken_of)]
        if strange:
            # Its questions hold a name of that kind, so they sound the same with any other.
            kinds = {self.knowledge.kind_of(one) for one in spoken_of}
            another = any(m.kind in _ALWAYS_MEANT & kinds for m in strange)
            return _NEVER if another else _HARDLY
        return _LESS_LIKELY if any(self._strange(m, named) for m in firm) else 1.0

    def _strange(self, mention: Mention, named: frozenset[str]) -> bool:
        """Whether an article that names these records is no answer where this one is named.

        Of a place the area and advisor are told from the gazetteer, never by an article that
        happens to name places.
        """
        if mention.kind in _PLACES:
            return any(self.knowledge.kind_of(id) in _PLACES for id in named)
        return mention.kind in _TELLS_ARTICLES_APART and not named & {*mention.candidates}
