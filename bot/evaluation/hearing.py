"""The trained assistant in process: the engine's own graph hears, the core answers.

What the engine does between the two (HTTP, tracker store, rules that lead every intent to
the one action) is left out; tests of the whole processes cover that.
"""

# ruff: noqa: SLF001 - the graph's nodes and the classifier's parts have no public door

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.engine.tensorflow_standin import install_tensorflow_standin

install_tensorflow_standin()

from rasa.core.channels.channel import UserMessage  # noqa: E402 - after the stand-in
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER  # noqa: E402
from rasa.engine.loader import load_predict_graph_runner  # noqa: E402
from rasa.engine.runner.dask import DaskGraphRunner  # noqa: E402
from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: E402
from rasa.shared.core.slots import AnySlot  # noqa: E402
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from bot.answering import answer, answer_urgent  # noqa: E402
from bot.components.meaning_classifier import (  # noqa: E402
    CONTEXT_SLOT,
    PARTS,
    MeaningClassifier,
    Understanding,
)
from bot.components.pack_in_use import watched_pack  # noqa: E402
from bot.context import Context  # noqa: E402
from bot.engine.fixes import apply_fixes  # noqa: E402
from bot.frames import Frames, read_frames  # noqa: E402
from bot.knowledge import Knowledge  # noqa: E402
from bot.meaning import Part, from_payload  # noqa: E402
from bot.reply import Reply  # noqa: E402
from bot.urgency import URGENT_INTENT  # noqa: E402


@dataclass(frozen=True)
class Heard:
    """What was understood of a message; `seconds` is how long that took."""

    intent: str
    parts: tuple[Part, ...]
    entities: tuple[Mapping[str, Any], ...]
    urgent: Mapping[str, Any]
    seconds: float


@dataclass(frozen=True)
class Said:
    """One turn: what was heard, the reply, and the context for the next message."""

    heard: Heard
    reply: Reply
    context: Context


class TrainedAssistant:
    """The model of a file with the pack in use (SIGNPOST_KNOWLEDGE)."""

    def __init__(self, model: Path, domain: Path, today: date) -> None:
        apply_fixes()
        self.frames: Frames = read_frames(domain)
        self.today = today
        self._watch = watched_pack()
        with tempfile.TemporaryDirectory() as folder:
            self._metadata, self._runner = load_predict_graph_runner(
                Path(folder), model, LocalModelStorage, DaskGraphRunner
            )
        self.classifier = self._classifier()

    @property
    def knowledge(self) -> Knowledge:
        """The pack that messages are read against."""
        return self._watch.current

    @property
    def understanding(self) -> Understanding:
        """What weighs messages, without Rasa around it."""
        understandings = self.classifier._understandings
        if understandings is None:
            message = "The model was loaded without what it has learnt."
            raise RuntimeError(message)
        return understandings.current

    @property
    def model_id(self) -> str:
        """The id that answers carry (features.md, D13)."""
        return self.classifier._model_id

    def turn(self, text: str, context: Context) -> Said:
        """Hear a message and answer it, as the engine's rules and the actions do."""
        heard = self.hear(text, context)
        if heard.intent == URGENT_INTENT:
            told = answer_urgent(heard.urgent, heard.parts, context, *self._known)
        else:
            told = answer(heard.parts, context, *self._known)
        remembered = Context.from_json(told.context.as_json())
        return Said(heard, told.reply.heard_by(self.model_id), remembered)

    @property
    def _known(self) -> tuple[Knowledge, Frames, date]:
        return self.knowledge, self.frames, self.today

    def hear(self, text: str, context: Context) -> Heard:
        """What the model's graph understands of a message at this point of a conversation."""
        start = time.perf_counter()
        target = self._metadata.nlu_target
        inputs = {
            PLACEHOLDER_MESSAGE: [UserMessage(text=text)],
            PLACEHOLDER_TRACKER: _tracker(context),
        }
        message = self._runner.run(inputs=inputs, targets=[target])[target][0]
        seconds = time.perf_counter() - start
        return Heard(
            intent=str((message.get("intent") or {}).get("name")),
            parts=tuple(from_payload(part) for part in message.get(PARTS) or ()),
            entities=tuple(message.get("entities") or ()),
            urgent=message.get("urgent") or {},
            seconds=seconds,
        )

    def _classifier(self) -> MeaningClassifier:
        for node in self._runner._instantiated_nodes.values():
            if isinstance(node._component, MeaningClassifier):
                return node._component
        message = "The model holds no meaning classifier."
        raise RuntimeError(message)


def _tracker(context: Context) -> DialogueStateTracker:
    slot = AnySlot(CONTEXT_SLOT, mappings=[{}], initial_value=context.as_json())
    return DialogueStateTracker("evaluation", [slot])
