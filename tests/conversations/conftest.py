"""The trained model in this process; it needs Rasa, so it runs in the dialogue environment."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

if find_spec("rasa") is None:
    collect_ignore_glob = ["*.py"]
else:
    from bot.command.train import trained_model
    from tests.support.rasa_here import prepare_rasa

    prepare_rasa()
    from tests.support.dialogue import Dialogue


@pytest.fixture(autouse=True)
def quiet_rasa() -> Iterator[None]:
    """Let Rasa warn: what it warns of here is its own age."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(scope="session")
def dialogue() -> Dialogue:
    """The shipped assistant, as it was trained last."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return asyncio.run(Dialogue.of(trained_model()))
