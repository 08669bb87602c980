"""Whether an answer holds the very thing that was asked for: a name, a date or a number.

"What is the advisor's name?" and "on what dates?" are understood, and what is known is told; but
it holds no name and no date, and then it says so first, so that nobody takes it for the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.answers.scope import Answer, Question, Scope
from bot.meaning import ARTICLE_INTENT
from bot.text import fold, singular, words_of

_NAME = re.compile(r"\b(?:names?|surname|by name|who exactly)\b")
_CALLED = re.compile(r"\b(?:called|known|names?|named|renam\w+)\b", re.IGNORECASE)
_FORMERLY = re.compile(
    r"\b(?:former\w*|before|previous\w*|once|originally|used to|old|something else|different\w*"
    r"|another|renam\w+)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"\b(?:by name|surname|names of (?:the |all |both |those )?people|who at)\b")
_ONE_OF_MANY = ("place", "district", "neighbour", "organisation")
_NAMELESS = frozenset({"ask_advisor", "ask_members"})
"""Intents whose facts name posts or organisations, where "the name" is that of a person."""
_WHO = re.compile(r"^(?:\w+ ){0,3}who(?:s|m|se)?\b")
_WHO_ACTS_ON_IT = re.compile(
    r"(?:^|[.!?,] )(?:and |so |but |then )*who"
    r" (?!(?:do|does|did|is|are|was|were|can|could|should|would|will|else)\b)"
    r"\w+(?: up)?(?: on| over| for)?"
    r" (?:it|them|(?:the|this|that) (?:group|forum)|its work)(?: itself)?\W*$"
)
_A_WHO = re.compile(r"\bwho(?:s|m|se)?\b")
_SELDOM, _SOMETIMES = 0.05, 0.25
"""Share of an article's questions that ask who: under the first, it does not tell of anybody, and
under the second only of those who do what these questions and its answer say."""
_DOES = re.compile(
    r"\bwho(?:s|m|se)?(?: (?:is|are|was|were|be|been|has|have|had|do|does|did|will|would|can|could"
    r"|shall|should|may|must|the|a|an|that|now|then|just|actually|really|currently|else))*"
    r" (?!(?:i|we|you|they|she|he|it|those|these|to)\b)(\w+)"
)
"""What somebody is asked to do or to be; "whom do they ask?" asks for nobody who does it."""
_CALLING = (
    r"(?:nurse|doctor|gp|midwife|paediatrician|professional|constable|sergeant|inspector"
    r"|superintendent|headteacher|social worker|governor)"
)
_POST = rf"(?:{_CALLING}|leads?|officer|manager|head|director|coordinator|administrator|secretary)"
_ANOTHER_POST = re.compile(
    rf"\bwho(?:s| is| are)? (?:the |our |your |a )?(?:\w+ ){{0,4}}?{_POST}\b(?! group)"
    rf"|^(?:the )?(?:named|designated) {_CALLING}\b(?!.*\bwho)"
)
_A_CALLING = re.compile(rf"\b(?:named|designated|lead) (?:\w+ )?{_CALLING}\b")
_ADVISOR = re.compile(r"\badvi[sz]\w+")
_OF_NO_POST = frozenset({"ask_advisor", "ask_area", "inform_place", "ask_members", "ask_number"})
"""Intents whose facts name no holder of a post."""
_HALF_SURE = 0.5
_DATE = re.compile(
    r"\b(?:what|which|exact|precise) (?:day|date|month|year)\b|(?<!to )(?<!of )\bdates\b"
    r"|\bthe date (?:of|for)\b|^(?:and )?(?:the )?dates?\W*$"
)
_STEM = 5
"""Letters by which the forms of a verb are compared ("convene", "convenes")."""
_WHEN = re.compile(r"\bwhen\b")
_NO_DATE = re.compile(r"\bno dates?\b|\bnot say (?:when|on what|(?:for )?how long)\b")
_ONCE = re.compile(r"\b(?:once|as soon as)\b")
_HOW_MANY = re.compile(r"\bhow many\b")
_A_DATE = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december) \d{4}\b|\b(?:in|since|from|until|by) \d{4}\b"
)
_A_NUMBER = re.compile(
    r"\d|\b(?:no|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|both|each)\b"
)


def acts_on_it(text: str) -> bool:
    """As in "who evaluates the group itself?", which what a group does never tells."""
    return _WHO_ACTS_ON_IT.search(fold(text)) is not None


def asks_for_a_former_name(question: Question) -> bool:
    """As in "was it not called something else before?" of a place."""
    said = question.part.text
    asks = _CALLED.search(said) is not None and _FORMERLY.search(said) is not None
    return asks or question.intent == "ask_history"


def saying_what_is_missing(question: Question, answer: Answer, scope: Scope) -> Answer:
    """The answer, with what was asked for and it does not hold named first."""
    if answer.outcome != "answered":
        return answer
    missing = next(_missing(question, answer, scope), None)
    if missing is None:
        return answer
    return replace(answer, text=f"{scope.say(missing)} {answer.text}", outcome="not_listed")


def _missing(question: Question, answer: Answer, scope: Scope) -> Iterator[str]:
    asked, told = fold(question.part.text), answer.text.lower()
    if _wants_a_person(question, asked) and not _names_somebody(told, scope):
        yield "no_name_stated"
    if _wants_another_post(question, asked, scope):
        yield "no_person_stated"
    if question.intent == "ask_purpose" and acts_on_it(asked):
        yield "no_person_stated"
    if question.part.form == "wh" and _WHO.search(asked) and _tells_of_nobody(question, scope):
        yield "no_person_stated"
    if _WHEN.search(asked) and _NO_DATE.search(told) and not _tells_when(told):
        yield "no_date_stated"
    for wanted, given, frame in _KINDS:
        if wanted(asked) and not given.search(told):
            yield frame


def _wants_a_person(question: Question, asked: str) -> bool:
    if question.intent in _NAMELESS:
        of_one = question.intent == "ask_members" and bool(question.of_kind(*_ONE_OF_MANY))
        return _NAME.search(asked) is not None or (of_one and _A_WHO.search(asked) is not None)
    if question.intent == "ask_meaning" and question.of_kind("place", "district", "organisation"):
        return _NAME.search(asked) is not None
    return question.intent == ARTICLE_INTENT and _PERSON.search(asked) is not None


def _wants_another_post(question: Question, asked: str, scope: Scope) -> bool:
    """As in "who is the named GP in West Kent?", of whom an area's advisor is none.

    Nor does an article tell of a post that neither its questions nor its answer know.
    """
    found = None if question.of_kind("post") else _ANOTHER_POST.search(asked)
    if question.intent in _OF_NO_POST:
        return found is not None and not _ADVISOR.search(asked)
    if question.intent == "ask_chair" and found and question.part.reading.confidence < _HALF_SURE:
        return re.search(_CALLING, found.group()) is not None
    article = scope.knowledge.articles.get(question.part.reading.article or "")
    if article and found and question.intent == ARTICLE_INTENT:
        texts = (*article.questions, *article.follow_ups, article.answer)
        return not any(found.group().split()[-1] in fold(text) for text in texts)
    return question.intent == "ask_group_for_topic" and _A_CALLING.search(asked) is not None


def _tells_when(told: str) -> bool:
    """Whether a text says when: "once they are signed off" does, without any date."""
    return bool(_A_DATE.search(told) or _ONCE.search(told))


def _tells_of_nobody(question: Question, scope: Scope) -> bool:
    """Whether a prepared answer was found by its matter, though hardly anybody asks it who."""
    article = scope.knowledge.articles.get(question.part.reading.article or "")
    if article is None or question.intent != ARTICLE_INTENT:
        return False
    texts = [fold(text) for text in (*article.questions, *article.follow_ups)]
    asking = [text for text in texts if _A_WHO.search(text)]
    if len(asking) >= _SOMETIMES * len(texts):
        return False
    return len(asking) < _SELDOM * len(texts) or not _does_so(question, asking, article.answer)


def _does_so(question: Question, asking: list[str], told: str) -> bool:
    """Whether what somebody is asked to do is in an article's questions that ask who, or answer."""
    found = _DOES.search(fold(question.part.text))
    words = {singular(word.form)[:_STEM] for text in (*asking, told) for word in words_of(text)}
    return found is None or singular(found.group(1))[:_STEM] in words


def _names_somebody(told: str, scope: Scope) -> bool:
    return any(person.name.lower() in told for person in scope.knowledge.people.values())


_KINDS: tuple[tuple[Callable[[str], object], re.Pattern[str], str], ...] = (
    (_DATE.search, _A_DATE, "no_date_stated"),
    (_HOW_MANY.search, _A_NUMBER, "no_number_stated"),
)
"""What asks for something, what shows that an answer holds it, and what is said otherwise."""
