"""The names of a pack, found in the words of a message by spaCy's PhraseMatcher.

Names are compared folded and singular (:func:`bot.text.key_of`), so case, accents, hyphens,
possessives and regular plurals make no difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from bot.knowledge import Knowledge
from bot.meaning import Certainty
from bot.records import Group, Kind, Neighbour, Person, Record
from bot.text import Word, key_of, singular, words_of

_KIND_ORDER = (
    "group",
    "person",
    "partnership",
    "predecessor",
    "area",
    "district",
    "place",
    "body",
    "contact",
    "organisation",
    "post",
    "topic",
    "neighbour",
    "term",
)
_LINKED_BY_NAME = frozenset(_KIND_ORDER)


@dataclass(frozen=True)
class Name:
    """One way to name one record."""

    kind: str
    id: str
    certainty: Certainty


@dataclass(frozen=True)
class Found:
    """A run of words, from index `first` up to `last` (exclusive), and what it may name."""

    first: int
    last: int
    names: tuple[Name, ...]


@dataclass
class NameIndex:
    """All names of one pack; `hints` maps a word to the groups that it hints at."""

    knowledge: Knowledge
    hints: dict[str, tuple[str, ...]] = field(init=False)
    other_hints: dict[str, tuple[tuple[str, str], ...]] = field(init=False)
    first_names: dict[str, tuple[str, ...]] = field(init=False)
    vocabulary: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._names: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        for kind, record in self.knowledge.records():
            if kind in _LINKED_BY_NAME:
                self._add_record(kind, record)
        self._squashed = self._squash()
        self.hints = self._hints()
        self.other_hints = self._other_hints()
        self.first_names = self._first_names()
        self.vocabulary = frozenset(self._vocabulary())
        self._nlp = spacy.blank("en")
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="ORTH")
        self._matcher.add("name", [Doc(self._nlp.vocab, words=list(key)) for key in self._names])

    def find(self, words: Sequence[Word]) -> list[Found]:
        """The longest names among the words, none overlapping another, in order."""
        if not words:
            return []
        doc = Doc(self._nlp.vocab, words=[singular(word.form) or "?" for word in words])
        spans = [(start, end) for _, start, end in self._matcher(doc)]
        spans += self._run_together(words)
        taken: list[tuple[int, int]] = []
        for start, end in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0])):
            if all(end <= first or start >= last for first, last in taken):
                taken.append((start, end))
        return [Found(first, last, self._named(words[first:last])) for first, last in sorted(taken)]

    def is_name(self, word: Word) -> bool:
        """Whether a word by itself, as it stands, is a name."""
        return (singular(word.form),) in self._names

    def hints_at_area(self, word: Word) -> bool:
        """Whether a word by itself points to an area ("west")."""
        return any(kind == "area" for kind, _ in self.other_hints.get(singular(word.form), ()))

    def _named(self, words: Sequence[Word]) -> tuple[Name, ...]:
        key = tuple(singular(word.form) for word in words)
        names = self._names.get(key) or self._squashed.get("".join(key), [])
        return tuple(sorted(names, key=lambda name: _KIND_ORDER.index(name.kind)))

    def _run_together(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Names typed without their spaces, or with one too many ("countylines", "maid stone")."""
        forms = [singular(word.form) for word in words]
        for start in range(len(forms)):
            for end in range(start + 1, min(start + 3, len(forms)) + 1):
                if "".join(forms[start:end]) in self._squashed:
                    yield start, end

    def _squash(self) -> dict[str, list[Name]]:
        squashed: dict[str, list[Name]] = {}
        for key, names in self._names.items():
            whole = "".join(key)
            if len(whole) >= 8:
                squashed.setdefault(whole, names)
        return squashed

    def _add_record(self, kind: Kind, record: Record) -> None:
        for name in (record.name, record.short, *record.aliases):
            self._add(name, Name(kind, record.id, "exact"))
        for former in getattr(record, "former", ()):
            self._add(former.name, Name(kind, record.id, "exact"))
        if isinstance(record, Neighbour):
            for town in record.towns:
                self._add(town, Name(kind, record.id, "exact"))
        if isinstance(record, Person):
            self._add_person(record)

    def _add_person(self, person: Person) -> None:
        self._add(person.name.split()[0], Name("person", person.id, "partial"))
        self._add(person.name.split()[-1], Name("person", person.id, "partial"))
        for post in (person.post, *person.post_aliases):
            self._add(post, Name("post", person.id, "exact"))

    def _add(self, text: str | None, name: Name) -> None:
        key = key_of(text or "")
        key = key[1:] if key[:1] == ("the",) else key
        if key and name not in self._names[key]:
            self._names[key].append(name)

    def _hints(self) -> dict[str, tuple[str, ...]]:
        hints: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for group in self.knowledge.groups.values():
            for word in _hint_words(group):
                if group.id not in hints[word]:
                    hints[word] = (*hints[word], group.id)
        return dict(hints)

    def _other_hints(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Words that hint at a telephone line, or at an area ("west" at West Kent)."""
        hints: dict[str, tuple[tuple[str, str], ...]] = defaultdict(tuple)
        county = {word for text in self.knowledge.county_words for word in key_of(text)}
        for contact in self.knowledge.contacts.values():
            for word in {word for hint in contact.hints for word in key_of(hint)}:
                hints[word] = (*hints[word], ("contact", contact.id))
        for area in self.knowledge.areas.values():
            for word in set(key_of(area.name)) - county:
                hints[word] = (*hints[word], ("area", area.id))
        return dict(hints)

    def _first_names(self) -> dict[str, tuple[str, ...]]:
        people: dict[str, tuple[str, ...]] = defaultdict(tuple)
        for person in self.knowledge.people.values():
            (first, *_) = key_of(person.name)
            people[first] = (*people[first], person.id)
        return dict(people)

    def written(self) -> Iterator[tuple[Kind, str]]:
        """Every name as it is written, with the kind of what bears it."""
        for kind, record in self.knowledge.records():
            former = (one.name for one in getattr(record, "former", ()))
            names = (record.name, record.short, *record.aliases, *former)
            for name in (*names, *getattr(record, "towns", ())):
                if name:
                    yield kind, name

    def _vocabulary(self) -> Iterable[str]:
        for _, name in self.written():
            yield from (word.form for word in words_of(name))
        for _, record in self.knowledge.records():
            said = (getattr(record, "post", ""), *getattr(record, "post_aliases", ()))
            for text in (*said, *getattr(record, "hints", ())):
                yield from (word.form for word in words_of(text))


def _hint_words(group: Group) -> Iterator[str]:
    for hint in group.hints:
        yield from key_of(hint)
