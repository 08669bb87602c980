"""A message as the search for names reads it: words, what is published, what may be a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from rapidfuzz import fuzz

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    AFTER,
    AFTER_A_SURNAME,
    BEFORE,
    CHILD_WRITES,
    CUE_REACH,
    LIKE_A_PUBLISHED_NAME,
    MONTHS,
    OWN,
    OWN_NAME,
    OWNER,
    PARTICLES,
    POSSESSIVE,
    SENTENCE_END,
    SIGNATURE,
    TOLD_OF,
    WHO_IS,
)
from bot.privacy_tokens import Token, tokens_of
from bot.privacy_words import PrivacyWords, privacy_words


class NameReading:
    """One message; `_taken` are the words that can belong to no name."""

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        self._text, self._published = text, published
        self._words: PrivacyWords = privacy_words()
        self._numbers = numbers
        self._tokens = tokens_of(text)
        self._codes = self._within_codes()
        self._taken = self._published_tokens() | self._within(numbers) | self._codes
        forms = {token.form for token in self._tokens}
        self._personal = bool(numbers) or not forms.isdisjoint(self._words.lists["context"])
        self._shouting = text.isupper()

    def _asks_about_posts(self, index: int) -> bool:
        """Whether the sentence of a word is about posts, groups and their like."""
        return self._about_posts[index]

    @cached_property
    def _about_posts(self) -> list[bool]:
        """For every word, looked at sentence by sentence."""
        about = self._sentences_with("posts")
        asked = [match.start() for match in WHO_IS.finditer(self._text)]
        return [
            number in about or any(self._asks_for(token, start) for start in asked)
            for number, token in zip(self._sentences, self._tokens, strict=True)
        ]

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

    def _sentences_with(self, name: str) -> set[int]:
        """The sentences that hold a word of a list."""
        words = zip(self._sentences, self._tokens, strict=True)
        return {number for number, token in words if self._words.has(name, token.form)}

    def _has_person(self, index: int) -> bool:
        """Whether a relation or a child is said within a few words."""
        near = self._tokens[max(0, index - CUE_REACH) : index + CUE_REACH]
        return any(self._words.has("person", token.form) for token in near)

    def _can_be_a_name(self, index: int, *, strict: bool) -> bool:
        """A given name, or a capital that begins no ordinary word; if not `strict`, more."""
        token = self._tokens[index]
        if not token.word or index in self._taken:
            return False
        if self._is_only_a_name(token.form) or (self._is_listed(index) and token.capital):
            return True
        if any(self._words.has(name, token.form) for name in ("not_names", "person", "street")):
            return False
        if token.capital and not self._shouting:
            return len(token.text) > 1 and not (token.text.isupper() and len(token.text) < 5)
        return not strict and len(token.form) > 2 and not self._words.has("context", token.form)

    def _is_listed(self, index: int) -> bool:
        """A given name; an everyday word too only with a capital or after a person."""
        token = self._tokens[index]
        follows = index > 0 and self._words.has("person", self._tokens[index - 1].form)
        return self._is_only_a_name(token.form) or (
            self._words.has("ordinary_names", token.form)
            and (
                token.capital
                or follows
                or (len(self._tokens) > index + 1 and self._tokens[index + 1].text == "(")
            )
        )

    def _is_given(self, form: str) -> bool:
        return self._is_only_a_name(form) or self._words.has("ordinary_names", form)

    def _is_only_a_name(self, form: str) -> bool:
        """Whether a word is a given name and nothing else; of a double one, its first part."""
        return (
            form in self._words.given_names
            or form.split("-", maxsplit=1)[0] in self._words.given_names
        )

    def _is_the_askers(self, index: int) -> bool:
        before = [token.form for token in self._tokens[max(0, index - 3) : index] if token.word]
        after = self._text[self._tokens[max(self._whole_name(index))].end :]
        if CHILD_WRITES.search(self._text):
            return False
        if self._signed(index):
            return True
        if not before or OWNER.match(after):
            return False
        if self._words.has("greetings", before[-1]) and AFTER.match(after):
            return False
        if re.search(
            r"[.!?\n]", self._text[self._tokens[index - 1].start : self._tokens[index].start]
        ):
            return False
        last_two = " ".join(before[-2:])
        mine = " ".join(before) == OWN_NAME
        return mine or before[-1] in self._words.lists["own"] or last_two in OWN

    def _is_told_of(self, index: int) -> bool:
        """Such as "the report on …", "the file of …", before a given name."""
        token = self._tokens[index]
        before = self._text[max(0, token.start - 40) : token.start]
        return self._is_only_a_name(token.form) and TOLD_OF.search(before) is not None

    def _follows_a_class(self, index: int) -> bool:
        """Such as "a Year 7, …," or "a Year 2 pupil (…"."""
        before = self._text[max(0, self._tokens[index].start - 30) : self._tokens[index].start]
        return BEFORE.search(before) is not None and self._can_be_a_name(index, strict=True)

    def _signed(self, index: int) -> bool:
        start = self._tokens[index].start
        return bool(SIGNATURE.search(self._text, max(0, start - CUE_REACH * 4), start))

    def _whole_name(self, index: int) -> list[int]:
        """The name's first word and the surnames that follow it."""
        whole = [index]
        for nxt in range(index + 1, min(index + 5, len(self._tokens))):
            token = self._tokens[nxt]
            between = self._text[self._tokens[whole[-1]].end : token.start]
            particle = (
                token.form in PARTICLES
                and nxt + 1 < len(self._tokens)
                and self._tokens[nxt + 1].capital
            )
            if between.strip() or not token.word or nxt in self._taken:
                break
            if not particle and not self._is_surname(nxt):
                break
            whole.append(nxt)
        return whole

    def _is_surname(self, index: int) -> bool:
        token = self._tokens[index]
        if self._words.has("not_names", token.form):
            return False
        if self._words.has("person", token.form):
            # A surname as "Foster" is, right after a given name with a capital.
            return token.capital and not self._shouting and self._tokens[index - 1].capital
        if token.capital and self._shouting:
            return token.form not in self._words.ordinary and len(token.text) > 3
        return len(token.text) > 1 if token.capital else self._is_small_surname(index)

    def _is_small_surname(self, index: int) -> bool:
        """A surname in lower case: no word that people write, or right before what tells so."""
        token = self._tokens[index]
        if token.form not in self._words.ordinary and len(token.form) > 3:
            return not self._words.has("context", token.form)
        after = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        before = self._tokens[index - 1]
        known = self._words.has("context", token.form) or len(token.form) < 3
        if after == "," and index > 1 and self._tokens[index - 2].text == ",":
            return not before.capital and not known
        return not before.capital and not known and (after in AFTER_A_SURNAME or after.isdigit())

    def _is_of_an_institution(self, index: int) -> bool:
        """Such as "St George's", "Harvey Grammar", "08 May 12"."""
        before = self._tokens[index - 1] if index else None
        if before and (
            self._words.has("saintly", before.form)
            or (before.form == "." and self._tokens[index - 2].form == "st")
        ):
            return True
        if self._tokens[index].form in MONTHS and self._beside_digits(index):
            return True
        return any(
            self._words.has("institution", self._tokens[place].form)
            for place in self._capitals_after(index)
        )

    def _capitals_after(self, index: int) -> Iterator[int]:
        """The words with a capital that follow without a sign between."""
        for place in range(index + 1, min(index + CUE_REACH, len(self._tokens))):
            between = POSSESSIVE.sub("", self._between(place - 1, place).strip())
            if between or not self._tokens[place].capital:
                return
            yield place

    def _beside_digits(self, index: int) -> bool:
        return any(token.text[0].isdigit() for token in self._tokens[max(0, index - 1) : index + 2])

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

    def _published_tokens(self) -> set[int]:
        """Words of published names, and first name with surname nearly as published."""
        forms = [token.form for token in self._tokens]
        taken: set[int] = set()
        for start, form in enumerate(forms):
            for length in self._published.lengths.get(form, ()):
                # A place may share its name with a child.
                is_childs = length == 1 and self._is_only_a_name(form) and self._claimed(start)
                if not is_childs and tuple(forms[start : start + length]) in self._published.names:
                    taken.update(range(start, start + length))
            if self._is_nearly_published(forms[start : start + 2]):
                taken.update({start, start + 1})
        return taken | self._alone(forms, taken)

    def _is_nearly_published(self, pair: Sequence[str]) -> bool:
        """Whether two words are a published person's name with a slip of the pen."""
        said = " ".join(pair)
        if self._words.has("well_known", "-".join(pair)):
            return True
        return len(pair) > 1 and any(
            fuzz.ratio(said, name) >= LIKE_A_PUBLISHED_NAME
            for name in self._published.people_by_initial.get(said[:1], ())
        )

    def _alone(self, forms: Sequence[str], taken: set[int]) -> set[int]:
        """A published first name or surname alone, unless a relation or age claims it."""
        return {
            index
            for index, form in enumerate(forms)
            if index not in taken
            and form in self._published.person_words
            and not self._claimed(index)
        }

    def _claimed(self, index: int) -> bool:
        before = self._tokens[index - 1].form if index else ""
        after = self._text[self._tokens[index].end :]
        near = {token.form for token in self._tokens[max(0, index - CUE_REACH) : index]}
        named = before in self._words.lists["called"] and not near.isdisjoint(
            self._words.lists["person"]
        )
        return named or self._words.has("person", before) or bool(AFTER.match(after))

    def _between(self, first: int, second: int) -> str:
        return self._text[self._tokens[first].end : self._tokens[second].start]
