"""The encoder's own graph gives the vectors of the published file's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from tokenizers import Tokenizer

from bot.components.encoder import (
    DIMENSIONS,
    Encoder,
    Floats,
    model_file,
    shared_encoder,
    tokenizer_file,
)
from bot.components.onnx_format import Graph, Node, read_graph, written
from bot.components.vector_cache import VectorCache

TEXTS = (
    "?",
    "dsl",
    "who chairs the group",
    "who do i tell about a change of address of a school",
    "what has replaced the old board and where are its reports published now",
    "wich areer is favrsham in",
    "Thanks, that's all!",
    "cinq élèves à 15 h",
    "how do i apply for a secondary school place " * 3,
)


@pytest.fixture(scope="module")
def published() -> Floats:
    """The vectors of the texts by the published file, as Sentence-BERT pools them."""
    session = onnxruntime.InferenceSession(str(model_file()), providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(tokenizer_file()))
    tokenizer.no_padding()
    rows = []
    for text in TEXTS:
        ids = np.array([tokenizer.encode(text).ids], dtype=np.int64)
        ones, zeros = np.ones_like(ids), np.zeros_like(ids)
        given = {"input_ids": ids, "attention_mask": ones, "token_type_ids": zeros}
        rows.append(session.run(None, given)[0][0].mean(axis=0))
    vectors = np.stack(rows)
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def test_vectors_are_those_of_the_published_graph(published: Floats) -> None:
    """Rounding aside: no text is turned from where it lay by more than eight degrees."""
    cosines = (shared_encoder().vectors(TEXTS) * published).sum(axis=1)
    assert cosines.min() > 0.99
    assert cosines.mean() > 0.9975
    assert cosines.max() < 0.99999, "numbers are rounded: what else would be quicker?"


def test_what_is_like_what_stays_so(published: Floats) -> None:
    """Every two texts are as like as by the published graph, to within 0.02."""
    vectors = shared_encoder().vectors(TEXTS)
    assert np.abs(vectors @ vectors.T - published @ published.T).max() < 0.02


def test_a_text_has_one_vector() -> None:
    """Of length 1, alone, beside others and again."""
    encoder = Encoder()
    alone = np.stack([encoder.vector(text) for text in TEXTS])
    assert alone.shape == (len(TEXTS), DIMENSIONS)
    assert alone.dtype == np.float32
    assert np.linalg.norm(alone, axis=1) == pytest.approx(1, abs=1e-5)
    assert np.abs(encoder.vectors(TEXTS * 3) - np.vstack([alone] * 3)).max() < 1e-6
    assert (np.stack([Encoder().vector(text) for text in TEXTS[:3]]) == alone[:3]).all()


def test_what_a_text_is_encoded_with_changes_no_digit() -> None:
    """So that two trainings agree, whatever either found encoded already."""
    encoder = shared_encoder()
    together = encoder.vectors(TEXTS * 3)[: len(TEXTS)]
    assert (np.vstack([encoder.vectors([text]) for text in TEXTS]) == together).all()


def test_vectors_that_are_expected_are_waited_for_and_found_once(tmp_path: Path) -> None:
    """By another thread, in the order in which they were asked for; then from the file."""
    encoder, cache = Encoder(), VectorCache("some", tmp_path)
    found = []
    for _ in range(2):
        cache.prime(encoder, TEXTS)
        encoder.expect(("later",), lambda: found.append(encoder.vector(TEXTS[0])))
        assert (encoder.vector(TEXTS[1]) == encoder.vectors(TEXTS)[1]).all()
        encoder.forget()
    assert (found[0] == found[1]).all()
    assert len(found) == 2, "what is forgotten has been found before"


def test_what_fails_beside_is_told_to_who_waits() -> None:
    """No text is left without a vector in silence."""
    encoder = Encoder()
    encoder.expect(("?",), lambda: encoder.remember({}["nothing"]))
    with pytest.raises(KeyError):
        encoder.vector("?")


def test_a_long_text_is_heard_to_the_96th_word_piece() -> None:
    """What comes after that is nothing to the vector."""
    words = ["safe"] * 94
    short, long = (" ".join(words + more) for more in ([], ["school"] * 400))
    assert (shared_encoder().vector(short) == shared_encoder().vector(long)).all()


def test_a_graph_that_is_written_can_be_read_and_run() -> None:
    """Weights of every type, integers of either sign and size, floats."""
    weights = {
        "table": np.arange(600, dtype=np.float32).reshape(300, 2),
        "bytes": np.array([[0, 255]], dtype=np.uint8),
        "signed": np.array([-128, 127], dtype=np.int8),
        "last": np.array([-1, 2**40], dtype=np.int64),
    }
    nodes = [
        Node("Gather", ["table", "numbers"], ["rows"], {"axis": 0}),
        Node("ReduceSum", ["rows", "end"], ["sums"], {"keepdims": 0}),
        Node("LeakyRelu", ["sums"], ["out"], {"alpha": 0.5}),
    ]
    data = written(Graph(nodes, {**weights, "end": np.array([-1])}), "numbers", "out")
    read = read_graph(data)
    assert {name: array.tolist() for name, array in read.weights.items()} == {
        **{name: array.tolist() for name, array in weights.items()},
        "end": [-1],
    }
    assert [(one.operator, one.takes, one.gives) for one in read.nodes] == [
        (one.operator, one.takes, one.gives) for one in nodes
    ]
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    assert session.run(None, {"numbers": np.array([[0, 299]])})[0].tolist() == [[1.0, 1197.0]]
