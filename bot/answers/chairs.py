"""Who chairs a group, as facts that several kinds of answer use."""

from __future__ import annotations

from bot.answers.scope import Answer, Question, Scope
from bot.records import Group, Person


def chair_facts(group: Group, scope: Scope) -> Answer:
    """Who chairs a group, or that nobody is listed."""
    found = scope.knowledge.chair_of(group, scope.today)
    about = {"group": (group.id,)}
    if found is None:
        text = scope.say("chair_not_listed", name=group.name)
        return Answer(text, "not_listed", sources=(group.source,), about=about)
    post, person = found
    text = scope.say("group_chair", group=group.name, **person_values(person, scope))
    sources = (post.source, person.source)
    return Answer(text, sources=sources, about={**about, "person": (person.id,)})


def chair_in_passing(group: Group, scope: Scope) -> tuple[str, ...]:
    """A sentence naming the chair, to end a reply about something that is not listed."""
    found = scope.knowledge.chair_of(group, scope.today)
    return (scope.say("chair_in_passing", **person_values(found[1], scope)),) if found else ()


def person_values(person: Person, scope: Scope) -> dict[str, str]:
    """A person's name, post and organisation, to fill frames."""
    organisation = scope.knowledge.organisations[person.organisation]
    return {"person": person.name, "post": person.post, "organisation": organisation.name}


def is_elsewhere(question: Question, scope: Scope) -> bool:
    """Whether a group question is about another area's groups ("Essex's rapid review chair").

    A neighbour whose partnership shares groups with ours is not elsewhere.
    """
    neighbours = [m.id for m in question.of_kind("neighbour") if m.id in scope.knowledge.neighbours]
    return any(not scope.knowledge.neighbours[id].partnership for id in neighbours)


def partners_named(question: Question, scope: Scope) -> set[str]:
    """Ids of the organisations named, a neighbour standing for its partnership."""
    named = {m.id for m in question.of_kind("organisation")}
    neighbours = [m.id for m in question.of_kind("neighbour") if m.id in scope.knowledge.neighbours]
    return named | {scope.knowledge.neighbours[id].partnership or id for id in neighbours}


def claims_review(question: Question) -> bool:
    """Whether the question speaks of terms of reference being under review."""
    return "review" in (question.part.plain or question.part.text).lower()
