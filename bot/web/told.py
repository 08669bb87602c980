"""What a page has been told of its conversation, as the one word by which it goes on listening.

The word (the id of an event, Server-Sent Events 9.2.6) is made of what the page knows and not of
a count of events, so that a restart of the service or another process changes nothing: the key of
the last turn up to which every reply was told, and the moment of the last advisor's reply.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from bot.web.advisor_replies import AdvisorReply
from bot.web.news import Event
from bot.web.transcripts import MOST_TURNS_OF_ONE, Turn

_WORD = re.compile(r"([A-Za-z0-9_-]{0,160})\.(\d{1,18})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Told:
    """Follows what one page is told; :attr:`word` is where it stands."""

    def __init__(self, settled: str = "", replied: int = 0) -> None:
        """`settled` is a turn's key, "" before the first; `replied` is in µs since 1970."""
        self._settled = settled
        self._replied = replied
        # The turns that the page knows, in order: whether it knows the reply.
        self._turns: dict[str, bool] = {}

    @classmethod
    def read(cls, word: str) -> Told:
        """Where the page says that it stands; one that says nothing sensible was told nothing."""
        match = _WORD.fullmatch(word)
        return cls(match[1], int(match[2])) if match else cls()

    @classmethod
    def everything(cls, turns: Sequence[Turn], replies: Iterable[AdvisorReply]) -> Told:
        """A page that has just been shown all of it."""
        told = cls()
        for _ in told.missed(turns, replies):
            pass
        return told

    @property
    def word(self) -> str:
        """Where the page stands now."""
        return f"{self._settled}.{self._replied}"

    def missed(self, turns: Sequence[Turn], replies: Iterable[AdvisorReply]) -> Iterator[Event]:
        """What the page does not know of the conversation; each counts as told once it is taken.

        Where the conversation does not hold what the page was told last, the page has to look at
        all of it again, and is told nothing else.
        """
        keys, in_order = [turn.key for turn in turns], sorted(replies, key=lambda one: one.at)
        events = [*(turn.as_event() for turn in turns), *(one.as_event() for one in in_order)]
        if self._settled and self._settled not in keys:
            self._settled, self._turns = "", {}
            for event in events:
                self.note(event)
            yield Event("again")
            return
        known = keys.index(self._settled) + 1 if self._settled else 0
        self._turns = {**dict.fromkeys(keys[:known], True), **self._turns}
        for event in events:
            if self.note(event):
                yield event

    def note(self, event: Event) -> bool:
        """Note that the page is told this; whether it is anything new to it."""
        if event.kind == "turn":
            return self._note_turn(event.data["key"], has_reply=event.data["reply"] is not None)
        if event.kind == "reply":
            return self._note_reply(datetime.fromisoformat(event.data["at"]))
        if event.kind == "cleared":
            self._settled, self._turns = "", {}
        return True

    def _note_turn(self, key: str, *, has_reply: bool) -> bool:
        if key in self._turns and (self._turns[key] or not has_reply):
            return False
        self._turns[key] = has_reply
        *_, (self._settled, _) = itertools.chain(
            [(self._settled, True)], itertools.takewhile(_is_told, self._turns.items())
        )
        if len(self._turns) > MOST_TURNS_OF_ONE:
            del self._turns[next(iter(self._turns))]
        return True

    def _note_reply(self, at: datetime) -> bool:
        microseconds = (at - _EPOCH) // timedelta(microseconds=1)
        is_new = microseconds > self._replied
        self._replied = max(microseconds, self._replied)
        return is_new


def _is_told(turn: tuple[str, bool]) -> bool:
    return turn[1]
