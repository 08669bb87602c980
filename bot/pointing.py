"""What "both", "the other one" and "it" point to in a conversation."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Scope
from bot.context import Context
from bot.meaning import Mention, Part
from bot.records import Organisation, Person
from bot.text import key_of, words_of

_POINTED_AT = ("group", "person", "area", "place")
_FIRM = frozenset({"exact", "partial", "near"})
_THINGS = frozenset({"topic", "body", "organisation"})
_BEHIND_AN_ARTICLE = ("predecessor", "partnership")
_PAIR = 2
_FORMER = -2
_RATHER_LIKELY = 0.5
_SEVERAL = frozenset({"they", "them", "their", "those", "these"})
_OF_ONE_PERSON = frozenset({"she", "he", "her", "his", "him", "hers"})
_NEXT = re.compile(
    r"(?:(?:ok|okay|and|right|yes|thanks)\W+)*(?:(?:on to )?the )?next(?: one)?"
    r"(?:\W+(?:then|please|pls))?\W*",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(
    r"\bI (?:\w+ )?(?:asked|enquired|inquired|mentioned|began|started)\b", re.IGNORECASE
)
"""As in "the group I asked about first", whatever list was given since."""
_PLACED = re.compile(
    r"\b(?:first|second|third|fourth|last|former|latter|1st|2nd|3rd|4th) (\w+)", re.IGNORECASE
)
_KIND_OF_NOUN = {
    **dict.fromkeys(("group", "grp", "forum", "subgroup"), "group"),
    **dict.fromkeys(("person", "lady", "woman", "man", "gentleman"), "person"),
}
_CONCLUDES = frozenset({"so", "oh", "then"})
_ASKS_OF_ONE = frozenset(
    {"choose", "ask_chair", "ask_purpose", "ask_members", "ask_partners", "ask_terms", "ask_topics"}
    | {"ask_group_for_topic"}
)
"""Intents with which "the first one" may mean the first that was spoken of."""
_ASKS_OF_A_PLACE = frozenset({"ask_area", "ask_advisor", "list_districts"})
ONE_HAS = frozenset({"ask_chair", "ask_terms", "ask_members", "ask_about"})
"""Intents of which "the one for online matters" names the group, rather than asks of "it"."""
_ONE_FOR = re.compile(r"\b(?:one|something|any\w*) (?:for|about|on|to do with)\b", re.IGNORECASE)
"""As in "is there one for the voluntary sector?", which names what it is for."""
_AMONG = re.compile(
    r"\bof (?:them|these|those|the (?:two|pair|three|four|five|lot))\b", re.IGNORECASE
)
_WHICH_AMONG = re.compile(r"\bwhich (?:one |ones )?" + _AMONG.pattern[2:], re.IGNORECASE)
_LIKENED = re.compile(r"\b(?:like|unlike)\b", re.IGNORECASE)
PERSON_ASPECTS = frozenset({"ask_person", "ask_post", "ask_organisation", "ask_group_of_person"})
"""Intents that ask something of a person."""
_OF_SOMEBODY = frozenset({"ask_post_holder", "ask_people_of_organisation"})


def with_referent(part: Part, scope: Scope) -> Part:
    """The part with what its pointing words point to, where the answers would not find it.

    A single group, person or place is found by the answers themselves, which know more ways
    to imply it.
    """
    if any(mention.certainty in _FIRM and mention.kind != "term" for mention in part.mentions):
        return part
    taken_for = scope.context.just_named_beside("person")
    if "person" in part.refers and taken_for and concludes(part):
        return _with(part, taken_for, scope)
    of_both = "both" in part.refers
    several = both(part, scope.context) if of_both else just_listed(part, scope)
    if several or of_both:
        return _with(part, several, scope)
    named = part.intent in ONE_HAS and any(not hint.others for hint in part.hints_of("group"))
    if named or (part.intent == "ask_group_for_topic" and _ONE_FOR.search(part.text)):
        return part
    of_a_term = scope.context.latest == "term" and part.intent in _ASKS_OF_ONE
    if "thing" in part.refers or ("place" in part.refers and of_a_term):
        return part if _of_the_group_told(part, scope) else _with(part, _thing(scope), scope)
    return part


def _of_the_group_told(part: Part, scope: Scope) -> bool:
    """As in "who chairs it?" after a prepared answer about one group: no body has such a chair."""
    since = scope.context.since
    told = bool(scope.context.spoken_of("group")) and since.get("group") == since.get("article")
    return told and scope.context.latest == "article" and part.intent in ONE_HAS


def _with(part: Part, ids: tuple[str, ...], scope: Scope) -> Part:
    held = [id for id in ids if scope.knowledge.holds(id)]
    pointed = tuple(Mention(scope.knowledge.kind_of(id), id, "", 0, 0) for id in held)
    return replace(part, mentions=(*part.mentions, *pointed)) if pointed else part


def concludes(part: Part) -> bool:
    """Whether a part goes on from having been set right ("oh, so which is hers?")."""
    words = part.text.lower().replace(",", " ").rstrip(" ?.!").split()
    return bool(words) and (words[0] in _CONCLUDES or words[-1] == "then")


def says_she(part: Part) -> bool:
    """Whether a part speaks of one person ("what does she do?"), which "they" may not mean."""
    return bool(_OF_ONE_PERSON & {word.form for word in words_of(part.text.replace("'", " "))})


def picks_among(part: Part) -> bool:
    """Whether a part asks which of those spoken of is so ("which of them is under review?")."""
    return _AMONG.search(part.text) is not None


def picks_a_person(part: Part, scope: Scope) -> bool:
    """As in "which of the three is a councillor?" after several people were told of."""
    asks = _WHICH_AMONG.search(part.text) is not None and not part.of_kind("group", "person")
    of_people = scope.context.latest == "person"
    several = len(scope.context.all_spoken_of("person")) > 1
    likely = (
        part.intent in _OF_SOMEBODY | {"ask_organisation", "ask_post"}
        or part.intent.startswith("outside_")
        or not part.sure
    )
    return asks and of_people and several and likely


def wants_somebody(part: Part) -> bool:
    """As in "can someone ring me about the second?": a person is wanted, and nothing is picked."""
    return part.intent == "person" and part.reading.confidence >= _RATHER_LIKELY


def likens_her(part: Part) -> bool:
    """Whether what is named is only likened to somebody ("is she a nurse like that chair?")."""
    return says_she(part) and part.form == "yes_no" and _LIKENED.search(part.text) is not None


def told_of(person: Person, scope: Scope) -> list[str]:
    """What tells a person from others beside the name: post, organisation and groups."""
    body = scope.knowledge.organisations[person.organisation]
    groups = scope.knowledge.groups_chaired_by(person, scope.today)
    return [person.post, body.name, *body.aliases, *(group.name for group in groups)]


def organisations_of_places(part: Part, scope: Scope) -> list[Organisation]:
    """The organisations with people in the pack that are called after the places named."""
    knowledge = scope.knowledge
    named = [{*key_of(knowledge.find(m.id).name)} for m in part.of_kind("place", "district")]
    held = (one for one in knowledge.organisations.values() if knowledge.people_of(one))
    return [one for one in held if any(words <= {*key_of(one.name)} for words in named)]


def means_the_group(part: Part, scope: Scope) -> bool:
    """Whether "they" means a group, because nobody was spoken of since it was."""
    since = scope.context.since
    return not says_she(part) and since.get("group", 0) > since.get("person", 0)


def just_listed(part: Part, scope: Scope) -> tuple[str, ...]:
    """The groups that "them" points to: the list just given, where it is not of all groups."""
    context, groups = scope.context, scope.knowledge.groups
    turn = context.since.get("listed")
    last = turn == context.turn - 1 and turn != context.since.get("group")
    several = bool(_SEVERAL & {*part.text.lower().rstrip(" ?.!").split()})
    ids = context.last_listed if last and several else ()
    return ids if ids and set(ids) < set(groups) else ()


def pointed_into(part: Part, scope: Scope) -> tuple[str, ...]:
    """The list that "the second one" points into: the last given, or what was spoken of in turn.

    "The first group" points to no list of people.
    """
    context = scope.context
    if "both" in part.refers:
        return both(part, context)
    kind = _kind_said(part)
    if kind and not _are(kind, context.last_listed, scope):
        return context.all_spoken_of(kind)
    of_the_talk = _SPOKEN_OF.search(part.text) is not None
    of_one = part.intent in _ASKS_OF_ONE | PERSON_ASPECTS | _ASKS_OF_A_PLACE
    of_one = of_one or part.ordinal == _FORMER
    if not of_the_talk and (context.last_listed or not of_one):
        return context.last_listed
    trails = (context.all_spoken_of(kind) for kind in _kinds(part, context))
    return next((ids for ids in trails if len(ids) >= _PAIR), context.last_listed)


def _kind_said(part: Part) -> str | None:
    """The kind of record that the noun after an ordinal wants ("the first group")."""
    found = _PLACED.search(part.text)
    return _KIND_OF_NOUN.get(found.group(1).lower()) if found else None


def _are(kind: str, ids: tuple[str, ...], scope: Scope) -> bool:
    """Whether ids are of a kind; a list may stand in the talk longer than in the pack."""
    return bool(ids) and all(
        scope.knowledge.holds(id) and scope.knowledge.kind_of(id) == kind for id in ids
    )


def _thing(scope: Scope) -> tuple[str, ...]:
    """A topic, body or organisation spoken of last, or what a prepared answer was about."""
    context = scope.context
    if context.latest == "term":
        return _named_by_terms(scope)
    if context.latest in _THINGS:
        return context.spoken_of(context.latest)
    if context.latest != "article":
        return ()
    told = context.since.get("article")
    behind = (kind for kind in _BEHIND_AN_ARTICLE if context.since.get(kind) == told)
    return next((context.spoken_of(kind) for kind in behind), ())


def _named_by_terms(scope: Scope) -> tuple[str, ...]:
    """What the abbreviations just explained name besides: a group, a body or a topic."""
    knowledge = scope.knowledge
    terms = [knowledge.terms[id] for id in scope.context.spoken_of("term") if id in knowledge.terms]
    records = (*knowledge.topics.values(), *knowledge.bodies.values())
    named = [one.names for one in terms if one.names]
    named += [record.id for term in terms for record in records if term.short == record.short]
    return tuple(dict.fromkeys(named))


def both(part: Part, context: Context) -> tuple[str, ...]:
    """The two that were spoken of last: together, in a list of two, or one after the other."""
    for kind in _kinds(part, context):
        now = context.spoken_of(kind)
        if len(now) >= _PAIR:
            return now
        earlier = tuple(id for id in context.spoken_of_before(kind) if id not in now)
        if len(now) == 1 and len(earlier) == 1:
            return (*earlier, *now)
    return context.last_listed if len(context.last_listed) == _PAIR else ()


def other(part: Part, context: Context) -> str | None:
    """The one of a list, or of two spoken of, that was not spoken of last."""
    now = {id for kind in context.focus for id in context.spoken_of(kind)}
    rest = [id for id in context.last_listed if id not in now]
    if len(rest) == 1:
        return rest[0]
    for kind in _kinds(part, context):
        earlier = [id for id in context.spoken_of_before(kind) if id not in now]
        if len(earlier) == 1:
            return earlier[0]
    return None


def beside(part: Part, scope: Scope) -> str | None:
    """The one of a list that comes after or before the one spoken of last ("the one below").

    Nothing of a new list was spoken of, so its first comes next; where no list was given, the
    groups come in the order of the pack.
    """
    context = scope.context
    listed = context.last_listed or tuple(scope.knowledge.groups)
    if "next" not in part.refers:
        listed = listed[::-1]
    now = {id for kind in context.focus for id in context.spoken_of(kind)}
    places = [place for place, id in enumerate(listed) if id in now]
    if not places:
        return listed[0] if context.last_listed and "next" in part.refers else None
    after = listed[places[-1] + 1 :]
    return after[0] if after else None


def going_through(part: Part) -> Part:
    """The part pointing to what comes next, where it says nothing but that ("next please")."""
    goes_on = _NEXT.fullmatch(part.text.strip()) is not None
    return replace(part, refers=(*part.refers, "next")) if goes_on else part


def _kinds(part: Part, context: Context) -> tuple[str, ...]:
    """The kinds of record that may be pointed at, the likeliest first."""
    first = "person" if part.intent in PERSON_ASPECTS | _OF_SOMEBODY else "group"
    latest = (context.latest,) if context.latest in {"area", "place"} else ()
    return tuple(dict.fromkeys((*latest, first, *_POINTED_AT)))
