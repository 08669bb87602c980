"""How people steer the enquiry form and begin what they give: closed lists, as data."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from bot.text import words_of

Field = Literal["question", "name", "role", "setting", "place", "contact"]
FIELDS: tuple[Field, ...] = get_args(Field)
"""What an enquiry needs, in the order in which it is asked."""

Command = Literal[
    "cancel",
    "back",
    "again",
    "help",
    "why",
    "continue",
    "keep",
    "send",
    "include",
    "leave_out",
    "pass_on",
    "unlisted",
    "show",
]
ContactKind = Literal["email", "phone"]

_LONGEST_COMMAND = 12
"""Words; longer messages that hold "wrong" and "name" tell a story."""


class FormWordsError(ValueError):
    """The lists of words are not as the form needs them; the message says what is wrong."""


@dataclass(frozen=True)
class Change:
    """A wish to change what was given; `field` None where it does not say what.

    `kind` tells "my email" from "my phone"; `value` is what it shall be, where that was said.
    """

    field: Field | None
    kind: ContactKind | None = None
    value: str = ""


@dataclass(frozen=True)
class FormWords:
    """The lists, in the form in which words are compared (:func:`bot.text.fold`)."""

    commands: Mapping[str, Command]
    agree: frozenset[str]
    refuse: frozenset[str]
    polite: tuple[str, ...]
    change: tuple[str, ...]
    change_alone: frozenset[str]
    fields: Mapping[str, Field]
    kinds: Mapping[str, ContactKind]
    becomes: tuple[str, ...]
    begins: Mapping[str, tuple[str, ...]]
    says_name: tuple[str, ...]
    says_role: tuple[str, ...]
    setting_after: frozenset[str]
    joins: tuple[str, ...]
    leads_to_contact: tuple[str, ...]
    asks: frozenset[str]

    def command(self, text: str) -> Command | None:
        """What a message says to the form and nothing else, or None."""
        return self.commands.get(_alone(text, self)) or self.commands.get(_folded(text))

    def agrees(self, text: str) -> bool:
        """Whether a message is a yes."""
        return _alone(text, self) in self.agree or _folded(text) in self.agree

    def refuses(self, text: str) -> bool:
        """Whether a message is a no."""
        return _alone(text, self) in self.refuse or _folded(text) in self.refuse

    def change_wanted(self, text: str) -> Change | None:
        """What a message wants to be changed, or None."""
        if _alone(text, self) in self.change_alone:
            return Change(None)
        said = f" {_folded(text)} "
        if not any(f" {word} " in said for word in self.change):
            return None
        if len(said.split()) > _LONGEST_COMMAND or text.rstrip().endswith("?"):
            return None
        named = [word for word in self.fields if f" {word} " in said]
        if not named:
            return None
        word = max(named, key=len)
        return Change(self.fields[word], self.kinds.get(word), self._new_value(text, word))

    def _new_value(self, text: str, word: str) -> str:
        """What stands behind "my email to …" or "my name is …", unless it is "wrong"."""
        for becomes in self.becomes:
            pattern = rf"\b{_loosely(word)}\W+{_loosely(becomes)}\s+(.+)$"
            if (found := re.search(pattern, text, re.IGNORECASE)) and not self._says_change(
                found[1]
            ):
                return found[1].strip()
        return ""

    def _says_change(self, text: str) -> bool:
        said = f" {_folded(text)} "
        return any(f" {word} " in said for word in self.change)

    def field_named(self, text: str) -> Field | None:
        """The field that a message names, if any."""
        said = f" {_folded(text)} "
        named = [word for word in self.fields if f" {word} " in said]
        return self.fields[max(named, key=len)] if named else None

    def without_beginning(self, field: Field, text: str) -> str:
        """What was given, without "my name is" and the like before it."""
        return _without(text.strip(), self.begins.get(field, ()))

    def name_in(self, text: str) -> str:
        """The name after "my name is" in a longer message, up to the next comma or stop."""
        for beginning in self.says_name:
            if found := re.search(
                rf"\b{_loosely(beginning)}\s+([^,.;:!?\n]+)", text, re.IGNORECASE
            ):
                return re.split(r"\s+(?:and|from|at|i)\b", found[1].strip(), flags=re.IGNORECASE)[0]
        return ""

    def role_in(self, text: str) -> str:
        """What stands after "I'm the" in a longer message, up to the next comma or stop."""
        for beginning in self.says_role:
            if found := re.search(
                rf"\b{_loosely(beginning)}\s+([^,.;:!?\n]+)", text, re.IGNORECASE
            ):
                return found[1].strip()
        return ""

    def role_and_setting(self, text: str) -> tuple[str, str]:
        """Both of "DSL at Fen Academy"; the setting is empty where none is said."""
        for found in re.finditer(r"\s+(\w+)(?=\s)", text):
            if found[1].casefold() in self.setting_after:
                return text[: found.start()].strip(), text[found.end() :].strip()
        return text, ""

    def before_contact(self, text: str) -> str:
        """The text up to "and my e-mail is" or the like."""
        leads = sorted((*self.kinds, *self.leads_to_contact), key=len, reverse=True)
        names = "|".join(_loosely(word) for word in leads)
        joins = "|".join(_loosely(word) for word in self.joins)
        pattern = rf"(?:\b(?:{joins})\b\W*)*\b(?:{names})\b.*$"
        return re.sub(pattern, "", text, flags=re.IGNORECASE | re.DOTALL)

    def asks_something(self, text: str) -> bool:
        """Whether a message is put as a question."""
        first = next((word.form for word in words_of(text)), "")
        return text.rstrip().endswith("?") or first in self.asks


def read_form_words(path: Path) -> FormWords:
    """The lists of a file; raises :class:`FormWordsError` where one is missing or misplaced."""
    try:
        return _form_words(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, AttributeError) as error:
        raise FormWordsError(f"{path} lacks {error}") from None


def _form_words(data: Mapping[str, Mapping[str, Collection[str]]]) -> FormWords:
    _check_names("command", data["commands"], get_args(Command))
    _check_names("field", data["fields"], FIELDS)
    return FormWords(
        commands={
            _folded(phrase): cast("Command", command)
            for command, phrases in data["commands"].items()
            for phrase in phrases
        },
        agree=_all(data["agree"]),
        refuse=_all(data["refuse"]),
        polite=tuple(sorted(_all(data["polite"]), key=len, reverse=True)),
        change=tuple(_all(data["change"])),
        change_alone=_all(data["change_alone"]),
        fields={
            _folded(word): cast("Field", field)
            for field, words in data["fields"].items()
            for word in words
        },
        kinds=_kinds(data),
        becomes=tuple(data["becomes"]),
        begins={
            field: tuple(sorted(phrases, key=len, reverse=True))
            for field, phrases in data["begins"].items()
        },
        says_name=tuple(data["says_name"]),
        says_role=tuple(data["says_role"]),
        setting_after=_all(data["setting_after"]),
        leads_to_contact=tuple(_all(data["leads_to_contact"])),
        joins=tuple(_all(data["joins"])),
        asks=_all(data["asks"]),
    )


def _kinds(data: Mapping[str, Collection[str]]) -> dict[str, ContactKind]:
    kinds: dict[str, ContactKind] = dict.fromkeys(_all(data["email_words"]), "email")
    return kinds | dict.fromkeys(_all(data["phone_words"]), "phone")


def _check_names(what: str, given: Mapping[str, object], allowed: tuple[str, ...]) -> None:
    if wrong := set(given) ^ set(allowed):
        raise FormWordsError(f"missing or unknown {what}: {', '.join(sorted(wrong))}")


def _all(phrases: Collection[str]) -> frozenset[str]:
    return frozenset(_folded(phrase) for phrase in phrases)


def _folded(text: str) -> str:
    """Words as they are compared; of a message that has none, its signs."""
    return " ".join(word.form for word in words_of(text)) or text.strip()


def _alone(text: str, words: FormWords) -> str:
    """The folded text without polite words at either end."""
    said = _folded(text)
    while (shorter := _less_polite(said, words.polite)) != said:
        said = shorter
    return said


def _less_polite(said: str, polite: Collection[str]) -> str:
    for word in polite:
        if said.endswith(f" {word}"):
            return said.removesuffix(f" {word}")
    for word in polite:
        if said.startswith(f"{word} "):
            return said.removeprefix(f"{word} ")
    return said


def _loosely(phrase: str) -> str:
    """A pattern for the phrase with any apostrophe, hyphen or space that people type."""
    return re.escape(phrase).replace("'", "['’]?").replace(r"\-", r"[-\s]?").replace(r"\ ", r"\s+")


def _without(text: str, beginnings: tuple[str, ...]) -> str:
    for beginning in beginnings:
        if found := re.match(rf"{_loosely(beginning)}\b[\s:,]+(?=\S)", text, re.IGNORECASE):
            return text[found.end() :]
    return text
