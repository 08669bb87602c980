"""What is set aside is the same when it is wanted again, in a process that was forked off too."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from bot.components.set_aside import SetAside

ARRAY = np.arange(12, dtype=np.float32).reshape(3, 4)


def test_it_is_read_back_as_it_was(tmp_path: Path) -> None:
    """As often as it is wanted; the file has no name and is not left behind."""
    kept = SetAside(ARRAY, tmp_path / "new")
    for _ in range(2):
        assert np.array_equal(kept.read(), ARRAY)
    assert not list((tmp_path / "new").iterdir())


def test_a_process_that_is_forked_off_reads_it(tmp_path: Path) -> None:
    """And reading there changes nothing here."""
    kept = SetAside(ARRAY, tmp_path)
    child = os.fork()
    if not child:
        os._exit(0 if np.array_equal(kept.read(), ARRAY) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert np.array_equal(kept.read(), ARRAY)


def test_it_stays_in_memory_where_no_file_can_be_made(tmp_path: Path) -> None:
    """A folder that cannot be made costs memory, and nothing else."""
    (tmp_path / "taken").write_text("a file")
    assert SetAside(ARRAY, tmp_path / "taken" / "folder").read() is ARRAY
