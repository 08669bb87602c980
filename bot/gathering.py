"""The parts of a message that ask together: what is told apart from its question, or beside it.

"Good, I had that. Who takes minutes?" asks one thing, and so does "and her email? health lady".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answers.scope import Scope
from bot.meaning import Mention, Part, Reading
from bot.moves import GROUP_ASPECTS, for_groups
from bot.pointing import PERSON_ASPECTS
from bot.rereading import adds_a_topic
from bot.text import fold, words_of

_NAMES = ("group", "person", "topic")
_REQUESTS = re.compile(
    r"\b(?:need|want|wish|would like|like to|looking|after|trying|please|pls|tell|give|send|list"
    r"|name|remind|show|let me|wonder\w*|ask\w*|question|back|same)\b",
    re.IGNORECASE,
)
"""Words of a statement that asks for something."""
_THE_ONE = re.compile(r"\bthe (\w+) (?:group|grp|forum|one)(?:['’]?s)?\b", re.IGNORECASE)
_SEVERAL = 2
_BESIDE_A_NAME = 4
_UNLISTED = frozenset({"ask_contact_details", "ask_meetings", "ask_deputy", "ask_join"})
_OF_EACH = frozenset({"ask_chair", "ask_terms"})
"""What is asked of each of several groups, where a body of one name has none of it."""
_SURE = 0.9
_QUITE_LIKE = 0.75


def gathered(parts: Sequence[Part], scope: Scope) -> tuple[Part, ...]:
    """The parts, each with what the others name for it, without comments on the last reply."""
    asking = _without_comments(parts, scope)
    asking = _with_shared_subjects(_with_the_unclear_named(asking))
    asking = _with_afterthoughts(_with_names_in_front(asking))
    asking = tuple(_with_one_of_the_told(part, scope) for part in asking)
    asking = tuple(_of_each_group(part, scope) for part in asking)
    return tuple(one for part in asking for one in _in_every_aspect(part, scope))


def _without_comments(parts: Sequence[Part], scope: Scope) -> tuple[Part, ...]:
    """Without what only remarks on what was told, where a question follows it."""
    last = max((n for n, part in enumerate(parts) if _asks(part)), default=0)
    kept = [p for n, p in enumerate(parts) if n >= last or not _comments(p, scope)]
    return tuple(kept)


def _asks(part: Part) -> bool:
    return part.form != "statement" or part.text.rstrip().endswith("?")


def _comments(part: Part, scope: Scope) -> bool:
    """Whether a part is a statement that neither asks nor tells of anything new."""
    ended = part.text.rstrip().endswith((".", "!", "…"))
    if _asks(part) or not ended or not scope.context.body or _REQUESTS.search(part.text):
        return False
    firm = [mention for mention in part.mentions if mention.certainty != "hint"]
    if firm:
        return part.bare and all(_was_told(one, scope) for one in firm)
    clear = part.reading.confidence >= _SURE and part.similarity >= _QUITE_LIKE
    return not part.bare and part.ordinal is None and not clear


def _was_told(mention: Mention, scope: Scope) -> bool:
    """Whether what is named stands in the last reply, and is nothing that a question is about."""
    aside = mention.kind in {"organisation", "post", "contact", "topic"}
    return aside and mention.said.lower() in scope.context.body.lower()


def _with_shared_subjects(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As in "chair and purpose of the health forum": the group is named for both."""
    gathered = list(parts)
    for n in range(len(gathered) - 2, -1, -1):
        one, after = gathered[n], gathered[n + 1]
        groups = after.of_kind("group")
        shared = one.form == after.form == "statement" and not any(
            m.certainty != "hint" for m in one.mentions
        )
        if shared and groups and {one.intent, after.intent} <= GROUP_ASPECTS:
            gathered[n] = replace(one, mentions=groups, refers=())
    return tuple(gathered)


def _with_the_unclear_named(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As in "I met a Sarah last week. Which group does she chair?": that is asked of which Sarah.

    Whose name fits several is asked back once, for the question about her.
    """
    gathered: list[Part] = []
    for part in parts:
        of_her = part.intent in PERSON_ASPECTS and "person" in part.refers
        unclear = _unclear_in(gathered[-1]) if gathered and of_her else ()
        if unclear and not part.of_kind("person", "post"):
            gathered[-1] = replace(part, mentions=(*unclear, *part.mentions), refers=())
        else:
            gathered.append(part)
    return tuple(gathered)


def _unclear_in(part: Part) -> tuple[Mention, ...]:
    """The names that fit several people, with the groups beside them, by which they are told.

    None where "the other" tells which.
    """
    named = () if "other" in part.refers else part.of_kind("person")
    unclear = tuple(mention for mention in named if mention.others)
    return (*part.of_kind("group"), *unclear) if unclear else ()


def _with_names_in_front(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As in "the health and education groups, who chairs them?": the names are asked about."""
    gathered: list[Part] = []
    for part in parts:
        if gathered and _tells_who_is_meant(gathered[-1], part):
            named = tuple(replace(m, certainty="exact") for m in gathered.pop().mentions)
            gathered.append(replace(part, mentions=(*named, *part.mentions), refers=()))
        else:
            gathered.append(part)
    return tuple(gathered)


def _with_afterthoughts(parts: Sequence[Part]) -> tuple[Part, ...]:
    """As in "and her email? the health lady": who is meant is told behind the question."""
    gathered: list[Part] = []
    for part in parts:
        before = gathered[-1] if gathered else None
        if before and _tells_who_is_meant(part, before):
            meant = tuple(replace(m, certainty="exact") for m in part.mentions)
            gathered[-1] = replace(before, mentions=(*before.mentions, *meant))
        else:
            gathered.append(part)
    return tuple(gathered)


def _tells_who_is_meant(part: Part, asked: Part) -> bool:
    points = {"person", "thing"} & {*asked.refers} and not asked.of_kind(*_NAMES)
    asks = asked.intent in GROUP_ASPECTS | PERSON_ASPECTS or asked.intent in _UNLISTED
    clear = all(m.kind in _NAMES and not m.others and m.id for m in part.mentions)
    names = bool(part.mentions) and clear and part.ordinal is None
    return bool(points) and asks and names and part.form == "statement" and _hardly_more(part)


def _hardly_more(part: Part) -> bool:
    """Whether a part says little beside a name ("health lady", "the online one I mean")."""
    said = sum(len(m.said.split()) for m in part.mentions)
    return len(part.text.split()) - said <= _BESIDE_A_NAME


def _in_every_aspect(part: Part, scope: Scope) -> tuple[Part, ...]:
    """As in "and for health?" after "chair and purpose of education?": both are asked again."""
    context = scope.context
    named = [m for m in part.mentions if m.kind in {"group", "topic"} and not m.others and m.id]
    aspects = [aspect for aspect in context.last_aspects if aspect in GROUP_ASPECTS]
    carries = part.bare and not adds_a_topic(part, scope) and part.ordinal is None
    alone = len(named) == len(part.mentions) == 1 and context.pending is None
    if len(aspects) < _SEVERAL or not (carries and alone):
        return (part,)
    firm = for_groups([replace(named[0], certainty="exact")], aspects[0], scope)
    again = replace(part, mentions=tuple(firm), bare=False, sure=True, form="wh", refers=())
    return tuple(replace(again, reading=Reading(aspect, 1.0)) for aspect in aspects)


def _of_each_group(part: Part, scope: Scope) -> Part:
    """As in "chairs of the working groups": asked of each group that the name stands for."""
    held = scope.knowledge.bodies
    named = [held[m.id] for m in part.of_kind("body") if m.id in held]
    groups = dict.fromkeys(id for body in named for id in body.groups)
    intent = "ask_chair" if part.intent == "list_chairs" else part.intent
    if intent == "ask_meaning" and any(one.intent == "ask_terms" for one in part.others):
        # "Terms of reference of the working groups" holds a term, and asks for no meaning.
        intent = "ask_terms"
    if not groups or part.of_kind("group") or intent not in _OF_EACH:
        return part
    mentions = tuple(Mention("group", id, "", 0, 0) for id in groups)
    reading = replace(part.reading, intent=intent)
    return replace(part, mentions=mentions, reading=reading)


def _with_one_of_the_told(part: Part, scope: Scope) -> Part:
    """As in "and the joint group's?" of two groups told of, one of which is called so."""
    found = None if part.mentions else _THE_ONE.search(part.text)
    held = scope.knowledge.groups
    told = (*scope.context.last_listed, *scope.context.all_spoken_of("group"))
    names = {id: {word.form for word in words_of(held[id].name)} for id in told if id in held}
    if not found or len(names) < _SEVERAL:
        return part
    called = [id for id, words in names.items() if fold(found.group(1)) in words]
    if len(called) != 1:
        return part
    mention = Mention("group", called[0], found.group(), *found.span())
    little = len(part.text.split()) - len(found.group().split()) <= _SEVERAL
    return replace(part, mentions=(mention,), refers=(), bare=part.bare or little)
