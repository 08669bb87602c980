"""Whatever fails, a person gets a reply with the numbers in time, and the log says why."""

from __future__ import annotations

import signal
import time

import pytest

from tests.support.running import RunningAssistant

pytestmark = [pytest.mark.whole, pytest.mark.timeout(240)]
NUMBERS = ("999", "03000 411111", "03000 419191", "Area Safeguarding Advisor")


def is_apology(message: dict[str, object]) -> bool:
    """Whether this is the apology, with every number and whom to ask."""
    custom = message["custom"]
    assert isinstance(custom, dict)
    return custom["outcome"] == "apology" and all(n in str(message["text"]) for n in NUMBERS)


def log_that_says(running: RunningAssistant, process: str, words: str) -> str:
    """What a process has logged, once it says this: it gets into the file by way of another."""
    path, deadline = running.folder / "var" / "log" / f"{process}.log", time.monotonic() + 10
    while words not in (told := path.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, f"{words} is not in {told}"
        time.sleep(0.05)
    return told


@pytest.mark.parametrize(
    ("said", "process", "reason"),
    [
        ("crash zyxwvut", "service", "ValueError"),
        ("malformed zyxwvut", "service", "malformed"),
        ("nothing zyxwvut", "service", "malformed"),
        ("dawdle zyxwvut", "engine", "no answer within 10 s"),
    ],
)
def test_a_misbehaving_action_ends_in_an_apology(
    misbehaving: RunningAssistant, said: str, process: str, reason: str
):
    """An action crashes, answers wrongly, says nothing or dawdles: apology, and why in the log."""
    start = time.monotonic()
    (message,) = misbehaving.ask(said, sender=said)
    assert is_apology(message)
    assert time.monotonic() - start < 15
    assert "zyxwvut" not in log_that_says(misbehaving, process, reason)


def test_after_a_failure_the_conversation_goes_on(misbehaving: RunningAssistant):
    """A failed turn costs that turn only: what was spoken of before it is still known."""
    misbehaving.ask("Who chairs the Health Representative Forum?", sender="going on")
    (message,) = misbehaving.ask("crash", sender="going on")
    assert is_apology(message)
    (message,) = misbehaving.ask("and the education one?", sender="going on")
    assert "Peggy Murphy" in message["text"]


def test_an_engine_that_was_killed_is_apologised_for_and_comes_back(misbehaving: RunningAssistant):
    """While it is away people hear the numbers; then the same conversation goes on."""
    misbehaving.ask("Who chairs the Health Representative Forum?", sender="killed")
    misbehaving.signal("bot.engine", signal.SIGKILL)
    (message,) = misbehaving.ask("and the education one?", sender="killed")
    assert is_apology(message)
    log_that_says(misbehaving, "service", '"failure":"down"')
    misbehaving.wait_until_it_says("is back after", patience=60)
    (message,) = misbehaving.ask("and the education one?", sender="killed")
    assert "Peggy Murphy" in message["text"]


def test_an_engine_that_keeps_silent_is_apologised_for_within_30_seconds(
    misbehaving: RunningAssistant,
):
    """The engine hangs in the middle of a turn: the person waits no longer than the limit."""
    misbehaving.signal("bot.engine", signal.SIGSTOP)
    try:
        start = time.monotonic()
        (message,) = misbehaving.ask("Who chairs the Health Representative Forum?", sender="hung")
        assert is_apology(message)
        assert 25 < time.monotonic() - start < 32
        log_that_says(misbehaving, "service", '"failure":"silent"')
    finally:
        misbehaving.signal("bot.engine", signal.SIGCONT)


@pytest.mark.parametrize(
    "said",
    [
        "A pupil has just told me that her stepfather hits her",
        "who chairs the health forum? a child here says he is being abused at home",
        "/child is being hurt right now",
    ],
)
def test_an_urgent_message_gets_the_numbers_first(assistant: RunningAssistant, said: str):
    """Before anything else, and whatever else is asked."""
    (message,) = assistant.ask(said, sender=said)
    assert message["custom"]["outcome"] == "urgent"
    assert all(number in message["text"] for number in NUMBERS[:3])
