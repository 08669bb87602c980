"""Renews the exact locks under requirements/: ``make locks``.

With ``--keep`` no release changes that a lock already names: what was added to a list comes in,
and nothing else.

Every lock names each package's release and the hashes of its files, and no registry: a
package is what its hash says, wherever it comes from.
"""

from __future__ import annotations

import argparse
import subprocess
from typing import NamedTuple

from bot.command.console import Exit, Failure, Step, main_program
from bot.command.environments import bootstrap
from bot.command.project import REQUIREMENTS, child_environment

HEADER = "# Written by `make locks` from {source}; not to be edited.\n"


class Lock(NamedTuple):
    """One lock: its name, and what uv is told beside the file it comes from."""

    name: str
    options: tuple[str, ...]

    @property
    def source(self) -> str:
        """The file with the direct dependencies, each with its reason."""
        return f"{self.name}.in"


# The service runs on several releases of Python and kinds of machine: "universal" resolves for
# all of them, with one release of a package for all where that can be.
_EVERYWHERE = ("--universal", "--fork-strategy", "fewest", "--python-version", "3.11")
# The engine runs on one release of Python and, TensorFlow gone, needs the same packages on Linux
# and macOS: resolving for one of them gives the exact list without a marker on any line.
_ENGINE = ("--python-version", "3.10", "--python-platform", "linux")

LOCKS = (
    Lock("bootstrap", _EVERYWHERE),
    Lock("build", _ENGINE),
    Lock("dialogue", (*_ENGINE, "--override", "dialogue-overrides.txt")),
    Lock("service", (*_EVERYWHERE, "--override", "service-overrides.txt")),
    Lock("service-dev", (*_EVERYWHERE, "--override", "service-overrides.txt")),
    Lock("baseline", (*_ENGINE, "--override", "baseline-overrides.txt")),
)


def renew(lock: Lock, uv: str, *, keep: bool) -> int:
    """Resolve one lock anew from the public registry; returns its number of packages.

    `keep` holds on to the releases that the lock names now.

    Settings of this machine (mirrors, further registries) are left out: the hashes must be
    those that everyone gets.
    """
    variables = {
        name: value
        for name, value in child_environment(UV_NO_CONFIG="1").items()
        if not name.startswith(("UV_INDEX", "UV_EXTRA", "UV_DEFAULT", "UV_FIND"))
    }
    command = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-header"]
    command += [] if keep else ["--upgrade"]
    outcome = subprocess.run(
        [*command, *lock.options, lock.source, "--output-file", f"{lock.name}.txt"],
        cwd=REQUIREMENTS,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise Failure(
            f"The lock {lock.name}.txt was not renewed: {outcome.stderr}", Exit.UNAVAILABLE
        )
    path = REQUIREMENTS / f"{lock.name}.txt"
    resolved = path.read_text(encoding="utf-8")
    path.write_text(HEADER.format(source=lock.source) + resolved, encoding="utf-8")
    return sum("==" in line and not line.startswith("#") for line in resolved.splitlines())


def main() -> int:
    """Renew every lock, in an order in which a later one may depend on an earlier one."""
    parser = argparse.ArgumentParser(prog="make locks")
    parser.add_argument("--keep", action="store_true", help="change no release already locked")
    keep = parser.parse_args().keep
    uv = str(bootstrap())
    for lock in LOCKS:
        step = Step(f"Resolving {lock.source}")
        step.done(f"{renew(lock, uv, keep=keep)} packages")
    return 0


if __name__ == "__main__":
    main_program(main)
