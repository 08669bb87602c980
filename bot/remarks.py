"""What a short remark asks after what was told: "same person?", "who then?", "just for Kent?"."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.scope import Scope
from bot.meaning import Part
from bot.pointing import PERSON_ASPECTS, both, just_listed, says_she
from bot.text import fold, words_of

_FILLERS = frozenset({"lol", "ok", "okay", "and", "right", "an", "a", "what", "about", "then"})
_FEW_WORDS, _A_SENTENCE, _HARDLY_ANY_WORDS = 5, 8, 3
_HALF_SURE = 0.5
WHO_THEN = re.compile(
    r"(?:(?:ah|oh|ok|okay|right|so|and|but|well|then)\W+)*"
    r"who(?: does| is it| chairs it)?(?: then)?\W*$",
    re.IGNORECASE,
)
_NAME = frozenset({"name", "names"})
_POST = frozenset({"post", "role", "title", "job", "position", "grade", "rank", "employer"})
_BESIDE_A_NAME = frozenset(
    {
        "the",
        "and",
        "a",
        "her",
        "his",
        "their",
        "s",
        "whats",
        "what",
        "is",
        "then",
        "again",
        "please",
    }
)
_ALONE = frozenset({"just", "only", "solely", "purely", "alone", "merely"})


_WHO_COVERS_IT = re.compile(
    r"(?:(?:oh|ok|okay|fine|right|so|and|but|well|then|an|n)\W+)*(?:who|hoo)"
    r" (?:does|do (?:i|we) (?:ask|go to)|covers?|looks? after|deals? with|is it|handles?"
    r"|takes? care of|is responsible for|has)(?: (?:it|that|them|there|those))?(?: then)?\W*$",
    re.IGNORECASE,
)
_NAMES_THEM = frozenset({"name", "list", "which", "what", "who"})
_THEM = frozenset({"them", "they", "those", "these", "all"})
_IN_THE_COMPANY = r"(?:along|together)? ?with(?: who| whom| which| what)?"
_LEAD = r"(?:(?:oh|ok|okay|so|and|but|well|then)\W+)*"
_FRAGMENTS = tuple(
    (re.compile(rf"{_LEAD}{said}\W*", re.IGNORECASE), kinds, intent)
    for said, kinds, intent in (
        (_IN_THE_COMPANY, {"area", "place"}, "list_districts"),
        (_IN_THE_COMPANY, {"group"}, "ask_partners"),
        (
            r"(?:(?:working|works) )?(?:for|from|at) (?:who|whom|which \w+|where)",
            {"person"},
            "ask_organisation",
        ),
        (r"(?:about|on|to do) what(?: exactly| precisely)?", {"group", "person"}, "ask_purpose"),
        (
            r"(?:which|what) (?:group|forum|one)(?: is (?:that|it))?",
            {"person", "group"},
            "ask_group_of_person",
        ),
    )
)
"""Questions cut down to a preposition or a noun ("with?", "for whom?") → of what, what they ask."""


def _words(part: Part) -> set[str]:
    return {word.form for word in words_of(part.text)}


def says_same(part: Part) -> bool:
    """Whether a part asks if two are the same ("are they the same one?")."""
    return not part.mentions and "same" in _words(part)


def _asks_of_each(part: Part, scope: Scope) -> bool:
    """As in "who's in charge of each?" after two groups: of those, not of all there are."""
    pair = both(part, scope.context) if "both" in part.refers else just_listed(part, scope)
    of_groups = bool(pair) and all(id in scope.knowledge.groups for id in pair)
    return part.intent == "list_chairs" and of_groups and not part.mentions


def _compares_chairs(part: Part, scope: Scope) -> bool:
    """As in "same person?" after the chairs of two groups."""
    return _compares(part, scope, "person", "group")


def _compares_areas(part: Part, scope: Scope) -> bool:
    """As in "are they the same one?" after the areas of two places."""
    return _compares(part, scope, "area", "place")


def _asks_whether_it_shares_the_area(part: Part, scope: Scope) -> bool:
    """As in "my daughter is at Dover, so is she the same as me?" after the area of a place."""
    place = part.of_kind("place", "district", "neighbour")
    told = scope.context.latest in {"place", "area"} and bool(scope.context.spoken_of("area"))
    same = "same" in _words(part) and not part.of_kind("group", "person", "area")
    return bool(place) and told and same


def _compares(part: Part, scope: Scope, *kinds: str) -> bool:
    few = len(part.text.split()) <= _FEW_WORDS and not part.mentions
    of_these = scope.context.latest in kinds and len(both(part, scope.context)) > 1
    return few and of_these and says_same(part)


def _asks_who_then(part: Part, scope: Scope) -> bool:
    """As in "oh, so who does?" after somebody was taken for the chair."""
    context = scope.context
    of_a_chair = context.last_aspect == "ask_chair" and bool(context.spoken_of("group"))
    return of_a_chair and not part.mentions and WHO_THEN.match(part.text) is not None


def _asks_who_of_a_group(part: Part, _scope: Scope) -> bool:
    """As in "rapid review - who": of a group, who chairs it."""
    asks = "who" in part.plain.split() and part.intent in {"ask_members", "ask_about"}
    return asks and part.bare and len(part.of_kind("group")) == 1 and part.plain.endswith("who")


def _asks_in_a_fragment(intent: str) -> Callable[[Part, Scope], bool]:
    """Whether "with?" or "for whom?" asks this of what was told last."""

    def applies(part: Part, scope: Scope) -> bool:
        said = part.text.strip()
        return not part.mentions and any(
            asked == intent and scope.context.latest in kinds and words.fullmatch(said)
            for words, kinds, asked in _FRAGMENTS
        )

    return applies


def _asks_which_those_are(part: Part, scope: Scope) -> bool:
    """As in "kindly name them" or "which are they?" after how many groups there are."""
    counted = scope.context.last_aspect in {"count_groups", "list_groups"}
    told = counted and scope.context.since.get("aspect") == scope.context.turn - 1
    few = len(part.text.split()) <= _FEW_WORDS and not part.mentions
    return told and few and bool(_NAMES_THEM & _words(part)) and bool(_THEM & _words(part))


def _asks_which_districts_those_are(part: Part, scope: Scope) -> bool:
    """As in "name them" after how many districts an area has."""
    told = scope.context.since.get("aspect") == scope.context.turn - 1
    of_districts = told and scope.context.last_aspect == "list_districts"
    few = len(part.text.split()) <= _FEW_WORDS and not part.mentions
    return of_districts and few and bool(_NAMES_THEM & _words(part)) and bool(_THEM & _words(part))


def _tells_a_further_place(part: Part, scope: Scope) -> bool:
    """As in "we open another in Rochester next year" after the area of a place."""
    context = scope.context
    told = context.latest in {"place", "area"} and bool(context.spoken_of("place"))
    named = part.of_kind("place", "district", "neighbour")
    only = len(named) == len(part.mentions) == 1 and part.form == "statement"
    elsewhere = not part.sure or part.intent.startswith("outside_")
    return told and only and elsewhere and part.reading.confidence < _HALF_SURE


def _asks_whether_of_an_employer(part: Part, scope: Scope) -> bool:
    """As in "Police?" after who chairs a group: of the chair, not for a telephone line."""
    context = scope.context
    just_told = context.since.get("person") == context.turn - 1 and context.latest == "person"
    asks = part.bare and part.text.rstrip().endswith("?") and part.intent == "ask_number"
    return just_told and asks and not part.refers


def _asks_for_the_name(part: Part, scope: Scope) -> bool:
    """As in "and the name?" after a group or somebody's post: who it is."""
    words = _words(part)
    of_somebody = scope.context.latest in {"group", "person"}
    of_somebody = of_somebody and bool(scope.context.spoken_of("group"))
    return of_somebody and bool(words & _NAME) and words <= _NAME | _POST | _BESIDE_A_NAME


def asks_whether_ours_alone(part: Part, scope: Scope) -> bool:
    """As in "just for Kent?" after a group: whether it is a joint one."""
    said, since = _words(part), scope.context.since
    ours = any(fold(word) in said for word in scope.knowledge.county_words)
    told = scope.context.latest == "article" and since.get("group") == since.get("article")
    of_a_group = told or scope.context.latest in {"group", "person", "topic"}
    few = len(said) <= _A_SENTENCE and not part.of_kind("place", "district", "group")
    return few and ours and of_a_group and bool(said & _ALONE)


def _asks_for_the_other_partnership(part: Part, scope: Scope) -> bool:
    """As in "so which partnership do they go to?" after a place that we do not cover."""
    place = next(iter(scope.context.spoken_of("place")), "")
    beyond = scope.context.latest == "place" and place in scope.knowledge.neighbours
    said = {*part.plain.split()}
    of_it = "partnership" in said or part.intent in {"ask_partners", "ask_source"}
    of_it = of_it or {"who", "ask"} <= said
    of_it = (of_it and bool(part.refers)) or _WHO_COVERS_IT.match(part.text) is not None
    return beyond and of_it and not part.mentions


def _asks_which_of_the_groups(part: Part, scope: Scope) -> bool:
    """As in "which have Medway in?" after a list of groups: which are joint with it."""
    context = scope.context
    just_listed = context.since.get("listed") == context.turn - 1
    of_groups = just_listed and context.last_listed[0] in scope.knowledge.groups
    neighbours = [scope.knowledge.neighbours[m.id] for m in part.of_kind("neighbour")]
    partners = bool(neighbours) and all(one.partnership for one in neighbours)
    return of_groups and partners and part.form == "wh" and part.intent == "ask_area"


def _asks_which_of_them_chairs(part: Part, _scope: Scope) -> bool:
    """As in "is it Ann Lee or Sue Ray for health?": which of the two chairs that group."""
    either = len({m.id for m in part.of_kind("person")}) > 1 and " or " in part.text
    return either and part.intent in PERSON_ASPECTS and bool(part.hints_of("group"))


def _asks_what_we_are_for(part: Part, _scope: Scope) -> bool:
    """As in "what is the point of the Partnership?", which is no group."""
    ours = part.of_kind("partnership", "predecessor")
    named = part.of_kind("group", "person", "topic", "organisation", "body")
    return part.intent == "ask_purpose" and bool(ours) and not (named or part.hints_of("group"))


def _asks_for_the_group_of_a_term(part: Part, scope: Scope) -> bool:
    """As in "which group starts those off?" after what an abbreviation stands for."""
    of_it = scope.context.latest == "term" and "thing" in part.refers and not part.mentions
    return of_it and part.intent == "ask_group_of_person" and not says_she(part)


def _asks_who_covers_a_place(part: Part, _scope: Scope) -> bool:
    """As in "we're in Dover, who is that?", which names nobody but where the asker is."""
    here = part.of_kind("place", "district") and not part.of_kind("person", "post", "group")
    return part.intent == "ask_person" and bool(here) and "who" in part.plain.split()


def _names_a_further_abbreviation(part: Part, scope: Scope) -> bool:
    """As in "and an NVQ?" after what other letters stand for: letters that nobody here knows."""
    said = [word for word in part.plain.split() if word not in _FILLERS]
    just_told = scope.context.since.get("term") == scope.context.turn - 1
    few = len(said) <= _HARDLY_ANY_WORDS and not part.sure and not part.refers
    return just_told and scope.context.latest == "term" and few and not part.mentions


OF_WHAT_IS_NAMED: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_names_a_further_abbreviation, "ask_meaning"),
    (_asks_what_we_are_for, "ask_about"),
    (_asks_for_the_group_of_a_term, "ask_group_for_topic"),
    (_asks_who_covers_a_place, "ask_advisor"),
)
"""What is asked of a term, a place or the Partnership that is named or was just told of."""
REMARKS: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_of_each, "ask_chair"),
    (_compares_chairs, "ask_chair"),
    (_compares_areas, "ask_area"),
    (_asks_whether_it_shares_the_area, "ask_area"),
    (_asks_who_then, "ask_chair"),
    (_asks_who_of_a_group, "ask_chair"),
    (_asks_which_those_are, "list_groups"),
    (_asks_which_districts_those_are, "list_districts"),
    (_tells_a_further_place, "inform_place"),
    (_asks_whether_of_an_employer, "ask_organisation"),
    (_asks_for_the_name, "ask_chair"),
    *((_asks_in_a_fragment(intent), intent) for _, _, intent in _FRAGMENTS),
    (_asks_for_the_other_partnership, "ask_area"),
    (_asks_which_of_the_groups, "list_joint_groups"),
    (_asks_which_of_them_chairs, "ask_chair"),
)
"""When a remark goes on from what was told, and what it then asks; the first that applies."""
