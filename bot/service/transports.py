"""Ways out for mail: an SMTP server, or files for a deployment that has none yet."""

from __future__ import annotations

import asyncio
import os
import ssl
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Protocol

import aiosmtplib

from bot.mail_server import MailServer
from bot.settings import Settings

# A server that says nothing for so long is tried again later.
ANSWER_WITHIN = 30.0


class MailRefusedError(Exception):
    """This mail will never be accepted; the message is a kind and code, never text or address."""


class MailDelayedError(Exception):
    """The mail could not be handed over now; the message is a kind and code."""


class Transport(Protocol):
    """Hands a mail over."""

    async def send(self, message: EmailMessage) -> None:
        """Return once the next server (or the disk) has it.

        Raises :class:`MailRefusedError` or :class:`MailDelayedError`.
        """


class SmtpTransport:
    """Hands mails to an SMTP server, each on a connection of its own."""

    def __init__(
        self,
        server: MailServer,
        answer_within: float = ANSWER_WITHIN,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._server = server
        self._answer_within = answer_within
        self._tls = tls

    async def send(self, message: EmailMessage) -> None:
        """Hand the mail over; what a server refuses for good is told from what may pass."""
        client = self._client()
        try:
            async with asyncio.timeout(self._answer_within):
                await client.connect()
                await client.send_message(message)
            await _take_leave(client)
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _refused(error.recipients[0]) from None
        except aiosmtplib.SMTPDataError as error:
            raise _refused(error) from None
        except aiosmtplib.SMTPResponseException as error:
            # The sender or the password is wrong: the deployment's fault, not this mail's.
            raise MailDelayedError(f"{type(error).__name__} {error.code}") from None
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
            raise MailDelayedError(type(error).__name__) from None
        finally:
            client.close()

    def _client(self) -> aiosmtplib.SMTP:
        return aiosmtplib.SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.username,
            password=self._server.password,
            use_tls=self._server.security == "tls",
            start_tls=self._server.security == "starttls",
            tls_context=self._tls,
            timeout=self._answer_within,
        )


class FileTransport:
    """Writes each mail into a folder as an .eml file, which a mail program can open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        """Write the mail whole; one that is written again replaces itself."""
        try:
            await asyncio.to_thread(self._write, message)
        except OSError as error:
            raise MailDelayedError(type(error).__name__) from None

    def _write(self, message: EmailMessage) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        date = parsedate_to_datetime(message["Date"]).strftime("%Y%m%d-%H%M%S")
        number = str(message["Message-ID"]).strip("<>").partition("@")[0]
        path = self._folder / f"{date}-{number}.eml"
        beside = path.with_suffix(f".{os.getpid()}.part")
        try:
            beside.write_bytes(bytes(message))
            beside.replace(path)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()


def transport_of(settings: Settings) -> Transport:
    """The way out that the settings name."""
    if settings.smtp_url is None:
        return FileTransport(settings.var / "mail")
    return SmtpTransport(settings.smtp_url)


async def _take_leave(client: aiosmtplib.SMTP) -> None:
    """Say goodbye; the server has the mail, so nothing that goes wrong now matters."""
    with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
        await client.quit(timeout=1)


def _refused(
    error: aiosmtplib.SMTPResponseException,
) -> MailRefusedError | MailDelayedError:
    kind = MailRefusedError if error.code >= 500 else MailDelayedError
    return kind(f"{type(error).__name__} {error.code}")
