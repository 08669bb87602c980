"""A Yes or No is what the knowledge says, for every pair of records of which it can be asked.

Whether somebody works for an organisation or chairs a group, a group is shared with another
partnership or deals with a topic, a town lies in an area: every combination in both packs is asked.
"""

from __future__ import annotations

from itertools import product

import pytest

pytest.importorskip("rasa", reason="needs the dialogue environment")

from bot.answering import answer
from bot.context import Context
from tests.evaluation.conftest import TODAY
from tests.evaluation.test_no_invention import KENT, TARNSHIRE

DECIDED = 0.5
"""The share of true ones that must be answered with a Yes; a No may be left unsaid."""


def employers(knowledge):
    """Questions of who works where: only an organisation that somebody in the pack works for."""
    held = [one for one in knowledge.organisations.values() if knowledge.people_of(one)]
    for person, organisation in product(knowledge.people.values(), held):
        right = person in knowledge.people_of(organisation)
        yield f"Is {person.name} from {organisation.name}?", right
        yield f"does {person.name} work for {organisation.short or organisation.name}", right


def chairs(knowledge):
    """Questions of who chairs which group: only a group of which a chair is known."""
    chaired = [group for group in knowledge.groups.values() if knowledge.chair_of(group, TODAY)]
    for person, group in product(knowledge.people.values(), chaired):
        right = group in knowledge.groups_chaired_by(person, TODAY)
        yield f"Does {person.name} chair the {group.name}?", right
        yield f"is {person.name} the chair of the {group.name}", right


def partners(knowledge):
    """Questions of which group is shared with another partnership, or supports it."""
    others = [one for one in knowledge.organisations.values() if one.partnership]
    for group, other in product(knowledge.groups.values(), others):
        right = other.id in (*group.partners, *group.supports)
        yield f"Is the {group.name} a joint group with the {other.name}?", right
        yield f"is the {group.name} shared with {other.short or other.name}", right


def topics(knowledge):
    """Questions of which group deals with which topic."""
    for group, topic in product(knowledge.groups.values(), knowledge.topics.values()):
        right = group.id in topic.groups or topic.id in group.topics
        yield f"Does the {group.name} deal with {topic.name}?", right


def areas(knowledge):
    """Questions of which town lies in which area."""
    towns = [place for place in knowledge.places.values() if len(place.districts) == 1]
    for place, area in product(towns[:: len(towns) // 20 + 1], knowledge.areas.values()):
        right = place.districts[0] in area.districts
        yield f"Is {place.name} in {area.name}?", right
        yield f"does {place.name} come under {area.name}", right


@pytest.mark.parametrize("pack", [KENT, TARNSHIRE], ids=["kent", "tarnshire"])
@pytest.mark.parametrize(
    "questions", [employers, chairs, partners, topics, areas], ids=lambda one: one.__name__
)
def test_yes_and_no_are_true(assistants, questions, pack):
    """No reply begins with the wrong one, and most begin with Yes where that is right."""
    assistant = assistants(pack)
    understanding = assistant.understanding
    wrong, affirmed, true = [], 0, 0
    for said, right in questions(assistant.knowledge):
        parts = understanding.parts(understanding.reader.read(said), Context().next_turn())
        turn = answer(parts, Context(), assistant.knowledge, assistant.frames, assistant.today)
        true += right
        begins = {"Yes": True, "No": False}.get(turn.reply.body.split(maxsplit=1)[0].strip(".,:"))
        affirmed += right and begins is True
        if begins not in {None, right}:
            wrong.append(f"{said} → {turn.reply.body[:80]}")
    assert not wrong, "\n".join(wrong)
    assert affirmed >= DECIDED * true > 0
