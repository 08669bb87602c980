"""Groups named in a row by single words: "the chairs of rapid review, scrutiny and health"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.meaning import Mention

_BETWEEN = re.compile(
    r"\s*(?:[,/&+]|\b(?:and|or|n)\b)?\s*(?:\b(?:and|or|n)\b)?\s*(?:of )?(?:the )?"
)
_SEVERAL = 2
GroupOf = Callable[[Mention], str | None]
"""The one group that a mention names or hints at, or None."""


def in_a_row(mentions: Sequence[Mention], text: str, group_of: GroupOf) -> Iterator[Mention]:
    """The mentions, with those that stand in a row of groups taken for the groups.

    One word names a group where its neighbours in the row are groups too, while alone it may
    mean a topic.
    """
    for row in _rows(mentions, text, group_of):
        groups = [group_of(mention) for mention in row]
        if len({*groups}) < _SEVERAL:
            yield from row
            continue
        for mention, group in zip(row, groups, strict=True):
            yield replace(mention, kind="group", id=group or "", certainty="exact", others=())


def _rows(mentions: Sequence[Mention], text: str, group_of: GroupOf) -> Iterator[Sequence[Mention]]:
    """The mentions in runs: of groups with nothing but commas and "and" between, else alone."""
    row: list[Mention] = []
    for mention in mentions:
        beside = row and _BETWEEN.fullmatch(text[row[-1].end : mention.start].lower())
        joined = beside and text[row[-1].end : mention.start].strip()
        if row and not (joined and group_of(row[-1]) and group_of(mention)):
            yield row
            row = []
        row.append(mention)
    if row:
        yield row
