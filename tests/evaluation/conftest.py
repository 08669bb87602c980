"""The trained model, loaded once for each pack; it needs Rasa and the dialogue environment."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 22)

if find_spec("rasa") is None:
    collect_ignore_glob = ["*.py"]
else:
    with warnings.catch_warnings():
        # What Rasa's and its libraries' authors are warned of on import is not ours to mend.
        warnings.simplefilter("ignore")
        from bot.command.train import trained_model
        from bot.components.pack_in_use import watched_pack
        from bot.evaluation.hearing import TrainedAssistant


@pytest.fixture(autouse=True)
def quiet_rasa() -> Iterator[None]:
    """Let Rasa warn: what it warns of here is its own age."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(scope="session")
def assistants() -> Callable[[str], TrainedAssistant]:
    """Gives the trained model with the pack of a folder; each is loaded once.

    Nothing is changed from one to the other but the setting SIGNPOST_KNOWLEDGE.
    """

    @cache
    def with_pack(folder: str) -> TrainedAssistant:
        with pytest.MonkeyPatch.context() as setting, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            setting.setenv("SIGNPOST_KNOWLEDGE", str(ROOT / folder))
            watched_pack.cache_clear()
            assistant = TrainedAssistant(trained_model(), ROOT / "domain.yml", TODAY)
        # Other tests of this process find their own pack again.
        watched_pack.cache_clear()
        return assistant

    return with_pack
