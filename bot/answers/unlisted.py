"""What people ask in this field that the sources do not say: said so, with where to ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from bot.answers.articles import compose
from bot.answers.chairs import chair_in_passing
from bot.answers.group_lists import all_groups
from bot.answers.groups import for_topic, purpose
from bot.answers.people import person_facts
from bot.answers.places import area
from bot.answers.scope import Answer, Question, Scope, joined
from bot.answers.subjects import people_meant
from bot.answers.words import number
from bot.meaning import ARTICLE_INTENT, Reading
from bot.pointing import says_she
from bot.records import Article

Compose = Callable[[Question, Scope], Answer]
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
_PLACES_TELL = frozenset({"ask_history", "ask_personal"})
_CLEARLY_PRACTICE = 0.6
_HEADS = re.compile(r"\b(?:people|persons?|members?|staff|leads?|officers?|heads|children)\b")
_MEASURE = re.compile(r"\bhow (?:many|much|long|often)\b")
_WHEN = re.compile(r"\b(?:when|wen|what date|which (?:day|month|year))\b", re.IGNORECASE)
_OF_SOMEBODY = frozenset({"ask_history", "ask_personal"})
_OF_A_GROUP = frozenset({"ask_meetings", "ask_join", "ask_money", "ask_deputy"})
_FEW = 6
_NEARLY = 0.05
_SUBJECTS = ("person", "group", "body", "organisation", "partnership", "area", "place", "district")


def unlisted(question: Question, scope: Scope) -> Answer:
    """That the sources do not hold what was asked, and what helps nevertheless."""
    return _known_after_all(question, scope) or _not_listed(question, scope)


def _known_after_all(question: Question, scope: Scope) -> Answer | None:
    """The answer where what is named shows that something known is asked for."""
    if question.of_kind("person"):
        return people_meant(question, scope).instead
    compose = (
        _instead_of_contact_details(question, scope)
        or _instead_of_history(question, scope)
        or _history_of_the_change(question, scope)
        or _instead_of_practice(question, scope)
    )
    return compose(question, scope) if compose else None


def _instead_of_contact_details(question: Question, scope: Scope) -> Compose | None:
    if question.intent != "ask_contact_details":
        return None
    if question.of_kind("contact"):
        return number
    spoken = scope.context.latest in {"person", "group"} or says_she(question.part)
    if "person" in question.part.refers and spoken and scope.context.spoken_of("person"):
        return None
    here = question.of_kind("place", "district", "area") or _speaks_of_a_place(question, scope)
    return _advisor_without_address if here else None


def _advisor_without_address(question: Question, scope: Scope) -> Answer:
    """Which advisor it is, and that no address is listed."""
    return _area_without("contact_details", question, scope)


def _area_without(aspect: str, question: Question, scope: Scope) -> Answer:
    """Whose area a place is in, and that nothing of the aspect is listed for it."""
    missing = Answer(scope.say(f"unlisted_{aspect}"), "not_listed")
    return replace(joined([area(question, scope), missing]), outcome="not_listed")


def _instead_of_history(question: Question, scope: Scope) -> Compose | None:
    before = question.intent == "ask_history" and _had_another_name(question, scope)
    told = question.intent in _PLACES_TELL and question.of_kind("place", "district")
    return area if before or told else None


def _history_of_the_change(question: Question, scope: Scope) -> Compose | None:
    """The prepared answer where "when did that change?" asks of the change just told of."""
    told = scope.knowledge.articles.get(scope.knowledge.unlisted.get("history", ""))
    asks_when = question.intent == "ask_history" and _WHEN.search(question.part.text)
    if not asks_when or told is None or says_she(question.part):
        return None
    context = scope.context
    related = scope.knowledge.related_articles.get(told.id, frozenset())
    of_it = context.latest == "article" and bool(related & {*context.spoken_of("article")})
    named = question.of_kind("group", "person", "organisation", "body")
    return partial(_told_of_the_change, told) if of_it and not named else None


def _told_of_the_change(told: Article, question: Question, scope: Scope) -> Answer:
    reading = Reading(ARTICLE_INTENT, 1.0, told.id)
    return compose(told, replace(question, part=replace(question.part, reading=reading)), scope)


def _instead_of_practice(question: Question, scope: Scope) -> Compose | None:
    if question.intent == "ask_practice" and question.of_kind("place", "district"):
        return partial(_area_without, "practice")
    if question.intent == "ask_practice" and question.of_kind("group"):
        return purpose
    if question.intent == "ask_figures" and _counts_the_list(question, scope):
        return all_groups
    return for_topic if _asks_for_a_group(question) else None


def _not_listed(question: Question, scope: Scope) -> Answer:
    subject = _subject(question, scope)
    frame = f"unlisted_{question.intent.removeprefix('ask_')}"
    if subject:
        text = scope.say(f"{frame}_of", name=_in_a_sentence(subject, scope))
    else:
        text = scope.say(frame)
    helpful, sources = _helpful(question, subject, scope)
    asking = scope.say("where_to_ask", **scope.knowledge.where_to_ask)
    text = " ".join([text, *_known_of(subject, scope), *helpful, asking])
    told = scope.knowledge.unlisted.get(ASPECTS[question.intent])
    about: dict[str, tuple[str, ...]] = {}
    if told and told in scope.knowledge.articles:
        about["article"] = (told,)
    about |= {str(scope.knowledge.kind_of(subject)): (subject,)} if subject else {}
    of_what_was_told = question.intent == "ask_history" and scope.context.latest == "article"
    if not about or (of_what_was_told and not question.part.mentions):
        about = _talk_goes_on(question, scope)
    return Answer(text, "not_listed", sources=sources, about=about)


def _talk_goes_on(question: Question, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The prepared answer that the talk is about, though what was asked is not listed.

    "Does it cost anything?" after one leaves the talk with that; "what does the training cost?"
    leads to the one about training, which it is nearly like.
    """
    if scope.context.latest == "article":
        return {"article": scope.context.spoken_of("article")}
    knowledge = scope.knowledge
    near = [one for one in question.part.others if one.confidence >= _NEARLY]
    told = (r.article or knowledge.unlisted.get(ASPECTS.get(r.intent, ""), "") for r in near)
    return next(({"article": (id,)} for id in told if id in knowledge.articles), {})


def _in_a_sentence(subject: str, scope: Scope) -> str:
    """The name of a record; a group's or body's as it stands within a sentence."""
    name = scope.knowledge.find(subject).name
    with_article = scope.knowledge.kind_of(subject) in {"group", "body"}
    return scope.say("name_in_a_sentence", name=name) if with_article else name


def _known_of(subject: str | None, scope: Scope) -> tuple[str, ...]:
    """What is listed of the group or person of whom something is not."""
    knowledge = scope.knowledge
    if subject and subject in knowledge.groups:
        return chair_in_passing(knowledge.groups[subject], scope)
    if subject and subject in knowledge.people:
        return (person_facts(knowledge.people[subject], scope),)
    return ()


def _had_another_name(question: Question, scope: Scope) -> bool:
    """Whether the place spoken of has a history that the sources hold."""
    ids = scope.context.spoken_of("place") if _speaks_of_a_place(question, scope) else ()
    knowledge = scope.knowledge
    places = (knowledge.districts.get(id) or knowledge.places.get(id) for id in ids)
    return any(place is not None and bool(place.former) for place in places)


def _speaks_of_a_place(question: Question, scope: Scope) -> bool:
    """Whether nothing is named and a place was spoken of last ("since when?")."""
    firm = any(mention.certainty != "hint" for mention in question.part.mentions)
    return (
        not firm
        and scope.context.latest in {"place", "area"}
        and bool(scope.context.spoken_of("place"))
    )


def _counts_the_list(question: Question, scope: Scope) -> bool:
    """Whether "how many in total" follows a list of groups, and asks for no heads."""
    listed = scope.context.last_listed
    of_groups = bool(listed) and listed[0] in scope.knowledge.groups
    return of_groups and not question.part.mentions and not _HEADS.search(question.part.plain)


def _asks_for_a_group(question: Question) -> bool:
    """Whether it is rather unsure that practice is asked about, and a topic is named.

    "Who looks at trafficking?" sounds like practice; the group that deals with it answers it.
    "How often?" and "how many?" ask for no group, whatever they name.
    """
    unsure = question.part.reading.confidence < _CLEARLY_PRACTICE
    return (
        question.intent in {"ask_practice", "ask_figures"}
        and unsure
        and not _MEASURE.search(question.part.plain)
        and bool(question.of_kind("topic"))
    )


def _subject(question: Question, scope: Scope) -> str | None:
    for mention in question.of_kind(*_SUBJECTS):
        if mention.id and not mention.others and scope.knowledge.holds(mention.id):
            return mention.id
    if any(mention.certainty == "unknown" for mention in question.part.mentions):
        return None
    refers = question.part.refers
    groups = scope.context.spoken_of("group")
    if groups and _asks_of_the_group(question, scope):
        return groups[0]
    # "Since when?" after a person asks of that person, though no word points there.
    of_somebody = question.intent in _OF_SOMEBODY and scope.context.latest == "person"
    if ("person" in refers or of_somebody) and scope.context.spoken_of("person"):
        return scope.context.spoken_of("person")[0]
    if "thing" in refers and scope.context.spoken_of("group"):
        return scope.context.spoken_of("group")[0]
    return None


def _asks_of_the_group(question: Question, scope: Scope) -> bool:
    """Whether what only a group has is asked after one ("do they meet often?", "can I join?")."""
    part = question.part
    short = len(part.plain.split()) <= _FEW
    named = any(mention.said for mention in part.mentions)
    points = {"person", "thing"} & {*part.refers}
    spoken = bool(points) or (short and scope.context.latest in {"group", "person", "topic"})
    return question.intent in _OF_A_GROUP and spoken and not named and not says_she(part)


def _helpful(
    question: Question, subject: str | None, scope: Scope
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What helps instead, and its sources: the group for a topic, an article, or a sentence."""
    if question.intent == "ask_practice" and question.of_kind("topic"):
        dealing = for_topic(question, scope)
        return (dealing.text,), dealing.sources
    instead = scope.knowledge.unlisted.get(ASPECTS[question.intent])
    # Since when the Partnership exists does not help whoever asks since when somebody chairs.
    of_somebody = question.intent in _OF_SOMEBODY and subject in scope.knowledge.people
    if instead is None or of_somebody:
        return (), ()
    article = scope.knowledge.articles.get(instead)
    return ((article.answer,), (article.source,)) if article else ((instead,), ())
