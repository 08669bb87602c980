"""What a question for a Yes or No claims of people, groups and partners, and whether it is so."""

from __future__ import annotations

import re

from bot.answers.chairs import partners_named
from bot.answers.scope import Question, Scope
from bot.answers.subjects import needs_asking
from bot.meaning import Part
from bot.records import Group, Person
from bot.text import EMPTY_WORDS, key_of, singular, words_of

LEADING = re.compile(
    r"\b(?:chair\w*|leads?|leading|led|runs?|running|ran|heads|heading|head(?:ed)? (?:up|of|by)"
    r"|in charge|boss|presid\w+|tak(?:es|en) over|took over|the one (?:with|for)"
    r"|(?:PERSON|POST) (?:who |that )?does)\b"
)
"""Words for leading a group; the only thing that the sources say of a person and a group."""
_ONLY = re.compile(r"\b(?:only|alone|solely|purely|exclusively|just(?! to\b| check| ask| a\b))\b")
_OF_AN_EMPLOYER = re.compile(r"\b(\w+) (?:of|at|from) (?:the )?ORGANISATION")
_FRAMING = frozenset(
    {"those", "these", "them", "their", "they", "also", "too", "under", "please", "am", "think"}
    | {"thinking", "believe", "group", "member", "membership", "made", "up", "sit", "who"}
)
"""Words in which a claim is put, beside those of grammar."""
_SOMEBODY = frozenset(
    {"someone", "somebody", "anyone", "anybody", "person", "one", "is", "chaired"}
)
_PROFESSIONS = frozenset(
    {"police", "policeman", "policewoman", "constable", "teacher", "doctor", "gp", "nurse"}
    | {"midwife", "judge", "solicitor", "lawyer", "paramedic", "vicar", "magistrate"}
)
"""Callings that nobody takes for another, so that the post says whether somebody has one."""


_TURNED = re.compile(r"\b(?:not|no|never|nor|cannot|\w+n['’]?t)\b", re.IGNORECASE)
_FEWEST_WORDS = 2


def claims_a_purpose(part: Part, scope: Scope) -> bool:
    """As in "does it keep the policies under review?" of a group whose source says just that."""
    named = [m.id for m in part.of_kind("group") if m.certainty != "unknown" and not m.others]
    pointed = "thing" in part.refers and scope.context.latest in {"group", "person"}
    ids = named or (list(scope.context.spoken_of("group")) if pointed else [])
    held = scope.knowledge.groups
    return len(ids) == 1 and ids[0] in held and says_what_it_does(part, held[ids[0]])


def says_what_it_does(part: Part, group: Group) -> bool:
    """Whether a question for a Yes or No claims just what the source says that the group does."""
    said = _claimed(part, group)
    return len(said) >= _FEWEST_WORDS and said <= {*key_of(group.purpose)}


def says_who_sits(part: Part, group: Group) -> bool:
    """Whether a question for a Yes or No names just the members whom the source names."""
    members = {*key_of(group.members or "")} - {*key_of(group.name)} - EMPTY_WORDS - _FRAMING
    return bool(members) and _claimed(part, group) == members


def _claimed(part: Part, group: Group) -> frozenset[str]:
    """The words of weight of a question for a Yes or No, without the group's name.

    One word more may ask for something else; a "not" turns it round, and then none are claimed.
    """
    if part.form != "yes_no" or _TURNED.search(part.text) or says_alone(part):
        return frozenset()
    said = {singular(w.form) for w in words_of(part.text) if w.form not in EMPTY_WORDS}
    return frozenset(said - _FRAMING - {*key_of(group.name)})


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
    return says_alone(question.part)


def says_alone(part: Part) -> bool:
    """Whether a part says that something is the only one of its kind."""
    return _ONLY.search(part.text.lower()) is not None
