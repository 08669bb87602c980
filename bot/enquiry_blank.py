"""What is kept as it is, and what is left blank because somebody would rather not say."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.talk import numbers
from bot.contact_details import ContactDetails
from bot.enquiry_declining import declined
from bot.enquiry_draft import Draft
from bot.enquiry_hearing import with_told
from bot.enquiry_phrases import without_beginning
from bot.enquiry_replies import button
from bot.enquiry_turn import Message, Stepped
from bot.enquiry_words import Field


def kept_back(message: Message) -> Stepped | None:
    """What somebody would rather not say: a name may be left out, the rest as far as it can."""
    draft, text, words = message.draft, message.text, message.words
    if words.command(text) not in {None, "unlisted"}:
        return None
    field = declined(text, draft.asked, words)
    if field:
        return left_blank(message, field, asks=words.asks_something(text))
    if draft.asked in {None, "question"} or draft.held or draft.options:
        return None
    first = re.split(r"[,.;]", text)[0]
    if words.says("none", text) or words.says("none", first):
        field = words.field_named(first) or draft.asked
        going_on = replace(message, draft=_with_the_rest(message, text[len(first) :]))
        return left_blank(going_on, field, asks=field in {"name", "place"})
    if _asks_about(message, draft.asked):
        return _may_leave_blank(message, draft.asked)
    return _may_leave_blank(message, draft.asked) if words.refuses(text) else None


def _with_the_rest(message: Message, rest: str) -> Draft:
    """The draft with what is told behind "none": "none, I'm a childminder in Deal"."""
    if not rest.strip(" .,;"):
        return message.draft
    found = with_told(message.heard.only(rest), message.draft, message.scope, message.words)
    return found if isinstance(found, Draft) else message.draft


def _asks_about(message: Message, asked: Field | None) -> bool:
    """Whether it asks of what is asked: "is a first name enough", "what do you mean by role"."""
    words, text = message.words, message.text
    begins = without_beginning(text, words.lists["explains"]) != text
    return (
        begins
        and message.is_short
        and not message.heard.named
        and (asked in words.fields_named(text))
    )


def left_blank(message: Message, field: Field | None, *, asks: bool = False) -> Stepped | None:
    """The field is left blank at once, or offered to be where that was only asked."""
    draft = message.draft
    if field is None or field == "question":
        return message.asked(draft)
    if draft.changing == field and draft.given(field) and message.words.command(message.text):
        return kept(message)
    if field == "contact" and (other := _other_contact(message)):
        return message.asked(replace(draft, contact=other))
    if asks or field == "contact":
        return _may_leave_blank(message, field)
    left = draft.left_blank(field, message.say("not_given"))
    return message.asked(left, message.say(f"left_blank_{field}"))


def _other_contact(message: Message) -> ContactDetails | None:
    """The one of two contact details that stays when the other is taken back."""
    kind = message.words.kinds.get(message.words.field_word(message.text) or "")
    given = message.draft.contact
    if not (kind and given.email and given.phone):
        return None
    return ContactDetails(phone=given.phone) if kind == "email" else ContactDetails(given.email)


def _may_leave_blank(message: Message, field: Field | None) -> Stepped:
    """Why it is asked, and what will do instead."""
    why = message.say(f"may_leave_blank_{field}", numbers=numbers(message.scope))
    found = message.asked(message.draft, why)
    if field == "contact" or field not in {message.draft.asked, "name"}:
        return found
    leave = "leave_name_out" if field == "name" else "blank"
    choices = (*found.reply.choices, button(leave, message.scope))
    return replace(found, reply=replace(found.reply, choices=choices))


def kept(message: Message) -> Stepped | None:
    """Keeping is asked of what is asked again; elsewhere it says nothing."""
    changing = message.draft.changing
    if not changing or not message.draft.given(changing):
        return message.asked(message.draft)
    return message.asked(replace(message.draft.settled(), changing=None))
