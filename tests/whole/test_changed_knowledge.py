"""A changed pack is in use while all runs on, and another pack needs no training."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import ROOT, RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]
ARTICLE = """
- id: badge
  title: The colour of the visitors' badge
  label: the visitors' badge
  answer: Visitors to the Partnership wear a turquoise badge.
  questions:
    - Which badge do visitors wear?
    - What colour is the visitors' badge?
    - Do I need a badge when I visit?
    - visitors badge what colour
    - Is there a badge for visitors?
  source: arrangements-2019
"""


def test_a_new_alias_and_a_new_article_are_used_at_once(tmp_path: Path):
    """No restart and no training; a pack with a mistake is passed over and the old one stays."""
    pack = tmp_path / "pack"
    shutil.copytree(ROOT / "knowledge" / "kent", pack)
    running = RunningAssistant(
        tmp_path, SIGNPOST_RATE_LIMIT="off", SIGNPOST_KNOWLEDGE=str(pack)
    ).until_ready()
    try:
        groups = pack / "groups.yaml"
        written = groups.read_text(encoding="utf-8")
        groups.write_text(
            written.replace("    - Health Forum\n", "    - Health Forum\n    - Stethoscope Club\n"),
            encoding="utf-8",
        )
        (pack / "articles" / "badge.yaml").write_text(ARTICLE, encoding="utf-8")
        assert said_in_time(running, "Who chairs the Stethoscope Club?", "Sarah Vaux")
        assert said_in_time(running, "What colour is the visitors' badge?", "turquoise")
        groups.write_text(written.replace("person: sarah-vaux", "person: nobody"), encoding="utf-8")
        time.sleep(6)
        (message,) = running.ask("Who chairs the Stethoscope Club?", sender="after the mistake")
        assert "Sarah Vaux" in message["text"]
    finally:
        running.end()
    assert "Training" not in running.said()


def said_in_time(running: RunningAssistant, said: str, fact: str) -> bool:
    """Whether the answer comes to hold a fact.

    How long that takes (design.md: five seconds) is `make bench`'s to say: the clock of a test
    is not the machine's own.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        messages: list[Any] = running.ask(said, sender=f"{said} {time.monotonic()}")
        if fact in messages[0]["text"]:
            return True
        time.sleep(0.5)
    return False


def test_another_partnership_is_served_by_the_same_model(tmp_path: Path):
    """Nothing but SIGNPOST_KNOWLEDGE is changed, and nothing is trained."""
    running = RunningAssistant(
        tmp_path,
        SIGNPOST_RATE_LIMIT="off",
        SIGNPOST_KNOWLEDGE=str(ROOT / "tests" / "packs" / "tarnshire"),
    ).until_ready()
    try:
        (chair,) = running.ask("Who chairs the neglect group?")
        (kent,) = running.ask("Who chairs the Health Representative Forum?")
    finally:
        running.end()
    assert "Bethan Quill" in chair["text"]
    assert "Sarah Vaux" not in kent["text"]
    assert "Training" not in running.said()
