"""How likely one word is typed when another is meant: by ear, by a slip of a finger, in haste.

A cost is roughly the negative logarithm of a chance: 0 for the word itself, about 1 for another
spelling of a sound, about 3 for a slip of a finger, more for a letter that nothing explains.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

Rule = tuple[str, str, float]
"""Letters that are meant, letters that are typed for them, and what that costs."""

NEVER = 99.0
"""The cost of what is no slip at all."""
_MISSED, _ADDED, _SWAPPED, _DOUBLED = 3.2, 3.6, 2.6, 1.6
_NEXT_KEY, _OTHER_VOWEL, _OTHER_LETTER = 3.2, 2.2, 5.5
_FIRST_LETTER = 1.5
"""Added to a slip in the first letter, which people seldom miss."""
_HEARD, _HARDLY_HEARD = 1.0, 1.7
_NEAR = 3
"""A place in one word is compared with places in the other at most this far off."""
_SILENT_IN_FRONT = frozenset({"h", "k", "w", "g"})
_VOWELS = frozenset("aeiouy")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")

_SAME_SOUND = (
    # Vowels of British English, and the letters by which each is written.
    "ee ea ie ei e y ey",
    "ai ay ei ey a eigh",
    "oa ow o oe ough",
    "oo u ew ue ou o oe",
    "i y igh ie ye ey",
    "or aw au ore our oar oor ar augh al",
    "er ur ir or ar a re our ear yr",
    "air are ear ere eer ae",
    "ou ow",
    "e ea ai ie",
    "u o ou oo oul",
    "o au",
    "wa wo",
    # Consonants.
    "f ph gh ff",
    "k c ck ch q qu cc",
    "s c ss sc ce se z ze",
    "tion sion shun shon tian cian cion",
    "cial tial shal shul",
    "sh ti ci ch ssi",
    "j g dge ge dg",
    "n kn gn nn ne",
    "ing in",
    "r wr rr rh re",
    "w wh",
    "h wh",
    "m mb mm mn me",
    "l ll le el al ul",
    "x ks cks cs",
    "t tt ed bt ght te",
    "d dd de",
    "v ve",
    "sch sk sc",
    "ture cher chur",
    "ch tch",
    "ous us",
    "ance ence",
    "ign ine",
)
"""What is heard alike."""
_LONG_VOWELS = (
    ("ai ay ei eigh a", "a"),
    ("ee ea ie", "e"),
    ("igh y", "i"),
    ("oa o", "o"),
    ("oo ew", "u"),
)
_CLOSING = "cdfgklmnprstvz"
_HARDLY_TOLD_APART = (
    # "th" as many children and Londoners say it, and letters that are written but not heard.
    ("th", "f", 1.0), ("th", "v", 1.2), ("th", "d", 1.5), ("th", "ff", 1.2),
    ("gh", "", 1.2), ("h", "", 1.7),
    ("e", "", 1.7), ("", "e", 1.7), ("u", "", 1.9), ("r", "", 1.9), ("ue", "", 1.4),
    ("k", "", 2.2), ("w", "", 2.2), ("t", "", 2.4), ("d", "", 2.4), ("g", "", 2.4),
)  # fmt: skip


def cost_of(meant: str, typed: str, most: float = NEVER) -> float:
    """What it costs to have typed one folded word for another; NEVER from `most` upwards."""
    if meant == typed:
        return 0.0
    height, width = len(meant), len(typed)
    if abs(height - width) > _NEAR:
        return NEVER
    rows = [[most] * (width + 1) for _ in range(height + 1)]
    rows[0][0] = 0.0
    for i, row in enumerate(rows):
        for j in range(max(0, i - _NEAR), min(width, i + _NEAR) + 1):
            cost = row[j]
            if cost < most:
                for more, down, across in _steps(meant, typed, i, j):
                    reached = rows[i + down]
                    reached[j + across] = min(reached[j + across], cost + more)
    return rows[-1][-1] if rows[-1][-1] < most else NEVER


def _steps(meant: str, typed: str, i: int, j: int) -> Iterator[tuple[float, int, int]]:
    """The ways to go on behind `i` letters meant and `j` typed: cost, letters meant and typed."""
    a, b = meant[i : i + 1], typed[j : j + 1]
    if a and a == b:
        yield 0.0, 1, 1
    else:
        yield from _slips(meant, typed, i, j)
    if b and j and typed[j - 1] == b:
        yield _DOUBLED, 0, 1
    if a and i and meant[i - 1] == a:
        yield _DOUBLED, 1, 0
    for key in ((a, b), (a, ""), ("", b)):
        for letters, heard, cost in _RULES.get(key, ()):
            if (
                meant.startswith(letters, i)
                and typed.startswith(heard, j)
                and (i or heard or letters in _SILENT_IN_FRONT)
            ):
                yield cost, len(letters), len(heard)


def _slips(meant: str, typed: str, i: int, j: int) -> Iterator[tuple[float, int, int]]:
    """Slips of the finger where the next letters differ."""
    a, b = meant[i : i + 1], typed[j : j + 1]
    first = 0.0 if i and j else _FIRST_LETTER
    if a and b:
        # A thumb misses the first key as easily as any other.
        yield (_NEXT_KEY if (a, b) in _NEIGHBOURS else _replaced(a, b) + first), 1, 1
        if meant[i : i + 2] == typed[j : j + 2][::-1]:
            yield _SWAPPED, 2, 2
    if a:
        yield _MISSED + first, 1, 0
    if b:
        yield _ADDED + first, 0, 1


def _replaced(meant: str, typed: str) -> float:
    return _OTHER_VOWEL if meant in _VOWELS and typed in _VOWELS else _OTHER_LETTER


def _neighbours() -> Iterator[tuple[str, str]]:
    """Pairs of letters that lie side by side on a British keyboard."""
    for row in _ROWS:
        yield from itertools.pairwise(row)
        yield from itertools.pairwise(row[::-1])
    for upper, lower in itertools.pairwise(_ROWS):
        for place, letter in enumerate(lower):
            for above in upper[place : place + 2]:
                yield from ((letter, above), (above, letter))


def _by_beginnings() -> dict[tuple[str, str], list[Rule]]:
    """The rules by the first letter meant and the first typed ("" where there is none)."""
    costs: dict[tuple[str, str], float] = {}
    for group in _SAME_SOUND:
        for pair in itertools.permutations(group.split(), 2):
            costs[pair] = _HEARD
    for spellings, vowel in _LONG_VOWELS:
        for letters, closing in itertools.product(spellings.split(), _CLOSING):
            # "Wate" for "wait": a vowel made long by an "e" at the end of the syllable.
            costs[letters + closing, vowel + closing + "e"] = _HEARD
            costs[vowel + closing + "e", letters + closing] = _HEARD
    for meant, typed, cost in _HARDLY_TOLD_APART:
        costs[meant, typed] = min(cost, costs.get((meant, typed), NEVER))
    rules: dict[tuple[str, str], list[Rule]] = defaultdict(list)
    for (meant, typed), cost in costs.items():
        rules[meant[:1], typed[:1]].append((meant, typed, cost))
    return rules


_NEIGHBOURS = frozenset(_neighbours())
_RULES = _by_beginnings()
