"""Facts of the pack to quote in a reply: found by words, each with its source and its date.

Answers in the chat are composed from the same records (:mod:`bot.answers`); here a person chooses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from bot.knowledge import Knowledge
from bot.records import Record, Source
from bot.search import kept_words, sought_words

# Says a sentence of the strings file, by its name and with its gaps filled.
Say = Callable[..., str]
# A word in a name or question says more about what a fact is for than one in its text.
_IN_NAME = 3


@dataclass(frozen=True)
class Fact:
    """A statement with its source; `id` is its record's, `as_at` its own day if it has one."""

    id: str
    title: str
    text: str
    source: Source
    as_at: date | None = None


def find_facts(
    knowledge: Knowledge, text: str, today: date, say: Say, limit: int = 8
) -> list[Fact]:
    """The facts that hold most of the words, best first; none where no word is held."""
    words = sought_words(text)
    scored = [(_score(words, fact, hints), fact) for fact, hints in _facts(knowledge, today, say)]
    best = sorted((pair for pair in scored if pair[0]), key=lambda pair: -pair[0])
    return [fact for _, fact in best[:limit]]


def fact_of(knowledge: Knowledge, id: str, today: date, say: Say) -> Fact | None:
    """The fact with this id; None where the pack has changed and holds it no more."""
    return next((one for one, _ in _facts(knowledge, today, say) if one.id == id), None)


def statements(knowledge: Knowledge, today: date, say: Say) -> frozenset[str]:
    """Every line of every fact: what stands in the pack may be said of anybody."""
    texts = (one.text for one, _ in _facts(knowledge, today, say))
    return frozenset(line for text in texts for line in text.split("\n"))


def quoted(fact: Fact, day: Callable[[date], str], say: Say) -> str:
    """The fact as it stands in a reply: its statement, and under it source, date and address."""
    source = fact.source
    on = fact.as_at or source.date
    if on:
        dated = day(on)
    elif source.checked:
        dated = say("work.fact.checked", when=source.checked)
    else:
        dated = say("work.fact.undated")
    line = say("work.fact.source", title=source.title, dated=dated)
    return "\n".join(filter(None, (fact.text, line, source.url)))


def _score(words: tuple[str, ...], fact: Fact, hints: str) -> int:
    name = kept_words([fact.title, hints])
    whole = kept_words([fact.text], name)
    held = sum(f" {word}" in whole for word in words)
    # Half of the words, or a fact would be found for every "the".
    if 2 * held < len(words) or not held:
        return 0
    return held + _IN_NAME * sum(f" {word}" in name for word in words)


def _facts(knowledge: Knowledge, today: date, say: Say) -> Iterator[tuple[Fact, str]]:
    """Every fact, with words that it is asked for by."""
    for article in knowledge.articles.values():
        yield _fact(knowledge, article, article.answer), " ".join(article.questions)
    for contact in knowledge.contacts.values():
        yield _fact(knowledge, contact, contact.say), " ".join((contact.number, *contact.hints))
    for term in knowledge.terms.values():
        text = say("work.fact.term", short=term.short or term.name, meaning=term.meaning)
        yield _fact(knowledge, term, text), term.short or ""
    for person in knowledge.people.values():
        works_for = knowledge.organisations[person.organisation].name
        given = {"person": person.name, "post": person.post, "organisation": works_for}
        yield _fact(knowledge, person, say("work.fact.person", **given)), ""
    yield from _of_groups(knowledge, today, say)
    yield from _of_areas(knowledge, say)


def _of_groups(knowledge: Knowledge, today: date, say: Say) -> Iterator[tuple[Fact, str]]:
    for group in knowledge.groups.values():
        hints = " ".join((*group.aliases, group.short or ""))
        if text := group.purpose or group.summary:
            yield _fact(knowledge, group, text), hints
        if found := knowledge.chair_of(group, today):
            chair, person = found
            text = say("work.fact.chair", person=person.name, post=person.post, group=group.name)
            source = knowledge.sources[chair.source]
            yield (
                Fact(f"{group.id} chair", group.name, text, source),
                f"{hints} chair {person.name}",
            )


def _of_areas(knowledge: Knowledge, say: Say) -> Iterator[tuple[Fact, str]]:
    for area in knowledge.areas.values():
        names = [knowledge.districts[one].name for one in area.districts]
        given = {"area": area.name, "districts": ", ".join(names), "advisor": area.advisor.title}
        text = say("work.fact.area", **given, email=area.advisor.email)
        yield _fact(knowledge, area, text), " ".join(area.aliases)


def _fact(knowledge: Knowledge, record: Record, text: str) -> Fact:
    source = knowledge.sources[record.source]
    return Fact(record.id, record.name, text, source, record.as_at)
