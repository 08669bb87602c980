"""The application, as a list of what it is made of."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import aiohttp
import structlog
from aiohttp import web

from bot.knowledge import Knowledge
from bot.settings import Settings
from bot.store.database import Store, StoreError
from bot.web import embedding, keys, middleware
from bot.web.assets import Assets
from bot.web.chat import REPLY_WITHIN, Chat
from bot.web.desk.guard import guard_of
from bot.web.desk.hashes import Hashes
from bot.web.desk.passwords import Passwords
from bot.web.desk.routes import PERMISSIONS
from bot.web.desk.sealing import Seal
from bot.web.details import Details
from bot.web.engine import Engine
from bot.web.engines import Engines
from bot.web.health import Health
from bot.web.jobs import running
from bot.web.kept_transcripts import KeptTranscripts
from bot.web.limits import Limiter
from bot.web.links import link_key_of
from bot.web.measures import Measures
from bot.web.pack import Pack
from bot.web.rendering import make_templates
from bot.web.reply_counts import ReplyCounts
from bot.web.routes import ROUTES
from bot.web.sessions import Sessions, audit_signer, derived_key
from bot.web.shared_news import news_of
from bot.web.shared_transcripts import SharedTranscripts
from bot.web.switch import Switch
from bot.web.turn_order import turn_order
from bot.web.words import Words

# The longest message, each character written as two \u escapes, with room for the rest.
LARGEST_BODY = 64 * 1024
FORGET_EVERY = 60.0

log = structlog.get_logger()


@dataclass(frozen=True)
class Ingredients:
    """What the composition root brings.

    `wake` is called when a mail may have been queued; `reply_within` is in seconds.
    """

    settings: Settings
    secret: str
    knowledge: Callable[[], Knowledge]
    now: Callable[[], datetime]
    store: Store
    wake: Callable[[], None]
    reply_within: float = REPLY_WITHIN


def make_app(ingredients: Ingredients) -> web.Application:
    """Both doors, ready to be served."""
    app = web.Application(
        middlewares=[
            middleware.identify,
            middleware.answer_errors,
            embedding.refuse_foreign,
            guard_of(PERMISSIONS),
        ],
        client_max_size=LARGEST_BODY,
    )
    _furnish(app, ingredients, Words.read(ingredients.settings.strings))
    _furnish_chat(app, ingredients)
    _furnish_desk(app, ingredients.secret)
    app.cleanup_ctx.append(_keeping)
    app.cleanup_ctx.append(_counting)
    app.cleanup_ctx.append(_looking)
    app.cleanup_ctx.append(_engine(ingredients.reply_within))
    app.cleanup_ctx.append(_forgetting)
    app.on_response_prepare.append(middleware.set_headers)
    app.on_response_prepare.append(embedding.set_headers)
    app.on_shutdown.append(_end_streams)
    app.add_routes(ROUTES)
    return app


def _furnish(app: web.Application, ingredients: Ingredients, words: Words) -> None:
    """What both doors use."""
    settings = ingredients.settings
    app[keys.SETTINGS] = settings
    app[keys.WORDS] = words
    app[keys.NOW] = ingredients.now
    app[keys.STORE] = ingredients.store
    app[keys.WAKE] = ingredients.wake
    app[keys.LINK_KEY] = link_key_of(ingredients.secret)
    app[keys.PACK] = Pack(ingredients.knowledge, words)
    app[keys.DETAILS] = Details(app[keys.PACK], words)
    app[keys.REPLY_COUNTS] = ReplyCounts(ingredients.store, ingredients.now)
    app[keys.MEASURES] = Measures(app[keys.REPLY_COUNTS].count)
    app[keys.ASSETS] = Assets()
    app[keys.TEMPLATES] = make_templates(words, app[keys.PACK], app[keys.ASSETS], settings.exit_url)


def _furnish_chat(app: web.Application, ingredients: Ingredients) -> None:
    """What the visitor's door uses."""
    settings, store = ingredients.settings, ingredients.store
    app[keys.NEWS] = news_of(settings.redis_url)
    app[keys.SWITCH] = Switch(store, app[keys.PACK], app[keys.WORDS], app[keys.NEWS])
    app[keys.SESSIONS] = Sessions(ingredients.secret)
    app[keys.CONVERSATION_KEY] = derived_key(ingredients.secret, "conversation")
    kept_for = timedelta(hours=settings.conversation_hours)
    transcripts = SharedTranscripts if settings.redis_url else KeptTranscripts
    app[keys.TRANSCRIPTS] = transcripts(store, ingredients.now, kept_for, app[keys.NEWS])
    app[keys.LIMITER] = Limiter(settings.rate_limit, settings.redis_url)


def _furnish_desk(app: web.Application, secret: str) -> None:
    """What the advisors' door uses."""
    app[keys.HASHES] = Hashes(secret)
    app[keys.SEAL] = Seal(secret)
    app[keys.AUDIT_SIGNER] = audit_signer(secret)
    app[keys.PASSWORDS] = Passwords()


async def _end_streams(app: web.Application) -> None:
    app[keys.NEWS].close()


def _engine(reply_within: float) -> Callable[[web.Application], AsyncIterator[None]]:
    async def context(app: web.Application) -> AsyncIterator[None]:
        # The turn's own limit ends a wait; the pool must not be a narrower gate.
        connector = aiohttp.TCPConnector(limit=200)
        timeout = aiohttp.ClientTimeout(total=None, connect=reply_within)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            settings = app[keys.SETTINGS]
            secret, order = settings.webhook_secret, turn_order(settings.redis_url)
            urls = settings.engine_url.split(",")
            engines = Engines([Engine(session, url, secret) for url in urls])
            app[keys.HEALTH] = Health(engines, app[keys.PACK], app[keys.STORE], settings.var)
            app[keys.CHAT] = Chat(
                engines,
                app[keys.TRANSCRIPTS],
                app[keys.PACK].apology,
                app[keys.MEASURES],
                app[keys.DETAILS],
                order=order,
                reply_within=reply_within,
            )
            async with running(engines.watch(), order.run(), app[keys.NEWS].run()):
                yield
            await order.close()

    return context


async def _keeping(app: web.Application) -> AsyncIterator[None]:
    """Write transcripts down while people speak, and what is left of them at the end."""
    transcripts = app[keys.TRANSCRIPTS]
    async with running(transcripts.run()):
        yield
    try:
        await transcripts.flush()
    except StoreError as error:
        log.warning("transcripts could not be written", failure=str(error))


async def _counting(app: web.Application) -> AsyncIterator[None]:
    """Write down what the assistant did, by the day, and the rest at the end."""
    counts = app[keys.REPLY_COUNTS]
    async with running(counts.run()):
        yield
    await counts.flush()


async def _looking(app: web.Application) -> AsyncIterator[None]:
    await app[keys.SWITCH].look()
    async with running(app[keys.SWITCH].run()):
        yield


async def _forget_turns(transcripts: KeptTranscripts) -> None:
    transcripts.forget_expired()
    try:
        await transcripts.forget_erased()
    except StoreError as error:
        log.warning("what was erased could not be looked for", failure=str(error))


async def _forgetting(app: web.Application) -> AsyncIterator[None]:
    async def forget() -> None:
        while True:
            await asyncio.sleep(FORGET_EVERY)
            await _forget_turns(app[keys.TRANSCRIPTS])
            await app[keys.CHAT].forget_in_engine()

    async with running(forget()):
        yield
