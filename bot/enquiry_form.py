"""Leaving an enquiry in the chat: one pure step for every message while the form is open.

A message may steer the form (stop, go back, change the name …), ask something else, which is
answered before the form goes on, or give what is asked; nothing that was given is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answers.scope import Scope
from bot.enquiry_aside import PERSON, about_status, answered, asked_aside, asks, while_paused
from bot.enquiry_book import Receipt
from bot.enquiry_draft import Draft, Spot, is_covered
from bot.enquiry_heard import Heard
from bot.enquiry_hearing import read_value, with_extras, with_role, without_contact
from bot.enquiry_replies import asking, button, sent, summary
from bot.enquiry_steering import agreed, changed, picked, steered
from bot.enquiry_turn import Message, Stepped, ended, stepped
from bot.enquiry_words import Field, FormWords
from bot.reply import Reply
from bot.routing import OutOfCounty

_WAYS: tuple[Callable[[Message], Stepped | None], ...] = (
    while_paused,
    picked,
    steered,
    agreed,
    changed,
    about_status,
    asked_aside,
)


def begin(key: str, heard: Heard, scope: Scope, words: FormWords) -> Stepped:
    """The form's first reply; what was said before and in this message is not asked again.

    `key` makes a repeated sending one enquiry.
    """
    draft = with_extras(heard, Draft(key, spot=_spoken_of(scope)), words)
    draft = with_role(heard, draft, scope, words)
    others = [part for part in heard.parts if part.intent != PERSON]
    lead, context, question = "", scope.context, scope.context.unanswered
    if others and asks(others, words):
        turn = answered(others, scope)
        if turn.reply.outcome == "answered":
            lead, context = turn.reply.body, turn.context
        else:
            question = " ".join(part.text for part in others)
    draft = replace(draft, question=question)
    scope = replace(scope, context=context)
    noted = scope.say("enquiry_question_noted", question=question) if question else ""
    intro = scope.say("enquiry_intro")
    return stepped(draft, asking(draft, scope).after(lead, intro, noted), scope)


def step(draft: Draft, heard: Heard, scope: Scope, words: FormWords) -> Stepped:
    """What one message does to the form: the first way that applies, or else it is a value."""
    message = Message(draft, heard, scope, words)
    for way in _WAYS:
        found = way(message)
        if found:
            return found
    return _value(message)


def interrupted(draft: Draft, urgent: Reply, scope: Scope) -> Stepped:
    """The numbers, and how to go on; no value is taken until the person comes back to it."""
    body = f"{urgent.body}\n\n{scope.say('enquiry_paused')}"
    choices = (button("continue", scope), button("cancel", scope))
    reply = replace(urgent, body=body, choices=choices)
    context = scope.context.next_turn().having_said(body, ())
    return Stepped(replace(draft, paused=True), reply, context)


def submitted(draft: Draft, outcome: Receipt | OutOfCounty, scope: Scope) -> Stepped:
    """What is said after sending, or why nothing was sent: the pack may have changed meanwhile."""
    if isinstance(outcome, OutOfCounty):
        return stepped(replace(draft, spot=None), asking(replace(draft, spot=None), scope), scope)
    over = ended(sent(outcome, draft, scope), scope)
    return replace(over, reply=replace(over.reply, reference=outcome.reference))


def not_saved(draft: Draft, scope: Scope) -> Stepped:
    """Nothing was sent and nothing is lost: it may be tried again."""
    return stepped(draft, summary(draft, scope).after(scope.say("enquiry_not_saved")), scope)


def _value(message: Message) -> Stepped:
    """What was asked for, or what is wrong with it."""
    draft, asked = message.draft, message.draft.asked
    extras = with_extras(message.heard, draft, message.words)
    if asked is None:
        lead = message.say("check_unclear") if extras == draft else ""
        return message.asked(extras, lead)
    if extras != draft and _gives_only_extras(message, asked):
        return message.asked(extras)
    found = read_value(asked, message.heard, extras, message.scope, message.words)
    return replace(message, draft=extras).settled(found)


def _gives_only_extras(message: Message, asked: Field) -> bool:
    """Whether a message holds a name or contact details, asked for or not, and nothing else."""
    if asked == "contact" or (asked == "question" and not message.is_short):
        return asked == "contact"
    rest = without_contact(message.text, message.words)
    return not any(letter.isalpha() for letter in rest) or bool(message.words.name_in(message.text))


def _spoken_of(scope: Scope) -> Spot | None:
    """The place that was spoken of, where it alone leads to an advisor."""
    ids = [one for one in scope.context.spoken_of("place") if scope.knowledge.holds(one)]
    if len(ids) != 1:
        return None
    spot = Spot(scope.knowledge.find(ids[0]).name, ids[0])
    return spot if is_covered(spot, scope.knowledge, scope.today) else None
