"""Several engines that watch one pack learn a changed one after the other."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from bot.components.pack_in_use import one_at_a_time


def test_the_next_begins_when_the_first_has_learnt(tmp_path: Path) -> None:
    """So that it finds all that the first has kept."""
    done = []

    def learn_next() -> None:
        with one_at_a_time(tmp_path):
            done.append("next")

    with one_at_a_time(tmp_path):
        after = Thread(target=learn_next)
        after.start()
        after.join(0.2)
        done.append("first")
    after.join(5)
    assert done == ["first", "next"]


def test_where_no_file_can_be_made_nobody_waits(tmp_path: Path) -> None:
    """A disk that takes nothing keeps no engine from a changed pack."""
    (tmp_path / "file").touch()
    folder = tmp_path / "file" / "folder"
    with one_at_a_time(folder), one_at_a_time(folder):
        pass
