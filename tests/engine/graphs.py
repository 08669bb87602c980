"""Small component graphs, and what a runner makes of them."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema, SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner


class Sums(GraphComponent):
    """Counts, adds and fails."""

    @classmethod
    def create(cls, *_arguments: Any, **_named: Any) -> Sums:
        """Make one, whatever Rasa hands over."""
        return cls()

    def one_more(self, number: int) -> int:
        """Give the next number."""
        return number + 1

    def both(self, left: Any, right: Any) -> list[Any]:
        """Give both."""
        return [left, right]

    def value_error(self, number: int) -> int:
        """Fail as a component's own code does."""
        raise ValueError(number)

    def runtime_error(self, number: int) -> int:
        """Fail with the error that Rasa's runner looks out for."""
        raise RuntimeError(number)


def node(method: str, *, target: bool = False, **needs: str) -> SchemaNode:
    """A node that runs a method of `Sums` on what it needs."""
    return SchemaNode(needs, Sums, "create", method, {}, is_target=target)


DIAMOND = {
    "left": node("one_more", number="start"),
    "right": node("one_more", number="left"),
    "end": node("both", target=True, left="left", right="right"),
    "aside": node("value_error", number="start"),
}
FAILING = {
    "bad": node("value_error", number="start"),
    "worse": node("runtime_error", number="start"),
    "after": node("one_more", target=True, number="bad"),
}
GRAPHS = {"diamond": DIAMOND, "failing": FAILING, "empty": {}}

RUNS: list[tuple[str, dict[str, Any] | None, list[str] | None]] = [
    ("diamond", {"start": 1}, None),
    ("diamond", {"start": 1}, ["end"]),
    ("diamond", {"start": 1}, ["right", "left"]),
    ("diamond", {"start": 1}, ["end", "start"]),
    ("diamond", {"start": 1, "left": 10}, ["end"]),
    ("diamond", {"start": 1, "unused": "words"}, ["end"]),
    ("diamond", {"start": "left"}, ["end"]),
    ("diamond", {"start": 1, "note": "start"}, ["end"]),
    ("diamond", {"start": None}, ["left"]),
    ("diamond", {}, ["end"]),
    ("diamond", None, None),
    ("diamond", {"start": 1}, ["aside"]),
    ("diamond", {"start": 1}, ["nobody"]),
    ("diamond", {"start": [1, "left"]}, ["left"]),
    ("failing", {"start": 1}, None),
    ("failing", {"start": 1}, ["worse"]),
    ("failing", {"start": 1}, ["bad", "worse"]),
    ("empty", {"start": 1}, None),
    ("empty", {"start": 1}, ["start"]),
]


def outcome(graph: str, inputs: dict[str, Any] | None, targets: list[str] | None) -> Any:
    """Run a graph and give the results, or the error with its causes."""
    schema = GraphSchema(GRAPHS[graph])
    runner = DaskGraphRunner(schema, None, ExecutionContext(schema))
    try:
        return {"results": runner.run(inputs, targets)}
    except Exception as error:  # noqa: BLE001 - whatever it is, it is the result
        return {
            "error": f"{type(error).__name__}: {error}",
            "cause": type(error.__cause__).__name__,
        }
