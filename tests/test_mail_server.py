"""The mail server is one setting, and a password never travels or shows in the open."""

from __future__ import annotations

import pytest

from bot.mail_server import MailServer, read_mail_server


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtps://mail.example", MailServer("mail.example", 465, "tls")),
        (
            "smtp://u%40x:p%2Fw@mail.example",
            MailServer("mail.example", 587, "starttls", "u@x", "p/w"),
        ),
        ("smtp+plain://127.0.0.1:2525", MailServer("127.0.0.1", 2525, "none")),
    ],
)
def test_addresses_are_read(url: str, server: MailServer) -> None:
    """With the usual port where none is named."""
    assert read_mail_server(url) == server


@pytest.mark.parametrize(
    "url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://h/path"]
)
def test_anything_else_is_refused(url: str) -> None:
    """With what is allowed."""
    with pytest.raises(ValueError, match="smtps://"):
        read_mail_server(url)


def test_no_password_without_encryption() -> None:
    """Neither on the line nor in a log."""
    with pytest.raises(ValueError, match="unencrypted"):
        read_mail_server("smtp+plain://user:secret@mail.example")
    assert "secret" not in repr(read_mail_server("smtp://user:secret@mail.example"))
