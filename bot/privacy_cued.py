"""What makes a word of a message a name: what stands before it, after it and around it."""

from __future__ import annotations

from bot.privacy_cues import (
    AFTER,
    BARE_AGE,
    CALLED,
    CALLED_REACH,
    CORRESPONDENT,
    COUPLES,
    CUE_REACH,
    CUES,
    GOES_BY,
    IN_TITLES,
    LABEL,
    LABEL_REACH,
    LAST_CUES,
    OWNED,
    PARTICLES,
    PRONOUNS,
    QUOTES,
    TRAILING,
)
from bot.privacy_everyday import EverydayReading
from bot.privacy_everyday_cues import MONTHS


class CuedReading(EverydayReading):
    """One message; says of every word whether a name begins with it."""

    def _is_excused(self, index: int) -> bool:
        """Whether a word can begin no name whatever stands around it."""
        token = self._tokens[index]
        acronym = token.text.isupper() and len(token.text) < 5 and not self._shouting
        return (
            acronym
            or index in self._taken
            or self._is_the_askers(index)
            or self._is_of_an_institution(index)
        )

    def _begins_a_name(self, index: int) -> bool:
        return not self._is_excused(index) and (
            self._stands_by_a_number(index)
            or self._follows_a_label(index)
            or self._is_called(index)
            or self._follows_a_cue(index)
            or self._follows_a_person(index)
            or self._follows_a_class(index)
            or self._is_before_a_person_word(index)
            or self._is_aged(index)
            or self._is_a_given_name_in_context(index)
            or self._is_an_unknown_in_context(index)
            or self._has_a_title(index)
        )

    def _stands_by_a_number(self, index: int) -> bool:
        """A capital right before or after an official number ("Ana Silva – 999 000 0018")."""
        if not self._can_be_a_name(index, strict=True):
            return False
        start, end = self._tokens[index].start, self._tokens[max(self._whole_name(index))].end
        return any(
            0 <= number.start - end <= 4 or 0 <= start - number.end <= 3
            for number in self._numbers
            if number.kind in {"nhs", "upn", "ni"}
        )

    def _follows_a_label(self, index: int) -> bool:
        """Such as "surname …", "her first name is …"."""
        start = self._tokens[index].start
        label = LABEL.search(self._text, max(0, start - LABEL_REACH), start)
        form = self._tokens[index].form
        is_surname = self._words.has("surnames", form) and self._tokens[index].capital
        is_word = form in self._words.ordinary and not (self._is_listed(index) or is_surname)
        can_be = self._can_be_a_name(index, strict=False) or is_surname
        return bool(label) and can_be and not is_word

    def _follows_a_cue(self, index: int) -> bool:
        """Such as "a girl called …", "his name is …", "known as …"."""
        near = self._tokens[max(0, index - CUE_REACH) : index]
        before = [token.form for token in near if token.text not in QUOTES]
        if not before or not self._can_be_a_name(index, strict=False):
            return False
        cue = before[-1] in self._words.lists["called"] or " ".join(before[-2:]) in CUES
        cue = cue or before[-1] in LAST_CUES
        if before[-1] in {"is", "iz"} and self._words.has("person", " ".join(before[-2:-1])):
            return self._can_be_a_name(index, strict=True)
        about = before[:-1]
        if LAST_CUES.isdisjoint(before[-1:]) is False and self._tokens[index].capital:
            return True
        if not cue or any(self._words.has("things", form) for form in about):
            return False
        asks = "someone" in about and self._asks_about_posts(index)
        personal = any(self._words.has("person", form) or form in PRONOUNS for form in about)
        personal = personal and not asks
        if " ".join(before[-2:]) == "known as" and self._is_unknown(index):
            return True
        return personal or (self._tokens[index].capital and self._personal)

    def _is_called(self, index: int) -> bool:
        """Such as "a kid called spud", "goes by Bear": any word but one of grammar."""
        token = self._tokens[index]
        before = self._text[max(0, token.start - CALLED_REACH) : token.start]
        forms = {token.form, *(one.form for one in self._tokens[max(0, index - 4) : index])}
        asks = self._asks_about_posts(index) and not self._tells_of_a_person(index)
        if asks or not forms.isdisjoint(self._words.lists["things"]):
            return False
        is_word = token.word and len(token.form) > 2 and index not in self._taken
        called = CALLED.search(before) or (token.capital and GOES_BY.search(before))
        return is_word and bool(called) and not self._words.has("not_names", token.form)

    def _follows_a_person(self, index: int) -> bool:
        """Such as "my son …", "a pupil, …", "the mother (…"."""
        back = index - 1
        while back >= 0 and self._tokens[back].text in {*QUOTES, ",", "(", ":", "-", "–"}:
            back -= 1
        if back < 0 or not self._words.has("person", self._tokens[back].form):
            return False
        person = self._tokens[back]
        if person.capital and back == index - 1 and person.form in IN_TITLES:
            return False
        beside = back == index - 1
        if beside and self._between(back, index) != " ":
            # Such as "Mother's Day".
            return False
        listed = beside and (self._is_listed(index) or self._is_odd_word(index))
        return listed or self._can_be_a_name(index, strict=True)

    def _is_odd_word(self, index: int) -> bool:
        """No word that people write, right before what is said of a person ("keziah she is")."""
        form = self._tokens[index].form
        after = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        is_kin = index > 0 and self._words.has("kin", self._tokens[index - 1].form)
        return (
            (self._words.has("tells_of_a_person", after) or (is_kin and not self._is_a_slip(form)))
            and form not in self._words.english
            and self._between(index - 1, index) == " "
            and self._can_be_a_name(index, strict=False)
        )

    def _is_before_a_person_word(self, index: int) -> bool:
        """Such as "…, 7", "… in year 4", "…'s mum", "the … family", "masons dad"."""
        follower = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        owner = self._tokens[index].form.removesuffix("s")
        is_owner = owner != self._tokens[index].form and index not in self._taken
        owned = self._tokens[index].form not in self._words.english or self._words.has(
            "ordinary_names", owner
        )
        if is_owner and self._words.has("person", follower) and self._is_given(owner) and owned:
            return True
        if is_owner and follower in OWNED and self._is_only_a_name(owner) and owned:
            return True
        if self._is_listed(index) and AFTER.match(self._text[self._tokens[index].end :]):
            return True
        is_word = self._tokens[index].form in self._words.english and not self._is_listed(index)
        starts = self._starts_a_sentence(index) and follower[:1].isdigit()
        can_be = self._can_be_a_name(index, strict=True) or self._is_strange(index)
        if not can_be or (is_word and starts):
            return False
        last = max(self._whole_name(index))
        after = self._text[self._tokens[last].end :]
        following = self._tokens[last + 1].form if last + 1 < len(self._tokens) else ""
        unknown = self._is_no_word(self._tokens[index].form)
        family = self._words.has("family", following) and (self._tokens[index].capital or unknown)
        if family and self._tokens[last + 1].capital:
            # Such as "Integrrated Children's Services".
            family = not (unknown and self._is_a_slip(self._tokens[index].form))
        if (family and not (is_word and self._starts_a_sentence(index))) or AFTER.match(after):
            return True
        is_somebody = self._is_listed(index) or (
            self._of_a_person and self._is_unknown(index) and unknown
        )
        return is_somebody and bool(BARE_AGE.match(after))

    def _is_strange(self, index: int) -> bool:
        """Whether a word in lower case is none that people write, nor a slip in one."""
        form = self._tokens[index].form
        return (
            len(form) > 2
            and self._tokens[index].word
            and index not in self._taken
            and not self._tokens[index].capital
            and not self._is_foreign
            and self._is_no_word(form)
            and not self._is_a_slip(form)
            and not self._is_compound(form)
        )

    def _is_a_given_name_in_context(self, index: int) -> bool:
        """A given name where no question about posts and groups explains it."""
        token = self._tokens[index]
        if self._about_staff[index]:
            return False
        if self._is_told_of(index):
            return True
        if self._is_only_a_name(token.form):
            if self._asks_about_posts(index):
                return self._of_a_person or bool(TRAILING.match(self._text, token.end))
            return (self._personal and not self._may_be_a_slip(token)) or (
                not token.capital and self._has_an_odd_surname(index)
            )
        return (
            self._personal
            and self._words.has("ordinary_names", token.form)
            and token.capital
            and (not self._starts_a_sentence(index) or len(self._whole_name(index)) > 1)
            and not self._shouting
            and token.form not in MONTHS
        )

    def _has_an_odd_surname(self, index: int) -> bool:
        """Such as "zak ovendon": what follows a given name in lower case is no word."""
        return len(self._whole_name(index)) > 1

    def _is_an_unknown_in_context(self, index: int) -> bool:
        """Capitals that are no words, where a child is spoken of and no place is named."""
        asks = self._asks_about_posts(index) or self._about_staff[index]
        if asks or not self._personal or self._shouting or not self._is_unknown(index):
            return False
        whole = self._whole_name(index)
        if len(whole) > 1:
            return all(self._is_unknown(place) for place in whole[1:])
        if self._numbers and self._is_alone(index):
            return True
        if not self._numbers and self._is_a_slip(self._tokens[index].form):
            return False
        return not self._starts_a_sentence(index) and self._stands_where_a_name_does(index)

    def _is_alone(self, index: int) -> bool:
        """Whether a word stands between signs, as a surname in a form or a note does."""
        after = self._text[self._tokens[index].end :].lstrip(" ")
        before = self._tokens[index - 1].text if index else ""
        return before in {".", ":", ",", "/", "-", "–", "(", ""} and after[:1] in {
            *".,;:/)–-\n",
            "",
        }

    def _stands_where_a_name_does(self, index: int) -> bool:
        """Whether a capital that is no word is neither initials nor a place nor the asker's."""
        before = self._tokens[index - 1].form
        if self._tokens[index].text[:2].isupper() or self._is_the_askers(index - 1):
            return False
        place = self._words.has("before_a_place", before)
        return self._of_a_person and not place and before not in self._published.person_words

    def _is_unknown(self, index: int) -> bool:
        """Whether a word has a capital and is none that people write without one."""
        token = self._tokens[index]
        known = token.form in self._words.ordinary or self._words.has("ordinary_names", token.form)
        is_acronym = token.text.isupper() and len(token.text) < 6
        return (
            token.capital
            and not known
            and not is_acronym
            and not self._words.has("institution", token.form)
            and self._can_be_a_name(index, strict=True)
        )

    def _has_a_title(self, index: int) -> bool:
        back = index - 1
        while back > max(0, index - 4) and (
            self._tokens[back].text == "."
            or len(self._tokens[back].text) == 1
            or self._tokens[back].form in PARTICLES
        ):
            back -= 1
        before = self._tokens[back].form if back >= 0 else ""
        is_surname = self._words.has("surnames", self._tokens[index].form)
        can_be = self._can_be_a_name(index, strict=False) or (
            is_surname and self._tokens[index].capital and index not in self._taken
        )
        if not self._words.has("titles", before) or not can_be:
            return False
        if self._tokens[back - 2].form in COUPLES and self._tokens[back - 1].form in {"&", "and"}:
            return True
        if self._asks_about_posts(index) or self._about_staff[index]:
            tells = self._tells_of_a_person(index) or self._child_writes
            return self._personal and tells
        return self._personal or self._is_of_a_letter(back)

    def _is_of_a_letter(self, index: int) -> bool:
        """Such as "a complaint by Mr …"."""
        start = self._tokens[index].start
        return CORRESPONDENT.search(self._text, max(0, start - LABEL_REACH), start) is not None
