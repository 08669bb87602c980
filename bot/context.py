"""What the assistant remembers of a conversation: what was spoken of, and what was asked.

It is one slot of the tracker, plain JSON values, renewed by every turn; what has not been
spoken of for a few turns fades, because an old subject misleads more than it helps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from typing import Any

_FADES_AFTER = 5
"""Turns after which a subject, an aspect or a list is no longer meant by "it" or "the second"."""
_REMEMBERED_REPLIES = 2
_REMEMBERED_STEPS = 8
_BESIDE = "beside"


@dataclass(frozen=True)
class Pending:
    """What the assistant has asked back: the question that waits, and what may fill it."""

    intent: str
    kind: str
    options: tuple[str, ...] = ()
    article: str | None = None


@dataclass(frozen=True)
class Context:
    """What is remembered between turns.

    `focus` maps a kind of record to the ids last spoken of, `since` to the turn of that, `trail`
    to all that were spoken of one after the other, the last ones last.
    """

    turn: int = 0
    focus: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: Mapping[str, int] = field(default_factory=dict)
    trail: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    aspect: str | None = None
    together: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    pending: Pending | None = None
    misses: int = 0
    said: tuple[str, ...] = ()
    body: str = ""
    cited: tuple[str, ...] = ()
    latest: str | None = None
    asked: str = ""
    missed: str = ""

    def spoken_of(self, kind: str) -> tuple[str, ...]:
        """The ids of this kind that "it", "she" or "there" can mean now."""
        return self.focus.get(kind, ()) if self._fresh(kind) else ()

    def spoken_of_before(self, kind: str) -> tuple[str, ...]:
        """The ids of this kind that were spoken of before the last ones ("the other one")."""
        trail = self.trail.get(kind, ())
        return trail[-2] if len(trail) > 1 and self._fresh(kind) else ()

    def all_spoken_of(self, kind: str) -> tuple[str, ...]:
        """Every id of this kind that was spoken of, the first first ("the one I began with")."""
        trail = self.trail.get(kind, ()) if self._fresh(kind) else ()
        return tuple(dict.fromkeys(id for ids in trail for id in ids))

    @property
    def last_aspect(self) -> str | None:
        """The intent of the last question answered, while it is fresh."""
        return self.aspect if self._fresh("aspect") else None

    @property
    def last_aspects(self) -> tuple[str, ...]:
        """The intents of all that was asked in the turn of the last one, while they are fresh."""
        return self.together if self._fresh("aspect") else ()

    @property
    def last_listed(self) -> tuple[str, ...]:
        """The ids of the last list given, while it is fresh."""
        return self.listed if self._fresh("listed") else ()

    @property
    def unanswered(self) -> str:
        """The last question that had no answer, in its own words, while it is fresh."""
        return self.missed if self._fresh("missed") else ""

    def _fresh(self, what: str) -> bool:
        return self.turn - self.since.get(what, -_FADES_AFTER) < _FADES_AFTER

    def next_turn(self) -> Context:
        """The context of the next message."""
        return replace(self, turn=self.turn + 1)

    def speaking_of(self, kind: str, ids: Sequence[str]) -> Context:
        """With the subject of a kind replaced."""
        trail = self.trail.get(kind, ())
        if trail and (self.since.get(kind) == self.turn or set(trail[-1]) == set(ids)):
            trail = trail[:-1]
        return replace(
            self,
            trail={**self.trail, kind: (*trail, tuple(ids))[-_REMEMBERED_STEPS:]},
            focus={**self.focus, kind: tuple(ids)},
            since={**self.since, kind: self.turn},
            latest=kind,
        )

    def having_named(self, kind: str, ids: Sequence[str]) -> Context:
        """With what was named beside what the answer is about ("Is it Ann or Sue?")."""
        trail = self.trail.get(kind, ())
        told = (*trail[:-1], tuple(ids), *trail[-1:])
        since = {**self.since, f"{_BESIDE} {kind}": self.turn}
        return replace(self, trail={**self.trail, kind: told}, since=since)

    def just_named_beside(self, kind: str) -> tuple[str, ...]:
        """What the last message named and the answer set right ("No: Ann chairs it, not Sue")."""
        just = self.since.get(f"{_BESIDE} {kind}") == self.turn - 1
        return self.spoken_of_before(kind) if just else ()

    def asking_about(self, aspect: str) -> Context:
        """With the aspect that the next elliptical question inherits."""
        earlier = self.together if self.since.get("aspect") == self.turn else ()
        together = tuple(dict.fromkeys((*earlier, aspect)))
        since = {**self.since, "aspect": self.turn}
        return replace(self, aspect=aspect, together=together, since=since)

    def listing(self, ids: Sequence[str]) -> Context:
        """With a list that ordinals point into."""
        return replace(self, listed=tuple(ids), since={**self.since, "listed": self.turn})

    def leaving_unanswered(self, text: str) -> Context:
        """With a question that had no answer; an advisor may be asked it."""
        return replace(self, missed=text, since={**self.since, "missed": self.turn})

    def having_alarmed(self) -> Context:
        """With the numbers just given to somebody who told of a worry."""
        return replace(self, since={**self.since, "alarm": self.turn})

    @property
    def just_alarmed(self) -> bool:
        """Whether the numbers were what was said last."""
        return self.since.get("alarm") == self.turn - 1

    def having_said(self, body: str, cited: Sequence[str]) -> Context:
        """With the reply just given, so that it can be repeated and is not said three times."""
        said = (*self.said, _fingerprint(body))[-_REMEMBERED_REPLIES:]
        return replace(self, body=body, cited=tuple(cited), said=said)

    def has_said_twice(self, body: str) -> bool:
        """Whether the last two replies were this very one."""
        return self.said == (_fingerprint(body),) * _REMEMBERED_REPLIES

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values for the tracker's slot."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any] | None) -> Context:
        """The context that :meth:`as_json` wrote; an empty one for a new conversation."""
        if not values:
            return cls()
        pending = values.get("pending")
        known = {one.name for one in fields(cls)}
        given = {
            # A conversation may have been remembered by an earlier release.
            **{name: value for name, value in values.items() if name in known},
            "focus": {kind: tuple(ids) for kind, ids in values["focus"].items()},
            "trail": {
                kind: tuple(tuple(ids) for ids in steps)
                for kind, steps in values.get("trail", {}).items()
            },
            "together": tuple(values.get("together", ())),
            "listed": tuple(values["listed"]),
            "said": tuple(values["said"]),
            "cited": tuple(values["cited"]),
            "pending": pending and Pending(**{**pending, "options": tuple(pending["options"])}),
        }
        return cls(**given)


def at_place(listed: Sequence[str], place: int | None) -> str | None:
    """The id at a place of a list, from 1, or from -1 for the last; None where it has none."""
    if not place or abs(place) > len(listed):
        return None
    return listed[place - 1] if place > 0 else listed[place]


def _fingerprint(body: str) -> str:
    return sha256(body.encode()).hexdigest()[:16]
