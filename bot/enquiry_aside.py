"""What else may be said while an enquiry is being left: answered, then back to the enquiry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answering import Turn, answer
from bot.answers.scope import Scope
from bot.answers.talk import OUTSIDE, TALK
from bot.contact_details import has_contact
from bot.enquiry_changing import changed
from bot.enquiry_correcting import change_wanted
from bot.enquiry_draft import Draft
from bot.enquiry_hearing import with_told
from bot.enquiry_names import may_ask
from bot.enquiry_phrases import folded, forms_of
from bot.enquiry_progress import reference_asked
from bot.enquiry_replies import Saying, asking, button, summary
from bot.enquiry_steering import steered
from bot.enquiry_telling import told
from bot.enquiry_turn import Message, Stepped, ended, is_clear, stepped
from bot.enquiry_words import FormWords
from bot.meaning import Part
from bot.reply import Reply
from bot.text import fold

PERSON = "person"
STATUS = "enquiry_status"
_PRIVACY = "privacy"
_PREAMBLE = "preamble"
_STEERING = {"affirm", "deny", "preamble", "cancel", "start_over"}
_REMARKS = (TALK | OUTSIDE | {"repeat", "ask_source"}) - _STEERING
_CLEAR_REMARK, _CLEAR_WISH = 0.9, 0.85
_LIKELY, _A_SENTENCE = 0.6, 5
_SHORT_REPLY = 3
_RUDE = frozenset({"abuse", "complain"})
_SHORT_RUDENESS, _CLEAR_RUDENESS = 5, 0.6
_COMES_BACK = frozenset({"back", "again", "show"})
_COMES_NOT = frozenset({"help", "wait", "why"})
"""Of a paused form: what is done at once, and what may be said to the numbers just as well. Any
other command shows the form first: a "yes" was perhaps no word for the sending."""


def while_paused(message: Message) -> Stepped | None:
    """After the urgent numbers nothing fills the form until its person comes back to it."""
    command = message.words.command(message.text)
    if not message.draft.paused or command == "cancel":
        return None
    going_on = replace(message, draft=replace(message.draft, paused=False))
    if command in _COMES_BACK:
        return steered(going_on)
    if command not in _COMES_NOT and (command or message.words.agrees(message.text)):
        return going_on.asked(going_on.draft)
    change = change_wanted(message.text, message.draft.values, message.words)
    found = changed(going_on) if change and change.is_plain else None
    return found or aside(message)


def was_enough(message: Message) -> Stepped | None:
    """Thanks for an answer that was known after all: there is nothing left to send."""
    draft = message.draft
    if draft.asked != "question" or not draft.held or draft.given("question"):
        return None
    if not message.words.says("satisfied", message.text):
        return None
    return ended(Saying(message.say("satisfied")), message.scope)


def about_status(message: Message) -> Stepped | None:
    """How far an earlier enquiry is; the action looks it up."""
    named = reference_asked(message.text, message.scope.knowledge) is not None
    if not named and not any(one.intent == STATUS and one.sure for one in message.heard.parts):
        return None
    is_question = message.draft.asked == "question"
    if is_question and not (message.words.asks_something(message.text) and message.is_short):
        return None
    return stepped(
        message.draft, asking(message.draft, message.scope), message.scope, wants="status"
    )


def asked_aside(message: Message) -> Stepped | None:
    """Something else that was asked: answered first, then back to the enquiry."""
    parts, draft = message.heard.parts, message.draft
    if message.is_short and parts[0].intent == PERSON and is_clear(parts[0], _CLEAR_WISH):
        return message.asked(draft, message.say("person"))
    if _is_not_english(message):
        return aside(message)
    rude = parts[0].intent in _RUDE and len(message.text.split()) <= _SHORT_RUDENESS
    least = _CLEAR_RUDENESS if rude else _CLEAR_REMARK
    is_remark = len(parts) == 1 and parts[0].intent in _REMARKS and is_clear(parts[0], least)
    if draft.asked == "question":
        return _before_the_question(message, is_remark=is_remark)
    if has_contact(message.text) and not message.text.rstrip().endswith("?"):
        return None
    asks_something = message.words.asks_something(message.text) and may_ask(
        message.text, draft.asked, message.words
    )
    return aside(message) if _was_offered(message) or asks_something or is_remark else None


def _is_not_english(message: Message) -> bool:
    """A sentence in another language may tell of a child: it gets the numbers and fills nothing."""
    first, said = message.heard.parts[0], message.text.split()
    likely = first.intent == "other_language" and first.reading.confidence >= _LIKELY
    return likely and len(said) >= _A_SENTENCE and not has_contact(message.text)


def _before_the_question(message: Message, *, is_remark: bool) -> Stepped | None:
    """A remark, "I have a question", or a question to which the answer is known."""
    first, draft, words = message.heard.parts[0], message.draft, message.words
    tells = told(message.text, words)
    if tells.name or tells.role or tells.setting or has_contact(message.text):
        # Who asks has begun to say so: an answer to that would be none to the question.
        return _after_an_answer(message) if draft.held else None
    is_preamble = first.intent == _PREAMBLE and is_clear(first, _CLEAR_WISH)
    if words.says("preambles", message.text) or (message.is_short and is_preamble):
        return message.asked(draft)
    return aside(message) if is_remark and message.is_short else _asked_instead(message)


def _asked_instead(message: Message) -> Stepped | None:
    """A question for the advisor to which the answer is known: said, and passed on if wished."""
    if message.draft.held and not asks(message.heard.parts, message.words):
        return _after_an_answer(message)
    if not asks(message.heard.parts, message.words):
        return None
    turn = answered(message.heard.parts, message.scope)
    if turn.reply.outcome != "answered":
        return None
    draft = replace(message.draft, held=message.text.strip())
    way = _passing_on(message)
    body = f"{turn.reply.body}\n\n{way.text}"
    reply = replace(turn.reply, body=body, choices=way.choices, asking=way.asking)
    return Stepped(draft, reply, turn.context)


def _after_an_answer(message: Message) -> Stepped | None:
    """Who goes on to a name or an address wants it passed on; a few words more are no question."""
    draft, words = message.draft, message.words
    if has_contact(message.text) or not told(message.text, words).is_empty:
        going_on = replace(message, draft=draft.settled(question=draft.held))
        found = with_told(message.heard, going_on.draft, message.scope, words)
        return going_on.settled(found)
    if len(message.text.split()) <= _SHORT_REPLY:
        return stepped(draft, _passing_on(message), message.scope)
    return None


def _passing_on(message: Message) -> Saying:
    choices = (button("pass_on", message.scope), button("cancel", message.scope))
    return Saying(message.say("answered_instead"), choices, "question")


def aside(message: Message) -> Stepped:
    """The answer to something else, and the way back to the enquiry."""
    turn = answered(_without_remarks(message), message.scope)
    scope = replace(message.scope, context=turn.context)
    following = _way_back(message.draft, scope)
    said = _said_aside(turn.reply, paused=message.draft.paused)
    lead = said.body or ("" if message.draft.paused else scope.say("enquiry_aside_unsure"))
    kept = scope.say("enquiry_privacy") if message.heard.parts[0].intent == _PRIVACY else ""
    reply = replace(
        said,
        body="\n\n".join(text for text in (lead, kept, following.text) if text),
        choices=(*said.choices, *following.choices),
        asking=following.asking,
    )
    draft = replace(message.draft, offered=tuple(choice.says for choice in said.choices))
    return Stepped(draft, reply, replace(turn.context, pending=None))


def _without_remarks(message: Message) -> tuple[Part, ...]:
    """The parts without a "hang on" before the question."""
    words = message.words
    said = forms_of((*words.lists["slips"], *words.lists["leads"]))
    parts = message.heard.parts
    kept = tuple(
        part for part in parts if not words.command(part.text) and folded(part.text) not in said
    )
    return kept or parts


def _said_aside(reply: Reply, *, paused: bool) -> Reply:
    """An answer without what would lead away: sample questions, and guesses at what was meant."""
    not_meant = {"unsure", "outside"} if paused else {"unsure"}
    if reply.outcome in not_meant:
        return Reply("", reply.outcome, knowledge=reply.knowledge)
    return reply if reply.outcome == "asked" else replace(reply, choices=())


def _way_back(draft: Draft, scope: Scope) -> Saying:
    """How to go on with the enquiry."""
    if draft.paused:
        ways = (button("continue", scope), button("cancel", scope))
        return Saying(scope.say("enquiry_paused"), ways)
    if draft.asked is None:
        return replace(summary(draft, scope), text=scope.say("enquiry_back_to_check"))
    question = asking(draft, scope)
    return replace(question, text=scope.say("enquiry_back", question=question.text))


def _was_offered(message: Message) -> bool:
    """Whether it is one of the choices that an answer aside has just offered."""
    return fold(message.text) in {fold(one) for one in message.draft.offered}


def answered(parts: Sequence[Part], scope: Scope) -> Turn:
    """The answer that these parts get outside of the form."""
    return answer(
        parts, scope.context, scope.knowledge, scope.frames, scope.today, offers_advisor=False
    )


def asks(parts: Sequence[Part], words: FormWords) -> bool:
    """Whether parts ask for something that is known or not known, and are no mere name."""
    asked = [part for part in parts if part.intent.startswith(("ask_", "list_", "count_"))]
    return any(part.sure and (not part.bare or words.asks_something(part.text)) for part in asked)
