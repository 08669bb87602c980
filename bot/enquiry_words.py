"""How people steer the enquiry form and begin what they give: closed lists, as data."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import yaml

from bot.enquiry_phrases import (
    either,
    folded,
    held,
    is_story,
    pattern,
    without_beginning,
    without_beginnings,
)
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
    "blank",
    "unlisted",
    "wait",
    "is_sent",
    "show",
]
ContactKind = Literal["email", "phone"]
List = Literal[
    "leads",
    "slips",
    "slips_after",
    "slips_inside",
    "meant",
    "requests",
    "change_verbs",
    "owners",
    "adjectives",
    "becomes",
    "instead_of",
    "into",
    "should_be",
    "inside",
    "ends_politely",
    "declines",
    "declines_by_verb",
    "declines_calmly",
    "decline_verbs",
    "decline_objects",
    "decline_endings",
    "decline_reasons",
    "name_ends",
    "abbreviations",
    "explains",
    "says_name",
    "says_self",
    "says_role",
    "says_setting",
    "says_place",
    "setting_after",
    "joins",
    "joins_commands",
    "leads_to_contact",
    "asks_in_words",
    "why_begins",
    "privacy_begins",
    "answer_begins",
    "removes",
    "adds",
    "withdraw",
    "withdrawn",
    "withdrawn_own",
    "before_withdrawn",
    "ones_own",
    "puts_to_advisor",
]
"""Phrases as they are typed."""
Forms = Literal[
    "agree",
    "refuse",
    "satisfied",
    "preambles",
    "none",
    "anonymous",
    "private",
    "change",
    "change_alone",
    "asks",
    "roles",
    "role_heads",
    "abbreviated_roles",
    "settings",
    "not_names",
    "in_names",
    "unsure_before_setting",
    "everywhere",
    "conversation_words",
    "of_ones_own",
    "sends",
    "surname_words",
    "first_name_words",
]
"""Phrases as they are compared (:func:`bot.enquiry_phrases.folded`)."""
_SMALL = frozenset({"the", "a", "an", "and", "in", "for", "of"})
_LONGEST_ROW = 8
"""Words; a longer row of the words of roles is a sentence."""


class FormWordsError(ValueError):
    """The lists of words are not as the form needs them; the message says what is wrong."""


@dataclass(frozen=True)
class FormWords:
    """The lists; commands, fields, kinds and forms are folded, as words are compared."""

    commands: Mapping[str, Command]
    fields: Mapping[str, Field]
    kinds: Mapping[str, ContactKind]
    begins: Mapping[str, tuple[str, ...]]
    lists: Mapping[List, tuple[str, ...]]
    forms: Mapping[Forms, frozenset[str]]
    polite: tuple[str, ...]

    def command(self, text: str) -> Command | None:
        """What a message says to the form and nothing else, or None."""
        return self.commands.get(folded(text)) or self.commands.get(self._alone(text))

    def says(self, forms: Forms, text: str) -> bool:
        """Whether a message is one of these phrases, with polite words at either end or not."""
        return folded(text) in self.forms[forms] or self._alone(text) in self.forms[forms]

    def agrees(self, text: str) -> bool:
        """Whether a message is a yes."""
        return self.says("agree", text)

    def refuses(self, text: str) -> bool:
        """Whether a message is a no."""
        return self.says("refuse", text)

    def field_named(self, text: str) -> Field | None:
        """The field that a message names, if any."""
        word = self.field_word(text)
        return self.fields[word] if word else None

    def fields_named(self, text: str) -> set[Field]:
        """Every field that a message names."""
        return {self.fields[word] for word in held(text, self.fields)}

    def field_word(self, text: str) -> str | None:
        """The longest word for a field that a message holds."""
        return max(held(text, self.fields), key=len, default=None)

    def without_leads(self, text: str) -> tuple[str, bool]:
        """The text without "sorry, actually …" before it, and whether that said of a slip."""
        if is_story(text):
            return text, False
        slips, leads = self.lists["slips"], self.lists["leads"]
        behind = rf"[\s,–-]+{either(self.lists['slips_after'])}[\s.!]*$"
        plain = without_beginnings(text.strip(), leads)
        core = pattern(behind).sub("", without_beginnings(plain, (*slips, *leads)))
        core = pattern(rf"\s{either(self.lists['slips_inside'])}(?=\s)").sub("", core)
        return core, core != plain

    def without_beginning(self, field: Field, text: str) -> str:
        """What was given, without "sorry, my name is" and the like before it."""
        core, _ = self.without_leads(text)
        return without_beginning(core, self.begins.get(field, ()))

    def is_role(self, text: str) -> bool:
        """Whether a text is made of the words of roles, such as "deputy head of year"."""
        said = [word.form for word in words_of(text)]
        heads = self.forms["role_heads"]
        return 0 < len(said) <= _LONGEST_ROW and (
            set(said) <= self.forms["roles"] and not heads.isdisjoint(said)
        )

    def is_of_roles(self, text: str) -> bool:
        """Whether a text has only words that stand in roles."""
        return {word.form for word in words_of(text)} <= self.forms["roles"]

    def is_setting(self, text: str) -> bool:
        """Whether a text is called like a school or another setting: "Elm Primary"."""
        said = [word.form for word in words_of(text)]
        named = not self.forms["settings"].isdisjoint(said) and not self.talk_in(text)
        is_sentence = said[:1] in (["i"], ["we"]) or any(
            word in self.forms["role_heads"] for word in said[:2]
        )
        return 1 < len(said) <= _LONGEST_ROW and named and not (is_sentence or self.is_role(text))

    def talk_in(self, text: str) -> int:
        """How many words of a text stand neither in a name nor in what a setting is called."""
        talk = self.forms["not_names"] - self.forms["in_names"]
        return sum(word.form in talk for word in words_of(text))

    def says_nothing(self, text: str) -> bool:
        """Whether a text names no school in particular: "my school", "hmm"."""
        said = {word.form for word in words_of(text)}
        hollow = {folded(one) for one in (*self.lists["owners"], *self.lists["leads"])}
        return said <= hollow | self.forms["settings"]

    def role_within(self, text: str) -> str:
        """The role that a sentence tells of: "well, I have been the DSL for years"."""
        heads, roles, said = self.forms["role_heads"], self.forms["roles"], words_of(text)
        at = next((place for place, word in enumerate(said) if word.form in heads), None)
        if at is None:
            return ""
        first = last = at
        while first and said[first - 1].form in roles - _SMALL:
            first -= 1
        while last + 1 < len(said) and said[last + 1].form in roles - _SMALL:
            last += 1
        return text[said[first].start : said[last].end]

    def asks_something(self, text: str) -> bool:
        """Whether a message is put as a question."""
        core, _ = self.without_leads(text)
        return text.rstrip().endswith("?") or self.begins_question(core)

    def begins_question(self, core: str) -> bool:
        """Whether a text begins as questions do."""
        first = next((word.form for word in words_of(core)), "")
        in_words = without_beginning(core, self.lists["asks_in_words"]) != core
        return first in self.forms["asks"] or in_words

    def _alone(self, text: str) -> str:
        """The folded text without polite words at either end."""
        said = folded(text)
        while (shorter := _less_polite(said, self.polite)) != said:
            said = shorter
        return said


def read_form_words(path: Path) -> FormWords:
    """The lists of a file; raises :class:`FormWordsError` where one is missing or misplaced."""
    try:
        return _form_words(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, AttributeError) as error:
        raise FormWordsError(f"{path} lacks {error}") from None


def _form_words(data: Mapping[str, Mapping[str, Collection[str]]]) -> FormWords:
    _check_names("command", data["commands"], get_args(Command))
    _check_names("field", data["fields"], FIELDS)
    kinds: dict[str, ContactKind] = dict.fromkeys(_all(data["email_words"]), "email")
    kinds |= dict.fromkeys(_all(data["phone_words"]), "phone")
    return FormWords(
        commands={
            folded(phrase): cast("Command", command)
            for command, phrases in data["commands"].items()
            for phrase in phrases
        },
        fields={
            folded(word): cast("Field", field)
            for field, words in data["fields"].items()
            for word in words
        },
        kinds=kinds,
        begins={field: tuple(phrases) for field, phrases in data["begins"].items()},
        lists={name: tuple(data[name]) for name in get_args(List)},
        forms={name: _all(data[name]) for name in get_args(Forms)},
        polite=tuple(sorted(_all(data["polite"]), key=len, reverse=True)),
    )


def _check_names(what: str, given: Mapping[str, object], allowed: tuple[str, ...]) -> None:
    if wrong := set(given) ^ set(allowed):
        raise FormWordsError(f"missing or unknown {what}: {', '.join(sorted(wrong))}")


def _all(phrases: Collection[str]) -> frozenset[str]:
    return frozenset(folded(phrase) for phrase in phrases)


def _less_polite(said: str, polite: Collection[str]) -> str:
    for word in polite:
        if said.endswith(f" {word}"):
            return said.removesuffix(f" {word}")
    for word in polite:
        if said.startswith(f"{word} "):
            return said.removeprefix(f"{word} ")
    return said
