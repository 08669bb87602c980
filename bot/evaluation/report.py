"""The report of a run: Markdown with charts beside it, figures as JSON, and a short table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.evaluation import charts, measures
from bot.evaluation.findings import Findings, SideBySide
from bot.evaluation.measures import Count
from bot.evaluation.playing import Exchange
from bot.evaluation.tables import counted, millis, percent, score, shares, table

_TARGETS = {
    "in-field messages right": "≥ 96 %",
    "conversations wholly right": "≥ 92 %",
    "unanswerable, answered as if known": "≤ 2 %",
    "noise costs at most": "≤ 5 points",
    "encoder, median": "≤ 8 ms",
}
_FEWEST_OF_A_KIND = 5


def write(findings: Findings, folder: Path) -> Path:
    """Write report.md, figures.json and the charts; returns the report's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in _charts(findings).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    figures = json.dumps(_figures(findings), indent=2, ensure_ascii=False)
    (folder / "figures.json").write_text(figures + "\n", encoding="utf-8")
    report = folder / "report.md"
    report.write_text("\n\n".join(_sections(findings)) + "\n", encoding="utf-8")
    return report


def short_table(findings: Findings) -> str:
    """The figures that the project is held to, a line each, ready to be printed."""
    lines = _headlines(findings)
    wide = max(len(name) for name in lines)
    return "\n".join(
        f"{name:<{wide}}  {value:<24} {_TARGETS.get(name, '')}".rstrip()
        for name, value in lines.items()
    )


def _headlines(findings: Findings) -> dict[str, str]:
    every = findings.every_exchange
    costs = findings.noise_costs
    dearest = max(costs, key=lambda name: costs[name], default="")
    return {
        "in-field messages right": counted(measures.in_field(findings.messages)),
        "conversations wholly right": counted(measures.conversations(findings.played)),
        "unanswerable, answered as if known": counted(measures.invented(every)),
        "all messages and turns right": counted(measures.count(one.right for one in every)),
        "noise costs at most": f"{costs.get(dearest, 0):.1f} points ({dearest})",
        "intents, accuracy and macro F1": (
            f"{100 * findings.intents.accuracy:.1f} %, {findings.intents.macro_f1:.3f}"
        ),
        "names, F1 (misspelt)": (
            f"{findings.names.whole.f1:.3f} ({findings.names_misspelt.whole.f1:.3f})"
        ),
        "encoder, median": millis(findings.encoder),
        "whole understanding, median": millis(findings.understanding),
    }


def _sections(findings: Findings) -> Iterable[str]:
    yield "# Evaluation"
    yield _made_from(findings)
    yield table(("measure", "found", "wanted"), _headline_rows(findings))
    yield "## By expected outcome\n\n" + shares(
        measures.by(findings.every_exchange, lambda one: one.row.expect[0])
    )
    yield "## By hand\n\n![by hand](by-hand.svg)\n\n" + _hands(findings)
    yield "## By kind\n\n![by kind](by-kind.svg)\n\n" + shares(_kinds(findings))
    yield _noise(findings)
    yield _names(findings)
    yield _intents(findings)
    yield _rejection(findings)
    if findings.baseline:
        yield _baseline(findings.baseline)
    yield "## The ten worst failures\n\n" + "\n".join(
        _failure(one) for one in measures.worst(findings.every_exchange)
    )


def _made_from(findings: Findings) -> str:
    hands = "\n".join(
        f"- {one.name}: {one.hand} ({len(one.messages)} messages,"
        f" {len(one.conversations)} conversations)"
        for one in findings.sets
    )
    return (
        f"Seed {findings.seed}, model {findings.model}, knowledge {findings.knowledge}. None of"
        f" these messages is trained on:\n\n{hands}"
    )


def _headline_rows(findings: Findings) -> list[tuple[str, ...]]:
    return [(name, value, _TARGETS.get(name, "")) for name, value in _headlines(findings).items()]


def _hands(findings: Findings) -> str:
    messages = measures.by(findings.messages, lambda one: one.set_name)
    talks = {
        name: measures.conversations([one for one in findings.played if one.set_name == name])
        for name in messages
    }
    return table(
        ("hand", "messages right", "conversations wholly right"),
        [(name, counted(one), counted(talks[name])) for name, one in messages.items()],
    )


def _kinds(findings: Findings) -> Mapping[str, Count]:
    every = measures.by(findings.every_exchange, lambda one: one.row.kind)
    kept = {name: one for name, one in every.items() if one.total >= _FEWEST_OF_A_KIND}
    rare = [one for one in every.values() if one.total < _FEWEST_OF_A_KIND]
    if rare:
        kept["rarer kinds"] = Count(sum(one.right for one in rare), sum(one.total for one in rare))
    return dict(sorted(kept.items(), key=lambda item: item[1].share))


def _noise(findings: Findings) -> str:
    costs = findings.noise_costs
    rows = [
        (name, counted(one), f"{costs[name]:+.1f} points") for name, one in findings.noise.items()
    ]
    return "## Noise\n\nIn-field messages, each version made from the seed.\n\n" + table(
        ("version", "right", "cost"), rows
    )


def _names(findings: Findings) -> str:
    kinds = findings.names.by_kind
    rows = [(kind.lower(), *score(one)) for kind, one in kinds.items()]
    rows.append(("all", *score(findings.names.whole)))
    rows.append(("all, misspelt", *score(findings.names_misspelt.whole)))
    return (
        "## Names\n\nThe names of the pack were put into the examples of data/nlu in the place of"
        " their placeholders, by the seed, so that the truth is known by making: a name counts"
        " as found where span and kind are the same. Terms, helplines and the two boards are"
        " named by some examples in their own words as well; such mentions are right but were not"
        " put in, and are not judged. Of the names found,"
        f" {100 * findings.names.same_record:.1f} % link to the right record.\n\n"
    ) + table(("kind", "precision", "recall", "F1", "names"), rows)


def _intents(findings: Findings) -> str:
    labels = findings.intents
    rows = [(name, *score(labels.score(name))) for name in labels.names]
    rows.sort(key=lambda row: row[3])
    wrong = [(true, said, str(times)) for (true, said), times in labels.confusions(15)]
    return (
        "## Intents\n\nEach example of data/nlu, by a model that has learnt two of three parts"
        f" and not this one: accuracy {100 * labels.accuracy:.1f} %, macro F1"
        f" {labels.macro_f1:.3f} over {len(labels.names)} intents. An example here stands alone,"
        " without names, conversation or the articles, which all help a real message; and near"
        " intents that get the same reply count as mistakes.\n\n![confusion](confusion.svg)\n\n"
        + table(("meant", "heard as", "times"), wrong)
        + "\n\n"
        + table(("intent", "precision", "recall", "F1", "examples"), rows)
    )


def _rejection(findings: Findings) -> str:
    rows = [
        (
            f"{point.threshold:g}"
            + (" (shipped)" if point.threshold == findings.curve.shipped else ""),
            *(f"{100 * share:.1f} %" for share in (point.covered, point.right, point.wrong)),
        )
        for point in findings.curve.points
    ]
    return (
        "## Rejection\n\nA reading is accepted from this sum of confidence and similarity"
        " (config.yml, `accepted_from`). Messages that stand alone.\n\n"
        "![rejection](rejection.svg)\n\n"
        + table(("threshold", "answerable: not given up", "right", "unanswerable: answered"), rows)
    )


def _baseline(side: SideBySide) -> str:
    (default, ours), (their_names, our_names) = side.intents, side.names
    rows = [
        ("intents, accuracy", percent(default.accuracy), percent(ours.accuracy)),
        ("intents, macro F1", f"{default.macro_f1:.3f}", f"{ours.macro_f1:.3f}"),
        ("names, F1 by span and kind", f"{their_names.f1:.3f}", f"{our_names.f1:.3f}"),
        ("in-field messages right", *map(counted, side.answered)),
        ("unanswerable, answered as if known", *map(counted, side.invented)),
    ]
    return (
        "## Beside Rasa's default pipeline\n\nDIET as `rasa init` writes it, Rasa 3.6.21."
        " Intents and names: both learnt two parts of three of data/nlu and were tested on the"
        " first part, names of the pack filled in and, for DIET, marked and listed in look-up"
        " tables. Messages: DIET learnt all of data/nlu and each article's questions as an intent;"
        " what it heard was answered by this project's own answers. Training took DIET"
        f" {side.seconds_of_training:.0f} s for two parts of three; a message takes it"
        f" {millis(side.latency)}.\n\n" + table(("", "Rasa's default", "Signpost"), rows)
    )


def _failure(one: Exchange) -> str:
    heard = "; ".join(
        f"{part.reading.article or part.intent} {part.reading.confidence:.2f}+{part.similarity:.2f}"
        for part in one.heard.parts
    )
    wanted = " or ".join(one.row.expect)
    facts = f" with {', '.join(one.row.facts)}" if one.row.facts else ""
    body = " ".join(one.reply.body.split())[:220]
    return (
        f"1. {one.set_name}: “{one.row.said}”\n"
        f"   - wanted: {wanted}{facts}; came: {one.verdict.outcome}"
        f" (missing {', '.join(one.verdict.missing) or 'nothing'};"
        f" forbidden {', '.join(one.verdict.forbidden) or 'nothing'})\n"
        f"   - heard: {heard or one.heard.intent}\n"
        f"   - said: {body}"
    )


def _charts(findings: Findings) -> dict[str, str]:
    hands = measures.by(findings.messages, lambda one: one.set_name)
    curve = findings.curve
    pairs: dict[tuple[str, str], int] = {}
    for pair in findings.intents.pairs:
        pairs[pair] = pairs.get(pair, 0) + 1
    named = sorted({name for pair in pairs for name in pair})
    return {
        "by-hand": _bars("Messages right, by hand", hands),
        "by-kind": _bars("Messages and turns right, by kind", _kinds(findings)),
        "by-noise": _bars(
            "In-field messages right, by noise",
            {"as written": measures.in_field(findings.messages), **findings.noise},
        ),
        "rejection": charts.lines(
            "Coverage against wrong answers",
            [point.threshold for point in curve.points],
            {
                "answerable messages not given up": [point.covered for point in curve.points],
                "answerable messages right": [point.right for point in curve.points],
                "unanswerable messages answered": [point.wrong for point in curve.points],
            },
            curve.shipped,
        ),
        "confusion": charts.matrix("Intents: meant (row), heard (column)", named, pairs),
    }


def _bars(title: str, counts: Mapping[str, Count]) -> str:
    return charts.bars(
        title,
        {name: one.share for name, one in counts.items()},
        {name: f"of {one.total}" for name, one in counts.items()},
    )


def _figures(findings: Findings) -> dict[str, Any]:
    return {
        "seed": findings.seed,
        "model": findings.model,
        "knowledge": findings.knowledge,
        "headlines": _headlines(findings),
        "noise_costs": findings.noise_costs,
        "threshold": findings.curve.shipped,
        "curve": [vars(point) for point in findings.curve.points],
    }
