"""Records what stock Rasa does with the test assistant, into the files beside this one.

Run it where Rasa 3.6.21 is installed with the dask that it asks for (2022.10.2): the dialogue
environment has a later dask, on which Rasa's own graph runner fails.

    python -m tests.engine.stock.record

TensorFlow is stood in for; none of the fixes is applied.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from pathlib import Path
from typing import Any

from bot.engine.tensorflow_standin import install_tensorflow_standin

HERE = Path(__file__).parent
ASSISTANT = HERE.parent / "assistant"

CONVERSATIONS = {
    "questions": ["ask about the education group", "ask", "ask about the health group", "thanks"],
    "a whole form": ["leave", "Ann", "Canterbury", "ask", "leave", "Bob", "Dover"],
    "a form interrupted": ["leave", "ask", "Ann", "ask", "ask about the new group", "Dover", "ask"],
    "a form left": ["leave", "Ann", "stop", "ask", "leave", "Deal", "stop", "stop"],
    "a slot that decides": ["ask angry", "ask", "ask", "ask angry", "leave", "ask"],
    "failing actions": ["crash", "ask", "reject", "ask", "crash", "leave", "crash", "reject"],
    "malformed answers": ["malformed list", "ask", "malformed events", "malformed event", "ask"],
    "no JSON": ["malformed text", "malformed json", "malformed nothing", "malformed number", "ask"],
    "forgetting": ["ask about the old group", "reset", "ask", "leave", "Ann", "reset", "Dover"],
    "unknown words": ["zzz", "ask", "", "🙂", "zzz"],
    "commands": ["/ask", "/restart", "ask", "/session_start", "ask", '/leave{"x": 1}', "/nonsense"],
}


def graph_runs() -> list[dict[str, Any]]:
    """Run small graphs with all kinds of input and give what came out or was raised."""
    from tests.engine.graphs import RUNS, outcome  # noqa: PLC0415 - imports Rasa

    return [outcome(*run) for run in RUNS]


async def conversations() -> dict[str, Any]:
    """Train the test assistant and play every conversation to it."""
    from rasa.model_training import train  # noqa: PLC0415 - after the stand-in

    from tests.engine.action_server import ActionServer  # noqa: PLC0415
    from tests.engine.playing import load, play  # noqa: PLC0415

    server = ActionServer()
    with tempfile.TemporaryDirectory() as folder:
        files = [str(ASSISTANT / "data")]
        config = str(ASSISTANT / "config.yml")
        model = train(str(ASSISTANT / "domain.yml"), config, files, folder).model
        agent = await load(Path(str(model)), server.url)
        return {name: await play(agent, name, texts) for name, texts in CONVERSATIONS.items()}


def main() -> None:
    """Record everything."""
    install_tensorflow_standin()
    write("graphs.json", {"runs": graph_runs()})
    write("conversations.json", asyncio.run(conversations()))


def write(name: str, lists: dict[str, list[Any]]) -> None:
    """Write lists as JSON, one item a line."""
    parts = []
    for key, items in lists.items():
        lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in items)
        parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
    (HERE / name).write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
