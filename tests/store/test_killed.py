"""A process that is killed at any moment loses no enquiry and tells nobody twice."""

import multiprocessing
import random
import time
from collections import defaultdict
from multiprocessing import forkserver
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.store import audit
from bot.store.enquiry_tables import AuditRow, Enquiry, EnquiryMessage, Mail
from tests.support import dying_service
from tests.support.mail_servers import mail_server

KILLS = {"sqlite": 100, "postgresql": 20}
# Seconds of a life: from before the store is opened to many enquiries later, on this machine.
SHORTEST = 0.02
USUAL_LIVES = 1.6
LONGEST_BETWEEN = (0.3, 1.0)


@pytest.fixture(scope="module")
def processes():
    """Real processes that start in milliseconds, from one that has everything loaded."""
    context = multiprocessing.get_context("forkserver")
    # Each process imports what this one was started as: pytest, so that is loaded too.
    context.set_forkserver_preload(["pytest", "tests.support.dying_service"])
    with pytest.MonkeyPatch.context() as patch:
        # Before Python 3.12 the path of the parent did not reach what loads the modules.
        patch.setenv("PYTHONPATH", str(Path.cwd()))
        forkserver.ensure_running()
    return context


def heard_before_the_kill(processes, database, port, begun, seconds):
    """Let a process live for so long and kill it; returns the keys that it acknowledged."""
    hear, tell = processes.Pipe(duplex=False)
    arguments = (database, port, tell, begun)
    process = processes.Process(target=dying_service.live, args=arguments)
    process.start()
    tell.close()
    process.join(seconds)
    assert process.is_alive()
    process.kill()
    process.join()
    keys = []
    try:
        while True:
            keys.append(hear.recv())
    except EOFError:
        hear.close()
    return keys


def longest_life(processes, database, port):
    """So long that, on this machine as busy as it is, a process leaves some enquiries."""
    hear, tell = processes.Pipe(duplex=False)
    started = time.monotonic()
    process = processes.Process(target=dying_service.live, args=(database, port, tell, 0))
    process.start()
    assert hear.recv() == 0
    usual = time.monotonic() - started
    process.kill()
    process.join()
    least, most = LONGEST_BETWEEN
    return min(max(usual * USUAL_LIVES, least), most)


def sent_whole(processes, database, port):
    """Let a last process send what is left."""
    process = processes.Process(target=dying_service.send_the_rest, args=(database, port))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def counts(session):
    """How many rows each table has, and how many of the mails are sent."""
    return {
        "enquiries": session.scalar(select(func.count(Enquiry.id))),
        "messages": session.scalar(select(func.count(EnquiryMessage.id))),
        "audit": session.scalar(select(func.count(AuditRow.number))),
        "mails": session.scalar(select(func.count(Mail.id))),
        "sent": session.scalar(select(func.count(Mail.sent_at))),
    }


def test_killed_again_and_again(processes, store, database_url):
    """Whatever was acknowledged is there, once and whole, and each event has one Message-ID."""
    random_moment = random.Random(20261122)  # noqa: S311 - the same moments in each run
    acknowledged = []
    kills = KILLS[store.engine.dialect.name]
    with mail_server() as (mailbox, port):
        longest = longest_life(processes, database_url, port)
        for _ in range(kills):
            begun = acknowledged[-1] + 1 if acknowledged else 0
            seconds = random_moment.uniform(SHORTEST, longest)
            # A key that was not acknowledged is sent again by whoever comes next.
            acknowledged += heard_before_the_kill(processes, database_url, port, begun, seconds)
        sent_whole(processes, database_url, port)
        ids = defaultdict(set)
        for message in mailbox.messages:
            ids[message["Subject"], str(message["To"])].add(str(message["Message-ID"]))
        total = len(mailbox.messages)

    assert acknowledged == list(range(len(acknowledged)))
    # Without some the kills would prove nothing.
    assert acknowledged
    rows = store.read_now(counts)
    # The last one may have been written and killed before it could be acknowledged.
    assert rows["enquiries"] - len(acknowledged) in {0, 1}
    keys = set(store.read_now(lambda session: session.scalars(select(Enquiry.key)).all()))
    assert {f"key {number}" for number in acknowledged} <= keys
    assert rows["messages"] == rows["audit"] == rows["enquiries"]
    assert rows["mails"] == rows["sent"] == 2 * rows["enquiries"]
    assert store.read_now(audit.verify, audit.signer(b"key")).ok
    assert len(ids) == rows["mails"]
    assert {len(found) for found in ids.values()} == {1}
    print(f"{kills} kills, {rows['enquiries']} enquiries, {total} mails taken")  # noqa: T201
