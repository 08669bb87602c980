"""Yes or No of a prepared answer: what of it a question claims, by the words that it turns on.

Sentences that claim opposite things ("is it going on?", "has it been scrapped?") sound alike to
an encoder, so an article says which words its answer bears out and which it denies; the families
of English words ("ended", "going on") stand in data/nlu.  Where a question turns on more than the
article speaks of, there is no Yes and no No.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.components.clauses import PLACEHOLDERS
from bot.components.dates_said import DaySaid, days_said
from bot.components.lexicon import Lexicon
from bot.knowledge import Knowledge
from bot.meaning import Mention, Part
from bot.records import Article
from bot.text import singular

Tokens = tuple[str, ...]
_FAMILY = "claim_"
_STANCES = ("ended", "must", "only", "all", "same")
"""Families that turn a question round: a condition that leaves one out does not decide it."""
_ANOTHER = "another"
_ACTORS = frozenset({"group", "body", "organisation", "contact"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FEWEST_BEFORE, _MOST_OF_A_NAME = 2, 5
_ADDED = re.compile(r"(?:and|plus|also) (?:the|its|their|our|your|his|her)\b", re.IGNORECASE)
_NOT_ALONE = frozenset({"now", "as", "even"})
_AFTER_NOW = frozenset({"that", "the", "its", "it", "we", "though", "PREDECESSOR", "PARTNERSHIP"})
"""What follows "now" where it begins background ("now the board has gone")."""
_CLOSING_WORDS = re.compile(r"\b(?:any more|gone|(?<!ed )(?<!gone )(?<!taken )(?<!took )over)$")
_OWNING = re.compile(r"['’]s$")
_ENDINGS = {"s": 3, "es": 2, "ed": 3, "d": 3, "ing": 2}
"""Endings of verbs and nouns, and how much of a word must stand before each."""
_PART_OF_A_SPAN = re.compile(
    r"\b(?:start|beginning|middle|mid|end|early|late|before|after|christmas|easter)\b",
    re.IGNORECASE,
)


_AROUND_A_TIME = re.compile(
    r"\b(?:start|beginning|middle|end) of (?:the |that |this |last |a )?(?:\w+ )?"
    r"(?:year|term|month|week|summer|autumn|winter|spring|season)\b",
    re.IGNORECASE,
)
"""As in "the end of the tax year", at which nothing needs to have ended."""


@dataclass(frozen=True)
class _Claimed:
    """What is left of a question once background is taken away, and the names in it."""

    tokens: Tokens
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class Verdicts:
    """Decides the yes/no questions of one pack's articles."""

    knowledge: Knowledge
    lexicon: Lexicon

    def decided(self, part: Part) -> Part:
        """A yes/no part with what its article says to it: Yes, No, or None where it is open."""
        article = self.knowledge.articles.get(part.reading.article or "")
        if article is None or part.form != "yes_no" or _is_only_named(part):
            return part
        return replace(part, reading=replace(part.reading, affirms=self._affirms(part, article)))

    def _affirms(self, part: Part, article: Article) -> bool | None:
        if part.of_kind("place", "district") or self._names_a_neighbour(part, article):
            # What holds of the county need not hold of one place in it, nor of another county.
            return None
        days = days_said(part.text)
        on_the_day = _is_on(days, article)
        if on_the_day is False:
            return False
        vague = bool(days) and _PART_OF_A_SPAN.search(part.text) is not None
        vague = vague or _AROUND_A_TIME.search(part.text) is not None
        if vague or not (on_the_day or self._speaks_of_years(part.text, article)):
            return None
        claimed = self._claimed(part)
        positive = self._by_conditions(claimed, article)
        return _turned(claimed.tokens, self.lexicon, positive=positive)

    def _names_a_neighbour(self, part: Part, article: Article) -> bool:
        """Whether a neighbour, or its partnership, is named of which the article says nothing."""
        held = self.knowledge.neighbours
        named = [held[m.id].name for m in part.of_kind("neighbour") if m.id in held]
        return any(name not in article.answer for name in named)

    def _speaks_of_years(self, text: str, article: Article) -> bool:
        conditions = " ".join((*article.yes_where, *article.no_where))
        return all(year in f"{article.answer} {conditions}" for year in _YEAR.findall(text))

    def _by_conditions(self, claimed: _Claimed, article: Article) -> bool | None:
        """The answer of the conditions that fit with most terms; None where they disagree."""
        turned = {name for name in _STANCES if self._family(name, claimed.tokens)}
        found: dict[int, set[bool]] = {}
        own = self._own_names(article)
        for holds, conditions in ((True, article.yes_where), (False, article.no_where)):
            for condition in conditions:
                terms = [_alternatives(term) for term in condition.split(" + ")]
                accounted = turned <= {one for term in terms for one in term}
                if accounted and all(self._fits(term, claimed, own) for term in terms):
                    found.setdefault(len(terms), set()).add(holds)
        best = found[max(found)] if found else set()
        return next(iter(best)) if len(best) == 1 else None

    def _own_names(self, article: Article) -> frozenset[str]:
        """What the conditions of an article name, by kind or id; whatever else is "another"."""
        conditions = (*article.yes_where, *article.no_where)
        terms = (term for one in conditions for term in one.split(" + "))
        return frozenset(one for term in terms for one in _alternatives(term))

    def _fits(self, term: Sequence[str], claimed: _Claimed, own: frozenset[str]) -> bool:
        return any(self._said(one, claimed, own) for one in term)

    def _said(self, word: str, claimed: _Claimed, own: frozenset[str]) -> bool:
        named = {name for m in claimed.mentions for name in (m.kind, m.id)}
        if word == _ANOTHER:
            return any(m.kind in _ACTORS and not {m.kind, m.id} & own for m in claimed.mentions)
        if word in named:
            return True
        if _FAMILY + word.replace(" ", "_") in self.lexicon.lists:
            return self._family(word, claimed.tokens)
        return _holds(claimed.tokens, tuple(word.split()))

    def _family(self, name: str, tokens: Tokens) -> bool:
        phrases = self.lexicon.lists.get(_FAMILY + name.replace(" ", "_"), frozenset())
        return any(_holds(tokens, tuple(phrase.split())) for phrase in phrases)

    def _claimed(self, part: Part) -> _Claimed:
        """Without background ("now that the board has gone") and names that are denied."""
        tokens = self._normal(part.plain)
        names = _aligned(tokens, part.mentions)
        kept = range(self._end_of_claim(tokens))
        left_out = {at for at in kept if at in names and self._is_beside(tokens, at, names, part)}
        denials = {at for name in left_out for at in range(name - 3, name) if tokens[at] == "not"}
        said = tuple(tokens[at] for at in kept if at not in left_out | denials)
        mentions = tuple(names[at] for at in kept if at in names and at not in left_out)
        return _Claimed(said, mentions)

    def _normal(self, plain: str) -> list[str]:
        """The words, without idle phrases; "any more" and "over" at the end mean: ended."""
        for phrase in self.lexicon.lists.get("idle_phrase", frozenset()):
            plain = f" {plain} ".replace(f" {phrase} ", " ").strip()
        return _CLOSING_WORDS.sub("anymore", plain).split()

    def _end_of_claim(self, tokens: Sequence[str]) -> int:
        """Where background about the change begins; all of a question that begins with it."""
        starts = self.lexicon.lists.get("background_start", frozenset())
        of_the_change = {"PREDECESSOR", "PARTNERSHIP"}
        for at in range(_FEWEST_BEFORE, len(tokens)):
            follows = tokens[at] not in _NOT_ALONE or {*tokens[at + 1 : at + 2]} & _AFTER_NOW
            if tokens[at] in starts and follows and of_the_change & {*tokens[at:]}:
                return at
        return len(tokens)

    def _is_beside(
        self, tokens: Sequence[str], at: int, names: Mapping[int, Mention], part: Part
    ) -> bool:
        """Whether a name is denied ("not the board") or tells only which reviews are meant."""
        if not (len({mention.id for mention in names.values()}) > 1 or at > _FEWEST_BEFORE):
            return False
        before = [word for word in tokens[max(0, at - 3) : at] if word not in {"the", "by", "it"}]
        denied = before[-1:] == ["not"] or before[-2:] in (["rather", "than"], ["instead", "of"])
        after = [word for word in tokens[at + 1 : at + 4] if word not in {"had", "has", "itself"}]
        beside = (*(word for word in before[-1:] if word != "did"), *after[:1])
        commissions = any(self.lexicon.has("commissioning_word", word) for word in beside)
        said = re.escape(_OWNING.sub("", names[at].said))
        owns = re.search(rf"{said}['’]s\s+\w", part.text, re.IGNORECASE) is not None
        return denied or commissions or (owns and names[at].kind == "predecessor")


def _is_only_named(part: Part) -> bool:
    """As in "and the Board's last day?", which claims nothing."""
    few = len(part.text.split()) <= _MOST_OF_A_NAME
    return few and _ADDED.match(part.text.strip()) is not None


def _alternatives(term: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in term.split(" / "))


def _aligned(tokens: Sequence[str], mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Where the placeholder of each named mention stands among the tokens."""
    firm = [m for m in mentions if m.certainty not in {"hint", "unknown"}]
    waiting = sorted(firm, key=lambda mention: mention.start)
    found: dict[int, Mention] = {}
    for at, token in enumerate(tokens):
        one = next((m for m in waiting if PLACEHOLDERS[m.kind] == token), None)
        if one:
            found[at] = one
            waiting.remove(one)
    return found


def _holds(tokens: Tokens, phrase: Tokens) -> bool:
    """Whether the tokens hold the words one after the other, each in any of its forms."""
    length = len(phrase)
    return any(
        all(word in _base_forms(said) for said, word in zip(tokens[at:], phrase, strict=False))
        for at in range(len(tokens) - length + 1)
    )


@lru_cache(maxsize=4096)
def _base_forms(said: str) -> frozenset[str]:
    """The words of which one may be a form ("signed" of "sign", "binned" of "bin")."""
    said = said.lower()
    found = {said, singular(said)}
    for ending, shortest in _ENDINGS.items():
        stem = said.removesuffix(ending)
        if stem == said or len(stem) < shortest:
            continue
        found |= {stem, f"{stem}e", f"{stem.removesuffix('i')}y"}
        if stem[-1:] == stem[-2:-1]:
            found.add(stem[:-1])
    return frozenset(found)


def _is_on(days: Sequence[DaySaid], article: Article) -> bool | None:
    """Whether what is said of a day fits the article's; None where no day is said."""
    if not days or article.day is None:
        return None
    return all(one.fits(article.day) for one in days)


def _turned(tokens: Tokens, lexicon: Lexicon, *, positive: bool | None) -> bool | None:
    """The answer to a question put negatively, where a bare Yes might mean either.

    "Does the board not meet any more?" is not answered with "Yes" where it does meet.
    """
    pronoun = any(lexicon.has("denying_pronoun", word) for word in tokens)
    denied = pronoun or any(lexicon.has("negation", word) for word in tokens[1:])
    if not denied or positive is None:
        return positive
    if positive:
        return False if pronoun else None
    # "Are there places that you do not cover?" says nothing against what is not covered.
    return None if {"there", "anything", "any"} & {*tokens[:2]} else False
