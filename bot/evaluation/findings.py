"""Everything that one run of the evaluation found, ready to be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.evaluation import measures
from bot.evaluation.examples import Example, folds
from bot.evaluation.filling import fill, names_of
from bot.evaluation.hearing import TrainedAssistant
from bot.evaluation.intents import NameScores, cross_validated, names_in
from bot.evaluation.latency import Latency, of_encoder, of_understanding
from bot.evaluation.measures import Count
from bot.evaluation.noise import SEED, VERSIONS
from bot.evaluation.playing import Exchange, Played, play_conversations, play_messages
from bot.evaluation.rejection import Curve, curve
from bot.evaluation.rows import EvaluationSet
from bot.evaluation.scores import Labels, Score


@dataclass(frozen=True)
class SideBySide:
    """Rasa's default pipeline and this project on the same data.

    Intents and names on the first fold; `answered` are in-field messages of the development
    set answered rightly, `invented` unanswerable ones answered as if known; each as (default,
    this project).
    """

    intents: tuple[Labels, Labels]
    names: tuple[Score, Score]
    answered: tuple[Count, Count]
    invented: tuple[Count, Count]
    seconds_of_training: float
    latency: Latency


@dataclass(frozen=True)
class Findings:
    """What was found; `noise` maps a version to its in-field messages answered rightly."""

    sets: tuple[EvaluationSet, ...]
    model: str
    knowledge: str
    messages: tuple[Exchange, ...]
    played: tuple[Played, ...]
    noise: Mapping[str, Count]
    intents: Labels
    names: NameScores
    names_misspelt: NameScores
    curve: Curve
    encoder: Latency
    understanding: Latency
    baseline: SideBySide | None = None
    seed: int = field(default=SEED)

    @property
    def every_exchange(self) -> tuple[Exchange, ...]:
        """Single messages and every turn of every conversation."""
        return (*self.messages, *(one for talk in self.played for one in talk.exchanges))

    @property
    def noise_costs(self) -> Mapping[str, float]:
        """Points that each noise version costs, from 0 to 100."""
        plain = measures.in_field(self.messages).share
        return {name: 100 * (plain - one.share) for name, one in self.noise.items()}


def find(
    assistant: TrainedAssistant, sets: Sequence[EvaluationSet], examples: Sequence[Example]
) -> Findings:
    """Play every set and measure everything but the baseline."""
    messages = play_messages(assistant, sets)
    reader = assistant.understanding.reader
    parts = folds(examples)
    names = names_of(assistant.knowledge)
    rows = [exchange.row for exchange in messages]
    return Findings(
        sets=tuple(sets),
        model=assistant.model_id,
        knowledge=assistant.knowledge.version,
        messages=messages,
        played=play_conversations(assistant, sets),
        noise=_noise(assistant, sets),
        intents=cross_validated(parts, reader),
        names=names_in(fill(examples, names), reader),
        names_misspelt=names_in(fill(examples, names, misspelt=True), reader),
        curve=curve(
            assistant.understanding, rows, assistant.knowledge, assistant.frames, assistant.today
        ),
        encoder=of_encoder(messages, reader),
        understanding=of_understanding(messages),
    )


def _noise(assistant: TrainedAssistant, sets: Sequence[EvaluationSet]) -> Mapping[str, Count]:
    answerable = [one.answerable() for one in sets]
    return {
        name: measures.in_field(play_messages(assistant, answerable, changed))
        for name, changed in VERSIONS.items()
    }
