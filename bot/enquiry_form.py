"""Leaving an enquiry in the chat: one pure step for every message while the form is open.

A message may steer the form (stop, go back, change the name …), ask something else, which is
answered before the form goes on, or give what is asked; nothing that was given is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.scope import Scope
from bot.contact_details import has_contact
from bot.enquiry_aside import (
    PERSON,
    about_status,
    answered,
    asked_aside,
    asks,
    was_enough,
    while_paused,
)
from bot.enquiry_blank import kept_back
from bot.enquiry_book import Receipt
from bot.enquiry_changing import at_summary, changed
from bot.enquiry_declining import declined, is_calm
from bot.enquiry_draft import Draft, Spot, is_covered
from bot.enquiry_heard import Heard, Wrong
from bot.enquiry_hearing import read_value, with_told
from bot.enquiry_names import clean_name, is_name
from bot.enquiry_opening import question_put
from bot.enquiry_phrases import folded
from bot.enquiry_places import is_place
from bot.enquiry_replies import asking, button, sent, so_far, summary
from bot.enquiry_steering import about_form, agreed, picked, steered
from bot.enquiry_telling import as_asked, told
from bot.enquiry_turn import Message, Stepped, ended, stepped
from bot.enquiry_words import FormWords
from bot.reply import Reply
from bot.routing import OutOfCounty

_WAYS: tuple[Callable[[Message], Stepped | None], ...] = (
    while_paused,
    picked,
    was_enough,
    kept_back,
    steered,
    about_form,
    changed,
    agreed,
    about_status,
    asked_aside,
)


def begin(
    key: str, heard: Heard, scope: Scope, words: FormWords, earlier: Sequence[Heard] = ()
) -> Stepped:
    """The form's first reply; what was said before and in this message is not asked again.

    `earlier` are the person's messages so far, oldest first; `key` makes a repeated sending one
    enquiry.
    """
    draft = Draft(key, spot=_spoken_of(scope))
    for one in earlier:
        draft = replace(_telling(one, draft, scope, words), contact=draft.contact)
    draft = _telling(heard, draft, scope, words)
    others = [part for part in heard.parts if part.intent != PERSON]
    lead, context, question = "", scope.context, scope.context.unanswered
    if others and asks(others, words):
        turn = answered(others, scope)
        if turn.reply.outcome == "answered":
            lead, context = turn.reply.body, turn.context
        else:
            question = " ".join(part.text for part in others)
    # A question that was put to an advisor in so many words goes there, whatever is known of it.
    question = question_put(heard.text, words) or question
    draft = replace(draft, question=question)
    scope = replace(scope, context=context)
    noted = scope.say("enquiry_question_noted", question=question) if question else ""
    known = so_far(draft, scope, ("question",)) if set(draft.values) - {"question"} else ""
    intro = scope.say("enquiry_intro")
    return stepped(draft, asking(draft, scope).after(lead, intro, noted, known), scope)


def step(draft: Draft, heard: Heard, scope: Scope, words: FormWords) -> Stepped:
    """What one message does to the form: the first way that applies, or else it is a value."""
    message = Message(draft, _unquestioned(draft, heard, scope, words), scope, words)
    for way in _WAYS:
        found = way(message)
        if found:
            return found
    return _value(message)


def _unquestioned(draft: Draft, heard: Heard, scope: Scope, words: FormWords) -> Heard:
    """The message without the sign behind a value that is given as if asking: "Dover?"."""
    bare = heard.text.strip().rstrip(" ?")
    if not heard.text.rstrip().endswith("?") or words.begins_question(bare):
        return heard
    is_value = {
        "name": is_name(clean_name(bare, words), words),
        "role": words.is_role(bare),
        "setting": words.is_setting(bare),
        "place": folded(bare) in heard.named or is_place(bare, scope),
        "contact": has_contact(bare) and len(bare.split()) == 1,
    }
    return replace(heard, text=bare) if is_value.get(str(draft.asked)) else heard


def is_no_alarm(draft: Draft, text: str, words: FormWords) -> bool:
    """Whether a message only says that something that was asked will not be told.

    A guard that knows nothing of the form takes "I don't want to give my name" for a child's.
    """
    is_kept_back = declined(text, draft.asked, words) is not None
    return is_kept_back and is_calm(text, words) and not draft.paused


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


def _telling(heard: Heard, draft: Draft, scope: Scope, words: FormWords) -> Draft:
    """The draft with what a message tells of its writer; what is not clear is asked later."""
    found = with_told(heard, draft, scope, words)
    return (found.kept or draft) if isinstance(found, Wrong) else found


def _value(message: Message) -> Stepped:
    """What was asked for, or what is wrong with it."""
    draft, asked, words = message.draft, message.draft.asked, message.words
    if asked is None:
        return at_summary(message)
    named = _with_name(message)
    found = with_told(message.heard, named, message.scope, words, as_asked(asked))
    if isinstance(found, Wrong):
        return message.settled(found)
    if found != draft and (found.asked != asked or not _left_over(message)):
        return message.asked(found)
    heard = message.heard
    if found != draft and asked in {"name", "role", "setting"}:
        heard = replace(heard, text=_left_over(message))
    value = read_value(asked, heard, found, message.scope, words)
    if found != draft and isinstance(value, Wrong):
        return message.asked(found)
    return replace(message, draft=found).settled(value)


def _with_name(message: Message) -> Draft:
    """The draft with the bare name before what a message tells: "Sue, lead at Fen School"."""
    tells = told(message.text, message.words, message.heard.named, "name")
    if message.draft.asked != "name" or tells.name or tells.is_empty or not tells.rest:
        return message.draft
    heard = message.heard.only(tells.rest[0])
    found = read_value("name", heard, message.draft, message.scope, message.words)
    return found if isinstance(found, Draft) else message.draft


def _left_over(message: Message) -> str:
    """What of a message tells nothing of its writer by itself: the value that was asked."""
    asked = message.draft.asked
    tells = told(message.text, message.words, message.heard.named, as_asked(asked))
    return ", ".join(tells.rest[:1] if asked == "name" else tells.rest)


def _spoken_of(scope: Scope) -> Spot | None:
    """The place that was spoken of, where it alone leads to an advisor."""
    ids = [one for one in scope.context.spoken_of("place") if scope.knowledge.holds(one)]
    if len(ids) != 1:
        return None
    spot = Spot(scope.knowledge.find(ids[0]).name, ids[0])
    return spot if is_covered(spot, scope.knowledge, scope.today) else None
