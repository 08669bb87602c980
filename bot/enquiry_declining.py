"""What a person would rather not say to the enquiry form: a name above all."""

from __future__ import annotations

from functools import lru_cache

from bot.enquiry_phrases import either, folded, is_story, pattern, without_beginning
from bot.enquiry_words import Field, Forms, FormWords, List

_PUT_CALMLY: tuple[Forms, ...] = ("anonymous", "private")


def declined(text: str, asked: Field | None, words: FormWords) -> Field | None:
    """The field that somebody will not give, named or asked for just now; None where none is.

    A bare "no" or "none" is not this: it may mean something else.
    """
    if is_story(text):
        return None
    core, _ = words.without_leads(text)
    if words.says("anonymous", text) or words.says("anonymous", core):
        return "name"
    if private := _private(core, asked, words) or _taken_out(core, words):
        return private
    found = pattern(_refusal(*(words.lists[name] for name in _LISTS), tuple(words.fields))).match(
        core
    )
    if not found:
        return None
    named = words.fields[folded(found["field"])] if found["field"] else None
    meant = named or asked
    return None if meant == "question" else meant


def is_calm(text: str, words: FormWords) -> bool:
    """Whether a refusal names what it keeps back, or is put as nobody in need would put it."""
    core, _ = words.without_leads(text)
    calmly = without_beginning(f"{core} x", words.lists["declines_calmly"]) != f"{core} x"
    listed = any(words.says(forms, core) for forms in _PUT_CALMLY)
    return calmly or listed or bool(words.fields_named(text))


def _private(core: str, asked: Field | None, words: FormWords) -> Field | None:
    """The field of which "none of your business" is said, with "my name is" before it or not."""
    if words.says("private", core):
        return None if asked == "question" else asked
    named = words.field_named(core)
    if named and words.says("private", words.without_beginning(named, core)):
        return named
    return None


def _taken_out(core: str, words: FormWords) -> Field | None:
    """The field of "remove my phone number"."""
    removes, fields = either(words.lists["removes"]), either(tuple(words.fields))
    requests, owners = either(words.lists["requests"]), either(words.lists["owners"])
    ends = either((*words.lists["ends_politely"], *words.lists["decline_objects"]))
    found = pattern(
        rf"(?:{requests}\s+)*{removes}\s+(?:{owners}\s+)*(?P<field>{fields})(?:[\s,]+{ends})*[\s.!?]*$"
    ).match(core)
    field = words.fields[folded(found["field"])] if found else None
    return None if field == "question" else field


_LISTS: tuple[List, ...] = (
    "declines",
    "declines_by_verb",
    "decline_verbs",
    "decline_objects",
    "decline_endings",
    "decline_reasons",
    "owners",
    "adjectives",
)


@lru_cache(maxsize=8)
def _refusal(*lists: tuple[str, ...]) -> str:
    """Such as "I'd rather not", a verb, "you my real", the field, "here, please", and a reason."""
    starts, by_verb, verbs, objects, endings, reasons, owners, adjectives, fields = map(
        either, lists
    )
    begins = rf"(?:{starts}(?:\s+{verbs})?|{by_verb}\s+{verbs})"
    meant = rf"(?:\s+(?:{objects}|{owners}|{adjectives}))*(?:\s+(?P<field>{fields}))?"
    ends = rf"(?:[\s,]+(?:{objects}|{endings}))*[\s.!,;]*(?:\s{reasons}\s.*)?$"
    return begins + meant + ends
