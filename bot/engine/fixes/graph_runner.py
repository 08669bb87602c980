"""Runs the component graph by a plain loop instead of dask.

Cost: for every run dask builds a graph anew, orders it and resolves arguments by search; Rasa
first walks all paths through the schema to find the nodes it needs. 10 % of a turn, twice a turn
or more. Besides, Rasa's graph cannot be read by a release of dask without known vulnerabilities.
Same result: every needed node runs once, after the nodes it needs; inputs and results are the
pairs (name, value) that `GraphNode` expects; a need that nobody provides is handed over as its
bare name, which makes the node raise Rasa's own error; a RuntimeError becomes GraphRunError.
"""

# ruff: noqa: SLF001 - the runner's schema and nodes have no public door

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import SchemaNode
from rasa.engine.runner.dask import DaskGraphRunner

Plan = tuple[tuple[str, tuple[str, ...]], ...]


def run(
    runner: DaskGraphRunner,
    inputs: Mapping[str, Any] | None = None,
    targets: Sequence[str] | None = None,
) -> dict[str, Any]:
    """Run the nodes that `targets` need and give {target: its output}.

    Without targets, those that the schema marks. `inputs` are values for names that no node has.
    """
    wanted = tuple(targets or runner._graph_schema.target_names)
    plan = plan_for(runner, wanted)
    results = {name: (name, value) for name, value in (inputs or {}).items()}
    _refuse_clash(results, plan)
    try:
        for name, needs in plan:
            if name not in results:
                node = runner._instantiated_nodes[name]
                results[name] = node(*(results.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(results[target] for target in wanted)


def _refuse_clash(results: Mapping[str, tuple[str, Any]], plan: Plan) -> None:
    """Refuse what stock Rasa refuses: an input whose value dask would take for a node's name."""
    names = {name for name, _ in plan}
    for name, value in results.values():
        if isinstance(value, str) and value in names:
            raise GraphRunError(
                f"Input value '{value}' clashes with a node name. Make sure "
                f"that none of the input names passed to the `run` method are the "
                f"same as node names in the graph schema."
            )
        names.add(name)


def plan_for(runner: DaskGraphRunner, targets: tuple[str, ...]) -> Plan:
    """Give the nodes that `targets` need with their needs, in an order that can be run.

    A runner's schema never changes, so a plan is made once for each set of targets.
    """
    plans: dict[tuple[str, ...], Plan] = vars(runner).setdefault("_signpost_plans", {})
    if targets not in plans:
        plans[targets] = tuple(ordered(runner._graph_schema.nodes, targets))
    return plans[targets]


def ordered(
    nodes: Mapping[str, SchemaNode], targets: Sequence[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give every node that `targets` need once, with its needs, after the nodes that it needs."""
    seen: set[str] = set()

    def visit(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        if name in seen or name not in nodes:
            return
        seen.add(name)
        needs = tuple(nodes[name].needs.values())
        for need in needs:
            yield from visit(need)
        yield name, needs

    for target in targets:
        yield from visit(target)


def apply() -> None:
    """Replace the run of Rasa's graph runner, in training too."""
    DaskGraphRunner.run = run
