"""What the questions of a pack's articles say and name: read once, and kept between starts.

Reading some four thousand questions takes seconds of processor time at every start, and gives the
same as long as pack, examples and code are the same; their digest stands in the file.  The file
holds the pack's questions only, never a message, and may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.components.encoder import MODEL_ID
from bot.components.reader import MessageReader
from bot.components.vector_cache import FOLDER
from bot.components.weighing import Said, spoken

logger = logging.getLogger(__name__)
_CODE = Path(__file__).parents[1]


@dataclass(frozen=True)
class PackReading:
    """`asked` are the articles' questions, `follow_ups` the texts of theirs as they are encoded.

    Each stands beside its article's id.  `named` maps an article to the ids of the records that
    its questions name, `denied` to those that only its questions answered with No do, `labels` to
    its label as it is weighed.
    """

    asked: tuple[tuple[str, Said], ...]
    follow_ups: tuple[tuple[str, str], ...]
    named: Mapping[str, frozenset[str]]
    denied: Mapping[str, frozenset[str]]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, reader: MessageReader) -> PackReading:
        """What a reader finds in its pack."""
        articles = reader.knowledge.articles.values()
        asked: list[tuple[str, Said]] = []
        named: dict[str, set[str]] = defaultdict(set)
        denied: dict[str, set[str]] = defaultdict(set)
        for article in articles:
            for text in (*article.questions, *article.yes, *article.no):
                read = reader.read(text)
                asked.append((article.id, reader.said(read)))
                found = denied if text in article.no else named
                found[article.id].update(id for one in read.mentions for id in one.candidates)
        follow_ups = tuple(
            (article.id, spoken(reader.question(text).plain))
            for article in articles
            for text in article.follow_ups
        )
        of_each = {article.id: frozenset(named[article.id]) for article in articles}
        denied_by_each = {id: frozenset(denied[id]) - those for id, those in of_each.items()}
        labels = {article.id: reader.question(article.label).plain for article in articles}
        return cls(tuple(asked), follow_ups, of_each, denied_by_each, labels)

    def as_json(self) -> dict[str, Any]:
        """The reading as JSON holds it."""
        return {
            "asked": [[id, said.plain, sorted(said.kinds)] for id, said in self.asked],
            "follow_ups": self.follow_ups,
            "named": {id: sorted(those) for id, those in self.named.items()},
            "denied": {id: sorted(those) for id, those in self.denied.items()},
            "labels": self.labels,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> PackReading:
        """The reading that :meth:`as_json` gave."""
        return cls(
            tuple((id, Said(plain, frozenset(kinds))) for id, plain, kinds in data["asked"]),
            tuple((id, plain) for id, plain in data["follow_ups"]),
            {id: frozenset(those) for id, those in data["named"].items()},
            {id: frozenset(those) for id, those in data["denied"].items()},
            data["labels"],
        )


def reading_of(reader: MessageReader, folder: Path = FOLDER) -> PackReading:
    """The reading of a reader's pack: as it was kept, or read now and kept."""
    path = folder / f"read-{reader.knowledge.id}.json"
    state = state_of(reader)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if kept["state"] == state:
            return PackReading.from_json(kept)
    except (OSError, ValueError, KeyError, TypeError):
        # Missing, damaged or of an older form: it is read and written anew.
        pass
    reading = PackReading.of(reader)
    _keep({"state": state, **reading.as_json()}, path)
    return reading


def state_of(reader: MessageReader) -> str:
    """A digest of all that a reading is made from: pack, lexicon, English words and code."""
    english = reader.english.digest
    lexicon = json.dumps(reader.lexicon.as_json(), sort_keys=True)
    total = hashlib.sha256(f"{reader.knowledge.version}{MODEL_ID}{english}{lexicon}".encode())
    for path in sorted((*_CODE.glob("*.py"), *(_CODE / "components").glob("*.py"))):
        total.update(path.read_bytes())
    return total.hexdigest()


def _keep(data: Mapping[str, Any], path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(data), encoding="utf-8")
        part.replace(path)
    except OSError:
        # Only speed is lost: the next start reads again.
        logger.warning("what a pack's questions say could not be kept in a file")
