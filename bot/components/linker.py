"""Which records of the pack the words of a message name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import OSA
from spacy.lang.en.stop_words import STOP_WORDS

from bot.components.enumerations import in_a_row
from bot.components.heard_names import HeardNames
from bot.components.lexicon import Lexicon
from bot.components.name_index import Found, Name, NameIndex
from bot.components.name_sense import NameSense
from bot.meaning import Certainty, Mention
from bot.text import Word, key_of, singular, words_of

_FAMILIES = {
    "place": frozenset({"place", "neighbour"}),
    "neighbour": frozenset({"place", "neighbour"}),
}
"""Kinds among which one name may mean either; a town and the district around it are as one."""
_MOST_HINT_WORDS = 4
_SHORTEST_BEGINNING = 2
_LONG_ENOUGH = 5
_UNDER, _ONLINE = "under", "online"
_READING = frozenset({"see", "view", "read", "find", "get", "look", "available", "published"})
_ALIKE = 0.8


@dataclass(frozen=True)
class Linker:
    """Finds mentions: names, parts of people's names, hints beside a group word, unknown groups."""

    index: NameIndex
    lexicon: Lexicon

    def link(self, text: str, words: Sequence[Word]) -> tuple[Mention, ...]:
        """The mentions of a message in the order in which they stand, none overlapping."""
        heard = list(self._heard.find(words_of(text)))
        found = [
            one
            for one in self.index.find(words)
            if self._sense.plausible(one, text, words) and not _overlap(one, heard)
        ]
        found += heard
        mentions = [self._mention(one, text, words) for one in found]
        covered = {index for one in found for index in range(one.first, one.last)}
        mentions += self._hinted_groups(text, words, covered)
        groups = {
            i for one in found if one.names[0].kind == "group" for i in range(one.first, one.last)
        }
        mentions += self._bare_hints(text, words, covered, groups)
        mentions.sort(key=lambda mention: mention.start)
        # A chair is asked of groups, so what is named in a row after the word are groups.
        chairs = (word.start for word in words if self._is_chair_word(word))
        first = next(chairs, len(text))
        before = [mention for mention in mentions if mention.start < first]
        return (*before, *in_a_row(mentions[len(before) :], text, self._group_of))

    def _group_of(self, mention: Mention) -> str | None:
        """The one group that a mention names, or that its words hint at."""
        if mention.kind not in {"group", "topic"} or mention.others:
            return None
        if mention.kind == "group":
            return mention.id or None
        hinted = self._hinted(words_of(mention.said))
        return hinted[0] if len(hinted) == 1 else None

    @cached_property
    def _sense(self) -> NameSense:
        return NameSense(self.index, self.lexicon)

    @cached_property
    def _heard(self) -> HeardNames:
        return HeardNames(self.index.knowledge.people.values())

    def _mention(self, found: Found, text: str, words: Sequence[Word]) -> Mention:
        best = found.names[0]
        family = _FAMILIES.get(best.kind, frozenset({best.kind}))
        shared = key_of(text[words[found.first].start : words[found.last - 1].end]) in self._shared
        same_kind = tuple(name.id for name in found.names[1:] if shared or name.kind in family)
        certainty: Certainty = best.certainty
        if any(word.corrected for word in words[found.first : found.last]):
            certainty = "near"
        if best.kind == "person" and best.certainty == "partial":
            return self._part_of_a_name(found, same_kind, text, words)
        return _mention(best, text, words, found.first, found.last, certainty, same_kind)

    def _part_of_a_name(
        self, found: Found, others: tuple[str, ...], text: str, words: Sequence[Word]
    ) -> Mention:
        """A lone first name or surname; with another name beside it, it is somebody else's."""
        first, last = found.first, found.last
        certainty: Certainty = "partial"
        is_first_name = singular(words[first].form) in self.index.first_names
        if is_first_name and last < len(words) and self._is_name(text, words, last, last - 1):
            last, certainty = last + 1, "near"
        elif not is_first_name and first > 0 and self._is_name(text, words, first - 1, first):
            first, certainty = first - 1, "near"
        elif words[first].corrected:
            certainty = "near"
        return _mention(found.names[0], text, words, first, last, certainty, others)

    def _is_name(self, text: str, words: Sequence[Word], index: int, beside: int) -> bool:
        """Whether the word at `index` looks like the other half of a name beside it."""
        word = words[index]
        first, second = sorted((word, words[beside]), key=lambda one: one.start)
        if text[first.end : second.start].strip() or word.form in STOP_WORDS:
            return False
        if self.lexicon.has("title", word.form) or word.form in self.index.first_names:
            return False
        said = text[word.start : word.end]
        in_capitals = said[0].isupper() and not text.isupper()
        return in_capitals or word.form not in self.lexicon.vocabulary

    @cached_property
    def _shared(self) -> frozenset[tuple[str, ...]]:
        """The names that the pack says several records share, of whatever kinds."""
        return frozenset(key_of(name) for name in self.index.knowledge.ambiguous)

    def _hinted_groups(
        self, text: str, words: Sequence[Word], covered: set[int]
    ) -> Iterator[Mention]:
        """As in "the health one": hints right before a group word or a word for a chair."""
        for index, word in enumerate(words):
            is_group_word = self.lexicon.has("group_word", singular(word.form))
            if index in covered or not (is_group_word or self._is_chair_word(word)):
                continue
            first = self._first_modifier(words, index, covered)
            ids = self._hinted(words[first:index])
            last = index + 1 if is_group_word else index
            several = self._coordinated(words, first, index) if len(ids) > 1 else []
            if several:
                covered.update(range(first, last))
                for start, end, id in several:
                    best = Name("group", id, "exact")
                    yield _mention(best, text, words, start, end, "exact", ())
                continue
            if ids:
                covered.update(range(first, last))
                near = any(word.corrected for word in words[first:index])
                certainty: Certainty = "near" if near and len(ids) > 1 else "exact"
                best = Name("group", ids[0], certainty)
                yield _mention(best, text, words, first, last, certainty, ids[1:])
            elif is_group_word and first < index and (alike := self._alike(words[first:index])):
                covered.update(range(first, last))
                best = Name("group", alike, "near")
                yield _mention(best, text, words, first, last, "near", ())
            elif is_group_word and first < index and self._names_unknown(words, first, index):
                unknown = Name("group", "", "unknown")
                yield _mention(unknown, text, words, first, index + 1, "unknown", ())

    def _is_chair_word(self, word: Word) -> bool:
        return self.lexicon.has("chair_word", word.form)

    def _first_modifier(self, words: Sequence[Word], index: int, covered: set[int]) -> int:
        """Index of the first word that still belongs to the name which ends at `index`."""
        first = index
        while first > 0 and index - first < _MOST_HINT_WORDS:
            form = words[first - 1].form
            if first - 1 in covered or not self._can_modify(form):
                break
            first -= 1
        while first < index and not self._says_something(words[first].form):
            first += 1
        return first

    def _can_modify(self, form: str) -> bool:
        return self.lexicon.has("joining_word", form) or self._says_something(form)

    def _says_something(self, form: str) -> bool:
        if singular(form) in self.index.hints:
            return True
        generic = self.lexicon.has("generic_group_word", form)
        return form not in STOP_WORDS and " " not in form and not generic

    def _hinted(self, words: Sequence[Word]) -> tuple[str, ...]:
        """The groups that most of the words hint at."""
        votes: dict[str, int] = {}
        for word in words:
            for group in self._hinted_by(word.form):
                votes[group] = votes.get(group, 0) + 1
        most = max(votes.values(), default=0)
        return tuple(group for group, count in votes.items() if count == most)

    def _lines_hinted(self, form: str) -> Iterator[tuple[str, str]]:
        """The telephone lines that a word of everyday language asks for ("weekend")."""
        for contact in self.index.knowledge.contacts.values():
            if self.lexicon.has(f"audience_{contact.audience.replace('-', '_')}", form):
                yield "contact", contact.id

    def _alike(self, words: Sequence[Word]) -> str | None:
        """The one group whose hint a real word was typed for ("heath forum" for health)."""
        found = {
            ids
            for word in words
            for hint, ids in self.index.hints.items()
            if len(word.form) >= _LONG_ENOUGH
            and OSA.normalized_similarity(word.form, hint) >= _ALIKE
        }
        return found.pop()[0] if len(found) == 1 else None

    def _coordinated(
        self, words: Sequence[Word], first: int, index: int
    ) -> list[tuple[int, int, str]]:
        """As in "Education and health groups": runs of words with one group each, else nothing."""
        joints = [i for i in range(first, index) if words[i].form in {"and", "or"}]
        edges = [first - 1, *joints, index]
        runs = [(a + 1, b) for a, b in itertools.pairwise(edges) if b > a + 1]
        found = [(start, end, self._hinted(words[start:end])) for start, end in runs]
        if not joints or any(len(ids) != 1 for _, _, ids in found):
            return []
        return [(start, end, ids[0]) for start, end, ids in found]

    def _hinted_by(self, form: str) -> tuple[str, ...]:
        """The groups at which a word hints, or which it begins to spell ("edu", "exploit")."""
        exact = self.index.hints.get(singular(form))
        if exact or len(form) < _SHORTEST_BEGINNING or form in STOP_WORDS:
            return exact or ()
        begun = [ids for hint, ids in self.index.hints.items() if hint.startswith(form)]
        return tuple(dict.fromkeys(id for ids in begun for id in ids))

    def _cut_short(self, form: str) -> tuple[str, ...]:
        """The group that a word which only the pack's names hold begins to spell ("edu")."""
        if form not in self.index.vocabulary or form in self.lexicon.vocabulary:
            return ()
        ids = self._hinted_by(form)
        return ids if len(ids) == 1 else ()

    def _names_unknown(self, words: Sequence[Word], first: int, index: int) -> bool:
        """Whether "… X group" names a group that the pack does not hold, and asks for none."""
        asks = first > 0 and self.lexicon.has("interrogative", words[first - 1].form)
        is_verb = words[first].form in self.lexicon.lists.get("question_start", ())
        formal = self.lexicon.has("formal_group_word", words[index].form)
        return formal and not asks and not is_verb

    def _bare_hints(
        self, text: str, words: Sequence[Word], covered: set[int], groups: set[int]
    ) -> Iterator[Mention]:
        """Hints that stand alone; before "and" and a group they name one ("education and …")."""
        for index, word in enumerate(words):
            # "Under review" tells how terms stand, and hints at no group for reviews.
            under = index > 0 and words[index - 1].form == _UNDER
            if index in covered or under or _tells_where_to_read(words, index):
                continue
            ids = self.index.hints.get(singular(word.form)) or self._cut_short(word.form)
            if ids:
                certainty: Certainty = "exact" if _joined(words, index, groups) else "hint"
                best = Name("group", ids[0], certainty)
                yield _mention(best, text, words, index, index + 1, certainty, ids[1:])
            hinted = self.index.other_hints.get(singular(word.form), ())
            for kind, id in (*hinted, *self._lines_hinted(singular(word.form))):
                best = Name(kind, id, "hint")
                yield _mention(best, text, words, index, index + 1, "hint", ())


def _tells_where_to_read(words: Sequence[Word], index: int) -> bool:
    """Whether a word says by what way something is read ("can I see the minutes online")."""
    ends = index + 1 == len(words)
    return ends and words[index].form == _ONLINE and any(w.form in _READING for w in words[:index])


def _joined(words: Sequence[Word], index: int, groups: set[int]) -> bool:
    """Whether a word stands before "and" and a group ("education and the health forum")."""
    following = [word.form for word in words[index + 1 : index + 3]]
    if not following or following[0] not in {"and", "or"}:
        return False
    return index + (3 if following[1:] == ["the"] else 2) in groups


def _overlap(found: Found, others: Sequence[Found]) -> bool:
    return any(found.first < one.last and one.first < found.last for one in others)


def _mention(  # noqa: PLR0917 the span and what it names; each call reads in this order
    name: Name,
    text: str,
    words: Sequence[Word],
    first: int,
    last: int,
    certainty: Certainty,
    others: tuple[str, ...],
) -> Mention:
    start, end = words[first].start, words[last - 1].end
    return Mention(name.kind, name.id, text[start:end], start, end, certainty, others)
