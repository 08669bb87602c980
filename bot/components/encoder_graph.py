"""The encoder's weights in a graph made for this machine's work: short texts, one thread.

The published file keeps its weights as int8, but its graph makes floats of them, 85 MB that every
run has to read, and shapes, masks and casts are 250 of its 350 steps.  Here int8 is multiplied by
int8 (onnxruntime's MatMulIntegerToFloat), attention is one step, and as texts of one length go in
without padding, nothing is masked.  Measured: less than a third of the time for a question, a tenth
of the memory, and vectors whose cosine to those of the published graph is 0.999 on average and 0.99
at least (`tests/components/test_encoder.py`).

All numbers are rounded with one scale, so that a text's vector does not hang on what stands beside
it, and two things are done before.  The numbers of each word piece are brought to one size, and
their products back.  And where they come from a norm, which gives some columns twenty times as much
as others, these are made smaller and the weights that meet them larger (SmoothQuant: Xiao and
others, 2023); how large a column is, the norm itself tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from bot.components.onnx_format import ONNXRUNTIME, Array, Graph, Node, read_graph, written

TAKES, GIVES = "input_ids", "vectors"
_LAYERS, _HEADS, _A_LAYER = 6, 12, 6
"""Layers, heads of attention, and matrices a layer."""
_MOST, _LARGEST_BYTE = 127, 255
_EVEN, _SELDOM_NEGATIVE = 128, 64
"""Bytes that stand for 0."""
_EPSILON = 1e-12
_EMBEDDINGS = "inner.embeddings."


@dataclass(frozen=True)
class _Matrix:
    """A matrix of weights, shape (taken, given), int8, and the scale of each column."""

    values: Array
    scales: Array

    @classmethod
    def rounded(cls, floats: Array) -> _Matrix:
        """A matrix of floats, rounded."""
        scales = np.abs(floats).max(axis=0) / _MOST
        return cls(np.rint(floats / scales).astype(np.int8), scales)


@dataclass
class _Writer:
    """Collects the nodes and weights of the new graph; `known` are the published weights."""

    known: Mapping[str, Array]
    nodes: list[Node] = field(default_factory=list)
    weights: dict[str, Array] = field(default_factory=dict)

    def weight(self, name: str, array: Array) -> str:
        """Keep a weight; give its name."""
        self.weights[name] = array
        return name

    def step(self, operator: str, *takes: str, gives: str, **settings: float) -> str:
        """Add a node; give the name of what it gives."""
        own = operator in _OF_ONNXRUNTIME
        self.nodes.append(Node(operator, takes, [gives], settings, ONNXRUNTIME if own else ""))
        return gives

    def product(self, taken: str, matrix: _Matrix, gives: str, zero: int = _EVEN) -> str:
        """Add the product of what is taken, its rows brought to one size, and a matrix.

        `zero` is the byte that stands for 0: of numbers that are seldom negative a lower one.
        """
        over_columns = self.weight("over_columns", np.array([-1]))
        sizes = self.step("Abs", taken, gives=f"{gives}.sizes")
        most = self.step("ReduceMax", sizes, over_columns, gives=f"{gives}.most", keepdims=1)
        even = self.step("Div", taken, most, gives=f"{gives}.even")
        step = self.weight(f"step {zero}", np.array(1 / (_LARGEST_BYTE - zero), dtype=np.float32))
        nought = self.weight(f"zero {zero}", np.array(zero, dtype=np.uint8))
        as_bytes = self.step("QuantizeLinear", even, step, nought, gives=f"{gives}.bytes")
        values = self.weight(f"{gives}.values", matrix.values)
        scales = self.weight(f"{gives}.scales", matrix.scales.astype(np.float32).reshape(-1))
        factors = (as_bytes, values, step, scales, nought)
        rounded = self.step("MatMulIntegerToFloat", *factors, gives=f"{gives}.rounded")
        return self.step("Mul", rounded, most, gives=gives)

    def product_of_norm(self, taken: str, norm: str, matrix: _Matrix, gives: str) -> str:
        """Add the product of what a norm gives, its columns brought nearer, and a matrix."""
        names = ("LayerNorm.weight", "LayerNorm.bias")
        columns = sum(np.abs(self.known[f"{norm}{name}"]) for name in names)
        floats = matrix.values * matrix.scales.reshape(1, -1)
        larger = np.sqrt(columns / np.abs(floats).max(axis=1))
        smaller = self.weight(f"{gives}.smaller", (1 / larger).astype(np.float32))
        taken = self.step("Mul", taken, smaller, gives=f"{gives}.taken")
        return self.product(taken, _Matrix.rounded(floats * larger[:, None]), gives)

    def sum_in_norm(self, taken: str, skipped: str, room: str, gives: str) -> str:
        """Add what is taken, its bias and what was skipped, brought to one mean and spread."""
        names = ("LayerNorm.weight", "LayerNorm.bias", "dense.bias")
        found = [self.weight(f"{room}{name}", self.known[f"{room}{name}"]) for name in names]
        takes = (taken, skipped, *found)
        return self.step("SkipLayerNormalization", *takes, gives=gives, epsilon=_EPSILON)


_OF_ONNXRUNTIME = {
    "BiasGelu",
    "MatMulIntegerToFloat",
    "MultiHeadAttention",
    "SkipLayerNormalization",
}


def quick_model(published: bytes, most_tokens: int) -> bytes:
    """The model of the published file, for texts of at most `most_tokens` word pieces.

    It takes `input_ids`, shape (texts, length), and gives `vectors`, shape (texts, 384): the mean
    over the word pieces, brought to length 1.
    """
    graph = read_graph(published)
    writer = _Writer(graph.weights)
    matrices = list(_matrices(graph))
    heard, norm = _embedded(writer, most_tokens), _EMBEDDINGS
    for number in range(_LAYERS):
        own = matrices[number * _A_LAYER : (number + 1) * _A_LAYER]
        room = f"inner.encoder.layer.{number}."
        heard, norm = _layer(writer, room, own, (heard, norm)), f"{room}output."
    over_pieces = writer.weight("over_pieces", np.array([1]))
    mean = writer.step("ReduceMean", heard, over_pieces, gives="mean", keepdims=0)
    writer.step("LpNormalization", mean, gives=GIVES, axis=-1, p=2)
    return written(Graph(writer.nodes, writer.weights), TAKES, GIVES)


def _matrices(graph: Graph) -> Iterator[_Matrix]:
    """The matrices of all layers, in the order in which they are used."""
    for node in graph.nodes:
        values = graph.weights.get(f"{node.takes[-1]}_q")
        if node.operator == "MatMul" and values is not None:
            yield _Matrix(values, graph.weights[f"{node.takes[-1]}_scale"])


def _embedded(writer: _Writer, most_tokens: int) -> str:
    """Word pieces as rows of numbers, with their places among the others."""
    known = {name.removeprefix(_EMBEDDINGS): array for name, array in writer.known.items()}
    pieces = writer.weight("pieces", known["word_embeddings.weight_q"])
    scales = writer.weight("scales", known["word_embeddings.weight_scale"])
    places = known["position_embeddings.weight_q"] * known["position_embeddings.weight_scale"]
    # A text alone is of the first type, "sentence A".
    places = places[:most_tokens] + known["token_type_embeddings.weight"][0]
    rounded = writer.step("Gather", pieces, TAKES, gives="rounded")
    as_float = writer.step("Cast", rounded, gives="as_float", to=1)
    scale = writer.step("Gather", scales, TAKES, gives="scale")
    said = writer.step("Mul", as_float, scale, gives="said")
    length = writer.step("Shape", TAKES, gives="length", start=1)
    first = writer.weight("first", np.array([0]))
    taken = (writer.weight("places", places.astype(np.float32)), first, length)
    placed = writer.step(
        "Add", said, writer.step("Slice", *taken, gives="placed"), gives="embedded"
    )
    norm = (writer.weight(name, known[name]) for name in ("LayerNorm.weight", "LayerNorm.bias"))
    return writer.step("LayerNormalization", placed, *norm, gives="heard", epsilon=_EPSILON)


def _layer(writer: _Writer, room: str, matrices: Sequence[_Matrix], before: tuple[str, str]) -> str:
    """One layer: what the pieces hear of one another, then what each makes of it.

    `before` is what was heard before, and the norm that gave it.
    """
    *of_attention, heard_by_all, widened, narrowed = matrices
    names = ("query", "key", "value")
    asked = [
        writer.product_of_norm(*before, matrix, f"{room}{name}")
        for name, matrix in zip(names, of_attention, strict=True)
    ]
    biases = [writer.known[f"{room}attention.self.{name}.bias"] for name in names]
    asked.append(writer.weight(f"{room}biases", np.concatenate(biases)))
    attention = writer.step(
        "MultiHeadAttention", *asked, gives=f"{room}attention", num_heads=_HEADS
    )
    attention = writer.product(attention, heard_by_all, f"{room}attended")
    norm = f"{room}attention.output."
    attended = writer.sum_in_norm(attention, before[0], norm, f"{room}first")
    wide = writer.product_of_norm(attended, norm, widened, f"{room}widened")
    bias = writer.weight(f"{room}bias", writer.known[f"{room}intermediate.dense.bias"])
    wide = writer.step("BiasGelu", wide, bias, gives=f"{room}gelu")
    narrow = writer.product(wide, narrowed, f"{room}narrowed", _SELDOM_NEGATIVE)
    return writer.sum_in_norm(narrow, attended, f"{room}output.", f"{room}second")
