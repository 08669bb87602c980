"""What a question for a Yes or No claims of people, groups and partners, and whether it is so."""

from __future__ import annotations

import re

from bot.answers.chairs import partners_named
from bot.answers.scope import Question, Scope
from bot.answers.subjects import needs_asking
from bot.meaning import Part
from bot.records import Group, Person
from bot.text import key_of

LEADING = re.compile(
    r"\b(?:chair\w*|leads?|leading|led|runs?|running|ran|heads|heading|head(?:ed)? (?:up|of|by)"
    r"|in charge|boss|presid\w+|tak(?:es|en) over|took over|the one (?:with|for)"
    r"|(?:PERSON|POST) does)\b"
)
"""Words for leading a group; the only thing that the sources say of a person and a group."""
_ONLY = re.compile(r"\b(?:only|alone|solely|purely|exclusively|just(?! to\b| check| ask| a\b))\b")
_OF_AN_EMPLOYER = re.compile(r"\b(\w+) (?:of|at|from) (?:the )?ORGANISATION")
_SOMEBODY = frozenset(
    {"someone", "somebody", "anyone", "anybody", "person", "one", "is", "chaired"}
)
_PROFESSIONS = frozenset(
    {"police", "policeman", "policewoman", "constable", "teacher", "doctor", "gp", "nurse"}
    | {"midwife", "judge", "solicitor", "lawyer", "paramedic", "vicar", "magistrate"}
)
"""Callings that nobody takes for another, so that the post says whether somebody has one."""


def claims_a_leader(part: Part) -> bool:
    """As in "is Ann Lee in charge of rapid review?": that somebody named leads a group named.

    A word that only hints at a group is enough beside a person.
    """
    hints = [mention for mention in part.hints_of("group") if not mention.others]
    groups = part.of_kind("group")
    people = part.of_kind("person", "post")
    named = (groups or hints) if people else groups and part.of_kind("organisation")
    leading = LEADING.search(part.plain or part.text.lower())
    other = part.intent in {"ask_deputy", "ask_history", "ask_contact_details"}
    return part.form == "yes_no" and bool(named) and leading is not None and not other


def claims_to_be_alone(part: Part, scope: Scope) -> bool:
    """As in "is Policy and Procedures only for Kent?": that a group named serves the county alone.

    It sounds like much else, and what decides it is with whom the group is joint.
    """
    knowledge = scope.knowledge
    text = part.text.lower()
    county = any(name.lower() in text for name in (knowledge.county, *knowledge.county_words))
    alone = county and _ONLY.search(text) is not None
    return part.form == "yes_no" and alone and bool(part.of_kind("group"))


def is_the_chair(question: Question, chair: Person, scope: Scope) -> bool | None:
    """Whether whom the question believes to be the chair is; None if it believes nobody to be."""
    claimed = question.of_kind("person", "post")
    organisations = question.of_kind("organisation")
    pointed = scope.context.spoken_of("person") if "person" in question.part.refers else ()
    if not question.is_yes_no:
        return None
    if claimed:
        if any(m.others and chair.id in m.candidates for m in claimed):
            return None
        right = any(m.id == chair.id and not needs_asking(m) for m in claimed)
        return right and not is_elsewhere_employed(chair, question, scope)
    if organisations:
        right = any(m.id == chair.organisation for m in organisations)
        return None if right and _says_more_of_the_post(question, chair) else right
    if pointed:
        return chair.id in pointed
    return has_profession(question, chair, scope)


def _says_more_of_the_post(question: Question, chair: Person) -> bool:
    """Whether a post is claimed ("Leader of the council") that is not the chair's."""
    said = {word for word in _OF_AN_EMPLOYER.findall(question.part.plain) if word not in _SOMEBODY}
    return bool(said - {*key_of(chair.post)})


def is_elsewhere_employed(person: Person, question: Question, scope: Scope) -> bool:
    """Whether the question puts somebody's post in a district that the employer is not of."""
    employer = {*key_of(scope.knowledge.organisations[person.organisation].name)}
    districts = [scope.knowledge.districts[m.id] for m in question.of_kind("district")]
    return any(not {*key_of(district.name)} <= employer for district in districts)


def has_profession(question: Question, person: Person, scope: Scope) -> bool | None:
    """Whether somebody has the calling that the question names; None where it names none."""
    claimed = {*key_of(question.part.text)} & _PROFESSIONS
    employer = scope.knowledge.organisations[person.organisation].name
    known = {*key_of(person.post), *key_of(employer)}
    return bool(claimed & known) if claimed else None


def is_shared(question: Question, group: Group, scope: Scope) -> bool | None:
    """Whether a group is shared as the question claims; None where it claims nothing known."""
    partners = {*group.partners, *group.supports}
    named = partners_named(question, scope)
    named |= {mention.id for mention in question.of_kind("partnership")}
    if says_only(question):
        # "Is it for Kent alone?": what is shared is not, and silence proves nothing.
        return False if partners else None
    if named & partners or (not named and group.joint):
        return True
    return False if named or not partners else None


def says_only(question: Question) -> bool:
    """Whether something is claimed to be the only one ("for Kent alone")."""
    return _ONLY.search(question.part.text.lower()) is not None
