"""Corrections of what was given to the enquiry form: of which field, and to what.

"Can you change the town to Deal", "I spelt my name wrong, it's Ann", "07700 900123, not …4".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz, process

from bot.contact_details import has_contact
from bot.enquiry_phrases import (
    either,
    folded,
    holds,
    is_story,
    pattern,
    without_beginning,
    without_beginnings,
)
from bot.enquiry_words import ContactKind, Field, FormWords, List
from bot.text import fold, words_of

_SHORTEST_VERB, _ALIKE = 5, 80
"""Letters, and RapidFuzz's 0 to 100."""
_SIGNS = " \t\n.,;:!?–-\"'“”‘’()"


NamePart = Literal["first", "last"]


@dataclass(frozen=True)
class Change:
    """A wish to change what was given; `field` None where it does not say what.

    `kind` tells "my email" from "my phone"; `value` is what it shall be, where that was said.
    `is_plain` says that the message can mean nothing else; `part` tells which part of a name.
    """

    field: Field | None
    kind: ContactKind | None = None
    value: str = ""
    is_plain: bool = True
    part: NamePart | None = None


def change_wanted(text: str, given: Mapping[Field, str], words: FormWords) -> Change | None:
    """What a message wants to be changed, or None; `given` is what can be called wrong."""
    if is_story(text):
        return None
    core, slipped = words.without_leads(text)
    core = _spelt_right(core, words)
    if words.says("change_alone", text) or words.says("change_alone", core):
        return Change(None)
    return (
        _changed_to(core, words)
        or _old_to_new(core, given, words)
        or _instead(core, given, words)
        or _called_wrong(without_beginnings(text, words.lists["leads"]), words)
        or _stated(core, words, plain=slipped)
    )


def _spelt_right(core: str, words: FormWords) -> str:
    """The text with "chnage" at its beginning set right."""
    first, _, rest = core.partition(" ")
    verbs = [verb for verb in words.lists["change_verbs"] if " " not in verb]
    if len(first) < _SHORTEST_VERB or fold(first) in verbs or not words.field_word(rest):
        return core
    found = process.extractOne(fold(first), verbs, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return f"{found[0]} {rest}" if found else core


def several(text: str, words: FormWords) -> tuple[str, ...]:
    """The parts of "change the name to Jo and the e-mail to …", each of which names a field."""
    if is_story(text):
        return ()
    core, _ = words.without_leads(text)
    owners, fields = either(words.lists["owners"]), either(tuple(words.fields))
    cut = rf"(?:\s*[,;:]\s*(?:and\s+)?|\s+and\s+)(?=(?:{owners}\s+)*{fields}\b)"
    pieces = [one.strip() for one in pattern(cut).split(core)]
    return tuple(one for one in pieces if words.field_word(one))


def _changed_to(core: str, words: FormWords) -> Change | None:
    """Such as "Change my name", "can you correct the town to Deal"."""
    found = pattern(_changing(*(words.lists[name] for name in _LISTS), tuple(words.fields))).match(
        core
    )
    if not found:
        return None
    value = found["value"] or ""
    if value and words.fields[folded(found["field"])] == "question":
        # A question keeps its sign.
        value = core[found.start("value") :].strip()
    return _of_word(found["field"], value, words)


_LISTS: tuple[List, ...] = (
    "requests",
    "change_verbs",
    "owners",
    "adjectives",
    "becomes",
    "ends_politely",
)


@lru_cache(maxsize=8)
def _changing(*lists: tuple[str, ...]) -> str:
    requests, verbs, owners, adjectives, becomes, endings, fields = map(either, lists)
    own = rf"(?:(?:{owners}|{adjectives})\s+)*"
    more = rf"(?:\s*(?:,|\band\b|\bor\b|&)\s*{own}{fields})*"
    named = rf"(?:{requests}\s+)*{verbs}\s+{own}(?P<field>{fields}){more}"
    value = rf"(?:\s+from\s+.+?)?(?:(?:\s*{becomes}\s*|\s*[:=–,-]\s*)+(?P<value>.+?))?"
    return rf"{named}{value}(?:[\s,]+{endings})*[\s?.!]*$"


def _old_to_new(core: str, given: Mapping[Field, str], words: FormWords) -> Change | None:
    """Such as "Change Dover to Deal", where Dover was given."""
    requests, verbs = either(words.lists["requests"]), either(words.lists["change_verbs"])
    found = pattern(
        rf"(?:{requests}\s+)*{verbs}\s+(?P<old>.+?)\s+{either(words.lists['into'])}\s+(?P<new>.+?)"
        rf"(?:[\s,]+{either(words.lists['ends_politely'])})*[\s?.!]*$"
    ).match(core)
    return _replacing(found["old"], found["new"], given, words) if found else None


def _instead(core: str, given: Mapping[Field, str], words: FormWords) -> Change | None:
    """Such as "Ann, not Anne", "not Dover but Deal", "Dover should be Deal", of what was given."""
    becomes = either(words.lists["becomes"])
    than, should = either(words.lists["instead_of"]), either(words.lists["should_be"])
    cut = rf"\s*(?:[,;–]|\s-\s|\bbut\b|\s(?={becomes}))\s*(?:{becomes}\s+)?"
    for way in (
        rf"(?P<new>.+?)[\s,;–-]+(?:(?:and|but)\s+)?{than}\s+(?P<old>.+?)[\s.!]*$",
        rf"(?:{becomes}\s+)?not\s+(?P<old>.+?){cut}(?P<new>.+?)[\s.!]*$",
        r"(?P<old>.+?)\s*(?:[-=]*>|→)\s*(?P<new>.+?)$",
        rf"(?P<old>.+?)\s+{should}\s+(?P<new>.+?)[\s.!]*$",
    ):
        found = pattern(way).match(core)
        change = _replacing(found["old"], found["new"], given, words) if found else None
        if change:
            return change
    return None


def _replacing(old: str, new: str, given: Mapping[Field, str], words: FormWords) -> Change | None:
    """The change of the one field that holds the old words; a part of it is changed in place."""
    said = {word.form for word in words_of(old)}
    if has_contact(new):
        return _other_contact(said, new, given.get("contact", ""))
    for field, whole in given.items():
        if field == "question" or not said or not said <= _forms(whole):
            continue
        value = words.without_beginning(field, new).strip(_SIGNS)
        if not value or without_beginning(f"{new} x", words.begins.get(field, ())) == "x":
            return None
        if said < _forms(whole) and _forms(whole).isdisjoint(_forms(value)):
            value = _in_place(whole, old.strip(_SIGNS), value)
        return Change(field, value=value)
    return None


def _other_contact(said: set[str], new: str, given: str) -> Change | None:
    """A new address or number in the place of the one that holds the old words."""
    if not given:
        return None
    for one in given.split(", "):
        if said & _forms(one) or "".join(said).isdigit() == ("@" not in one):
            return Change("contact", "email" if "@" in one else "phone", new)
    return Change("contact", value=new)


def _in_place(whole: str, old: str, new: str) -> str:
    """The value with the last of the old words replaced; the new ones where they are not a row."""
    start = whole.casefold().rfind(old.casefold())
    return whole[:start] + new + whole[start + len(old) :] if start >= 0 else new


def _forms(text: str) -> set[str]:
    return {word.form for word in words_of(text)}


def _called_wrong(core: str, words: FormWords) -> Change | None:
    """Such as "I spelt my name wrong, it's Ann": a word for a field beside one that says so."""
    word = words.field_word(core)
    if not word or not holds(core, words.forms["change"]) or words.asks_something(core):
        return None
    becomes = either(words.lists["becomes"])
    tail = pattern(rf".*?(?:[,;:.–]|\s-\s|\s(?={becomes}))\s*(?:{becomes}\s+)?(?P<value>.+)$")
    rest = core
    while found := tail.match(rest):
        rest = found["value"]
        if not holds(rest, words.forms["change"]):
            return _of_word(word, rest, words)
    return _of_word(word, "", words)


def _stated(core: str, words: FormWords, *, plain: bool) -> Change | None:
    """Such as "The school is Elm Primary": what a field is, said of a field by name."""
    owners, adjectives = either(words.lists["owners"]), either(words.lists["adjectives"])
    fields, becomes = either(tuple(words.fields)), either(words.lists["becomes"])
    found = pattern(
        rf"(?:(?:{owners}|{adjectives})\s+)*(?P<field>{fields})(?:[\s,]*{becomes}\s*|['’]s\s+|\s*[:=]\s*)[\s:=]*(?P<value>.+)$"
    ).match(core)
    if not found or words.begins_question(core):
        return None
    change = _of_word(found["field"], found["value"], words)
    return replace(change, is_plain=plain)


def _of_word(word: str, value: str, words: FormWords) -> Change:
    """The change of what the word names; "the school is in Deal" is about the place."""
    form = folded(word)
    field, kind = words.fields[form], words.kinds.get(form)
    value, _ = words.without_leads(value.strip(" \t\n\"'“”‘’"))
    value = pattern(rf"[\s,;–-]+{either(words.lists['instead_of'])}\s.*$").sub("", value)
    value = value.strip() if field == "question" else value.rstrip(_SIGNS).strip()
    if field == "setting" and without_beginning(value, words.lists["inside"]) != value:
        field = "place"
    part: NamePart | None = "last" if form in words.forms["surname_words"] else None
    part = "first" if form in words.forms["first_name_words"] else part
    return Change(field, kind, words.without_beginning(field, value) if value else "", part=part)
