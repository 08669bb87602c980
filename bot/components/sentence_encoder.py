"""Rasa component: the sentence vector of a message as a dense feature."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.encoder import MODEL_ID, shared_encoder
from bot.components.entity_linker import READ
from bot.components.weighing import spoken


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEncoder(GraphComponent):
    """Encodes a message with its names replaced by their kinds, as the classifier hears it."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 Rasa's signature
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> SentenceEncoder:
        """The component; its model file is checked when the first message is encoded."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the sentence vector, shape (1, 384), to each message."""
        for message in messages:
            plain = message.get(TEXT) or ""
            if (read := message.get(READ)) is not None:
                reader, words = read
                plain = reader.whole(words).plain
            vector = shared_encoder().vector(spoken(plain))
            features = Features(vector[None, :], FEATURE_TYPE_SENTENCE, TEXT, MODEL_ID)
            message.add_features(features)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The classifier encodes examples itself, in the form in which it learns them."""
        return training_data
