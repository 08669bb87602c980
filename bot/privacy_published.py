"""Which words of a message are published, and which of those a child or parent is called by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    AFTER,
    CALLED,
    CUE_REACH,
    LABEL,
    LABEL_REACH,
    LIKE_A_FIRST_NAME,
    LIKE_A_PUBLISHED_NAME,
    LIKE_A_SURNAME,
    NAMED,
)
from bot.privacy_everyday_cues import AGED, MONTHS
from bot.privacy_sentences import MessageReading
from bot.privacy_words import privacy_words

_YOUNG = frozenset({"boy", "girl", "child", "pupil", "student", "kid", "toddler", "teenager"})
# What a place has, so that a relation before its name claims nothing.
_OF_PLACES = ("institution", "offices", "posts")


@cache
def related() -> re.Pattern[str]:
    """A relation right before a name ("mum is …", "the dad, …")."""
    kin = "|".join(sorted(privacy_words().lists["person"]))
    return re.compile(
        rf"\b(?:{kin})(?: is| was|,|:| called| named|['’]?s name is)* $", re.IGNORECASE
    )


@cache
def young() -> re.Pattern[str]:
    """Whose child or relation right before a name ("my son …", "a pupil, …")."""
    kin = "|".join(sorted(privacy_words().lists["kin"] | _YOUNG))
    return re.compile(
        rf"\b(?:my|our|his|her|their|a|the|this) (?:\w+ )?(?:{kin}),? \Z", re.IGNORECASE
    )


@cache
def relating() -> re.Pattern[str]:
    """A relation right after a name ("… is a parent here", "…, mum of two", "…'s dad")."""
    kin = "|".join(sorted(privacy_words().lists["person"]))
    return re.compile(
        r"(?:['’]s?|,| is| was)? "
        rf"(?:(?:a|an|the|my|our|his|her|their|one of our) (?:\w+ )?)?(?:{kin})\b",
        re.IGNORECASE,
    )


class PublishedReading(MessageReading):
    """One message; `_taken` are the words that can belong to no name.

    `_shared` are those of them that end no name: surnames that a child shares with somebody.
    """

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        super().__init__(text, published, numbers)
        self._codes = self._within_codes()
        self._shared: frozenset[int] = frozenset()
        self._taken = self._published_tokens() | self._within(numbers) | self._codes

    def _published_tokens(self) -> set[int]:
        """Words of published names, and first name with surname nearly as published."""
        forms = [token.form for token in self._tokens]
        taken: set[int] = set()
        for start, form in enumerate(forms):
            for length in self._published.lengths.get(form, ()):
                # A place may share its name with a child.
                is_childs = length == 1 and self._is_a_persons(start)
                if not is_childs and tuple(forms[start : start + length]) in self._published.names:
                    taken.update(range(start, min(start + length, len(forms))))
            for length in (2, 3):
                likely = forms[start : start + length]
                if self._is_well_known(likely) or (
                    length == 2
                    and self._is_nearly_published(likely)
                    and not self._is_of_a_family(start, likely)
                ):
                    taken.update(range(start, min(start + length, len(forms))))
        surnames = {forms[index] for index in taken if self._is_place_as_surname(index, taken)}
        said = {index for index in taken if forms[index] in surnames}
        taken -= {index for index in said if not self._is_where(index)}
        alone = self._alone(forms, taken)
        self._shared = frozenset(
            index for index in alone if index and self._is_named_before(index - 1, taken | alone)
        )
        return taken | alone

    def _is_named_before(self, index: int, taken: set[int]) -> bool:
        """Whether a word is a given name of somebody who is not published."""
        form = self._tokens[index].form
        return self._is_named(index) or (index not in taken and self._is_given(form))

    def _is_named(self, index: int) -> bool:
        """Whether a word is a given name that is not published."""
        form = self._tokens[index].form
        return self._is_only_a_name(form) and form not in self._published.person_words

    def _is_a_persons(self, index: int) -> bool:
        """Whether a place's name is somebody's first name here."""
        if self._is_only_a_name(self._tokens[index].form) and self._claimed(index):
            return True
        if self._precedes_a_surname(index) or self._is_said_to_be(index):
            return True
        if self._is_a_childs(index):
            return True
        near = {token.form for token in self._tokens[max(0, index - CUE_REACH) : index]}
        pair = [token.form for token in self._tokens[max(0, index - 2) : index]]
        if pair == ["name", "is"] and not near.isdisjoint(self._words.lists["person"]):
            return True
        follows = self._words.has("person", "".join(pair[-1:]))
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        return follows and after is not None and after.capital and not self._is_common(after.form)

    def _is_a_childs(self, index: int) -> bool:
        """Such as "my son Kent (yes, really)", "a boy called Kent": no place is anybody's son."""
        token = self._tokens[index]
        after = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        is_first = self._words.has("ordinary_names", token.form)
        if is_first and AGED.match(self._text, token.end):
            return True
        if not token.text.istitle() or any(self._words.has(name, after) for name in _OF_PLACES):
            return False
        before = self._text[max(0, token.start - LABEL_REACH) : token.start]
        return CALLED.search(before) is not None or young().search(before) is not None

    def _precedes_a_surname(self, index: int) -> bool:
        """Such as "Ash McGuire": a capital that is no word right after a place's name."""
        after = index + 1
        if after >= len(self._tokens) or self._between(index, after) != " ":
            return False
        both = self._tokens[index].capital and self._tokens[after].text.istitle()
        form = self._tokens[after].form
        return both and not self._shouting and self._is_no_word(form) and not self._is_near(form)

    def _is_common(self, form: str) -> bool:
        return form in self._words.ordinary or self._words.has("institution", form)

    def _is_place_as_surname(self, index: int, taken: set[int]) -> bool:
        """Such as "Imogen Deal": one word with a capital right after a given name."""
        token = self._tokens[index]
        before = self._tokens[index - 1] if index else None
        if (token.form,) not in self._published.names or before is None or index - 1 in taken:
            return False
        claimed = before.form not in MONTHS or AFTER.match(self._text[token.end :])
        listed = self._is_only_a_name(before.form) or (
            self._words.has("ordinary_names", before.form) and bool(claimed)
        )
        beside = self._between(index - 1, index) == " "
        return token.capital and before.capital and listed and beside and not self._shouting

    def _is_where(self, index: int) -> bool:
        """Whether a place is named as one ("in Deal")."""
        before = self._tokens[index - 1].form if index else ""
        return before in {"in", "at", "near", "around", "from"}

    def _is_nearly_published(self, pair: Sequence[str]) -> bool:
        """Whether two words are a published person's name with a slip of the pen."""
        if len(pair) < 2:
            return False
        likely = self._published.people_by_initial.get(pair[0][:1], ())
        return any(
            fuzz.ratio(" ".join(pair), name) >= LIKE_A_PUBLISHED_NAME
            or self._is_likely(pair, name.split())
            for name in likely
        )

    def _is_likely(self, pair: Sequence[str], name: Sequence[str]) -> bool:
        """Whether first name and surname are each nearly those of a published person."""
        if pair[1][:1] != name[-1][:1] or fuzz.ratio(pair[0], name[0]) < LIKE_A_FIRST_NAME:
            return False
        return self._asks_who or fuzz.ratio(pair[1], name[-1]) >= LIKE_A_SURNAME

    def _begins_a_surname(self, index: int, letter: str) -> bool:
        """Such as "Tina H" for a published Tina Hughes."""
        said = f"{self._tokens[index].form} {letter}"
        return any(name.startswith(said) for name in self._published.people)

    def _is_well_known(self, words: Sequence[str]) -> bool:
        return self._words.has("well_known", "-".join(words))

    def _is_of_a_family(self, start: int, pair: Sequence[str]) -> bool:
        """Whether a relation claims a name that is not quite a published one."""
        if " ".join(pair) in self._published.people:
            return False
        before = self._text[max(0, self._tokens[start].start - 30) : self._tokens[start].start]
        after = self._text[self._tokens[start + len(pair) - 1].end :]
        return related().search(before) is not None or relating().match(after) is not None

    def _alone(self, forms: Sequence[str], taken: set[int]) -> set[int]:
        """A published first name or surname alone, unless a relation or age claims it."""
        return {
            index
            for index, form in enumerate(forms)
            if index not in taken
            and form in self._published.person_words
            and not self._claimed(index)
            and not self._has_another_surname(index, taken)
            and not self._has_a_family(index)
        }

    def _has_a_family(self, index: int) -> bool:
        """Such as "Rebecca Every's mum": a relation claims a first name with its surname."""
        after = index + 1
        if after >= len(self._tokens) or self._between(index, after) != " ":
            return False
        pair = [self._tokens[index], self._tokens[after]]
        forms = [one.form for one in pair]
        return all(one.capital for one in pair) and self._is_of_a_family(index, forms)

    def _has_another_surname(self, index: int, taken: set[int]) -> bool:
        """Whether a given name is followed by a surname that is not published with it."""
        after = index + 1
        if after >= len(self._tokens) or after in taken or not self._tokens[index].capital:
            return False
        form = self._tokens[after].form
        if len(form) == 1 and self._begins_a_surname(index, form):
            return False
        known = form in self._published.person_words or form in self._words.ordinary
        other = self._words.has("ordinary_names", form) or not self._words.has("not_names", form)
        beside = self._between(index, after) == " " and self._is_given(self._tokens[index].form)
        return self._tokens[after].capital and beside and other and not known

    def _is_said_to_be(self, index: int) -> bool:
        """Such as "her name is …", "the lodger's surname is …", "a yr 2 called …"."""
        token = self._tokens[index]
        before = self._text[max(0, token.start - LABEL_REACH) : token.start]
        titled = index > 0 and self._words.has("titles", self._tokens[index - 1].form)
        if titled and index > 1 and self._words.has("person", self._tokens[index - 2].form):
            return True
        after = relating().match(self._text, token.end)
        said = LABEL.search(before) or NAMED.search(before)
        return token.capital and bool(said or (titled and after))

    def _claimed(self, index: int) -> bool:
        back = index - 1
        if back >= 0 and self._words.has("titles", self._tokens[back].form):
            back -= 1
        before = self._tokens[back].form if back >= 0 else ""
        after = self._text[self._tokens[index].end :]
        if not self._asks_who and self._is_said_to_be(index):
            return True
        near = {token.form for token in self._tokens[max(0, index - CUE_REACH) : index]}
        named = before in self._words.lists["called"] and not near.isdisjoint(
            self._words.lists["person"]
        )
        return named or self._words.has("person", before) or bool(AFTER.match(after))
