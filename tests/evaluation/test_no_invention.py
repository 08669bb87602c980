"""Every name, date, number and organisation of a reply stands in the knowledge (D9).

Over every message of every set, those about safety included: whatever is understood, rightly
or wrongly, what is said of it comes from the pack or is a frame of domain.yml.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bot.answering import answer
from bot.answers.urgent import urgent
from bot.context import Context
from bot.urgency import Kind, Writer
from tests.support.invention import Evidence

HERE = Path(__file__).parent
KENT, TARNSHIRE = "knowledge/kent", "tests/packs/tarnshire"
SETS = [
    *((KENT, path) for path in sorted(HERE.glob("development/*.yaml"))),
    *((KENT, path) for path in sorted(HERE.glob("safety/*.yaml"))),
    (TARNSHIRE, HERE / "second_pack.yaml"),
]


def talks(path):
    """What is said in each conversation of a set; a single message is one of its own."""
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    singles = [[row] for row in values.get("messages") or ()]
    longer = [one["turns"] for one in values.get("conversations") or ()]
    return [[str(row["said"]) for row in rows] for rows in (*singles, *longer)]


def replies(assistant, talk):
    """Each message of a conversation with all that is shown for it: text and buttons."""
    context = Context()
    understanding = assistant.understanding
    told = (assistant.knowledge, assistant.frames, assistant.today)
    for said in talk:
        # Past the urgency guard: what it would stop is put to the composer too.
        parts = understanding.parts(understanding.reader.read(said), context.next_turn())
        turn = answer(parts, context, *told)
        context = turn.context
        message = turn.reply.as_message()
        yield said, "\n".join([message["text"], *(one["title"] for one in message["buttons"])])


@pytest.mark.parametrize(("pack", "path"), SETS, ids=[path.stem for _, path in SETS])
def test_nothing_is_invented(assistants, pack, path):
    """No reply to any message of the set says what the pack does not hold."""
    assistant = assistants(pack)
    evidence = Evidence(assistant.knowledge, assistant.frames)
    found = [
        f"{said!r} was told {invented}"
        for talk in talks(path)
        for said, told in replies(assistant, talk)
        if (invented := evidence.inventions(told, " ".join(talk)))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("kind", "writer"), list(product(get_args(Kind), get_args(Writer))))
def test_nothing_is_invented_for_an_urgent_message(assistants, kind, writer):
    """The numbers are those of the pack."""
    assistant = assistants(KENT)
    evidence = Evidence(assistant.knowledge, assistant.frames)
    judged = {"kind": kind, "writer": writer}
    reply = urgent(judged, assistant.knowledge, assistant.frames)
    assert not evidence.inventions(reply.as_message()["text"], "")


@pytest.mark.parametrize(
    "told",
    [
        "The Rapid Review Group is chaired by Sarah Hughes.",
        "The Rapid Review Group is chaired by Gordon Pettifer.",
        "It meets with Borsetshire County Council.",
        "The Board of Governors decides.",
        "The Partnership started on 18 September 2019.",
        "If you are worried, call 01622 123456.",
        "There are 47 groups.",
        "See https://www.kent.example/chairs.",
    ],
)
def test_an_invention_is_seen(assistants, told):
    """A name, organisation, day, number or address that the pack lacks is found in a reply."""
    assistant = assistants(KENT)
    assert Evidence(assistant.knowledge, assistant.frames).inventions(told, "hello")


@pytest.mark.parametrize(
    "told",
    [
        "The Rapid Review Group is chaired by Sarah Hammond.",
        "KSCMP started on 17 September 2019.",
        "There are 8 groups: Rapid Review Group and Health Representative Forum.",
        "The sources list no group called “Finance Group”.",
    ],
)
def test_a_fact_is_no_invention(assistants, told):
    """What stands in the pack, or echoes the question in quotation marks, is let through."""
    assistant = assistants(KENT)
    evidence = Evidence(assistant.knowledge, assistant.frames)
    assert not evidence.inventions(told, "who chairs the Finance Group")
