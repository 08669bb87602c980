"""A changed pack is in use by itself, whole; a broken one is refused and changes nothing."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.pack_source import PackError
from bot.pack_watch import PackWatch

TARNSHIRE = Path(__file__).parent / "packs" / "tarnshire"
INTERVAL = 0.05
# A changed pack is in use within 5 s (design.md, Knowledge).
PROMISED_SECONDS = 5.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented pack, to be changed while it is watched."""
    return Path(shutil.copytree(TARNSHIRE, tmp_path / "tarnshire"))


@pytest.fixture
def watch(folder: Path) -> Iterator[PackWatch]:
    """A quick watch over the copy."""
    watching = PackWatch(folder, interval=INTERVAL)
    yield watching
    watching.close()


def _change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def _eventually(holds: Callable[[], bool], seconds: float = PROMISED_SECONDS) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(INTERVAL / 2)
    return holds()


def _refusals(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]


def test_a_changed_fact_is_in_use_by_itself(folder, watch):
    """A new chair needs no restart."""
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    assert _eventually(lambda: watch.current.people["tobias-rao"].name == "Xanthe Okafor")


def test_a_changed_fact_is_in_use_within_the_promised_time(folder):
    """At the usual pace of looking, too."""
    watching = PackWatch(folder)
    try:
        _change(folder, "articles.yaml", "started on 4 May 2021.", "began on 4 May 2021.")
        assert _eventually(lambda: "began" in watching.current.articles["alliance-start"].answer)
    finally:
        watching.close()


def test_a_watch_that_was_closed_goes_on_with_what_is_there_now(folder, watch):
    """As in an engine that is forked off long after the pack was loaded: nobody hears old facts."""
    watch.close()
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    watch.resume()
    assert watch.current.people["tobias-rao"].name == "Xanthe Okafor"
    _change(folder, "people.yaml", "name: Xanthe Okafor", "name: Tobias Rao")
    assert _eventually(lambda: watch.current.people["tobias-rao"].name == "Tobias Rao")


def test_knowledge_taken_before_a_change_stays_whole(folder, watch):
    """An answer in the making never sees half of the old and half of the new."""
    before = watch.current
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    assert _eventually(lambda: watch.current is not before)
    assert before.people["tobias-rao"].name == "Tobias Rao"
    assert before.version != watch.current.version


def test_listeners_get_the_new_knowledge(folder, watch):
    """Whoever has built something from the pack builds it again."""
    heard: list[str] = []
    watch.listen(lambda knowledge: heard.append(knowledge.people["tobias-rao"].name))
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    assert _eventually(lambda: heard == ["Xanthe Okafor"])


def test_a_failing_listener_does_not_silence_the_others(folder, watch):
    """The watch goes on after a listener's error, and says so in the log."""
    heard: list[str] = []

    def fail(_: object) -> None:
        raise RuntimeError("no vectors")

    watch.listen(fail)
    watch.listen(lambda knowledge: heard.append(knowledge.version))
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    assert _eventually(lambda: len(heard) == 1)
    _change(folder, "people.yaml", "name: Xanthe Okafor", "name: Tobias Rao")
    assert _eventually(lambda: len(heard) == 2)


def test_a_broken_pack_is_refused_once_and_the_old_one_stays(folder, watch, caplog):
    """The log holds file, line and reason, once and not at each look."""
    before = watch.current
    _change(folder, "groups.yaml", "person: tobias-rao", "person: nobody-known")
    assert _eventually(lambda: bool(_refusals(caplog)))
    time.sleep(INTERVAL * 6)
    (refusal,) = _refusals(caplog)
    line = (folder / "groups.yaml").read_text().split("nobody-known")[0].count("\n") + 1
    assert f"groups.yaml:{line}: 'nobody-known' is not the id of one of the people" in refusal
    assert watch.current is before


def test_a_mended_pack_is_taken_after_a_refusal(folder, watch, caplog):
    """The officer corrects the mistake, and the change is in use."""
    _change(folder, "people.yaml", "post: Named Nurse", "post:")
    assert _eventually(lambda: bool(_refusals(caplog)))
    _change(folder, "people.yaml", "post:\n", "post: Chief Nurse\n")
    assert _eventually(lambda: watch.current.people["bethan-quill"].post == "Chief Nurse")


def test_a_half_written_file_neither_crashes_nor_is_used(folder, watch):
    """Editors write in pieces, or put a new file in the place of the old one."""
    path = folder / "people.yaml"
    whole = path.read_text().replace("name: Tobias Rao", "name: Xanthe Okafor")
    with path.open("w") as file:
        for start in range(0, len(whole), 60):
            file.write(whole[start : start + 60])
            file.flush()
            time.sleep(INTERVAL / 4)
            assert len(watch.current.people) == 5
    assert _eventually(lambda: watch.current.people["tobias-rao"].name == "Xanthe Okafor")


def test_a_file_put_in_the_place_of_another_is_noticed(folder, watch):
    """Many editors write beside the file and rename."""
    path = folder / "people.yaml"
    beside = folder / ".people.yaml.swp"
    beside.write_text(path.read_text().replace("name: Tobias Rao", "name: Xanthe Okafor"))
    beside.replace(path)
    assert _eventually(lambda: watch.current.people["tobias-rao"].name == "Xanthe Okafor")


def test_a_vanished_folder_leaves_the_knowledge_in_use(folder, watch, caplog):
    """A share that is gone for a while costs nothing; its return is noticed."""
    before = watch.current
    away = folder.with_name("away")
    folder.rename(away)
    assert _eventually(lambda: bool(_refusals(caplog)))
    assert watch.current is before
    _change(away, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    away.rename(folder)
    assert _eventually(lambda: watch.current.people["tobias-rao"].name == "Xanthe Okafor")


def test_a_touched_file_changes_nothing(folder, watch):
    """Saved without a change: the same version, and no listener is called."""
    heard: list[object] = []
    watch.listen(heard.append)
    before = watch.current
    (folder / "people.yaml").touch()
    time.sleep(INTERVAL * 6)
    assert watch.current is before
    assert heard == []


def test_a_pack_that_is_wrong_at_the_start_stops_the_start(folder):
    """There is no old knowledge to keep."""
    (folder / "pack.yaml").unlink()
    with pytest.raises(PackError):
        PackWatch(folder)


def test_a_closed_watch_looks_no_more(folder, watch):
    """After close the knowledge stays as it was; closing twice does no harm."""
    watch.close()
    watch.close()
    before = watch.current
    _change(folder, "people.yaml", "name: Tobias Rao", "name: Xanthe Okafor")
    time.sleep(INTERVAL * 4)
    assert watch.current is before
