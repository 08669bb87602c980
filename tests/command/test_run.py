"""What stands in the way of a start is one sentence and an exit code; how the two are started."""

import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.command import programs, run
from bot.command.console import Exit, Failure
from bot.command.ports import check_port, free_ports
from bot.command.project import ROOT
from bot.settings import Settings


def start(**variables):
    """Run the command with some settings, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot.command.run"],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def is_one_sentence(outcome):
    """Whether all that a failed command said is one line, without a traceback."""
    return len(outcome.stderr.splitlines()) == 1 and "Traceback" not in outcome.stderr


def test_a_taken_port_is_a_sentence(tmp_path):
    """A port that another program has: which it is, and how to choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        outcome = start(SIGNPOST_PORT=port, SIGNPOST_VAR=str(tmp_path))
    assert outcome.returncode == Exit.BUSY
    assert f"Port {port} on 127.0.0.1 is taken" in outcome.stderr
    assert is_one_sentence(outcome)


def test_a_wrong_setting_is_a_sentence(tmp_path):
    """A setting that is not allowed stops the start with its name."""
    outcome = start(SIGNPOST_PORT="eighty", SIGNPOST_VAR=str(tmp_path))
    assert outcome.returncode == Exit.MISCONFIGURED
    assert "SIGNPOST_PORT" in outcome.stderr
    assert is_one_sentence(outcome)


def test_a_locked_database_is_a_sentence(tmp_path):
    """A database that another program holds: which file it is."""
    path = tmp_path / "conversations.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        outcome = start(SIGNPOST_PORT=str(free_ports(1)[0]), SIGNPOST_VAR=str(tmp_path))
    finally:
        holder.close()
    assert outcome.returncode == Exit.BUSY
    assert f"{path} cannot be used: database is locked" in outcome.stderr
    assert is_one_sentence(outcome)


def test_a_second_assistant_on_the_same_data_is_refused(tmp_path):
    """Two would write into one another's conversations: the second names the first."""
    with run.only_one(tmp_path):
        outcome = start(SIGNPOST_VAR=str(tmp_path))
    assert outcome.returncode == Exit.BUSY
    assert f"(process {os.getpid()})" in outcome.stderr
    assert is_one_sentence(outcome)


def test_a_host_of_another_machine_is_a_sentence():
    """A host that is not this machine's cannot be listened on."""
    with pytest.raises(Failure, match=r"no\.such\.host\.invalid, which is no address"):
        check_port("no.such.host.invalid", 8080)
    with pytest.raises(Failure, match="Nothing can listen on 192"):
        check_port("192.0.2.1", 8080)


def test_free_ports_differ():
    """So many ports as asked for, all different."""
    assert len(set(free_ports(5))) == 5


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8080"),
        ("0.0.0.0", "http://127.0.0.1:8080"),
        ("::1", "http://[::1]:8080"),
        ("localhost", "http://localhost:8080"),
    ],
)
def test_the_address_is_one_that_a_browser_opens(host, address):
    """Every address of the machine is no address to visit; IPv6 needs its brackets."""
    assert programs.address(Settings(host=host)) == address


def test_the_two_processes_share_a_secret_and_each_others_ports(tmp_path):
    """The engine knows the webhook, the service the engine, and the secret is new each time."""
    engine, service = programs.programs(Settings(var=tmp_path, engines=1), Path("model.tar.gz"))
    port = engine.command[engine.command.index("--port") + 1]
    assert service.variables["SIGNPOST_ENGINE_URL"] == f"http://127.0.0.1:{port}"
    webhook = service.variables["SIGNPOST_WEBHOOK_PORT"]
    assert engine.variables["SIGNPOST_WEBHOOK_URL"] == f"http://127.0.0.1:{webhook}/webhook"
    secrets = {each.variables["SIGNPOST_WEBHOOK_SECRET"] for each in (engine, service)}
    assert len(secrets) == 1
    again, _service = programs.programs(Settings(var=tmp_path), Path("model.tar.gz"))
    assert again.variables["SIGNPOST_WEBHOOK_SECRET"] not in secrets


def test_several_of_each_know_all_of_the_others(tmp_path):
    """The engines know every webhook, each service every engine, and the services one socket."""
    given = Settings(var=tmp_path, services=2, engines=3, database_url="postgresql://here/x")
    started = programs.programs(given, Path("model.tar.gz"), door=7)
    engine, *services = started
    assert len({program.name for program in started}) == len({one.log for one in started}) == 3
    webhooks = {
        f"http://127.0.0.1:{one.variables['SIGNPOST_WEBHOOK_PORT']}/webhook" for one in services
    }
    assert set(engine.variables["SIGNPOST_WEBHOOK_URL"].split(",")) == webhooks
    assert engine.variables["SIGNPOST_DATABASE_URL"] == "postgresql://here/x"
    ports = engine.variables["SIGNPOST_ENGINE_PORTS"].split(",")
    assert len(set(ports)) == 3
    for service in services:
        urls = service.variables["SIGNPOST_ENGINE_URL"].split(",")
        assert urls == [f"http://127.0.0.1:{port}" for port in ports]
        assert [f"{url}/" for url in urls] == engine.ready_urls
        assert (service.variables["SIGNPOST_SOCKET"], service.files) == ("7", (7,))
