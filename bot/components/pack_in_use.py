"""The pack that this process reads messages against, and what is built from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Generic, TypeVar

from bot.components.english import english
from bot.components.lexicon import Lexicon
from bot.components.reader import MessageReader
from bot.knowledge import Knowledge
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
        self._built = self._build(knowledge)


_latest: list[MessageReader] = []


def reader_of(knowledge: Knowledge, lexicon: Lexicon) -> MessageReader:
    """The reader of a pack; components of one model share it, since it is costly to build."""
    for reader in _latest:
        if reader.knowledge is knowledge and reader.lexicon == lexicon:
            return reader
    reader = MessageReader(knowledge, lexicon, english())
    _latest[:] = [reader]
    return reader
