"""What people ask in this field that the sources do not say: said so, with where to ask."""

from __future__ import annotations

from bot.answers.group_lists import all_groups
from bot.answers.groups import for_topic, purpose
from bot.answers.places import area
from bot.answers.scope import Answer, Question, Scope
from bot.answers.subjects import people_meant
from bot.answers.words import number

ASPECTS = {
    "ask_contact_details": "contact-details",
    "ask_meetings": "meetings",
    "ask_money": "money",
    "ask_history": "history",
    "ask_personal": "personal",
    "ask_join": "join",
    "ask_figures": "figures",
    "ask_deputy": "deputy",
    "ask_practice": "practice",
    "ask_training_details": "training",
    "ask_review_details": "reviews",
}
"""Intent → the pack's name for the aspect (unlisted.yaml)."""
_PLACES_TELL = frozenset({"ask_history", "ask_personal", "ask_practice"})
_ASKED_OF_PLACES = frozenset({"ask_history", "ask_contact_details"})
_CLEARLY_PRACTICE = 0.6
_SUBJECTS = ("person", "group", "body", "organisation", "partnership", "area", "place", "district")


def unlisted(question: Question, scope: Scope) -> Answer:
    """That the sources do not hold what was asked, and what helps nevertheless."""
    if question.intent == "ask_contact_details" and question.of_kind("contact"):
        return number(question, scope)
    if question.of_kind("place", "district") and question.intent in _PLACES_TELL:
        return area(question, scope)
    unclear = people_meant(question, scope).instead if question.of_kind("person") else None
    if unclear:
        return unclear
    if question.intent in _ASKED_OF_PLACES and _speaks_of_a_place(question, scope):
        return area(question, scope)
    if question.intent == "ask_practice" and question.of_kind("group"):
        return purpose(question, scope)
    if question.intent == "ask_contact_details" and question.of_kind("place", "district", "area"):
        return area(question, scope)
    if question.intent == "ask_figures" and _counts_the_list(question, scope):
        return all_groups(question, scope)
    if _asks_for_a_group(question):
        return for_topic(question, scope)
    subject = _subject(question, scope)
    frame = f"unlisted_{question.intent.removeprefix('ask_')}"
    if subject:
        text = scope.say(f"{frame}_of", name=scope.knowledge.find(subject).name)
    else:
        text = scope.say(frame)
    helpful, sources = _helpful(question.intent, scope)
    if question.intent == "ask_practice" and question.of_kind("topic"):
        dealing = for_topic(question, scope)
        helpful, sources = (dealing.text,), dealing.sources
    text = " ".join([text, *helpful, scope.say("where_to_ask", **scope.knowledge.where_to_ask)])
    kind = scope.knowledge.kind_of(subject) if subject else None
    about = {kind: (subject,)} if kind and subject else {}
    return Answer(text, "not_listed", sources=sources, about=about)


def _speaks_of_a_place(question: Question, scope: Scope) -> bool:
    """Whether nothing is named and a place was spoken of last ("since when?", "how do I reach her?")."""
    firm = any(mention.certainty != "hint" for mention in question.part.mentions)
    return not firm and scope.context.latest in {"place", "area"} and bool(scope.context.spoken_of("place"))


def _counts_the_list(question: Question, scope: Scope) -> bool:
    """Whether "how many in total" follows a list of groups."""
    listed = scope.context.last_listed
    return not question.part.mentions and bool(listed) and listed[0] in scope.knowledge.groups


def _asks_for_a_group(question: Question) -> bool:
    """Whether it is rather unsure that practice is asked about, and a topic is named.

    "Who looks at trafficking?" sounds like practice; the group that deals with it answers it.
    """
    unsure = question.part.reading.confidence < _CLEARLY_PRACTICE
    return question.intent in {"ask_practice", "ask_figures"} and unsure and bool(question.of_kind("topic"))


def _subject(question: Question, scope: Scope) -> str | None:
    for mention in question.of_kind(*_SUBJECTS):
        if mention.id and not mention.others and scope.knowledge.holds(mention.id):
            return mention.id
    if any(mention.certainty == "unknown" for mention in question.part.mentions):
        return None
    refers = question.part.refers
    if "person" in refers and scope.context.spoken_of("person"):
        return scope.context.spoken_of("person")[0]
    if "thing" in refers and scope.context.spoken_of("group"):
        return scope.context.spoken_of("group")[0]
    return None


def _helpful(intent: str, scope: Scope) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the pack says instead, and its source: an article's answer or a plain sentence."""
    instead = scope.knowledge.unlisted.get(ASPECTS[intent])
    if instead is None:
        return (), ()
    article = scope.knowledge.articles.get(instead)
    return ((article.answer,), (article.source,)) if article else ((instead,), ())
