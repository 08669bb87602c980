"""A restart of the service loses nothing of a conversation."""

from __future__ import annotations

from pathlib import Path

from tests.support.doors import bytes_under, open_door


async def test_a_conversation_outlives_a_restart(tmp_path: Path) -> None:
    """The page shows it again, and a question sent again is not asked again (W3)."""
    async with open_door(tmp_path) as before:
        page = await before.get("/")
        await before.submit(page, "/", message="Who chairs it?")
        cookies = {cookie.key: cookie.value for cookie in before.client.cookie_jar}
    async with open_door(tmp_path) as after:
        after.client.cookie_jar.update_cookies(cookies)
        await after.submit(page, "/", message="Who chairs it?")
        assert after.engine.said == []
        assert "You said: Who chairs it?" in (await after.get("/")).text


async def test_an_erased_conversation_stays_erased(tmp_path: Path) -> None:
    """On the server too, and at once (W17)."""
    async with open_door(tmp_path) as door:
        page = await door.submit(await door.get("/"), "/", message="my words")
        await door.submit(page, "/clear")
        with door.store.engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM turns").scalar() == 0
        # Free pages and the database's own log hold none of it either.
        assert b"my words" not in bytes_under(tmp_path)
