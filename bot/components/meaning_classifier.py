"""Rasa component: what a message asks, part by part, by intents learnt and articles of the pack."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any, Optional

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.chooser import parts_of
from bot.components.clauses import Clause
from bot.components.contextual import WeigherInContext
from bot.components.encoder import shared_encoder
from bot.components.entity_linker import READ
from bot.components.fit_cache import FitCache
from bot.components.follow_ups import FollowUps
from bot.components.lexicon import Lexicon
from bot.components.meaning_model import MeaningModel
from bot.components.pack_in_use import PerPack, reader_of
from bot.components.pack_reading import reading_of
from bot.components.plausibility import Plausibility
from bot.components.reader import MessageReader, ReadMessage, example
from bot.components.remits import Remits, texts_of
from bot.components.set_aside import SetAside
from bot.components.threshold import Threshold
from bot.components.vector_cache import VectorCache
from bot.components.verdicts import Verdicts
from bot.components.weighing import Said, Weighed, Weigher, article_label, spoken
from bot.context import Context
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Part, as_payload

PARTS = "parts"
"""Where the parse result holds the parts of a message (:func:`bot.meaning.as_payload`)."""
MODEL = "model"
UNSURE = "nlu_fallback"
CONTEXT_SLOT = "context"
_LEXICON = "lexicon.json"
_SET_ELSEWHERE = frozenset({ARTICLE_INTENT, "urgent"})
"""Intents that are not learnt from data/nlu: the pack and the urgency guard have their own."""


@dataclass(frozen=True)
class Understanding:
    """Everything that weighs a message against one pack."""

    reader: MessageReader
    weigher: Weigher
    plausibility: Plausibility
    follow_ups: FollowUps
    remits: Remits
    threshold: Threshold
    verdicts: Verdicts

    def parts(self, message: ReadMessage, context: Context) -> tuple[Part, ...]:
        """The parts of a message that has been read; what is said alike is weighed once."""
        heard = cache(partial(self.weigher.weigh, shared_encoder()))
        in_context = WeigherInContext(
            clauses=self.reader.clauses,
            follow_ups=self.follow_ups,
            remits=self.remits,
            message=message,
            weigh=partial(self._weigh, heard),
            threshold=self.threshold,
            context=context,
        )
        return tuple(map(self.verdicts.decided, parts_of(self.reader, message, in_context)))

    def _weigh(self, heard: Callable[[Said], Weighed], clause: Clause) -> Weighed:
        return self.plausibility.weighed(heard(Said(clause.plain, clause.kinds)), clause)


def understanding_of(
    knowledge: Knowledge, lexicon: Lexicon, learnt: MeaningModel, threshold: Threshold
) -> Understanding:
    """The understanding of one pack: the intents that were learnt and the pack's articles."""
    reader = reader_of(knowledge, lexicon)
    reading = reading_of(reader)
    said = [one for _, one in reading.asked]
    encoder = shared_encoder()
    VectorCache(f"articles-{knowledge.id}").prime(encoder, (spoken(one.plain) for one in said))
    labels = [article_label(id) for id, _ in reading.asked]
    kept = FitCache(f"fit-{knowledge.id}")
    weigher = learnt.with_articles(encoder, said, labels, kept)
    VectorCache(f"follow-ups-{knowledge.id}").prime(encoder, (one for _, one in reading.follow_ups))
    follow_ups = FollowUps.of(knowledge, reading, encoder)
    VectorCache(f"remits-{knowledge.id}").prime(encoder, texts_of(knowledge))
    remits = Remits.of(knowledge, lexicon, encoder)
    encoder.forget()
    plausibility = Plausibility(knowledge, lexicon, reading.named, reading.denied)
    verdicts = Verdicts(knowledge, lexicon)
    return Understanding(reader, weigher, plausibility, follow_ups, remits, threshold, verdicts)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent):
    """Learns intents from data/ and articles from the pack in use; rejects what is like neither."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model_id = ""
        self._understandings: PerPack[Understanding] | None = None

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`accepted_from`: least confidence + similarity, from 0 to 2, of an accepted reading."""
        return {"accepted_from": 0.8}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 Rasa's signature
    ) -> MeaningClassifier:
        """An untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn the intents of the examples."""
        lexicon = Lexicon.of(training_data)
        examples = [
            (str(one.get(TEXT)), str(one.get(INTENT)))
            for one in training_data.intent_examples
            if one.get(TEXT) and one.get(INTENT) not in _SET_ELSEWHERE
        ]
        said = [example(text, lexicon) for text, _ in examples]
        encoder = shared_encoder()
        VectorCache("examples").prime(encoder, (spoken(one.plain) for one in said))
        model = MeaningModel.learnt(encoder, said, [intent for _, intent in examples])
        encoder.forget()
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
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
    ) -> MeaningClassifier:
        """The trained component, with the articles of the pack in use."""
        component = cls.create(config, model_storage, resource, execution_context)
        with model_storage.read_from(resource) as folder:
            learnt = MeaningModel.read(folder)
            lexicon = Lexicon.from_json(json.loads((folder / _LEXICON).read_text(encoding="utf-8")))
        threshold = Threshold(float(config["accepted_from"]))
        component._model_id = learnt.id  # noqa: SLF001 its own class
        # Wanted again when the pack changes, and 28 MB.
        examples = SetAside(learnt.examples)
        learnt = replace(learnt, examples=learnt.examples[:0].copy())
        component._understandings = PerPack(  # noqa: SLF001
            lambda knowledge: understanding_of(
                knowledge, lexicon, replace(learnt, examples=examples.read()), threshold
            )
        )
        return component

    def process(
        self,
        messages: list[Message],
        tracker: Optional[DialogueStateTracker] = None,  # noqa: UP045 Rasa reads the annotation
    ) -> list[Message]:
        """Set the intent and the parts of each message, given the conversation so far."""
        if self._understandings is None:
            return messages
        slot = tracker.get_slot(CONTEXT_SLOT) if tracker else None
        context = Context.from_json(slot).next_turn()
        for message in messages:
            self._set_meaning(message, self._understandings.current, context)
        return messages

    def _set_meaning(
        self, message: Message, understanding: Understanding, context: Context
    ) -> None:
        read: ReadMessage = message.get(READ)[1]
        parts = understanding.parts(read, context)
        main = parts[0]
        name = main.intent if main.sure else UNSURE
        ranking = [{INTENT_NAME_KEY: name, PREDICTED_CONFIDENCE_KEY: main.reading.confidence}]
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set(PARTS, [as_payload(part) for part in parts], add_to_output=True)
        message.set(MODEL, self._model_id, add_to_output=True)
