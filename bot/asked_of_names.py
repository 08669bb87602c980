"""What is asked of people, partners and letters that a part names, in words that sound otherwise.

"Who is the director of children's services?" holds the name of a telephone line, and "is it Ann or
Kim who does training?" that of a topic.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.answers.scope import Scope
from bot.meaning import Part
from bot.records import Group
from bot.text import EMPTY_WORDS, key_of

_WHO_IS = re.compile(r"(?:(?:and|so|ok|please)\W+)*who(?: is|['’]?s| are)\b", re.IGNORECASE)
_STANDS_FOR = re.compile(
    r"\bwhat(?:['’]?s| is| does| do| did)? \w+ (?:mean|stand(?:s|ing)? for|short for)\b"
    r"|\b\w+ (?:stands for|means|is short for) what\b",
    re.IGNORECASE,
)
_ONE_IS_A = re.compile(r"\bone(?:['’]?s| is| was) (?:also )?an? \w+\W*$", re.IGNORECASE)
_PAIR = 2
_POST_WORDS = 2
_ASKS_WHO = frozenset({"who", "whos", "please"})
_OF_A_GROUP = frozenset({"ask_topics", "ask_purpose", "ask_members", "ask_group_for_topic"})


def _asks_what_unknown_letters_mean(part: Part, _scope: Scope) -> bool:
    """As in "what does NVQ stand for?": letters that the sources do not hold."""
    asks = part.intent == "ask_meaning" or not part.sure
    return asks and not part.mentions and _STANDS_FOR.search(part.text) is not None


def _asks_which_of_two_leads(part: Part, _scope: Scope) -> bool:
    """As in "is it Ann or Kim who does training?"."""
    two = part.form == "choice" and len(part.of_kind("person")) >= _PAIR
    return two and bool(part.of_kind("group", "topic")) and part.intent in _OF_A_GROUP


def _claims_what_a_chair_is(part: Part, scope: Scope) -> bool:
    """As in "and the training one's a nurse?" after somebody who leads another group."""
    claims = part.form == "yes_no" or part.text.rstrip().endswith("?")
    of_a_chair = scope.context.latest == "person" and not part.of_kind("person")
    of_a_kind = bool(part.of_kind("post")) or _ONE_IS_A.search(part.text) is not None
    named = of_a_kind and bool(part.of_kind("group"))
    return claims and of_a_chair and named and part.intent in {"ask_about", "ask_post", "correct"}


def _asks_who_holds_a_post(part: Part, scope: Scope) -> bool:
    """As in "who is the director of children's services?", which asks for no telephone line."""
    said = {*key_of(part.text)} - EMPTY_WORDS - _ASKS_WHO - {*scope.knowledge.county_words}
    asks = part.intent == "ask_number" and _WHO_IS.match(part.text) is not None
    posts = ({*key_of(person.post)} for person in scope.knowledge.people.values())
    return asks and len(said) >= _POST_WORDS and any(said <= post for post in posts)


def _asks_whether_a_partner_is_in(part: Part, scope: Scope) -> bool:
    """As in "does the online group cover adults too?", where an adults' board is a partner."""
    if part.form != "yes_no" or part.intent not in _OF_A_GROUP:
        return False
    knowledge = scope.knowledge
    topics = [knowledge.topics[m.id] for m in part.of_kind("topic") if m.id in knowledge.topics]
    ids = [*(m.id for m in part.of_kind("group")), *(topic.groups[0] for topic in topics)]
    # "Does it deal with multi-agency policies?" is answered by the topic that it names.
    named = {word for m in part.of_kind("group", "topic") for word in key_of(m.said)}
    said = {*key_of(part.text)} - named
    return any(said & _words_of_partners(knowledge.groups[id], scope) for id in ids if id)


def _words_of_partners(group: Group, scope: Scope) -> set[str]:
    """The words of the names of a group's partners that tell one of them from the others."""
    ids = (*group.partners, *group.supports)
    names = [{*key_of(scope.knowledge.find(id).name)} for id in ids]
    shared = set().union(*(one & other for one in names for other in names if one is not other))
    return set().union(*names) - shared - {*key_of(group.name)} - EMPTY_WORDS


OF_NAMES: tuple[tuple[Callable[[Part, Scope], bool], str], ...] = (
    (_asks_what_unknown_letters_mean, "ask_meaning"),
    (_asks_which_of_two_leads, "ask_chair"),
    (_claims_what_a_chair_is, "ask_chair"),
    (_asks_who_holds_a_post, "ask_post_holder"),
    (_asks_whether_a_partner_is_in, "ask_partners"),
)
"""When a part that names something asks something else than it sounds like, and what."""
