"""A copy of the project whose actions misbehave as they are told, for what must never happen."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.support.running import ROOT

COPIED = ("bot", "actions", "data", "requirements")
LINKED = ("environments", "models", "knowledge")
MISBEHAVING = '''

ANSWERING = AnswerAction.run


def misbehave(self, dispatcher, tracker, domain):
    """Crash, answer wrongly or keep silent where the message says so."""
    said = tracker.latest_message["text"]
    if "crash" in said:
        raise ValueError(said)
    if "malformed" in said:
        dispatcher.utter_message(text="no parts")
        return []
    if "nothing" in said:
        return []
    if "dawdle" in said:
        __import__("time").sleep(12)
    if "linger" in said:
        return linger(self, dispatcher, tracker, domain)
    return ANSWERING(self, dispatcher, tracker, domain)


async def linger(*given):
    # Long enough for something to happen in the middle of the turn, while others are served.
    await __import__("asyncio").sleep(1.5)
    answer = ANSWERING(*given)
    return await answer if __import__("inspect").isawaitable(answer) else answer


AnswerAction.run = misbehave
'''


def misbehaving_project(folder: Path) -> Path:
    """The project in a folder of its own; the environments and models are the project's."""
    root = folder / "project"
    root.mkdir()
    for name in COPIED:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("*.part.npz"))
    for name in LINKED:
        (root / name).symlink_to(ROOT / name)
    for settings in ROOT.glob("*.yml"):
        shutil.copy(settings, root)
    with (root / "actions" / "__init__.py").open("a", encoding="utf-8") as module:
        module.write(MISBEHAVING)
    return root
