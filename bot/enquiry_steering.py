"""Steering the enquiry form: stop, back, again, help, change, yes, no, and picking a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.enquiry_draft import Draft
from bot.enquiry_hearing import has_contact, read_value
from bot.enquiry_places import chosen, located
from bot.enquiry_replies import CHECK, Saying, so_far, summary, what_to_change
from bot.enquiry_turn import Message, Stepped, ended, is_clear, stepped
from bot.enquiry_words import Change, Command

_CLEAR_COMMAND, _CLEAR_YES = 0.75, 0.9
_CORRECTS = "correct"
_BY_INTENT: dict[str, Command] = {"cancel": "cancel", "start_over": "again"}


def picked(message: Message) -> Stepped | None:
    """One of the spots that were asked about, or none of them."""
    draft = message.draft
    if not draft.options:
        return None
    spot = chosen(message.heard, draft, message.words)
    if spot:
        return message.settled(located(spot, replace(draft, options=()), message.scope))
    none_of_them = message.words.command(message.text) == "unlisted" or message.words.refuses(
        message.text
    )
    return message.asked(replace(draft, options=(), misses=1)) if none_of_them else None


def steered(message: Message) -> Stepped | None:
    """What a command does, in the words of a list or close to an example."""
    command = message.words.command(message.text) or _by_meaning(message)
    return _STEERING[command](message) if command else None


def _by_meaning(message: Message) -> Command | None:
    """A "stop" or "start again" in words that no list holds."""
    part = message.heard.parts[0] if len(message.heard.parts) == 1 else None
    if not part or not message.is_short or not is_clear(part, _CLEAR_COMMAND):
        return None
    if has_contact(message.text):
        return None
    return _BY_INTENT.get(part.intent)


def _cancelled(message: Message) -> Stepped | None:
    return ended(Saying(message.say("cancelled")), message.scope)


def _back(message: Message) -> Stepped | None:
    before = message.draft.before
    if before is None:
        return message.asked(message.draft, message.say("nothing_before"))
    return message.asked(message.draft.change(before))


def _again(message: Message) -> Stepped | None:
    return message.asked(Draft(message.draft.key), message.say("again"))


def _helped(message: Message) -> Stepped | None:
    return message.asked(message.draft, message.say("help"))


def _explained(message: Message) -> Stepped | None:
    field = message.words.field_named(message.text) or message.draft.asked or CHECK
    return message.asked(message.draft, message.say(f"why_asked_{field}"))


def _continued(message: Message) -> Stepped | None:
    return message.asked(message.draft)


def _kept(message: Message) -> Stepped | None:
    changing = message.draft.changing
    if not changing or not message.draft.given(changing):
        return None
    return message.asked(replace(message.draft.settled(), changing=None))


def _sent(message: Message) -> Stepped | None:
    """Sending is asked of whoever keeps enquiries; before all is given, what is missing is."""
    draft = message.draft
    if draft.asked is None:
        return stepped(draft, summary(draft, message.scope), message.scope, wants="submit")
    if draft.held or message.words.agrees(message.text):
        return None
    return message.asked(draft, message.say("not_complete"))


def _with_or_without(*, included: bool) -> Callable[[Message], Stepped | None]:
    def choose(message: Message) -> Stepped | None:
        return message.asked(replace(message.draft, with_conversation=included))

    return choose


def _passed_on(message: Message) -> Stepped | None:
    held = message.draft.held
    return message.asked(message.draft.settled(question=held)) if held else None


def _shown(message: Message) -> Stepped | None:
    draft = message.draft
    return message.asked(draft, so_far(draft, message.scope) if draft.asked else "")


_STEERING: dict[Command, Callable[[Message], Stepped | None]] = {
    "cancel": _cancelled,
    "back": _back,
    "again": _again,
    "help": _helped,
    "why": _explained,
    "continue": _continued,
    "keep": _kept,
    "send": _sent,
    "include": _with_or_without(included=True),
    "leave_out": _with_or_without(included=False),
    "pass_on": _passed_on,
    "unlisted": lambda _message: None,
    "show": _shown,
}


def agreed(message: Message) -> Stepped | None:
    """Yes and no, where a yes or a no means something."""
    draft, words = message.draft, message.words
    if words.agrees(message.text) or _agrees_in_other_words(message):
        if draft.held:
            return _passed_on(message)
        done = _sent(message) if draft.asked is None else _kept(message)
        return done or _neither_yes_nor_no(message)
    if not words.refuses(message.text):
        return None
    if draft.asked is None:
        return stepped(draft, what_to_change(message.scope), message.scope)
    return _neither_yes_nor_no(message)


def _agrees_in_other_words(message: Message) -> bool:
    """A yes at the summary that no list holds; elsewhere it could be a value."""
    part = message.heard.parts[0]
    is_clear_yes = part.intent == "affirm" and is_clear(part, _CLEAR_YES)
    return message.draft.asked is None and message.is_short and is_clear_yes


def _neither_yes_nor_no(message: Message) -> Stepped:
    return message.asked(message.draft, message.say("not_yes_no"))


def changed(message: Message) -> Stepped | None:
    """What is called wrong is asked again, whatever was asked just now."""
    change = message.words.change_wanted(message.text) or _correcting(message)
    if change is None or (message.draft.asked == "question" and not message.is_short):
        return None
    if change.field is None:
        return stepped(message.draft, what_to_change(message.scope), message.scope)
    return _change_to(message, change)


def _correcting(message: Message) -> Change | None:
    """A correction that does not say of what."""
    part = message.heard.parts[0]
    plain = message.is_short and not part.mentions and message.draft.asked != "question"
    return (
        Change(None)
        if plain and part.intent == _CORRECTS and is_clear(part, _CLEAR_COMMAND)
        else None
    )


def _change_to(message: Message, change: Change) -> Stepped:
    """The field is asked again, or gets the new value that was said with it."""
    field = change.field or "question"
    draft = message.draft.change(field, change.kind)
    value = message.text if field == "contact" and has_contact(message.text) else change.value
    if not value:
        return message.asked(draft)
    heard = replace(message.heard, text=value)
    found = read_value(field, heard, draft, message.scope, message.words)
    return replace(message, heard=heard, draft=draft).settled(found)
