"""Names of people in a message who are not published: told by what stands around them.

A capital alone makes no name.  A relation before it ("my son …"), an age, class or relation
after it ("…, 7", "…'s mum"), a cue ("called …") does; so does a common given name where the
message tells of a particular child or parent.  Whom a greeting names is left; the asker's own name
is where the form asks about the asker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from bot.privacy import Detail, Published
from bot.privacy_cues import CALLING, ENTRY, LEADING, PRONOUNS, TRAILING
from bot.privacy_dates import whole_dates
from bot.privacy_everyday_cues import FINITE, MONTHS
from bot.privacy_forms import find_in_forms
from bot.privacy_initials import find_initials, find_own_names, find_spelt
from bot.privacy_marks import accounts
from bot.privacy_own import OwnReading
from bot.privacy_sayings import find_in_scripts, find_said
from bot.privacy_tokens import Token
from bot.text import fold

_JOINS = frozenset({"and", "&", ",", "n", "+", "/"})
# Characters between a name and a date of birth after it, and before it.
_DATE_REACH = 12
_DATE_BEFORE = 4


def find_names(
    text: str, published: Published, numbers: Sequence[Detail], *, own: bool
) -> tuple[Detail, ...]:
    """The names in a message, and bare dates right after one (a date of birth).

    `numbers` are the details already found: words within them are no names.  `own` says that what
    the asker calls themselves counts too.
    """
    return _NameFinder(text, published, tuple(numbers)).found(own=own)


def _are_beside(name: Detail, date: Detail) -> bool:
    """Whether a date stands right after a name or right before it."""
    return 0 <= date.start - name.end <= _DATE_REACH or 0 <= name.start - date.end <= _DATE_BEFORE


class _NameFinder(OwnReading):
    """One look at one message."""

    def __init__(self, text: str, published: Published, numbers: tuple[Detail, ...]) -> None:
        super().__init__(text, published, numbers)
        self._names: set[int] = set()

    def found(self, *, own: bool) -> tuple[Detail, ...]:
        """Every name; `own` as in :func:`find_names`."""
        said = find_said(self._text, self._published, of_a_person=self._tells_of_somebody)
        for index in self._within(tuple(said)):
            self._names.update(self._whole_name(index))
        for index, token in enumerate(self._tokens):
            if not token.word or index in self._names:
                continue
            if self._is_everyday(token) and not (self._calls and self._is_called(index)):
                continue
            if self._begins_a_name(index) or (own and self._names_oneself(index)):
                self._names.update(self._whole_name(index))
        self._join_lists()
        self._reach_back()
        self._turn_round()
        self._repeat()
        forms = find_in_forms(self._text, personal=self._personal)
        initials = find_initials(self._text, self._published, personal=self._personal)
        details = [*self._runs(), *initials, *filter(self._is_unpublished, forms)]
        found = accounts(self._text, personal=self._personal)
        details += [one for one in found if not self._is_of_the_pack(one)]
        details += [*find_own_names(self._text), *find_in_scripts(self._text)]
        details += find_spelt(self._text, self._published)
        return (*details, *self._birth_dates(details))

    def _is_everyday(self, token: Token) -> bool:
        """Whether a word in lower case is English and no name: only "called …" makes it one."""
        form = token.form
        return (
            not token.capital
            and form in self._words.plain
            and (form[-1:] != "s" or form[:-1] not in self._words.names)
        )

    @cached_property
    def _calls(self) -> bool:
        """Whether a message calls or names somebody anywhere."""
        return CALLING.search(self._text) is not None

    @property
    def _tells_of_somebody(self) -> bool:
        """Whether a message speaks of a person, or of him or her."""
        return self._of_a_person or any(token.form in PRONOUNS for token in self._tokens)

    def _is_unpublished(self, detail: Detail) -> bool:
        """Whether no word of a detail is published."""
        return not self._within((detail,)) & (self._taken - self._codes)

    def _is_of_the_pack(self, account: Detail) -> bool:
        """Whether an account is called as what is published."""
        said = self._text[account.start : account.end].split("/")[-1].lstrip("@")
        return (fold(said),) in self._published.names

    def _turn_round(self) -> None:
        """Such as "Deal, Marcus – dob …": the surname, which a place shares, begins a line."""
        for index in range(len(self._tokens) - 2):
            surname, sign = self._tokens[index], self._tokens[index + 1]
            begins = self._starts_a_sentence(index) and (
                surname.text.istitle() or surname.text.isupper()
            )
            is_word = surname.form in self._words.english and index not in self._taken
            known = is_word and not self._words.has("surnames", surname.form)
            if begins and surname.capital and sign.text == "," and index + 2 in self._names:
                after = self._text[self._tokens[max(self._whole_name(index + 2))].end :]
                if not known and ENTRY.match(after):
                    self._names.add(index)

    def _reach_back(self) -> None:
        """Such as "Thi Mai …": capitals that are no words right before a name belong to it."""
        for index in sorted(self._names, reverse=True):
            before = index - 1
            while (
                before >= 0
                and before not in self._names
                and self._can_lead(before)
                and self._between(before, before + 1) == " "
            ):
                self._names.add(before)
                before -= 1

    def _can_lead(self, index: int) -> bool:
        token = self._tokens[index]
        if self._is_unknown(index):
            return True
        listed = self._words.has("ordinary_names", token.form) and index not in self._taken
        after = self._tokens[max(self._whole_name(index))].end
        is_verb = token.form in MONTHS and not FINITE.match(self._text, after)
        return token.capital and listed and not is_verb

    def _join_lists(self) -> None:
        """Such as "Mia, Noah and Ben": what stands beside a name in a list is one too."""
        for index in range(len(self._tokens) - 2):
            if index in self._names and self._tokens[index + 1].form in _JOINS:
                follows = index + 2
                if follows not in self._names and self._can_join(follows):
                    self._names.update(self._whole_name(follows))

    def _can_join(self, index: int) -> bool:
        listed = self._is_listed(index) and self._tokens[index].capital
        given = self._tokens[index].form in self._words.given_names
        small = not self._tokens[index - 2].capital and self._is_small_name(index)
        return index not in self._taken and (listed or given or small or self._is_unknown(index))

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
        leading = LEADING.search(self._text, max(0, start - 20), start)
        trailing = TRAILING.match(self._text, end)
        return Detail(
            leading.start() if leading else start, trailing.end() if trailing else end, "name"
        )

    def _birth_dates(self, names: Sequence[Detail]) -> Iterator[Detail]:
        """Whole dates right after a name, or where a child is spoken of just before."""
        told = any(number.kind == "birth_date" for number in self._numbers)
        for date in whole_dates(self._text):
            before = self._text[max(0, date.start - 30) : date.start]
            forms = {fold(word) for word in re.findall(r"[\w'’]+", before)}
            young = told or not forms.isdisjoint(self._words.lists["young"])
            if young or any(_are_beside(name, date) for name in names):
                yield date
