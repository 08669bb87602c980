"""The pack that this process reads messages against, and what is built from it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from bot.components.english import english
from bot.components.lexicon import Lexicon
from bot.components.reader import MessageReader
from bot.components.vector_cache import FOLDER
from bot.knowledge import Knowledge
from bot.memory import give_back_memory
from bot.pack_watch import PackWatch

_DEFAULT_FOLDER = "knowledge/kent"
Built = TypeVar("Built")


@cache
def watched_pack() -> PackWatch:
    """The watch over the pack's folder (SIGNPOST_KNOWLEDGE), one for the process.

    Where engines are forked off, each watches for itself, and the process that forks them no more.
    """
    watch = PackWatch(Path(os.environ.get("SIGNPOST_KNOWLEDGE") or _DEFAULT_FOLDER))
    os.register_at_fork(before=watch.close, after_in_child=watch.resume)
    return watch


class PerPack(Generic[Built]):
    """Something built from the knowledge, built anew and swapped whole when the pack changes.

    Building takes place in the watch's thread, so no message waits for it.
    """

    def __init__(self, build: Callable[[Knowledge], Built]) -> None:
        self._build = build
        watch = watched_pack()
        self._built = build(watch.current)
        watch.listen(self._renew)

    @property
    def current(self) -> Built:
        """What was built from the pack in use; take it once for a message."""
        return self._built

    def _renew(self, knowledge: Knowledge) -> None:
        with one_at_a_time():
            self._built = self._build(knowledge)
        give_back_memory()


@contextmanager
def one_at_a_time(folder: Path = FOLDER) -> Iterator[None]:
    """Keep other engines from learning the same at once: the next finds it kept by the first.

    Where no file can be made, each learns for itself.
    """
    with ExitStack() as stack:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            lock = stack.enter_context((folder / "learning.lock").open("w"))
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


_latest: list[MessageReader] = []


def reader_of(knowledge: Knowledge, lexicon: Lexicon) -> MessageReader:
    """The reader of a pack; components of one model share it, since it is costly to build."""
    for reader in _latest:
        if reader.knowledge is knowledge and reader.lexicon == lexicon:
            return reader
    reader = MessageReader(knowledge, lexicon, english())
    _latest[:] = [reader]
    return reader
