"""Details that are written through every entrance leave no trace in any file, table or mail."""

from __future__ import annotations

import re
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from tests.support.mail_servers import Mailbox, mail_server
from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]

# Each entrance has a child of its own, so that a trace tells where it came in.
TRACES = {
    "question": "Tamsin Quillfeather",
    "enquiry": "Odalys Merriwick",
    "urgent": "Leontyne Fairbrook",
    "page": "Ignatius Pellworth",
    "refused": "Corisande Hobday",
    "status page": "Thaddeus Winterbourne",
    "apology": "Philomena Drakesford",
}
NUMBERS = ("999 012 3458", "14 Larkspur Gardens", "07700 900987", "mum.of@planted.example")
QUESTION = "How long do we keep child protection files after a pupil leaves?"
ASKER = "jo@harbour.example"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    """A real SMTP server."""
    with mail_server() as opened:
        yield opened


@pytest.fixture
def assistant(tmp_path: Path, mailbox: tuple[Mailbox, int]) -> Iterator[RunningAssistant]:
    """A running assistant whose mail may hold what people write."""
    started = RunningAssistant(
        tmp_path,
        SIGNPOST_RATE_LIMIT="off",
        SIGNPOST_SMTP_URL=f"smtp+plain://127.0.0.1:{mailbox[1]}",
        SIGNPOST_MAIL_CONTENT="on",
    ).until_ready()
    yield started
    if started.process.poll() is None:
        started.end()


def with_details(entrance: str) -> str:
    """A question with everything by which a child could be known."""
    nhs, address, phone, email = NUMBERS
    return (
        f"{QUESTION} It is about my pupil {TRACES[entrance]}, 9, NHS number {nhs}, of {address}. "
        f"Her mum is on {phone} or {email}."
    )


class Browser:
    """A browser without script."""

    def __init__(self, assistant: RunningAssistant) -> None:
        self._address = assistant.address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)

    def get(self, path: str) -> str:
        """A page, whatever its status."""
        return self._open(urllib.request.Request(f"{self._address}{path}"))

    def post(self, path: str, **fields: str) -> str:
        """The page after a form."""
        data = urllib.parse.urlencode(fields).encode()
        headers = {"Accept": "text/html"}
        return self._open(urllib.request.Request(f"{self._address}{path}", data, headers))

    def _open(self, request: urllib.request.Request) -> str:
        try:
            with self._opener.open(request, timeout=40) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return error.read().decode()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, page
    return found[1]


def eventually(true: Callable[[], bool], patience: float = 60.0) -> None:
    """Wait until it becomes true."""
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.2)


def traces_in(text: str | bytes) -> list[str]:
    """What was planted and is there: every word of a name, and every number."""
    planted = [word for name in TRACES.values() for word in name.split()]
    planted += [*NUMBERS, NUMBERS[0].replace(" ", ""), "Larkspur", "900987", "planted.example"]
    said = text.encode() if isinstance(text, str) else text
    return [one for one in planted if one.lower().encode() in said.lower()]


def leave_an_enquiry(assistant: RunningAssistant) -> str:
    """The reference of an enquiry whose question holds details of a child."""
    said = (
        "I want to leave a question for my advisor",
        with_details("enquiry"),
        "Ask an advisor all the same",
        f"Jo Bloggs and my email is {ASKER}",
        "DSL at Harbour Infant School in Whitstable",
    )
    for one in (*said, "Include the conversation", "Send"):
        (message,) = assistant.ask(one, sender="enquirer")
        assert traces_in(str(message)) == [], one
    reference = message["custom"]["reference"]
    assert isinstance(reference, str)
    return reference


def test_details_leave_no_trace(
    assistant: RunningAssistant, mailbox: tuple[Mailbox, int], tmp_path: Path
) -> None:
    """Chat, page, enquiry, its page, the urgent reply and the apology: nothing is kept."""
    replies: list[Any] = [assistant.ask(with_details("question"))]
    assert "I left out a name" in replies[0][0]["text"]
    urgent = f"my stepdad hits my sister {TRACES['urgent']}, she is 9"
    replies += assistant.ask(urgent, sender="urgent")
    assert replies[-1]["custom"]["outcome"] == "urgent"
    reference = leave_an_enquiry(assistant)
    browser = Browser(assistant)
    replies += pages_of(browser)
    replies.append(asker_s_page(browser, mailbox[0], reference))
    replies += after_a_crash(assistant)
    assert traces_in(str(replies)) == []
    assert assistant.end() == 0
    letters = b"".join(mail.as_bytes() for mail in mailbox[0].messages)
    assert b"It is about my pupil [name left out]" in letters.replace(b"=\n", b"")
    everything = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = b"".join(everything.values())
    assert b"[name left out]" in kept
    assert {path: traces_in(data) for path, data in everything.items() if traces_in(data)} == {}
    assert traces_in(letters) == []


def pages_of(browser: Browser) -> list[str]:
    """The pages after a message that was taken, and one that was too long."""
    page = browser.get("/")
    token, key = hidden(page, "token"), hidden(page, "key")
    taken = browser.post("/", token=token, key=key, message=with_details("page"))
    assert "I left out a name" in taken
    long = f"{with_details('refused')} {'and so on ' * 200}"
    refused = browser.post("/", token=token, key="another", message=long)
    assert "too long" in refused
    return [taken, refused]


def asker_s_page(browser: Browser, mailbox: Mailbox, reference: str) -> str:
    """The page behind the mail's link after a further message."""

    def links() -> list[str]:
        letters = [mail for mail in mailbox.messages if ASKER in str(mail["To"])]
        plain = [mail.get_body(("plain",)).get_content() for mail in letters]
        return re.findall(r"(/enquiries/\S+)", "\n".join(plain))

    eventually(lambda: bool(links()))
    page = browser.post(links()[0], key="first", text=with_details("status page"))
    assert reference in page
    assert "I left out a name" in page
    eventually(lambda: sum("written again" in str(mail["Subject"]) for mail in mailbox.messages))
    return page


def after_a_crash(assistant: RunningAssistant) -> list[Any]:
    """The apology while the engine is gone."""
    assistant.signal("bot.engine", signal.SIGKILL)
    replies = assistant.ask(with_details("apology"))
    assert replies[-1]["custom"]["outcome"] == "apology"
    assistant.wait_until_it_says("is back after", patience=90)
    return replies
