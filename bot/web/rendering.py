"""Templates of the pages, and the plain text of a message as blocks that they can show.

`widget.js` shows messages in the same way: change both together.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2
from markupsafe import Markup, escape

from bot.web.assets import Assets
from bot.web.incoming import clean
from bot.web.moments import clock, day, moment, short_moment
from bot.web.pack import Line, Pack
from bot.web.words import Words

TEMPLATES = Path(__file__).parent / "templates"
# Without the full stop or bracket that only follows it.
_ADDRESS = r"https?://[^\s<>\"]*[^\s<>\".,;:!?)”’]"
# What is read aloud is not to be broken at a hyphen (bot/references.py).
_REFERENCE = re.compile(r"\b[A-Z]{2}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
_BULLET = re.compile(r"^\s*[•*-]\s+")


@dataclass(frozen=True)
class Block:
    """A paragraph of one line, or a list of several items."""

    is_list: bool
    lines: tuple[str, ...]


def make_templates(words: Words, pack: Pack, assets: Assets, exit_url: str) -> jinja2.Environment:
    """The templates, with the sentences, the pack and the files in reach of all of them.

    `exit_url` is where somebody goes who leaves in a hurry.
    """
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(
        say=words.say, say_all=words.branch, exit_url=exit_url, pack=pack, asset=assets.url
    )
    templates.filters.update(
        blocks=blocks,
        clock=clock,
        linked=linked,
        unbroken=unbroken,
        excess=excess,
        moment=functools.partial(moment, words),
        short_moment=short_moment,
        day=day,
    )
    return templates


def blocks(text: str) -> list[Block]:
    """The text's paragraphs, with runs of "•", "-" or "*" lines as lists; empty lines go."""
    found: list[Block] = []
    for line in filter(str.strip, text.split("\n")):
        item = _BULLET.sub("", line).strip()
        is_list = _BULLET.match(line) is not None
        if is_list and found and found[-1].is_list:
            found[-1] = Block(True, (*found[-1].lines, item))
        else:
            found.append(Block(is_list, (item,)))
    return found


def unbroken(text: str) -> Markup:
    """The text as mark-up in which references stay on one line."""
    return Markup(_REFERENCE.sub(r'<span class="reference">\g<0></span>', str(escape(text))))  # noqa: S704


def excess(text: str, longest: int) -> int:
    """By how many characters a text is too long, as it is counted when it is taken."""
    return len(clean(text)) - longest


def linked(text: str, lines: Sequence[Line]) -> Iterator[tuple[str, str | None]]:
    """The text in pieces, each with where it leads: a number of the pack, or a whole address."""
    dials = {line.number: line.dial for line in lines}
    dials |= {line.relay: line.relay_dial for line in lines if line.relay and line.relay_dial}
    longest_first = sorted(dials, key=len, reverse=True)
    numbers = "|".join(re.escape(number) for number in longest_first)
    # Not inside a longer number: 101 is no telephone line in "1011".
    pattern = rf"({_ADDRESS}|(?<!\d)(?:{numbers})(?!\d))" if numbers else rf"({_ADDRESS})"
    for piece in filter(None, re.split(pattern, text)):
        if piece in dials:
            yield piece, f"tel:{dials[piece]}"
        else:
            yield piece, piece if re.fullmatch(_ADDRESS, piece) else None
