"""A person's data is handed over whole, or erased until no file holds a word of it."""

from __future__ import annotations

import dataclasses
import json
from email.message import EmailMessage
from pathlib import Path

import orjson
import pytest
from sqlalchemy import select

from bot.command import rights
from bot.command.console import Exit, Failure
from bot.engine.conversation_file import ConversationFile
from bot.service.storage import open_store
from bot.settings import Settings
from bot.store import accounts, audit, desk, enquiries, mails, queries
from bot.store.database import Store
from bot.store.enquiry_tables import AuditRow, Enquiry
from bot.store.opinions import Opinion, keep_opinion
from bot.store.turns import Begun, Finished, keep
from tests.support.enquirers import DUE, NEW, NOW, advisor

KENT = Path("knowledge/kent").resolve()
THEIRS = "Zebedee Thistlewood"
EMAIL = "zebedee@thistle.example"
SAID = "plantedquestion of a kind"
ANSWERED = "plantedanswer; ring Fenella Marsh-Ottley, the pupil's mum, or 07700 900555"
PLANTED = (
    "Thistlewood",
    "thistle.example",
    "plantedquestion",
    "plantedanswer",
    "plantedchat",
    "plantedreason",
)


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A deployment of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SIGNPOST_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("SIGNPOST_KNOWLEDGE", str(KENT))
    (tmp_path / "var").mkdir()
    return tmp_path / "var"


@pytest.fixture
def reference(var: Path) -> str:
    """An enquiry with everything that can belong to one, and another person's beside it."""
    store = open_store(Settings(var=var))
    theirs = left(store, name=THEIRS, email=EMAIL, conversation="theirs", question=SAID)
    left(store, name="Robin Marsh", email="robin@marsh.example", conversation="another")
    ash = advisor(store)
    store.write_now(desk.reply, ash, theirs.reference, 1, text=ANSWERED, key="r", now=NOW)
    said = [Begun("theirs", "a", "plantedchat", NOW), Begun("another", "a", "their own words", NOW)]
    reply = [{"text": "plantedchat indeed"}]
    done = [Finished(one.conversation, "a", reply) for one in said[:1]]
    store.write_now(keep, [*said, *done, Finished("another", "a", [{"text": "well"}])])
    for talk, why in (("theirs", "plantedreason"), ("another", "reason of another")):
        opinion = Opinion(talk, "a", NOW.date(), NOW, "answered", None, useful=False, why=why)
        store.write_now(keep_opinion, opinion)
    store.close()
    events = [
        {"event": "user", "text": "plantedchat", "timestamp": NOW.timestamp()},
        {"event": "bot", "text": None, "data": {"custom": {"text": "plantedchat indeed"}}},
        {"event": "slot", "name": "enquiry", "value": {"name": THEIRS}},
    ]
    file = ConversationFile(var / "conversations.sqlite3")
    file.write("theirs", orjson.dumps(events), None)
    file.write("another", orjson.dumps([]), None)
    file.close()
    written(var, EMAIL, f"We have your enquiry {theirs.reference}", f"Dear {THEIRS}")
    written(var, "west@advisors.example", f"New enquiry {theirs.reference}", SAID)
    written(var, "robin@marsh.example", "We have your enquiry FS-2222-2222", "Dear Robin")
    return theirs.reference


def left(store: Store, **changed: str) -> Enquiry:
    """An enquiry in Kent's county."""
    new = dataclasses.replace(NEW, key=f"key of {changed['name']}", **changed)
    created = store.write_now(enquiries.create_enquiry, new, prefix="KS", due_at=DUE, now=NOW)
    return created.enquiry


def written(var: Path, to: str, subject: str, text: str) -> None:
    """A mail in a file, as the deployment without a mail server writes them."""
    mail = EmailMessage()
    mail["To"], mail["Subject"], mail["Message-ID"] = to, subject, f"<{subject}@x.example>"
    mail.set_content(text)
    folder = var / "mail"
    folder.mkdir(exist_ok=True)
    (folder / f"{subject.replace(' ', '-')}-{to}.eml").write_bytes(bytes(mail))


def traces(var: Path) -> dict[str, list[str]]:
    """Each file with the planted words that its bytes hold."""
    files = {path: path.read_bytes() for path in var.rglob("*") if path.is_file()}
    found = {
        path.name: [word for word in PLANTED if word.encode() in data]
        for path, data in files.items()
    }
    return {name: words for name, words in found.items() if words}


def test_an_export_holds_everything_of_the_person_and_nobody_else(
    var: Path, reference: str, tmp_path: Path
) -> None:
    """Both files; advisors and a child's mother are masked; the audit tells of it."""
    assert rights.main(["export", EMAIL.upper(), "--to", str(tmp_path / "out")]) == 0
    text = (tmp_path / "out" / "export.json").read_text("utf-8")
    made = json.loads(text)
    (enquiry,) = made["enquiries"]
    assert (enquiry["reference"], enquiry["name"], enquiry["email"]) == (reference, THEIRS, EMAIL)
    assert enquiry["messages"][0]["text"] == SAID
    assert "plantedanswer" in enquiry["messages"][1]["text"]
    assert [mail["to"] for mail in enquiry["mails"]].count(EMAIL) == 2
    (conversation,) = made["conversations"]
    (turn,) = conversation["chat"]
    assert turn["said"] == "plantedchat"
    assert (turn["useful"], turn["why"]) == (False, "plantedreason")
    assert [one["who"] for one in conversation["engine"]] == ["user", "bot"]
    page = (tmp_path / "out" / "export.html").read_text("utf-8")
    for other in (
        "Ash Reed",
        "Fenella",
        "900555",
        "west@advisors.example",
        "Robin",
        "own words",
        "of another",
    ):
        assert other not in text, other
        assert other not in page, other
    assert all(word in page for word in PLANTED)
    assert audited(var) == ["export"]


@pytest.mark.parametrize("by", ["address", "reference"])
def test_what_is_erased_is_in_no_file_any_more(var: Path, reference: str, by: str) -> None:
    """Tables, free pages, write-ahead logs, the engine's file, mails; another's data stays."""
    who = EMAIL if by == "address" else reference.lower()
    assert traces(var)
    assert rights.main(["erase", who]) == 0
    assert traces(var) == {}
    store = open_store(Settings(var=var))
    (other,) = store.read_now(queries.queue)
    assert other.name == "Robin Marsh"
    assert store.read_now(audit.verify, audit.signer(b"key")).ok
    assert store.read_now(mails.backlog).waiting == 2
    store.close()
    assert audited(var) == ["erase"]
    assert len(list((var / "mail").iterdir())) == 1
    assert ConversationFile(var / "conversations.sqlite3").senders() == ["another"]


def test_a_dry_run_erases_nothing(
    var: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It tells how much there is."""
    before = traces(var)
    assert rights.main(["erase", reference, "--dry-run"]) == 0
    assert "1 enquiries, 1 conversations, 2 files of mail" in capsys.readouterr().out
    assert traces(var) == before
    assert audited(var) == []


@pytest.mark.parametrize("who", ["", "somebody", "KS-0000-0000"])
def test_what_is_neither_address_nor_reference_is_refused(var: Path, who: str) -> None:
    """One sentence with an example."""
    del var
    with pytest.raises(Failure, match="WHO must be an e-mail address") as caught:
        rights.main(["erase", who])
    assert caught.value.code == Exit.MISCONFIGURED


def test_an_account_of_the_desk_stays(
    var: Path, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The audit needs to know who it was; the command says what to do about it."""
    del reference
    rights.main(["erase", "ash@desk.example"])
    assert "There is an account of the desk with this address" in capsys.readouterr().out
    store = open_store(Settings(var=var))
    assert [one.name for one in store.read_now(accounts.accounts)] == ["Ash Reed"]
    store.close()


def test_of_a_stranger_there_is_nothing(var: Path, reference: str) -> None:
    """And nothing of anybody is touched."""
    del reference
    before = traces(var)
    assert rights.main(["erase", "stranger@nowhere.example"]) == 0
    assert traces(var) == before


def audited(var: Path) -> list[str]:
    """What the audit says of persons; it names none."""
    store = open_store(Settings(var=var))
    rows = store.read_now(lambda session: session.scalars(select(AuditRow)).all())
    store.close()
    about = [row for row in rows if row.subject == "person"]
    assert all(THEIRS not in row.subject_id and len(row.subject_id) == 16 for row in about)
    return [row.action for row in about]
