"""Rasa's own default as a project of its own: this project's data, `rasa init`'s settings.

It learns the same examples (names of the pack filled in and marked), each article as an intent,
the same rules, and those rules as stories besides, since TED learns from stories only.  Its form
asks in as many steps as this project's enquiry.  Its one action says one fixed sentence: what it
would have to look up costs it nothing, which favours it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.components.pack_in_use import watched_pack
from bot.evaluation.baseline import PIPELINE, questions_of, training_data
from bot.evaluation.examples import read_examples
from bot.evaluation.filling import Filled, Names, fill, names_of

POLICIES: Sequence[Mapping[str, Any]] = (
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": 100},
    {"name": "TEDPolicy", "max_history": 5, "epochs": 100, "constrain_similarities": True},
)
"""What Rasa 3.6.21 takes where config.yml names none, as `rasa init`'s does."""

COUNTS = "counts.json"
FORM, ACTION, PERSON, FALLBACK = "enquiry_form", "action_answer", "person", "nlu_fallback"
SLOTS = ("question", "name", "role", "setting", "contact", "check")
"""What the form asks, in this order."""

EPOCHS = 100
"""For how many epochs each network is trained by default."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Learnt:
    """What the project learns: examples, the names in them, and for how many epochs."""

    examples: Sequence[Filled]
    names: Names
    epochs: int = EPOCHS


def write_project(folder: Path, learnt: Learnt, lock: Path) -> Path:
    """The project's folder below `folder`; `lock` is that of its environment.

    It is named after the digest of what is learnt and of the lock, so a change of either trains
    anew; the other files are written anew each time.
    """
    files = _learnt_files(learnt)
    digest = hashlib.sha256(lock.read_bytes())
    for text in files.values():
        digest.update(text.encode())
    project = folder / digest.hexdigest()[:16]
    for name, text in {**files, **_other_files(learnt)}.items():
        path = project / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return project


def _learnt_files(learnt: Learnt) -> dict[str, str]:
    intents = sorted({one.intent for one in learnt.examples} | {FALLBACK})
    return {
        "config.yml": _yaml(_config(learnt.epochs)),
        "domain.yml": _yaml(_domain(intents, learnt.names)),
        "data/nlu.yml": training_data(learnt.examples, learnt.names),
        "data/rules.yml": _yaml({"version": "3.1", "rules": list(_rules(intents))}),
        "data/stories.yml": _yaml({"version": "3.1", "stories": list(_stories(intents))}),
    }


def _config(epochs: int) -> Document:
    pipeline, policies = (
        [{**one, "epochs": epochs} if "epochs" in one else one for one in those]
        for those in (PIPELINE, POLICIES)
    )
    values = {"recipe": "default.v1", "assistant_id": "stock", "language": "en"}
    return {**values, "pipeline": pipeline, "policies": policies}


def _domain(intents: Sequence[str], names: Names) -> Document:
    slots = {slot: _text_slot(slot) for slot in SLOTS}
    return {
        "version": "3.1",
        "intents": list(intents),
        "entities": sorted(placeholder.lower() for placeholder in names),
        "slots": slots,
        "forms": {FORM: {"required_slots": list(SLOTS)}},
        "actions": [ACTION],
        "responses": {f"utter_ask_{slot}": [{"text": slot}] for slot in SLOTS},
        "session_config": {"session_expiration_time": 60, "carry_over_slots_to_new_session": True},
    }


def _text_slot(slot: str) -> Document:
    asked = [{"active_loop": FORM, "requested_slot": slot}]
    mapping = {"type": "from_text", "conditions": asked}
    return {"type": "text", "influence_conversation": False, "mappings": [mapping]}


def _rules(intents: Sequence[str]) -> Iterator[Document]:
    for intent in intents:
        if intent != PERSON:
            yield {"rule": intent, "steps": [{"intent": intent}, {"action": ACTION}]}
    begun = [{"intent": PERSON}, {"action": FORM}, {"active_loop": FORM}]
    yield {"rule": "an enquiry begins", "steps": begun}
    ended = [{"action": FORM}, {"active_loop": None}, {"action": ACTION}]
    yield {"rule": "it is sent", "condition": [{"active_loop": FORM}], "steps": ended}


def _stories(intents: Sequence[str]) -> Iterator[Document]:
    """The same rules told as stories; articles, each a rule of its own, are left out."""
    for intent in intents:
        if intent != PERSON and ":" not in intent:
            yield {"story": f"of {intent}", "steps": [{"intent": intent}, {"action": ACTION}]}


def _other_files(learnt: Learnt) -> dict[str, str]:
    counts = {"examples": len({one.text for one in learnt.examples}), "epochs": learnt.epochs}
    return {
        COUNTS: json.dumps(counts),
        "credentials.yml": _yaml({"rest": None}),
        "endpoints.yml": _yaml({"action_endpoint": {"url": "${STOCK_ACTIONS}"}}),
        "actions/__init__.py": "",
        "actions/actions.py": _ACTION,
    }


def _yaml(document: Document) -> str:
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True)


_ACTION = """\
from rasa_sdk import Action


class Answer(Action):
    def name(self):
        return "action_answer"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="one fixed sentence")
        return []
"""


def main(arguments: Sequence[str]) -> int:
    """Write the project of the pack in use and print its folder."""
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.stock_project")
    parser.add_argument("folder", type=Path, help="below which the project's folder is made")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    given = parser.parse_args(arguments)
    knowledge = watched_pack().current
    names = names_of(knowledge)
    learnt = (*fill(read_examples(Path("data/nlu")), names), *questions_of(knowledge))
    lock = Path("requirements/baseline.txt")
    project = write_project(given.folder, Learnt(learnt, names, given.epochs), lock)
    sys.stdout.write(f"{project}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
