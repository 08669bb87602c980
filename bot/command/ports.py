"""Ports of this machine: whether one is free, and a free one."""

from __future__ import annotations

import errno
import socket

from bot.command.console import Exit, Failure

# As many connections wait for a process that takes them; Linux has 4,096 as its own limit.
LONGEST_QUEUE = 1024


def check_port(host: str, port: int) -> None:
    """Raise Failure with one sentence where nothing can listen on ``host`` and ``port``."""
    try:
        families = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, kind, protocol, _name, address in families[:1]:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except socket.gaierror:
        raise Failure(
            f"SIGNPOST_HOST is {host}, which is no address of this machine.", Exit.MISCONFIGURED
        ) from None
    except OSError as error:
        raise _refusal(host, port, error) from None


def opened(host: str, port: int) -> socket.socket:
    """A socket that listens on ``host`` and ``port``, for several processes to share.

    Who connects while all of them are busy, or one is being started again, waits in its queue.
    """
    family, kind, protocol, _name, where = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    shared = socket.socket(family, kind, protocol)
    shared.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    shared.bind(where)
    shared.listen(LONGEST_QUEUE)
    return shared


def _refusal(host: str, port: int, error: OSError) -> Failure:
    if error.errno == errno.EADDRINUSE:
        return Failure(
            f"Port {port} on {host} is taken by another program. End that one, or choose another"
            f" port: SIGNPOST_PORT={port + 1} make run",
            Exit.BUSY,
        )
    if error.errno == errno.EACCES:
        return Failure(
            f"This user may not listen on port {port}; ports from 1024 on need no rights:"
            " SIGNPOST_PORT=8080 make run",
            Exit.BUSY,
        )
    return Failure(
        f"Nothing can listen on {host}, port {port}: {error.strerror}.", Exit.MISCONFIGURED
    )


def free_ports(number: int) -> list[int]:
    """So many different ports of the loopback address that nothing listens on now."""
    probes = [socket.socket() for _each in range(number)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()
