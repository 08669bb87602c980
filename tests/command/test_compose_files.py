"""The compose file and what lies beside it start what this project is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.command.supervisor import GRACE_SECONDS
from bot.command.train import sources
from bot.settings import _READERS, PREFIX, read_env_file, read_settings
from tests.support.source_code import ROOT

FOLDER = ROOT / "deploy" / "compose"
IMAGE = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
WEB = (FOLDER / "Caddyfile").read_text(encoding="utf-8")
SERVICES: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())["services"]
ASSISTANT = SERVICES["signpost"]
# What whoever deploys it writes into the copy of example.env.
FILLED_IN = {"DATABASE_PASSWORD": "d4ta", "SIGNPOST_SECRET_KEY": "a secret of some length"}
GIVEN = {**read_env_file(FOLDER / "example.env"), **FILLED_IN}


def _filled_in(text: str) -> str:
    return re.sub(r"\$\{(\w+):\?[^}]+\}", lambda found: GIVEN[found[1]], text)


def _of_the_image() -> dict[str, str]:
    (line,) = re.findall(r"^ENV (SIGNPOST_.*)", IMAGE, re.MULTILINE)
    return dict(pair.split("=") for pair in line.split())


def test_every_setting_is_one_and_has_a_value_that_is_allowed() -> None:
    """Those of the image, of the compose file and of example.env, together."""
    written = {name: _filled_in(value) for name, value in ASSISTANT["environment"].items()}
    environment = {**_of_the_image(), **written}
    assert set(environment) <= {f"{PREFIX}{name.upper()}" for name in _READERS}
    settings = read_settings(environment, Path("no file"))
    assert (settings.services, settings.engines) == (2, 2)
    assert settings.host == "0.0.0.0"
    assert str(settings.database_url).endswith(":d4ta@database/signpost")


def test_every_name_is_that_of_a_service() -> None:
    """In addresses, among what is waited for, and where the web server hands on."""
    addresses = " ".join(ASSISTANT["environment"].values())
    hosts = set(re.findall(r"(?:@|redis://)(\w+)[:/]", addresses))
    waited_for = {name for one in SERVICES.values() for name in one.get("depends_on", ())}
    (upstream,) = re.findall(r"reverse_proxy (\w+):(\d+)", WEB)
    assert hosts == {"database", "redis"}
    assert {*hosts, *waited_for, upstream[0]} <= set(SERVICES)
    assert upstream == ("signpost", _of_the_image()["SIGNPOST_PORT"])
    assert all("healthcheck" in SERVICES[name] for name in waited_for)


def test_it_starts_what_make_run_starts_and_gives_it_time_to_end() -> None:
    """The same module; the health that it is asked for is one of its addresses."""
    command = ASSISTANT["command"]
    assert f"CMD {str(command).replace(chr(39), chr(34))}" in IMAGE
    assert " ".join(command[1:]) in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert int(ASSISTANT["stop_grace_period"].removesuffix("s")) > GRACE_SECONDS
    (asked,) = re.findall(
        r"http://127\.0\.0\.1:8080(/[\w/]+)", ASSISTANT["healthcheck"]["test"][-1]
    )
    assert f'"{asked}"' in (ROOT / "bot/web/routes.py").read_text(encoding="utf-8")


def test_the_image_holds_what_the_assistant_needs_and_nothing_else() -> None:
    """All that a model is made from, the knowledge, and no test, no data, no environment."""
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    taken = {line.removeprefix("!") for line in lines if line.startswith("!")}
    needed = {path.relative_to(ROOT).parts[0] for path in sources()}
    assert {*needed, "actions", "knowledge", "credentials.yml", "endpoints.yml"} <= taken
    assert [name for name in taken if not (ROOT / name).exists()] == []
    assert taken & {"environments", "models", "tests", "var", ".git"} == set()
    copied = re.findall(r"^COPY --chown=signpost (\S+)", IMAGE, re.MULTILINE)
    modules = re.findall(r"^RUN python3 -m (\S+)", IMAGE, re.MULTILINE)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert modules == ["bot.command.setup", "bot.command.train"]
