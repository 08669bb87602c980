"""The sentences of domain.yml reach the core as data."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.frames import FramesError, read_frames


def domain(folder: Path, text: str) -> Path:
    """A domain file with this text."""
    path = folder / "domain.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_each_response_keeps_its_variants_in_order(tmp_path: Path) -> None:
    """A name leads to all its sentences."""
    path = domain(
        tmp_path, "responses:\n  utter_greet:\n  - text: Hello.\n  - text: |\n      Hi.\n"
    )
    assert read_frames(path) == {"utter_greet": ("Hello.", "Hi.")}


@pytest.mark.parametrize(
    "text",
    ["intents: []", "- a list", "responses:\n  utter_greet: []", "responses:\n  x:\n  - image: y"],
)
def test_a_domain_without_sentences_is_refused(tmp_path: Path, text: str) -> None:
    """A response that could say nothing is an error at start, not silence in a conversation."""
    with pytest.raises(FramesError):
        read_frames(domain(tmp_path, text))


def test_how_long_a_conversation_is_kept_is_what_the_setting_says(tmp_path):
    """Whoever asks what is kept must not be told another deployment's hours."""
    path = tmp_path / "domain.yml"
    path.write_text("responses:\n  utter_a:\n  - text: For {hours} hours, {person}.\n")
    assert read_frames(path)["utter_a"] == ("For 24 hours, {person}.",)
    assert read_frames(path, 1.5)["utter_a"] == ("For 1.5 hours, {person}.",)
    assert "{hours}" in Path("domain.yml").read_text("utf-8")
