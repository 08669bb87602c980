"""Real SMTP servers within the test process: willing, refusing, slow, dying, and with TLS."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Session

SLOW_SECONDS = 3.0


class Mailbox:
    """Takes mail, or does with it what the test says.

    `answers` are given to the next deliveries, one each, before it takes mail again:
    an SMTP reply, "slow" (says nothing for long) or "die" (closes the line after taking it).
    """

    def __init__(self):
        self.messages = []
        self.answers = []
        self.refused = set()
        self._lock = threading.Lock()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        """Refuse the addresses that the test names."""
        if address in self.refused:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802
        """Take the mail, or give the next answer."""
        answer = self.answers.pop(0) if self.answers else None
        if answer == "slow":
            time.sleep(SLOW_SECONDS)  # noqa: ASYNC251 - the server stands still, as a stuck one does
            return "451 too late"
        if answer is None or answer == "die":
            with self._lock:
                self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        if answer == "die":
            server.transport.abort()
            return ""
        return answer or "250 OK"

    def ids(self):
        """The Message-IDs of what was taken, in order."""
        return [str(message["Message-ID"]) for message in self.messages]


class _Controller(Controller):
    """Speaks IPv4 on a free port of this machine."""

    def __init__(self, mailbox, **options):
        super().__init__(mailbox, hostname="127.0.0.1", port=0, **options)

    def _trigger_server(self):
        # The parent tries the port that was asked for; a free one is known only now.
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def mail_server(**options):
    """A server and its mailbox while inside: (mailbox, port)."""
    mailbox = Mailbox()
    controller = _Controller(mailbox, **options)
    controller.start()
    try:
        yield mailbox, controller.port
    finally:
        controller.stop(no_assert=True)


def only(username, password):
    """An authenticator that lets one person in."""

    def check(_server: SMTP, _session: Session, _envelope, _mechanism, data):
        right = (data.login, data.password) == (username.encode(), password.encode())
        return AuthResult(success=right, handled=False)

    return check


def certificate(folder):
    """A certificate for 127.0.0.1 that the client may trust: (server's context, client's)."""
    key, chain = folder / "key.pem", folder / "chain.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
            *("-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", chain),
        ],
        check=True,
        capture_output=True,
    )
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server.load_cert_chain(chain, key)
    return server, ssl.create_default_context(cafile=chain)
