"""Which groups, people or places a question is about, said or understood from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answers.articles import asks_of_the_article, nearest_told, speaks_of_an_article
from bot.answers.asking_back import ask_which, did_you_mean
from bot.answers.scope import Answer, Question, Scope
from bot.context import at_place
from bot.meaning import Mention
from bot.pointing import ONE_HAS, likens_her, means_the_group, picks_among, pointed_into
from bot.records import Group, Organisation, Person

_FEW_WORDS = 2
_ELLIPTICAL = 4
"""Most words of a question that leaves out what it is about ("and to do what?")."""
_WHO_OF_A_GROUP = re.compile(r"(?:\w+\W+){0,4}who\b", re.IGNORECASE)


@dataclass(frozen=True)
class Meant:
    """The ids that a question is about; or what to say because they are not clear."""

    ids: tuple[str, ...] = ()
    instead: Answer | None = None


def groups_meant(question: Question, scope: Scope) -> Meant:
    """The groups a question is about: named, implied by a topic or person, or from before."""
    ordinal = _by_ordinal(question, scope, "group")
    if ordinal:
        return Meant(ordinal)
    named = question.of_kind("group")
    if named:
        return _named_groups(question, named, scope)
    return _groups_unnamed(question, scope)


def _groups_unnamed(question: Question, scope: Scope) -> Meant:
    """The groups that are hinted at, implied or spoken of before; else asks which."""
    hints = question.part.hints_of("group")
    claims = question.intent == "ask_chair" and bool(question.of_kind("person"))
    before = () if asks_of_the_article(question, scope) else scope.context.spoken_of("group")
    of_the_group = question.is_yes_no or scope.context.latest == "group"
    if claims and not hints and before and of_the_group:
        # "Chaired by Sarah Vaux, right?" is about the group spoken of, not about hers.
        return Meant(before)
    implied = () if claims and hints else _groups_implied(question, scope)
    of_it = before and "thing" in question.part.refers and question.intent not in ONE_HAS
    of_it = of_it or (before and picks_among(question.part))
    if not implied and hints and not of_it:
        return _hinted(question, hints, scope)
    return Meant(implied or before) if implied or before else _no_group(question, scope)


def _no_group(question: Question, scope: Scope) -> Meant:
    goes_on = question.part.refers or len(question.part.text.split()) <= _ELLIPTICAL
    if goes_on and speaks_of_an_article(scope):
        return Meant(instead=nearest_told(question, scope))
    return Meant(instead=ask_which(question, scope, "group", tuple(scope.knowledge.groups)))


def _named_groups(question: Question, named: Sequence[Mention], scope: Scope) -> Meant:
    known = tuple(m for m in named if m.certainty != "unknown")
    if not known:
        return Meant(instead=unknown_group(named[0], scope))
    unclear = next((m for m in known if m.others), None)
    if unclear:
        return Meant(instead=ask_which(question, scope, "group", unclear.candidates))
    return Meant(tuple(dict.fromkeys(m.id for m in known if scope.knowledge.holds(m.id))))


def unknown_group(mention: Mention, scope: Scope) -> Answer:
    """That the pack holds no group of the name said, and which ones it holds."""
    names = scope.names(tuple(scope.knowledge.groups))
    text = scope.say("unknown_group", said=mention.said, groups=names)
    source = next(iter(scope.knowledge.groups.values())).source
    listed = tuple(scope.knowledge.groups)
    return Answer(text, "not_listed", sources=(source,), listed=listed)


def _groups_implied(question: Question, scope: Scope) -> tuple[str, ...]:
    knowledge = scope.knowledge
    for mention in question.of_kind("topic"):
        groups = knowledge.topics[mention.id].groups if knowledge.holds(mention.id) else ()
        if groups:
            return groups[:1]
    people = [m.id for m in question.of_kind("person", "post") if m.id and not m.others]
    # "Is the council part of it?" asks of the group spoken of, of none that it chairs.
    of_it = "thing" in question.part.refers and bool(scope.context.spoken_of("group"))
    for organisation in () if of_it else question.of_kind("organisation"):
        record = knowledge.organisations.get(organisation.id)
        people += [person.id for person in knowledge.people_of(record)] if record else []
    chaired = [
        group.id
        for id in people
        if id in knowledge.people
        for group in knowledge.groups_chaired_by(knowledge.people[id], scope.today)
    ]
    named_first = question.part.hints_of("group") and question.intent in ONE_HAS
    pointed = "person" in question.part.refers and not means_the_group(question.part, scope)
    if not chaired and pointed and not named_first:
        chaired = [
            group.id
            for id in scope.context.spoken_of("person")
            if id in knowledge.people
            for group in knowledge.groups_chaired_by(knowledge.people[id], scope.today)
        ]
    return tuple(dict.fromkeys(chaired))


def _hinted(question: Question, hints: Sequence[Mention], scope: Scope) -> Meant:
    votes: dict[str, int] = {}
    for hint in hints:
        for id in hint.candidates:
            votes[id] = votes.get(id, 0) + 1
    most = max(votes.values())
    best = tuple(id for id, count in votes.items() if count == most)
    if len(best) == 1 or "both" in question.part.refers:
        return Meant(best)
    return Meant(instead=ask_which(question, scope, "group", best))


def people_meant(question: Question, scope: Scope) -> Meant:
    """The people a question is about: named, or the ones last spoken of."""
    ordinal = _by_ordinal(question, scope, "person")
    if ordinal:
        return Meant(ordinal)
    named = question.of_kind("person")
    if named:
        return _named_people(question, named, scope)
    posts = tuple(m.id for m in question.of_kind("post"))
    pointed = "person" in question.part.refers or question.part.ordinal is not None
    if posts and not (pointed and scope.context.spoken_of("person")):
        return Meant(tuple(dict.fromkeys(posts)))
    if question.intent == "ask_person" and not _points_back(question):
        return Meant()
    return Meant(_people_unnamed(question, scope))


def _people_unnamed(question: Question, scope: Scope) -> tuple[str, ...]:
    """The chairs of the groups named or spoken of last, or else the people spoken of."""
    before = scope.context.spoken_of("person")
    groups = _groups_named(question)
    if not (groups or not before or scope.context.latest == "group"):
        return before
    # "And the exploitation one?": whoever was spoken of before does not chair it.
    kept = () if groups and "person" not in question.part.refers else before
    return _chairs_of(question, scope) or kept


def _groups_named(question: Question) -> tuple[Mention, ...]:
    """The groups a question names, or at which "who does health?" hints."""
    part = question.part
    asks_who = _WHO_OF_A_GROUP.match(part.text) is not None and "person" not in part.refers
    hints = tuple(m for m in part.hints_of("group") if not m.others) if asks_who else ()
    named = () if likens_her(part) else question.of_kind("group")
    return named or hints


def _points_back(question: Question) -> bool:
    """Whether "who is …" can mean somebody spoken of: a pronoun, a group's chair, or few words."""
    few = len(question.part.text.split()) <= _FEW_WORDS
    return few or bool(question.part.refers) or bool(question.of_kind("group", "post"))


def _chairs_of(question: Question, scope: Scope) -> tuple[str, ...]:
    """The chairs of the groups named, or of the one last spoken of."""
    said = tuple(m.id for m in _groups_named(question) if m.id and not m.others)
    return _chairing(said or scope.context.spoken_of("group"), scope)


def _chairing(groups: Sequence[str], scope: Scope) -> tuple[str, ...]:
    people = []
    for id in groups:
        group = scope.knowledge.groups.get(id)
        found = scope.knowledge.chair_of(group, scope.today) if group else None
        people += [found[1].id] if found else []
    return tuple(dict.fromkeys(people))


def _chairs_of_what_is_named(question: Question, scope: Scope) -> tuple[str, ...]:
    """The chairs of the groups that a question names, by themselves or by a topic of theirs."""
    if not question.of_kind("group", "topic"):
        return ()
    named = tuple(m.id for m in question.of_kind("group") if m.id and not m.others)
    return _chairing(named or _groups_implied(question, scope), scope)


def _named_people(question: Question, named: Sequence[Mention], scope: Scope) -> Meant:
    unclear = next((m for m in named if needs_asking(m)), None)
    if unclear:
        candidates = tuple(id for id in unclear.candidates if scope.knowledge.holds(id))
        others = [id for id in candidates if id not in scope.context.spoken_of("person")]
        if len(others) == 1 and "other" in question.part.text.lower().split():
            return Meant(tuple(others))
        of_the_group = _chairs_of_what_is_named(question, scope)
        if unclear.others and of_the_group:
            # "The rapid review Sarah": the group tells which of them is meant.
            return Meant(of_the_group)
        in_passing = _named_in_passing(candidates, scope)
        if len(in_passing) == 1:
            return Meant(in_passing)
        return Meant(instead=did_you_mean(question, scope, unclear, candidates))
    return Meant(tuple(dict.fromkeys(m.id for m in named if scope.knowledge.holds(m.id))))


def _named_in_passing(candidates: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    """Those of several with one name who were told of, and are not who is spoken of now.

    As in "and Sarah's job?" about somebody else: of whoever is spoken of one says "her".
    """
    told = scope.context.all_spoken_of("person")
    return tuple(
        id for id in candidates if id in told and id not in scope.context.spoken_of("person")
    )


def needs_asking(mention: Mention) -> bool:
    """Whether a person's name is too unclear to answer without asking.

    A whole name with a slip in it is clear enough, since the answer says the right name.
    """
    if mention.others:
        return True
    return mention.certainty == "near" and not _whole_name(mention)


def _whole_name(mention: Mention) -> bool:
    surname = mention.id.rsplit("-", 1)[-1]
    first = mention.id.split("-", 1)[0]
    said = mention.said.lower().split()
    return len(said) > 1 and said[0][:1] == first[:1] and said[-1][:1] == surname[:1]


def _by_ordinal(question: Question, scope: Scope, kind: str) -> tuple[str, ...]:
    """The record that "the second one" points to in the last list, if it is of this kind."""
    if question.part.of_kind("group", "person", "place", "district", "area"):
        return ()
    id = at_place(pointed_into(question.part, scope), question.part.ordinal)
    if id is None or not scope.knowledge.holds(id):
        return ()
    if kind == "person" and id in scope.knowledge.groups:
        # "Is the first of those a councillor?" after two groups and their chairs.
        return _chairing((id,), scope)
    if scope.knowledge.kind_of(id) != kind:
        return ()
    return () if _is_named_otherwise(id, question, scope) else (id,)


def _is_named_otherwise(id: str, question: Question, scope: Scope) -> bool:
    """Whether a topic beside an ordinal names another group ("the last one, scrutiny")."""
    held = scope.knowledge.topics
    topics = [held[m.id] for m in question.of_kind("topic") if m.id in held]
    groups = {group for topic in topics for group in topic.groups}
    return bool(groups) and id not in groups and not question.is_yes_no


def groups_of(ids: Sequence[str], scope: Scope) -> list[Group]:
    """The groups with these ids that the pack (still) holds."""
    return [scope.knowledge.groups[id] for id in ids if id in scope.knowledge.groups]


def people_of(ids: Sequence[str], scope: Scope) -> list[Person]:
    """The people with these ids that the pack (still) holds."""
    return [scope.knowledge.people[id] for id in ids if id in scope.knowledge.people]


def organisations_in(question: Question, scope: Scope) -> list[Organisation]:
    """The organisations that a question names."""
    ids = [m.id for m in question.of_kind("organisation")]
    return [scope.knowledge.organisations[id] for id in ids if id in scope.knowledge.organisations]
