"""What a running assistant uses, looked at again and again, and drawn over the messages."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from tests.growth.talkers import Heard
from tests.growth.usage import used
from tests.support.running import RunningAssistant

WIDTH, HEIGHT, LEFT, TOP = 560, 160, 90, 40
COLOURS = ("#2b6f77", "#b3432f", "#1d2b36")


@dataclass(frozen=True)
class Sample:
    """One look: megabytes of each process and file, and the median reply since the last look."""

    seconds: float
    messages: int
    median_ms: float
    megabytes: dict[str, float]
    files: dict[str, float]


def file_megabytes(var: Path) -> dict[str, float]:
    """The databases and their logs."""
    return {path.name: path.stat().st_size / 1e6 for path in sorted(var.glob("*.sqlite3*"))}


async def watch(
    assistant: RunningAssistant, heard: Heard, every: float, samples: list[Sample]
) -> None:
    """Look until cancelled."""
    begun, seen = time.monotonic(), 0
    while True:
        await asyncio.sleep(every)
        times = heard.seconds[seen:]
        seen += len(times)
        memory = await asyncio.to_thread(used, assistant)
        files = file_megabytes(assistant.folder / "var")
        median = statistics.median(times) * 1000 if times else 0.0
        samples.append(Sample(time.monotonic() - begun, seen, median, memory, files))


def growth(values: Sequence[float]) -> float:
    """How much more there is in the last quarter than in the second: 1 is flat."""
    quarter = max(1, len(values) // 4)
    before, after = values[quarter : 2 * quarter] or values[:1], values[-quarter:]
    return statistics.median(after) / max(statistics.median(before), 1e-9)


def picture(samples: Sequence[Sample]) -> str:
    """Memory, files and time of a reply over the messages, as SVG, each from 0 to its most."""
    series = {
        "memory (MB)": {
            name: [one.megabytes[name] for one in samples] for name in samples[-1].megabytes
        },
        "files (MB)": {
            name: [one.files.get(name, 0.0) for one in samples] for name in samples[-1].files
        },
        "median reply (ms)": {"reply": [one.median_ms for one in samples]},
    }
    messages = [one.messages for one in samples]
    charts = [
        _chart(title, messages, lines, TOP + place * (HEIGHT + 90))
        for place, (title, lines) in enumerate(series.items())
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="760" height="{3 * (HEIGHT + 90) + TOP}"'
        ' role="img" font-family="sans-serif" font-size="13"><title>What grows in a long run'
        f'</title><rect width="100%" height="100%" fill="#ffffff"/>{"".join(charts)}</svg>\n'
    )


def _chart(title: str, messages: Sequence[int], lines: dict[str, list[float]], top: float) -> str:
    most = max((value for values in lines.values() for value in values), default=1) or 1
    along = max(messages[-1], 1)
    drawn = [
        f'<text x="{LEFT}" y="{top}">{escape(title)}, most {most:.4g}, over {along} messages</text>'
    ]
    for place, (name, values) in enumerate(lines.items()):
        colour = COLOURS[place % len(COLOURS)]
        points = " ".join(
            f"{LEFT + WIDTH * at / along:.1f},{top + 10 + HEIGHT * (1 - value / most):.1f}"
            for at, value in zip(messages, values, strict=True)
        )
        drawn.append(f'<polyline points="{points}" fill="none" stroke="{colour}"/>')
        drawn.append(
            f'<text x="{LEFT + place * 150}" y="{top + HEIGHT + 30}" fill="{colour}">'
            f"{escape(name)} {values[-1]:.4g}</text>"
        )
    return "".join(drawn)
