"""A message in words and sentences, as the search for names reads it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    CLASSROOM,
    LEAST_LETTERS,
    LEAST_PUBLISHED,
    LIKE_A_KNOWN_WORD,
    LIKE_A_MEANT_WORD,
    LONG_WORD,
    SENTENCE_END,
    WHO_IS,
)
from bot.privacy_tokens import Token, tokens_of
from bot.privacy_words import PrivacyWords, privacy_words


def _is_like(form: str, words: Mapping[str, Sequence[str]], least: int = LEAST_LETTERS) -> bool:
    """Whether a word is one of those that begin with its letter, but for a slip of the pen.

    A letter too many, too few, wrong or changed with its neighbour; two in a long word.
    """
    likely = words.get(form[0], ()) if len(form) >= least else ()
    slips = 1 if len(form) < LONG_WORD else 2
    found = process.extractOne(form, likely, scorer=OSA.distance, score_cutoff=slips)
    return found is not None


def _is_meant_for(
    form: str, words: Mapping[str, Sequence[str]], least: int = LIKE_A_MEANT_WORD
) -> bool:
    """Whether a word sounds like one of those that begin with its letter."""
    likely = words.get(form[0], ()) if len(form) >= LEAST_LETTERS else ()
    found = process.extractOne(form, likely, scorer=fuzz.ratio, score_cutoff=least)
    return found is not None


class MessageReading:
    """One message; its sentences are about posts, about staff or about a person."""

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        self._text, self._published = text, published
        self._words: PrivacyWords = privacy_words()
        self._numbers = numbers
        self._tokens = tokens_of(text)
        forms = self._forms = {token.form for token in self._tokens}
        self._personal = bool(numbers) or not forms.isdisjoint(self._words.lists["context"])
        self._of_a_person = bool(numbers) or not forms.isdisjoint(self._words.lists["person"])
        self._shouting = text.isupper()

    def _asks_about_posts(self, index: int) -> bool:
        """Whether the sentence of a word is about posts, groups and their like."""
        return self._about_posts[index]

    @cached_property
    def _about_posts(self) -> list[bool]:
        """For every word, looked at sentence by sentence."""
        about = self._sentences_about_posts()
        asked = [match.start() for match in WHO_IS.finditer(self._text)]
        return [
            number in about or any(self._asks_for(token, start) for start in asked)
            for number, token in zip(self._sentences, self._tokens, strict=True)
        ]

    @cached_property
    def _asks_who(self) -> bool:
        """Whether the message asks who somebody is, or of posts and groups."""
        return WHO_IS.search(self._text) is not None or bool(self._sentences_about_posts())

    def _asks_for(self, token: Token, start: int) -> bool:
        """Whether "who is", which begins at `start`, asks for what a later word names."""
        before, after = bisect_left(self._ends, start), bisect_left(self._ends, token.start)
        return start < token.start and before == after

    @cached_property
    def _about_staff(self) -> list[bool]:
        """For every word, whether its sentence is of colleagues and of no family."""
        about = self._sentences_with("staff") - self._sentences_with("person")
        return [number in about for number in self._sentences]

    @cached_property
    def _ends(self) -> list[int]:
        """Where sentences end."""
        return [match.start() for match in SENTENCE_END.finditer(self._text)]

    @cached_property
    def _sentences(self) -> list[int]:
        """For every word, the number of its sentence."""
        return [bisect_left(self._ends, token.start) for token in self._tokens]

    def _sentences_about_posts(self) -> set[int]:
        """The sentences with a word for posts or groups; a tutor group is none."""
        before = ["", *(token.form for token in self._tokens)]
        words = zip(self._sentences, self._tokens, before, strict=False)
        return {
            number
            for number, token, last in words
            if self._words.has("posts", token.form) and last not in CLASSROOM
        }

    def _sentences_with(self, name: str) -> set[int]:
        """The sentences that hold a word of a list."""
        words = zip(self._sentences, self._tokens, strict=True)
        return {number for number, token in words if self._words.has(name, token.form)}

    def _tells_of_a_person(self, index: int) -> bool:
        """Whether the sentence of a word speaks of a child, a relation or parents."""
        return self._sentences[index] in self._of_people

    @cached_property
    def _of_people(self) -> set[int]:
        return self._sentences_with("person") | self._sentences_with("people")

    def _starts_a_sentence(self, index: int) -> bool:
        return (
            index == 0
            or self._tokens[index - 1].text in {".", "!", "?", ":", "\n"}
            or "\n" in self._between(index - 1, index)
        )

    def _within(self, numbers: Sequence[Detail]) -> set[int]:
        return {
            index
            for index, token in enumerate(self._tokens)
            if any(one.start <= token.start < one.end for one in numbers)
        }

    def _within_codes(self) -> set[int]:
        """Letters that stand right beside a digit, as in the reference of an enquiry."""
        return {
            index
            for index, token in enumerate(self._tokens)
            if re.search(r"\d", self._text[max(0, token.start - 1) : token.end + 1]) and token.word
        }

    def _between(self, first: int, second: int) -> str:
        return self._text[self._tokens[first].end : self._tokens[second].start]

    @cached_property
    def _is_foreign(self) -> bool:
        """Whether most of the words in lower case are no English ones."""
        small = [token for token in self._tokens if token.word and not token.capital]
        strange = [token for token in small if self._is_no_word(token.form)]
        return len(strange) * 2 > len(small)

    def _is_no_word(self, form: str) -> bool:
        """Whether a word is in no dictionary; of a double one, each of its parts."""
        lists, singular = ("institution", "not_names", "ordinary_names"), form.removesuffix("s")
        return not any(
            one in self._words.english
            or one in self._words.proper
            or any(self._words.has(name, one) for name in lists)
            for one in (form, singular, *form.split("-"))
        )

    def _is_compound(self, form: str) -> bool:
        """Whether a word is two words written as one ("playscheme")."""
        return any(
            form[:at] in self._words.english and form[at:] in self._words.english
            for at in range(LEAST_LETTERS, len(form) - LEAST_LETTERS + 1)
        )

    def _is_near(self, form: str) -> bool:
        """Whether a word is nearly one that is published."""
        return _is_like(form, self._published.words_by_initial, LEAST_PUBLISHED)

    def _is_a_slip(self, form: str) -> bool:
        """Whether a word is nearly one that is published or that the project writes."""
        is_word = form in self._words.english
        return is_word or self._is_near(form) or self._is_misspelt(form)

    def _is_misspelt(self, form: str) -> bool:
        """Whether a word is nearly one that the project writes."""
        return _is_like(form, self._words.ordinary_by_initial)

    def _is_spelt_by_ear(self, form: str) -> bool:
        """Whether a word in lower case may be meant for one that the project writes."""
        return _is_meant_for(form, self._words.ordinary_by_initial)

    def _may_be_a_slip(self, token: Token) -> bool:
        """Whether a rare name in lower case is likelier a slip of the pen."""
        is_rare = token.form in self._words.rarer_names and not token.capital
        if not is_rare or len(token.form) < LEAST_LETTERS:
            return is_rare
        words, near = self._words.ordinary_by_initial, self._published.words_by_initial
        return any(_is_meant_for(token.form, one, LIKE_A_KNOWN_WORD) for one in (words, near))

    def _is_given(self, form: str) -> bool:
        return self._is_only_a_name(form) or self._words.has("ordinary_names", form)

    def _is_only_a_name(self, form: str) -> bool:
        """Whether a word is a given name and nothing else; of a double one, both parts."""
        parts = form.split("-")
        return parts[0] in self._words.given_names or (
            len(parts) > 1 and all(map(self._is_any_name, parts))
        )

    def _is_any_name(self, form: str) -> bool:
        return form in self._words.given_names or self._words.has("ordinary_names", form)
