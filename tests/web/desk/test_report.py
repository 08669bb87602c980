"""The report for the board: its figures, their files, and what must not be in either."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from bot.store import desk as moves
from bot.store.audit import Actor
from bot.store.audit_reading import Sought, rows_of
from bot.store.reply_counts import add_counts
from bot.web import keys
from bot.web.desk.charts import Bar, bars, columns
from bot.web.desk.csv_files import csv_of, safe
from bot.web.desk.figures import percentile
from bot.web.desk.period import Period, WrongPeriodError, period_in, usual_period
from tests.support.desk import Person, new_account, signed_in
from tests.support.doors import Door
from tests.support.enquirers import NOW, leave


def file_of(body: bytes) -> list[list[str]]:
    """The rows of a CSV file as a spreadsheet reads them."""
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))


async def fetched(person: Person, path: str) -> tuple[str, list[list[str]]]:
    """The name and the rows of a file of the desk."""
    async with person.client.get(person.door.url(path)) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/csv"
        return answer.headers["Content-Disposition"], file_of(await answer.read())


def furnish(door: Door, actor: Actor) -> None:
    """Three enquiries: answered in an hour, answered late, and not answered."""
    for hours in (1, 72):
        enquiry = leave(door.store, now=NOW - timedelta(days=20))
        reply = {"text": "Yes.", "key": f"{hours}", "now": enquiry.received_at}
        reply["now"] = enquiry.received_at + timedelta(hours=hours)
        door.store.write_now(moves.reply, actor, enquiry.reference, 1, **reply)
    leave(door.store, now=NOW - timedelta(days=8))
    today = NOW.date()
    counts = {(today, "answered"): 1234, (today, "unsure"): 5, (today, "outside"): 6}
    door.store.write_now(add_counts, counts)


async def test_the_page_shows_every_figure_with_its_definition(desk: Door, admin: Person) -> None:
    """Volume, median and 90th percentile in working time, late, overdue, and the assistant."""
    furnish(desk, admin_of(admin))
    page = await admin.get("/desk/report")
    assert page.headings == ["Report"]
    for words in (
        "Received 3",
        "Half within 1 h 00 min",
        "West Fens 3 2 1 h 00 min",
        "Overdue now 1",
        "Nov 2026 1,234 5 6 0",
        "more than 17 hours of working time, which is what is promised",
        "Monday to Friday, 08:30 to 17:00, without England's bank holidays",
    ):
        assert words in page.text, words
    assert page.html.count('<svg class="chart" role="img"') == page.html.count("<table>") == 5


async def test_nobody_is_named_in_the_report_or_its_tables(desk: Door, admin: Person) -> None:
    """Neither who asks nor who answers: figures only."""
    furnish(desk, admin_of(admin))
    html = (await admin.get("/desk/report")).html.replace(admin.account.name, "", 1)
    _, areas = await fetched(admin, "/desk/report/areas.csv")
    for name in ("Robin", "Marsh", "Sedgeham", "robin@", "When is the next forum", "Kim Alder"):
        assert name not in html
        assert name not in str(areas)


async def test_each_table_is_a_file_with_the_same_figures(desk: Door, admin: Person) -> None:
    """Hours as numbers that a spreadsheet can count with; a table that is none is not found."""
    furnish(desk, admin_of(admin))
    name, rows = await fetched(admin, "/desk/report/times.csv?first=2026-11-01&last=2026-11-30")
    assert name == 'attachment; filename="times-2026-11-01-2026-11-30.csv"'
    hours = ("Half within (working hours)", "Nine in ten within (working hours)")
    assert rows[0] == ["Area", "Answered", *hours, "Late"]
    assert rows[1][:3] == ["West Fens", "2", "1.0"]
    assert rows[-1][0] == "All"
    _, assistant = await fetched(admin, "/desk/report/assistant.csv")
    assert assistant[-1] == ["All", "1234", "5", "6", "0"]
    await admin.get("/desk/report/nothing.csv", 404)


async def test_days_in_a_wrong_order_are_said(desk: Door, admin: Person) -> None:
    """And what was typed is still there; the usual months stand below."""
    page = await admin.get("/desk/report?first=2026-11-30&last=2026-11-01", 422)
    assert "two days in their order" in page.text
    assert 'value="2026-11-30"' in page.html
    await admin.get("/desk/report/areas.csv?first=nothing&last=2026-11-01", 404)
    assert desk.store.read_now(rows_of, Sought(), 1)[0].action == "view"


async def test_the_list_has_one_row_an_enquiry_and_is_noted(desk: Door, admin: Person) -> None:
    """Safe against formulas, without who asked and what was written; the audit says who took it."""
    leave(desk.store, setting='=HYPERLINK("http://x.example","Sedgeham")', place="-Sedgeham")
    leave(desk.store)
    name, rows = await fetched(admin, "/desk/lists/enquiries.csv")
    assert 'filename="enquiries-2025-12-01-2026-11-23.csv"' in name
    assert len(rows) == 3
    assert len({row[0] for row in rows}) == 3
    assert '\'=HYPERLINK("http://x.example","Sedgeham")' in rows[1]
    assert "'-Sedgeham" in rows[1]
    for words in ("Robin", "robin@", "When is the next forum"):
        assert words not in str(rows)
    (row,) = desk.store.read_now(rows_of, Sought(), 1)
    assert (row.action, row.subject, row.actor) == ("export", "enquiries", admin.account.id)


async def test_an_auditor_reads_figures_and_takes_no_list(desk: Door) -> None:
    """Nor sees an enquiry; the page does not offer what is refused."""
    leave(desk.store)
    new_account(desk, "Ash Reed")
    async with signed_in(desk, name="Lee Barrow", role="auditor", area=None) as lee:
        page = await lee.get("/desk/report")
        assert "lists/enquiries.csv" not in page.html
        await lee.get("/desk/lists/enquiries.csv", 403)
        await lee.get("/desk/report/areas.csv?first=2026-11-01", 404)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1622", "'+44 1622"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
        ("\u2003=1", "'\u2003=1"),
        ("St Mary's = good", "St Mary's = good"),
        ('Fen, "Rush"\nand Sedge; 学校 🚸',) * 2,
        ("", ""),
        (-2, -2),
        (None, None),
    ],
)
def test_no_cell_is_a_formula(cell: str | int | None, kept: str | int | None) -> None:
    """What a spreadsheet would run is led by an apostrophe; all else comes back as it was."""
    assert safe(cell) == kept
    assert file_of(csv_of(["head"], [[cell, "end"]]))[1][0] == ("" if kept is None else str(kept))


@pytest.mark.parametrize(
    ("times", "rank", "minutes"),
    [
        ({}, 50, None),
        ({7: 1}, 50, 7),
        ({10: 1, 20: 1}, 50, 10),
        ({10: 1, 20: 1, 30: 1}, 50, 20),
        (dict.fromkeys(range(1, 11), 1), 90, 9),
        ({5: 9, 600: 1}, 90, 5),
        ({5: 8, 600: 2}, 90, 600),
    ],
)
def test_percentiles_are_those_of_the_nearest_rank(
    times: dict[int, int], rank: int, minutes: int | None
) -> None:
    """The shortest time within which so many of 100 answers came: always one that was measured."""
    assert percentile(times, rank) == minutes


def test_a_chart_says_what_it_is_and_runs_nothing() -> None:
    """A name of the pack is text in it, not markup; one without figures is drawn too."""
    chart = bars("Areas", [Bar("<script>x</script>", 3, "3"), Bar("None", None, "–")])
    assert "<script>" not in chart
    assert 'aria-label="Areas"' in chart
    assert 'width="66.00%"' in chart
    assert columns("Months", []).startswith("<svg")
    assert columns("Months", [Bar("Nov", 0, "0")]).count("<rect") == 1


def test_the_usual_period_is_twelve_months() -> None:
    """This one and the eleven before it, cut to the day; three years are the most."""
    period = usual_period(date(2026, 3, 31))
    assert (period.first, period.last, len(period.firsts)) == (
        date(2025, 4, 1),
        date(2026, 3, 31),
        12,
    )
    assert len(period.bounds) == 13
    wrong = [
        {"first": "2026-01-01"},
        {"first": "2026-01-02", "last": "2026-01-01"},
        {"first": "2020-01-01", "last": "2026-01-01"},
        {"first": "0001-01-01", "last": "0001-01-02"},
    ]
    for query in wrong:
        with pytest.raises(WrongPeriodError):
            period_in(query, date(2026, 3, 31))


def test_a_day_of_the_report_begins_at_midnight_in_the_united_kingdom() -> None:
    """In summer that is eleven in the evening of the day before by UTC."""
    period = Period(date(2026, 7, 1), date(2026, 7, 31))
    assert period.begin.isoformat() == "2026-07-01T00:00:00+01:00"
    assert period.end - period.begin == timedelta(days=31)


async def test_what_the_assistant_said_outlives_the_service(desk: Door) -> None:
    """Counts are written down by the day, whatever is said in small talk left out of the groups."""
    counts = desk.app[keys.REPLY_COUNTS]
    for outcome in ("answered", "answered", "talk"):
        desk.app[keys.MEASURES].count_reply(outcome)
    await counts.flush()
    async with signed_in(desk, name="Dana Marsh", role="editor", area=None) as dana:
        page = await dana.get("/desk/report")
    assert "Nov 2026 2 0 0 0" in page.text


def admin_of(person: Person) -> Actor:
    """The person as the store knows them."""
    return Actor(person.account.role, person.account.id, person.account.name)
