"""From a question without an answer to an advisor's reply and back, by browser and mail."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pyotp
import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.browser import open_browser, picture
from tests.support.desk import PASSWORD
from tests.support.mail_servers import Mailbox, mail_server
from tests.support.running import ROOT, RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(300)]

ADVISOR, ASKER = "kim@advisors.example", "jo@harbour.example"
QUESTION = "How long do we keep child protection files after a pupil leaves?"
ANSWER = "Until the former pupil is 25, unless your policy says longer."
FURTHER = "Does that hold for pupils who moved abroad, too?"
ANSWER_TO_IT = "Yes, the same time holds."
REFERENCE = re.compile(r"KS-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


@dataclass
class Deployment:
    """A running assistant and the mailbox of its SMTP server."""

    assistant: RunningAssistant
    mailbox: Mailbox
    database_url: str

    def link_of_first_account(self) -> str:
        """The one-time link that the command prints."""
        environment = {
            **os.environ,
            "SIGNPOST_VAR": str(self.assistant.folder / "var"),
            "SIGNPOST_PORT": str(self.assistant.port),
            "SIGNPOST_DATABASE_URL": self.database_url,
        }
        command = [sys.executable, "-m", "bot.command.first_account", ADVISOR, "Kim Alder"]
        made = subprocess.run(
            command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True
        )
        return made.stdout.split()[-1]

    async def mail(self, to: str, subject: str, count: int = 1) -> EmailMessage:
        """The newest of so many mails to an address, once they have arrived and no more have."""

        def found() -> list[EmailMessage]:
            taken: list[EmailMessage] = self.mailbox.messages
            return [one for one in taken if to in one["To"] and subject in one["Subject"]]

        await until(lambda: len(found()) >= count)
        assert len(found()) == count
        return found()[-1]


@pytest.fixture
def deployment(tmp_path: Path, database_url: str) -> Iterator[Deployment]:
    """The real processes on either database, handing their mail to a real server."""
    with mail_server() as (mailbox, port):
        running = RunningAssistant(
            tmp_path,
            SIGNPOST_SMTP_URL=f"smtp+plain://127.0.0.1:{port}",
            SIGNPOST_DATABASE_URL=database_url,
        )
        try:
            yield Deployment(running.until_ready(), mailbox, database_url)
        finally:
            running.end()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """A real Chromium."""
    async with open_browser() as opened:
        yield opened


async def until(true: Callable[[], bool], patience: float = 30.0) -> None:
    """Wait until it becomes true; fails when it does not in time."""
    async with asyncio.timeout(patience):
        while not true():  # noqa: ASYNC110 - the mail server runs in a thread of its own
            await asyncio.sleep(0.1)


async def page_of(browser: Browser) -> Page:
    """A page in a browser profile of its own, as another person has it."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(20_000)
    return await context.new_page()


async def say(page: Page, words: str, answer: str | re.Pattern[str]) -> None:
    """Say something in the chat and wait for what is answered to it."""
    # Until the chat stands in its place, Enter in the box of the page without script is a new line.
    await page.locator("signpost-chat .panel.live").wait_for()
    # Its label says what the form asks for, while it asks.
    box = page.locator("#message")
    await box.fill(words)
    await box.press("Enter")
    await expect(page.locator(".entry").last).to_contain_text(answer, timeout=20_000)


async def leave_an_enquiry(page: Page, address: str) -> str:
    """From the question through the form; the reference."""
    await page.goto(address)
    await say(page, QUESTION, re.compile("advisor", re.IGNORECASE))
    await say(page, "yes please", re.compile("name", re.IGNORECASE))
    await say(page, "Jo Bloggs", re.compile("role", re.IGNORECASE))
    await say(page, "DSL", re.compile("school|setting"))
    await say(page, "Harbour Infant School", re.compile("town|district"))
    await say(page, "Whitstable", re.compile("e-mail"))
    await say(page, ASKER, "Whitstable")
    await picture(page, "whole-summary")
    choices = page.get_by_role("group", name="Suggested replies")
    await choices.get_by_role("button", name="Send").click()
    await page.get_by_role("log").get_by_text(REFERENCE).first.wait_for()
    await picture(page, "whole-reference")
    found = REFERENCE.search(await page.get_by_role("log").inner_text())
    assert found
    return found[0]


async def set_up_account(page: Page, link: str) -> None:
    """Password, second factor, sign out: what the first admin does on the first day."""
    await page.goto(link)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_label("The same password again").fill(PASSWORD)
    await page.get_by_role("button", name="Continue").click()
    secret = (await page.locator(".key code").inner_text()).replace(" ", "")
    await page.get_by_label("The six digits").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="Finish").click()
    codes = await page.locator(".codes li").all_inner_texts()
    await page.get_by_role("link", name="I have kept them").click()
    await page.get_by_role("button", name="Sign out").click()
    await sign_in(page, codes[0])


async def sign_in(page: Page, code: str) -> None:
    """Both steps; a recovery code, since the app's was used within its half minute."""
    await page.get_by_label("E-mail address").fill(ADVISOR)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Code").fill(code)
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


async def reply(page: Page, text: str) -> None:
    """Claim the enquiry that is open, and answer it."""
    await page.get_by_role("button", name="I will answer it").click()
    await expect(page.get_by_role("status").first).to_have_text("This enquiry is yours now.")
    await page.get_by_label("Your reply").fill(text)
    await page.get_by_role("button", name="Send the reply").click()
    await expect(page.get_by_role("status").first).to_have_text("Your reply is on its way.")


async def test_a_question_reaches_an_advisor_and_its_answer_comes_back(
    deployment: Deployment, browser: Browser
) -> None:
    """Chat, desk, mail, chat and status page, twice there and back (issue 4; R1, R3, R4, R12)."""
    asker, advisor = await page_of(browser), await page_of(browser)
    reference = await leave_an_enquiry(asker, deployment.assistant.address)
    await deployment.mail(ASKER, "We have your enquiry")

    await set_up_account(advisor, deployment.link_of_first_account())
    await advisor.get_by_role("link", name="All areas").click()
    await advisor.get_by_role("link", name=reference).click()
    await expect(advisor.locator(".messages")).to_contain_text(QUESTION)
    await expect(advisor.get_by_text("Harbour Infant School", exact=True)).to_be_visible()
    await reply(advisor, ANSWER)
    await picture(advisor, "whole-desk")

    mail = await deployment.mail(ASKER, f"There is a reply to your enquiry {reference}")
    body = mail.get_body(("plain",))
    assert body is not None
    assert ANSWER not in str(mail)
    # Here while the page is open, and there when its asker comes back.
    await expect(asker.locator(".advisor")).to_contain_text(ANSWER, timeout=30_000)
    await asker.reload()
    await expect(asker.locator(".advisor")).to_contain_text(f"Kim Alder has answered {reference}")
    await picture(asker, "whole-chat")
    # What the page shows by itself is not told once more with the next answer.
    await say(asker, "Which areas are there?", "East Kent")
    await expect(asker.get_by_text(ANSWER)).to_have_count(1)

    found = re.search(r"http://\S+/enquiries/\S+", body.get_content())
    assert found
    status = await page_of(browser)
    await status.goto(found[0])
    await expect(status.locator(".messages")).to_contain_text(ANSWER)
    await status.get_by_label("Your message").fill(FURTHER)
    await status.get_by_role("button", name="Send").click()
    arrived = status.get_by_role("status").filter(has_text="Your message has arrived")
    await expect(arrived).to_be_visible()
    await picture(status, "whole-status")

    await advisor.reload()
    await expect(advisor.locator(".messages")).to_contain_text(FURTHER)
    await expect(advisor.locator(".status").first).to_have_text("Open again")
    await reply(advisor, ANSWER_TO_IT)
    await deployment.mail(ASKER, f"There is a reply to your enquiry {reference}", count=2)
    await status.goto(found[0])
    await expect(status.locator(".messages")).to_contain_text(ANSWER_TO_IT)
    await asker.reload()
    await expect(asker.locator(".advisor")).to_have_count(2)
