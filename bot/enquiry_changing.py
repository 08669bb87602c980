"""Changing what was given to the enquiry form, at any step and at the summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapidfuzz import fuzz

from bot.contact_details import has_contact
from bot.enquiry_correcting import Change, change_wanted, several
from bot.enquiry_hearing import read_value, with_told
from bot.enquiry_phrases import either, folded, pattern, without_beginning, without_beginnings
from bot.enquiry_places import is_place, read_place
from bot.enquiry_replies import what_to_change
from bot.enquiry_telling import Told, told
from bot.enquiry_turn import Message, Stepped, is_clear, stepped
from bot.enquiry_words import ContactKind, Field
from bot.text import fold

_CLEAR_CORRECTION = 0.75
_CORRECTS = "correct"
_OF_NAMES: tuple[Field, ...] = ("name", "setting")
_SHORTEST_RESPELT, _WORDS_ALIKE, _THE_SAME = 3, 75, 100
_QUITE_ALIKE = 70
"""Of RapidFuzz's 0 to 100: "Ann Lee" is "Anne Lea" put right."""


def changed(message: Message) -> Stepped | None:
    """What is called wrong is asked again or put right, whatever was asked just now."""
    change = change_wanted(message.text, message.draft.values, message.words)
    if change and not _is_meant(change, message):
        change = None
    change = change or _slip(message) or _correcting(message)
    if change is None:
        return None
    if change.field is None:
        return stepped(message.draft, what_to_change(message.scope), message.scope)
    return _all_changed(message) or _change_to(message, change)


def _all_changed(message: Message) -> Stepped | None:
    """Several fields changed in one message, where it gives each its new value."""
    draft, words = message.draft, message.words
    pieces = several(message.text, words)
    changes = [change_wanted(piece, draft.values, words) for piece in pieces]
    found: Stepped | None = None
    if len(pieces) < 2 or not all(one and one.field and one.value for one in changes):
        return None
    for piece, change in zip(pieces, changes, strict=True):
        going_on = replace(message, draft=draft, heard=message.heard.only(piece))
        found = _change_to(going_on, change) if change else None
        if found is None or found.draft is None or found.draft.asked != message.draft.asked:
            return found
        draft = found.draft
    return found


def _is_meant(change: Change, message: Message) -> bool:
    """Whether a change was wished for, and the words are no value, and no part of a question."""
    draft, field = message.draft, change.field
    if draft.asked == "question" and not draft.held and field == "question" and change.value:
        return change.is_plain
    if draft.asked == "question" and (not message.is_short or not change.is_plain):
        return False
    if field is None:
        return bool(draft.values)
    if not change.is_plain and (field == draft.asked or not draft.given(field)):
        return False
    return bool(draft.given(field)) or field in draft.declined or draft.asked != "question"


def _slip(message: Message) -> Change | None:
    """Such as "No wait, Deal", "sorry, I meant Ann Lee": of which field, the new value tells."""
    core, slipped = message.words.without_leads(message.text)
    value = without_beginning(core, message.words.lists["meant"])
    if message.draft.asked == "question" or not (slipped or value != core):
        return None
    is_meant = value != core
    value = pattern(rf"[\s,;–-]+{either(message.words.lists['instead_of'])}\s.*$").sub("", value)
    field, value = _resembled(value, message)
    if field is None and is_meant:
        field = message.draft.before
    is_given = field is not None and field not in {"question", message.draft.asked}
    return Change(field, value=value) if is_given and value else None


def _resembled(value: str, message: Message) -> tuple[Field | None, str]:
    """The field that the value can only be meant for, of those that were given, and the value."""
    given = message.draft.values
    if has_contact(value):
        return None, value
    where = message.words.without_beginning("place", value).strip(" .!")
    if "place" in given and is_place(where, message.scope):
        return "place", where
    tells = told(value, message.words, message.heard.named, "check")
    for field, one in _fields_told(tells, value).items():
        if one and field in given:
            return field, one
    if not tells.is_empty:
        return None, value
    if found := _respelt(value, given):
        return found
    alike = {
        field: fuzz.ratio(fold(value), fold(one))
        for field, one in given.items()
        if field != "question"
    }
    best = max(alike, key=lambda field: alike[field], default=None)
    return best if best and alike[best] >= _QUITE_ALIKE else None, value


def _respelt(value: str, given: Mapping[Field, str]) -> tuple[Field, str] | None:
    """The field of which one word is spelt nearly like the new one, with that word replaced."""
    new = value.split(",", maxsplit=1)[0].strip(" .!?\"'“”")
    if len(new.split()) != 1 or len(new) < _SHORTEST_RESPELT:
        return None
    for field in _OF_NAMES:
        for old in given.get(field, "").split():
            alike = fuzz.ratio(fold(new), fold(old))
            if _WORDS_ALIKE <= alike < _THE_SAME:
                return field, given[field].replace(old, new)
    return None


def _fields_told(tells: Told, text: str) -> dict[Field, str]:
    return {
        "role": tells.role,
        "setting": tells.setting,
        "place": text if tells.says_where else "",
        "name": tells.name,
    }


def _correcting(message: Message) -> Change | None:
    """A correction that does not say of what."""
    named = _bare_field(message)
    if (
        named
        and message.draft.given(named[0])
        and message.draft.asked not in {"question", named[0]}
    ):
        return Change(*named)
    part = message.heard.parts[0]
    plain = message.is_short and not part.mentions and message.draft.asked is None
    is_one = plain and part.intent == _CORRECTS and is_clear(part, _CLEAR_CORRECTION)
    return Change(None) if is_one else None


def _change_to(message: Message, change: Change) -> Stepped:
    """The field is asked again, or gets the new value that was said with it."""
    field = change.field or "question"
    draft = message.draft.change(field, change.kind)
    is_whole = field == "contact" and has_contact(message.text) and not has_contact(change.value)
    value = message.text if is_whole else _whole_name(change, message.draft.name)
    if not value:
        return message.asked(draft)
    heard = message.heard.only(value)
    found = read_value(field, heard, draft, message.scope, message.words)
    return replace(message, heard=heard, draft=draft).settled(found)


def _bare_field(message: Message) -> tuple[Field, ContactKind | None] | None:
    """The field of "the e-mail" or "name", said alone to whoever asked what to change."""
    words = message.words
    core, _ = words.without_leads(message.text)
    owners = (*words.lists["owners"], *words.lists["adjectives"])
    form = folded(without_beginnings(core, owners))
    return (words.fields[form], words.kinds.get(form)) if form in words.fields else None


def _whole_name(change: Change, name: str) -> str:
    """The new value; of a name that was given, a first name or a surname is only a part."""
    parts = name.split()
    if change.part is None or len(parts) < 2 or not change.value:
        return change.value
    kept = parts[:-1] if change.part == "last" else parts[1:]
    return " ".join([*kept, change.value] if change.part == "last" else [change.value, *kept])


def at_summary(message: Message) -> Stepped:
    """A bare value at the summary: of which field, it tells itself."""
    found = with_told(message.heard, message.draft, message.scope, message.words, "check")
    if found != message.draft:
        return message.settled(found)
    if message.is_short and message.heard.named:
        where = read_place(message.heard, message.draft, message.scope)
        return message.settled(where)
    named = _bare_field(message)
    if named:
        return message.asked(message.draft.change(*named))
    field, value = _resembled(message.text, message)
    if field:
        return _change_to(message, Change(field, value=value))
    return message.asked(message.draft, message.say("check_unclear"))
