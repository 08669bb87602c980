"""Questions about groups: who chairs them, what they do, their members, partners and terms."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers import people, places
from bot.answers.chairs import chair_facts, chair_in_passing, claims_review, is_elsewhere
from bot.answers.claims import (
    is_shared,
    is_the_chair,
    says_only,
    says_what_it_does,
    says_who_sits,
)
from bot.answers.group_lists import joint_groups, terms_of_all
from bot.answers.scope import Answer, Question, Scope, joined
from bot.answers.subjects import Meant, groups_meant, groups_of, needs_asking, people_of
from bot.records import Body, Group

_SHORT_TERMS = {"published": "terms_short_published", "under-review": "terms_short_review"}
_WHETHER_ANY = re.compile(r"^(?!.*\bother\b).*\b(?:there|any(?:body|one)?)\b", re.IGNORECASE)
Facet = Callable[[Question, Group, Scope], Answer]


def _each(facet: Facet, question: Question, scope: Scope) -> Answer:
    """A facet of every group meant, as one answer."""
    if is_elsewhere(question, scope):
        return places.elsewhere(question, scope)
    body = _body_named(question, scope)
    if body:
        return _of_body(facet, body, scope)
    meant = groups_meant(question, scope)
    if meant.instead:
        return meant.instead
    groups = groups_of(meant.ids, scope)
    answers = [facet(question, group, scope) for group in groups]
    return joined(answers, listed=meant.ids if len(meant.ids) > 1 else ())


def _body_named(question: Question, scope: Scope) -> Body | None:
    """The body, other than a group, that a group question names."""
    if question.of_kind("group", "topic", "person"):
        return None
    named = [m.id for m in question.of_kind("body") if m.id in scope.knowledge.bodies]
    return scope.knowledge.bodies[named[0]] if named else None


def _of_body(facet: Facet, body: Body, scope: Scope) -> Answer:
    """What there is to say of a body: only what it is, never its members or terms."""
    if facet in {_purpose, _about}:
        return Answer(body.about, sources=(body.source,), about={"body": (body.id,)})
    text = f"{scope.say('not_listed_of_body', name=body.name)} {body.about}"
    return Answer(text, "not_listed", sources=(body.source,), about={"body": (body.id,)})


def chair(question: Question, scope: Scope) -> Answer:
    """Who chairs a group; other bodies' chairs are not listed."""
    elsewhere = question.of_kind("body", "partnership", "predecessor")
    partnerships = [
        m
        for m in question.of_kind("organisation")
        if m.id in scope.knowledge.organisations and scope.knowledge.organisations[m.id].partnership
    ]
    if is_elsewhere(question, scope):
        return places.elsewhere(question, scope)
    of_a_group = question.of_kind("group") or question.part.hints_of("group")
    if not of_a_group and (elsewhere or partnerships):
        record = scope.knowledge.find((*elsewhere, *partnerships)[0].id)
        text = scope.say("chair_not_listed", name=record.name)
        return Answer(text, "not_listed", sources=(record.source,), about={"body": (record.id,)})
    employers = question.of_kind("organisation")
    if employers and not partnerships and not question.of_kind("group", "topic", "person"):
        # "Who is leader of the council?": whom the sources name from there, and no more.
        known = people.of_organisation(question, scope)
        text = f"{scope.say('as_much_as_is_known')} {known.text}"
        return replace(known, text=text, outcome="not_listed")
    return _each(_chair, question, scope)


def _chair(question: Question, group: Group, scope: Scope) -> Answer:
    facts = chair_facts(group, scope)
    found = scope.knowledge.chair_of(group, scope.today)
    right = is_the_chair(question, found[1], scope) if found else None
    if right is None:
        told = [m for m in question.of_kind("person") if not found or m.id != found[1].id]
        beside = _what_else_they_chair(question, scope) if told else ""
        return replace(facts, text=facts.text + beside)
    beside = "" if right else _what_else_they_chair(question, scope)
    return replace(facts, text=f"{scope.say('yes' if right else 'no')} {facts.text}{beside}")


def _what_else_they_chair(question: Question, scope: Scope) -> str:
    """What the person whom somebody took for the chair does chair."""
    named = [m.id for m in question.of_kind("person") if not needs_asking(m)]
    pointed = scope.context.spoken_of("person") if "person" in question.part.refers else ()
    ids = named or list(pointed)
    return "".join(f" {people.person_facts(one, scope)}" for one in people_of(ids, scope))


def purpose(question: Question, scope: Scope) -> Answer:
    """What a group is for, in its source's words."""
    return _each(_purpose, question, scope)


def _purpose(question: Question, group: Group, scope: Scope) -> Answer:
    lead = scope.say("yes") + " " if says_what_it_does(question.part, group) else ""
    frame = "group_purpose" if group.name in group.purpose else "group_about"
    text = lead + scope.say(frame, group=group.name, purpose=group.purpose)
    if group.topics:
        text = f"{text} {_topics_sentence(group, scope)}"
    return Answer(text, sources=(group.source,), about={"group": (group.id,)})


def _topics_sentence(group: Group, scope: Scope) -> str:
    return scope.say("group_topics", group=group.name, topics=scope.names(group.topics))


def members(question: Question, scope: Scope) -> Answer:
    """Who sits on a group, where the source says so."""
    return _each(_members, question, scope)


def _members(question: Question, group: Group, scope: Scope) -> Answer:
    about = {"group": (group.id,)}
    if group.members:
        lead = scope.say("yes") + " " if says_who_sits(question.part, group) else ""
        text = lead + scope.say("group_members", group=group.name, members=group.members)
        return Answer(text, sources=(group.source,), about=about)
    chair_text = chair_in_passing(group, scope)
    joint = [_joint_sentence(group, scope)] if group.partners else []
    text = " ".join([scope.say("members_not_listed", group=group.name), *joint, *chair_text])
    return Answer(text, "not_listed", sources=(group.source,), about=about)


def partners(question: Question, scope: Scope) -> Answer:
    """Which partnerships a group is joint with, or serves."""
    refers = {*question.part.refers} & {"thing", "person"}
    points_back = bool(refers) and bool(scope.context.spoken_of("group"))
    others = question.of_kind("partnership", "organisation", "neighbour")
    if others and not question.of_kind("group") and not points_back:
        return joint_groups(question, scope)
    return _each(_partners, question, scope)


def _partners(question: Question, group: Group, scope: Scope) -> Answer:
    partners_of = group.partners or group.supports
    about = {"group": (group.id,)}
    if not partners_of:
        denied = question.is_yes_no and not says_only(question)
        text = (scope.say("no") + " " if denied else "") + scope.say(
            "group_not_joint", group=group.name
        )
        if group.members:
            text += " " + scope.say("group_members", group=group.name, members=group.members)
        return Answer(text, sources=(group.source,), about=about)
    text = _joint_sentence(group, scope)
    right = is_shared(question, group, scope) if question.is_yes_no else None
    lead = "" if right is None else scope.say("yes" if right else "no") + " "
    return Answer(f"{lead}{text}", sources=(group.source,), about=about)


def _joint_sentence(group: Group, scope: Scope) -> str:
    frame = "group_joint" if group.joint else "group_supports"
    partners_of = group.partners or group.supports
    return scope.say(frame, group=group.name, partners=scope.names(partners_of))


def terms(question: Question, scope: Scope) -> Answer:
    """Where a group's terms of reference are, or that they are under review."""
    meant = groups_meant(question, scope)
    if meant.instead and not question.of_kind("group") and not scope.context.spoken_of("group"):
        return terms_of_all(question, scope)
    return _each(_terms, question, scope)


def _terms(question: Question, group: Group, scope: Scope) -> Answer:
    about = {"group": (group.id,)}
    source = group.terms_source or group.source
    if group.terms_status is None:
        text = scope.say("terms_not_listed", group=group.name)
        return Answer(text, "not_listed", sources=(source,), about=about)
    published = group.terms_status == "published"
    lead = ""
    if question.is_yes_no:
        wrong = published == claims_review(question)
        lead = scope.say("no" if wrong else "yes") + " "
    page = scope.knowledge.sources[source]
    frame = "terms_published" if published else "terms_under_review"
    text = lead + scope.say(frame, group=group.name, page=page.title)
    return Answer(text, sources=(source,), about=about)


def topics(question: Question, scope: Scope) -> Answer:
    """Which topics a group covers, or whether it covers one."""
    return _each(_topics, question, scope)


def _topics(question: Question, group: Group, scope: Scope) -> Answer:
    about = {"group": (group.id,)}
    asked = [m.id for m in question.of_kind("topic") if m.id in scope.knowledge.topics]
    of_this = question.of_kind("group") or "thing" in question.part.refers
    if question.is_yes_no and asked and of_this:
        covers = [id for id in asked if group.id in scope.knowledge.topics[id].groups]
        lead = (
            scope.say("yes") + " "
            if covers
            else scope.say("topic_not_covered", group=group.name) + " "
        )
    else:
        lead = ""
    if not group.topics:
        text = lead + scope.say("group_purpose", group=group.name, purpose=group.purpose)
    else:
        text = lead + _topics_sentence(group, scope)
    return Answer(text, sources=(group.source,), about=about, listed=group.topics)


def about(question: Question, scope: Scope) -> Answer:
    """A group in a few sentences: what it does, who chairs it, its terms of reference."""
    return _each(_about, question, scope)


def _about(_question: Question, group: Group, scope: Scope) -> Answer:
    facts = chair_facts(group, scope)
    sentences = [scope.say("group_about", group=group.name, purpose=group.purpose)]
    if group.topics:
        sentences.append(_topics_sentence(group, scope))
    sentences.append(facts.text)
    if group.terms_status:
        sentences.append(scope.say(_SHORT_TERMS[group.terms_status]))
    return Answer(" ".join(sentences), sources=(group.source, *facts.sources), about=facts.about)


def for_topic(question: Question, scope: Scope) -> Answer:
    """Which group deals with a topic; with a group named, whether that one does."""
    asked = [m.id for m in question.of_kind("topic") if m.id in scope.knowledge.topics]
    named = [m for m in question.of_kind("group") if m.certainty != "unknown"]
    if asked and named and question.is_yes_no:
        return topics(question, scope)
    if asked:
        found = joined([_for_topic(id, scope) for id in dict.fromkeys(asked)])
        exists = question.is_yes_no and _WHETHER_ANY.search(question.part.text)
        return replace(found, text=f"{scope.say('yes')} {found.text}") if exists else found
    if question.of_kind("body"):
        body = scope.knowledge.bodies[question.of_kind("body")[0].id]
        return Answer(body.about, sources=(body.source,), about={"body": (body.id,)})
    if not named and scope.context.latest == "person" and scope.context.spoken_of("group"):
        return _each(_about, question, scope)
    hints = question.part.hints_of("group")
    if named or hints:
        meant: Meant = groups_meant(question, scope)
        return meant.instead or about(question, scope)
    listed = tuple(scope.knowledge.groups)
    text = scope.say("topic_unknown", groups=scope.names(listed))
    source = scope.knowledge.groups[listed[0]].source
    return Answer(text, "not_listed", sources=(source,), listed=listed)


def _for_topic(id: str, scope: Scope) -> Answer:
    topic = scope.knowledge.topics[id]
    first, *others = groups_of(topic.groups, scope)
    text = scope.say("topic_group", topic=topic.name, group=first.name, summary=first.summary)
    if others:
        names = scope.names(tuple(group.id for group in others))
        text += " " + scope.say("topic_other_groups", groups=names)
    facts = chair_facts(first, scope)
    ids = tuple(group.id for group in (first, *others))
    return Answer(
        f"{text} {facts.text}",
        sources=(topic.source, first.source),
        about={**facts.about, "topic": (id,)},
        listed=ids,
    )
