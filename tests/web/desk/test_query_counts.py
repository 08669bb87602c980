"""How often each page of the desk asks the database: a known number, whatever there is to show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from bot.web.desk.guard import ROLES
from bot.web.desk.routes import DESK_ROUTES
from tests.support.desk import Person
from tests.support.doors import Door
from tests.support.enquirers import leave

# Whose session it is and the row of the audit are among them, on each.
COUNTS = {
    "/desk": 13,
    "/desk/enquiries/{reference}": 15,
    "/desk/enquiries/{reference}/live": 5,
    "/desk/live": 3,
    "/desk/search": 8,
    "/desk/replies": 5,
    "/desk/choices": 5,
    "/desk/report": 10,
    "/desk/report/{table}.csv": 10,
    "/desk/lists/enquiries.csv": 6,
    "/desk/audit": 7,
    "/desk/accounts": 6,
    "/desk/accounts/{id}": 7,
    "/desk/staffing": 8,
    "/desk/mails": 7,
    "/desk/stop": 5,
}


@contextmanager
def statements(door: Door) -> Iterator[list[str]]:
    """What is asked of the database while inside, the marks of transactions left out."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    event.listen(door.store.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(door.store.engine, "before_cursor_execute", note)


def address_of(path: str, reference: str, account: int) -> str:
    """An address with something to show."""
    filled = path.replace("{reference}", reference).replace("{id}", str(account))
    # Sixty are found, so that there is a second page.
    filled = filled.replace("/desk/search", "/desk/search?text=sedgeham")
    return filled.replace("{table}", "areas")


async def counted(person: Person, path: str) -> int:
    """How many statements a page needs; the fewest of three, for the service looks round too."""
    found = []
    for _ in range(3):
        with statements(person.door) as asked:
            async with person.client.get(person.door.url(path)) as answer:
                assert answer.status == 200, path
        found.append(len(asked))
    return min(found)


async def test_each_page_asks_as_often_as_is_written_down(desk: Door, admin: Person) -> None:
    """With one enquiry as with sixty: no page asks once more for each row that it shows."""
    pages = [one.path for one in DESK_ROUTES if one.method == "GET" and one.permission in ROLES]
    reference = leave(desk.store).reference
    addresses = {path: address_of(path, reference, admin.account.id) for path in pages}
    few = {path: await counted(admin, place) for path, place in addresses.items()}
    for _ in range(60):
        leave(desk.store)
    many = {path: await counted(admin, place) for path, place in addresses.items()}
    assert many == few
    assert few == COUNTS
