"""Whether the service can do its work, part by part (features.md, O1)."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bot.contact_details import reaches_nobody
from bot.knowledge import Knowledge
from bot.store import mails
from bot.store.database import Store, StoreError
from bot.web.engines import Engines
from bot.web.pack import Pack

# Logs, mail and conversations of a busy day fit into this.
LEAST_FREE = 100 * 1024 * 1024
Part = dict[str, str]


class Health:
    """Asks each part for its state; remembers that the engine has been ready once."""

    def __init__(self, engines: Engines, pack: Pack, store: Store, var: Path) -> None:
        self._engines = engines
        self._pack = pack
        self._store = store
        self._var = var
        self._was_ready = False

    async def parts(self) -> dict[str, Part]:
        """The state of each part by its name; "ok" is the only good one."""
        return {
            "engine": await self._engine_state(),
            "knowledge": self._knowledge_state(),
            **await self._store_state(),
            "disk": {"state": disk_state(self._var)},
        }

    async def may_speak(self) -> bool:
        """Whether messages are accepted: always, once the engine has been ready.

        An engine that fails later is answered with an apology instead (design.md, chat API).
        """
        if not self._was_ready:
            await self._engine_state()
        return self._was_ready

    def _knowledge_state(self) -> Part:
        """Fit to answer from; where an area's address is only an example, that is told."""
        state = {"state": "ok", "version": self._pack.knowledge.version}
        lost = areas_without_address(self._pack.knowledge)
        return {**state, "without_address": ", ".join(lost)} if lost else state

    async def _store_state(self) -> dict[str, Part]:
        """The database and the mail queue; a mail that could not be sent is the desk's matter."""
        try:
            backlog = await self._store.read(mails.backlog)
        except StoreError:
            return {"database": {"state": "away"}, "mail": {"state": "away"}}
        queue = {"state": "ok", "waiting": str(backlog.waiting), "failed": str(backlog.dead)}
        return {"database": {"state": "ok"}, "mail": queue}

    async def _engine_state(self) -> Part:
        ready = await self._engines.is_ready()
        self._was_ready = self._was_ready or ready
        return {"state": "ok" if ready else "down"}


def areas_without_address(knowledge: Knowledge) -> list[str]:
    """The ids of areas whose advisor's address reaches nobody, as in the pack that is shipped.

    An enquiry is safe on the desk all the same, but nobody there gets a mail about it.
    """
    areas = knowledge.areas.values()
    return [area.id for area in areas if reaches_nobody(area.advisor.email)]


def disk_state(folder: Path) -> str:
    """One of "ok", "missing", "read-only", "full" for the folder that everything goes to."""
    if not folder.is_dir():
        return "missing"
    if not os.access(folder, os.W_OK):
        return "read-only"
    return "ok" if shutil.disk_usage(folder).free >= LEAST_FREE else "full"
