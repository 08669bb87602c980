"""How long it takes until an article that was saved just now is answered from.

Of this project alone: Rasa's default would have to be trained anew and started again.
"""

from __future__ import annotations

import asyncio
import shutil
import time
import uuid
from pathlib import Path

import aiohttp

from bot.bench.load import Door
from bot.command.console import Exit, Failure
from bot.command.project import ROOT

PACK = ROOT / "knowledge" / "kent"
_THINGS = ("badge", "lanyard", "umbrella", "folder", "jacket")
_ASKED = "What colour is the visitors' {thing}?"
_ARTICLE = """
- id: {thing}
  title: The colour of the visitors' {thing}
  label: the visitors' {thing}
  answer: Visitors to the Partnership are given a {thing} of shade {shade}.
  questions:
    - What colour is the visitors' {thing}?
    - Which {thing} do visitors have?
    - Do I need a {thing} when I visit?
    - visitors {thing} what colour
    - Is there a {thing} for visitors?
  source: arrangements-2019
"""
_LOOK = 0.1
"""Seconds between two questions."""
_PATIENCE = 60.0


def copied_pack(folder: Path) -> Path:
    """A copy of the pack in a new folder, to be changed."""
    pack = folder / "pack"
    shutil.rmtree(pack, ignore_errors=True)
    shutil.copytree(PACK, pack)
    return pack


async def renewals(address: str, pack: Path) -> list[float]:
    """Seconds from saving an article to its answer, several times; a Failure after a minute."""
    async with aiohttp.ClientSession() as session:
        door = Door(session, address)
        return [await _seconds(door, pack, thing) for thing in _THINGS]


async def _seconds(door: Door, pack: Path, thing: str) -> float:
    # A shade that no other run has told of.
    shade = uuid.uuid4().hex[:6]
    article = pack / "articles" / "visitors.yaml"
    article.write_text(_ARTICLE.format(thing=thing, shade=shade), encoding="utf-8")
    saved = time.perf_counter()
    while (waited := time.perf_counter() - saved) < _PATIENCE:
        (message, *_) = await door.answers(uuid.uuid4().hex, _ASKED.format(thing=thing))
        if shade in message["text"]:
            return time.perf_counter() - saved
        await asyncio.sleep(_LOOK)
    raise Failure(f"{article} was not in use after {waited:.0f} s.", Exit.FAILED)
