"""Whatever is typed gets a reply: random, mutated and odd messages on the running assistant.

`make fuzz` sends ten thousand; the tests of every day send some hundred, always the same.
"""

from __future__ import annotations

import json
import os
import random
import unicodedata
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.growth.usage import used
from tests.support.running import RunningAssistant

COUNT = int(os.environ.get("SIGNPOST_FUZZ", "300"))
SEED = int(os.environ.get("SIGNPOST_FUZZ_SEED", "7"))
pytestmark = [pytest.mark.whole, pytest.mark.timeout(240 + COUNT)]

SETS = Path("tests/evaluation/development")
MOST_GROWTH = 1.25
"""Memory after the last message to that after the first tenth, which fills every cache."""
ODD = (
    *("/restart", "/ask_chair{}", "//", "{0} {name} {{", "%s %n %%", "$(id) `id`", "' OR 1=1 --"),
    *(
        "<script>alert(1)</script>",
        "\\u0000",
        "\x00\x1b[31m",
        "\u202eabc\u202c",
        "\ufeff",
        "\ud83d",
    ),
    *(
        "👩‍👩‍👧‍👦" * 50,
        "e\u0301" * 900,
        "\u0300" * 500,
        "ﷺ" * 300,
        "𝔚𝔥𝔬 𝔠𝔥𝔞𝔦𝔯𝔰 𝔦𝔱",
        "ＷＨＯ",
        "١٢٣",
    ),
    *("[name left out]", "null", "[]", "-1", "1e999", "?", ".", " a ", "a" * 2000, "A. " * 666),
    *("yes", "no", "cancel", "back", "send", "the second one", "KS-7F3K-92QM", "jo@fen.example"),
    *("I want to leave a question for my advisor", "Ünïcödé Straße İstanbul ıI ŉ ǆ ﬁ", "\n\n\n a"),
    *("who chairs " * 150, "and? " * 300, "Kent " * 400, "999 " * 400, "Mia, 7, " * 200),
)


def ordinary() -> list[str]:
    """Questions that people ask."""
    said: list[str] = []
    for path in sorted(SETS.glob("*.yaml")):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        said += [row["said"] for row in file.get("messages") or ()]
        said += [turn["said"] for one in file.get("conversations") or () for turn in one["turns"]]
    assert len(said) > 500
    return said


def mutated(text: str, chance: random.Random) -> str:
    """The text with letters dropped, doubled, moved or replaced by anything."""
    letters = list(text)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(letters)) if letters else 0
        kind = chance.randrange(5)
        if kind == 0 and letters:
            del letters[place]
        elif kind == 1:
            letters.insert(place, anything(chance))
        elif kind == 2 and letters:
            letters[place] = letters[place] * chance.randint(2, 40)
        elif kind == 3 and letters:
            letters[place:] = reversed(letters[place:])
        else:
            letters += chance.sample(letters, min(len(letters), 20))
    return "".join(letters)


def anything(chance: random.Random) -> str:
    """Any character that exists, lone surrogates and unassigned ones too."""
    return chr(chance.choice((chance.randrange(0x300), chance.randrange(0x3000, 0x110000))))


def messages(count: int, seed: int) -> Iterator[str]:
    """So many messages, always the same for a seed."""
    chance, known = random.Random(seed), ordinary()  # noqa: S311 - to be the same each time
    for _ in range(count):
        kind = chance.randrange(6)
        if kind == 0:
            yield chance.choice(ODD)
        elif kind == 1:
            yield "".join(anything(chance) for _ in range(chance.randint(1, 300)))
        elif kind == 2:
            yield f"{chance.choice(known)} {chance.choice(ODD)}"[:2000]
        elif kind == 3:
            yield chance.choice(known).upper()
        else:
            yield mutated(chance.choice(known), chance)[:2000]


def answered(assistant: RunningAssistant, said: str, sender: str) -> tuple[int, Any]:
    """Status and JSON of the chat API, whatever they are."""
    body = json.dumps({"sender": sender, "message": said}).encode()
    address = f"{assistant.address}/webhooks/rest/webhook"
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=40) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def fault_of(said: str, status: int, answer: Any) -> str:
    """What is wrong with an answer; empty where nothing is."""
    if status == 400:
        # Nothing is left of it, or it is no text that UTF-8 could carry.
        has_surrogate = any(unicodedata.category(letter) == "Cs" for letter in said)
        fine = {"no_message", *(("not_json",) if has_surrogate else ())}
        return "" if answer["reason"] in fine else str(answer)
    if status != 200:
        return f"status {status}"
    if not answer or not all(one["text"].strip() for one in answer):
        return "no reply"
    if any(one["custom"]["outcome"] == "apology" for one in answer):
        return "an apology"
    shown = "".join(one["text"] for one in answer)
    return (
        "a control character"
        if any(unicodedata.category(c) == "Cc" and c != "\n" for c in shown)
        else ""
    )


def memory_of(assistant: RunningAssistant) -> float:
    """Megabytes of all processes, shared pages once."""
    return sum(used(assistant).values())


def test_every_message_gets_a_reply(assistant: RunningAssistant) -> None:
    """Never a 500, never an apology, within forms too; and memory stays what it was."""
    faults, early = [], 0
    for number, said in enumerate(messages(COUNT, SEED)):
        # A conversation of twenty: long enough to be deep in a form.
        fault = fault_of(said, *answered(assistant, said, f"fuzz {number // 20}"))
        if fault:
            faults.append((fault, said))
        if number == COUNT // 10:
            early = memory_of(assistant)
    assert faults == []
    if COUNT >= 5_000:
        assert memory_of(assistant) < early * MOST_GROWTH
