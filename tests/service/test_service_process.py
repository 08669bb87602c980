"""The service as a process: it starts, answers, keeps silent about words, and stops."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.service.serve import HEAD_WITHIN
from tests.service.conftest import ServiceProcess, call_of, started, until_listening
from tests.support.stand_in_engine import StandInEngine, fixed


async def through_the_webhook(service: ServiceProcess, call: dict[str, Any]) -> web.Response:
    """What Rasa's channel would answer: the messages of the action that the webhook ran."""
    status, result = await service.run_action(call_of(call["message"]))
    responses = result["responses"] if status == 200 else []
    return web.json_response([{"recipient_id": "x", "custom": r["custom"]} for r in responses])


async def test_a_message_goes_to_the_engine_and_through_an_action_back(
    service: ServiceProcess, engine: tuple[StandInEngine, str]
) -> None:
    """The action answers with a sentence of domain.yml; the session cookie's key is kept."""
    engine[0].answer = lambda call: through_the_webhook(service, call)
    (message,) = await service.send("hello")
    assert message["text"] == "You said hello"
    assert message["custom"]["outcome"] == "talk"


async def test_an_action_that_crashes_ends_in_an_apology_with_the_numbers(
    service: ServiceProcess, engine: tuple[StandInEngine, str]
) -> None:
    """The person hears the numbers; the log names the action and the place, not the words."""
    engine[0].answer = lambda call: through_the_webhook(service, call)
    (message,) = await service.send("crash")
    assert message["custom"]["outcome"] == "apology"
    assert "03000 411111" in message["text"]
    log = "".join(service.log)
    assert '"action":"action_repeat"' in log
    assert "ValueError" in log
    assert "cannot say" not in log


async def test_the_webhook_hears_only_who_knows_the_secret(service: ServiceProcess) -> None:
    """Another program on the machine can run no action."""
    assert (await service.run_action(call_of("hello"), "wrong"))[0] == 401
    assert (await service.run_action(call_of("hello"), ""))[0] == 401
    assert (await service.run_action(call_of("hello")))[0] == 200


async def test_the_webhook_answers_a_wrong_call_without_repeating_it(
    service: ServiceProcess,
) -> None:
    """An unknown action is 404, nonsense 400, a call without conversation 500."""
    status, answer = await service.run_action(call_of("secret words", "action_unknown"))
    assert (status, answer["action_name"]) == (404, "action_unknown")
    assert (await service.run_action([]))[0] == 400
    status, answer = await service.run_action({"next_action": "action_repeat"})
    assert status == 500
    assert "secret words" not in json.dumps(answer)


async def test_the_webhook_is_not_at_the_public_door(service: ServiceProcess) -> None:
    """Nor is anything else of the engine's."""
    for path in ("/webhook", "/webhooks/conversations/x", "/status", "/model/parse"):
        async with service.client.post(service.url(path), json={}) as answer:
            assert answer.status == 404


async def test_logs_are_json_with_a_request_id_and_no_words(
    service: ServiceProcess, engine: tuple[StandInEngine, str]
) -> None:
    """Planted in message, sender, key, path, cookie, form and reply: none is written (O2)."""
    await service.send("planted one")
    engine[0].answer = fixed(lambda: web.Response(text="planted two"))
    await service.send("planted three")
    headers = {"Idempotency-Key": "planted four", "Cookie": "signpost_session=planted.five"}
    async with service.client.get(service.url("/planted?six=planted"), headers=headers):
        pass
    form = {"message": "planted seven", "token": "planted"}
    async with service.client.post(service.url("/"), data=form):
        pass
    async with service.client.post(service.url("/webhooks/rest/webhook"), data=b"{planted"):
        pass
    await service.run_action({"next_action": "action_repeat", "tracker": "planted"})
    assert await service.stop() == 0
    assert "planted" not in "".join(service.log)
    lines = [json.loads(line) for line in service.log]
    requests = [line for line in lines if line["event"] == "request"]
    assert len({line["request"] for line in requests}) == len(requests) == 5
    failed = next(line for line in lines if line["event"] == "engine failed")
    assert failed["request"] in {line["request"] for line in requests}
    assert failed["failure"] == "malformed"


async def test_the_start_warns_of_addresses_that_reach_nobody(service: ServiceProcess) -> None:
    """As those of the pack that is shipped: a deployment puts its advisors' own ones there."""
    assert await service.stop() == 0
    (told,) = [json.loads(line) for line in service.log if "only examples" in line]
    assert (told["level"], "west-kent" in told["areas"]) == ("warning", True)


async def test_logs_hold_no_secret(tmp_path: Path, engine: tuple[StandInEngine, str]) -> None:
    """Neither a key nor a password of the settings, and none that somebody sends (O2)."""
    port = unused_port()
    process = await started(
        tmp_path,
        SIGNPOST_PORT=str(port),
        SIGNPOST_WEBHOOK_PORT=str(unused_port()),
        SIGNPOST_ENGINE_URL=engine[1],
        SIGNPOST_SECRET_KEY="planted secret of the deployment",
        SIGNPOST_API_KEYS="planted key of a client",
        SIGNPOST_REDIS_URL="redis://:planted@127.0.0.1:1/0",
        SIGNPOST_SMTP_URL="smtps://planted:planted@127.0.0.1:1",
        SIGNPOST_RATE_LIMIT="20/minute",
    )
    async with aiohttp.ClientSession() as client:
        running = ServiceProcess(process, port, 0, client)
        reader = asyncio.create_task(running.read_log())
        await until_listening(running)
        for key in ("planted key of a client", "planted by a stranger"):
            address = running.url("/webhooks/rest/webhook")
            headers = {"Authorization": f"Bearer {key}"}
            async with client.post(address, json={"message": "hello"}, headers=headers):
                pass
        await running.stop()
        await reader
    log = "".join(running.log)
    assert "shared limits cannot be reached" in log
    assert "planted" not in log


async def test_logs_hold_no_words_of_the_desk(service: ServiceProcess) -> None:
    """Planted in address, password, code, link, cookie and text: none is written (O2)."""
    desk, html = "/desk/enquiries/planted", {"Accept": "text/html"}
    for path in ("/desk/invitation/planted", "/enquiries/planted", desk, "/desk?scope=planted"):
        async with service.client.get(service.url(path), headers=html):
            pass
    form = {"email": "planted@example.org", "password": "planted", "code": "planted"}
    for path in ("/desk/sign-in", "/desk/second-factor", f"{desk}/reply", "/enquiries/planted"):
        async with service.client.get(service.url("/desk/sign-in")) as answer:
            token = (await answer.text()).split('name="token" value="')[1].split('"')[0]
        data = {**form, "token": token, "text": "planted"}
        cookies = {"other": "planted"}
        async with service.client.post(service.url(path), data=data, cookies=cookies):
            pass
    assert await service.stop() == 0
    assert "planted" not in "".join(service.log)


async def test_a_head_that_never_ends_is_cut_off(service: ServiceProcess) -> None:
    """A client that sends a line of its head now and then holds no connection for long."""
    reader, writer = await asyncio.open_connection("127.0.0.1", service.port)
    writer.write(b"GET / HTTP/1.1\r\nHost: x\r\n")
    for number in range(int(HEAD_WITHIN) + 10):
        if reader.at_eof():
            break
        with suppress(ConnectionError):
            writer.write(f"X-{number}: x\r\n".encode())
            await writer.drain()
        with suppress(TimeoutError, ConnectionError):
            assert await asyncio.wait_for(reader.read(1), 1) == b""
    assert reader.at_eof()
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_cleanly_when_told_to(service: ServiceProcess, number: int) -> None:
    """Exit code 0, and no traceback."""
    assert await service.stop(number) == 0
    assert "Traceback" not in "".join(service.log)


async def test_a_turn_that_is_under_way_is_finished_before_it_stops(
    service: ServiceProcess, engine: tuple[StandInEngine, str]
) -> None:
    """A restart in the middle of an answer loses nothing."""

    async def slow(call: dict[str, Any]) -> web.StreamResponse:
        await asyncio.sleep(0.5)
        return await through_the_webhook(service, call)

    engine[0].answer = slow
    answer = asyncio.create_task(service.send("hello"))
    await asyncio.sleep(0.2)
    assert await service.stop() == 0
    assert (await answer)[0]["text"] == "You said hello"


async def test_the_first_account_s_link_opens_on_the_running_service(
    service: ServiceProcess, tmp_path: Path
) -> None:
    """The command shares the service's database and key, and the desk asks for a password."""
    command = (sys.executable, "-m", "bot.command.first_account", "kim@example.org", "Kim Alder")
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path.cwd())}
    made = await asyncio.create_subprocess_exec(
        *command, cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE
    )
    printed, _ = await made.communicate()
    path = "/desk/invitation/" + printed.decode().strip().rsplit("/", 1)[1]
    async with service.client.get(service.url(path)) as answer:
        assert answer.status == 200
        assert "Welcome, Kim Alder" in await answer.text()
    async with service.client.get(service.url("/desk/invitation/made-up")) as answer:
        assert answer.status == 404


@pytest.mark.usefixtures("service")
async def test_its_own_key_is_kept_and_nobody_else_s_to_read(tmp_path: Path) -> None:
    """Sessions outlive a restart."""
    kept = tmp_path / "var" / "secret.key"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert len(kept.read_text("ascii")) >= 64


@pytest.mark.parametrize(
    ("settings", "code", "sentence"),
    [
        ({"SIGNPOST_PORT": "eighty"}, 78, "SIGNPOST_PORT is not right: it must be a port"),
        ({"SIGNPOST_WEBHOOK_SECRET": "short"}, 78, "SIGNPOST_WEBHOOK_SECRET is not right"),
        ({"SIGNPOST_KNOWLEDGE": "/no/such/folder"}, 78, "/no/such/folder"),
        ({"SIGNPOST_DATABASE_URL": "mysql://x"}, 78, "SIGNPOST_DATABASE_URL is not right"),
        ({"SIGNPOST_DATABASE_URL": "postgresql://a:planted@127.0.0.1:1/b"}, 75, "cannot be used"),
    ],
)
async def test_a_wrong_setting_stops_the_start_with_a_sentence(
    tmp_path: Path, settings: dict[str, str], code: int, sentence: str
) -> None:
    """The name and what is allowed; no traceback."""
    process = await started(tmp_path, **settings)
    _, written = await process.communicate()
    assert process.returncode == code
    assert sentence in written.decode()
    assert "Traceback" not in written.decode()
    assert "planted" not in written.decode()


async def test_a_locked_database_stops_the_start_with_a_sentence(tmp_path: Path) -> None:
    """Another program holds it: the sentence says so, and trying again later may do."""
    path = tmp_path / "held.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("CREATE TABLE held (x)")
        process = await started(tmp_path, SIGNPOST_DATABASE_URL=f"sqlite:///{path}")
        _, written = await process.communicate()
    assert process.returncode == 75
    assert "it is locked" in written.decode()
    assert "Traceback" not in written.decode()


@pytest.mark.parametrize("setting", ["SIGNPOST_PORT", "SIGNPOST_WEBHOOK_PORT"])
async def test_a_taken_port_stops_the_start_with_a_sentence(tmp_path: Path, setting: str) -> None:
    """The port, and which setting changes it."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ports = {"SIGNPOST_PORT": str(unused_port()), "SIGNPOST_WEBHOOK_PORT": str(unused_port())}
        taken = str(other.getsockname()[1])
        process = await started(tmp_path, **{**ports, setting: taken})
        _, written = await process.communicate()
    assert process.returncode == 75
    assert f"port {taken}" in written.decode()
    assert f"change {setting}" in written.decode()
    assert "Traceback" not in written.decode()
