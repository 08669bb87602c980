"""The urgency guard in Rasa's pipeline: marks an urgent message, whatever else was understood.

It stands last in config.yml, so that no classifier has the word after it.  It learns from
data/urgency and, as ordinary messages, from all intent examples of data/nlu.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.encoder import shared_encoder
from bot.components.lexicon import Lexicon
from bot.components.reader import example
from bot.components.urgency_examples import read_examples, read_rules
from bot.components.urgency_judge import UrgencyGuard
from bot.components.weighing import spoken
from bot.urgency import URGENT_INTENT, URGENT_KEY, Judgement


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class UrgencyGuardComponent(GraphComponent):
    """Sets `urgent` and the intent on every message for which the guard is raised."""

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        config: dict[str, Any],
        guard: UrgencyGuard | None,
    ) -> None:
        """`guard` is None until the component is trained."""
        self._storage, self._resource, self._config = storage, resource, config
        self._guard = guard

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Where the guard's data lie, seen from the project's folder."""
        return {"rules": "data/urgency/rules.yml", "examples": "data/urgency/examples.yml"}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 given by name
    ) -> UrgencyGuardComponent:
        """A component that is yet to be trained."""
        return cls(model_storage, resource, config, None)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the guard and write it into the model."""
        self._guard = UrgencyGuard.learnt(
            shared_encoder(),
            read_rules(Path(self._config["rules"])),
            read_examples(Path(self._config["examples"])),
            ordinary_texts(training_data),
        )
        with self._storage.write_to(self._resource) as folder:
            self._guard.save(Path(folder))
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 given by name
        **_: Any,
    ) -> UrgencyGuardComponent:
        """The trained component from a model."""
        with model_storage.read_from(resource) as folder:
            guard = UrgencyGuard.read(Path(folder), shared_encoder())
        return cls(model_storage, resource, config, guard)

    def process(self, messages: list[Message]) -> list[Message]:
        """Mark urgent messages; doing it twice changes nothing."""
        for message in messages:
            judgement = self._guard.judge(str(message.get(TEXT) or "")) if self._guard else None
            if judgement:
                mark(message, judgement)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training data stay as they are."""
        return training_data


def mark(message: Message, judgement: Judgement) -> None:
    """Write a judgement and the urgent intent, with confidence 1, into a message."""
    message.set(URGENT_KEY, judgement.as_payload(), add_to_output=True)
    intent = {INTENT_NAME_KEY: URGENT_INTENT, PREDICTED_CONFIDENCE_KEY: 1.0}
    message.set(INTENT, intent, add_to_output=True)


def ordinary_texts(training_data: TrainingData) -> tuple[str, ...]:
    """The intent examples as the encoder hears them for the intents, so that it hears them once."""
    lexicon = Lexicon.of(training_data)
    texts = (
        str(one.get(TEXT) or "")
        for one in training_data.intent_examples
        if one.get(INTENT) != URGENT_INTENT
    )
    return tuple(dict.fromkeys(spoken(example(text, lexicon).plain) for text in texts))
