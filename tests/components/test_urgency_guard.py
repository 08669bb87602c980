"""The urgency guard hears what may be urgent and leaves ordinary questions alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.components.encoder import shared_encoder
from bot.components.urgency_hearing import forms_of
from bot.components.urgency_judge import UrgencyGuard, read_examples, read_rules
from bot.components.urgency_rules import RuleError, UrgencyRules
from bot.urgency import Judgement

RULES = read_rules(Path("data/urgency/rules.yml"))
EXAMPLES = read_examples(Path("data/urgency/examples.yml"))


@pytest.fixture(scope="module")
def guard():
    """A guard that has learnt its own examples only, as the intents' need no half minute here."""
    return UrgencyGuard.learnt(shared_encoder(), RULES, EXAMPLES)


@pytest.mark.parametrize(
    ("text", "judgement"),
    [
        ("my dad hits me", Judgement("child", "child")),
        ("I am 12 and scared to go home", Judgement("child", "child")),
        ("A boy in year 3 says his mum burns him", Judgement("child")),
        ("teh girl sed her stepdad tuched her", Judgement("child")),
        ("A teacher has been messaging a pupil on Snapchat", Judgement("staff")),
        ("My husband strangled me last night", Judgement("adult")),
        ("I want to kill myself", Judgement("self")),
    ],
)
def test_says_who_is_at_risk_and_who_writes(guard, text, judgement):
    """Each kind has its own fixed reply, and a child one in words for a child."""
    assert guard.judge(text) == judgement


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "🙂",
        "Who chairs the group?",
        "Where is the self-harm policy?",
        "this spreadsheet is killing me",
        "what number do I print on a poster for parents",
        "shooting practice went well, we beat them 4-0",
    ],
)
def test_ordinary_messages_raise_nothing(guard, text):
    """Policies, idioms and sport only sound urgent."""
    assert guard.judge(text) is None


def test_an_urgent_sentence_among_others_is_heard(guard):
    """One sentence is enough, wherever it stands in a long message."""
    ordinary = "Thank you for the minutes of the last meeting. " * 6
    assert guard.judge(f"{ordinary}My mum locks me in the shed. {ordinary}")


def test_either_part_raises_the_guard(guard):
    """The rules hear without the classifier, and the classifier without the rules."""
    ruled = guard.weigh("she has bruises on her arms")
    silent = guard.weigh("a y2 asks every day whether she may live with me")
    assert ruled.rules
    assert not silent.rules
    assert guard.raised(silent)


def test_learning_twice_gives_the_same_guard(guard, tmp_path):
    """Training is the same every time, and what is read back judges as what was written."""
    again = UrgencyGuard.learnt(shared_encoder(), RULES, EXAMPLES)
    assert (again.model.supports == guard.model.supports).all()
    guard.save(tmp_path)
    read = UrgencyGuard.read(tmp_path, shared_encoder())
    said = "I think my neighbour's child is being starved"
    assert read.weigh(said) == guard.weigh(said)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_any_text_is_judged_without_fault(guard, text):
    """Never an error, and the same judgement twice."""
    assert guard.judge(text) == guard.judge(text)


def test_the_examples_are_many_and_none_stands_twice():
    """At least 500 urgent and 700 ordinary ones, all different."""
    ordinary = EXAMPLES["ordinary"]
    urgent = [text for label, said in EXAMPLES.items() if label != "ordinary" for text in said]
    assert len(urgent) >= 500
    assert len(ordinary) >= 700
    assert len({*urgent, *ordinary}) == len(urgent) + len(ordinary)


def test_no_example_is_a_row_of_the_evaluation():
    """What is measured was never learnt."""
    measured = {
        line.strip().casefold()
        for path in Path("tests/evaluation/safety").glob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    learnt = {text.casefold() for said in EXAMPLES.values() for text in said}
    assert not {f"- said: {text}" for text in learnt} & measured


def test_regular_forms_of_a_word():
    """Plural, third person, past and -ing, with a doubled consonant where it may be."""
    assert {"stab", "stabs", "stabbed", "stabbing"} <= set(forms_of("stab"))
    assert {"bully", "bullies", "bullied", "bullying"} <= set(forms_of("bully"))


def test_a_rule_with_an_unknown_list_is_refused():
    """A slip in rules.yml is named at once."""
    broken = {**RULES, "alarms": [{"says": "child", "when": ["<nobody> hit"]}]}
    with pytest.raises(RuleError, match="<nobody>"):
        UrgencyRules(broken, {})
