"""`make bench-desk`: how long each page of the desk takes at 50,000 enquiries, on both databases.

Through a real server and a signed-in client, one request after the other; the median of many, in
milliseconds, against the 200 of issue 5. Ends with 1 where a page is slower.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog

from bot.command.console import say
from bot.pack import load
from bot.store.database import sqlite_url
from bot.store.queries import queue
from bot.web import keys
from tests.bench.many import fill
from tests.support.databases import MODEL, migrated, started
from tests.support.desk import Person, signed_in
from tests.support.doors import SECRET, Door, open_door

LIMIT = 200.0
WARM = 3


def pages(door: Door) -> dict[str, str]:
    """The addresses that are measured, by name."""
    enquiry = door.store.read_now(queue)[0]
    account = f"/desk/accounts/{enquiry.owner_id or 1}"
    return {
        "queue, all": "/desk?scope=all",
        "queue, mine": "/desk?scope=mine",
        "queue, closed": "/desk?scope=all&shelf=closed",
        "queue, closed, page 200": "/desk?scope=all&shelf=closed&page=200",
        "enquiry": f"/desk/enquiries/{enquiry.reference}",
        "search: a word": "/desk/search?text=governors",
        "search: two words": "/desk/search?text=county+lines",
        "search: a rare word": "/desk/search?text=zebra",
        "search: a reference": f"/desk/search?text={enquiry.reference}",
        "search: a person": "/desk/search?text=ashdown",
        "search: a setting": "/desk/search?text=primary",
        "report": "/desk/report",
        "report, one month": "/desk/report?first=2026-06-01&last=2026-06-30",
        "report, a table": "/desk/report/areas.csv",
        "audit": "/desk/audit",
        "audit with views": "/desk/audit?views=yes",
        "audit of one person": "/desk/audit?who=1",
        "audit of one enquiry": f"/desk/audit?reference={enquiry.reference}",
        "accounts": "/desk/accounts",
        "account": account,
        "cover": "/desk/staffing",
        "mail": "/desk/mails",
        "stop": "/desk/stop",
    }


async def measure(url: str, folder: Path, given: argparse.Namespace) -> dict[str, float]:
    """The median of each page in milliseconds."""
    knowledge = load(Path("knowledge/kent"))
    async with open_door(folder, knowledge=knowledge, database_url=url) as door:
        door.clock.at = door.clock.at.now(door.clock.at.tzinfo)
        began = time.perf_counter()
        settings = door.app[keys.SETTINGS]
        await asyncio.to_thread(fill, door.store, knowledge, settings, SECRET, given.enquiries)
        say(f"  filled in {time.perf_counter() - began:.0f} s")
        async with signed_in(door, name="Bench Reader", role="admin", area=None) as person:
            return {
                name: await median_of(person, place, given.times)
                for name, place in pages(door).items()
                if given.only in name
            }


async def median_of(person: Person, place: str, times: int) -> float:
    """The median time of a page, after some requests that warm it."""
    taken = []
    for number in range(WARM + times):
        began = time.perf_counter()
        async with person.client.get(person.door.url(place)) as answer:
            body = await answer.read()
            assert answer.status == 200, (place, answer.status, body[:300])
        if number >= WARM:
            taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """The address of an empty database of each kind, with all tables."""
    model = sqlite_url(folder / "signpost.sqlite3")
    migrated(model)
    server = started(folder / "postgresql")
    try:
        server.psql(f"CREATE DATABASE {MODEL}")
        migrated(server.get_uri(database=MODEL))
        yield {"SQLite": model, "PostgreSQL": server.get_uri(database=MODEL)}
    finally:
        server.cleanup()


def main() -> int:
    """Measure both and print a table; 1 where a page is over the limit."""
    parser = argparse.ArgumentParser(prog="make bench-desk", description=__doc__)
    parser.add_argument("--enquiries", type=int, default=50_000)
    parser.add_argument("--times", type=int, default=21)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    given = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    folder = Path(tempfile.mkdtemp(prefix="signpost-bench-"))
    found: dict[str, dict[str, float]] = {}
    try:
        with databases(folder) as urls:
            for name, url in urls.items():
                say(f"{name}, {given.enquiries:,} enquiries:")
                var = folder / name
                found[name] = asyncio.run(measure(url, var, given))
                say(", ".join(f"{page} {median:.0f}" for page, median in found[name].items()))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(f"{'median, ms':28}" + "".join(f"{name:>12}" for name in found))
    for page in next(iter(found.values())):
        say(f"{page:28}" + "".join(f"{one[page]:12.0f}" for one in found.values()))
    slow = [page for one in found.values() for page, median in one.items() if median > LIMIT]
    say(f"over {LIMIT:.0f} ms: {', '.join(slow) or 'none'}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
