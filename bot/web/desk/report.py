"""The report for the board: one page of figures that name nobody, and each table as a file."""

from __future__ import annotations

import calendar
from datetime import datetime
from urllib.parse import urlencode

from aiohttp import web

from bot.store import audit, report
from bot.store.answer_times import measure_answers
from bot.store.audit import Actor
from bot.store.reply_counts import counted
from bot.store.session import Session
from bot.web import keys
from bot.web.desk.csv_files import csv_of, file_response
from bot.web.desk.figures import line_of, lines_of, months_of
from bot.web.desk.period import Period, WrongPeriodError, period_in, usual_period
from bot.web.desk.report_sections import Gathered, Section, sections, spoken
from bot.web.desk.shown import show
from bot.web.desk.visits import VISIT
from bot.web.moments import today
from bot.web.refusals import RefusedError
from bot.working_time import WorkingWeek


async def get_report(request: web.Request) -> web.Response:
    """GET /desk/report: the figures of twelve months, or of the days that are asked for."""
    day, problem = today(request.app[keys.NOW]()), False
    try:
        period = period_in(request.query, day)
    except WrongPeriodError:
        period, problem = usual_period(day), True
    found = await _gathered(request, period, "view")
    settings = request.app[keys.SETTINGS]
    return show(
        request,
        "report.html",
        422 if problem else 200,
        period=period,
        typed=dict(request.query) if problem else period.query,
        problem="period" if problem else None,
        every=found.every,
        spoken=spoken,
        sections=_sections(request, found),
        query=urlencode(period.query),
        promised=f"{settings.reply_hours:g}",
        week=_in_words(settings.working_week),
        day=day,
    )


async def get_table(request: web.Request) -> web.Response:
    """GET /desk/report/{table}.csv: the figures of one section, for a spreadsheet."""
    name, period = request.match_info["table"], asked_period(request)
    found = await _gathered(request, period, "export")
    section = next((one for one in _sections(request, found) if one.name == name), None)
    if section is None:
        raise RefusedError("not_found")
    body = csv_of([one.filed for one in section.head], [row.cells for row in section.rows])
    return file_response(f"{name}-{period.first}-{period.last}", body)


def asked_period(request: web.Request) -> Period:
    """The days that the address asks for; raises RefusedError where they make no sense."""
    try:
        return period_in(request.query, today(request.app[keys.NOW]()))
    except WrongPeriodError:
        raise RefusedError("not_found") from None


async def _gathered(request: web.Request, period: Period, action: str) -> Gathered:
    settings, now = request.app[keys.SETTINGS], request.app[keys.NOW]()
    actor, week = request[VISIT].actor, settings.working_week
    store, promised = request.app[keys.STORE], round(settings.reply_hours * 60)
    await store.write(_note, actor, action, week, now)
    return await store.read(gather, period, promised, now)


def _note(session: Session, actor: Actor, action: str, week: WorkingWeek, now: datetime) -> None:
    measure_answers(session, week)
    audit.record(session, now, actor, action, ("report", "all"))


def gather(session: Session, period: Period, promised: int, now: datetime) -> Gathered:
    """What the report counts in the period; an answer is `promised` in so many minutes."""
    areas = report.shares(session, "area", period.begin, period.end)
    topics = report.shares(session, "topic", period.begin, period.end)
    opened = report.open_now(session, now)
    counts = report.received_between(session, period.bounds)
    replies = counted(session, period.first, period.last)
    return Gathered(
        line_of(None, areas, promised, opened),
        lines_of(areas, promised, opened),
        lines_of(topics, promised),
        dict(zip(period.firsts, counts, strict=True)),
        months_of(replies, period.firsts),
    )


def _sections(request: web.Request, found: Gathered) -> tuple[Section, ...]:
    return sections(found, request.app[keys.PACK].knowledge, request.app[keys.WORDS])


def _in_words(week: WorkingWeek) -> dict[str, str]:
    first, last = min(week.weekdays), max(week.weekdays)
    return {
        "first": calendar.day_name[first],
        "last": calendar.day_name[last],
        "opens": f"{week.opens:%H:%M}",
        "closes": f"{week.closes:%H:%M}",
    }
