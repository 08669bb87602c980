"""Questions about people: who somebody is, their post and organisation, what they chair."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answers.chairs import chair_facts, chair_in_passing, person_values
from bot.answers.claims import has_profession, is_elsewhere_employed
from bot.answers.scope import Answer, Question, Scope, joined
from bot.answers.subjects import organisations_in, people_meant, people_of
from bot.pointing import organisations_of_places, picks_among, says_she
from bot.records import Organisation, Person
from bot.text import EMPTY_WORDS, key_of

_OF_A_PERSON = frozenset(
    {"she", "he", "her", "his", "they", "then", "work", "works", "also", "too"}
)
_ASKS_WHO = frozenset(
    {"who", "whos", "whom", "name", "named", "called", "again", "please", "record", "tell", "me"}
    | {"know", "remind", "one", "then", "what", "whats", "just", "and", "ok", "so", "somebody"}
    | {"which", "them", "those", "these", "from", "works", "work", "in", "at", "ones"}
    | {"two", "three", "four", "post", "role", "job", "position", "title"}
)
"""Words in which the holder of a post is asked for, beside those of grammar."""
_APPOINTED = re.compile(r"\b(?:the|a|an|your|our) named (?!ones?\b|people\b|person\b|chairs?\b)")
"""As in "the named nurse", a post of its own; "the nurse named there" is any."""
Facet = Callable[[Question, Person, Scope], Answer]


def _each(facet: Facet, question: Question, scope: Scope) -> Answer:
    meant = people_meant(question, scope)
    if meant.instead:
        return meant.instead
    people = people_of(meant.ids, scope)
    if not people:
        return unknown_person(question, scope)
    return joined([facet(question, person, scope) for person in people])


def unknown_person(question: Question, scope: Scope) -> Answer:
    """That nobody of the name said is in the sources; of a nameless chair, that none is listed."""
    groups = [m.id for m in question.of_kind("group") if m.id] or scope.context.spoken_of("group")
    if groups and not question.of_kind("person"):
        record = scope.knowledge.find(groups[0])
        chaired = scope.knowledge.groups.get(groups[0])
        if chaired and scope.knowledge.chair_of(chaired, scope.today):
            text = " ".join([scope.say("unknown_person"), *chair_in_passing(chaired, scope)])
            return Answer(text, "not_listed", sources=(chaired.source,))
        text = scope.say("chair_not_listed", name=record.name)
        return Answer(text, "not_listed", sources=(record.source,), about={"group": (record.id,)})
    return Answer(scope.say("unknown_person"), "not_listed")


def who(question: Question, scope: Scope) -> Answer:
    """A person's post, organisation and groups, whichever of them was asked for.

    "The chair" stands for the person who chairs the group spoken of.  The three together are one
    short sentence, and whoever asks for one of them often wants another next.
    """
    return _each(_who, question, scope)


def _who(question: Question, person: Person, scope: Scope) -> Answer:
    text = _claim(question, person, scope) + person_facts(person, scope)
    return _about_person(text, person, scope)


def person_facts(person: Person, scope: Scope) -> str:
    """A person's post, organisation and groups in one sentence."""
    groups = scope.knowledge.groups_chaired_by(person, scope.today)
    names = scope.listing([group.name for group in groups])
    frame = "person" if groups else "person_post"
    return scope.say(frame, groups=names, **person_values(person, scope))


def _about_person(text: str, person: Person, scope: Scope) -> Answer:
    groups = scope.knowledge.groups_chaired_by(person, scope.today)
    about = (
        {"group": tuple(g.id for g in groups), "person": (person.id,)}
        if groups
        else {"person": (person.id,)}
    )
    sources = (person.source, *(group.source for group in groups))
    return Answer(text, sources=sources, about=about)


def _claim(question: Question, person: Person, scope: Scope) -> str:
    """Yes or No where the question says what somebody's post or employer is."""
    if not question.is_yes_no:
        return ""
    if not question.of_kind("person") and "person" not in question.part.refers:
        return ""
    if _says_of(person, question, scope):
        return scope.say("yes") + " "
    posts = question.of_kind("post")
    organisations = organisations_in(question, scope)
    right: bool | None
    if posts:
        right = any(person.id in m.candidates for m in posts)
        right = right and not is_elsewhere_employed(person, question, scope)
    elif organisations:
        right = any(person in scope.knowledge.people_of(one) for one in organisations)
    else:
        right = has_profession(question, person, scope)
    return "" if right is None else scope.say("yes" if right else "no") + " "


def _says_of(person: Person, question: Question, scope: Scope) -> bool:
    """Whether all that a question says of somebody stands in post or organisation ("a head?")."""
    known = {*key_of(person.post), *key_of(scope.knowledge.organisations[person.organisation].name)}
    mentions = question.of_kind("person")
    named = {*key_of(person.name), *(word for m in mentions for word in key_of(m.said))}
    said = {*key_of(question.part.text)} - EMPTY_WORDS - _OF_A_PERSON - named
    return bool(said) and said <= known


def chaired_groups(question: Question, scope: Scope) -> Answer:
    """Which groups a person chairs; with a group named, whether that is one of them."""
    return _each(_chaired_groups, question, scope)


def _chaired_groups(question: Question, person: Person, scope: Scope) -> Answer:
    groups = scope.knowledge.groups_chaired_by(person, scope.today)
    lead = ""
    hinted = question.part.hints_of("group") if question.is_yes_no else ()
    named = [m.id for m in question.of_kind("group") or hinted if m.id]
    if question.is_yes_no and named and question.of_kind("person", "post"):
        right = any(group.id in named for group in groups)
        lead = scope.say("yes" if right else "no") + " "
    if not groups:
        text = scope.say("chairs_nothing", **person_values(person, scope))
        return Answer(
            lead + text, "not_listed", sources=(person.source,), about={"person": (person.id,)}
        )
    names = scope.listing([group.name for group in groups])
    text = lead + scope.say("person_chairs", groups=names, **person_values(person, scope))
    answer = _about_person(text, person, scope)
    others = [id for id in named if id not in answer.about.get("group", ())]
    if not (lead and others):
        return answer
    actual = [chair_facts(scope.knowledge.groups[id], scope).text for id in others]
    return Answer(" ".join([text, *actual]), sources=answer.sources, about=answer.about)


def of_organisation(question: Question, scope: Scope) -> Answer:
    """Who in the sources works for an organisation."""
    organisations = organisations_in(question, scope)
    organisations = organisations or organisations_of_places(question.part, scope)
    if question.of_kind("person"):
        return who(question, scope)
    if not organisations and question.of_kind("post"):
        return who(question, scope)
    if not organisations and question.part.refers and scope.context.spoken_of("person"):
        # "Who is from probation, and which group is it?": of whoever was just told.
        return who(question, scope)
    if not organisations:
        return Answer(scope.say("unknown_organisation"), "not_listed")
    return joined([_of_organisation(organisation, scope) for organisation in organisations])


def _of_organisation(organisation: Organisation, scope: Scope) -> Answer:
    people = scope.knowledge.people_of(organisation)
    if not people:
        text = scope.say("nobody_from", organisation=organisation.name)
        about = f"{organisation.about} " if organisation.about else ""
        spoken = {"organisation": (organisation.id,)}
        return Answer(about + text, "not_listed", sources=(organisation.source,), about=spoken)
    told = joined(_told_of(people, scope), listed=tuple(person.id for person in people))
    if len(people) == 1:
        return told
    # "Who chairs it?" after several people means the group that was spoken of before them.
    return replace(told, about={"person": told.about["person"]})


def _told_of(people: Sequence[Person], scope: Scope) -> list[Answer]:
    return [_about_person(person_facts(person, scope), person, scope) for person in people]


def post_holder(question: Question, scope: Scope) -> Answer:
    """Who holds a post; a post at another organisation than the sources say is nobody's."""
    posts = question.of_kind("post")
    if not posts and not question.of_kind("person") and not organisations_in(question, scope):
        return _of_a_post_in_other_words(question, scope)
    if question.is_yes_no and (says_she(question.part) or question.part.ordinal is not None):
        # "Is she a head teacher, like Ms Lee?" asks of her, whoever else is one.
        return replace(who(question, scope), aspect="ask_post")
    if not posts or question.of_kind("person"):
        return (
            of_organisation(question, scope)
            if organisations_in(question, scope)
            else who(question, scope)
        )
    people = people_of([id for m in posts for id in m.candidates], scope)
    organisations = organisations_in(question, scope)
    if organisations:
        there = [one for o in organisations for one in scope.knowledge.people_of(o)]
        people = [person for person in people if person in there]
    if not people:
        return Answer(scope.say("unknown_person"), "not_listed")
    return joined(_told_of(list(dict.fromkeys(people)), scope))


def _of_a_post_in_other_words(question: Question, scope: Scope) -> Answer:
    """Who of those spoken of, or who alone of all, has a post that the words said are part of.

    "Who is the director?" asks for one; "who is the named nurse at the hospital?" for somebody
    else than a nurse who chairs a group, whoever was spoken of before.
    """
    if "person" in question.part.refers and not picks_among(question.part):
        return who(question, scope)
    meant = people_meant(question, scope)
    if meant.instead:
        return meant.instead
    among = scope.context.all_spoken_of("person") if picks_among(question.part) else ()
    spoken_of = people_of(among or meant.ids, scope)
    fitting = [person for person in spoken_of if _fits(person, question, scope)]
    if among and not fitting:
        # What they are is told of each, so that whoever asks sees which of them it is.
        fitting = spoken_of
    if not fitting:
        everybody = scope.knowledge.people.values()
        fitting = [person for person in everybody if _fits(person, question, scope)]
        if len(fitting) != 1:
            return Answer(scope.say("unknown_person"), "not_listed")
    return joined(_told_of(fitting, scope))


def _fits(person: Person, question: Question, scope: Scope) -> bool:
    """Whether all that is said of somebody stands in post, organisation or group chaired."""
    post = {*key_of(person.post)}
    groups = scope.knowledge.groups_chaired_by(person, scope.today)
    known = {word for group in groups for word in key_of(group.name)}
    known |= post | {*key_of(scope.knowledge.organisations[person.organisation].name)}
    said = {*key_of(question.part.text)} - EMPTY_WORDS - _ASKS_WHO
    if _APPOINTED.search(question.part.plain):
        return False
    return bool(said) and said <= known
