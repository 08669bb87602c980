"""The visitor's page does everything by plain forms: ask, read, choose, erase (W15)."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import select

from bot.store.opinion_tables import OpinionRow
from bot.web import keys
from tests.support.doors import Door, open_door
from tests.support.speaking_engine import speak
from tests.support.stand_in_engine import as_engine, fixed, message


async def test_the_page_says_what_matters_before_the_first_message(door: Door) -> None:
    """What it is, what it is for, what is kept, no names; and the numbers as links (W13, W14)."""
    page = await door.get("/")
    for words in (
        "an automated assistant, not a person",
        "This assistant helps with the Fenshire Safeguarding Children Partnership.",
        "do not name a child",
        "kept on our server for 24 hours",
        "takes no referrals",
        "Who chairs the Learning Group?",
    ):
        assert words in page.html
    for dial in ("999", "01632960411", "01632960999", "1800101632960411", "101"):
        assert f"tel:{dial}" in page.links
    assert page.links.index("tel:999") < page.links.index("tel:01632960411")


async def test_no_page_names_a_partnership_of_its_own(door: Door) -> None:
    """Every name comes from the pack: nothing of Kent is on Fenshire's page."""
    page = await door.get("/")
    assert "Kent" not in page.html
    assert "KSCMP" not in page.html


async def test_a_question_is_asked_and_answered_by_a_form(door: Door) -> None:
    """The page comes back with the question, the answer, its sources and the choices."""
    source = {"title": "Sub-Groups", "date": "undated page", "url": "https://example.org/groups"}
    choice = {"title": "The Learning Group", "payload": "Who chairs the Learning Group?"}
    reply = message(
        "Two groups:\n• Learning Group\n• Health Group\nIf urgent, call 999.",
        sources=[source],
        buttons=[choice],
    )
    door.engine.answer = fixed(lambda: as_engine(reply))
    page = await door.submit(await door.get("/"), "/", message="Which groups?")
    assert "Which groups?" in page.text
    assert "<li>Learning Group</li><li>Health Group</li>" in page.html
    assert '<a href="tel:999">999</a>' in page.html
    assert '<a href="https://example.org/groups" rel="noreferrer">Sub-Groups</a>' in page.html
    assert 'value="Who chairs the Learning Group?"' in page.html
    assert page.ids["latest"] == 1


async def test_what_the_form_asks_has_a_field_of_its_own(door: Door) -> None:
    """Named, and filled in by the browser; back and cancel are buttons (WCAG 1.3.5)."""
    door.engine.answer = speak
    page = await door.submit(await door.get("/"), "/", message="contact")
    assert '<label for="message">E-mail address or telephone number</label>' in page.html
    assert '<input id="message" name="message" autocomplete="email"' in page.html
    page = await door.submit(page, "/", message="name")
    assert '<label for="message">Your own name</label>' in page.html
    for way in ("Back", "Cancel"):
        assert f'form="ways" name="message" value="{way}"' in page.html
    page = await door.submit(page, "/", message="check")
    assert "<li><b>Contact</b><span>jo@example.org</span></li>" in page.html
    assert '<div class="choices check"' in page.html
    page = await door.submit(page, "/", message="hello")
    assert '<label for="message">Your question</label>' in page.html
    assert 'value="Back"' not in page.html


async def test_a_reference_is_not_broken_over_two_lines(door: Door) -> None:
    """It is read aloud, and copied."""
    door.engine.answer = fixed(lambda: as_engine(message("Its reference is FS-7F3K-92QM <now>.")))
    page = await door.submit(await door.get("/"), "/", message="sent?")
    assert 'is <span class="reference">FS-7F3K-92QM</span> &lt;now&gt;.' in page.html


async def test_the_conversation_is_there_again_on_the_next_visit(door: Door) -> None:
    """Question and answer come from the server, oldest first (W3)."""
    page = await door.submit(await door.get("/"), "/", message="first question")
    await door.submit(page, "/", message="second question")
    text = (await door.get("/")).text
    assert text.index("first question") < text.index("second question")


async def test_what_is_typed_is_shown_as_text(door: Door) -> None:
    """Mark-up is words, in the question and in the answer."""
    page = await door.submit(await door.get("/"), "/", message="<script>alert(1)</script>")
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.html


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("   ", "Write a message first"), ("x" * 2001, "at most 2,000 characters")],
)
async def test_a_wrong_message_comes_back_with_what_to_do(
    door: Door, typed: str, sentence: str
) -> None:
    """The page says so in its title and beside the box, and keeps what was typed."""
    page = await door.submit(await door.get("/"), "/", status=400, message=typed)
    assert page.title.startswith("Error: ")
    assert sentence in page.text
    assert 'role="alert"' in page.html
    assert typed in page.html
    assert door.engine.calls == []


async def test_a_form_of_a_lost_session_keeps_the_words(door: Door) -> None:
    """After a day the cookie is gone: the message is still in the box, and sends."""
    page = await door.get("/")
    door.client.cookie_jar.clear()
    again = await door.submit(page, "/", status=403, message="my long question")
    assert "my long question" in again.html
    assert "my long question" in (await door.submit(again, "/", message="my long question")).text


async def test_a_form_sent_twice_is_asked_once(door: Door) -> None:
    """A double click brings the same key; going back and asking something else does not."""
    page = await door.get("/")
    await door.submit(page, "/", message="hello")
    await door.submit(page, "/", message="hello")
    await door.submit(page, "/", message="something else")
    assert door.engine.said == ["hello", "something else"]


async def test_the_conversation_is_erased_by_a_form(door: Door) -> None:
    """Nothing of it is left, and the next question begins a conversation that is new (W17)."""
    page = await door.submit(await door.get("/"), "/", message="my words")
    page = await door.submit(page, "/clear")
    assert "my words" not in page.text
    await door.submit(page, "/", message="new words")
    first, second = (call["sender"] for call in door.engine.calls)
    assert first != second
    assert door.engine.forgotten == [first]


async def test_what_the_engine_could_not_erase_is_erased_later(door: Door) -> None:
    """The person sees an empty page at once; the engine is told again until it has done it."""
    page = await door.submit(await door.get("/"), "/", message="my words")
    door.engine.deaf = True
    page = await door.submit(page, "/clear")
    assert "my words" not in page.text
    assert door.engine.forgotten == []
    door.engine.deaf = False
    await door.app[keys.CHAT].forget_in_engine()
    assert door.engine.forgotten == [door.engine.calls[0]["sender"]]


async def test_a_failing_engine_is_an_apology_on_the_page(door: Door) -> None:
    """The numbers are links there too."""
    page = await door.get("/")
    await door.submit(page, "/", message="hello")
    await door.engine_server.close()
    page = await door.submit(await door.get("/"), "/", message="are you there?")
    assert "Sorry, something went wrong" in page.text
    assert page.links.count("tel:999") > 2


async def test_before_the_engine_is_ready_the_words_stay_in_the_box(tmp_path: Path) -> None:
    """503 with the numbers; nothing is lost."""
    async with open_door(tmp_path, engine_url="http://127.0.0.1:1") as door:
        page = await door.submit(await door.get("/"), "/", status=503, message="too early")
        assert "Signpost is starting" in page.text
        assert "too early" in page.html


async def test_an_unknown_address_is_a_page_that_leads_on(door: Door) -> None:
    """404 with the numbers above and a way to the assistant."""
    page = await door.get("/nowhere", status=404)
    assert "There is nothing at this address." in page.text
    assert "/" in page.links
    assert "tel:999" in page.links


async def test_script_and_style_come_compressed_and_for_ever(door: Door) -> None:
    """Their addresses change with them; nothing is fetched from elsewhere (W18)."""
    page = await door.get("/")
    for name in ("widget.js", "widget.css", "page.css", "page.js", "mark.svg"):
        address = page.html.split(f"/static/{name}?v=")[1].split('"')[0]
        async with door.client.get(door.url(f"/static/{name}?v={address}")) as answer:
            assert answer.status == 200
            assert answer.headers["Content-Encoding"] == "gzip"
            assert "immutable" in answer.headers["Cache-Control"]
    async with door.client.get(door.url("/static/widget.js?v=old")) as answer:
        assert answer.headers["Cache-Control"] == "no-cache"
    for name in ("..%2fapp.py", "nothing.js"):
        async with door.client.get(door.url(f"/static/{name}")) as answer:
            assert answer.status == 404


async def test_widget_script_and_style_are_small(door: Door) -> None:
    """15 KB compressed together, at most (W2)."""
    size = 0
    for name in ("widget.js", "widget.css"):
        async with door.client.get(door.url(f"/static/{name}")) as answer:
            size += int(answer.headers["Content-Length"])
    assert size <= 15 * 1024


async def test_whether_an_answer_was_useful_is_said_without_script_too(door: Door) -> None:
    """By two buttons, then with a reason if one likes; the chat goes on as before (W12)."""
    page = await door.submit(await door.get("/"), "/", message="hello")
    page = await door.submit(page, "/useful", useful="no")
    assert "Thank you." in page.text
    page = await door.submit(page, "/useful", useful="no", why="No date was given")
    query = select(OpinionRow.useful, OpinionRow.why)
    kept = door.store.read_now(lambda session: session.execute(query).all())
    assert kept == [(False, "No date was given")]
    page = await door.submit(page, "/", message="hello again")
    assert "Thank you." not in page.text
    await door.submit(page, "/useful", status=400, useful="perhaps")


async def test_the_conversation_is_read_as_a_page_and_kept_as_a_file(door: Door) -> None:
    """Times, sources, reference and numbers, reached by a link; a session's own only (W11)."""
    source = {"title": "A page", "date": "May 2019", "url": "https://a.example/b"}
    answer = message("It chairs itself.", sources=[source], reference="FS-7F3K-92QM")
    door.engine.answer = fixed(lambda: as_engine(answer))
    page = await door.get("/")
    assert "/chat/transcript" not in page.links
    page = await door.submit(page, "/", message="Who <b>chairs</b> it?")
    assert "/chat/transcript" in page.links
    shown = await door.get("/chat/transcript")
    async with door.client.get(door.url("/chat/transcript?as=text")) as answered:
        assert answered.content_type == "text/plain"
        disposition = answered.headers["Content-Disposition"]
        assert disposition == 'attachment; filename="signpost-2026-01-05.txt"'
        text = await answered.text()
    for part in (
        *("Who <b>chairs</b> it?", "It chairs itself.", "A page", "FS-7F3K-92QM"),
        *("Monday 5 January 2026 at 14:05", "999", "01632 960411"),
    ):
        assert part in shown.text
        assert part in text
    async with aiohttp.ClientSession() as stranger:
        headers = {"Accept": "text/html"}
        async with stranger.get(door.url("/chat/transcript"), headers=headers) as refused:
            assert refused.status == 403
            assert "It chairs itself" not in await refused.text()


async def test_the_page_says_by_when_a_person_answers(door: Door) -> None:
    """In office hours and outside of them, from the working week and the bank holidays."""
    page = await door.get("/")
    assert (
        "An advisor answers enquiries left now by Wednesday 7 January 2026 at 14:05." in page.text
    )
    # Maundy Thursday, in the evening.
    door.clock.at = datetime(2026, 4, 2, 18, 0, tzinfo=UTC)
    page = await door.get("/")
    assert "not at work just now" in page.text
    assert "by Wednesday 8 April 2026 at 17:00." in page.text


async def test_who_leaves_in_a_hurry_is_taken_where_the_deployment_says(tmp_path: Path) -> None:
    """By a link, without script (W20)."""
    async with open_door(tmp_path, exit_url="https://weather.example/today") as door:
        assert "https://weather.example/today" in (await door.get("/")).links


async def test_the_demonstration_embeds_the_chat_by_one_line_under_a_strict_policy(
    door: Door,
) -> None:
    """As a careful host would have it: no script but the chat's, and no text becomes markup."""
    page = await door.get("/demonstration")
    assert re.findall(r"<script.*?</script>", page.html) == [
        '<script defer src="/widget.js"></script>'
    ]
    async with door.client.get(door.url("/demonstration")) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "'unsafe" not in policy
    assert door.url("/widget.js") in page.text
