"""The rules of the trade that a pack keeps, beside the form of its records.

Each rule is one function from the parsed files to its problems; :data:`RULES` lists them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from bot.pack_schema import SHAPES
from bot.pack_source import Node, PackSource, Problem
from bot.text import key_of

REASONS = {
    "dates": "the dates are out of order: {first} {earlier} is after {second} {later}",
    "source-date": "a source needs exactly one of 'date', 'checked' and 'undated: true'",
    "url": "the address must begin with https:// or http://, not {value!r}",
    "email": "{value!r} is not an e-mail address",
    "number": "a telephone number is digits and spaces, not {value!r}",
    "no-area": "the district {value!r} belongs to no area",
    "two-areas": "the district {value!r} already belongs to the area {other!r}",
    "no-line": "there is no line for {audience!r}, which the page and every apology show",
    "partners": "a joint group says with whom it is joint: give at least two 'partners'",
    "not-joint": "only a joint group has 'partners': say 'joint: true', or use 'supports'",
    "topic-group": "the topic {value!r} does not list the group {group!r} among its groups",
    "same-name": "{value!r} also names {other} ({place}): list it under 'ambiguous' in pack.yaml "
    "if the assistant is to ask which one is meant, or take one away",
    "not-ambiguous": "{value!r} is marked ambiguous, but fewer than two records have this name",
    "not-a-name": "{value!r} is marked as an ordinary word, but no record has this name",
    "same-question": "the question {value!r} is already asked in the article {other!r}",
    "yes-and-no": "the question {value!r} stands under 'yes' and under 'no'",
    "idle-lead": "{name!r} is never said, because the article has no {list!r} questions",
}
NEEDED_LINES = ("emergency", "child-concern", "out-of-hours")
NAMING_FIELDS = ("name", "label", "short", "aliases", "post_aliases", "towns", "former")
LINKED_FILES = tuple(name for name in SHAPES if name not in ("sources", "articles"))
_NUMBER = re.compile(r"\+?[0-9][0-9 ]*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def check_rules(source: PackSource) -> Iterator[Problem]:
    """Every breach of the rules of the trade."""
    for rule in RULES:
        yield from rule(source)


def _id(node: Node) -> str:
    return node.fields["id"].text if "id" in node.fields else ""


def _texts(node: Node, field: str) -> list[Node]:
    """The texts of a field, whether it holds one or a list of them."""
    value = node.fields.get(field)
    if value is None:
        return []
    texts = value.items or [value]
    return [text for text in texts if text.text]


def _dates(source: PackSource) -> Iterator[Problem]:
    for name in SHAPES:
        for node in source.records(name):
            yield from _order(node)
            for chair in node.fields["chairs"].items if "chairs" in node.fields else ():
                yield from _order(chair)
    for document in source.files.get("pack", ()):
        for name in ("partnership", "predecessor"):
            if name in document.fields:
                yield from _order(document.fields[name])


def _order(node: Node) -> Iterator[Problem]:
    for first, second in (("from", "until"), ("from", "review")):
        if first in node.fields and second in node.fields:
            earlier, later = node.fields[first].text, node.fields[second].text
            # Days written year-month-day sort as texts.
            if earlier > later:
                yield node.fields[second].problem(
                    REASONS["dates"].format(
                        first=first, earlier=earlier, second=second, later=later
                    )
                )


def _sources(source: PackSource) -> Iterator[Problem]:
    for node in source.records("sources"):
        ways = [name for name in ("date", "checked", "undated") if name in node.fields]
        if len(ways) != 1:
            yield node.problem(REASONS["source-date"])
        for url in _texts(node, "url"):
            if not url.text.startswith(("https://", "http://")):
                yield url.problem(REASONS["url"].format(value=url.text))


def _lines(source: PackSource) -> Iterator[Problem]:
    audiences = {text.text for n in source.records("contacts") for text in _texts(n, "audience")}
    for audience in NEEDED_LINES:
        if audience not in audiences:
            yield Problem("contacts.yaml", 1, REASONS["no-line"].format(audience=audience))
    for node in source.records("contacts"):
        for number in (*_texts(node, "number"), *_texts(node, "relay")):
            if not _NUMBER.fullmatch(number.text):
                yield number.problem(REASONS["number"].format(value=number.text))


def _areas(source: PackSource) -> Iterator[Problem]:
    areas: dict[str, str] = {}
    for node in source.records("areas"):
        for district in _texts(node, "districts"):
            if district.text in areas:
                reason = REASONS["two-areas"]
                yield district.problem(
                    reason.format(value=district.text, other=areas[district.text])
                )
            areas.setdefault(district.text, _id(node))
        for email in _texts(node.fields["advisor"], "email") if "advisor" in node.fields else ():
            if not _EMAIL.fullmatch(email.text):
                yield email.problem(REASONS["email"].format(value=email.text))
    for node in source.records("districts"):
        if _id(node) not in areas:
            yield node.problem(REASONS["no-area"].format(value=_id(node)))


def _groups(source: PackSource) -> Iterator[Problem]:
    topics = {
        _id(node): {group.text for group in _texts(node, "groups")}
        for node in source.records("topics")
    }
    for node in source.records("groups"):
        joint = any(text.text.lower() in ("true", "yes") for text in _texts(node, "joint"))
        partners = _texts(node, "partners")
        if joint and len(partners) < 2:
            yield node.problem(REASONS["partners"])
        if partners and not joint:
            yield node.fields["partners"].problem(REASONS["not-joint"])
        for topic in _texts(node, "topics"):
            if _id(node) not in topics.get(topic.text, {_id(node)}):
                reason = REASONS["topic-group"]
                yield topic.problem(reason.format(value=topic.text, group=_id(node)))


def _names(source: PackSource) -> Iterator[Problem]:
    named: dict[tuple[str, ...], dict[str, Node]] = defaultdict(dict)
    pairs: set[frozenset[str]] = set()
    for owner, text in _naming(source):
        named[_key(text)].setdefault(owner, text)
    for node in source.records("terms"):
        pairs |= {frozenset((_id(node), other.text)) for other in _texts(node, "names")}
    ambiguous = _marked(source, "ambiguous")
    marked = {_key(text) for text in ambiguous}
    for key, owners in named.items():
        if key not in marked:
            yield from _shared(list(owners.items()), pairs)
    for text in ambiguous:
        if len(named.get(_key(text), {})) < 2:
            yield text.problem(REASONS["not-ambiguous"].format(value=text.text))
    known = {*named, *_parts_of_names(source)}
    for text in _marked(source, "ordinary_words"):
        if _key(text) not in known:
            yield text.problem(REASONS["not-a-name"].format(value=text.text))


def _key(text: Node) -> tuple[str, ...]:
    """How a name is compared: "the Board" and "Board" are the same."""
    key = key_of(text.text)
    return key[1:] if key[:1] == ("the",) else key


def _parts_of_names(source: PackSource) -> Iterator[tuple[str, ...]]:
    """The words of people's names: a first name, too, may be an ordinary word ("to sue")."""
    for node in source.records("people"):
        for name in _texts(node, "name"):
            yield from ((word,) for word in key_of(name.text))


def _marked(source: PackSource, field: str) -> list[Node]:
    return [text for node in source.files.get("pack", ()) for text in _texts(node, field)]


def _shared(owners: list[tuple[str, Node]], pairs: set[frozenset[str]]) -> Iterator[Problem]:
    first, where = owners[0]
    for owner, text in owners[1:]:
        if frozenset((first, owner)) not in pairs:
            place = f"{where.file}, line {where.line}"
            reason = REASONS["same-name"]
            yield text.problem(reason.format(value=text.text, other=first, place=place))


def _naming(source: PackSource) -> Iterator[tuple[str, Node]]:
    """Every text under which a record is known, with the id of the record."""
    for document in source.files.get("pack", ()):
        for part in ("partnership", "predecessor"):
            if part in document.fields:
                yield from _names_of(document.fields[part])
    for name in LINKED_FILES:
        for node in source.records(name):
            yield from _names_of(node)


def _names_of(node: Node) -> Iterator[tuple[str, Node]]:
    for field in NAMING_FIELDS:
        for text in _texts(node, field):
            yield _id(node), text
        if field == "former" and field in node.fields:
            for former in node.fields[field].items:
                yield from ((_id(node), text) for text in _texts(former, "name"))


def _questions(source: PackSource) -> Iterator[Problem]:
    asked: dict[tuple[str, ...], str] = {}
    for node in source.records("articles"):
        yes = {key_of(text.text) for text in _texts(node, "yes")}
        for text in _texts(node, "no"):
            if key_of(text.text) in yes:
                yield text.problem(REASONS["yes-and-no"].format(value=text.text))
        for field in ("questions", "yes", "no"):
            for text in _texts(node, field):
                other = asked.setdefault(key_of(text.text), _id(node))
                if other != _id(node):
                    reason = REASONS["same-question"]
                    yield text.problem(reason.format(value=text.text, other=other))
        for answer in ("yes", "no"):
            lead = f"{answer}_lead"
            if lead in node.fields and not _texts(node, answer):
                reason = REASONS["idle-lead"]
                yield node.fields[lead].problem(reason.format(name=lead, list=answer))


Rule = Callable[[PackSource], Iterator[Problem]]
RULES: tuple[Rule, ...] = (_dates, _sources, _lines, _areas, _groups, _names, _questions)
