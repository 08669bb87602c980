"""A mail says what happened, by when, why and where; never what was asked, unless it may."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import timedelta
from typing import get_args

import pytest

from bot.enquiry_links import reference_of
from bot.routing import Reason
from bot.store.enquiry_tables import Enquiry, MailKind
from bot.store.mails import Taken
from bot.web.words import Words
from tests.service.mail.conftest import LINK_KEY, make_letters
from tests.support.enquirers import DUE, NEW, NOW, ROUTED

KINDS = [kind for kind in get_args(MailKind) if kind != "digest"]
TEXT = "What we must never read in a mail"


def mail(kind, reason=ROUTED.reason, name=NEW.name):
    """A mail taken for sending."""
    enquiry = Enquiry(
        reference="FS-7F3K-92QM",
        due_at=DUE,
        owner_name="Ash Reed",
        reason=asdict(reason),
        name=NEW.name,
    )
    return Taken(1, "<id@x.example>", kind, "to@x.example", name, NOW, 1, enquiry, TEXT)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_words_in_both_forms(letters, kind):
    """The same sentences as text and as HTML, with reference, link and who to call."""
    message = letters.message(mail(kind))
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for part in (text, html):
        assert "FS-7F3K-92QM" in part
        assert "https://ask.example/" in part
        assert "call 999" in part
        assert "{" not in part.partition("<body")[2]
    assert "FS-7F3K-92QM" in message["Subject"]
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize("kind", KINDS)
def test_no_content_unless_the_setting_allows_it(letters, kind):
    """Mail is read on telephones in staff rooms."""
    assert TEXT not in letters.message(mail(kind)).as_string()
    assert TEXT in make_letters(with_content=True).letter(mail(kind)).text


def test_the_asker_s_link_is_signed_and_the_advisor_s_leads_to_the_desk(letters):
    """The asker needs no account; the advisor signs in."""
    token = re.search(r"/enquiries/(\S+)", letters.letter(mail("received")).text)[1]
    assert reference_of(LINK_KEY, token) == "FS-7F3K-92QM"
    assert "/desk/enquiries/FS-7F3K-92QM" in letters.letter(mail("new")).text


def test_the_due_moment_is_said_by_the_clocks_of_the_united_kingdom(letters):
    """Summer time included."""
    summer = mail("new")
    assert "Wednesday 25 November 2026 at 09:30" in letters.letter(summer).text
    summer.enquiry.due_at = DUE - timedelta(days=150)
    assert "28 June 2026 at 10:30" in letters.letter(summer).text


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (ROUTED.reason, "Sedgeham is in Sedge, which belongs to West Fens."),
        (Reason("area", district="Sedge", area="West Fens"), "Sedge belongs to West Fens."),
        (Reason("cover", area="West Fens", absent="Ash Reed"), "You are covering for Ash Reed."),
        (Reason("duty"), "duty queue"),
    ],
)
def test_the_reason_is_told(letters, reason, told):
    """R1: why it went where it went."""
    assert told in letters.letter(mail("new", reason)).text


def test_the_asker_is_told_the_reason_as_it_looks_to_them(letters):
    """Nobody tells an asker that they are covering."""
    covered = Reason("cover", area="West Fens", absent="Ash Reed")
    text = letters.letter(mail("received", covered)).text
    assert "Ash Reed, who usually answers there, is away." in text
    assert "You are covering" not in text


def test_names_cannot_write_headers_or_html(letters):
    """Whatever somebody calls themselves."""
    message = letters.message(mail("received", name="Robin\r\nBcc: all@x.example <b>"))
    assert message["Bcc"] is None
    assert "<b>" not in message.get_body(("html",)).get_content()


def test_every_sentence_of_mail_is_used():
    """The strings file holds a subject, a body and a link for each kind, and nothing unsaid."""
    words = Words.read()
    branches = {name for name, value in words.branch("mail").items() if not isinstance(value, str)}
    assert branches == {*KINDS, "digest", "why"}
    for kind in KINDS:
        assert set(words.branch(f"mail.{kind}")) == {"subject", "body", "link"}


LISTED = {
    "overdue": [["FS-7F3K-92QM", NOW.isoformat()]],
    "soon": [],
    "waiting": [["FS-2222-2222", DUE.isoformat()]],
    "more": {"waiting": 4},
    "desk": {"waiting": 9, "overdue": 1},
}


def test_a_digest_lists_what_waits_and_leads_to_the_desk(letters):
    """Counts in the subject, references and dates under headings, nothing that was asked."""
    taken = Taken(
        1, "<id@x.example>", "digest", "ash@desk.example", "Ash Reed", NOW, 1, None, None, LISTED
    )
    message = letters.message(taken)
    assert message["Subject"] == "Your enquiries today: 1 overdue, 0 due soon, 5 waiting"
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    for part in (text, html):
        for words in (
            "FS-7F3K-92QM, answer by Mon 23 Nov, 09:30",
            "FS-2222-2222, answer by Wed 25 Nov, 09:30",
            "and 4 more",
            "9 waiting, 1 of them overdue",
            "https://ask.example/desk",
        ):
            assert words in part
        assert "Due soon" not in part
    assert letters.message(taken).as_bytes() == message.as_bytes()
