"""Both sides by turns: starts one after the other, then blocks of messages one after the other.

Whatever else the machine does meanwhile falls on both alike, so ratios hold where figures do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import aiohttp

from bot.bench.load import Door, Played, play
from bot.bench.sides import Running, Side, start
from bot.bench.talk import block, long_talk

ONE, MANY = 1, 16
"""How many clients speak at a time."""


@dataclass(frozen=True)
class Effort:
    """How much is measured: starts and blocks of each side, and questions a block.

    `turns` is the length of the long conversation of this project, `stock_turns` of the other.
    """

    starts: int
    blocks: int
    questions: int
    turns: int
    stock_turns: int


FULL = Effort(starts=3, blocks=5, questions=24, turns=500, stock_turns=50)
QUICK = Effort(starts=1, blocks=2, questions=6, turns=60, stock_turns=20)


@dataclass
class Measured:
    """What was measured of one side.

    `starts` are seconds until ready; `memory` is in MB; `blocks` are those of each number of
    clients, `processor` the seconds of processor time of each block; `long` are the seconds of
    each turn of the long conversation; `renewals` the seconds until a changed pack was in use.
    """

    starts: list[float] = field(default_factory=list)
    memory: float = 0.0
    blocks: dict[int, list[Played]] = field(default_factory=lambda: {ONE: [], MANY: []})
    processor: dict[int, list[float]] = field(default_factory=lambda: {ONE: [], MANY: []})
    long: list[float] = field(default_factory=list)
    renewals: list[float] = field(default_factory=list)


Results = dict[str, Measured]


async def measure(sides: Sequence[Side], effort: Effort, say: Callable[[str], None]) -> Results:
    """Measure both sides; `say` hears how far it is."""
    results = {side.name: Measured() for side in sides}
    for number in range(effort.starts - 1):
        for side in sides:
            with running(side, results[side.name]):
                say(f"  start {number + 1} of {effort.starts}: {side.name}")
    with ExitStack() as stack:
        both = [stack.enter_context(running(side, results[side.name])) for side in sides]
        say("  both are ready")
        await _speak(both, results, effort, say)
        for one in both:
            results[one.side.name].memory = one.memory()
    return results


@contextmanager
def running(side: Side, measured: Measured) -> Iterator[Running]:
    """A side from its start, whose time is noted, to its end."""
    started = start(side)
    try:
        measured.starts.append(started.seconds_until_ready())
        yield started
    finally:
        started.end()


async def _speak(
    both: Sequence[Running], results: Results, effort: Effort, say: Callable[[str], None]
) -> None:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        doors = [Door(session, one.side.address, one.side.opening) for one in both]
        for door in doors:
            # What loads on first use is loaded now, and connections are open.
            await play(door, block(5 * effort.blocks, effort.questions), MANY)
        for number in range(effort.blocks):
            say(f"  block {number + 1} of {effort.blocks}")
            for clients in (ONE, MANY):
                for one, door in zip(both, doors, strict=True):
                    measured = results[one.side.name]
                    await _block(one, door, measured, (clients, number, effort.questions))
        for one, door, turns in zip(both, doors, (effort.turns, effort.stock_turns), strict=True):
            say(f"  {turns} turns of one conversation: {one.side.name}")
            told = await door.converse(long_talk(turns))
            results[one.side.name].long = [taken.seconds for taken in told]


async def _block(one: Running, door: Door, measured: Measured, what: tuple[int, int, int]) -> None:
    """Speak a block, or four where many clients speak; every block of a run asks something new."""
    clients, number, questions = what
    numbers = [5 * number] if clients == ONE else range(5 * number + 1, 5 * number + 5)
    said = [talk for each in numbers for talk in block(each, questions)]
    before = one.processor_seconds()
    measured.blocks[clients].append(await play(door, said, clients))
    measured.processor[clients].append(one.processor_seconds() - before)
