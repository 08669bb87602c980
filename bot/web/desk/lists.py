"""The list of enquiries as a file, for managers: one row an enquiry, and who took it is noted.

It leaves out who asked, how to reach them, and what was written: those stay on the desk.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from aiohttp import web

from bot.knowledge import Knowledge
from bot.store import audit
from bot.store.answer_times import measure_answers
from bot.store.audit import Actor
from bot.store.enquiry_tables import Enquiry
from bot.store.report import listed
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.csv_files import Cell, csv_of, file_response
from bot.web.desk.period import Period
from bot.web.desk.report import asked_period
from bot.web.desk.visits import VISIT
from bot.web.moments import UK
from bot.web.words import Words
from bot.working_time import WorkingWeek

Column = Literal[
    "reference",
    "status",
    "received",
    "due",
    "first_replied",
    "settled",
    "hours",
    "reopenings",
    "area",
    "district",
    "topic",
    "owner",
    "role",
    "setting",
    "place",
]


async def get_enquiries(request: web.Request) -> web.Response:
    """GET /desk/lists/enquiries.csv: the enquiries received in a period."""
    period, week = asked_period(request), request.app[keys.SETTINGS].working_week
    pack, words = request.app[keys.PACK].knowledge, request.app[keys.WORDS]
    store, actor = request.app[keys.STORE], request[VISIT].actor
    await store.write(_note, actor, week, request.app[keys.NOW]())
    body = await store.read(_file, period, pack, words)
    return file_response(f"enquiries-{period.first}-{period.last}", body)


def _note(session: Session, actor: Actor, week: WorkingWeek, now: datetime) -> None:
    """Note it before anything is handed over: a list that is not noted is not given."""
    measure_answers(session, week)
    audit.record(session, now, actor, "export", ("enquiries", "all"))


def _file(session: Session, period: Period, pack: Knowledge, words: Words) -> bytes:
    names: tuple[Column, ...] = get_args(Column)
    head = [words.say(f"report.list.{name}") for name in names]
    rows = listed(session, period.begin, period.end)
    return csv_of(head, (_row(one, pack, words) for one in rows))


def _row(one: Enquiry, pack: Knowledge, words: Words) -> tuple[Cell, ...]:
    area = pack.areas.get(one.area or "")
    district = pack.districts.get(one.district or "")
    topic = pack.topics.get(one.topic or "")
    minutes = one.answer_minutes
    return (
        one.reference,
        words.say(f"desk.status.{one.status}"),
        *map(_moment, (one.received_at, one.due_at, one.first_replied_at, one.settled_at)),
        None if minutes is None else round(minutes / 60, 2),
        one.reopenings,
        area.name if area else one.area,
        district.name if district else one.district,
        topic.name if topic else one.topic,
        *(one.owner_name, one.role, one.setting, one.place),
    )


def _moment(at: datetime | None) -> str | None:
    """The day and time in the United Kingdom, as spreadsheets read it."""
    return at.astimezone(UK).strftime("%Y-%m-%d %H:%M") if at else None
