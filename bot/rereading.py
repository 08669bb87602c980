"""What a part really asks, seen from what it names and from the talk so far.

Words alone mislead: "is she police?" sounds like asking for a telephone line, and "the health
group is chaired from the council, isn't it?" like asking for people of an organisation.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answers.scope import Scope
from bot.meaning import ARTICLE_INTENT, Mention, Part, Reading
from bot.pointing import PERSON_ASPECTS

_CLEARLY = 0.9
_RATHER_SURE = 0.6
_HARDLY_ANY_WORDS = 3
_HARDLY_LIKE = 0.6
_FEW_WORDS = 5


def reread(part: Part, scope: Scope) -> Part:
    """The part with the intent that what it names, and the talk so far, make of it."""
    intent = part.intent
    if _wants_a_persons_number(part, scope):
        intent = "ask_contact_details"
    elif _wants_an_employer(part, scope):
        intent = "ask_organisation"
        part = replace(part, mentions=tuple(m for m in part.mentions if m.kind != "contact"))
    elif _claims_a_chair(part):
        intent = "ask_chair"
    elif _claims_a_partner(part, scope):
        intent = "ask_partners"
    elif _names_a_further_topic(part, scope):
        return replace(part, reading=Reading("ask_group_for_topic", 1.0), sure=True)
    elif intent == "list_chairs" and any(_is_unknown_group(m) for m in part.mentions):
        intent = "ask_chair"
    elif _asks_among_the_chairs(part):
        intent = "list_chairs"
    elif _of_one_groups_terms(part, scope):
        intent = "ask_terms"
    if intent == part.intent:
        return part
    return replace(part, reading=Reading(intent, part.reading.confidence), sure=True)


def _wants_an_employer(part: Part, scope: Scope) -> bool:
    """As in "is she police?", which asks for no telephone line."""
    pointed = "person" in part.refers and bool(scope.context.spoken_of("person"))
    of_somebody = pointed or bool(part.of_kind("person"))
    return part.intent == "ask_number" and part.form == "yes_no" and of_somebody


def _claims_a_chair(part: Part) -> bool:
    """As in "Sarah Vaux ran the group, correct?" or "It is chaired from probation, isn't it?"."""
    if not part.of_kind("group"):
        return False
    of_a_person = part.intent in PERSON_ASPECTS - {"ask_group_of_person"}
    if not part.of_kind("person"):
        of_its_people = part.intent == "ask_people_of_organisation"
        return part.form == "yes_no" and of_its_people and bool(part.of_kind("organisation"))
    if part.form == "yes_no":
        before = part.intent == "ask_history" and part.reading.confidence < _CLEARLY
        return of_a_person or before
    return of_a_person and part.reading.confidence < _RATHER_SURE


def _claims_a_partner(part: Part, scope: Scope) -> bool:
    """As in "does her group work with Medway too?"."""
    knowledge = scope.knowledge
    partners = [
        m for m in part.of_kind("organisation") if knowledge.organisations[m.id].partnership
    ]
    partners += [m for m in part.of_kind("neighbour") if knowledge.neighbours[m.id].partnership]
    pointed = bool(part.refers) and scope.context.latest in {"group", "person"}
    of_a_group = bool(part.of_kind("group")) or pointed
    unclear = part.reading.confidence < _RATHER_SURE or part.intent in PERSON_ASPECTS
    return part.form == "yes_no" and bool(partners) and of_a_group and unclear


def _names_a_further_topic(part: Part, scope: Scope) -> bool:
    """As in "and domestic abuse?" after which group deals with gangs: a topic nobody lists."""
    context = scope.context
    just_asked = context.last_aspect == "ask_group_for_topic" and context.latest != "place"
    few = len(part.text.split()) <= _FEW_WORDS
    strange = not part.sure or part.similarity < _HARDLY_LIKE
    return just_asked and few and strange and not part.mentions and not part.refers


def _asks_among_the_chairs(part: Part) -> bool:
    """As in "is any of the chairs a nurse?", where nobody of the kind is known by that word."""
    named = part.of_kind("person", "post", "organisation", "group")
    of_somebody = part.intent in {*PERSON_ASPECTS, "ask_post_holder", "ask_number"}
    return of_somebody and not named and any(one.intent == "list_chairs" for one in part.others)


def _is_unknown_group(mention: Mention) -> bool:
    return mention.kind == "group" and mention.certainty == "unknown"


def _of_one_groups_terms(part: Part, scope: Scope) -> bool:
    """Whether "is its ToR out?" asks for the terms of a group, not what terms there are."""
    named = part.intent == "list_terms_review" and len(part.of_kind("group")) == 1
    few = len(part.text.split()) <= _HARDLY_ANY_WORDS
    pointed = {"thing", "both"} & {*part.refers} or part.ordinal is not None or few
    spoken = bool(pointed) and bool(scope.context.spoken_of("group"))
    readings = (part.reading, *part.others[:3])
    of_terms = any(one.intent in {"ask_terms", "list_terms_review"} for one in readings)
    doubtful = part.intent in {"ask_meaning", "list_terms_review", ARTICLE_INTENT}
    return named or (spoken and of_terms and doubtful and bool(part.of_kind("term")))


def _wants_a_persons_number(part: Part, scope: Scope) -> bool:
    """Whether "their number" is that of somebody spoken of, not of a line for worries."""
    pointed = bool(part.refers) and scope.context.latest in {"place", "area", "person", "group"}
    pointed = pointed or scope.context.last_aspect == "ask_contact_details"
    lines = any(mention.kind == "contact" for mention in part.mentions)
    return part.intent == "ask_number" and pointed and not lines
