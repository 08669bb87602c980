"""ONNX files, as far as the encoder needs them: weights read, and a small graph written.

ONNX keeps a model as a message of Protocol Buffers, whose wire format is a number and a kind for
each field (protobuf.dev, "Encoding"); the numbers here are those of onnx.proto.  The package that
reads and writes all of it would weigh as much as the encoder.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Value = int | memoryview
Fields = Mapping[int, Sequence[Any]]

ONNXRUNTIME = "com.microsoft"
"""The family of operators that onnxruntime brings itself."""
_NUMBER, _FOUR_BYTES = 0, 5
"""Kinds of field; of all others, the length stands before the bytes."""
_TYPES: Mapping[int, type[np.generic]] = {1: np.float32, 2: np.uint8, 3: np.int8, 7: np.int64}
_NUMBERS = {np.dtype(kind): number for number, kind in _TYPES.items()}
_FORMAT, _OPERATORS, _OPERATORS_OF_ONNXRUNTIME = 8, 18, 1
"""Versions: of the file's format, of ONNX's operators and of onnxruntime's."""
_MORE = 0x80
_SIXTY_FOUR_BITS = (1 << 64) - 1
_A_FLOAT, _AN_INTEGER = 1, 2


@dataclass(frozen=True)
class Node:
    """One step of a graph: an operator, the names of what it takes and gives, its settings."""

    operator: str
    takes: Sequence[str]
    gives: Sequence[str]
    settings: Mapping[str, int | float] = field(default_factory=dict)
    family: str = ""


@dataclass(frozen=True)
class Graph:
    """Nodes in the order in which they run, and the weights that they take, by name."""

    nodes: Sequence[Node]
    weights: Mapping[str, Array]


def read_graph(data: bytes) -> Graph:
    """The nodes, without their settings, and the weights of a model.

    Weights of other types than float32, uint8, int8 and int64 are left out.
    """
    graph = _fields(_fields(memoryview(data))[7][0])
    tensors = [_fields(one) for one in graph[5]]
    nodes = [_fields(one) for one in graph[1]]
    return Graph(
        [Node(_text(one[4][0]), _texts(one[1]), _texts(one[2])) for one in nodes],
        {_text(one[8][0]): _array(one) for one in tensors if one[2][0] in _TYPES},
    )


def written(graph: Graph, takes: str, gives: str, taken: type[np.generic] = np.int64) -> bytes:
    """The model that takes numbers of a type and gives floats, both of shape (any, any)."""
    parts = [
        *(_message(1, *_node(node)) for node in graph.nodes),
        _bytes(2, "graph"),
        *(_message(5, *_tensor(name, array)) for name, array in graph.weights.items()),
        _message(11, *_port(takes, taken)),
        _message(12, *_port(gives, np.float32)),
    ]
    return b"".join(
        [
            _integer(1, _FORMAT),
            _message(7, *parts),
            _message(8, _bytes(1, ""), _integer(2, _OPERATORS)),
            _message(8, _bytes(1, ONNXRUNTIME), _integer(2, _OPERATORS_OF_ONNXRUNTIME)),
        ]
    )


def _fields(data: memoryview) -> Fields:
    """The values of each field of a message, by its number."""
    found: dict[int, list[Value]] = defaultdict(list)
    place = 0
    while place < len(data):
        tag, place = _number_at(data, place)
        value: Value
        if tag & 7 == _NUMBER:
            value, place = _number_at(data, place)
        else:
            size, place = (4, place) if tag & 7 == _FOUR_BYTES else _number_at(data, place)
            value, place = data[place : place + size], place + size
        found[tag >> 3].append(value)
    return found


def _number_at(data: memoryview, place: int) -> tuple[int, int]:
    """A number, seven bits a byte and the lowest first, and the place after it."""
    value = shift = 0
    while data[place] & _MORE:
        value |= (data[place] & ~_MORE) << shift
        place, shift = place + 1, shift + 7
    return value | data[place] << shift, place + 1


def _text(value: memoryview) -> str:
    return bytes(value).decode()


def _texts(values: Sequence[memoryview]) -> list[str]:
    return [_text(value) for value in values]


def _array(tensor: Fields) -> Array:
    raw = tensor[9][0] if tensor[9] else b""
    return np.frombuffer(raw, dtype=_TYPES[tensor[2][0]]).reshape(tensor[1])


def _node(node: Node) -> Iterator[bytes]:
    yield from (_bytes(1, name) for name in node.takes)
    yield from (_bytes(2, name) for name in node.gives)
    yield _bytes(4, node.operator)
    yield from (_message(5, *_setting(*one)) for one in node.settings.items())
    yield _bytes(7, node.family)


def _setting(name: str, value: float) -> Iterator[bytes]:
    yield _bytes(1, name)
    if isinstance(value, int):
        yield _integer(3, value)
        yield _integer(20, _AN_INTEGER)
    else:
        yield _number(2 << 3 | _FOUR_BYTES) + struct.pack("<f", value)
        yield _integer(20, _A_FLOAT)


def _tensor(name: str, array: Array) -> Iterator[bytes]:
    yield from (_integer(1, size) for size in array.shape)
    yield _integer(2, _NUMBERS[array.dtype])
    yield _bytes(8, name)
    yield _bytes(9, np.ascontiguousarray(array).tobytes())


def _port(name: str, kind: type[np.generic]) -> Iterator[bytes]:
    """What goes in or comes out, with two dimensions of any size."""
    any_size = _message(1, _bytes(2, "any"))
    yield _bytes(1, name)
    shape = _message(2, _message(1, _bytes(2, "texts")), any_size)
    yield _message(2, _message(1, _integer(1, _NUMBERS[np.dtype(kind)]), shape))


def _number(value: int) -> bytes:
    value &= _SIXTY_FOUR_BITS
    digits = []
    while value >= _MORE:
        digits.append(value % _MORE | _MORE)
        value >>= 7
    return bytes([*digits, value])


def _integer(field_number: int, value: int) -> bytes:
    return _number(field_number << 3) + _number(value)


def _bytes(field_number: int, value: str | bytes) -> bytes:
    data = value.encode() if isinstance(value, str) else value
    return _number(field_number << 3 | 2) + _number(len(data)) + data


def _message(field_number: int, *parts: bytes) -> bytes:
    return _bytes(field_number, b"".join(parts))
