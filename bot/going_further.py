"""What is asked further of a group just spoken of, where the words alone sound like elsewhere.

"Are the police in it?" asks for no telephone line, "whom should I write to there?" for no advisor
of an area, and "where are they kept?" after terms of reference for no meeting.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answers.scope import Scope
from bot.answers.wanted import acts_on_it
from bot.meaning import Mention, Part, Reading
from bot.remarks import WHO_THEN

_IT = r"(?:it|that|this|them|(?:that|this) one|(?:the|that|this) (?:group|forum|grp))"
_SITS_IN = re.compile(
    rf"\b(?:in|on|sit(?:s|ting)? (?:on|in)|part of|members? of|belong(?:s|ing)? to"
    rf"|involved (?:in|with)) {_IT}\W*$|\brepresented\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(r"\b(?:part of|involved)\b", re.IGNORECASE)
_SENDS = re.compile(
    rf"^(?:and |so |but )?who (?:speaks|stands|sits|goes|is there|is on it) .*\bon {_IT}\W*$",
    re.IGNORECASE,
)
_ADDRESSES = re.compile(
    r"\bwho(?:m)?\b.*\b(?:write|speak|talk|contact|e-?mail|ring|call|phone|reach|address|approach"
    r"|get (?:hold of|in touch))\b",
    re.IGNORECASE,
)
_OF_A_WORRY = re.compile(r"\b(?:worr\w*|concern\w*|danger|emergency|advis\w+)\b", re.IGNORECASE)
_THERE = re.compile(r"\b(?:there|in it|at it|on it|about (?:it|that|this))\b", re.IGNORECASE)
_WHERE = re.compile(r"^(?:(?:and|so|but|ok)\W+)?where(?!.*\bfrom\b)", re.IGNORECASE)
_TO_SOMEBODY = frozenset(
    {
        "ask_contact_details",
        "ask_advisor",
        "ask_group_for_topic",
        "ask_chair",
        "ask_members",
        "ask_article",
        "correct",
    }
    | {"person", "ask_person", "ask_about", "choose"}
)
_ANYTHING_ELSE = frozenset({"ask_chair", "ask_topics", "ask_purpose", "ask_terms"})
_OF_A_PLACE = frozenset({"ask_meetings", "ask_source", "ask_contact_details"})
_GROUPS = ("group", "person", "topic")
_NEIGHBOURS = ("organisation", "term")
_VERY_FEW, _FEW, _RATHER_FEW = 3, 5, 8
_HALF_SURE = 0.5


def asked_further(part: Part, scope: Scope) -> Part | None:
    """The part as what it asks of the group spoken of; None where it does not."""
    if scope.context.latest == "body":
        return _of_the_body(part, scope)
    if scope.context.latest in _NEIGHBOURS:
        return _of_the_partner(part, scope)
    groups = scope.context.spoken_of("group")
    if scope.context.latest not in _GROUPS or not groups:
        return None
    intent = next((intent for applies, intent in _FURTHER if applies(part, scope)), None)
    if intent is None:
        return None
    mentions = tuple(Mention("group", id, "", 0, 0) for id in groups)
    return replace(part, reading=Reading(intent, 1.0), mentions=mentions, sure=True, ordinal=None)


def _of_the_body(part: Part, scope: Scope) -> Part | None:
    """As in "who does, then?" after a body whose chair nobody lists: still of that body."""
    goes_on = not part.mentions and WHO_THEN.match(part.text) is not None
    if not goes_on or scope.context.last_aspect != "ask_chair":
        return None
    mentions = tuple(Mention("body", id, "", 0, 0) for id in scope.context.spoken_of("body"))
    return replace(part, reading=Reading("ask_chair", 1.0), mentions=mentions, sure=True)


def _of_the_partner(part: Part, scope: Scope) -> Part | None:
    """As in "which groups are they in?" after another partnership: those that are joint with it."""
    organisations = scope.knowledge.organisations
    told = scope.context.spoken_of("organisation")
    partners = [id for id in told if id in organisations and organisations[id].partnership]
    if not partners or part.mentions or part.intent != "list_groups" or "thing" not in part.refers:
        return None
    mentions = tuple(Mention("organisation", id, "", 0, 0) for id in partners)
    return replace(part, reading=Reading("list_joint_groups", 1.0), mentions=mentions, sure=True)


def _just_asked(aspect: str, scope: Scope) -> bool:
    told = scope.context.since.get("aspect", -1) >= scope.context.turn - 1
    return told and scope.context.last_aspect == aspect


def _names_another(part: Part) -> bool:
    return bool(part.of_kind("group", "person"))


def _asks_who_sits_in_it(part: Part, scope: Scope) -> bool:
    """As in "are there health visitors in it?" or "is Dover represented?": of its members."""
    if _names_another(part) or part.intent in _ANYTHING_ELSE or "person" in part.refers:
        return False
    a_remit = _PART_OF.search(part.text) is not None and bool(part.of_kind("topic"))
    asks = part.form != "wh" or part.text.lower().startswith("any ")
    whether = asks and _SITS_IN.search(part.text) is not None and not a_remit
    partner = part.of_kind("partnership") or part.intent == "ask_partners"
    neighbours = scope.knowledge.neighbours
    partner = partner or any(neighbours[m.id].partnership for m in part.of_kind("neighbour"))
    return (whether and not partner) or _SENDS.search(part.text) is not None


def _asks_whether_these_do_too(part: Part, scope: Scope) -> bool:
    """As in "are teachers?" after whether others sit on it."""
    few = len(part.text.split()) <= _FEW and not _names_another(part) and not part.refers
    likely = part.intent in {"ask_members", "ask_number", "ask_people_of_organisation"}
    asks = likely and part.form == "yes_no"
    # "And nurseries?" names what nobody has heard of.
    names_others = not part.sure and part.ordinal is None and len(part.text.split()) <= _VERY_FEW
    return few and (asks or names_others) and _just_asked("ask_members", scope)


def _asks_whom_to_address(part: Part, _scope: Scope) -> bool:
    """As in "whom should I write to there?": no contact of a group is listed."""
    there = _THERE.search(part.text) is not None and not part.mentions
    asks = _ADDRESSES.search(part.text) is not None and _OF_A_WORRY.search(part.text) is None
    short = len(part.text.split()) <= _RATHER_FEW
    return there and asks and short and (part.intent in _TO_SOMEBODY or not part.sure)


def _asks_who_acts_on_it(part: Part, _scope: Scope) -> bool:
    """As in "who inspects the group itself?": what it does is told, and that nobody is named."""
    doubtful = not part.sure or part.reading.confidence < _HALF_SURE
    likely = part.intent in {"ask_purpose", "ask_practice", "ask_about"} or doubtful
    return likely and not _names_another(part) and acts_on_it(part.text)


def _asks_where_the_terms_are(part: Part, scope: Scope) -> bool:
    """As in "where are they kept?" after terms of reference."""
    asks = _WHERE.match(part.text) is not None and part.intent in _OF_A_PLACE
    return asks and not part.mentions and bool(part.refers) and _just_asked("ask_terms", scope)


_FURTHER: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_who_sits_in_it, "ask_members"),
    (_asks_whether_these_do_too, "ask_members"),
    (_asks_whom_to_address, "ask_contact_details"),
    (_asks_who_acts_on_it, "ask_purpose"),
    (_asks_where_the_terms_are, "ask_terms"),
)
"""When something is asked further of the group spoken of, and what; the first that applies."""
