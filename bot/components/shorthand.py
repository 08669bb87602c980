"""Shorthand that only its neighbours explain: "that 1", "her no", "the K, S, C and B"."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace

from bot.components.lexicon import Lexicon
from bot.text import Word

_FEWEST_LETTERS = 3
_JOINED_BY = frozenset({"and"})


def spelt_out(words: Sequence[Word], lexicon: Lexicon, hints: Container[str]) -> tuple[Word, ...]:
    """The words with "1" for "one" and "no" for "number" spelt out where they mean that.

    `hints` are words that hint at a group ("the health 1").
    """
    before = ("", *(word.form for word in words))
    return tuple(
        replace(word, form=_meant(word.form, earlier, lexicon, hints))
        for word, earlier in zip(words, before, strict=False)
    )


def _meant(form: str, earlier: str, lexicon: Lexicon, hints: Container[str]) -> str:
    if form == "1" and (lexicon.has("before_one", earlier) or earlier in hints):
        return "one"
    if form == "no" and lexicon.has("before_number", earlier):
        return "number"
    return form


_ASKED_OUTRIGHT = {
    **dict.fromkeys(("location", "whereabouts", "venue"), "where"),
    **dict.fromkeys(("author", "authors", "writer"), "who wrote it"),
    **dict.fromkeys(("date", "dates", "timing"), "when"),
    **dict.fromkeys(("timescale", "duration"), "for how long"),
    "deadline": "by when",
    "reason": "why",
}


def asked_outright(plain: str) -> str:
    """A lone noun after an answer as the question it stands for ("Author?": who wrote it)."""
    return _ASKED_OUTRIGHT.get(plain.removeprefix("and ").removeprefix("the "), plain)


def letters_joined(
    words: Sequence[Word], is_name: Callable[[Word], bool]
) -> tuple[tuple[Word, ...], ...]:
    """The words in runs that belong together: letters that spell a name, else one word each."""
    runs: list[tuple[Word, ...]] = []
    start = 0
    while start < len(words):
        end = _end_of_letters(words, start)
        run = tuple(words[start:end])
        if end - start >= _FEWEST_LETTERS and is_name(joined(run)):
            runs.append(run)
            start = end
        else:
            runs.append((words[start],))
            start += 1
    return tuple(runs)


def joined(run: Sequence[Word]) -> Word:
    """A run of words as one: the letters of "K, S, C and B" as "kscb"."""
    letters = "".join(word.form for word in run if word.form not in _JOINED_BY)
    return replace(run[0], form=letters, end=run[-1].end) if len(run) > 1 else run[0]


def _end_of_letters(words: Sequence[Word], start: int) -> int:
    """The index behind the single letters, and what joins them, that begin at `start`."""
    end = start
    while end < len(words) and (len(words[end].form) == 1 or words[end].form in _JOINED_BY):
        end += 1
    return end if end > start and len(words[end - 1].form) == 1 else max(start, end - 1)
