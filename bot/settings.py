"""What a deployment may set: SIGNPOST_* from the environment and a .env file, checked at once.

The environment wins over the file.  A wrong value is refused with its name and what is
allowed, so that a typing error stops the start instead of surprising somebody later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.contact_details import WrongContactError, normal_email
from bot.machine import engines_of_machine
from bot.mail_server import MailServer, read_mail_server
from bot.origins import read_origins
from bot.rate_limit import RateLimit, read_rate_limit
from bot.working_time import WorkingWeek, read_working_week

PREFIX = "SIGNPOST_"
# Faster than anybody types.
DEFAULT_LIMIT = RateLimit(20, 60)
# A guessed secret opens the conversations, so short ones are refused (OWASP ASVS 2.9, 128 bits).
SHORTEST_SECRET = 16
# The engine, which reads the same setting, allows no more either.
MOST_HOURS = 24 * 366
MOST_DAYS = 7305
# Of each kind on one machine; beyond that, more machines are the way.
MOST_PROCESSES = 64

Network = IPv4Network | IPv6Network


class SettingsError(ValueError):
    """A setting is wrong; the message names it and says what is allowed."""


@dataclass(frozen=True)
class Settings:
    """Every setting of the service, with the default that a laptop needs.

    `services` and `engines` run side by side; `engine_url` is where the engine is, or several with
    commas between them; the public door is `host` and `port`, or the listening socket with the
    number `socket` that whoever started the service has opened for it;
    `rate_limit` None means no limits, which `redis_url` shares among several services;
    `secret_key` None means one is made and kept under `var`;
    a conversation is forgotten `conversation_hours` after its last message, by both processes.
    `database_url` None means SQLite under `var`; `public_url` is what links in mail begin with,
    None means this machine's own address; `smtp_url` None means mail is written to `var/mail`;
    with `mail_content` mail may hold what people wrote. Pages of the `allowed_origins` may embed
    the chat; whoever leaves a page in a hurry is shown `exit_url`; `strings` is a file of
    sentences that come before ours. An enquiry is answered within `reply_hours` of working time, is
    due soon `warn_hours` of it before, and is forgotten `enquiry_days` after it was settled; a row
    of the audit is forgotten after `audit_days`, a mail `mail_days` after it was sent, what was
    said of an answer's use after `useful_days`; logs are kept `log_days`.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    knowledge: Path = Path("knowledge/kent")
    var: Path = Path("var")
    services: int = 1
    engines: int = field(default_factory=engines_of_machine)
    engine_url: str = "http://127.0.0.1:5005"
    socket: int | None = None
    webhook_port: int = 5055
    webhook_secret: str = field(default="", repr=False)
    secret_key: str | None = field(default=None, repr=False)
    api_keys: tuple[str, ...] = field(default=(), repr=False)
    rate_limit: RateLimit | None = DEFAULT_LIMIT
    redis_url: str | None = field(default=None, repr=False)
    trusted_proxies: tuple[Network, ...] = ()
    conversation_hours: float = 24.0
    database_url: str | None = field(default=None, repr=False)
    public_url: str | None = None
    smtp_url: MailServer | None = None
    mail_from: str = "signpost@localhost.localdomain"
    mail_content: bool = False
    allowed_origins: tuple[str, ...] = ()
    exit_url: str = "https://www.bbc.co.uk/weather"
    strings: Path | None = None
    working_week: WorkingWeek = field(default_factory=WorkingWeek)
    reply_hours: float = 17.0
    warn_hours: float = 4.0
    enquiry_days: int = 730
    useful_days: int = 365
    mail_days: int = 90
    log_days: int = 14
    # As long as most claims can be brought (Limitation Act 1980, sections 2 and 5: six years).
    audit_days: int = 2192


def read_settings(environ: Mapping[str, str], env_file: Path) -> Settings:
    """The settings of `environ` over those of `env_file` (which need not exist).

    Raises :class:`SettingsError` for the first value that is not allowed.
    """
    given = {**read_env_file(env_file), **environ}
    values: dict[str, Any] = {}
    for attribute, read in _READERS.items():
        name = PREFIX + attribute.upper()
        if name in given:
            values[attribute] = _checked(name, given[name].strip(), read)
    settings = Settings(**values)
    _check_shared(settings)
    return settings


def _check_shared(settings: Settings) -> None:
    """Refuse several services without what they share; engines of one machine share a file."""
    is_shared = (settings.database_url or "").startswith("postgres")
    if settings.services > 1 and not is_shared:
        raise SettingsError(
            "SIGNPOST_SERVICES is not right: more than 1 needs a PostgreSQL server in "
            "SIGNPOST_DATABASE_URL, which they share"
        )
    if settings.services > 1 and not settings.redis_url:
        raise SettingsError(
            "SIGNPOST_SERVICES is not right: more than 1 needs a Redis server in "
            "SIGNPOST_REDIS_URL, by which they keep conversations in order"
        )


def read_env_file(path: Path) -> dict[str, str]:
    """The NAME=value lines of a .env file; comments, quotes and `export` are understood."""
    if not path.is_file():
        return {}
    values = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().removeprefix("export ")
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise SettingsError(f"{path}, line {number}: write NAME=value")
        values[name.strip()] = _unquoted(value.strip())
    return values


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _checked(name: str, value: str, read: Callable[[str], object]) -> object:
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name} is not right: it must be {error}") from None


def _port(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise ValueError("a port, a whole number from 1 to 65535")
    return int(value)


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9.:_-]+", value):
        raise ValueError("a host name or address to listen on, such as 127.0.0.1 or 0.0.0.0")
    return value


def _folder(value: str) -> Path:
    if not value:
        raise ValueError("the path of a folder")
    return Path(value)


def _file(value: str) -> Path:
    if not Path(value).is_file():
        raise ValueError("the path of a file")
    return Path(value)


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("an address such as http://127.0.0.1:5005")
    return value.rstrip("/")


def _urls(value: str) -> str:
    return ",".join(_url(part.strip()) for part in value.split(","))


def _count(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MOST_PROCESSES:
        raise ValueError(f"a whole number from 1 to {MOST_PROCESSES}")
    return int(value)


def _descriptor(value: str) -> int:
    if not value.isdecimal() or int(value) < 3:
        raise ValueError("the number of an open file, 3 or more")
    return int(value)


def _secret(value: str) -> str:
    if len(value) < SHORTEST_SECRET:
        raise ValueError(f"a secret of {SHORTEST_SECRET} or more characters")
    return value


def _secrets(value: str) -> tuple[str, ...]:
    keys = tuple(key.strip() for key in value.split(",") if key.strip())
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise ValueError(f"keys of {SHORTEST_SECRET} or more characters, with commas between them")
    return keys


def _redis_url(value: str) -> str:
    if not re.fullmatch(r"rediss?://[^\s]+", value):
        raise ValueError("an address such as redis://127.0.0.1:6379/0")
    return value


def _networks(value: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
    except ValueError:
        raise ValueError(
            "addresses or networks with commas between them, such as 10.0.0.0/8"
        ) from None


def _hours(value: str) -> float:
    hours = float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else 0.0
    if not 0 < hours <= MOST_HOURS:
        raise ValueError("a number of hours, more than 0 and at most 8784 (a year)")
    return hours


def _database_url(value: str) -> str:
    if not re.fullmatch(r"(sqlite:///|postgres(ql)?(\+psycopg)?://).+", value):
        raise ValueError("sqlite:///path or postgresql://user:password@host/database")
    return value


def _email(value: str) -> str:
    try:
        return normal_email(value)
    except WrongContactError:
        raise ValueError("an e-mail address such as signpost@example.org") from None


def _switch(value: str) -> bool:
    if value.lower() not in {"on", "off"}:
        raise ValueError('"on" or "off"')
    return value.lower() == "on"


def _days(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MOST_DAYS:
        raise ValueError("a whole number of days, from 1 to 7305 (20 years)")
    return int(value)


_READERS: dict[str, Callable[[str], object]] = {
    "host": _host,
    "port": _port,
    "knowledge": _folder,
    "var": _folder,
    "engine_url": _urls,
    "services": _count,
    "engines": _count,
    "socket": _descriptor,
    "webhook_port": _port,
    "webhook_secret": _secret,
    "secret_key": _secret,
    "api_keys": _secrets,
    "rate_limit": read_rate_limit,
    "redis_url": _redis_url,
    "trusted_proxies": _networks,
    "conversation_hours": _hours,
    "database_url": _database_url,
    "public_url": _url,
    "smtp_url": read_mail_server,
    "mail_from": _email,
    "mail_content": _switch,
    "allowed_origins": read_origins,
    "exit_url": _url,
    "strings": _file,
    "working_week": read_working_week,
    "reply_hours": _hours,
    "warn_hours": _hours,
    "enquiry_days": _days,
    "useful_days": _days,
    "mail_days": _days,
    "log_days": _days,
    "audit_days": _days,
}
