"""Several engines: a conversation keeps to one, and goes on with another when that is away."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.web.engine import Engine, EngineError
from bot.web.engines import Engines
from tests.support.stand_in_engine import SECRET, StandInEngine, fixed

Standing = list[tuple[StandInEngine, TestServer]]


@pytest_asyncio.fixture(loop_scope="session")
async def standing() -> AsyncIterator[Standing]:
    """Three engines, each with its server."""
    pairs = []
    for engine in (StandInEngine(), StandInEngine(), StandInEngine()):
        pairs.append((engine, TestServer(engine.app())))
        await pairs[-1][1].start_server()
    yield pairs
    for _, server in pairs:
        await server.close()


@pytest_asyncio.fixture(loop_scope="session")
async def engines(standing: Standing) -> AsyncIterator[Engines]:
    """The three as one."""
    async with aiohttp.ClientSession() as session:
        urls = [str(server.make_url("")).rstrip("/") for _, server in standing]
        yield Engines([Engine(session, url, SECRET) for url in urls])


async def ask(engines: Engines, conversation: str, turn: str = "t") -> str:
    """What is answered to a message."""
    (message,) = await engines.ask(conversation, "hello", request="r", turn=turn)
    return message.text


async def test_a_conversation_keeps_to_its_engine_and_all_have_some(
    engines: Engines, standing: Standing
) -> None:
    """Its turns meet in one process; the conversations are spread."""
    for number in range(60):
        for turn in "ab":
            await ask(engines, f"conversation {number}", turn)
    of_each = [{call["sender"] for call in engine.calls} for engine, _ in standing]
    assert sum(map(len, of_each)) == 60
    assert min(map(len, of_each)) > 5


async def test_a_conversation_goes_on_with_another_engine(
    engines: Engines, standing: Standing
) -> None:
    """The turn is asked again under its name; when its engine is back it goes back there."""
    await ask(engines, "one", "first")
    ((own, server),) = [pair for pair in standing if pair[0].calls]
    port = server.port
    await server.close()
    assert await ask(engines, "one", "second") == "You said: hello"
    assert own.said == ["hello"]
    (call,) = [call for engine, _ in standing if engine is not own for call in engine.calls]
    assert call["metadata"]["turn"] == "second"
    assert await engines.is_ready()
    back = TestServer(own.app(), port=port)
    await back.start_server()
    await engines._look_at(next(one for one in engines._engines if str(port) in one.url))
    await ask(engines, "one", "third")
    assert own.said == ["hello"] * 2
    await back.close()


async def test_an_engine_that_keeps_silent_is_passed_by(
    engines: Engines, standing: Standing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that hangs takes connections and answers none: it is noticed before the next turn."""
    await ask(engines, "one", "first")
    ((own, server),) = [pair for pair in standing if pair[0].calls]
    (hung,) = [one for one in engines._engines if f":{server.port}" in one.url]
    monkeypatch.setattr("bot.web.engine.READY_WITHIN", 0.1)
    monkeypatch.setattr(own, "hello_after", 1.0)
    await engines._look_at(hung)
    await ask(engines, "one", "second")
    assert own.said == ["hello"]


async def test_an_engine_that_answers_wrongly_is_not_fled_from(
    engines: Engines, standing: Standing
) -> None:
    """Its answer would be the same elsewhere; the person hears the apology."""
    for engine, _ in standing:
        engine.answer = fixed(lambda: web.Response(status=500))
    with pytest.raises(EngineError, match="refused"):
        await ask(engines, "one")
    assert sum(len(engine.calls) for engine, _ in standing) == 1


async def test_with_no_engine_at_all_it_is_down(engines: Engines, standing: Standing) -> None:
    """All were tried."""
    for _, server in standing:
        await server.close()
    with pytest.raises(EngineError, match="down"):
        await ask(engines, "one")
    assert not await engines.is_ready()
