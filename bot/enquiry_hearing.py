"""What a message gives to an enquiry: values read and checked, or what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Scope
from bot.contact_details import WrongContactError, read_contact
from bot.enquiry_draft import Draft
from bot.enquiry_heard import Heard, Wrong
from bot.enquiry_places import read_place
from bot.enquiry_words import Field, FormWords
from bot.text import words_of

_LONGEST_NAME, _MOST_NAMES = 120, 6
_LONGEST_ROLE, _LONGEST_SETTING = 200, 300
_MOST_WORDS = 14
"""Of a role or a setting; what is longer tells something else."""
_SHORTEST_QUESTION = 2
"""Words; one word alone does not tell an advisor what is asked."""
_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_UK_NUMBER = re.compile(r"(?<!\d)(?:\+44|0)[\d\s().-]{8,}\d")


def read_value(
    asked: Field, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """The draft with what the message gives for the field that is asked, or what is wrong."""
    if asked == "place":
        return read_place(heard, draft, scope)
    if asked == "contact":
        return _contact(heard, draft)
    if asked == "question":
        enough = len(words_of(heard.text)) >= _SHORTEST_QUESTION
        return draft.settled(question=heard.text.strip()) if enough else Wrong("question_short")
    text = without_contact(heard.text, words)
    given = words.without_beginning(asked, text).strip(' \t\n.,;:!"“”')
    if asked == "name":
        return _name_and_role(given, heard, draft, scope, words)
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


def with_role(heard: Heard, draft: Draft, scope: Scope, words: FormWords) -> Draft:
    """The draft with "I'm the lead at Fen School in Dover"; only with a place is that sure."""
    role, setting = words.role_and_setting(words.role_in(heard.text))
    if not setting or not heard.mentions("exact"):
        return draft
    found = _role(role, heard, draft, scope, words)
    placed = _setting(setting, heard, found, scope) if isinstance(found, Draft) else found
    return placed if isinstance(placed, Draft) else placed.kept or draft


def has_contact(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a message."""
    return bool(_ADDRESS.search(text) or _UK_NUMBER.search(text))


def school_query(draft: Draft, text: str, words: FormWords) -> str | None:
    """What to look for in the register of schools, or None where no school is expected."""
    asked = draft.asked
    if draft.paused or words.command(text) or words.asks_something(text):
        return None
    if asked in {"name", "role"}:
        return words.role_and_setting(text)[1] or None
    if asked in {"setting", "place"}:
        return words.without_beginning(asked, text)[:_LONGEST_SETTING]
    change = words.change_wanted(text)
    return change.value if change and change.field in {"setting", "place"} else None


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


def _name_and_role(
    given: str, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """A name, or both of "Jo Bloggs, lead at Fen Academy"; but "Bloggs, Jo" is a name."""
    name, comma, rest = given.partition(",")
    if not comma or len(name.split()) < 2 or draft.role:
        return _name(given, draft)
    named = _name(name, draft)
    role = words.without_beginning("role", rest).strip()
    if isinstance(named, Wrong) or not role:
        return named
    both = _role(role, heard, named, scope, words)
    return both if isinstance(both, Draft) else replace(both, kept=both.kept or named)


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
        return read_place(heard, draft, scope)
    found = read_place(heard, named, scope)
    return found if isinstance(found, Draft) else replace(found, kept=named)


def _is_label(text: str, longest: int) -> bool:
    """Whether a text can be the name of a role or a setting."""
    letters = sum(letter.isalpha() for letter in text)
    return letters > 1 and len(text) <= longest and len(text.split()) <= _MOST_WORDS
