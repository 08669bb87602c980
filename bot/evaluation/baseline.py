"""Tasks for Rasa's default pipeline: the same examples, names filled in and marked.

Two tasks.  In the first, two thirds of data/nlu are learnt and the last third is tested, by
both sides, so that intents and names are known by making.  In the second everything is
learnt, the pack's articles as an intent each, and the messages of the development set are
heard; what was heard is answered by this project's own answers, so that only the
understanding differs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.components.clauses import PLACEHOLDERS
from bot.components.reader import MessageReader
from bot.components.weighing import article_label
from bot.evaluation.filling import Filled, Names, placeholders
from bot.evaluation.scores import Labels, Score, overlap
from bot.knowledge import Knowledge
from bot.meaning import ARTICLE_INTENT, Part, Reading

FALLBACK = "nlu_fallback"
_ARTICLE = article_label("")
PIPELINE: Sequence[Mapping[str, Any]] = (
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": 100, "constrain_similarities": True, "random_seed": 1},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": 100, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
)
"""What `rasa init` of 3.6.21 writes and takes by default; only the seed is added."""


@dataclass(frozen=True)
class Heard:
    """What the default pipeline heard in one text; names as (start, end, placeholder)."""

    intent: str
    confidence: float
    names: tuple[tuple[int, int, str], ...]
    seconds: float


def questions_of(knowledge: Knowledge) -> tuple[Filled, ...]:
    """The questions of a pack's articles, as examples of an intent for each article."""
    return tuple(
        Filled(text, article_label(article.id), ())
        for article in knowledge.articles.values()
        for text in (*article.questions, *article.yes, *article.no)
    )


def write_task(
    folder: Path, learnt: Sequence[Filled], names: Names, texts: Sequence[str], lock: Path
) -> Path:
    """A folder below `folder` with what to learn and what to hear, named after its digest.

    `lock` is the lock of the environment: another release of Rasa trains anew.
    """
    files = {"config.yml": _config(), "nlu.yml": training_data(learnt, names)}
    digest = hashlib.sha256(lock.read_bytes())
    for text in files.values():
        digest.update(text.encode())
    task = folder / digest.hexdigest()[:16]
    task.mkdir(parents=True, exist_ok=True)
    for name, text in {**files, "texts.json": json.dumps(texts)}.items():
        (task / name).write_text(text, encoding="utf-8")
    return task


def read_heard(task: Path) -> tuple[Heard, ...]:
    """What stock Rasa wrote for each text of a task."""
    results = json.loads((task / "heard.json").read_text(encoding="utf-8"))
    return tuple(
        Heard(
            str(one["intent"]),
            float(one["confidence"]),
            tuple((e["start"], e["end"], e["entity"].upper()) for e in one["entities"]),
            float(one["seconds"]),
        )
        for one in results
    )


def training_seconds(task: Path) -> float:
    """How long the default pipeline was trained for the task."""
    note = json.loads((task / "training.json").read_text(encoding="utf-8"))
    return float(note["seconds"])


def intents(tested: Sequence[Filled], heard: Sequence[Heard]) -> Labels:
    """The intents that were heard beside the true ones."""
    pairs = zip(tested, heard, strict=True)
    return Labels(tuple((one.intent, said.intent) for one, said in pairs))


def names(tested: Sequence[Filled], heard: Sequence[Heard]) -> Score:
    """The names that were heard beside those that were filled in."""
    said = [(number, *name) for number, one in enumerate(heard) for name in one.names]
    return overlap(placeholders(tested), said)


def part_of(text: str, heard: Heard, reader: MessageReader) -> Part:
    """What was heard, in the form in which this project answers it.

    A name that was found is looked up by this project's own reader, as are pronouns and
    ordinals, for which the default pipeline has no means: both favour it.
    """
    read = reader.read(text)
    clause = reader.whole(read)
    found = tuple(
        mention
        for mention in read.mentions
        for start, end, placeholder in heard.names
        if mention.start < end and start < mention.end and PLACEHOLDERS[mention.kind] == placeholder
    )
    return Part(
        text=text,
        reading=_reading(heard),
        similarity=heard.confidence,
        mentions=tuple(dict.fromkeys(found)),
        form=clause.form,
        refers=clause.refers,
        sure=heard.intent != FALLBACK,
        plain=clause.plain,
        ordinal=clause.ordinal,
    )


def _reading(heard: Heard) -> Reading:
    if heard.intent.startswith(_ARTICLE):
        return Reading(ARTICLE_INTENT, heard.confidence, heard.intent[len(_ARTICLE) :])
    return Reading(heard.intent, heard.confidence)


def _config() -> str:
    values = {"recipe": "default.v1", "assistant_id": "baseline", "language": "en"}
    return yaml.safe_dump({**values, "pipeline": list(PIPELINE)}, sort_keys=False)


def training_data(learnt: Sequence[Filled], names: Names) -> str:
    """The examples in Rasa's own form, a block for each intent, and the names as lookup tables."""
    families: dict[str, list[str]] = {}
    for one in learnt:
        families.setdefault(one.intent, []).append(_marked(one))
    blocks: list[dict[str, str]] = [
        {"intent": intent, "examples": _listed(texts)} for intent, texts in families.items()
    ]
    blocks += [
        {"lookup": placeholder.lower(), "examples": _listed(name for name, _ in those)}
        for placeholder, those in names.items()
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, sort_keys=False, allow_unicode=True)


def _listed(texts: Iterable[str]) -> str:
    return "".join(f"- {text}\n" for text in dict.fromkeys(texts))


def _marked(one: Filled) -> str:
    """An example in Rasa's form: a name as [name](kind)."""
    text, done = "", 0
    for use in one.names:
        text += f"{one.text[done : use.start]}[{one.text[use.start : use.end]}]"
        text += f"({use.placeholder.lower()})"
        done = use.end
    return text + one.text[done:]
