"""Makes everything that the assistant needs: ``python3 -m bot.command.setup [--development]``.

Runs on the person's own Python before anything is installed, so it and what it imports use the
standard library only, and no syntax that an older Python could not read far enough to explain.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator

from bot.command import environments, pythons
from bot.command.console import Exit, Failure, Step, main_program, say
from bot.command.environments import Environment
from bot.command.project import ENVIRONMENTS, child_environment

OLDEST = (3, 11)
# Both environments, uv's cache of what it fetched, and some room for models and logs.
NEEDED_BYTES = 2_500_000_000


def check_python() -> None:
    """Refuse a Python that the service does not run on."""
    if sys.version_info < OLDEST:
        raise Failure(
            "Signpost needs Python {}.{} or newer; {} is {}.{}. Where another is installed, say"
            " which: make run PYTHON=python3.12".format(
                *OLDEST, sys.executable, *sys.version_info[:2]
            ),
            Exit.UNAVAILABLE,
        )


def check_disk(folder: Path, needed: int = NEEDED_BYTES) -> None:
    """Refuse to start what the disk has no room for; ``needed`` is in bytes."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Failure(
            f"Set-up needs {needed / 1e9:.1f} GB of disk; {folder} has {free / 1e9:.1f} GB left.",
            Exit.UNAVAILABLE,
        )


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold a folder's lock: a second command that makes the same things waits for the first."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise Failure(
            f"{folder} cannot be written to: {error.strerror}.", Exit.UNAVAILABLE
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Another command is at work on {folder}; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def python_for_dialogue(uv: Path) -> Path:
    """A Python 3.10: one that is installed, or one that uv brings into environments/python."""
    found = pythons.find_python(os.environ, Path.home())
    if found:
        return found
    step = Step(f"Fetching Python {pythons.RELEASE}, which the dialogue engine runs on")
    variables = child_environment(UV_PYTHON_INSTALL_DIR=str(ENVIRONMENTS / "python"))
    for arguments in (["install", "--quiet", "--no-bin"], ["find"]):
        answer = subprocess.run(
            [uv, "python", *arguments, pythons.RELEASE],
            capture_output=True,
            text=True,
            env=variables,
            check=False,
        )
        if answer.returncode:
            raise Failure(
                f"The dialogue engine needs Python {pythons.RELEASE}. None was found on PATH or"
                " under ~/.pyenv/versions, and it could not be fetched."
                f" Install Python {pythons.RELEASE} and try again.",
                Exit.UNAVAILABLE,
            )
    step.done()
    return Path(answer.stdout.strip())


def wanted(*, development: bool) -> list[Environment]:
    """The environments that are not as they should be.

    To run the service, an environment that also holds what the tests need is as good.
    """
    service = environments.service(development=development)
    fuller = environments.service(development=True)
    service_is_there = service.is_current() or fuller.is_current()
    checks = [(environments.dialogue(), environments.dialogue().is_current())]
    checks.append((service, fuller.is_current() if development else service_is_there))
    return [environment for environment, there in checks if not there]


def _make(environment: Environment, uv: Path, number: int, total: int) -> None:
    name = environment.folder.name
    is_dialogue = name == "dialogue"
    base = python_for_dialogue(uv) if is_dialogue else Path(sys.executable)
    step = Step(
        f"Set-up {number} of {total}: the {name} environment, {environment.packages()} packages"
        f" on Python {environment.release}",
        usual="1 to 3 minutes" if is_dialogue else "under a minute",
    )
    environments.make(environment, base, uv, step)
    step.done("installed and compiled")


def set_up(*, development: bool = False) -> None:
    """Make what is missing or out of date; does nothing, at once, when all is as it should be."""
    check_python()
    if not wanted(development=development):
        return
    with alone(ENVIRONMENTS):
        missing = wanted(development=development)
        if any(not environment.folder.exists() for environment in missing):
            check_disk(ENVIRONMENTS)
        uv = environments.bootstrap()
        for number, environment in enumerate(missing, start=1):
            _make(environment, uv, number, len(missing))


def main() -> int:
    """Read the arguments and set up."""
    parser = argparse.ArgumentParser(prog="python3 -m bot.command.setup", description=__doc__)
    parser.add_argument("--development", action="store_true", help="also what tests need")
    set_up(development=parser.parse_args().development)
    return 0


if __name__ == "__main__":
    main_program(main)
