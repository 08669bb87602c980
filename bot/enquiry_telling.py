"""What somebody tells of themselves in one message: name, role, setting and where it is.

"Hi, I'm Sue Park, DSL at a primary in Deal": what is said by "I'm" or "my school is" counts in
any message; what merely follows it counts beside it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, cast

from bot.contact_details import without_contact
from bot.enquiry_names import clean_name, is_name, is_title_case, name_and_role, without_pictures
from bot.enquiry_phrases import either, folded, is_story, pattern, without_beginning
from bot.enquiry_words import Field, FormWords

_SIGNS = ' \t\n.,;:!"“”'
_CUTS = r"[,;\n()|•]+|\s[-–/*]\s|(?<=\?)\s+"
_MOST_WORDS = 10


Asked = Literal["name", "role", "check"]


@dataclass(frozen=True)
class Told:
    """What a message tells; empty where it does not, `rest` is what tells nothing of it.

    `says_where` is whether it says where the setting is, beside what the setting is called.
    """

    name: str = ""
    role: str = ""
    setting: str = ""
    says_where: bool = False
    rest: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it tells nothing."""
        return not (self.name or self.role or self.setting or self.says_where)


def told(
    text: str, words: FormWords, places: Collection[str] = (), asked: Asked | None = None
) -> Told:
    """What a message tells; `places` are the names in it that are known, folded.

    What is `asked` for need not be said in a sentence; nor need what goes with it.
    """
    found = Told()
    for chunk in chunks(text, words):
        if chunk.endswith("?") or is_story(chunk):
            found = replace(found, rest=(*found.rest, chunk))
        else:
            by_then = asked or ("check" if not found.is_empty else None)
            found = _with(found, chunk, words, places, by_then)
    return found


def as_asked(field: Field | None) -> Asked | None:
    """How far a message that answers a question for the field may tell things barely."""
    if field in {"name", "role"}:
        return cast("Asked", field)
    return "check" if field is None else None


def chunks(text: str, words: FormWords) -> list[str]:
    """The parts of a message between commas, stops and the like, without contact details."""
    bare = without_pictures(bare_of_contact(text, words))
    selves = either((*words.lists["says_self"], *words.lists["says_place"], "my", "our", "we", "i"))
    unless = "".join(rf"(?<!\b{one})" for one in words.lists["abbreviations"])
    stops = rf"{unless}(?<!\b\w)[.!]+(?=\s|$)"
    parts = re.split(rf"{_CUTS}|{stops}|\s+and\s+(?={selves})", bare, flags=re.IGNORECASE)
    return [part.strip(_SIGNS) for part in parts if part and part.strip(_SIGNS)]


def bare_of_contact(text: str, words: FormWords) -> str:
    """The text with a comma for every address and number, and for "and my e-mail is" before it."""
    lists = (words.lists[name] for name in ("leads_to_contact", "joins", "adjectives"))
    before = either((*words.kinds, *(phrase for one in lists for phrase in one)))
    return without_contact(text, rf"(?:{before}\W+)*")


def role_and_setting(text: str, words: FormWords) -> tuple[str, str]:
    """Both of "DSL at Fen Academy"; the setting is empty where none is said."""
    at = either(words.lists["setting_after"])
    for found in pattern(rf"\s{at}\s").finditer(text):
        role, setting = text[: found.start()].strip(), text[found.end() :].strip()
        # "Designated Teacher for Looked After Children" is a role as a whole.
        unsure = folded(found[0]) in words.forms["unsure_before_setting"]
        if not unsure or words.is_setting(setting) or _is_acronym(setting, words):
            return role, setting
    return text, ""


def _with(
    found: Told, chunk: str, words: FormWords, places: Collection[str], asked: Asked | None
) -> Told:
    """With what one part of the message tells; `asked` where it need not say of what."""
    core, _ = words.without_leads(chunk)
    core = pattern(rf"(?:[\s,]+{either(words.lists['ends_politely'])})+[\s.!]*$").sub("", core)
    for tells in (_by_label, _in_a_sentence):
        if one := tells(core, words):
            return _merged(found, one)
    if asked and (one := _bare(core, words, places, asked)):
        return _merged(found, one)
    if asked and found.role and not found.setting and _is_called(core, words):
        # "Police officer, Kent Police": what follows a role is where that role is held.
        return replace(found, setting=core)
    return replace(found, rest=(*found.rest, chunk))


def _by_label(core: str, words: FormWords) -> Told | None:
    """Such as "Role: DSL", "my school is Elm Primary"."""
    fields = either(tuple(words.fields))
    owners, adjectives = either(words.lists["owners"]), either(words.lists["adjectives"])
    before = rf"(?P<own>(?:(?:{owners}|{adjectives})\s+)*)(?P<field>{fields})\s*"
    label = pattern(rf"{before}[:=]\s*(?P<value>.+)$").match(core)
    says = pattern(rf"{before}(?:\s(?:is|was)\s|['’]s\s)\s*(?:called\s+)?(?P<value>.+)$").match(
        core
    )
    match = label or says
    if not match:
        return None
    field, value = words.fields[folded(match["field"])], match["value"].strip(_SIGNS)
    if field == "name" and is_name(name := clean_name(value, words), words):
        return Told(name=name)
    if field == "role" and (label or words.is_role(value)):
        return Told(role=value)
    if field in {"setting", "place"} and _is_inside(value, words):
        return Told(says_where=True)
    if field == "setting" and (label or words.is_setting(value) or is_title_case(value)):
        return Told(setting=value)
    return Told(says_where=True) if field == "place" else None


def _in_a_sentence(core: str, words: FormWords) -> Told | None:
    """Such as "I'm Sue Park", "I'm the DSL at Elm Primary", "we're in Deal"."""
    if said := _behind(core, words.lists["says_place"]):
        return Told(setting=said if words.is_setting(said) else "", says_where=True)
    said = _behind(core, words.lists["says_setting"])
    if said and _is_short(said) and (words.is_setting(said) or is_title_case(said)):
        return Told(setting=said)
    said = _behind(core, words.lists["says_role"])
    one = _role_in(said, words) if said else None
    return one or _self(core, words)


def _self(core: str, words: FormWords) -> Told | None:
    """Who or what somebody says to be: a name in capitals, or any after "my name is"."""
    said = _behind(core, words.lists["says_self"])
    if not said or words.is_setting(said):
        return Told(setting=said) if said else None
    first, setting = role_and_setting(said, words)
    name, role = name_and_role(clean_name(first, words), words)
    is_named = _behind(core, words.lists["says_name"]) or is_title_case(name)
    if is_named and is_name(name, words):
        return Told(name=name, role=role, setting=setting)
    return _role_in(said, words)


def _bare(core: str, words: FormWords, places: Collection[str], asked: Asked) -> Told | None:
    """Such as "DSL at Elm Primary", "Elm Primary", "in Deal", where they follow a name."""
    if one := _role_in(core, words):
        return one
    where = without_beginning(core, words.lists["inside"])
    if folded(where) in places:
        return Told(says_where=True)
    setting = without_beginning(core, words.lists["setting_after"])
    if words.is_setting(setting):
        return Told(setting=setting)
    if asked != "name":
        return None
    name, role = name_and_role(clean_name(core, words), words)
    return Told(name=name, role=role) if role and is_name(name, words) else None


def _role_in(text: str, words: FormWords) -> Told | None:
    role, setting = role_and_setting(text, words)
    role, where = _role_and_where(without_beginning(role, words.lists["owners"]), words)
    if not words.is_role(role) or not _is_short(setting):
        return None
    return Told(role=role, setting=setting, says_where=bool(where))


def _role_and_where(text: str, words: FormWords) -> tuple[str, str]:
    """Both of "childminder in Deal"; the place is empty where none is said."""
    found = pattern(rf"(?P<role>.+?)\s+{either(words.lists['inside'])}\s+(?P<where>.+)$").match(
        text
    )
    if not found or words.is_role(text):
        return text, ""
    return found["role"], found["where"]


def _behind(core: str, phrases: tuple[str, ...]) -> str:
    """What stands behind one of the phrases; empty where none begins the text."""
    said = without_beginning(core, phrases)
    return said.strip(_SIGNS) if said != core else ""


def _is_acronym(text: str, words: FormWords) -> bool:
    """Whether a text is called like KCHFT, and is not what a role is for, such as SEND."""
    return len(text) > 1 and text.isupper() and text.isalpha() and not words.is_of_roles(text)


def _is_called(text: str, words: FormWords) -> bool:
    """Whether a text is written like the name of an organisation."""
    return is_title_case(text) and 1 < len(text.split()) <= _MOST_WORDS and not words.talk_in(text)


def _is_inside(text: str, words: FormWords) -> bool:
    return without_beginning(text, words.lists["inside"]) != text


def _is_short(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS


def _merged(first: Told, then: Told) -> Told:
    """Both; what was told first stays."""
    roles = dict.fromkeys(role for role in (first.role, then.role) if role)
    return Told(
        first.name or then.name,
        ", ".join(roles),
        first.setting or then.setting,
        first.says_where or then.says_where,
        first.rest,
    )
