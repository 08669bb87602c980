"""Guessing is stopped: by the account that is named, and by the address that it comes from."""

from __future__ import annotations

from datetime import datetime, timedelta

from aiohttp import web

from bot.store import sign_ins
from bot.store.session import Session
from bot.web import keys
from bot.web.visits import address_of

WINDOW = timedelta(minutes=15)
MOST_BY_ACCOUNT = 8
# A council's offices may share one address.
MOST_BY_ADDRESS = 40


class LockedOutError(Exception):
    """Too many sign-ins failed of late; whether the account exists makes no difference."""


async def count_attempt(request: web.Request, email: str) -> None:
    """Count an attempt as failed before it is looked at, so that many at once gain nothing.

    Raises :class:`LockedOutError`.
    """
    store, now = request.app[keys.STORE], request.app[keys.NOW]()
    await store.write(_count, _account_hash(request, email), _address_hash(request), now)


async def forget_attempts(request: web.Request, email: str) -> None:
    """Both factors were right: the account's attempts count no longer."""
    store = request.app[keys.STORE]
    await store.write(sign_ins.clear_failures, _account_hash(request, email))


def _count(session: Session, account_hash: str, address_hash: str, now: datetime) -> None:
    sign_ins.take_turn(session, account_hash, address_hash)
    failures = sign_ins.failures_since(session, account_hash, address_hash, now - WINDOW)
    if failures.by_account >= MOST_BY_ACCOUNT or failures.by_address >= MOST_BY_ADDRESS:
        raise LockedOutError
    sign_ins.note_failure(session, account_hash, address_hash, now)


def _account_hash(request: web.Request, email: str) -> str:
    return request.app[keys.HASHES].of("account", email.strip().casefold())


def _address_hash(request: web.Request) -> str:
    return request.app[keys.HASHES].of("address", address_of(request))
