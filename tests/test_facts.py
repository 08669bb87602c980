"""Facts to quote: found by words in every kind of record, each with its source and date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.facts import fact_of, find_facts, quoted
from bot.pack import load

TODAY = date(2026, 11, 23)


def say(name, **values):
    """Which sentence it was, and what filled its gaps."""
    return " ".join([name.rpartition(".")[2], *map(str, values.values())])


@pytest.fixture(scope="module")
def kent():
    """The pack that ships."""
    return load(Path("knowledge/kent"))


def best(knowledge, text):
    """The best fact for the words."""
    return find_facts(knowledge, text, TODAY, say)[0]


def test_every_fact_has_its_source_and_is_found_by_its_own_name(kent):
    """Whatever its kind; the id finds it again."""
    found = find_facts(kent, "learning improvement group", TODAY, say, limit=1000)
    assert found
    for fact in found:
        assert fact.text
        assert fact.source.title
        assert fact_of(kent, fact.id, TODAY, say) == fact
    for contact in kent.contacts.values():
        names = {one.text for one in find_facts(kent, contact.name, TODAY, say)}
        assert contact.say in names


def test_a_chair_is_quoted_of_the_day(kent):
    """With the source of the chair, not of the group."""
    group = next(one for one in kent.groups.values() if kent.chair_of(one, TODAY))
    chair, person = kent.chair_of(group, TODAY)
    fact = fact_of(kent, f"{group.id} chair", TODAY, say)
    assert person.name in fact.text
    assert fact.source == kent.sources[chair.source]


def test_an_article_is_found_by_the_words_of_its_questions(kent):
    """As people ask, not only as it is called."""
    article = next(iter(kent.articles.values()))
    assert best(kent, article.questions[0]).source == kent.sources[article.source]


def test_words_that_nothing_holds_find_nothing(kent):
    """No guess; and an empty search is none."""
    assert find_facts(kent, "zebra xylophone", TODAY, say) == []
    assert find_facts(kent, " ", TODAY, say) == []
    assert fact_of(kent, "no such record", TODAY, say) is None


def test_a_quoted_fact_names_source_date_and_address(kent):
    """In that order, under the statement."""
    dated = next(
        fact
        for fact in find_facts(kent, "group", TODAY, say, limit=1000)
        if fact.source.date and fact.source.url and not fact.as_at
    )
    lines = quoted(dated, date.isoformat, say).split("\n")
    assert lines[0] == dated.text.split("\n")[0]
    on = dated.source.date.isoformat()
    assert lines[-2:] == [f"source {dated.source.title} {on}", dated.source.url]
