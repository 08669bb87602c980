"""Which topic of the pack a text names, for counting what people ask about."""

from __future__ import annotations

from bot.knowledge import Knowledge
from bot.text import key_of


def topic_of(text: str, knowledge: Knowledge) -> str | None:
    """The id of the topic that the text names; of several, the one named by most words.

    None where it names none: then nothing is guessed.
    """
    said = key_of(text)
    best, most = None, 0
    for topic in knowledge.topics.values():
        for name in filter(None, (topic.name, topic.short, *topic.aliases)):
            key = key_of(name)
            if len(key) > most and _holds(said, key):
                best, most = topic.id, len(key)
    return best


def _holds(said: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return any(said[start : start + len(key)] == key for start in range(len(said) - len(key) + 1))
