"""The sentences of domain.yml, as data for the core: frames of answers and talk."""

from __future__ import annotations

from pathlib import Path

import yaml

Frames = dict[str, tuple[str, ...]]
USUAL_HOURS = 24.0
"""What SIGNPOST_CONVERSATION_HOURS is where nobody sets it."""


class FramesError(ValueError):
    """domain.yml does not hold sentences where they are expected; the message says where."""


def read_frames(path: Path, hours: float = USUAL_HOURS) -> Frames:
    """Every response of a Rasa domain file: name -> its variants, in the file's order.

    `hours` is how long a conversation is kept after its last message, which some of them tell.
    Raises :class:`FramesError` for a file without responses or a variant without text.
    """
    domain = yaml.safe_load(path.read_text(encoding="utf-8"))
    responses = domain.get("responses") if isinstance(domain, dict) else None
    if not isinstance(responses, dict):
        raise FramesError(f"{path} has no responses")
    return {
        str(name): tuple(
            text.replace("{hours}", f"{hours:g}") for text in _variants(path, name, variants)
        )
        for name, variants in responses.items()
    }


def _variants(path: Path, name: object, variants: object) -> tuple[str, ...]:
    texts = (
        [v.get("text") if isinstance(v, dict) else None for v in variants]
        if isinstance(variants, list)
        else []
    )
    sentences = tuple(text.rstrip("\n") for text in texts if isinstance(text, str) and text.strip())
    if not sentences or len(sentences) != len(texts):
        raise FramesError(f"{path}: the response {name} has a variant without text")
    return sentences
