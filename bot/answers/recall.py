"""Questions about the conversation itself: say it again, tell me more, where is that from."""

from __future__ import annotations

from bot.answers import groups, people, places
from bot.answers.articles import nearest_told
from bot.answers.scope import Answer, Question, Scope
from bot.answers.talk import examples
from bot.records import Source
from bot.reply import Choice, Outcome


def repeat(_question: Question, scope: Scope) -> Answer:
    """The last reply again."""
    if not scope.context.body:
        return Answer(scope.say("nothing_to_repeat"), "talk", choices=examples(scope))
    text = scope.say("again", body=scope.context.body)
    return Answer(text, sources=scope.context.cited)


def more(question: Question, scope: Scope) -> Answer:
    """More about what was last spoken of."""
    latest = scope.context.latest
    ids = scope.context.spoken_of(latest) if latest else ()
    if latest == "article" and ids:
        return _related(ids[0], scope)
    if latest in {"group", "person", "topic"} and scope.context.spoken_of("group"):
        if scope.context.last_aspect in {"ask_about", "ask_purpose"}:
            return groups.purpose(question, scope)
        return groups.about(question, scope)
    if latest == "person" and ids:
        return people.who(question, scope)
    if latest in {"place", "area"} and ids:
        return places.districts(question, scope)
    return Answer(scope.say("talk_something_else"), "talk", choices=examples(scope))


def _related(id: str, scope: Scope) -> Answer:
    """Neighbouring prepared answers as choices."""
    knowledge = scope.knowledge
    found = knowledge.articles.get(id)
    related = [
        knowledge.articles[one]
        for one in (found.related if found else ())
        if one in knowledge.articles
    ]
    choices = tuple(Choice(one.label or one.name, one.questions[0]) for one in related)
    if not choices:
        return Answer(scope.say("talk_something_else"), "talk", choices=examples(scope))
    return Answer(scope.say("more_on_this"), "talk", choices=choices)


def source(_question: Question, scope: Scope) -> Answer:
    """Where the last answer comes from and as at when; else what the sources are."""
    knowledge = scope.knowledge
    cited = tuple(id for id in scope.context.cited if id in knowledge.sources)
    ids = cited or tuple(id for id in knowledge.sources if knowledge.sources[id].url)
    names = [_named(knowledge.sources[id], scope) for id in ids]
    frame = "source_of_answer" if cited else "sources_of_all"
    return Answer(scope.say(frame, sources=scope.listing(names)), sources=ids)


def _named(source: Source, scope: Scope) -> str:
    """A source by its title, its author where one is known, and its date."""
    frame = "source_named_with_author" if source.author else "source_named"
    return scope.say(frame, title=source.title, author=source.author, dated=scope.dated(source))


def why(question: Question, scope: Scope) -> Answer:
    """That no reason is given, with what the last reply said; a prepared answer may hold it."""
    if scope.context.latest == "article" and scope.context.spoken_of("article"):
        return nearest_told(question, scope)
    text = scope.say("reason_not_listed")
    return Answer(text, "not_listed", sources=scope.context.cited)


def whether_all(_question: Question, scope: Scope) -> Answer:
    """That the last reply held all that the sources say."""
    missed = scope.context.since.get("missed") == scope.context.turn - 1
    outcome: Outcome = "not_listed" if missed else "answered"
    return Answer(scope.say("that_is_all"), outcome, sources=scope.context.cited)


def unclear_choice(question: Question, scope: Scope) -> Answer:
    """A choice when nothing was offered to choose from; "which two?" is told with the answer."""
    if scope.context.latest == "article" and scope.context.spoken_of("article"):
        return nearest_told(question, scope)
    return Answer(scope.say("nothing_to_choose"), "asked", choices=examples(scope))


def unclear_correction(_question: Question, scope: Scope) -> Answer:
    """A correction that names nothing which is known."""
    return Answer(scope.say("what_instead"), "asked")
