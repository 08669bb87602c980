"""The questions back, where it is not clear which record is meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answers.scope import Answer, Question, Scope
from bot.context import Pending
from bot.meaning import Mention
from bot.text import words_of

_OWNS = re.compile(r"['’]s?$")


def did_you_mean(
    question: Question, scope: Scope, mention: Mention, candidates: tuple[str, ...]
) -> Answer:
    """The question back, for a name that is not quite one of the pack's, or is one of several's."""
    names = scope.names(candidates) if len(candidates) < 2 else _either(candidates, scope)
    shared = [_called(mention, id, scope) for id in candidates]
    if len(candidates) > 1 and all(shared):
        text = scope.say("which_person_called", said=shared[0], count=len(shared), names=names)
    else:
        text = scope.say("did_you_mean", said=mention.said, names=names)
    return Answer(
        text,
        "asked",
        choices=tuple(scope.choice(scope.knowledge.find(id)) for id in candidates),
        about={"person": candidates} if len(candidates) == 1 else {},
        pending=Pending(question.intent, "person", candidates),
        listed=candidates,
    )


def _called(mention: Mention, id: str, scope: Scope) -> str:
    """What was said as it is written in somebody's name ("Ann" of Ann Lee); empty if it is not."""
    said = [word.form for word in words_of(_OWNS.sub("", mention.said))]
    name = scope.knowledge.find(id).name
    held = {word.form: name[word.start : word.end] for word in words_of(name)}
    return " ".join(held[form] for form in said) if all(form in held for form in said) else ""


def _either(ids: Sequence[str], scope: Scope) -> str:
    names = [scope.knowledge.find(id).name for id in ids]
    return scope.say("either_name", first=", ".join(names[:-1]), last=names[-1])


def ask_which(question: Question, scope: Scope, kind: str, options: tuple[str, ...]) -> Answer:
    """The question back, which record of a kind is meant, with at most three choices."""
    frame = f"which_{kind}" if len(options) > 3 else f"which_{kind}_of"
    records = [scope.knowledge.find(id) for id in options]
    text = scope.say(frame, names=_either(options, scope) if len(options) > 1 else records[0].name)
    return Answer(
        text,
        "asked",
        choices=tuple(scope.choice(record) for record in records),
        pending=Pending(question.intent, kind, options, question.part.reading.article),
        listed=options,
    )
