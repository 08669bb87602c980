"""What a message gives to an enquiry: values read and checked, or what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.answers.scope import Scope
from bot.contact_details import WrongContactError, read_contact
from bot.enquiry_book import FoundSchool
from bot.enquiry_draft import Draft, Spot, is_elsewhere
from bot.enquiry_words import Field, FormWords
from bot.knowledge import Area, District, Place, Record
from bot.meaning import Mention, Part
from bot.routing import WhichDistrict
from bot.text import fold, words_of

_KINDS = ("place", "district", "area", "neighbour")
_LONGEST_NAME, _MOST_NAMES = 120, 6
_LONGEST_ROLE, _LONGEST_SETTING = 200, 300
_MOST_WORDS = 14
"""Of a role or a setting; what is longer tells something else."""
_SHORTEST_QUESTION = 2
"""Words; one word alone does not tell an advisor what is asked."""
_MOST_OPTIONS = 5
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_UK_NUMBER = re.compile(r"(?<!\d)(?:\+44|0)[\d\s().-]{8,}\d")


@dataclass(frozen=True)
class Heard:
    """A message as the form hears it; `schools` are those of the register that it may name."""

    text: str
    parts: tuple[Part, ...]
    schools: tuple[FoundSchool, ...] = ()

    def mentions(self, *certainties: str) -> tuple[Mention, ...]:
        """The places, districts, areas and neighbours that are named, each once."""
        found = [
            mention
            for part in self.parts
            for mention in part.mentions
            if mention.kind in _KINDS and mention.certainty in certainties and mention.candidates
        ]
        return tuple({mention.candidates: mention for mention in found}.values())

    @property
    def is_bare(self) -> bool:
        """Whether it holds nothing but a name and small words."""
        return all(part.bare for part in self.parts)

    @property
    def ordinal(self) -> int | None:
        """The place in a list that it points to, from 1, or -1 for the last."""
        return next((part.ordinal for part in self.parts if part.ordinal), None)


@dataclass(frozen=True)
class Wrong:
    """A value that cannot be used: the sentence that helps, and spots to choose from.

    `kept` is the draft with what the message gave nevertheless, None where it gave nothing.
    """

    frame: str
    values: Mapping[str, str] = field(default_factory=dict)
    options: tuple[Spot, ...] = ()
    kept: Draft | None = None

    @property
    def is_unknown(self) -> bool:
        """Whether it names a place that nobody knows; said once more it is taken as it is."""
        return self.frame == "unknown_place"


def read_value(
    asked: Field, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """The draft with what the message gives for the field that is asked, or what is wrong."""
    if asked == "place":
        return _place(heard, draft, scope)
    if asked == "contact":
        return _contact(heard, draft)
    if asked == "question":
        enough = len(words_of(heard.text)) >= _SHORTEST_QUESTION
        return draft.settled(question=heard.text.strip()) if enough else Wrong("question_short")
    text = without_contact(heard.text, words)
    given = words.without_beginning(asked, text).strip(' \t\n.,;:!"“”')
    if asked == "name":
        return _name(given, draft)
    if asked == "role":
        return _role(given, heard, draft, scope, words)
    return _setting(given, heard, draft, scope)


def with_extras(heard: Heard, draft: Draft, words: FormWords) -> Draft:
    """The draft with the name and the contact details that the message gives besides."""
    found = draft
    if name := words.name_in(heard.text):
        named = _name(name, found)
        found = named if isinstance(named, Draft) else found
    if has_contact(heard.text):
        reachable = _contact(heard, found)
        found = reachable if isinstance(reachable, Draft) else found
    # What was asked about stays asked about.
    return replace(found, options=draft.options, held=draft.held, misses=draft.misses)


def has_contact(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a message."""
    return bool(_ADDRESS.search(text) or _UK_NUMBER.search(text))


def school_query(draft: Draft, text: str, words: FormWords) -> str | None:
    """What to look for in the register of schools, or None where no school is expected."""
    asked = draft.asked
    if draft.paused or words.command(text) or words.asks_something(text):
        return None
    if asked == "role":
        return words.role_and_setting(text)[1] or None
    if asked in {"setting", "place"}:
        return words.without_beginning(asked, text)[:_LONGEST_SETTING]
    change = words.change_wanted(text)
    return change.value if change and change.field in {"setting", "place"} else None


def chosen(heard: Heard, draft: Draft, words: FormWords) -> Spot | None:
    """The one of the spots asked about that the message picks, or None."""
    said = fold(heard.text).strip(" .!")
    options = draft.options
    for option in options:
        if fold(option.said) == said:
            return option
    if len(options) == 1 and words.agrees(heard.text):
        return options[0]
    ordinal = heard.ordinal
    if ordinal is not None and ordinal <= len(options) and len(words_of(heard.text)) <= 4:
        return options[ordinal - 1] if ordinal > 0 else options[-1]
    mentions = heard.mentions("exact", "partial", "hint")
    named = {one for mention in mentions for one in mention.candidates}
    meant = [option for option in options if option.id in named]
    return meant[0] if len(meant) == 1 else _by_words(heard.text, options)


def located(spot: Spot, draft: Draft, scope: Scope) -> Draft | Wrong:
    """The draft with this spot, unless it is another authority's or lies in two districts."""
    elsewhere = is_elsewhere(spot, scope.knowledge, scope.today)
    if elsewhere:
        frame = "out_of_county" if elsewhere.covered_by else "out_of_county_unknown"
        names = {"place": spot.said, "county": scope.knowledge.county}
        return Wrong(
            frame,
            {**names, "covered_by": elsewhere.covered_by or "", "authority": elsewhere.authority},
        )
    found = spot.route(scope.knowledge, scope.today)
    if isinstance(found, WhichDistrict):
        options = tuple(Spot(f"{spot.said}, {one.name}", one.id) for one in found.districts)
        return Wrong("which_district", {"place": spot.said}, options)
    return draft.settled(spot=spot)


def _place(heard: Heard, draft: Draft, scope: Scope) -> Draft | Wrong:
    """Where it is: a sure school, a place of the pack, or what to ask back."""
    for found in heard.schools:
        if found.is_sure:
            return located(_as_spot(found), draft, scope)
    firm = heard.mentions("exact", "partial") or heard.mentions("hint")
    named = _spots(firm, scope)
    if len(named) == 1:
        return located(named[0], draft, scope)
    if named:
        return Wrong("which_place", options=named[:_MOST_OPTIONS])
    return _resembling(heard, scope) or _unknown(heard, draft, scope)


def _resembling(heard: Heard, scope: Scope) -> Wrong | None:
    """Which place or school was meant, where one is spelt nearly so or several have the name."""
    near = _spots(heard.mentions("near"), scope)
    if near and (heard.is_bare or not heard.schools):
        return Wrong("did_you_mean", {"said": heard.text.strip()}, near[:_MOST_OPTIONS])
    schools = tuple(_as_spot(found) for found in heard.schools)
    return Wrong("which_school", options=schools[:_MOST_OPTIONS]) if schools else None


def _unknown(heard: Heard, draft: Draft, scope: Scope) -> Draft | Wrong:
    """Said twice and not known: the duty queue takes it, and nobody is kept waiting here."""
    if draft.options:
        return Wrong("which_place", options=draft.options)
    if draft.misses:
        return draft.settled(spot=Spot(heard.text.strip()[:_LONGEST_SETTING]))
    return Wrong("unknown_place", {"county": scope.knowledge.county})


def _spots(mentions: Sequence[Mention], scope: Scope) -> tuple[Spot, ...]:
    """The spots that mentions may mean; "Boughton in Swale" means only those in Swale."""
    ids = [one for mention in mentions for one in mention.candidates if scope.knowledge.holds(one)]
    records = [scope.knowledge.find(one) for one in dict.fromkeys(ids)]
    districts = {record.id for record in records if isinstance(record, District)}
    towns = [record for record in records if isinstance(record, Place)]
    inside = [town for town in towns if districts.intersection(town.districts)]
    if towns:
        return tuple(_town(town, districts, scope) for town in inside or towns)
    kept = [one for one in records if districts.isdisjoint(_districts_of(one))]
    return tuple(Spot(record.name, record.id) for record in kept)


def _districts_of(record: Record) -> tuple[str, ...]:
    """The ids of the districts of an area; none for anything else."""
    return record.districts if isinstance(record, Area) else ()


def _town(town: Place, districts: Collection[str], scope: Scope) -> Spot:
    """A town, or the one of its districts that was said with it."""
    own = [one for one in town.districts if one in districts]
    if len(town.districts) > 1 and own:
        return Spot(f"{town.name}, {scope.knowledge.districts[own[0]].name}", own[0])
    return Spot(town.name, town.id)


def _as_spot(found: FoundSchool) -> Spot:
    school = found.school
    where = [one for one in (school.name, school.district, school.postcode) if one]
    return Spot(", ".join(where), school=school)


def _by_words(text: str, options: Sequence[Spot]) -> Spot | None:
    """The one option that has all the words of a message."""
    said = {word.form for word in words_of(text)}
    meant = [one for one in options if said and said <= {word.form for word in words_of(one.said)}]
    return meant[0] if len(meant) == 1 else None


def _contact(heard: Heard, draft: Draft) -> Draft | Wrong:
    try:
        return draft.with_contact(read_contact(heard.text))
    except WrongContactError as error:
        return Wrong(f"contact_{error.reason}")


def without_contact(text: str, words: FormWords) -> str:
    """The text without contact details and the words that lead to them."""
    if not has_contact(text):
        return text
    bare = _UK_NUMBER.sub(" ", _ADDRESS.sub(" ", text))
    return " ".join(words.before_contact(bare).split()).strip(" ,;.")


def _name(given: str, draft: Draft) -> Draft | Wrong:
    parts = given.split()
    letters = sum(letter.isalpha() for letter in given)
    fits = 0 < len(parts) <= _MOST_NAMES and len(given) <= _LONGEST_NAME
    if not fits or letters < 2 or any(letter.isdigit() for letter in given) or "?" in given:
        return Wrong("name_unclear")
    return draft.settled(name=" ".join(parts))


def _role(given: str, heard: Heard, draft: Draft, scope: Scope, words: FormWords) -> Draft | Wrong:
    role, setting = words.role_and_setting(given)
    if not _is_label(role, _LONGEST_ROLE):
        return Wrong("role_unclear")
    draft = draft.settled(role=role)
    if setting and not draft.setting:
        return _setting(setting, heard, draft, scope)
    return draft


def _setting(given: str, heard: Heard, draft: Draft, scope: Scope) -> Draft | Wrong:
    """The school or organisation, and where it is as far as it says."""
    if not _is_label(given, _LONGEST_SETTING):
        return Wrong("setting_unclear")
    named = draft.settled(setting=given)
    sure = any(found.is_sure for found in heard.schools)
    says_where = heard.schools or heard.mentions("exact", "partial")
    if not sure and (named.spot or not says_where):
        return named
    if not heard.schools and heard.is_bare:
        # A town alone is where the setting is, not what it is called.
        return _place(heard, draft, scope)
    found = _place(heard, named, scope)
    return found if isinstance(found, Draft) else replace(found, kept=named)


def _is_label(text: str, longest: int) -> bool:
    """Whether a text can be the name of a role or a setting."""
    letters = sum(letter.isalpha() for letter in text)
    return letters > 1 and len(text) <= longest and len(text.split()) <= _MOST_WORDS
