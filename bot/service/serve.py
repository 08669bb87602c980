"""Serves the two listeners of the service: the public door, and the action webhook."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

# A turn may take 30 seconds; those who wait for one are not cut off sooner when stopping.
STOP_WITHIN = 31.0
LOOPBACK = "127.0.0.1"
# A request's head must be there within this time, and an open connection be used again (seconds).
HEAD_WITHIN = 20.0


class PortTakenError(Exception):
    """Another program listens there; the message says where, and which setting changes it."""


@asynccontextmanager
async def listening(
    app: web.Application, host: str, port: int, setting: str, opened: int | None = None
) -> AsyncIterator[None]:
    """Serve the application at host and port while inside.

    `opened` is the number of a socket that listens there already and that other processes may
    share: whichever is free takes the next connection.
    Raises :class:`PortTakenError` naming `setting` when it cannot listen there.
    """
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=STOP_WITHIN, keepalive_timeout=HEAD_WITHIN
    )
    await runner.setup()
    try:
        if opened is None:
            await web.TCPSite(runner, host, port).start()
        else:
            await web.SockSite(runner, socket.socket(fileno=opened)).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTakenError(
            f"cannot listen on {host}, port {port} ({error.strerror}): "
            f"stop the other program, or change {setting}"
        ) from None
    try:
        yield
    finally:
        await runner.cleanup()


def stop_asked_for() -> asyncio.Event:
    """What Ctrl-C and SIGTERM set, from now on."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped
