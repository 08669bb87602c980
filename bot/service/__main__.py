"""`python -m bot.service`: serves people and the engine until Ctrl-C or SIGTERM."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import actions
from bot.frames import FramesError
from bot.pack_source import PackError
from bot.pack_watch import PackWatch
from bot.service.composition import compose, serve
from bot.service.logs import set_up_logs
from bot.service.serve import PortTakenError
from bot.service.storage import StorageError
from bot.settings import Settings, SettingsError, read_settings

# Of sysexits.h, as the engine's: another start may help, or only another setting.
BUSY = 75
MISCONFIGURED = 78


def main() -> int:
    """Serve; returns the exit code, after one sentence on standard error for what is wrong."""
    set_up_logs()
    try:
        settings = read_settings(os.environ, Path(".env"))
        knowledge = watched(settings)
        service = compose(settings, lambda: knowledge.current, actions.all_actions)
        asyncio.run(serve(service, settings))
    except (PortTakenError, StorageError) as error:
        return _ended(error, BUSY)
    except (SettingsError, FramesError, OSError) as error:
        return _ended(error, MISCONFIGURED)
    return 0


def watched(settings: Settings) -> PackWatch:
    """The pack in use; raises :class:`SettingsError` with everything that is wrong with it."""
    try:
        return PackWatch(settings.knowledge)
    except PackError as error:
        raise SettingsError(
            f"SIGNPOST_KNOWLEDGE is {settings.knowledge}, and the pack there is refused:\n{error}"
        ) from None


def _ended(error: Exception, code: int) -> int:
    sys.stderr.write(f"{error}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
