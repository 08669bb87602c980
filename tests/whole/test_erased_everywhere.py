"""Planted words are gone from every file of the running assistant once they are erased."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from tests.support.running import RunningAssistant
from tests.whole.test_details_leave_no_trace import eventually

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]
ROOT = Path(__file__).parents[2]
CLEARED, ASKED, AT_RISK = "quillomancy", "larkwardens", "mudlarkery"


def is_kept(assistant: RunningAssistant, word: str) -> bool:
    """Whether any file of the deployment holds it, as it lies on the disk.

    Both databases with their free pages and write-ahead logs, mails and logs; a file that is gone
    by now, such as a log that was just folded in, holds nothing.
    """
    for path in (assistant.folder / "var").rglob("*"):
        try:
            if path.is_file() and word.encode() in path.read_bytes():
                return True
        except FileNotFoundError:
            continue
    return False


class Page:
    """A page of our own: its cookie and its token."""

    def __init__(self, assistant: RunningAssistant) -> None:
        self._address = assistant.address
        cookies = urllib.request.HTTPCookieProcessor(CookieJar())
        self._opener = urllib.request.build_opener(cookies)
        self._token = self.call("GET", "/chat")["token"]

    def call(self, method: str, path: str, body: dict[str, str] | None = None) -> Any:
        """What an address answers; the session's token goes along once there is one."""
        headers = {"Content-Type": "application/json"}
        headers |= {"X-Signpost-Token": self._token} if hasattr(self, "_token") else {}
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"{self._address}{path}", data, headers, method=method)
        with self._opener.open(request, timeout=40) as answer:
            return json.load(answer)

    def say(self, text: str) -> str:
        """The reply's words."""
        (message,) = self.call(
            "POST", "/webhooks/rest/webhook", {"sender": "page", "message": text}
        )
        return str(message["text"])


def command(assistant: RunningAssistant, *arguments: str) -> str:
    """What one of the commands says on the running deployment's data."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("SIGNPOST_")}
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**kept, "SIGNPOST_VAR": str(assistant.folder / "var")},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_clear_chat_leaves_no_word_of_it(assistant: RunningAssistant) -> None:
    """In the service's store and in the dialogue engine's, a moment after it was asked for."""
    page = Page(assistant)
    page.say(f"which group looks at {CLEARED}?")
    page.say(f"and who chairs the {CLEARED} one")
    eventually(lambda: is_kept(assistant, CLEARED))
    page.call("DELETE", "/chat")
    eventually(lambda: not is_kept(assistant, CLEARED))


def test_an_enquiry_is_heard_handed_over_and_erased(assistant: RunningAssistant) -> None:
    """Its asker writes of somebody at risk, asks for a copy of it all, then to be forgotten."""
    sender = "is forgotten"
    for said in (
        "I want to leave a question for my advisor",
        f"How long do we keep the files of {ASKED}?",
        "Ask an advisor all the same",
        "Jo Bloggs and my email is jo@harbour.example",
        "DSL at Harbour Infant School in Whitstable",
        "Include the conversation",
    ):
        assistant.ask(said, sender=sender)
    (sent,) = assistant.ask("Send", sender=sender)
    reference = sent["custom"]["reference"]
    _writes_of_a_child_at_risk(assistant, sent["text"])
    told = command(
        assistant, "bot.command.rights", "export", reference, "--to", str(assistant.folder)
    )
    assert told
    handed_over = (assistant.folder / "export.json").read_text("utf-8")
    assert ASKED in handed_over
    assert AT_RISK in handed_over
    assert is_kept(assistant, ASKED)
    command(assistant, "bot.command.rights", "erase", reference)
    eventually(lambda: not is_kept(assistant, ASKED))
    eventually(lambda: not is_kept(assistant, AT_RISK))
    assert "whole" in command(assistant, "bot.command.verify_audit")


def _writes_of_a_child_at_risk(assistant: RunningAssistant, told: str) -> None:
    """On the asker's own page the engine hears it: whom to ring comes first."""
    found = re.search(r"(/enquiries/\S+?)[.\s]", f"{told} ")
    assert found, told
    text = f"After {AT_RISK} a girl in year 4 told me that her uncle touches her".encode()
    request = urllib.request.Request(
        f"{assistant.address}{found[1]}", b"key=first&text=" + text, {"Accept": "text/html"}
    )
    with urllib.request.urlopen(request, timeout=40) as answer:
        page = answer.read().decode()
    told = page[page.index("Please ring now") : page.index(AT_RISK)]
    assert "a concern about a child" in told
    assert "tel:03000411111" in told
