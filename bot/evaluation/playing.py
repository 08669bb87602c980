"""Says every row of a set to the assistant and judges what it replies."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from bot.context import Context
from bot.evaluation.hearing import Heard, Said, TrainedAssistant
from bot.evaluation.judging import Verdict, judged
from bot.evaluation.rows import Conversation, EvaluationSet, Row
from bot.reply import Reply

logger = logging.getLogger(__name__)
_NOTHING = Heard("failed", (), (), {}, 0.0)


@dataclass(frozen=True)
class Exchange:
    """A row of a set, what was heard and said, and the verdict on it."""

    set_name: str
    row: Row
    heard: Heard
    reply: Reply
    verdict: Verdict

    @property
    def right(self) -> bool:
        """Whether the reply was right."""
        return self.verdict.right

    @property
    def invents(self) -> bool:
        """Whether what nobody can answer was answered."""
        return self.verdict.invents(self.row)


@dataclass(frozen=True)
class Played:
    """A conversation with its exchanges in order."""

    set_name: str
    title: str
    exchanges: tuple[Exchange, ...]

    @property
    def right(self) -> bool:
        """Whether every turn was right."""
        return all(one.right for one in self.exchanges)


def play_messages(
    assistant: TrainedAssistant,
    sets: Iterable[EvaluationSet],
    changed: Callable[[str], str] = lambda said: said,
) -> tuple[Exchange, ...]:
    """Every single message of the sets, each in a new conversation; `changed` adds noise."""
    return tuple(
        _exchange(assistant, one.name, replace(row, said=changed(row.said)), Context())[0]
        for one in sets
        for row in one.messages
    )


def play_conversations(
    assistant: TrainedAssistant, sets: Iterable[EvaluationSet]
) -> tuple[Played, ...]:
    """Every conversation of the sets, turn after turn."""
    return tuple(
        Played(one.name, talk.title, tuple(_turns(assistant, one.name, talk)))
        for one in sets
        for talk in one.conversations
    )


def _turns(assistant: TrainedAssistant, name: str, talk: Conversation) -> Iterator[Exchange]:
    context = Context()
    for row in talk.turns:
        exchange, context = _exchange(assistant, name, row, context)
        yield exchange


def _exchange(
    assistant: TrainedAssistant, name: str, row: Row, context: Context
) -> tuple[Exchange, Context]:
    try:
        said = assistant.turn(row.said, context)
    except Exception:
        # A person would get the apology; here it counts as wrong, and the run goes on.
        logger.exception("no reply to: %s", row.said)
        said = Said(_NOTHING, Reply("", "apology"), context)
    return Exchange(name, row, said.heard, said.reply, judged(row, said.reply)), said.context
