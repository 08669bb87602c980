"""A real supervisor over two file servers: ``stand_in_supervisor.py FOLDER PORT PORT``."""

import contextlib
import sys
from pathlib import Path

from bot.command.child import Program
from bot.command.console import main_program, say
from bot.command.supervisor import Stop, Supervisor, end_on_signals


def file_server(name: str, port: str, folder: Path) -> Program:
    """A program that answers on a port, under a lifeline as the real ones are."""
    server = ["http.server", "--bind", "127.0.0.1", "--directory", str(folder), port]
    return Program(
        name=name,
        command=[sys.executable, "-m", "bot.command.lifeline", *server],
        variables={},
        ready_urls=[f"http://127.0.0.1:{port}/"],
        log=folder / f"{port}.log",
    )


def main() -> int:
    """Run them until a signal comes."""
    folder, *ports = Path(sys.argv[1]), *sys.argv[2:]
    names = ("The first program", "The second program")
    programs = [file_server(name, port, folder) for name, port in zip(names, ports, strict=True)]
    end_on_signals()
    with contextlib.closing(Supervisor(programs)) as supervisor:
        try:
            supervisor.start()
            supervisor.wait_until_ready()
            say("children {} {}".format(*(kept.child.pid for kept in supervisor.kept)))
            say("ready")
            supervisor.keep()
        except Stop as stop:
            say(f"ended by {stop}")
    return 0


if __name__ == "__main__":
    main_program(main)
