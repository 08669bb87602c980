"""Steering the enquiry form: stop, back, again, help, yes, no, and picking a place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.contact_details import has_contact
from bot.enquiry_blank import kept, left_blank
from bot.enquiry_draft import Draft
from bot.enquiry_phrases import either, holds, without_beginning
from bot.enquiry_places import chosen, located, taken_as_said
from bot.enquiry_replies import CHECK, Saying, so_far, summary, what_to_change
from bot.enquiry_turn import Message, Stepped, ended, is_clear, stepped
from bot.enquiry_withdrawing import wants_withdrawn
from bot.enquiry_words import Command
from bot.references import prefix_of

_CLEAR_COMMAND, _CLEAR_YES = 0.75, 0.9
_TOGETHER = frozenset({"send", "include", "leave_out"})
_BY_INTENT: dict[str, Command] = {"cancel": "cancel", "start_over": "again"}


def picked(message: Message) -> Stepped | None:
    """One of the spots that were asked about, or none of them."""
    draft = message.draft
    if not draft.options:
        return None
    spot = chosen(message.heard, draft, message.words)
    if spot:
        return message.settled(located(spot, replace(draft, options=()), message.scope))
    words, text = message.words, message.text
    is_none = words.command(text) == "unlisted" or words.refuses(text) or words.says("none", text)
    return message.asked(replace(draft, options=(), misses=1)) if is_none else None


def steered(message: Message) -> Stepped | None:
    """What a command does, in the words of a list or close to an example."""
    if together := _sent_with(message):
        return together
    command = _command(message) or _why(message) or _by_meaning(message)
    return _STEERING[command](message) if command else None


def _command(message: Message) -> Command | None:
    """A command, behind "sorry" or not; sending and dropping are no slips."""
    words, text = message.words, message.text
    core, slipped = words.without_leads(text)
    command = words.command(text) or words.command(core)
    if command == "send" and slipped and words.command(text) is None:
        return "continue"
    dropped = wants_withdrawn(text, prefix_of(message.scope.knowledge), words, was_sent=True)
    if command or not dropped or words.field_named(text) or not message.is_short:
        return command
    return "cancel"


def _sent_with(message: Message) -> Stepped | None:
    """Several commands at the summary: "looks good, send it with the conversation"."""
    draft, words = message.draft, message.words
    cut = rf"[,.;!]+|\s+(?={either(words.lists['joins_commands'])})"
    chunks = [one for one in re.split(cut, message.text, flags=re.IGNORECASE) if one.strip()]
    cores = [words.without_leads(one)[0] for one in chunks if not words.says("satisfied", one)]
    commands = {words.command(one) or ("send" if words.agrees(one) else None) for one in cores}
    if draft.asked is not None or len(chunks) < 2 or not cores or not commands <= _TOGETHER:
        return None
    if commands & {"include", "leave_out"}:
        draft = replace(draft, with_conversation="include" in commands)
    going_on = replace(message, draft=draft)
    return _sent(going_on) if "send" in commands else going_on.asked(draft)


def _why(message: Message) -> Command | None:
    """A question of why something is asked, in whatever words."""
    begins = message.words.lists["why_begins"]
    of_the_form = message.is_short and not message.heard.named
    asks = of_the_form and without_beginning(message.text, begins) != message.text
    return "why" if asks and message.draft.asked != "question" else None


def about_form(message: Message) -> Stepped | None:
    """Who reads what is given, who answers and when, and what the conversation is for."""
    words, text = message.words, message.text
    if not message.is_short or message.draft.asked == "question":
        return None
    core = words.without_leads(text)[0].rstrip(" ?!.")
    frames: dict[str, bool] = {
        "about_conversation": words.asks_something(text)
        and holds(text, words.forms["conversation_words"]),
        "privacy": without_beginning(f"{core} x", words.lists["privacy_begins"]) != f"{core} x",
        "about_answer": without_beginning(f"{core} x", words.lists["answer_begins"]) != f"{core} x",
    }
    frame = next((name for name, is_asked in frames.items() if is_asked), None)
    return message.asked(message.draft, message.say(frame)) if frame else None


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
    """The question that was answered goes along all the same; an old button says nothing."""
    held = message.draft.held
    if message.draft.asked != "question" or not held:
        return message.asked(message.draft)
    return message.asked(message.draft.settled(question=held))


def _said(frame: str) -> Callable[[Message], Stepped | None]:
    return lambda message: message.asked(message.draft, message.say(frame))


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
    "keep": kept,
    "send": _sent,
    "include": _with_or_without(included=True),
    "leave_out": _with_or_without(included=False),
    "pass_on": _passed_on,
    "blank": lambda message: left_blank(message, message.draft.asked),
    "unlisted": lambda _message: None,
    "wait": _said("waiting"),
    "is_sent": _said("not_sent_yet"),
    "show": _shown,
}


def agreed(message: Message) -> Stepped | None:
    """Yes and no, where a yes or a no means something."""
    draft, words = message.draft, message.words
    if words.agrees(message.text) or _agrees_in_other_words(message):
        if draft.held:
            held_place = draft.asked == "place"
            return message.asked(taken_as_said(draft)) if held_place else _passed_on(message)
        if draft.asked is None:
            return _sent(message)
        return kept(message) if draft.changing else _neither_yes_nor_no(message)
    if not words.refuses(message.text):
        return None
    if draft.asked is None:
        return stepped(draft, what_to_change(message.scope), message.scope)
    return _refused_what_is_held(message) if draft.held else _neither_yes_nor_no(message)


def _refused_what_is_held(message: Message) -> Stepped:
    """Not that question then; or a place that is not in the county: whom to ask instead."""
    draft = replace(message.draft, held="")
    county = message.scope.knowledge.county
    if draft.asked == "place":
        saying = Saying(message.say("outside", county=county), asking="place")
        return stepped(draft, saying, message.scope)
    return message.asked(draft)


def _agrees_in_other_words(message: Message) -> bool:
    """A yes at the summary that no list holds; elsewhere it could be a value."""
    part = message.heard.parts[0]
    is_clear_yes = part.intent == "affirm" and is_clear(part, _CLEAR_YES)
    return message.draft.asked is None and message.is_short and is_clear_yes


def _neither_yes_nor_no(message: Message) -> Stepped:
    return message.asked(message.draft, message.say("not_yes_no"))
