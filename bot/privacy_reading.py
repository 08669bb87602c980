"""A message as the search for names reads it: words, what is published, what may be a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    AFTER,
    AFTER_A_SURNAME,
    BEFORE,
    BEFORE_A_SURNAME,
    CHILD_WRITES,
    CUE_REACH,
    FOUNDATIONS,
    FROM_HEADER,
    GREETED,
    LEAST_LETTERS,
    LIKE_SURNAMES,
    OWN,
    OWN_NAME,
    OWNER,
    OWNS,
    PARENT_OF,
    PARTICLES,
    POSSESSIVE,
    SIGNATURE,
    SPEAKING,
    TOLD_OF,
    VERBAL,
)
from bot.privacy_everyday_cues import FINITE, MONTHS, OF_A_CLASS
from bot.privacy_published import PublishedReading


class NameReading(PublishedReading):
    """One message; says what may be a name, how far it goes and whether it is the asker's."""

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        super().__init__(text, published, numbers)
        # What several questions about a word ask for again.
        self._wholes: dict[int, list[int]] = {}
        self._own: dict[int, bool] = {}

    def _can_be_a_name(self, index: int, *, strict: bool) -> bool:
        """A given name, or a capital that begins no ordinary word; if not `strict`, more."""
        token = self._tokens[index]
        if not token.word or index in self._taken:
            return False
        if self._is_only_a_name(token.form) or (self._is_listed(index) and token.capital):
            return True
        if any(self._words.has(name, token.form) for name in ("not_names", "person", "street")):
            return False
        if any(
            len(part) >= LEAST_LETTERS and part in self._words.english
            for part in token.text.split("-")[1:]
        ):
            # Such as "Kent-only": a part in lower case is a word and no surname.
            return False
        if token.capital and not self._shouting:
            return len(token.text) > 1 and not (token.text.isupper() and len(token.text) < 5)
        return not strict and len(token.form) > 2 and token.form not in self._words.english

    def _is_listed(self, index: int) -> bool:
        """A given name; an everyday word too only with a capital or after a person."""
        token = self._tokens[index]
        follows = index > 0 and self._words.has("person", self._tokens[index - 1].form)
        is_verb = token.form in MONTHS and not FINITE.match(self._text, token.end)
        follows = follows and self._between(index - 1, index) == " " and not is_verb
        follows = follows and not VERBAL.match(self._text, token.end)
        return self._is_only_a_name(token.form) or (
            self._words.has("ordinary_names", token.form)
            and (token.capital or not self._words.has("institution", token.form))
            and (
                token.capital
                or follows
                or (len(self._tokens) > index + 1 and self._tokens[index + 1].text == "(")
            )
        )

    @cached_property
    def _child_writes(self) -> bool:
        return CHILD_WRITES.search(self._text) is not None

    def _is_the_askers(self, index: int) -> bool:
        """Whether a word is the asker's name, or that of whom they greet."""
        if index not in self._own:
            self._own[index] = self._belongs_to_the_asker(index)
        return self._own[index]

    def _belongs_to_the_asker(self, index: int) -> bool:
        leading = [token for token in self._tokens[max(0, index - 4) : index] if token.word]
        if leading and self._words.has("titles", leading[-1].form):
            leading.pop()
        before = [token.form for token in leading[-3:]]
        after = self._text[self._tokens[max(self._whole_name(index))].end :]
        start = self._tokens[index].start
        is_anothers = PARENT_OF.match(after) or FROM_HEADER.search(
            self._text, max(0, start - CUE_REACH), start
        )
        if self._child_writes or is_anothers or self._owns_somebody(index):
            return False
        speaks = self._starts_a_sentence(index) or "".join(before[-1:]) in GREETED
        if self._signed(index) or (speaks and SPEAKING.match(after)):
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

    def _owns_somebody(self, index: int) -> bool:
        """Such as "I am Ann Smiths neighbour", without a sign of ownership."""
        last = max(self._whole_name(index))
        after = self._tokens[last + 1].form if last + 1 < len(self._tokens) else ""
        return self._tokens[last].form.endswith("s") and self._words.has("person", after)

    def _is_told_of(self, index: int) -> bool:
        """Such as "the report on …", "the file of …", before a given name."""
        token = self._tokens[index]
        before = self._text[max(0, token.start - 40) : token.start]
        surname = BEFORE_A_SURNAME.search(before)
        named = self._is_only_a_name(token.form) or (surname and token.capital)
        told = TOLD_OF.search(before[: surname.start()] if surname else before)
        return bool(named and told) and self._can_be_a_name(index, strict=True)

    def _follows_a_class(self, index: int) -> bool:
        """Such as "a Year 7, …," or "a Year 2 pupil (…"."""
        before = self._text[max(0, self._tokens[index].start - 30) : self._tokens[index].start]
        if OF_A_CLASS.search(before) and not self._tokens[index].capital:
            form = self._tokens[index].form
            strange = self._is_no_word(form) and not self._is_a_slip(form)
            return self._can_be_a_name(index, strict=False) and strange
        return BEFORE.search(before) is not None and self._can_be_a_name(index, strict=True)

    def _signed(self, index: int) -> bool:
        start = self._tokens[index].start
        return bool(SIGNATURE.search(self._text, max(0, start - CUE_REACH * 10), start))

    def _whole_name(self, index: int) -> list[int]:
        """The name's first word and the surnames that follow it."""
        if index not in self._wholes:
            self._wholes[index] = self._with_surnames(index)
        return self._wholes[index]

    def _with_surnames(self, index: int) -> list[int]:
        whole = [index]
        for nxt in range(index + 1, min(index + 5, len(self._tokens))):
            token = self._tokens[nxt]
            between = self._text[self._tokens[whole[-1]].end : token.start]
            particle = (
                token.form in PARTICLES
                and nxt + 1 < len(self._tokens)
                and (self._tokens[nxt + 1].capital or not self._tokens[index].capital)
            )
            if between.strip() or not token.word or self._ends_a_name(nxt):
                break
            if not particle and not self._is_surname(nxt):
                break
            whole.append(nxt)
        return whole

    def _ends_a_name(self, index: int) -> bool:
        """A published word; a surname that a child shares with a published person ends none."""
        return index in self._taken and index not in self._shared

    def _is_surname(self, index: int) -> bool:
        token = self._tokens[index]
        if self._is_a_building_as_surname(index):
            return True
        if self._words.has("not_names", token.form):
            return self._words.has("ordinary_names", token.form) and (
                (token.capital and self._tokens[index - 1].capital and not self._shouting)
                or self._followed_by_digits(index)
            )
        if self._words.has("person", token.form):
            # A surname as "Foster" is, right after a given name with a capital.
            return token.capital and not self._shouting and self._tokens[index - 1].capital
        if token.text.isupper() and len(token.text) < 5 and not self._shouting:
            return self._words.has("surnames", token.form) or self._is_given(token.form)
        if token.capital and self._shouting:
            return token.form not in self._words.ordinary and len(token.text) > 3
        return len(token.text) > 1 if token.capital else self._is_small_surname(index)

    def _followed_by_digits(self, index: int) -> bool:
        return index + 1 < len(self._tokens) and self._tokens[index + 1].text.isdigit()

    def _is_small_surname(self, index: int) -> bool:
        """A surname in lower case: no word that people write, or right before what tells so."""
        token = self._tokens[index]
        if index in self._shared:
            return True
        if self._words.has("surnames", token.form) and not self._tokens[index - 1].capital:
            return True
        is_word = token.form in self._words.english or len(token.form) < 3
        if not is_word and not self._is_misspelt(token.form):
            return True
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
        if OWNS.match(self._text, self._tokens[index].end) and self._is_given(
            self._tokens[index].form
        ):
            return False
        of_person = before is not None and self._words.has("person", before.form)
        after = [self._tokens[place].form for place in self._capitals_after(index)]
        following = index + len(after) + 1
        if following < len(self._tokens) and self._between(following - 1, following) == " ":
            after += [form for form in [self._tokens[following].form] if form in FOUNDATIONS]
        return any(
            self._words.has("institution", form) and not (of_person and form in LIKE_SURNAMES)
            for form in after
        ) and not self._is_a_person_for_all_that(index, after)

    def _is_a_person_for_all_that(self, index: int, after: list[str]) -> bool:
        """Such as "Faith Church is 11": a surname like a building's with what tells of a child."""
        last = index + len(after)
        if not after or not all(map(self._is_listed, range(index, last))):
            return False
        return self._is_a_building_as_surname(last)

    def _is_a_building_as_surname(self, index: int) -> bool:
        """Such as "Joy Street (dob …": what is said of a child follows a word of buildings."""
        token, before = self._tokens[index], self._tokens[index - 1]
        if not index or token.form not in LIKE_SURNAMES or not token.capital:
            return False
        is_first = before.capital and self._is_given(before.form)
        return is_first and AFTER.match(self._text, token.end) is not None

    def _capitals_after(self, index: int) -> Iterator[int]:
        """The words with a capital that follow without a sign between."""
        for place in range(index + 1, min(index + CUE_REACH, len(self._tokens))):
            between = POSSESSIVE.sub("", self._between(place - 1, place).strip())
            if between or not self._tokens[place].capital:
                return
            yield place

    def _beside_digits(self, index: int) -> bool:
        return any(token.text[0].isdigit() for token in self._tokens[max(0, index - 1) : index + 2])
