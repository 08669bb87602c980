"""Puts the service together: knowledge, store, actions, mail, the two listeners and the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from aiohttp import web
from rasa_sdk import Action

from bot.enquiry_words import read_form_words
from bot.frames import read_frames
from bot.knowledge import Knowledge
from bot.memory import settle_memory
from bot.service.assistant import Assistant
from bot.service.enquiry_desk import ChatEnquiries
from bot.service.forgetting import forget_always
from bot.service.letters import Letters, Stationery
from bot.service.outbox import Outbox
from bot.service.reminding import remind_always
from bot.service.secret import audit_signer, secret_key
from bot.service.serve import LOOPBACK, listening, stop_asked_for
from bot.service.storage import open_store
from bot.service.transports import transport_of
from bot.service.webhook import make_webhook
from bot.settings import Settings, SettingsError
from bot.store.database import Store
from bot.web import keys
from bot.web.app import Ingredients, make_app
from bot.web.health import areas_without_address
from bot.web.jobs import running
from bot.web.links import link_key_of, public_address
from bot.web.words import Words

DOMAIN = Path("domain.yml")
# Beside the code: lists of English words, which no deployment changes.
FORM_WORDS = Path(__file__).parents[2] / "data" / "enquiry" / "words.yml"

log = structlog.get_logger()


@dataclass(frozen=True)
class Service:
    """The two applications of the service, its store, and the sender of its mails."""

    door: web.Application
    webhook: web.Application
    store: Store
    outbox: Outbox


def compose(
    settings: Settings,
    current: Callable[[], Knowledge],
    actions_for: Callable[[Assistant], Iterable[Action]],
) -> Service:
    """The service for these settings, this knowledge and these actions.

    Raises :class:`SettingsError` where the webhook has no secret, and
    :class:`~bot.service.storage.StorageError` where the store cannot be used.
    """
    if not settings.webhook_secret:
        raise SettingsError("SIGNPOST_WEBHOOK_SECRET is missing: `make run` makes one")
    if lost := areas_without_address(current()):
        log.warning("advisors' addresses are only examples: mail to them is lost", areas=lost)
    frames = read_frames(DOMAIN, settings.conversation_hours)
    settings.var.mkdir(parents=True, exist_ok=True)
    secret, store = secret_key(settings), open_store(settings)
    outbox = make_outbox(settings, secret, store, current)
    door = make_app(Ingredients(settings, secret, current, now, store, outbox.wake))
    turns, link_key = door[keys.TRANSCRIPTS].recalled, link_key_of(secret)
    enquiries = ChatEnquiries(store, settings, current, now, turns, link_key, outbox.wake)
    assistant = Assistant(current, frames, now, read_form_words(FORM_WORDS), enquiries)
    return Service(
        door=door,
        webhook=make_webhook(actions_for(assistant), settings.webhook_secret, door),
        store=store,
        outbox=outbox,
    )


def make_outbox(
    settings: Settings, secret: str, store: Store, current: Callable[[], Knowledge]
) -> Outbox:
    """The sender of mails, by the way and with the sender that the settings name."""
    stationery = Stationery(
        settings.mail_from, public_address(settings), link_key_of(secret), settings.mail_content
    )
    letters = Letters(Words.read(settings.strings), current, stationery)
    domain = settings.mail_from.rpartition("@")[2]
    return Outbox(store, transport_of(settings), letters, domain, now)


async def serve(service: Service, settings: Settings) -> None:
    """Serve until stopped; raises :class:`~bot.service.serve.PortTakenError`."""
    # Before anybody is answered, so that whoever is served can also stop it cleanly.
    stopped = stop_asked_for()
    webhook = listening(service.webhook, LOOPBACK, settings.webhook_port, "SIGNPOST_WEBHOOK_PORT")
    door = listening(service.door, settings.host, settings.port, "SIGNPOST_PORT", settings.socket)
    try:
        async with webhook, door, working(service, settings):
            settle_memory()
            log.info("listening", host=settings.host, port=settings.port)
            await stopped.wait()
            log.info("stopping")
    finally:
        service.store.close()


@asynccontextmanager
async def working(service: Service, settings: Settings) -> AsyncIterator[None]:
    """Send mails, remind of what is due, and forget what is old, while inside.

    A mail that is under way when it ends is sent again at the next start, under the same
    Message-ID, so that nobody reads it twice.
    """
    sign = audit_signer(secret_key(settings))
    store, wake = service.store, service.outbox.wake
    reminding = remind_always(store, settings, now, wake)
    forgetting = forget_always(store, settings, now, sign)
    async with running(service.outbox.run(), reminding, forgetting):
        yield


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)
