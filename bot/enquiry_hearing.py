"""What a message gives to an enquiry: values read and checked, or what is wrong with them."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Scope
from bot.contact_details import WrongContactError, has_contact, read_contact
from bot.enquiry_draft import Draft
from bot.enquiry_heard import Heard, Wrong
from bot.enquiry_names import clean_name, is_name, is_title_case, name_and_role, without_pictures
from bot.enquiry_phrases import either, folded, holds, pattern, without_beginning
from bot.enquiry_places import is_county, is_postcode, parts_of_county, read_place, spots_in
from bot.enquiry_telling import Asked, as_asked, bare_of_contact, role_and_setting, told
from bot.enquiry_words import Field, FormWords
from bot.text import words_of

_LONGEST_ROLE, _LONGEST_SETTING = 200, 300
_MOST_WORDS = 14
"""Of a role or a setting; what is longer tells something else."""
_MOST_BEFORE_A_SENTENCE, _LONGEST_CHOICE = 6, 4
_SHORTEST_QUESTION = 2
"""Words; one word alone does not tell an advisor what is asked."""
_SIGNS = ' \t\n.,;:!"“”'
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]")
"""What stands for a detail of a person that was left out of a message: "[name left out]"."""


def read_value(
    asked: Field, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """The draft with what the message gives for the field that is asked, or what is wrong."""
    bare = bare_of_contact(heard.text, words)
    if asked == "place":
        where = words.without_beginning("place", bare).strip(_SIGNS)
        return _place(replace(heard, text=where), draft, scope, words)
    if asked == "contact":
        return _contact(heard, draft, words)
    if asked == "question":
        return _question(heard, draft, words)
    given = words.without_beginning(asked, without_pictures(bare).strip(_SIGNS)).strip(_SIGNS)
    if asked == "name":
        return _name(given, draft, scope, words)
    if asked == "role":
        return _role(given, heard, draft, scope, words)
    return _setting(given, heard, draft, scope, words)


def with_told(
    heard: Heard, draft: Draft, scope: Scope, words: FormWords, asked: Asked | None = None
) -> Draft | Wrong:
    """The draft with what the message tells of its writer besides; see :mod:`enquiry_telling`.

    What was given already stays, but at the summary; that it was wrong is said otherwise.
    """
    tells = told(heard.text, words, heard.named, asked)
    found = _reached(heard, draft, scope)
    if tells.name and _is_wanted("name", draft):
        found = found.settled(name=tells.name)
    if tells.role and _is_wanted("role", draft):
        found = _with_role(tells.role, found, scope)
    placed: Draft | Wrong = found
    if tells.setting and _is_wanted("setting", draft):
        placed = _setting(tells.setting, heard, found, scope, words)
    elif tells.says_where and heard.mentions("exact", "partial"):
        placed = read_place(heard, found, scope)
    if isinstance(placed, Wrong):
        return replace(placed, kept=placed.kept or found)
    # What was asked about stays asked about.
    return replace(placed, options=draft.options, held=draft.held, misses=draft.misses)


def _is_wanted(field: Field, draft: Draft) -> bool:
    return not draft.given(field) or draft.asked in {None, field}


def school_query(draft: Draft | None, text: str, words: FormWords) -> str | None:
    """What to look for in the register of schools, or None where no school is expected."""
    asked = draft.asked if draft else "question"
    if (draft and draft.paused) or words.command(text) or words.asks_something(text):
        return None
    if asked in {"setting", "place"}:
        bare = bare_of_contact(text, words)
        return words.without_beginning(asked, bare)[:_LONGEST_SETTING].strip(_SIGNS) or None
    setting = told(text, words, asked=as_asked(asked)).setting
    return setting[:_LONGEST_SETTING] or None


def _reached(heard: Heard, draft: Draft, scope: Scope) -> Draft:
    """With the contact details of the message; a number that the pack publishes is nobody's own."""
    found = _contact(heard, draft) if has_contact(heard.text) else draft
    if isinstance(found, Wrong):
        return draft
    published = {_digits(contact.number) for contact in scope.knowledge.contacts.values()}
    is_new = found.contact.phone != draft.contact.phone
    return draft if is_new and _digits(found.contact.phone or "") in published else found


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _contact(heard: Heard, draft: Draft, words: FormWords | None = None) -> Draft | Wrong:
    """With the details that can be used; `words` where they were asked for."""
    if words and not has_contact(heard.text) and not _has_signs_of_contact(heard.text):
        named = words.field_named(heard.text) == "contact"
        return Wrong("contact_word" if named else "contact_no_digits")
    try:
        return draft.with_contact(read_contact(heard.text))
    except WrongContactError as error:
        return Wrong(f"contact_{error.reason}")


def _has_signs_of_contact(text: str) -> bool:
    return "@" in text or any(letter.isdigit() for letter in text)


def _question(heard: Heard, draft: Draft, words: FormWords) -> Draft | Wrong:
    """The whole message, unless it only tells who asks, or all that it held was left out."""
    left = told(_LEFT_OUT.sub(" ", heard.text), words, heard.named).rest
    enough = len(words_of(" ".join(left))) >= _SHORTEST_QUESTION
    return draft.settled(question=heard.text.strip()) if enough else Wrong("question_short")


def _name(given: str, draft: Draft, scope: Scope, words: FormWords) -> Draft | Wrong:
    name, role = name_and_role(clean_name(given, words), words)
    if not is_name(name, words):
        # "Priya, but please keep it to yourselves": the first part may be one all the same.
        name = clean_name(given.split(",", maxsplit=1)[0], words)
        if name == given or not is_title_case(name) or not is_name(name, words):
            return Wrong("name_unclear")
    draft = draft.settled(name=name)
    return _with_role(role, draft, scope) if role else draft


def _with_role(role: str, draft: Draft, scope: Scope) -> Draft:
    """With a role, in which terms of the pack stand as it writes them: "dsl" as DSL."""
    terms = scope.knowledge.terms.values()
    written = {folded(one): one for term in terms for one in (term.short, term.name) if one}
    known = pattern(either(tuple(written.values())))
    as_written = known.sub(lambda found: written.get(folded(found[0]), found[0]), role)
    return draft.settled(role=as_written)


def _role(given: str, heard: Heard, draft: Draft, scope: Scope, words: FormWords) -> Draft | Wrong:
    if chosen := _chosen_role(heard, scope):
        return draft.settled(role=chosen)
    role, setting = role_and_setting(given, words)
    if not words.is_role(role) and len(given.split()) > _MOST_BEFORE_A_SENTENCE:
        role, setting = words.role_within(given), ""
    if not _is_label(role, _LONGEST_ROLE) or "@" in given or words.talk_in(role) > 1:
        return Wrong("role_unclear")
    draft = _with_role(role, draft, scope)
    if not setting or draft.setting:
        return draft
    found = _setting(setting, heard, draft, scope, words)
    return found if isinstance(found, Draft) else replace(found, kept=found.kept or draft)


def _chosen_role(heard: Heard, scope: Scope) -> str:
    """The one of the roles offered that "the first one" or "1" means; empty where none."""
    said, roles = heard.text.strip(), scope.frames["utter_enquiry_role_choices"]
    number = int(said) if said.isascii() and said.isdigit() and len(said) == 1 else heard.ordinal
    if not number or len(said.split()) > _LONGEST_CHOICE or number > len(roles):
        return ""
    return roles[number - 1 if number > 0 else number]


def _place(heard: Heard, draft: Draft, scope: Scope, words: FormWords) -> Draft | Wrong:
    """Where it is; who is in charge of many places chooses an area."""
    is_everywhere = holds(heard.text, words.forms["everywhere"]) and not heard.named
    return parts_of_county(scope) if is_everywhere else read_place(heard, draft, scope)


def _setting(
    given: str, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """The school or organisation, and where it is as far as it says."""
    sure = next((found.school for found in heard.schools if found.is_sure), None)
    where = without_beginning(given, words.lists["inside"])
    if not sure and (is_postcode(given) or is_county(where, scope)):
        return read_place(replace(heard, text=where), draft, scope)
    given = sure.name if sure and is_postcode(given) else given
    is_talk = words.talk_in(given) or words.says_nothing(given)
    if not _is_label(given, _LONGEST_SETTING) or "@" in given or is_talk:
        return Wrong("setting_unclear")
    named = draft.settled(setting=given)
    says_where = heard.schools or heard.mentions("exact", "partial")
    if not sure and (named.spot or not says_where):
        return named
    if heard.schools:
        found = read_place(heard, named, scope)
    elif folded(where) in heard.named:
        # A town alone is where the setting is, not what it is called.
        return read_place(heard, draft, scope)
    else:
        found = _place_of(given, heard, named, scope, words)
    return found if isinstance(found, Draft) else replace(found, kept=named)


def _place_of(
    given: str, heard: Heard, draft: Draft, scope: Scope, words: FormWords
) -> Draft | Wrong:
    """Where a setting is by what it is called.

    Said with "in" that is clear; else it is asked, since St Peter's may be a saint's school.
    """
    before = rf"(?:,|{either(words.lists['inside'])})\s*(?:the\s+)?"
    said = tuple(
        name
        for name in heard.typed
        if pattern(rf".*{before}{re.escape(name)}(?!\w)").match(heard.text)
        or folded(name) not in folded(given)
    )
    if said or len(heard.typed) != 1:
        return read_place(heard.about(said) if said else heard, draft, scope)
    return Wrong("is_it_in", options=spots_in(heard, scope))


def _is_label(text: str, longest: int) -> bool:
    """Whether a text can be the name of a role or a setting."""
    letters = sum(letter.isalpha() for letter in text)
    return letters > 1 and len(text) <= longest and len(text.split()) <= _MOST_WORDS
