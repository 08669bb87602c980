"""Names that stand by themselves: capitals that no word, place, post or institution explains.

In a chat about groups, posts and places a capital that is in no dictionary, in no published name
and in no list is somebody's name, whatever else a message says.  So it counts as one unless what
stands around it explains it: a post that is asked about, a place that somebody is in, a work of
somebody well known, a foreign language, or a slip in a word that is known.
"""

from __future__ import annotations

from functools import cached_property

from bot.privacy_cued import CuedReading
from bot.privacy_cues import LEAST_LETTERS, TRAILING
from bot.privacy_everyday_cues import FINITE, MONTHS
from bot.privacy_explained import (
    ADDRESSED,
    ASKED,
    AT_WORK,
    BEFORE_A_POST,
    HUMAN_VERB,
    INITIAL,
    KEPT_SIGNS,
    LIVED,
    LOOKED_UP,
    ORDERED,
    PEOPLE_VERB,
    POST_AFTER,
    ROOMS,
    SIGNED_LETTERS,
    SPOKEN_OF,
    WHERE,
    WHEREIN,
    WORK,
)

# Characters before a name in which a post stands that explains it.
_REACH = 60


class SuspectReading(CuedReading):
    """One message; says also of a name without any cue that it is one."""

    def _begins_a_name(self, index: int) -> bool:
        return super()._begins_a_name(index) or (
            not self._is_excused(index) and self._is_suspect(index)
        )

    def _is_a_given_name_in_context(self, index: int) -> bool:
        return super()._is_a_given_name_in_context(index) and not self._is_a_colleague(index)

    def _has_a_title(self, index: int) -> bool:
        return super()._has_a_title(index) and not self._is_a_colleague(index)

    def _is_a_colleague(self, index: int) -> bool:
        """Whether a post explains a name in a sentence that tells of no child or family."""
        whole = self._whole_name(index)
        tells = self._child_writes or self._tells_of_a_person(index)
        return not tells and self._is_at_work(index, whole)

    def _is_suspect(self, index: int) -> bool:
        """A whole name, a name with a letter, or two first names side by side."""
        if self._shouting or self._is_foreign:
            return False
        whole = self._whole_name(index)
        if not self._tokens[index].capital:
            return self._is_small(index, whole) and not self._is_explained(index, whole)
        is_one = (
            self._is_only_a_name(self._tokens[index].form)
            or self._is_full(whole)
            or self._is_single(index, whole)
            or self._has_a_letter(index, whole)
            or (self._is_titled(index) and self._can_be_a_name(index, strict=True))
            or self._follows_an_initial(index)
            or self._is_dear(index)
            or self._is_one_of_two(index)
        )
        return is_one and not self._is_explained(index, whole)

    def _is_small(self, index: int, whole: list[int]) -> bool:
        """In lower case: a common first name, or two words of which neither can be a slip."""
        form = self._tokens[index].form
        is_first = form in self._words.given_names and form not in self._words.english
        is_common = is_first and form not in self._words.rarer_names
        if is_common and (
            TRAILING.match(self._text, self._tokens[index].end) or not self._is_spelt_by_ear(form)
        ):
            return True
        before = self._tokens[index - 1].form if index else ""
        if before in SPOKEN_OF and len(whole) == 1:
            return self._is_strange(index) and not self._is_spelt_by_ear(form)
        if len(whole) < 2 or not (self._is_given(form) or self._is_strange(index)):
            return False
        surname = self._tokens[whole[-1]].form
        if self._is_strange(whole[-1]):
            return self._is_given(form) or not any(map(self._is_spelt_by_ear, (form, surname)))
        return is_first and self._words.has("surnames", surname)

    def _is_small_name(self, index: int) -> bool:
        """A word in lower case right after a name and "and" or a comma."""
        form = self._tokens[index].form
        strange = self._is_strange(index) and not self._is_spelt_by_ear(form)
        listed = self._words.has("ordinary_names", form) and form not in MONTHS
        return not self._tokens[index].capital and (strange or listed)

    def _is_full(self, whole: list[int]) -> bool:
        """First name and surname, of which one at least is no word that people write."""
        if len(whole) < 2 or not all(self._can_stand(place) for place in whole):
            return False
        names = [self._tokens[place].form for place in whole]
        if any(self._is_only_a_name(form) or self._is_no_word(form) for form in names):
            return True
        after = self._tokens[whole[-1]].end
        is_first = self._is_given(names[0])
        is_first = is_first and (names[0] not in MONTHS or bool(FINITE.match(self._text, after)))
        is_first = is_first and all(self._tokens[place].capital for place in whole)
        if self._words.has("street", names[1]) and names[1] != "green" and not self._of_a_person:
            return False
        return is_first and (self._words.has("surnames", names[1]) or self._is_given(names[1]))

    def _is_single(self, index: int, whole: list[int]) -> bool:
        """One word that is in no list, where a person is spoken of or does something."""
        form = self._tokens[index].form
        if len(whole) > 1 or not self._can_stand(index) or not self._is_no_word(form):
            return False
        if self._is_a_slip(form) or self._tokens[index].text.isupper() or self._follows_one(index):
            return False
        after = self._text[self._tokens[index].end :]
        if self._starts_a_sentence(index):
            return self._of_a_person and HUMAN_VERB.match(after) is not None
        is_item = self._tokens[index - 1].text in {",", "&"} and (after[:1] in {",", ".", "?", ""})
        if is_item and not self._of_a_person:
            return False
        return not self._is_where_a_place_is(index)

    def _is_where_a_place_is(self, index: int) -> bool:
        """Whether a place may be named here; "me and …" names a friend."""
        before = [token.form for token in self._tokens[max(0, index - 2) : index]]
        return before != ["me", "and"] and self._words.has("before_a_place", "".join(before[-1:]))

    def _has_a_letter(self, index: int, whole: list[int]) -> bool:
        """Such as "Storm L": a first name with the letter of a surname."""
        after = self._text[self._tokens[whole[-1]].end :]
        token = self._tokens[index]
        return (
            len(whole) == 1
            and token.form not in MONTHS
            and (self._is_given(token.form) or self._is_no_word(token.form))
            and SIGNED_LETTERS.match(after) is not None
        )

    def _is_dear(self, index: int) -> bool:
        """Such as "our Faith is …", "young Mark", "Patience moved in"."""
        token = self._tokens[index]
        after = self._text[token.end :]
        if token.form in MONTHS - {"mark"} or not self._is_given(token.form):
            return False
        if self._starts_a_sentence(index):
            return LIVED.match(after) is not None
        before = self._tokens[index - 1].form
        return before in {"young", "little"} or (
            before in {"our", "my"} and HUMAN_VERB.match(after) is not None
        )

    def _follows_an_initial(self, index: int) -> bool:
        """Such as "D. Rudge": a surname after the letter of a first name."""
        before = self._text[max(0, self._tokens[index].start - 4) : self._tokens[index].start]
        return INITIAL.search(before) is not None and self._is_unknown(index)

    def _follows_one(self, index: int) -> bool:
        """Whether the word right before is a name's too, which something has explained."""
        before = self._tokens[index - 1] if index else None
        beside = before is not None and self._between(index - 1, index) == " "
        return beside and before is not None and before.capital and self._is_any_name(before.form)

    def _is_one_of_two(self, index: int) -> bool:
        """Such as "Destiny and Blessing": two words, each of them a first name."""
        if index + 2 >= len(self._tokens) or self._tokens[index + 1].form != "and":
            return False
        pair = [self._tokens[index], self._tokens[index + 2]]
        if index + 2 in self._taken or not all(one.capital for one in pair):
            return False
        if self._is_plural_subject(index + 2) and all(self._is_no_word(one.form) for one in pair):
            return True
        known = [self._is_given(one.form) and one.form not in MONTHS for one in pair]
        return all(known) or (
            any(known)
            and all(self._is_given(one.form) or self._is_no_word(one.form) for one in pair)
        )

    def _is_plural_subject(self, index: int) -> bool:
        """Whether what people do follows a word ("… and … start on Monday")."""
        return PEOPLE_VERB.match(self._text[self._tokens[index].end :]) is not None

    def _can_stand(self, index: int) -> bool:
        """Whether a word may be part of a name that nothing else points to."""
        token = self._tokens[index]
        if any(self._words.has(name, token.form) for name in ("institution", "not_names")):
            return False
        is_odd = any(map(str.isupper, KEPT_SIGNS.sub("", token.text)))
        is_odd = is_odd or any(part.islower() for part in token.text.split("-")[1:-1])
        return (token.capital and not is_odd) or not token.capital

    def _is_explained(self, index: int, whole: list[int]) -> bool:
        """Whether a post, a place, a work or a slip of the pen explains a name."""
        known = [self._tokens[place].form for place in whole]
        beside = self._tokens[index - 1].form if index else ""
        if self._words.has("saintly", known[0]) or self._words.has("saintly", beside):
            return True
        if self._words.has("well_known", "-".join(known)) or self._is_at_work(index, whole):
            return True
        is_place = beside in WHEREIN if len(whole) > 1 else self._is_where_a_place_is(index)
        is_marked = (
            self._is_titled(index) or self._follows_an_initial(index) or self._is_one_of_two(index)
        )
        is_plain = any(map(self._is_plain, known)) or not self._of_a_person
        is_slip = self._is_a_slip if is_plain or len(known) == 1 else self._is_near
        is_named = is_marked or any(map(self._is_given, known))
        if is_plain:
            known = [form for form in known if len(form) >= LEAST_LETTERS] or known
        return not is_named and (is_place or self._asks_where or all(map(is_slip, known)))

    def _is_plain(self, form: str) -> bool:
        """Whether a word is an everyday one, and no name besides."""
        is_name = self._is_given(form) or self._words.has("surnames", form)
        return form in self._words.english and not is_name

    @cached_property
    def _asks_where(self) -> bool:
        """Whether a message of nobody's family asks where something lies."""
        return not self._of_a_person and WHERE.search(self._text) is not None

    def _is_at_work(self, index: int, whole: list[int]) -> bool:
        """Whether a post or a work is spoken of, or a question asks for one."""
        before = self._text[max(0, self._tokens[index].start - _REACH) : self._tokens[index].start]
        before = ADDRESSED.sub("", before)
        after = self._text[self._tokens[whole[-1]].end :]
        if ROOMS.match(after) and not self._of_a_person:
            return True
        if BEFORE_A_POST.search(before) or POST_AFTER.match(after) or WORK.match(after):
            return True
        is_titled = self._is_titled(index)
        suffers = not self._words.lists["suffering"].isdisjoint(self._forms)
        if not suffers and AT_WORK.match(after) and (len(whole) == 1 or is_titled):
            return True
        is_asked = LOOKED_UP.search(before) or (
            ASKED.search(before) and self._asks_about_posts(index)
        )
        sends = is_titled and ORDERED.match(after)
        return bool(is_asked or sends) and not self._tells_of_a_person(index)

    def _is_titled(self, index: int) -> bool:
        back = index - 2 if index > 1 and self._tokens[index - 1].text == "." else index - 1
        return index > 0 and self._words.has("titles", self._tokens[back].form)
