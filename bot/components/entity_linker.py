"""Rasa component: sets words right and links names to the pack."""

from __future__ import annotations

import json
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.lexicon import Lexicon
from bot.components.pack_in_use import PerPack, reader_of
from bot.components.reader import MessageReader
from bot.meaning import Mention

READ = "read_message"
"""Where a message carries its :class:`bot.components.reader.ReadMessage` for later components."""
_LEXICON = "lexicon.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityLinker(GraphComponent):
    """Learns the word lists of data/; links names to the pack in use, never in training."""

    def __init__(self, storage: ModelStorage, resource: Resource) -> None:
        self._storage = storage
        self._resource = resource
        self._readers: PerPack[MessageReader] | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 Rasa's signature
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> EntityLinker:
        """An untrained component."""
        return cls(model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Keep the word lists."""
        lexicon = Lexicon.of(training_data)
        with self._storage.write_to(self._resource) as folder:
            (folder / _LEXICON).write_text(json.dumps(lexicon.as_json()), encoding="utf-8")
        return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **_: Any,
    ) -> EntityLinker:
        """The trained component, with the pack in use."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            values = json.loads((folder / _LEXICON).read_text(encoding="utf-8"))
        lexicon = Lexicon.from_json(values)
        component._readers = PerPack(lambda knowledge: reader_of(knowledge, lexicon))  # noqa: SLF001
        return component

    def process(self, messages: list[Message]) -> list[Message]:
        """Set the entities of each message, and its words for the components after this one."""
        if self._readers is None:
            return messages
        reader = self._readers.current
        for message in messages:
            read = reader.read(message.get(TEXT) or "")
            message.set(READ, (reader, read))
            entities = [_entity(mention) for mention in read.mentions if mention.id]
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples hold placeholders instead of names: there is nothing to link."""
        return training_data


def _entity(mention: Mention) -> dict[str, Any]:
    return {
        "entity": mention.kind,
        "value": mention.id,
        "start": mention.start,
        "end": mention.end,
        "extractor": EntityLinker.__name__,
        "certainty": mention.certainty,
    }
