"""What a running assistant uses, looked at again and again, and drawn over the messages."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.growth.stored import Stored, megabytes_of_files, stored
from tests.growth.talkers import Heard
from tests.growth.usage import processor_seconds, used
from tests.support.running import RunningAssistant

WIDTH, HEIGHT, LEFT, TOP = 560, 160, 90, 40
COLOURS = ("#2b6f77", "#b3432f", "#1d2b36")


@dataclass(frozen=True)
class Sample:
    """One look: megabytes of each process and file, what the databases hold, and the pace.

    `own` is the part of a process's memory that other processes can change nothing about.

    Of the messages since the last look the median time of a reply, and the processor time of one,
    all processes together; both in milliseconds, 0 where there was none.
    """

    seconds: float
    messages: int
    median_ms: float
    processor_ms: float
    megabytes: dict[str, float]
    own: dict[str, float]
    files: dict[str, float]
    stored: Stored


async def watch(
    assistant: RunningAssistant, heard: Heard, every: float, samples: list[Sample]
) -> None:
    """Look until cancelled."""
    var = assistant.folder / "var"
    begun, seen, used_before = time.monotonic(), 0, await _processor_seconds(assistant)
    while True:
        await asyncio.sleep(every)
        times = heard.seconds[seen:]
        seen += len(times)
        used_now = await _processor_seconds(assistant)
        samples.append(
            Sample(
                time.monotonic() - begun,
                seen,
                statistics.median(times) * 1000 if times else 0.0,
                (used_now - used_before) / len(times) * 1000 if times else 0.0,
                await asyncio.to_thread(used, assistant),
                await asyncio.to_thread(used, assistant, "Pss_Anon"),
                await asyncio.to_thread(megabytes_of_files, var),
                await asyncio.to_thread(stored, var),
            )
        )
        used_before = used_now


async def _processor_seconds(assistant: RunningAssistant) -> float:
    return sum((await asyncio.to_thread(processor_seconds, assistant)).values())


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
