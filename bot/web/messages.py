"""The messages of a reply, checked where they leave the engine and shaped for the public API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class MalformedReplyError(ValueError):
    """The engine's answer is not a list of messages; says which part, never what it held."""


@dataclass(frozen=True)
class Button:
    """A quick reply: `payload` is the words that it says."""

    title: str
    payload: str


@dataclass(frozen=True)
class CitedSource:
    """Where an answer's facts come from; `date` is words, ready to be shown."""

    title: str
    date: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Message:
    """One message of a reply; `text` is the whole of it, `body` leaves the sources out.

    `said` is what was kept of the words that it answers, where not all of them were.
    """

    text: str
    body: str
    outcome: str
    sources: tuple[CitedSource, ...] = ()
    buttons: tuple[Button, ...] = ()
    asking: str | None = None
    reference: str | None = None
    model: str | None = None
    knowledge: str | None = None
    said: str | None = None

    def as_public(self, recipient: str) -> dict[str, Any]:
        """The message in the shape of Rasa's REST channel (design.md, chat API)."""
        custom: dict[str, Any] = {
            "body": self.body,
            "sources": [_without_none(vars(source)) for source in self.sources],
            "outcome": self.outcome,
        }
        custom |= _without_none({name: getattr(self, name) for name in (*_OPTIONAL, "said")})
        public: dict[str, Any] = {"recipient_id": recipient, "text": self.text, "custom": custom}
        if self.buttons:
            public["buttons"] = [dict(vars(button)) for button in self.buttons]
        return public


_OPTIONAL = ("asking", "reference", "model", "knowledge")


def read_reply(data: object) -> tuple[Message, ...]:
    """The engine's answer as messages, at least one.

    Raises :class:`MalformedReplyError` when any part is not as the contract says.
    """
    if not isinstance(data, list) or not data:
        raise MalformedReplyError("no list of messages")
    return tuple(_read_message(item) for item in data)


def _read_message(item: object) -> Message:
    custom = _mapping(_mapping(item, "message").get("custom"), "custom")
    return Message(
        text=_words(custom, "text"),
        body=_words(custom, "body"),
        outcome=_words(custom, "outcome"),
        sources=tuple(_read_source(source) for source in _list(custom, "sources")),
        buttons=tuple(_read_button(button) for button in _list(custom, "buttons")),
        **{name: _optional(custom, name) for name in _OPTIONAL},
    )


def _read_source(data: object) -> CitedSource:
    source = _mapping(data, "source")
    url = _optional(source, "url")
    # An address from a pack becomes a link: only the web's own kinds may.
    if url is not None and not url.startswith(("https://", "http://")):
        raise MalformedReplyError("source url")
    return CitedSource(_words(source, "title"), _optional(source, "date"), url)


def _read_button(data: object) -> Button:
    button = _mapping(data, "button")
    return Button(_words(button, "title"), _words(button, "payload"))


def _mapping(value: object, part: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise MalformedReplyError(part)
    return value


def _list(data: Mapping[str, Any], part: str) -> list[Any]:
    value = data.get(part) or []
    if not isinstance(value, list):
        raise MalformedReplyError(part)
    return value


def _words(data: Mapping[str, Any], part: str) -> str:
    value = data.get(part)
    if not isinstance(value, str) or not value.strip():
        raise MalformedReplyError(part)
    return value


def _optional(data: Mapping[str, Any], part: str) -> str | None:
    value = data.get(part)
    if value is not None and not isinstance(value, str):
        raise MalformedReplyError(part)
    return value or None


def _without_none(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value is not None}
