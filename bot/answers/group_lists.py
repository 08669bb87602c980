"""Lists over all groups: their names, chairs, joint groups and terms of reference."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers import places
from bot.answers.chairs import is_elsewhere, partners_named, person_values
from bot.answers.scope import Answer, Question, Scope
from bot.text import EMPTY_WORDS, words_of

_CALLED = re.compile(
    r"\bwhich\b.*\b(?:called|styled|named|titled|(?:in|of) (?:its|their|the) (?:names?|titles?))\b",
    re.IGNORECASE,
)
_LACKS = re.compile(r"\b(?:without|no|none|lacks?|lacking|missing|vacant|empty)\b", re.IGNORECASE)


def joint_groups(question: Question, scope: Scope) -> Answer:
    """The groups that the source calls joint, and those that serve several partnerships."""
    named = partners_named(question, scope)
    groups = scope.knowledge.groups.values()
    joint = [g for g in groups if g.joint and (not named or named & {*g.partners})]
    serving = [
        g for g in groups if not g.joint and g.supports and (not named or named & {*g.supports})
    ]
    sentences = [
        scope.say("group_joint", group=g.name, partners=scope.names(g.partners)) for g in joint
    ] + [
        scope.say("group_supports", group=g.name, partners=scope.names(g.supports)) for g in serving
    ]
    ids = tuple(g.id for g in (*joint, *serving))
    if not ids:
        ids = tuple(g.id for g in groups if g.joint)
        return Answer(scope.say("no_joint_group"), "not_listed", sources=_sources(ids, scope))
    frame = "joint_group_lead" if len(joint) == 1 else "joint_groups_lead"
    lead = scope.say(frame, count=len(joint), groups=scope.names(tuple(g.id for g in joint)))
    text = " ".join([lead, *sentences])
    # "The latter" is the last of those called joint; those that serve several are told besides.
    listed = tuple(g.id for g in joint) if len(joint) > 1 else ids
    return Answer(text, sources=_sources(ids, scope), listed=listed)


def terms_of_all(question: Question, scope: Scope) -> Answer:
    """Which terms of reference can be viewed and which are under review."""
    groups = scope.knowledge.groups.values()
    published = tuple(g.id for g in groups if g.terms_status == "published")
    review = tuple(g.id for g in groups if g.terms_status == "under-review")
    text = scope.say("terms_review_list", count=len(review), groups=scope.names(review))
    text += " " + scope.say(
        "terms_published_list", count=len(published), groups=scope.names(published)
    )
    told = (*review, *published)
    asks_for_review = "review" in question.part.plain.split()
    return Answer(text, sources=_sources(told, scope), listed=review if asks_for_review else told)


def all_groups(question: Question, scope: Scope) -> Answer:
    """The names of all groups and how many there are."""
    if is_elsewhere(question, scope):
        return places.elsewhere(question, scope)
    called = _called_so(question, scope)
    if called:
        text = scope.say("groups_called_so", groups=scope.names(called))
        about = {"group": called}
        return Answer(text, sources=_sources(called, scope), listed=called, about=about)
    ids = tuple(scope.knowledge.groups)
    lines = "\n".join(f"• {group.name}" for group in scope.knowledge.groups.values())
    text = _count_claim(question, len(ids), scope) + scope.say(
        "all_groups", count=len(ids), groups=lines
    )
    return Answer(text, sources=_sources(ids, scope), listed=ids)


def _called_so(question: Question, scope: Scope) -> tuple[str, ...]:
    """The groups in whose name a word stands, where it is asked which are called so."""
    if _CALLED.search(question.part.text) is None:
        return ()
    said = {word.form for word in words_of(question.part.text)}
    groups = scope.knowledge.groups.values()
    names = {
        group.id: {word.form for word in words_of(group.name)} - EMPTY_WORDS for group in groups
    }
    shared = {
        word: tuple(id for id, words in names.items() if word in words)
        for word in said & set().union(*names.values())
    }
    some = [ids for ids in shared.values() if len(ids) < len(names)]
    return min(some, key=len, default=())


def _count_claim(question: Question, count: int, scope: Scope) -> str:
    """Yes or No where the question says how many it believes there are."""
    words = question.part.text.lower().replace("?", " ").split()
    said = [_NUMBERS.index(word) for word in words if word in _NUMBERS]
    said += [int(word) for word in words if word.isdigit()]
    if not question.is_yes_no or not said:
        return ""
    return scope.say("yes" if said[0] == count else "no") + " "


_NUMBERS = (
    "none",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def count_groups(question: Question, scope: Scope) -> Answer:
    """How many groups there are, of the kind asked about."""
    said = question.part.text.lower()
    if "joint" in said:
        return joint_groups(question, scope)
    if "review" in said or "terms" in said or "tor" in said.split():
        return terms_of_all(question, scope)
    return all_groups(question, scope)


def all_chairs(question: Question, scope: Scope) -> Answer:
    """Every group with its chair."""
    if is_elsewhere(question, scope):
        return places.elsewhere(question, scope)
    lines, sources, people, lacking = [], [], [], []
    for group in scope.knowledge.groups.values():
        found = scope.knowledge.chair_of(group, scope.today)
        sources.append(group.source)
        if found:
            people.append(found[1].id)
            lines.append(
                scope.say("chair_line", group=group.name, **person_values(found[1], scope))
            )
        else:
            lacking.append(group.id)
            lines.append(scope.say("chair_line_none", group=group.name))
    text = scope.say(
        "all_chairs",
        count=len(people),
        groups=len(lines),
        chairs="\n".join(f"• {line}" for line in lines),
    )
    # "Which has none?" speaks of the one that lacks a chair, to which "that one" then points.
    about = {"group": tuple(lacking)} if _LACKS.search(question.part.text) and lacking else {}
    return Answer(text, sources=tuple(sources), about=about, listed=tuple(people))


def _sources(ids: Sequence[str], scope: Scope) -> tuple[str, ...]:
    return tuple(scope.knowledge.groups[id].source for id in ids)
