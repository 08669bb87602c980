"""What lies in the database after a run, held against what was said and heard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import psycopg

from tests.growth.talkers import Heard
from tests.growth.talks import Talk

TURNS = "SELECT conversation, key, reply IS NOT NULL FROM turns ORDER BY id"
TRACKERS = "SELECT sender, tracker FROM engine_conversations"
ENQUIRIES = """
SELECT email, reference, (SELECT count(*) FROM mails WHERE mails.enquiry_id = enquiries.id)
FROM enquiries
"""
MAILS_OF_AN_ENQUIRY = 2


def wrongs(url: str, heard: Heard) -> list[str]:
    """What is lost, doubled or out of order: in the transcripts, the engine and the enquiries."""
    with psycopg.connect(url) as connection:
        turns = connection.execute(TURNS).fetchall()
        trackers = connection.execute(TRACKERS).fetchall()
        enquiries = connection.execute(ENQUIRIES).fetchall()
    said: dict[str, list[str]] = defaultdict(list)
    unanswered = [f"{key}: kept without its reply" for _, key, answered in turns if not answered]
    for conversation, key, _ in turns:
        said[conversation].append(key)
    return [
        *unanswered,
        *wrong_turns(said, heard.talks),
        *wrong_trackers(dict(trackers), said),
        *wrong_enquiries(enquiries, heard),
    ]


def wrong_turns(said: Mapping[str, Sequence[str]], talks: Sequence[Talk]) -> list[str]:
    """Each talk is one conversation with each of its messages once, in order."""
    kept = sorted(said.values())
    right = sorted([talk.key(number) for number in range(len(talk.rows))] for talk in talks)
    lost = [f"{keys[0]}: not kept as it was said" for keys in right if keys not in kept]
    return lost + [f"{keys[0]}: kept otherwise: {keys}" for keys in kept if keys not in right]


def wrong_trackers(trackers: Mapping[str, bytes], said: Mapping[str, Sequence[str]]) -> list[str]:
    """The engine has taken each turn once, in the same order; it may have forgotten the first."""
    wrong = []
    for conversation, keys in said.items():
        events = orjson.loads(bytes(trackers.get(conversation, b"[]")))
        taken = [
            event["metadata"]["turn"]
            for event in events
            if event["event"] == "user" and event["metadata"].get("turn")
        ]
        if not taken or taken != list(keys)[-len(taken) :]:
            wrong.append(f"{keys[0]}: the engine took {taken}")
    return wrong


def wrong_enquiries(rows: Sequence[tuple[Any, ...]], heard: Heard) -> list[str]:
    """Each enquiry is there once, under the reference that its asker was told, with its mails."""
    kept: dict[str, list[str]] = defaultdict(list)
    for email, reference, _ in rows:
        kept[email].append(reference)
    told = {email: [reference] for email, reference in heard.references.items()}
    wrong = [
        f"{email}: told {told.get(email)}, kept {kept.get(email)}"
        for email in {*kept, *told}
        if kept.get(email) != told.get(email)
    ]
    silent = [talk.email for talk in heard.talks if talk.email and talk.email not in told]
    wrong += [f"{email}: no reference was told" for email in silent]
    return wrong + [f"{row[0]}: {row[2]} mails" for row in rows if row[2] != MAILS_OF_AN_ENQUIRY]
