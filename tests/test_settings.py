"""Settings come from the environment and .env, and a wrong one is named with what is allowed."""

from __future__ import annotations

from datetime import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.machine import engines_of_machine
from bot.mail_server import MailServer
from bot.rate_limit import RateLimit
from bot.settings import Settings, SettingsError, read_settings
from bot.working_time import WorkingWeek

NOWHERE = Path("no-such-file.env")


def test_nothing_set_gives_a_laptop_s_defaults() -> None:
    """The defaults listen on this machine only, on port 8080."""
    settings = read_settings({}, NOWHERE)
    assert settings == Settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    """What the environment says is used even where .env says something else."""
    env_file = tmp_path / ".env"
    env_file.write_text(
        "# for this machine\n\nexport SIGNPOST_PORT=9000\nSIGNPOST_HOST='0.0.0.0'\nOTHER=1\n",
        encoding="utf-8",
    )
    settings = read_settings({"SIGNPOST_PORT": "9001"}, env_file)
    assert (settings.port, settings.host) == (9001, "0.0.0.0")


def test_every_setting_is_read() -> None:
    """Each name reaches its field in its own type."""
    settings = read_settings(
        {
            "SIGNPOST_KNOWLEDGE": "knowledge/other",
            "SIGNPOST_VAR": "/srv/signpost",
            "SIGNPOST_ENGINE_URL": "http://127.0.0.1:1234/",
            "SIGNPOST_WEBHOOK_PORT": "1235",
            "SIGNPOST_WEBHOOK_SECRET": "w" * 16,
            "SIGNPOST_SECRET_KEY": "s" * 32,
            "SIGNPOST_API_KEYS": "a" * 16 + ", " + "b" * 16,
            "SIGNPOST_RATE_LIMIT": "5/second",
            "SIGNPOST_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "SIGNPOST_CONVERSATION_HOURS": "1.5",
            "SIGNPOST_DATABASE_URL": "postgresql://signpost:secret@db/signpost",
            "SIGNPOST_PUBLIC_URL": "https://ask.example.org/",
            "SIGNPOST_SMTP_URL": "smtps://mail.example",
            "SIGNPOST_MAIL_FROM": "signpost@example.org",
            "SIGNPOST_MAIL_CONTENT": "on",
            "SIGNPOST_WORKING_WEEK": "mon-thu 09:00-16:00",
            "SIGNPOST_REPLY_HOURS": "8.5",
            "SIGNPOST_WARN_HOURS": "2",
            "SIGNPOST_ENQUIRY_DAYS": "365",
            "SIGNPOST_ALLOWED_ORIGINS": "https://www.council.example",
            "SIGNPOST_EXIT_URL": "https://weather.example/",
            "SIGNPOST_STRINGS": "domain.yml",
            "SIGNPOST_USEFUL_DAYS": "30",
        },
        NOWHERE,
    )
    assert settings.knowledge == Path("knowledge/other")
    assert settings.var == Path("/srv/signpost")
    assert settings.engine_url == "http://127.0.0.1:1234"
    assert settings.webhook_port == 1235
    assert settings.webhook_secret == "w" * 16
    assert settings.secret_key == "s" * 32
    assert settings.api_keys == ("a" * 16, "b" * 16)
    assert settings.rate_limit == RateLimit(5, 1)
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert settings.conversation_hours == 1.5
    assert settings.warn_hours == 2
    assert settings.database_url == "postgresql://signpost:secret@db/signpost"
    for secret in ("w" * 16, "s" * 32, "a" * 16, "signpost:secret"):
        assert secret not in repr(settings)
    assert settings.public_url == "https://ask.example.org"
    assert settings.smtp_url == MailServer("mail.example", 465, "tls")
    assert (settings.mail_from, settings.mail_content) == ("signpost@example.org", True)
    assert settings.working_week == WorkingWeek(frozenset(range(4)), time(9), time(16))
    assert (settings.reply_hours, settings.enquiry_days) == (8.5, 365)
    assert settings.allowed_origins == ("https://www.council.example",)
    assert (settings.exit_url, settings.useful_days) == ("https://weather.example", 30)
    assert settings.strings == Path("domain.yml")


def test_the_rate_limit_can_be_switched_off() -> None:
    """A load test sets "off"."""
    assert read_settings({"SIGNPOST_RATE_LIMIT": "off"}, NOWHERE).rate_limit is None


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("PORT", "80a", "from 1 to 65535"),
        ("PORT", "0", "from 1 to 65535"),
        ("PORT", "65536", "from 1 to 65535"),
        ("HOST", "two words", "127.0.0.1 or 0.0.0.0"),
        ("KNOWLEDGE", "", "a folder"),
        ("ENGINE_URL", "localhost:5005", "such as http://"),
        ("WEBHOOK_SECRET", "short", "16 or more characters"),
        ("SECRET_KEY", "short", "16 or more characters"),
        ("API_KEYS", "long-enough-to-be-a-key,short", "commas between"),
        ("RATE_LIMIT", "many", "such as 20/minute"),
        ("RATE_LIMIT", "0/minute", "such as 20/minute"),
        ("TRUSTED_PROXIES", "the proxy", "such as 10.0.0.0/8"),
        ("CONVERSATION_HOURS", "0", "more than 0"),
        ("CONVERSATION_HOURS", "9000", "at most 8784"),
        ("CONVERSATION_HOURS", "a day", "a number of hours"),
        ("DATABASE_URL", "mysql://db", "postgresql://"),
        ("PUBLIC_URL", "ask.example.org", "such as http://"),
        ("SMTP_URL", "mail.example", "smtps://"),
        ("MAIL_FROM", "signpost", "such as signpost@"),
        ("MAIL_CONTENT", "perhaps", '"on" or "off"'),
        ("WORKING_WEEK", "always", "mon-fri 08:30-17:00"),
        ("REPLY_HOURS", "soon", "a number of hours"),
        ("ENQUIRY_DAYS", "0", "from 1 to 7305"),
    ],
)
def test_a_wrong_setting_is_named_with_what_is_allowed(name: str, value: str, allowed: str) -> None:
    """The sentence names the setting and what is allowed, and never repeats a secret."""
    with pytest.raises(SettingsError) as caught:
        read_settings({f"SIGNPOST_{name}": value}, NOWHERE)
    assert f"SIGNPOST_{name}" in str(caught.value)
    assert allowed in str(caught.value)
    assert "long-enough-to-be-a-key" not in str(caught.value)


def test_several_engines_need_nothing_else() -> None:
    """Those of one machine share the file of conversations."""
    assert read_settings({"SIGNPOST_ENGINES": "3"}, NOWHERE).engines == 3


@pytest.mark.parametrize(
    ("cores", "system", "engines"), [(1, "linux", 1), (2, "linux", 2), (8, "linux", 2), (8, "x", 1)]
)
def test_both_cores_hear_where_nobody_has_said_how_many_engines(
    cores: int, system: str, engines: int
) -> None:
    """Two where there are two cores, and where a second one costs little memory."""
    assert engines_of_machine(cores, system) == engines
    assert read_settings({}, NOWHERE).engines == engines_of_machine()


def test_several_services_need_what_they_share() -> None:
    """A PostgreSQL server, then a Redis server."""
    several = {"SIGNPOST_SERVICES": "2"}
    with pytest.raises(SettingsError, match="PostgreSQL"):
        read_settings(several, NOWHERE)
    several["SIGNPOST_DATABASE_URL"] = "postgresql://signpost@db/signpost"
    with pytest.raises(SettingsError, match="Redis"):
        read_settings(several, NOWHERE)
    several["SIGNPOST_REDIS_URL"] = "redis://cache:6379/0"
    assert read_settings(several, NOWHERE).services == 2


def test_a_line_of_the_file_that_is_no_setting_is_refused_by_number(tmp_path: Path) -> None:
    """A .env line without "=" is a mistake, not a comment."""
    env_file = tmp_path / ".env"
    env_file.write_text("# fine\nSIGNPOST_PORT 9000\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="line 2"):
        read_settings({}, env_file)
