"""What a person most likely meant to type: by ear, by slips, in text speak, and by context.

A noisy channel (Kernighan, Church and Gale, 1990): of the words that may be meant, those are
chosen that are together likeliest in this field and cost the fewest slips.  A word of English
gives way only to one that sounds like it, and only where the words around it ask for that:
"wear do they meet" against "what do pupils wear".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.lang.en.stop_words import STOP_WORDS

from bot.components.clauses import PLACEHOLDERS
from bot.components.english import English
from bot.components.lexicon import Lexicon, spelt_in_full
from bot.components.meant_words import HEARD_ALIKE, MeantWords
from bot.components.name_index import NameIndex
from bot.components.word_model import START, WordModel, joined_pairs, pairs_in
from bot.text import Word, singular, words_of

_TEXT_SPEAK = 0.5
"""What it costs to take text speak for what it stands for, and not for a slip."""
_DOUBTED, _RARE_DOUBTED, _NAME_DOUBTED = 4.0, 3.0, 7.0
"""What it costs, besides the slip, to doubt a usual word, a rare one, one of the pack's names."""
_UNHEARD, _NAME_UNHEARD = 3.0, 4.0
"""What it costs more on each side where nobody is known to say the words together."""
_OF_A_SLIP = 0.5
"""Share of a slip's cost where another word came out: homophones are the commonest slips."""
_NO_FORM = 2.0
"""What it costs that a word looks like a form of another and stands in no dictionary."""
_TOO_USUAL = 5
"""A word that the examples and questions hold so often is never doubted."""
_OFTEN = 20
"""A name that the texts hold so often may be meant by as little as three letters ("knt")."""
_MUCH = 10
"""A spelling is a slip of one that is so many times as frequent and sounds the same."""
_SEEN = 4
"""A word in no dictionary that the examples hold so often may be meant."""
_LONG_TEXT_SPEAK = 5
"""Letters of text speak that may itself be misspelt ("fanks", "chears")."""
_SHORTEST, _SHORTEST_DOUBTED, _LONG_ENOUGH_FOR_A_NAME = 2, 3, 4
_STRANGE = "?"
"""Stands for a word that nobody uses."""
_ENDINGS = ("ing", "ed", "er", "ers", "ly")
_SHORTEST_STEM = 4
_REMEMBERED = 8192


@dataclass(frozen=True)
class _Choice:
    """One way to read a typed word: as `form`, which may be several words.

    `heard` is what its likelihood is taken from, where that is another word; `unheard` is what
    it costs more beside a word with which it is not known to be said.
    """

    form: str
    cost: float
    corrected: bool = False
    heard: str = ""
    unheard: float = 0.0

    @property
    def first(self) -> str:
        return self.heard or self.form.split(" ", 1)[0]

    @property
    def last(self) -> str:
        return self.heard or self.form.rsplit(" ", 1)[-1]


_EDGE = _Choice(START, 0.0)


class Respeller:
    """Sets words right towards those of the field.

    `names` are the words of the pack's names, `kept` those that are never anything else, and
    `respelt` is text speak with its meaning.
    """

    def __init__(
        self,
        model: WordModel,
        meant: MeantWords,
        names: frozenset[str],
        kept: frozenset[str],
        respelt: Mapping[str, str],
    ) -> None:
        self._model = model
        self._meant = meant
        self._names = names
        self._kept = kept
        self._respelt = respelt
        self._choices = lru_cache(_REMEMBERED)(self._find_choices)

    def corrected(self, words: Sequence[Word]) -> tuple[Word, ...]:
        """The words as they were most likely meant; places stay as they were typed."""
        choices = [self._choices(word.form) for word in words]
        if all(len(those) == 1 for those in choices):
            chosen = [those[0] for those in choices]
        else:
            chosen = self._likeliest(choices)
        return tuple(
            word if one.form == word.form else replace(word, form=one.form, corrected=one.corrected)
            for word, one in zip(words, chosen, strict=True)
        )

    def _find_choices(self, form: str) -> tuple[_Choice, ...]:
        """What a typed word may be, what it says first."""
        if form in self._respelt:
            spelt = _Choice(self._respelt[form], _TEXT_SPEAK)
            return (spelt, *self._instead_of_a_word(form, _DOUBTED))
        known = self._known_as(form)
        if self._is_sure(form, known):
            return (_Choice(form, 0.0),)
        if known in {form, _plural_of(form)} or form in self._model.english.contractions:
            itself = _Choice(form, 0.0, heard=known)
            return (itself, *self._instead_of_a_word(form, self._trust(form)))
        if known:
            # "Trainning" looks like a form of "train", and is no word all the same.
            return (_Choice(form, _NO_FORM, heard=known), *self._instead_of_a_slip(form))
        heard = _STRANGE if self._is_usual_slip(form) else form
        return (_Choice(form, 0.0, heard=heard), *self._instead_of_a_slip(form))

    def _is_sure(self, form: str, known: str) -> bool:
        """Whether a word is certainly what was meant."""
        if not form.isalpha() or len(form) < _SHORTEST or singular(form) in self._kept:
            return True
        if known not in {form, _plural_of(form)}:
            return False
        usual = max(self._model.count(one) for one in (form, singular(form))) >= _TOO_USUAL
        return usual or len(form) < _SHORTEST_DOUBTED

    def _known_as(self, form: str) -> str:
        """The word of English or of the pack that a folded word is, or is a form of; else ""."""
        if form in self._model.english.contractions:
            return self._model.english.contractions[form]
        return next((w for w in (form, singular(form), *_stems(form)) if self._listed(w)), "")

    def _listed(self, form: str) -> bool:
        return self._model.english.knows(form) or form in self._names

    def _trust(self, form: str) -> float:
        """What it costs to doubt a word of English or of the pack."""
        if form in self._names:
            return _NAME_DOUBTED
        english = self._model.english
        usual = form in english.ranks or form in english.contractions
        return _DOUBTED if usual else _RARE_DOUBTED

    def _instead_of_a_word(self, form: str, doubt: float) -> tuple[_Choice, ...]:
        """The words that sound like a word of English, if the context asks for them."""
        return tuple(
            _Choice(word, cost * _OF_A_SLIP + doubt, corrected=True, unheard=self._unheard(word))
            for word, cost in self._meant.of_known(form)
        )

    def _unheard(self, word: str) -> float:
        """Nobody's ordinary word is turned into a name that has not been heard there."""
        name = word in self._names or word not in self._model.english.ranks
        return _NAME_UNHEARD if name else _UNHEARD

    def _instead_of_a_slip(self, form: str) -> tuple[_Choice, ...]:
        """The words for which something that is no word may have been typed."""
        return tuple(
            _Choice(self._respelt.get(word, word), cost, corrected=True)
            for word, cost in self._meant.of_unknown(form)
            if self._may_be(word, form, cost)
        )

    def _may_be(self, word: str, form: str, cost: float) -> bool:
        """Whether a word is none that the examples misspell, nor a name hit by chance ("lol")."""
        seldom = word in self._model.kinds and self._model.count(word) < _OFTEN
        if seldom and len(form) < _LONG_ENOUGH_FOR_A_NAME:
            return cost <= HEARD_ALIKE
        return self._listed(word) or not self._is_usual_slip(word)

    def _is_usual_slip(self, form: str) -> bool:
        """Whether another word that sounds the same is very much more usual."""
        return any(
            cost <= HEARD_ALIKE and self._model.count(word) > _MUCH * self._model.count(form)
            for word, cost in self._meant.of_unknown(form)
        )

    def _likeliest(self, choices: Sequence[Sequence[_Choice]]) -> list[_Choice]:
        """The cheapest way through the choices (Viterbi, 1967)."""
        ends: list[tuple[float, list[_Choice]]] = [(0.0, [_EDGE])]
        for those in (*choices, (_EDGE,)):
            ends = [self._cheapest(ends, one) for one in those]
        return ends[0][1][1:-1]

    def _cheapest(
        self, ends: Sequence[tuple[float, list[_Choice]]], one: _Choice
    ) -> tuple[float, list[_Choice]]:
        """The cheapest way to one choice: its cost, and the choices with this one behind them."""
        costs = [cost + self._step(path[-1], one) for cost, path in ends]
        best = min(range(len(costs)), key=costs.__getitem__)
        return costs[best] + one.cost, [*ends[best][1], one]

    def _step(self, before: _Choice, one: _Choice) -> float:
        """What it costs to go on with a choice behind another."""
        cost = self._model.surprise(before.last, one.first)
        unheard = before.unheard + one.unheard
        if unheard and not self._model.follows(before.last, one.first):
            return cost + unheard
        return cost


def _plural_of(form: str) -> str:
    """The word of which a form is the regular plural; itself where it is none ("nurserys")."""
    return form if form.endswith("ys") else singular(form)


def _stems(form: str) -> tuple[str, ...]:
    """What a regular form of a word may be a form of: "chair" for "chairing"."""
    found: list[str] = []
    for ending in _ENDINGS:
        stem = form.removesuffix(ending)
        if stem != form and len(stem) >= _SHORTEST_STEM:
            found += (stem, f"{stem}e", *([stem[:-1]] if stem[-1] == stem[-2] else []))
    return tuple(found)


def respeller_of(index: NameIndex, lexicon: Lexicon, english: English) -> Respeller:
    """The respeller of a pack: its words are those of the examples, its questions and names."""
    articles = index.knowledge.articles.values()
    questions = (text for one in articles for text in (*one.questions, *one.follow_ups))
    asked = [spelt_in_full(text, lexicon.respelt) for text in questions]
    names = [[word.form for word in words_of(name)] for _, name in index.written()]
    pairs = joined_pairs(lexicon.pairs, pairs_in((*asked, *names)))
    model = WordModel(pairs, english, _kinds(index))
    said = lexicon.vocabulary.union(*asked)
    usual = {word for word in said if word in english.ranks}
    usual |= {word for word in said - lexicon.respelt.keys() if model.count(word) >= _SEEN}
    usual |= {word for word in lexicon.respelt if len(word) >= _LONG_TEXT_SPEAK}
    meant = MeantWords(usual | index.vocabulary, index.hints)
    kept = lexicon.lists.get("group_word", frozenset()) | lexicon.lists.get("title", frozenset())
    return Respeller(model, meant, index.vocabulary, kept, lexicon.respelt)


def _kinds(index: NameIndex) -> Mapping[str, Sequence[str]]:
    """The words of the pack's names, each with the placeholders that it may be part of."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind, name in index.written():
        for word in words_of(name):
            if kind in PLACEHOLDERS and word.form not in STOP_WORDS:
                found[word.form].add(PLACEHOLDERS[kind])
    return {word: tuple(sorted(kinds)) for word, kinds in found.items()}
