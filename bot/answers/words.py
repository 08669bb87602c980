"""Telephone lines, abbreviations, and what the other named bodies are."""

from __future__ import annotations

from dataclasses import replace

from bot.answers import groups, people, places
from bot.answers.scope import Answer, Question, Scope, joined
from bot.lines import lines_besides
from bot.records import Contact, Record, Term
from bot.reply import Outcome
from bot.text import key_of

_MOST_TERMS, _OFTEN = 3, 5
_AFTER_HOURS, _EMERGENCY = "out-of-hours", "emergency"
_USUAL_LINES = ("child-concern", _AFTER_HOURS, _EMERGENCY)
_OVERVIEWS = {
    "group": groups.about,
    "person": people.who,
    "post": people.post_holder,
    "topic": groups.for_topic,
    "place": places.area,
    "district": places.area,
    "neighbour": places.area,
    "area": places.area,
}


def number(question: Question, scope: Scope) -> Answer:
    """The telephone lines that were named, or the usual ones for a worry about a child."""
    contacts = _lines_meant(question, scope)
    if not contacts:
        contacts = [scope.knowledge.contact_for(audience) for audience in _USUAL_LINES]
    text = " ".join(contact.say for contact in contacts)
    ids = tuple(contact.id for contact in contacts)
    sources = tuple(contact.source for contact in contacts)
    listed = ids if len(ids) > 1 else ()
    return Answer(text, sources=sources, about={"contact": ids}, listed=listed)


def line_details(question: Question, scope: Scope) -> Answer:
    """That the sources say no more of the lines just told than they are told with."""
    told = number(replace(question, part=replace(question.part, refers=("thing",))), scope)
    return replace(told, text=f"{scope.say('unlisted_line')} {told.text}", outcome="not_listed")


def _lines_meant(question: Question, scope: Scope) -> list[Contact]:
    """The lines that are named, or hinted at by a word such as "adult" or "weekend"."""
    knowledge = scope.knowledge
    named = [m.id for m in question.of_kind("contact") if m.id in knowledge.contacts]
    hinted = [m.id for m in question.part.hints_of("contact")]
    ids = dict.fromkeys([*hinted, *lines_besides(question.part, scope)])
    if named:
        # "Social services on a Saturday night", "is 101 for emergencies?": that line as well; and
        # after hours alone is no word on whom a line is for ("out of hours, and the adult one").
        besides = {_AFTER_HOURS, _EMERGENCY}
        for_nobody = all(knowledge.contacts[id].audience in besides for id in named)
        of_that = [id for id in ids if for_nobody or knowledge.contacts[id].audience in besides]
        return [knowledge.contacts[id] for id in dict.fromkeys([*named, *of_that])]
    meant = [knowledge.contacts[id] for id in ids if id in knowledge.contacts]
    before = scope.context.spoken_of("contact") if "thing" in question.part.refers else ()
    return meant or [knowledge.contacts[id] for id in before if id in knowledge.contacts]


def meaning(question: Question, scope: Scope) -> Answer:
    """What an abbreviation or term stands for."""
    terms = [m.id for m in question.of_kind("term") if m.id in scope.knowledge.terms]
    terms += [id for id in abbreviations(question, scope) if id not in terms]
    if not terms and question.part.refers and not question.part.mentions:
        terms = _abbreviations_told(scope)
    if not terms:
        return overview(question, scope) if question.part.mentions else _unknown_term(scope)
    return joined([_meaning(id, scope) for id in dict.fromkeys(terms)])


def _abbreviations_told(scope: Scope) -> list[str]:
    """Ids of the terms whose abbreviation stood in the last reply ("what does that stand for?")."""
    told = {word.strip(".,;:()?!") for word in scope.context.body.split()}
    return [t.id for t in scope.knowledge.terms.values() if t.short in told][:_MOST_TERMS]


def abbreviations(question: Question, scope: Scope) -> list[str]:
    """Ids of the terms whose abbreviation stands in the question, whatever it was linked to."""
    shorts = {key_of(term.short): term.id for term in scope.knowledge.terms.values() if term.short}
    said = [key_of(mention.said) for mention in question.part.mentions]
    return [shorts[key] for key in said if key in shorts]


def _unknown_term(scope: Scope) -> Answer:
    return Answer(scope.say("unknown_term"), "not_listed")


def _meaning(id: str, scope: Scope) -> Answer:
    term = scope.knowledge.terms[id]
    frame = "term" if term.short else "term_meaning"
    text = scope.say(frame, short=term.short or term.name, name=term.name, meaning=term.meaning)
    about = {**_article_of(term, scope), "term": (id,)}
    return Answer(text.strip(), sources=(term.source,), about=about)


def _article_of(term: Term, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The article that is asked most by a term, to which "who does them?" goes on from it."""
    names = {key_of(name) for name in (term.name, term.short or term.name)}
    asked = {
        id: sum(_holds(said, name) for said in questions for name in names)
        for id, questions in scope.knowledge.asked_in_words.items()
    }
    most = max(asked, key=lambda id: asked[id], default=None)
    return {"article": (most,)} if most and asked[most] >= _OFTEN else {}


def _holds(said: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return any(said[at : at + len(name)] == name for at in range(len(said) - len(name) + 1))


def overview(question: Question, scope: Scope) -> Answer:
    """As in "Tell me about …": whatever kind of record is named, or the group last spoken of."""
    for kind, compose in _OVERVIEWS.items():
        named = question.of_kind(kind)
        if named:
            return _spelt_out(compose(question, scope), question, scope)
    named = question.of_kind(
        "organisation", "body", "partnership", "predecessor", "contact", "term"
    )
    if named:
        return _record(question, scope.knowledge.find(named[0].id), scope)
    latest = _spoken_of_last(question, scope)
    if (
        latest in _OVERVIEWS
        and not question.part.hints_of("group")
        and scope.context.spoken_of(latest)
    ):
        return _OVERVIEWS[latest](question, scope)
    return groups.about(question, scope)


def _spoken_of_last(question: Question, scope: Scope) -> str | None:
    """The kind of what was spoken of last; "it" after a group's chair is the group."""
    refers = question.part.refers
    of_a_group = "thing" in refers and "person" not in refers and scope.context.spoken_of("group")
    latest = scope.context.latest
    return "group" if latest == "person" and of_a_group else latest


def _spelt_out(answer: Answer, question: Question, scope: Scope) -> Answer:
    """An overview of what was named by an abbreviation begins by spelling it out."""
    terms = abbreviations(question, scope)
    if not terms or answer.outcome != "answered":
        return answer
    return joined([*(_meaning(id, scope) for id in terms), answer], listed=answer.listed)


def _record(question: Question, record: Record, scope: Scope) -> Answer:
    kind = scope.knowledge.kind_of(record.id)
    if kind == "contact":
        return number(question, scope)
    if kind == "term":
        return _meaning(record.id, scope)
    about = getattr(record, "about", None)
    people_known = people.of_organisation(question, scope) if kind == "organisation" else None
    outcome: Outcome = "answered"
    if about:
        text = about
    elif people_known:
        return people_known
    else:
        text, outcome = scope.say("nothing_about", name=record.name), "not_listed"
    if people_known and people_known.outcome == "answered":
        text = f"{text} {people_known.text}"
    spoken_of = {"body": (record.id,), **_told_with(record, scope)}
    answer = Answer(text, outcome, sources=(record.source,), about=spoken_of)
    return answer if outcome == "not_listed" else _spelt_out(answer, question, scope)


def _told_with(record: Record, scope: Scope) -> dict[str, tuple[str, ...]]:
    """The article to which "when?" goes on from the partnership or the board before it."""
    told = scope.knowledge.unlisted.get("history", "")
    ours = record.id in {scope.knowledge.partnership.id, scope.knowledge.predecessor.id}
    return {"article": (told,)} if ours and told in scope.knowledge.articles else {}
