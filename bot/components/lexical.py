"""Words and letters of a clause as a short vector, beside what the sentence encoder hears.

Term frequency is dampened to 1 + log(tf) and weighed by inverse document frequency (Salton
and Buckley, 1988); words with pairs of words, and runs of two to four letters within a word,
have length 1 each, so that a misspelt word still shares most of its letters.  Latent semantic
analysis (Deerwester et al., 1990) folds them into a few hundred numbers, which keeps nearly all
of their worth and makes learning ten times quicker than the thousands of grams would.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.components.encoder import Floats

Integers = NDArray[np.int32]
HalfFloats = NDArray[np.float16]
_SHORTEST_RUN, _LONGEST_RUN = 2, 4
_REMEMBERED_WORDS = 2048
_SEEN_AT_LEAST = 4
LEXICAL_DIMENSIONS = 300
_DRAWN = 4096
_POWER_STEPS, _MORE_DIMENSIONS = 3, 10
_NO_DIRECTION = 1e-12
"""Share of the largest square below which a direction is but the rounding of the others."""
_WEIGHT = 0.7
"""Length of each half beside the sentence vector's 1; chosen on folds of the examples."""


def _word_grams(plain: str) -> Iterator[str]:
    words = plain.split()
    yield from (f"w {word}" for word in words)
    yield from (f"w {first} {second}" for first, second in itertools.pairwise(words))


def _letter_grams(plain: str) -> Iterator[str]:
    return itertools.chain.from_iterable(map(_runs_of, plain.split()))


@lru_cache(_REMEMBERED_WORDS)
def _runs_of(word: str) -> tuple[str, ...]:
    padded = f" {word} "
    return tuple(
        f"l {padded[start : start + length]}"
        for length in range(_SHORTEST_RUN, _LONGEST_RUN + 1)
        for start in range(len(padded) - length + 1)
    )


@dataclass(frozen=True)
class LexicalFeatures:
    """`grams` in alphabetical order, their inverse document frequency, and the folding.

    `rarity` has shape (grams,), `folding` (grams, at most LEXICAL_DIMENSIONS), in half precision:
    it is the largest table of the model, and its rounding moves a vector by less than 0.001.
    """

    grams: tuple[str, ...]
    rarity: Floats
    folding: HalfFloats

    @classmethod
    def learnt(cls, plains: Sequence[str]) -> tuple[LexicalFeatures, Floats]:
        """The features of texts, and the folded vectors of these texts.

        Only grams that several of them hold count.
        """
        seen: Counter[str] = Counter()
        for plain in plains:
            seen.update({*_word_grams(plain), *_letter_grams(plain)})
        grams = tuple(sorted(gram for gram, count in seen.items() if count >= _SEEN_AT_LEAST))
        rarity = [log((1 + len(plains)) / (1 + seen[gram])) + 1 for gram in grams]
        unfolded = cls(
            grams, np.array(rarity, dtype=np.float32), np.zeros((len(grams), 0), dtype=np.float16)
        )
        rows = unfolded._rows(plains)
        folding = _folding(rows, grams, min(LEXICAL_DIMENSIONS, *rows.shape)).astype(np.float16)
        return cls(grams, unfolded.rarity, folding), rows @ folding.astype(np.float32)

    def vector(self, plain: str) -> Floats:
        """The folded vector of a text, shape (at most LEXICAL_DIMENSIONS,), float32."""
        columns, values = self._row(plain)
        folded: Floats = values @ self.folding[columns].astype(np.float32)
        return folded

    def vectors(self, plains: Sequence[str]) -> Floats:
        """The folded vectors of texts, shape (len(plains), at most LEXICAL_DIMENSIONS), float32."""
        folded: Floats = self._rows(plains) @ self.folding.astype(np.float32)
        return folded

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {gram: column for column, gram in enumerate(self.grams)}

    def _row(self, plain: str) -> tuple[Integers, Floats]:
        halves = [self._half(_word_grams(plain)), self._half(_letter_grams(plain))]
        columns = np.concatenate([half[0] for half in halves])
        return columns, np.concatenate([half[1] for half in halves])

    def _rows(self, plains: Sequence[str]) -> csr_matrix:
        rows = [self._row(plain) for plain in plains]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([np.empty(0, np.int32), *(columns for columns, _ in rows)])
        values = np.concatenate([np.empty(0, np.float32), *(values for _, values in rows)])
        return csr_matrix((values, columns, starts), shape=(len(rows), len(self.grams)))

    def _half(self, grams: Iterator[str]) -> tuple[Integers, Floats]:
        counts = Counter(map(self._columns.get, grams))
        counts.pop(None, None)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        often = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        values = (1 + np.log(often)) * self.rarity[columns]
        length = float(np.linalg.norm(values)) or 1.0
        return columns, (values * (_WEIGHT / length)).astype(np.float32)


def _folding(rows: csr_matrix, grams: Sequence[str], dimensions: int) -> Floats:
    """The first right singular vectors of rows, shape (columns, dimensions).

    Found from random projections (Halko, Martinsson and Tropp, 2011).
    """
    wanted = dimensions + _MORE_DIMENSIONS
    basis = rows @ _chance_of(grams, wanted)
    for _ in range(_POWER_STEPS):
        basis = _at_right_angles(rows @ (rows.T @ basis), wanted)
    return _at_right_angles(rows.T @ basis, dimensions)


def _chance_of(grams: Sequence[str], wanted: int) -> Floats:
    """Random numbers for each gram, shape (grams, wanted), drawn by the gram itself.

    So a further gram leaves those of all others as they are, and what was learnt with them.
    """
    drawn = np.random.default_rng(0).standard_normal((_DRAWN, wanted), dtype=np.float32)
    lots = np.array([crc32(gram.encode()) for gram in grams], dtype=np.int64)
    mixed: Floats = drawn[lots % _DRAWN] + drawn[lots // _DRAWN % _DRAWN]
    return mixed


def _at_right_angles(vectors: Floats, dimensions: int) -> Floats:
    """The main directions of columns, of length 1 and at right angles, the largest first.

    From the small product of the columns with each other, a quarter of the time of a
    decomposition of the long columns themselves.  Few columns may have fewer directions.
    """
    wide = np.asarray(vectors, dtype=np.float64)
    squares, directions = np.linalg.eigh(wide.T @ wide)
    largest = np.argsort(squares)[::-1][:dimensions]
    largest = largest[squares[largest] > squares[-1] * _NO_DIRECTION]
    lengths = np.sqrt(squares[largest])
    return np.ascontiguousarray(wide @ (directions[:, largest] / lengths), np.float32)
