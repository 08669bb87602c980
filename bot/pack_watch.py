"""The knowledge in use, renewed by itself when somebody saves a changed file of the pack."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread

from bot.knowledge import Knowledge
from bot.pack import load
from bot.pack_source import PackError, pack_files

# Two looks, the check and the learning together stay under five seconds (design.md).
POLL_SECONDS = 0.4

logger = logging.getLogger(__name__)

Listener = Callable[[Knowledge], None]
Signature = tuple[tuple[str, int, int, int], ...]


class PackWatch:
    """Holds a pack's knowledge and swaps it whole when its files change and pass the check.

    A changed pack is read when its files have been left alone for one look (every `interval`
    seconds), so that an editor's half-written file is not judged.  A pack that fails the check
    is logged once, with every problem, and the knowledge before it stays in use.  `current`
    may be read from any thread.
    """

    def __init__(self, folder: Path, interval: float = POLL_SECONDS) -> None:
        """Load the pack and start watching; raises :class:`PackError` where it is refused."""
        self._folder = folder
        self._interval = interval
        self._listeners: list[Listener] = []
        self._lock = Lock()
        # Taken before the files are read: a change in between shows at the next look.
        self._judged = self._seen = _signature(folder)
        self._current = load(folder)
        self._watch()

    def _watch(self) -> None:
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="pack-watch", daemon=True)
        self._thread.start()

    @property
    def current(self) -> Knowledge:
        """The knowledge in use; take it once for an answer, since it may be swapped."""
        return self._current

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the new knowledge, in the watching thread, after each swap."""
        with self._lock:
            self._listeners.append(listener)

    def close(self) -> None:
        """Stop watching; the knowledge in use stays readable. May be called twice."""
        self._stopped.set()
        self._thread.join()

    def resume(self) -> None:
        """Watch again after :meth:`close`; what has changed meanwhile is in use on return."""
        self._seen = _signature(self._folder)
        self._look()
        self._watch()

    def _run(self) -> None:
        while not self._stopped.wait(self._interval):
            try:
                self._look()
            except Exception:
                # Whatever a folder can do, the watch goes on: nobody would notice its end.
                logger.exception("the pack in %s could not be looked at", self._folder)

    def _look(self) -> None:
        before, self._seen = self._seen, _signature(self._folder)
        if self._seen == before and self._seen != self._judged:
            self._judged = self._seen
            self._renew()

    def _renew(self) -> None:
        try:
            knowledge = load(self._folder)
        except PackError as error:
            logger.error(  # noqa: TRY400 the problems say all, a traceback would hide them
                "the changed pack in %s is refused and the one before stays in use:\n%s",
                self._folder,
                error,
            )
            return
        if knowledge.version != self._current.version:
            self._swap(knowledge)

    def _swap(self, knowledge: Knowledge) -> None:
        self._current = knowledge
        logger.info("the pack %s is now in use, version %s", knowledge.id, knowledge.version)
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            try:
                listener(knowledge)
            except Exception:
                # One listener's failure must not keep the others from the new knowledge.
                logger.exception("a listener failed on version %s", knowledge.version)


def _signature(folder: Path) -> Signature:
    """What tells one state of the files from another: names, times, sizes and inodes."""
    signature = []
    for path in pack_files(folder):
        try:
            status = path.stat()
        except OSError:
            # Gone between listing and looking, as when an editor replaces a file.
            continue
        signature.append((str(path), status.st_mtime_ns, status.st_size, status.st_ino))
    return tuple(signature)
