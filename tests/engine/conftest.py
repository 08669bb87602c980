"""Fixtures of the engine's tests; they need Rasa, so they run in the dialogue environment."""

from __future__ import annotations

import logging
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.engine.tensorflow_standin import install_tensorflow_standin

HERE = Path(__file__).parent
ROOT = HERE.parents[1]

if find_spec("rasa") is None:
    collect_ignore_glob = ["*.py"]
else:
    with warnings.catch_warnings():
        # What Rasa's and its libraries' authors are warned of on import is not ours to mend.
        warnings.simplefilter("ignore")
        install_tensorflow_standin()
        import rasa.core.agent
        import rasa.core.run  # noqa: F401
        import structlog

        from tests.engine.action_server import ActionServer
        from tests.engine.process import Engine

    # As the engine runs it; Rasa's default prints every message and state.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))


@pytest.fixture(autouse=True)
def quiet_rasa() -> Iterator[None]:
    """Let Rasa warn: what it warns of here is its own age."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the test assistant, trained once by the engine's own `train`."""
    folder = tmp_path_factory.mktemp("assistant")
    shutil.copytree(HERE / "assistant", folder, dirs_exist_ok=True)
    for name in ("endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, folder)
    command = [sys.executable, "-W", "ignore", "-m", "bot.engine", "train"]
    done = subprocess.run(
        [*command, "--fixed-model-name", "small"],
        cwd=folder,
        env=Engine.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="session")
def model(assistant: Path) -> Path:
    """The test assistant's trained model."""
    return assistant / "models" / "small.tar.gz"


@pytest.fixture
def actions() -> Iterator[ActionServer]:
    """An action server of this test's own."""
    server = ActionServer()
    yield server
    server.close()


@pytest.fixture
def folder(assistant: Path, tmp_path: Path) -> Path:
    """A folder of this test's own, from which an engine can run."""
    for name in ("endpoints.yml", "credentials.yml", "config.yml"):
        shutil.copy(assistant / name, tmp_path)
    (tmp_path / "models").symlink_to(assistant / "models")
    return tmp_path


@pytest.fixture
def start(folder: Path, actions: ActionServer) -> Iterator[Callable[..., Engine]]:
    """Start real engines that are ended with the test."""
    engines: list[Engine] = []

    def start_engine(*options: str, **settings: str) -> Engine:
        engines.append(Engine(folder, actions.url, *options, **settings))
        return engines[-1].until_ready()

    yield start_engine
    for engine in engines:
        engine.end()
