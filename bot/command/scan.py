"""`make scan`: whether either lock has a known vulnerability that nobody has looked at.

pip-audit asks the Python package index about every package, so this needs a network; the tests do
not run it.  What was looked at and accepted stands in requirements/accepted.yaml, each finding with
its reason and a day after which it is looked at again.
"""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import date, datetime, timezone
from pathlib import Path

import yaml

from bot.command.console import Exit, Failure, main_program, say
from bot.command.environments import bootstrap
from bot.command.project import REQUIREMENTS, child_environment

SCANNER = "pip-audit==2.10.1"
LOCKS = ("dialogue.txt", "service.txt")
ACCEPTED = REQUIREMENTS / "accepted.yaml"


@dataclass(frozen=True)
class Accepted:
    """A finding that was looked at: why it cannot be reached, and until when that is believed."""

    id: str
    package: str
    release: str
    lock: str
    accepted: date
    until: date
    reason: str


def read_accepted(path: Path) -> list[Accepted]:
    """The findings of a file; raises TypeError for one that lacks a part or has one too many."""
    return [Accepted(**found) for found in yaml.safe_load(path.read_text("utf-8"))["findings"]]


def faults_of(found: Accepted, lock: str, today: date) -> list[str]:
    """Why an accepted finding must be looked at again; `lock` is the text of its lock."""
    pinned = re.search(rf"^{re.escape(found.package)}==(\S+)", lock, re.MULTILINE)
    faults = []
    if pinned is None or pinned[1] != found.release:
        faults.append(f"{found.id}: {found.package} {found.release} is not in {found.lock}")
    if today > found.until:
        faults.append(f"{found.id}: accepted until {found.until} only")
    return faults


def main() -> int:
    """Scan both locks; raises Failure for what nobody has accepted, or not any longer."""
    accepted, today = read_accepted(ACCEPTED), datetime.now(timezone.utc).date()
    for found in accepted:
        if faults := faults_of(found, (REQUIREMENTS / found.lock).read_text("utf-8"), today):
            raise Failure(f"{'; '.join(faults)}: look at it again.", Exit.FAILED)
    uv = str(bootstrap())
    for lock in LOCKS:
        ignored = [one for found in accepted for one in ("--ignore-vuln", found.id)]
        scan = [
            "pip-audit",
            "--strict",
            "--disable-pip",
            "--no-deps",
            "-r",
            str(REQUIREMENTS / lock),
        ]
        command = [uv, "tool", "run", "--from", SCANNER, *scan, *ignored]
        outcome = subprocess.run(command, env=child_environment(), check=False)
        if outcome.returncode:
            raise Failure(
                f"{lock}: correct what is listed above, or look whether it can be reached and "
                f"write down in {ACCEPTED.name} why not.",
                Exit.FAILED,
            )
        say(f"{lock}: nothing that has not been looked at.")
    return 0


if __name__ == "__main__":
    main_program(main)
