"""Thousands of vectors rounded to int8, and their products with a few others.

A message is held against every example that was learnt.  What takes the time is reading them all:
as int8 they are a quarter of the floats and are multiplied as they are, in blocks of 64 that share
a scale (onnxruntime's MatMulNBits).  Six times as quick as the product of floats, and off by some
0.0005 where the vectors have length 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from bot.components.encoder import Floats
from bot.components.onnx_format import ONNXRUNTIME, Array, Graph, Node, written
from bot.components.onnx_session import session_of

_BLOCK = 64
_INT8_BY_INT8 = 4
"""onnxruntime's `accuracy_level` of a product of int8 by int8."""
_MOST, _ZERO = 127, 128
_TAKES, _VALUES, _SCALES, _GIVES = "vectors", "values", "scales", "products"


@dataclass(frozen=True)
class RoundedRows:
    """Rows of `size` numbers each: `values`, shape (n, blocks, 64), times `scales`, (n, blocks)."""

    size: int
    values: NDArray[np.uint8]
    scales: Floats
    _session: InferenceSession = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # At once, so that engines that are forked share it.
        object.__setattr__(self, "_session", session_of(self._model()))

    @classmethod
    def of(cls, rows: Floats) -> RoundedRows:
        """Rows of floats, shape (n, size), rounded."""
        blocks = _in_blocks(rows).reshape(len(rows), -1, _BLOCK)
        scales = np.abs(blocks).max(axis=2) / _MOST
        # A block of nothing but zeros has no scale.
        values = blocks / np.where(scales, scales, 1)[:, :, None]
        return cls(rows.shape[1], (np.rint(values) + _ZERO).astype(np.uint8), scales)

    def __len__(self) -> int:
        return len(self.values)

    def products(self, vectors: Floats) -> Floats:
        """The product of each of a few vectors with each row, shape (len(vectors), rows)."""
        products: Floats = self._session.run([_GIVES], {_TAKES: _in_blocks(vectors)})[0]
        return products

    def _model(self) -> bytes:
        count, blocks, _ = self.values.shape
        settings = {
            "K": blocks * _BLOCK,
            "N": count,
            "bits": 8,
            "block_size": _BLOCK,
            "accuracy_level": _INT8_BY_INT8,
        }
        takes = (_TAKES, _VALUES, _SCALES)
        product = Node("MatMulNBits", takes, (_GIVES,), settings, ONNXRUNTIME)
        weights: dict[str, Array] = {_VALUES: self.values, _SCALES: self.scales}
        return written(Graph([product], weights), _TAKES, _GIVES, np.float32)


def _in_blocks(rows: Floats) -> Floats:
    """Rows with zeros behind them, so that each is made of whole blocks."""
    missing = -rows.shape[1] % _BLOCK
    if not missing:
        return rows
    zeros = np.zeros((len(rows), missing), dtype=np.float32)
    return np.concatenate([rows, zeros], axis=1)
