"""What a remark asks of the reply just given: why that is so, or whether it is all.

"How come?", "why not?", "is that the full list?" name nothing and ask for no other fact: what was
said is what they are about, so they must not be read as a question of something else.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answers.scope import Question, Scope
from bot.meaning import Part, Reading

_LEAD = r"(?:(?:oh|ok|okay|right|hm+|odd|really|and|but|so|well|then|er|um|sorry|yes|no)\b\W*)*"
_WHY = re.compile(
    rf"{_LEAD}(?:why|how come|how so|for what reason|what's the reason)\b(?P<rest>.*)",
    re.IGNORECASE,
)
_IDLE = re.compile(
    r"[\W_]|\b(?:is|was|are|s|that|this|it|so|not|her|him|them|she|he|they|then|though|tho|the"
    r"|case|on earth|exactly|please)\b",
    re.IGNORECASE,
)
_EVEN_THOUGH = re.compile(rf"{_LEAD}(?:even (?:though|if)|although|despite)\b", re.IGNORECASE)
_WHOLE = r"(?:all|everything|every ?one|every ?body|the lot|the (?:full|whole|complete|entire) \w+)"
_ALL = re.compile(
    rf"{_LEAD}(?:(?:is|was|are) (?:that|this|it|they|those|these|there)(?: \w+)? {_WHOLE}"
    r"(?: of (?:it|them|those|these))?(?: there (?:is|are))?"
    r"|(?:just|only) (?:that|those|the|these)(?: \w+)?"
    r"|(?:nothing|nobody|no one|none|no) (?:else|more|others?))\W*",
    re.IGNORECASE,
)
_YOU_DO_NOT = re.compile(
    rf"{_LEAD}(?:you|u) (?:do ?n['’]?t|do not|can ?not|can['’]?t) (?:actually |really |even )?"
    r"(?:know|say|have (?:it|that|one|any)|tell me)\b(?: that| it)?(?: then)?\W*",
    re.IGNORECASE,
)
_LAUGHS = (
    r"(?:lol|lmao|ha(?:ha)*|hehe|hm+|mm+|ah+|oh+|aw+|ooh|ok|okay|k|right|well|yeah|just|but|so)"
)
_REMARK = re.compile(
    rf"(?:{_LAUGHS}\W+)*(?:{_LAUGHS}"
    r"|(?:it was |was |that was |always )?worth (?:a (?:try|shot|go|punt)|asking|it)"
    r"|(?:(?:i |i['’]?d |just )?(?:thought i['’]?d|had to|only) (?:ask|try|check|kidding|joking))"
    r"|(?:there['’]?s |there is )?no harm (?:in asking|done)|(?:near|close|fair|good|clear) enough"
    r"|(?:a |what a |that['’]s a |that is a |bit of a )?(?:shame|pity|surprise|relief|nuisance)"
    r"|oh well|never mind|no (?:worries|problem|bother)"
    r"|my (?:mistake|bad|fault)|not to worry|no matter|fair (?:dos|do['’]s)|(?:that )?figures"
    r"|typical"
    r"|(?:i |we )?(?:thought|guessed|reckoned|suspected|feared) (?:not|so|as much)"
    r"|as i (?:feared|thought)"
    r"|(?:i )?did(?: not|n['’]?t) (?:think|expect|suppose|imagine)"
    r" (?:so|you (?:could|would|did|had))"
    r"|(?:i )?guess (?:so|not)|not surprised|no ?body|no one|nothing|none"
    r"|(?:that )?(?:makes sense|explains it|settles it|clears it up|sorts it|answers that)"
    r"|(?:who|i never) knew|(?:how )?(?:interesting|odd|strange|funny|curious|annoying)"
    r"|i never(?: did)?|gosh|blimey|crikey|phew|wow|goodness(?: me)?|good (?:heavens|grief)"
    r"|(?:that['’]s |that is )?(?:me told|my (?:\w+ ){0,2}(?:done|sorted|finished|settled))"
    r"|(?:that['’]s |that is )?(?:the|my|our) (?:\w+ ){1,2}(?:done|sorted|finished|settled|ready)"
    r"|all (?:done|sorted|noted|set)|job done|(?:duly )?noted|understood)"
    rf"(?:\W+(?:{_LAUGHS}|then|though|tho|anyway|i suppose|i guess|really|indeed|thanks|cheers|ta"
    r"|thank you|no worries))*\W*",
    re.IGNORECASE,
)
"""What is said when an answer has been read, and asks for nothing."""
_AGREES = re.compile(rf"(?:{_LAUGHS}\W*)+", re.IGNORECASE)
_WHO_SAYS = re.compile(
    rf"{_LEAD}(?:who|according to whom?|by whom)(?: (?:exactly|actually|is it that|was it that))?"
    r" (?:says?|said|told|tells|wrote|writes|published|publishes|authored|put out|issued|reported"
    r"|states?|stated|claims?)(?: (?:you|us|so|it|that|this|all|the|these|those|information|notice"
    r"|post|article|piece|announcement|statement|from which|you (?:take|took|got|had)))*\W*"
    rf"|{_LEAD}(?:says who|on whose (?:authority|word)|who is your source)\W*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…]+\s+")
_FEW_WORDS = 6
_SURE, _LIKE_A_QUESTION = 0.55, 0.7


def reaction(part: Part, scope: Scope) -> Question | None:
    """The part as a remark on the reply just given, or a question about it, if it is no other."""
    if _only_remarks(part, scope):
        return _asking("praise", part)
    if not scope.context.cited or any(one.certainty != "hint" for one in part.mentions):
        return None
    if _asks_who_says_so(part):
        return _asking("ask_source", part)
    if _asks_why(part, scope):
        return _asking("ask_why", part)
    return _asking("ask_whether_all", part) if _asks_whether_all(part) else None


def _asks_who_says_so(part: Part) -> bool:
    """As in "who told you that?", of the answer, and not of the assistant."""
    unclear = not part.sure or part.intent in {"who_runs", "ask_source", "bot_challenge"}
    return unclear and _WHO_SAYS.fullmatch(_last_sentence(part)) is not None


def _only_remarks(part: Part, scope: Scope) -> bool:
    """As in "oh well, worth a try": nothing is asked, whatever that sounds like."""
    unclear = not part.sure or part.similarity < _LIKE_A_QUESTION
    said = part.text.strip()
    pending = scope.context.pending
    waits = pending is not None and (pending.intent != "person" or _AGREES.fullmatch(said))
    return unclear and not waits and not said.endswith("?") and _REMARK.fullmatch(said) is not None


def _asking(intent: str, part: Part) -> Question:
    return Question(replace(part, reading=Reading(intent, 1.0), sure=True), intent)


def _asks_why(part: Part, scope: Scope) -> bool:
    """As in "how come?"; after a prepared answer also "why them, if they are gone?"."""
    if part.sure and part.reading.article and part.reading.confidence >= _SURE:
        return False
    told = scope.context.latest == "article"
    if told and not part.sure and _EVEN_THOUGH.match(part.text):
        return True
    said = _last_sentence(part)
    found = _WHY.fullmatch(said)
    if found is None or len(said.split()) > _FEW_WORDS:
        return False
    return told or not _IDLE.sub("", found["rest"])


def _asks_whether_all(part: Part) -> bool:
    said = _last_sentence(part)
    asks = said.endswith("?") or part.form == "yes_no"
    return (asks and _ALL.fullmatch(said) is not None) or _YOU_DO_NOT.fullmatch(said) is not None


def _last_sentence(part: Part) -> str:
    """Without what only comments on the reply before ("That's odd. How come?")."""
    return _SENTENCE_END.split(part.text.strip())[-1]
