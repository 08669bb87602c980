"""Details of a person go nowhere: not to the engine, the transcript, the store or a reply."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser

from bot.enquiry_links import token_of
from bot.web import keys
from tests.support.desk import open_desk, signed_in
from tests.support.doors import Door, bytes_under, open_door
from tests.support.enquirers import NEW, leave
from tests.support.stand_in_engine import StandInEngine, as_engine, fixed, message
from tests.support.visitor import visitor_of

SAID = "Which advisor covers us? My pupil Tamsin Quill, 9, lives at 14 Larkspur Road."
KEPT = "Which advisor covers us? My pupil [name left out], 9, lives at [address left out]."
TOLD = "I left out a name and an address"
PLANTED = ("Tamsin", "Quill", "Larkspur")


def planted_in(text: str | bytes) -> list[str]:
    """The words that must be nowhere, where they are."""
    found = text if isinstance(text, str) else text.decode("utf-8", "replace")
    return [word for word in PLANTED if word.casefold() in found.casefold()]


def asking(step: str) -> StandInEngine:
    """An engine whose form asks for this."""
    return StandInEngine(fixed(lambda: as_engine(message("And?", asking=step, outcome="enquiry"))))


async def test_the_api_keeps_the_question_and_says_what_was_left_out(door: Door) -> None:
    """The engine hears the rest, and the reply tells kindly why and whom to ring."""
    status, _, (reply,) = await door.send(SAID)
    assert status == 200
    assert door.engine.said == [KEPT]
    assert reply["text"].startswith(TOLD)
    assert "never stops you from ringing" in reply["text"]
    assert door.app[keys.PACK].numbers() in reply["text"]
    assert reply["text"].endswith(f"You said: {KEPT}")
    assert reply["custom"]["body"].startswith(TOLD)
    assert reply["custom"]["said"] == KEPT


@pytest.mark.parametrize(
    "own",
    [
        "My e-mail is jo@fen.example.",
        "Please email me at jo@fen.example",
        "The answer can go to jo@fen.example, thanks",
    ],
)
async def test_the_asker_s_own_address_may_stand_in_the_question(tmp_path: Path, own: str) -> None:
    """Where the form has asked for it: so it need not be asked again. A parent's may not."""
    async with open_door(tmp_path, asking("question")) as door:
        await door.send("I want to leave a question for my advisor")
        said = f"How long do we keep files? {own}"
        await door.send(said)
        await door.send("How long? Her mum is on 07700 900987 or mum@planted.example")
        await door.send("How long? jo@fen.example says we do not know")
    assert door.engine.said[1] == said
    kept = "".join(door.engine.said[2:])
    assert "900987" not in kept
    assert "@" not in kept


async def test_outside_of_the_form_no_address_is_kept(door: Door) -> None:
    """Nobody has asked for it, and nobody would answer to it."""
    await door.send("Who chairs the forum? My e-mail is jo@fen.example")
    assert "jo@" not in door.engine.said[0]


async def test_a_message_without_details_is_left_as_it_is(door: Door) -> None:
    """Nothing is remarked on, also where somebody speaks of a name without giving one."""
    for said in (
        "I don't want to give my name",
        "Do I have to say the child's name?",
        "his name is confidential",
        "her name is none of your business",
    ):
        _, _, (reply,) = await door.send(said)
        assert reply["text"] == f"You said: {said}"
        assert "said" not in reply["custom"]


async def test_a_repeated_send_is_the_same_message(door: Door) -> None:
    """The key finds its turn again, although the words were not kept as they came."""
    key = {"Idempotency-Key": "one"}
    first = await door.send(SAID, **key)
    again = await door.send(SAID, **key)
    assert first[2] == again[2]
    assert len(door.engine.said) == 1
    assert (await door.send("Something else", **key))[0] == 422


async def test_numbers_come_before_the_remark(tmp_path: Path) -> None:
    """Who reads an urgent reply or an apology reads first whom to call."""
    urgent = StandInEngine(fixed(lambda: as_engine(message("Call 999.", outcome="urgent"))))
    async with open_door(tmp_path / "urgent", urgent) as door:
        _, _, (reply,) = await door.send(SAID)
        assert reply["text"].startswith("Call 999.\n\nI left out")
        assert "give all the details on the phone" in reply["text"]
    broken = StandInEngine(fixed(lambda: web.Response(status=500)))
    async with open_door(tmp_path / "broken", broken) as door:
        _, _, (reply,) = await door.send(SAID)
        assert reply["custom"]["outcome"] == "apology"
        assert "I left out" in reply["text"].rpartition("\n\n")[2]
    for name in ("urgent", "broken"):
        assert planted_in(bytes_under(tmp_path / name)) == []


@pytest.mark.parametrize(
    ("step", "said", "kept"),
    [
        ("name", "Tamsin Quill", "Tamsin Quill"),
        ("name", "my pupil Tamsin Quill", "my pupil [name left out]"),
        ("contact", "jo@fen.example or 07700 900123", "jo@fen.example or 07700 900123"),
        ("contact", "her mum's is 07700 900123", "her mum's is [phone number left out]"),
        ("name", "Jo Bloggs, jo@fen.example", "Jo Bloggs, jo@fen.example"),
        ("role", "my name is wrong, it's Ann Lee", "my name is wrong, it's Ann Lee"),
        ("role", "lead for Tamsin Quill, 9", "lead for [name left out], 9"),
        ("setting", "Fen School, 3 Mill Lane", "Fen School, 3 Mill Lane"),
        ("question", "Please ring me on 07700 900123", "Please ring me on [phone number left out]"),
        ("check", "my name is wrong, it is Jo Bloggs", "my name is wrong, it is Jo Bloggs"),
        ("check", "change my e-mail to jo@fen.example", "change my e-mail to jo@fen.example"),
    ],
)
async def test_own_answers_to_the_form_are_kept(
    tmp_path: Path, step: str, said: str, kept: str
) -> None:
    """Name, contact and place of work where the form asks for them, and nothing else."""
    async with open_door(tmp_path, asking(step)) as door:
        await door.send("I have a question for my advisor")
        await door.send(said)
        assert door.engine.said[-1] == kept


async def test_an_own_answer_is_kept_after_an_apology(tmp_path: Path) -> None:
    """The form still asks what it asked before the failure."""
    engine = asking("contact")
    async with open_door(tmp_path, engine) as door:
        await door.send("I have a question for my advisor")
        asked, engine.answer = engine.answer, fixed(lambda: web.Response(status=500))
        await door.send("jo@fen.example")
        engine.answer = asked
        await door.send("jo@fen.example")
        assert door.engine.said[-2:] == ["jo@fen.example"] * 2


async def test_the_page_without_script_keeps_none(door: Door, tmp_path: Path) -> None:
    """Neither the conversation on it nor a box with a message that was refused."""
    page = await door.submit(await door.get("/"), "/", message=SAID)
    assert KEPT in page.text
    assert planted_in(page.text) == []
    page = await door.submit(page, "/", status=400, message=f"{SAID} {'x ' * 1000}")
    assert KEPT in page.text
    assert planted_in(page.text) == []
    await door.app[keys.TRANSCRIPTS].flush()
    assert KEPT.encode() in bytes_under(tmp_path)
    assert planted_in(bytes_under(tmp_path)) == []


@pytest.mark.browser
async def test_the_widget_shows_what_was_kept(door: Door, browser: Browser) -> None:
    """Whoever stands behind the person reads no child's name on the screen."""
    async with visitor_of(door, browser) as visitor:
        await visitor.say(SAID)
        await visitor.hears(TOLD)
        await visitor.hears(KEPT)
        assert planted_in(await visitor.log.inner_text()) == []


async def test_the_askers_page_keeps_none(tmp_path: Path) -> None:
    """What an asker adds reaches the advisor without them, and the page says so."""
    async with open_desk(tmp_path) as door:
        reference = leave(door.store).reference
        path = f"/enquiries/{token_of(door.app[keys.LINK_KEY], reference)}"
        page = await door.submit(await door.get(path), path, text=SAID)
        assert TOLD in page.text
        assert KEPT in page.text
        page = await door.submit(page, path, status=422, text=f"{SAID} {'x ' * 3000}")
        assert planted_in(page.text) == []
        assert planted_in(bytes_under(tmp_path)) == []


@pytest.mark.parametrize("move", ["reply", "note", "close", "reassign"])
async def test_the_desk_sends_none(tmp_path: Path, move: str) -> None:
    """An advisor is shown what remains, and nothing is sent until they have read it."""
    async with open_desk(tmp_path) as door, signed_in(door) as ash:
        path = f"/desk/enquiries/{leave(door.store).reference}"
        page = await ash.submit(await ash.get(path), f"{path}/claim")
        fields: dict[str, Any] = {"to": str(ash.account.id)} if move == "reassign" else {}
        page = await ash.submit(page, f"{path}/{move}", status=422, text=SAID, **fields)
        assert "seems to name a child" in page.text
        assert KEPT in page.text
        assert planted_in(page.text) == []
        assert planted_in(bytes_under(tmp_path)) == []


async def test_the_desk_may_name_who_asks_and_pass_on_a_telephone_number(tmp_path: Path) -> None:
    """An advisor answers a person by name and says whom to ring."""
    said = f"{NEW.name}, about the pupil's file: ring the office on 01622 555123, Ash."
    async with open_desk(tmp_path) as door, signed_in(door) as ash:
        path = f"/desk/enquiries/{leave(door.store).reference}"
        page = await ash.submit(await ash.get(path), f"{path}/claim")
        page = await ash.submit(page, f"{path}/reply", text=said)
        assert said in page.text.replace("&#39;", "'")
