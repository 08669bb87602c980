"""What a part really asks, seen from what it names and from the talk so far.

Words alone mislead: "is she police?" sounds like asking for a telephone line, and "the health
group is chaired from the council, isn't it?" like asking for people of an organisation.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.claims import LEADING, claims_a_leader, claims_a_purpose, claims_to_be_alone
from bot.answers.scope import Scope
from bot.asked_of_names import OF_NAMES
from bot.going_further import asked_further
from bot.meaning import ARTICLE_INTENT, Part, Reading
from bot.pointed_remarks import (
    POINTED,
    asks_what_her_group_does,
    of_one_groups_terms,
    speaks_of_an_area,
)
from bot.pointing import PERSON_ASPECTS, picks_a_person, says_she
from bot.remarks import OF_WHAT_IS_NAMED, REMARKS, asks_whether_ours_alone, says_same

_OF_SOME_KIND = frozenset({"ask_post_holder", "ask_post", "ask_organisation", "ask_number"})
_OF_A_REMIT = frozenset({"ask_topics", "ask_purpose", "ask_group_for_topic", "ask_about"})
_ASKED_OF_TOPICS = frozenset({"ask_group_for_topic", "ask_topics"})
_OF_PLACES = frozenset({"ask_area", "ask_advisor", "inform_place", "outside_area"})
_SUBJECTS = frozenset({"she", "he"})
_CLEARLY = 0.9
_RATHER_SURE = 0.6
_ONE_GROUP = re.compile(r"(?<!which )(?<!any )(?<!a )\bgroup\b", re.IGNORECASE)
_HARDLY_ANY_WORDS = 3
_HARDLY_LIKE = 0.6
_FEW_WORDS = 5
_DENIES_FIRST = re.compile(r"(?:(?:so|oh|ah|ok|okay|and|well)\W+)*not\b", re.IGNORECASE)
_COVERS = re.compile(r"\b(?:advis[eo]r\w*|cover\w*)\b", re.IGNORECASE)
_ACTS_ON = re.compile(
    r"\bwho (?!is\b|are\b|was\b|were\b|else\b|does\b|do\b|did\b|about\b)\w+ (?:her|him)\W*$",
    re.IGNORECASE,
)
_SENDS_SOMEBODY = ("place", "district", "neighbour", "organisation")
_HALF_SURE = 0.5
_REPRESENTS = re.compile(r"\b(?:represent(?:s|ing|ed)?|representatives?|reps?)\b")
_CHAIRS = frozenset({"ask_chair", "list_chairs", "ask_post_holder"})
_ANOTHER_TIME = re.compile(
    r"\b(?:(?:in|during|until|till|from|for|by|of|since) (?:early |late )?(?:19|20)\d\d"
    r"|(?:next|last) (?:year|term|month|time))\b",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:too|also|as ?well|incl(?:uded|uding|udes)?)\b", re.IGNORECASE)


def reread(part: Part, scope: Scope) -> Part:
    """The part with the intent that what it names, and the talk so far, make of it."""
    further = asked_further(part, scope)
    if further:
        return further
    for applies, intent in _REREADINGS:
        if applies(part, scope):
            return _with_intent(part, intent)
    return part


def _with_intent(part: Part, intent: str) -> Part:
    mentions, refers, form = part.mentions, part.refers, part.form
    if intent == "ask_organisation":
        mentions = tuple(mention for mention in mentions if mention.kind != "contact")
    if intent == "list_districts":
        refers = (*refers, "place")
    if intent == "ask_partners" and not part.of_kind("group"):
        refers = (*refers, "thing")
    if says_same(part):
        # Both are told, so that whoever asks sees whether they are the same.
        refers, form = (*refers, "both"), "wh"
    if intent == "ask_topics":
        refers, form = (*refers, "thing"), "yes_no"
    # A claim that the names make out is no guess, however little the words alone told.
    least = _RATHER_SURE if form == "yes_no" else 0.0
    reading = Reading(intent, max(part.reading.confidence, least))
    changed = replace(part, reading=reading, mentions=mentions, refers=refers, form=form)
    return replace(changed, sure=True)


def _wants_an_employer(part: Part, scope: Scope) -> bool:
    """As in "is she police?", which asks for no telephone line."""
    pointed = "person" in part.refers and bool(scope.context.spoken_of("person"))
    of_somebody = pointed or bool(part.of_kind("person"))
    return part.intent == "ask_number" and part.form in {"yes_no", "choice"} and of_somebody


def _denies_an_employer(part: Part, scope: Scope) -> bool:
    """As in "not the police, then" after somebody was told of: whose post is told again."""
    few = len(part.text.split()) <= _FEW_WORDS and _DENIES_FIRST.match(part.text) is not None
    of_somebody = scope.context.latest == "person" and not part.of_kind("person", "group")
    return few and of_somebody and bool(part.of_kind("organisation", "contact"))


def _claims_to_be_covered(part: Part, scope: Scope) -> bool:
    """As in "would your advisors help a school in Medway?": whether a neighbour is covered."""
    doubtful = part.intent in {ARTICLE_INTENT, "person"} and part.form == "yes_no"
    spoken = scope.context.spoken_of("place") if scope.context.latest == "place" else ()
    named = {*spoken, *(m.id for m in part.of_kind("neighbour"))} & {*scope.knowledge.neighbours}
    of_ours = part.of_kind("group", "person", "place", "district")
    return doubtful and bool(named) and not of_ours and _COVERS.search(part.text) is not None


def _claims_a_chair(part: Part, _scope: Scope) -> bool:
    """As in "Sarah Vaux ran the group, correct?" or "It is chaired from probation, isn't it?"."""
    if claims_a_leader(part):
        return True
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


def _asks_of_another_time(part: Part, _scope: Scope) -> bool:
    """As in "who chaired it in 2019?" and "who leads it next year?"; a claim is of today."""
    asks = part.intent in _CHAIRS and part.form != "yes_no"
    return asks and _ANOTHER_TIME.search(part.text) is not None


def _asks_who_represents(part: Part, _scope: Scope) -> bool:
    """As in "who represents Dover on the district group?": of its members, not of its chair.

    So does "who stands for Dover there?", which does not say that somebody leads.  "Police rep on
    the scrutiny group" asks for no telephone line.
    """
    of_a_line = part.intent in {"ask_number", "ask_person"} and bool(part.of_kind("contact"))
    if of_a_line:
        return _REPRESENTS.search(part.plain) is not None
    if part.intent != "ask_chair" or not part.of_kind(*_SENDS_SOMEBODY):
        return False
    doubtful = part.reading.confidence < _HALF_SURE and not LEADING.search(part.plain)
    doubtful = doubtful and bool(part.of_kind("group")) and not part.of_kind("organisation")
    return doubtful or _REPRESENTS.search(part.plain) is not None


def _asks_who_acts_on_somebody(part: Part, _scope: Scope) -> bool:
    """As in "who scrutinises her?": of somebody who is not named anywhere."""
    return part.intent == "ask_person" and _ACTS_ON.search(part.text) is not None


def claims_a_post(part: Part) -> bool:
    """Whether a remark says what somebody is and wants to hear whether that is right.

    As in "I take it that Ann Lee is Chief Nurse of the trust?", which sounds like a correction.
    """
    claims = part.form == "yes_no" and bool(part.of_kind("person")) and bool(part.of_kind("post"))
    return claims and part.intent == "correct"


def _claims_a_partner(part: Part, scope: Scope) -> bool:
    """As in "does her group work with Medway too?"."""
    knowledge = scope.knowledge
    partners = [
        m for m in part.of_kind("organisation") if knowledge.organisations[m.id].partnership
    ]
    partners += [m for m in part.of_kind("neighbour") if knowledge.neighbours[m.id].partnership]
    pointed = bool(part.refers) and scope.context.latest in {"group", "person", "topic"}
    # "Is the group joint with Medway?" speaks of one group, where "which are" asks for all.
    of_one = part.intent == "list_joint_groups" and _ONE_GROUP.search(part.text) is not None
    pointed = pointed or (of_one and scope.context.latest in {"group", "person"})
    # "Is the adults board in both?" after the joint groups.
    listed = scope.context.since.get("listed") == scope.context.turn - 1
    pointed = pointed or ("both" in part.refers and listed)
    of_a_group = bool(part.of_kind("group")) or pointed
    likely = part.intent in PERSON_ASPECTS or part.intent in _OF_PLACES
    unclear = part.reading.confidence < _RATHER_SURE or likely or of_one
    # "Does Medway come into it?" after a group asks for no area.
    unclear = unclear or (part.intent == "ask_area" and not part.of_kind("place", "district"))
    return part.form == "yes_no" and bool(partners) and of_a_group and unclear


def _claims_a_topic(part: Part, scope: Scope) -> bool:
    """As in "so extremism falls to the exploitation group?", where it does."""
    held = scope.knowledge.topics
    topics = [held[mention.id] for mention in part.of_kind("topic") if mention.id in held]
    named = {mention.id for mention in part.of_kind("group")}
    of_a_remit = part.intent in _OF_A_REMIT and part.form == "yes_no"
    return of_a_remit and any(named & {*topic.groups} for topic in topics)


def _names_a_further_topic(part: Part, scope: Scope) -> bool:
    """As in "and domestic abuse?" after which group deals with gangs: a topic nobody lists."""
    context = scope.context
    just_asked = context.last_aspect in _ASKED_OF_TOPICS and context.latest != "place"
    few = len(part.text.split()) <= _FEW_WORDS
    strange = not part.sure or part.similarity < _HARDLY_LIKE
    return just_asked and few and strange and not part.mentions and not part.refers


def adds_a_topic(part: Part, scope: Scope) -> bool:
    """As in "radicalisation too?" after a group: whether it covers that as well.

    "And also who does scrutiny?" asks who, as the question before it did.
    """
    context = scope.context
    of_a_group = context.latest in {"group", "person"} and bool(context.spoken_of("group"))
    adds = _TOO.search(part.text) is not None and "who" not in part.text.lower().split()
    named = part.of_kind("group", "person")
    of_it = part.form == "yes_no" and not says_she(part)
    hinted = of_it and any(not hint.others for hint in part.hints_of("group"))
    return adds and of_a_group and (bool(part.of_kind("topic")) or hinted) and not named


def _asks_what_somebody_does(part: Part, scope: Scope) -> bool:
    """As in "so what does she do?" after a chair was named: of the person, not of the group."""
    subject = bool(_SUBJECTS & {*part.text.lower().replace("'", " ").split()})
    spoken = bool(scope.context.spoken_of("person"))
    return part.intent == "ask_purpose" and subject and spoken and not part.mentions


def _asks_for_the_neighbours(part: Part, scope: Scope) -> bool:
    """As in "who else is in with us?" after which area a place is in."""
    beside = part.intent == "more" and "place" in part.refers
    of_some = part.intent in {"ask_partners", "ask_members"} or beside
    return of_some and speaks_of_an_area(scope) and not part.mentions


def _asks_for_membership(part: Part, scope: Scope) -> bool:
    """As in "is the council part of that?" after a group: of its members, not of people."""
    spoken = scope.context.latest in {"group", "person"} and part.form == "yes_no"
    of_a_group = "thing" in part.refers and (scope.context.latest == "group" or spoken)
    of_a_group = of_a_group and bool(scope.context.spoken_of("group"))
    return part.intent == "ask_people_of_organisation" and of_a_group


def _asks_among_the_chairs(part: Part, _scope: Scope) -> bool:
    """As in "is any of the chairs a nurse?", where nobody of the kind is known by that word."""
    named = part.of_kind("person", "post", "organisation", "group")
    return (
        part.intent in _OF_SOME_KIND
        and not named
        and any(one.intent == "list_chairs" for one in part.others)
    )


def _asks_of_an_unknown_group(part: Part, _scope: Scope) -> bool:
    """As in "who chairs the Finance Sub-Group?", which is no question about all chairs."""
    unknown = (m for m in part.mentions if m.kind == "group" and m.certainty == "unknown")
    return part.intent == "list_chairs" and any(unknown)


def _wants_a_persons_number(part: Part, scope: Scope) -> bool:
    """Whether "their number" is that of somebody spoken of, not of a line for worries."""
    latest = scope.context.latest
    pointed = bool(part.refers) and latest in {"place", "area", "person", "group"}
    few = len(part.text.split()) < _HARDLY_ANY_WORDS and latest in {"person", "group"}
    pointed = pointed or few or scope.context.last_aspect == "ask_contact_details"
    lines = any(mention.kind == "contact" for mention in part.mentions)
    return part.intent == "ask_number" and pointed and not lines


_REREADINGS: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_wants_a_persons_number, "ask_contact_details"),
    (_wants_an_employer, "ask_organisation"),
    (_denies_an_employer, "ask_organisation"),
    (picks_a_person, "ask_post_holder"),
    (_claims_to_be_covered, "ask_area"),
    (_asks_who_represents, "ask_members"),
    (_asks_who_acts_on_somebody, "ask_personal"),
    (_claims_a_chair, "ask_chair"),
    (_asks_of_another_time, "ask_history"),
    (lambda part, _scope: claims_a_post(part), "ask_post"),
    (_claims_a_partner, "ask_partners"),
    (claims_to_be_alone, "ask_partners"),
    (claims_a_purpose, "ask_purpose"),
    (adds_a_topic, "ask_topics"),
    (_claims_a_topic, "ask_topics"),
    (asks_whether_ours_alone, "ask_partners"),
    (_names_a_further_topic, "ask_group_for_topic"),
    *OF_NAMES,
    *OF_WHAT_IS_NAMED,
    (_asks_of_an_unknown_group, "ask_chair"),
    *POINTED,
    (_asks_for_the_neighbours, "list_districts"),
    (_asks_what_somebody_does, "ask_post"),
    (asks_what_her_group_does, "ask_purpose"),
    (_asks_for_membership, "ask_members"),
    (_asks_among_the_chairs, "list_chairs"),
    *REMARKS,
    (of_one_groups_terms, "ask_terms"),
)
"""When a part asks something else than its words say, and what; the first that applies counts."""
