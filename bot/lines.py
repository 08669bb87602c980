"""What is asked next of telephone lines just told: "and after five?", "the daytime one?".

A remark after a line says only what is different: the hour, or who worries about whom.  Alone it
sounds like a question about meetings, money or places.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Question, Scope
from bot.context import at_place
from bot.meaning import Mention, Part, Reading

_HOUR = r"(?:\d{1,2}(?:[:.]\d\d)? ?(?:pm|am|o['’]?clock)|five|six|seven|eight|nine|ten|midnight)"
_AFTER_HOURS = re.compile(
    rf"\b(?:after (?:{_HOUR}|\d|hours?|work|dark|school|tea)|(?:past|gone|at|by|it['’]?s) {_HOUR}"
    r"|(?:over)?night(?:s|time)?|evenings?|weekends?|saturdays?|sundays?|(?:bank )?holidays?"
    r"|christmas|(?:out of|outside|outwith|after)(?: office| working| normal)? (?:hours|hrs)"
    r"|(?:gone|went|go|knocked off|packed up) (?:home|for the (?:day|night))|late"
    r"|(?:is|are|['’]s|['’]re) (?:all )?(?:closed|shut)|no ?(?:body|one)(?: is|['’]s)?"
    r" (?:in|there|about))\b",
    re.IGNORECASE,
)
_IN_HOURS = re.compile(
    r"\b(?:day ?time|day (?:one|number|line)|(?:in|during|by|through) the day|weekdays?"
    r"|(?:in|during|inside|within)? ?(?:office|normal|working|ordinary|usual) hours"
    r"|office (?:is|['’]s) open|normal (?:one|number|line))\b",
    re.IGNORECASE,
)
_ADULT = re.compile(
    r"\b(?:adults?|grown[- ]?ups?|elderly|old(?:er)? (?:people|person|man|woman|lady|folk)|oaps?"
    r"|pensioners?|gran(?:ny|dad|dma|dpa|dmother|dfather)?|nan(?:na)?|over (?:18s?|eighteen)"
    r"|(?:she|he)['’]?s? (?:is )?(?:[3-9]\d|(?:thirty|forty|fifty|sixty|seventy|eighty|ninety)))\b",
    re.IGNORECASE,
)
_YOUNG = r"(?:child(?:ren)?|kid(?:s|dies)?|pupils?|young(?:sters?| (?:people|person))|teen\w*)"
_HERSELF = r"(?:themsel\w+|herself|himself)"
_CHILD_HERSELF = re.compile(
    rf"\b{_YOUNG}\b.*\b(?:{_HERSELF}|(?:ring|call|phone|use|dial|want\w* to talk))"
    rf"|\b{_HERSELF}\b.*\b{_YOUNG}\b",
    re.IGNORECASE,
)
_CHILD_WOULD_TALK = re.compile(
    rf"\b{_YOUNG}\b(?: (?:who|that|can|could|may|might|to|directly|\w+ly))*"
    rf" (?:(?:want|need|wish|like)\w* to )?(?:ring|call|phone|dial|talk|speak)\b"
    rf"|\b{_YOUNG}\b.*\b{_HERSELF}\b",
    re.IGNORECASE,
)
_CHILD = re.compile(rf"\b(?:{_YOUNG}|toddler|baby|babies)\b", re.IGNORECASE)
_WORRIED = r"(?:worried|concerned|anxious|fretting)"
_CHARITY = re.compile(
    rf"\b(?:charit(?:y|able|ies)|(?:adults?|grown[- ]?ups?|parents?|mums?|dads?)"
    rf" (?:who|that|whose|when)?\W*(?:['’]?s|is|are|get|feel)?\W*{_WORRIED}|{_WORRIED}"
    r" (?:adults?|grown[- ]?ups?|parents?|mums?|dads?))\b",
    re.IGNORECASE,
)
_DANGER = re.compile(
    r"\b(?:danger|right now|this (?:minute|second|instant)|life and death|999)\b", re.IGNORECASE
)
_AUDIENCES = (
    ("emergency", _DANGER),
    ("childline", _CHILD_HERSELF),
    ("nspcc", _CHARITY),
    ("adult-concern", _ADULT),
    ("out-of-hours", _AFTER_HOURS),
    ("child-concern", _IN_HOURS),
    ("child-concern", _CHILD),
)
"""What a line is for (`audience` of the pack) → words that ask for it; the first that is said
counts, and with it the line for that time of day."""
_DETAILS = re.compile(
    r"\b(?:free|(?<!in )charge[sd]?|cost\w*|pay|(?:what|which) (?:time|hours)"
    r"|when (?:do|does|is|are)"
    r"|how (?:late|early|long)|until when|till when|opens?|opening|close|closes|shuts?|24/7"
    r"|24 ?(?:hours?|hrs?|hr)|round the clock|all (?:day|night)|manned|staffed|day and night"
    r"|recorded|anonymous(?:ly)?|languages?|interpreters?|webchat|app|wait\w*|answers?"
    r"|picks? up)\b",
    re.IGNORECASE,
)
"""Words for what the sources do not say of a line: its hours to the minute, its price."""
_IS_IT = re.compile(
    r"(?:(?:and|so|but|ok|okay)\W+)*(?:is|are) (?:that|it|this|those|these|they) (?:run by"
    r"|still|only|just|answered|open|private|confidential|safe|local|national)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 12
_WORD_FOR_WORD = 0.8
_OF_LINES = frozenset({"ask_number", "ask_money", "ask_meetings", "choose", "outside_general"})
_OF_A_GROUP = frozenset({"ask_purpose", "ask_topics", "ask_members"})
"""What "is it for parents too?" sounds like, though no group was told of."""
_OTHERWISE_NAMED = (
    *("group", "person", "post", "organisation", "body", "topic", "area", "partnership"),
    *("place", "district", "neighbour", "predecessor", "term"),
)


def lines_besides(part: Part, scope: Scope) -> tuple[str, ...]:
    """Ids of the lines for others than who asks, or for the night, that any question asks for.

    As in "is the front door open at 3am?" and "a number for children who want to talk".
    """
    wanted = (
        ("childline", _CHILD_WOULD_TALK),
        ("nspcc", _CHARITY),
        ("out-of-hours", _AFTER_HOURS),
    )
    said = {who for who, words in wanted if words.search(part.text)}
    return tuple(one.id for one in scope.knowledge.contacts.values() if one.audience in said)


def line_asked(part: Part, scope: Scope) -> Question | None:
    """The part as a question for a telephone line, or of one, right after lines were told."""
    if _asks_more_of_a_line(part):
        return Question(replace(part, reading=Reading("ask_line_details", 1.0)), "ask_line_details")
    if not _goes_on(part, scope):
        return None
    details = _DETAILS.search(part.text) is not None and part.form in {"yes_no", "wh", "choice"}
    picked = _picked(part, scope)
    if picked and not details:
        return None
    lines = picked or _lines(part, scope, details=details)
    if details and (picked or not lines):
        return _question(part, "ask_line_details", lines)
    if not lines and part.form == "yes_no" and _IS_IT.match(part.text):
        return _question(part, "ask_line_details", ())
    if part.intent in _OF_A_GROUP and "thing" in part.refers and not lines:
        lines = scope.context.spoken_of("contact")
    return _question(part, "ask_number", lines) if lines else None


def _asks_more_of_a_line(part: Part) -> bool:
    """As in "is Childline free?": what the sources do not say of a line that is named."""
    named = any(mention.certainty == "exact" for mention in part.of_kind("contact"))
    asks = part.intent == "ask_number" and part.sure and part.form in {"yes_no", "wh"}
    more = _DETAILS.search(part.text) is not None and _AFTER_HOURS.search(part.text) is None
    return named and asks and more and not _names_but_a_line(part)


def _goes_on(part: Part, scope: Scope) -> bool:
    """Whether a part may go on from lines: it is short, names nothing and is not clear alone."""
    context = scope.context
    told = context.latest == "contact" and bool(context.spoken_of("contact"))
    short = len(part.text.split()) <= _MOST_WORDS
    likely = _OF_LINES | _OF_A_GROUP
    clear = part.sure and part.similarity >= _WORD_FOR_WORD and part.intent not in likely
    return (told or context.just_alarmed) and short and not clear and not _names(part)


def _picked(part: Part, scope: Scope) -> tuple[str, ...]:
    """The line of those just listed that an ordinal picks ("is the first one free?")."""
    picked = at_place(scope.context.last_listed, part.ordinal)
    return (picked,) if picked and picked in scope.knowledge.contacts else ()


def _names(part: Part) -> bool:
    return bool(part.of_kind("contact")) or _names_but_a_line(part)


def _names_but_a_line(part: Part) -> bool:
    return bool(part.of_kind(*_OTHERWISE_NAMED))


def _lines(part: Part, scope: Scope, *, details: bool) -> tuple[str, ...]:
    """The ids of the lines that a part asks for by whom they are for and when."""
    at_night = _AFTER_HOURS.search(part.text) is not None and not details
    said = [who for who, words in _AUDIENCES if who != "out-of-hours" and words.search(part.text)]
    audiences = [*said[:1], *(["out-of-hours"] if at_night else [])]
    contacts = scope.knowledge.contacts.values()
    return tuple(one.id for who in audiences for one in contacts if one.audience == who)


def _question(part: Part, intent: str, lines: tuple[str, ...]) -> Question:
    """`lines` stand in for whatever the words hint at."""
    named = tuple(Mention("contact", id, "", 0, 0) for id in lines)
    kept = tuple(mention for mention in part.mentions if mention.kind != "contact")
    asked = replace(part, mentions=(*kept, *named), reading=Reading(intent, 1.0), sure=True)
    return Question(asked, intent)
