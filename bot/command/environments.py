"""Makes the project's environments: each from its exact lock, stamped with what it was made from.

An environment whose stamp says the present lock and release of Python is left alone, so that a
second run costs nothing. The stamp is removed before anything is changed and written last: an
interrupted set-up leaves none, and the next run makes that environment anew.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.command import pythons
from bot.command.console import Exit, Failure, Step
from bot.command.digest import digest_of
from bot.command.installing import run_installer
from bot.command.project import ENVIRONMENTS, REQUIREMENTS, ROOT

STAMP = ".made-from"


@dataclass(frozen=True)
class Environment:
    """One environment: its folder, the locks that make it and the release of Python it runs on.

    ``locks`` are names under requirements/; the first is installed, the others only steer how.
    """

    folder: Path
    locks: tuple[str, ...]
    release: str

    @property
    def python(self) -> Path:
        """The environment's own Python."""
        return self.folder / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The lock that is installed."""
        return REQUIREMENTS / self.locks[0]

    def digest(self) -> str:
        """What the stamp of an up-to-date environment holds."""
        return digest_of([REQUIREMENTS / name for name in self.locks], ROOT, self.release)

    def is_current(self) -> bool:
        """Whether the environment is whole, from the present lock, and its Python still there."""
        return self.python.exists() and self.is_stamped()

    def is_stamped(self) -> bool:
        """Whether the stamp is there and says the present lock and release of Python."""
        stamp = self.folder / STAMP
        return stamp.is_file() and stamp.read_text() == self.digest()

    def packages(self) -> int:
        """How many packages the lock names."""
        lines = self.lock.read_text(encoding="utf-8").splitlines()
        return sum("==" in line for line in lines if not line.startswith(("#", " ")))


def running_release() -> str:
    """The release of the Python that runs this, such as ``"3.12"``."""
    return "{}.{}".format(*sys.version_info)


def dialogue() -> Environment:
    """The dialogue engine's environment, on Rasa's newest Python."""
    return Environment(ENVIRONMENTS / "dialogue", ("dialogue.txt", "build.txt"), pythons.RELEASE)


def service(*, development: bool = False) -> Environment:
    """The service's environment, on the Python that runs this; ``development`` adds the tests'."""
    lock = "service-dev.txt" if development else "service.txt"
    return Environment(ENVIRONMENTS / "service", (lock,), running_release())


def bootstrap() -> Path:
    """The uv that makes the other environments, installed first where it is not there yet."""
    made = Environment(ENVIRONMENTS / "bootstrap", ("bootstrap.txt",), running_release())
    uv = made.folder / "bin" / "uv"
    if not (uv.exists() and made.is_stamped()):
        step = Step("Fetching uv, which makes the environments")
        shutil.rmtree(made.folder, ignore_errors=True)
        run_installer([*_installer(made.folder), "-r", str(made.lock)], step)
        (made.folder / STAMP).write_text(made.digest())
        step.done()
    return uv


def _installer(folder: Path) -> list[str]:
    """A pip command that installs into ``folder``, from this Python's means.

    Debian ships Python without ensurepip; its pip, where there is one, does as well.
    """
    install = ["-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
    if importlib.util.find_spec("ensurepip"):
        made = subprocess.run(
            [sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False
        )
        if made.returncode == 0:
            return [str(folder / "bin" / "python"), *install]
    if importlib.util.find_spec("pip"):
        return [sys.executable, *install, "--target", str(folder)]
    raise Failure(
        f"This Python ({sys.executable}) can make no environments: its modules venv and pip are"
        " missing. On Debian and Ubuntu, 'sudo apt install python3-venv' brings them.",
        Exit.UNAVAILABLE,
    )


def make(environment: Environment, base: Path, uv: Path, step: Step) -> None:
    """Bring an environment to its lock, on the Python ``base``; byte code is compiled with it.

    One that is whole but from an older lock is changed in place; any other is made anew.
    """
    stamp = environment.folder / STAMP
    keep = stamp.is_file() and pythons.release_of(environment.python) == environment.release
    stamp.unlink(missing_ok=True)
    if not keep:
        run_installer(
            [str(uv), "venv", "--quiet", "--clear", "--python", str(base), str(environment.folder)],
            step,
        )
    steering = [("--build-constraints", str(REQUIREMENTS / name)) for name in environment.locks[1:]]
    run_installer(
        [
            *(str(uv), "pip", "sync", "--require-hashes", "--compile-bytecode"),
            *("--python", str(environment.python)),
            *(part for pair in steering for part in pair),
            str(environment.lock),
        ],
        step,
    )
    stamp.write_text(environment.digest())
