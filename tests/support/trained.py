"""Fixtures of all tests that ask the trained model in the process of the tests."""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Iterator

import pytest

from bot.command.train import trained_model
from tests.support.rasa_here import prepare_rasa

prepare_rasa()

from tests.support.dialogue import Dialogue  # noqa: E402 - after Rasa was prepared


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
