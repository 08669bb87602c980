"""Names of people in a message who are not published: told by what stands around them.

A capital alone makes no name.  A relation before it ("my son …"), an age, class or relation
after it ("…, 7", "…'s mum"), a cue ("called …") does; so does a common given name where the
message tells of a particular child or parent.  The asker's own name, a greeting and a signature
are left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.privacy import Detail, Published
from bot.privacy_cues import (
    AFTER,
    BARE_AGE,
    CUE_REACH,
    CUES,
    IN_TITLES,
    INITIALS,
    LAST_CUES,
    LEADING,
    MONTHS,
    PAIR,
    PRONOUNS,
    QUOTES,
    TRAILING,
)
from bot.privacy_forms import find_in_forms
from bot.privacy_numbers import whole_dates
from bot.privacy_reading import NameReading
from bot.text import fold


def find_names(text: str, published: Published, numbers: Sequence[Detail]) -> tuple[Detail, ...]:
    """The names in a message, and bare dates right after one (a date of birth).

    `numbers` are the details already found: words within them are no names.
    """
    return _NameFinder(text, published, tuple(numbers)).found()


class _NameFinder(NameReading):
    """One look at one message."""

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        super().__init__(text, published, numbers)
        self._names: set[int] = set()

    def found(self) -> tuple[Detail, ...]:
        for index, token in enumerate(self._tokens):
            if index not in self._names and token.word and self._begins_a_name(index):
                self._names.update(self._whole_name(index))
        self._join_lists()
        self._repeat()
        forms = find_in_forms(self._text, personal=self._personal)
        details = [*self._runs(), *self._initials(), *filter(self._is_unpublished, forms)]
        return (*details, *self._birth_dates(details))

    def _begins_a_name(self, index: int) -> bool:
        acronym = (
            self._tokens[index].text.isupper()
            and len(self._tokens[index].text) < 5
            and not self._shouting
        )
        if (
            acronym
            or index in self._taken
            or self._is_the_askers(index)
            or self._is_of_an_institution(index)
        ):
            return False
        return (
            self._stands_by_a_number(index)
            or self._follows_a_cue(index)
            or self._follows_a_person(index)
            or self._follows_a_class(index)
            or self._is_before_a_person_word(index)
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
        if not cue or any(self._words.has("things", form) for form in about):
            return False
        personal = any(self._words.has("person", form) or form in PRONOUNS for form in about)
        return personal or (self._tokens[index].capital and self._personal)

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
        listed = beside and (self._is_listed(index) or self._is_odd_word(index))
        return listed or self._can_be_a_name(index, strict=True)

    def _is_odd_word(self, index: int) -> bool:
        """No word that people write, right before what is said of a person ("keziah she is")."""
        form = self._tokens[index].form
        after = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        is_word = form in self._words.ordinary or self._words.has("context", form)
        return (
            not is_word
            and self._words.has("tells_of_a_person", after)
            and self._can_be_a_name(index, strict=False)
        )

    def _is_before_a_person_word(self, index: int) -> bool:
        """Such as "…, 7", "… in year 4", "…'s mum", "the … family", "masons dad"."""
        follower = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        owner = self._tokens[index].form.removesuffix("s")
        if (
            self._words.has("person", follower)
            and owner != self._tokens[index].form
            and self._is_given(owner)
        ):
            return True
        if self._is_listed(index) and AFTER.match(self._text[self._tokens[index].end :]):
            return True
        if not self._can_be_a_name(index, strict=True):
            return False
        last = max(self._whole_name(index))
        after = self._text[self._tokens[last].end :]
        following = self._tokens[last + 1].form if last + 1 < len(self._tokens) else ""
        family = self._words.has("family", following) and self._tokens[index].capital
        sentence_start = self._starts_a_sentence(index) and not self._is_listed(index)
        if (family and not sentence_start) or AFTER.match(after):
            return True
        return self._is_listed(index) and bool(BARE_AGE.match(after))

    def _is_a_given_name_in_context(self, index: int) -> bool:
        """A given name where no question about posts and groups explains it."""
        token = self._tokens[index]
        if self._about_staff[index]:
            return False
        if self._is_told_of(index):
            return True
        if self._is_only_a_name(token.form):
            return self._personal or (token.capital and not self._asks_about_posts(index))
        return (
            self._personal
            and self._words.has("ordinary_names", token.form)
            and token.capital
            and (not self._starts_a_sentence(index) or len(self._whole_name(index)) > 1)
            and not self._shouting
            and token.form not in MONTHS
        )

    def _is_an_unknown_in_context(self, index: int) -> bool:
        """Capitals that are no words, two together or after "for", where a child is spoken of."""
        if not self._personal or self._shouting or self._asks_about_posts(index):
            return False
        if self._about_staff[index]:
            return False
        if not self._is_unknown(index):
            return False
        whole = self._whole_name(index)
        if len(whole) > 1:
            return all(self._is_unknown(place) for place in whole[1:])
        before = self._tokens[index - 1].form if index else ""
        after = self._tokens[index + 1].form if index + 1 < len(self._tokens) else ""
        return self._words.has("before_a_name", before) or self._words.has("after_a_name", after)

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

    def _is_unpublished(self, detail: Detail) -> bool:
        """Whether no word of a detail is published."""
        return not self._within((detail,)) & (self._taken - self._codes)

    def _has_a_title(self, index: int) -> bool:
        back = index - 1
        while back > max(0, index - 4) and (
            self._tokens[back].text == "." or len(self._tokens[back].text) == 1
        ):
            back -= 1
        before = self._tokens[back].form if back >= 0 else ""
        if not self._words.has("titles", before) or not self._can_be_a_name(index, strict=False):
            return False
        others = self._asks_about_posts(index) or self._about_staff[index]
        return self._personal and (self._has_person(index) or not others)

    def _join_lists(self) -> None:
        """Such as "Mia, Noah and Ben": what stands beside a name in a list is one too."""
        for index in range(len(self._tokens) - 2):
            if index in self._names and self._tokens[index + 1].form in {"and", "&", ","}:
                follows = index + 2
                if follows not in self._names and self._can_join(follows):
                    self._names.update(self._whole_name(follows))

    def _can_join(self, index: int) -> bool:
        listed = self._is_listed(index) and self._tokens[index].capital
        return index not in self._taken and (
            listed or self._tokens[index].form in self._words.given_names
        )

    def _repeat(self) -> None:
        """A name found once is left out everywhere."""
        forms = {
            self._tokens[index].form for index in self._names if len(self._tokens[index].form) > 2
        }
        for index, token in enumerate(self._tokens):
            if token.form in forms and token.capital and index not in self._taken:
                self._names.add(index)

    def _runs(self) -> Iterator[Detail]:
        """Neighbouring words of names as one detail."""
        run: list[int] = []
        for index in [*sorted(self._names), -1]:
            joined = run and index == run[-1] + 1 and not self._between(run[-1], index).strip()
            if run and not joined:
                yield self._with_ends(self._tokens[run[0]].start, self._tokens[run[-1]].end)
                run = []
            run.append(index)

    def _with_ends(self, start: int, end: int) -> Detail:
        """With a title or nickname before it and a surname's initial after it."""
        leading = LEADING.search(self._text, max(0, start - 12), start)
        trailing = TRAILING.match(self._text, end)
        return Detail(
            leading.start() if leading else start, trailing.end() if trailing else end, "name"
        )

    def _initials(self) -> Iterator[Detail]:
        if self._shouting:
            return
        for match in INITIALS.finditer(self._text):
            letters = re.sub(r"[^a-z]", "", match.group().lower())
            kept = "." not in match.group() and self._words.has("initials_kept", letters)
            if kept or (letters,) in self._published.names:
                continue
            before = self._text[: match.start()].rstrip(" ,(:\"“'").split()
            last = fold(before[-1]) if before else ""
            cued = self._words.has("person", last) or last in {
                "initials",
                "initial",
                "re",
                "called",
                "is",
            }
            after = self._text[match.end() :]
            alone = len(letters) == 1 and not re.match(r"\s?\(\d", after)
            aged = AFTER.match(after) or (BARE_AGE.match(after) and match.group().islower())
            if not alone and ((cued and self._personal) or aged):
                yield Detail(*match.span(), "name")
        for match in PAIR.finditer(self._text):
            if self._personal:
                yield Detail(*match.span(1), "name")
                yield Detail(*match.span(2), "name")

    def _birth_dates(self, names: Sequence[Detail]) -> Iterator[Detail]:
        """Whole dates right after a name, or where a child is spoken of just before."""
        for date in whole_dates(self._text):
            before = self._text[max(0, date.start - 30) : date.start]
            forms = {fold(word) for word in re.findall(r"[\w'’]+", before)}
            young = not forms.isdisjoint(self._words.lists["young"])
            if young or any(0 <= date.start - name.end <= 12 for name in names):
                yield date
