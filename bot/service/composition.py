"""Puts the service together: knowledge, sentences, actions, the two listeners and the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from aiohttp import web
from rasa_sdk import Action

from bot.frames import read_frames
from bot.knowledge import Knowledge
from bot.service.assistant import Assistant
from bot.service.secret import secret_key
from bot.service.serve import LOOPBACK, listening, until_stopped
from bot.service.webhook import make_webhook
from bot.settings import Settings, SettingsError
from bot.web.app import Ingredients, make_app

DOMAIN = Path("domain.yml")

log = structlog.get_logger()


@dataclass(frozen=True)
class Service:
    """The two applications of the service: the door for people, the webhook for the engine."""

    door: web.Application
    webhook: web.Application


def compose(
    settings: Settings,
    current: Callable[[], Knowledge],
    actions_for: Callable[[Assistant], Iterable[Action]],
) -> Service:
    """The service for these settings, this knowledge and these actions.

    Raises :class:`SettingsError` where the webhook has no secret.
    """
    if not settings.webhook_secret:
        raise SettingsError("SIGNPOST_WEBHOOK_SECRET is missing: `make run` makes one")
    assistant = Assistant(current, read_frames(DOMAIN), now)
    settings.var.mkdir(parents=True, exist_ok=True)
    return Service(
        door=make_app(Ingredients(settings, secret_key(settings), current, now)),
        webhook=make_webhook(actions_for(assistant), settings.webhook_secret),
    )


async def serve(service: Service, settings: Settings) -> None:
    """Serve until stopped; raises :class:`~bot.service.serve.PortTakenError`."""
    webhook = listening(service.webhook, LOOPBACK, settings.webhook_port, "SIGNPOST_WEBHOOK_PORT")
    door = listening(service.door, settings.host, settings.port, "SIGNPOST_PORT")
    async with webhook, door:
        log.info("listening", host=settings.host, port=settings.port)
        await until_stopped()


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
