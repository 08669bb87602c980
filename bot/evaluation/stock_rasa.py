"""Rasa's default pipeline on a task: trains it unless that was done, and writes what it heard.

Runs in environments/baseline, by stock Rasa and nothing of this project's engine:
``python -m bot.evaluation.stock_rasa FOLDER``. The folder is as
:func:`bot.evaluation.baseline.write_task` makes it.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

MODEL = "model.tar.gz"


def train(task: Path) -> None:
    """Train the model of a task, in a folder beside until it is whole; note the seconds."""
    from rasa.model_training import train_nlu  # noqa: PLC0415 - heavy, and seldom needed

    start = time.perf_counter()
    trained = train_nlu(
        config=str(task / "config.yml"),
        nlu_data=str(task / "nlu.yml"),
        output=str(task / "trained"),
        fixed_model_name="model",
    )
    if trained is None:
        message = f"Rasa trained no model; its log says why: {task}"
        raise RuntimeError(message)
    note = {"seconds": time.perf_counter() - start}
    (task / "training.json").write_text(json.dumps(note), encoding="utf-8")
    Path(trained).replace(task / MODEL)


async def heard(task: Path) -> list[dict[str, Any]]:
    """What the trained model makes of every text, with the seconds that each took."""
    from rasa.core.agent import Agent  # noqa: PLC0415 - the same

    agent = Agent.load(str(task / MODEL))
    texts: list[str] = json.loads((task / "texts.json").read_text(encoding="utf-8"))
    await agent.parse_message("hello")  # what loads on first use is loaded now
    results = []
    for text in texts:
        start = time.perf_counter()
        result = await agent.parse_message(text)
        results.append(_plain(result, time.perf_counter() - start))
    return results


def _plain(result: dict[str, Any], seconds: float) -> dict[str, Any]:
    entities = [
        {name: one[name] for name in ("start", "end", "entity")} for one in result["entities"]
    ]
    intent = result["intent"]
    confidence = float(intent["confidence"])
    return {
        "intent": intent["name"],
        "confidence": confidence,
        "entities": entities,
        "seconds": seconds,
    }


def main(task: Path) -> None:
    """Train where there is no model yet, then hear every text."""
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    if not (task / MODEL).is_file():
        train(task)
    results = asyncio.run(heard(task))
    (task / "heard.json").write_text(json.dumps(results), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
