"""The processes of a deployment on one machine: what each is started with, and how they meet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Mapping, Sequence

from bot.command.child import Program
from bot.command.ports import free_ports
from bot.command.project import DIALOGUE_PYTHON, ROOT, SERVICE_PYTHON

if TYPE_CHECKING:
    from bot.settings import Settings

LIFELINE = ("-m", "bot.command.lifeline")


@dataclass(frozen=True)
class Meeting:
    """Where the processes find one another on loopback, and what all of them are told.

    ``door`` is the number of the listening socket that the services share, where there are several.
    """

    engines: Sequence[int]
    webhooks: Sequence[int]
    shared: Mapping[str, str]
    door: int | None

    def engine_urls(self) -> list[str]:
        """The addresses of the engines."""
        return [f"http://127.0.0.1:{port}" for port in self.engines]

    def webhook_urls(self) -> list[str]:
        """The addresses at which the services run actions."""
        return [f"http://127.0.0.1:{port}/webhook" for port in self.webhooks]


def address(given: Settings) -> str:
    """Where a browser on this machine finds the assistant."""
    host = "127.0.0.1" if given.host in {"0.0.0.0", "::"} else given.host  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{given.port}"


def var_of(given: Settings) -> Path:
    """The folder of what the deployment keeps."""
    return (ROOT / given.var).resolve()


def programs(given: Settings, model: Path, door: int | None = None) -> list[Program]:
    """The processes, with fresh loopback ports and a fresh secret between them."""
    ports = free_ports(given.engines + given.services)
    shared = {
        "SIGNPOST_WEBHOOK_SECRET": secrets.token_urlsafe(32),
        "SIGNPOST_KNOWLEDGE": str((ROOT / given.knowledge).resolve()),
        "SIGNPOST_VAR": str(var_of(given)),
        # The engine reads no .env file.
        "SIGNPOST_CONVERSATION_HOURS": f"{given.conversation_hours:g}",
        **({"SIGNPOST_DATABASE_URL": given.database_url} if given.database_url else {}),
    }
    meeting = Meeting(ports[: given.engines], ports[given.engines :], shared, door)
    return [
        _engine(given, model, meeting),
        *(_service(given, meeting, number) for number in range(given.services)),
    ]


def _engine(given: Settings, model: Path, meeting: Meeting) -> Program:
    """One program for all engines: it loads the model once, and forks them off."""
    return Program(
        name="The dialogue engine",
        command=[
            *(str(DIALOGUE_PYTHON), *LIFELINE, "bot.engine", "run"),
            *("--port", str(meeting.engines[0]), "--model", str(model)),
        ],
        variables={
            **meeting.shared,
            "SIGNPOST_ENGINE_PORTS": ",".join(map(str, meeting.engines)),
            "SIGNPOST_WEBHOOK_URL": ",".join(meeting.webhook_urls()),
            "RASA_TELEMETRY_ENABLED": "false",
        },
        ready_urls=[f"{url}/" for url in meeting.engine_urls()],
        log=_log(given, "engine", 0),
        log_days=given.log_days,
    )


def _service(given: Settings, meeting: Meeting, number: int) -> Program:
    port = meeting.webhooks[number]
    alone = meeting.door is None
    own = {} if alone else {"SIGNPOST_SOCKET": str(meeting.door)}
    return Program(
        name=_named("The service", number, given.services),
        command=[str(SERVICE_PYTHON), *LIFELINE, "bot.service"],
        variables={
            **meeting.shared,
            **own,
            "SIGNPOST_ENGINE_URL": ",".join(meeting.engine_urls()),
            "SIGNPOST_WEBHOOK_PORT": str(port),
        },
        # At the public address any of several services would answer for this one.
        ready_urls=[f"{address(given) if alone else f'http://127.0.0.1:{port}'}/health/ready"],
        log=_log(given, "service", number),
        log_days=given.log_days,
        files=() if meeting.door is None else (meeting.door,),
    )


def _named(name: str, number: int, of: int) -> str:
    return name if of == 1 else f"{name} {number + 1}"


def _log(given: Settings, kind: str, number: int) -> Path:
    name = f"{kind}.log" if number == 0 else f"{kind}-{number + 1}.log"
    return var_of(given) / "log" / name
