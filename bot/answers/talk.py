"""Talk: greetings, what the assistant is, and what lies outside its field."""

from __future__ import annotations

from bot.answers.places import area
from bot.answers.scope import Answer, Question, Scope
from bot.reply import Choice

TALK = frozenset(
    {
        "greet",
        "thank",
        "goodbye",
        "praise",
        "complain",
        "preamble",
        "something_else",
        "start_over",
        "bot_challenge",
        "capabilities",
        "who_runs",
        "about_enquiries",
        "privacy",
        "cancel",
        "affirm",
        "deny",
    }
)
OUTSIDE = frozenset(
    {
        "outside_general",
        "outside_council",
        "outside_medical",
        "outside_legal",
        "outside_work",
        "outside_area",
        "other_language",
        "gibberish",
        "injection",
        "abuse",
    }
)
_QUITE_LIKE = 0.5
_SHOWING_EXAMPLES = frozenset({"greet", "capabilities", "something_else", "start_over", "preamble"})


def talk(question: Question, scope: Scope) -> Answer:
    """A short true answer to a remark or a question about the assistant itself."""
    knowledge = scope.knowledge
    names = {"purpose": knowledge.purpose, "partnership": knowledge.partnership.name}
    text = scope.say(f"talk_{question.intent}", **names, numbers=numbers(scope))
    choices = examples(scope) if question.intent in _SHOWING_EXAMPLES else ()
    if question.intent == "about_enquiries":
        asks = scope.say("enquiry_button_ask")
        choices = (Choice(asks, asks),)
    return Answer(text, "talk", choices=choices)


def outside(question: Question, scope: Scope) -> Answer:
    """What the assistant is for, and a next step, when the matter is not its own."""
    here = question.of_kind("place", "district") if question.intent == "outside_area" else ()
    unlike = question.part.similarity < _QUITE_LIKE
    if here or (unlike and question.of_kind("neighbour")):
        return area(question, scope)
    frame = question.intent if question.intent in OUTSIDE else "outside_general"
    text = scope.say(frame, purpose=scope.knowledge.purpose, numbers=numbers(scope))
    return Answer(text, "outside")


def numbers(scope: Scope) -> str:
    """Whom to call, for every reply to something that could not be read."""
    audiences = ("emergency", "child-concern")
    return " ".join(scope.knowledge.contact_for(audience).say for audience in audiences)


def person(_question: Question, scope: Scope) -> Answer:
    """How to reach a person."""
    text = scope.say("talk_person", **scope.knowledge.where_to_ask)
    return Answer(text, "person")


def after_urgent(_question: Question, scope: Scope) -> Answer:
    """What is told right after the numbers ("ok, I have called them") is heard, no more."""
    return Answer(scope.say("after_urgent", numbers=numbers(scope)), "talk")


def asked_after_urgent(_question: Question, scope: Scope) -> Answer:
    """What this assistant is asked to do about a worry is for those who answer the lines."""
    all_lines = scope.knowledge.contacts.values()
    for_children = " ".join(one.say for one in all_lines if one.audience == "childline")
    told = f"{numbers(scope)} {for_children}".strip()
    return Answer(scope.say("asked_after_urgent", numbers=told), "talk")


def examples(scope: Scope) -> tuple[Choice, ...]:
    """Sample questions of the pack as quick replies."""
    return tuple(Choice(text, text) for text in scope.knowledge.examples)
