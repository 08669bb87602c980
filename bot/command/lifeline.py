"""Runs a program that ends with its supervisor: ``python -m bot.command.lifeline MODULE …``.

The program's standard input is a pipe that only the supervisor holds open (bot/lifeline.py).
"""

from __future__ import annotations

import runpy
import sys

from bot.lifeline import hold


def main() -> None:
    """Hold the lifeline and become the module that the arguments name."""
    module = sys.argv[1]
    sys.argv = sys.argv[1:]
    hold()
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
