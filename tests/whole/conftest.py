"""The whole assistant, started once for all tests that only ask it something."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.misbehaving import misbehaving_project
from tests.support.running import RunningAssistant


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAssistant]:
    """A running assistant, behind a proxy so that a test can be any caller that it likes."""
    running = RunningAssistant(
        tmp_path_factory.mktemp("assistant"),
        SIGNPOST_RATE_LIMIT="off",
        SIGNPOST_TRUSTED_PROXIES="127.0.0.1",
    )
    yield running.until_ready()
    running.end()


@pytest.fixture(scope="session")
def misbehaving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningAssistant]:
    """A running assistant whose actions crash, dawdle or keep silent when told to."""
    folder = tmp_path_factory.mktemp("misbehaving")
    root = misbehaving_project(folder)
    running = RunningAssistant(folder, root, SIGNPOST_RATE_LIMIT="off")
    yield running.until_ready()
    running.end()
