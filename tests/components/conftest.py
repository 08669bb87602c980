"""The trained model and a reader of messages; they need Rasa and the dialogue environment."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

if find_spec("rasa") is None:
    collect_ignore_glob = ["*.py"]
else:
    from tests.support.trained import dialogue, quiet_rasa  # noqa: F401 - fixtures

    # isort: split
    from rasa.shared.nlu.training_data.loading import load_data

    from bot.components.lexicon import Lexicon
    from bot.components.pack_in_use import reader_of
    from bot.components.reader import MessageReader
    from bot.pack import load


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The word lists of the shipped examples."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Lexicon.of(load_data(str(ROOT / "data" / "nlu")))


@pytest.fixture(scope="session")
def kent(lexicon: Lexicon) -> MessageReader:
    """A reader of messages for the pack that ships."""
    return reader_of(load(ROOT / "knowledge" / "kent"), lexicon)
