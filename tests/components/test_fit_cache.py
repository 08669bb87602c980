"""A fit that was made before is taken from its file, and from nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from bot.components.encoder import Floats
from bot.components.fit_cache import FitCache


class Fitting:
    """Fits by counting how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> tuple[Floats, Floats]:
        """Weights and offsets that all are how often it was asked."""
        self.times += 1
        number = np.float32(self.times)
        return np.full((2, 3), number, np.float32), np.full(3, number, np.float32)


def test_a_fit_is_made_once(tmp_path: Path) -> None:
    """The second time, in another process too, the file answers."""
    fit = Fitting()
    first = FitCache("fit-kent", tmp_path).fitted("abc", fit)
    again = FitCache("fit-kent", tmp_path).fitted("abc", fit)
    assert fit.times == 1
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])


def test_something_else_is_fitted_anew(tmp_path: Path) -> None:
    """Another digest, a damaged file and one that is gone are no fit."""
    fit, cache = Fitting(), FitCache("fit-kent", tmp_path)
    cache.fitted("abc", fit)
    cache.fitted("abd", fit)
    assert fit.times == 2
    (tmp_path / "fit-kent.npz").write_bytes(b"PK\x03\x04 half a file")
    cache.fitted("abd", fit)
    assert fit.times == 3
    (tmp_path / "fit-kent.npz").unlink()
    weights, _ = cache.fitted("abd", fit)
    assert fit.times == 4
    assert weights[0, 0] == 4


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """The fit is used all the same."""
    (tmp_path / "var").write_text("a file where the folder should be")
    weights, offsets = FitCache("fit-kent", tmp_path / "var").fitted("abc", Fitting())
    assert weights.shape == (2, 3)
    assert offsets.shape == (3,)
