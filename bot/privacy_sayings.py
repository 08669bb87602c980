"""What is said of somebody by which any word is a name, an everyday one and a place's too.

"Fox is his real name", "Storm ran away", "London, aged 7": no list of names holds all that a child
may be called, but no thing and no place runs away, wets itself or has an age.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy import Detail, Published
from bot.privacy_words import privacy_words
from bot.text import fold

_NAME = r"((?-i:[A-Z])[\w'’-]*\w)"
_HIM = r"(?:him|her|them|himself|herself)"
_NOT = r"n['’]?t"
_HURT = r"(?:bruis\w+|marks?|burns?|cuts?|black eye|scars?|nits|lump|bite ?marks?|self)"
# What only a child is said to do or to suffer.
_SUFFERS = (
    r"(?:ran|runs|has run|keeps running) (?:away|off)\b|(?:has |was |is )?disclosed\b"
    rf"|(?:wo|does|did){_NOT} (?:want to )?"
    r"(?:go (?:home|back)|eat|talk|speak|come (?:in|home|to school))\b"
    rf"|has{_NOT} (?:eaten|slept|come home|been (?:in|to|at|back|seen|fed|home"
    r"|collected|picked up))\b"
    rf"|(?:has|had|has got|came in with|turned up with|['’]s got) "
    rf"(?:a |an |two |three |some |more |new |big |nasty )*{_HURT}\b"
    r"|keeps (?:asking (?:to|if|me|for)|saying|telling|crying|wetting|hitting|biting|falling"
    r" asleep)\b"
    r"|(?:is|was|gets|looks) (?:always |very |so |really )?"
    r"(?:scared|frightened|terrified|pregnant|starving|unkempt|bruised|hungry|filthy|in tears)\b"
    r"|(?:wets|wet) (?:him|her)self\b|went missing\b|(?:has|was) (?:been )?(?:hit|hurt|beaten) by\b"
)
# What a first name that is an everyday word too is said to do.
_DOES = (
    rf"{_SUFFERS}|(?:says?|said|told (?:me|us|her|his|the|my|our)|tells (?:me|us)"
    r"|asked (?:me|to|if)|cries|cried|lives? with|lived|hates|has told|bit|hits?|kicked"
    r"|punched|slapped"
    r"|pushed|grabbed|rang|phoned|texted|messaged|e-?mailed|wrote|thinks|feels|sleeps|eats|smells"
    r"|stole"
    r"|drinks|missed|refuse[sd]|ran|goes|went|came|arrived|turned up|sent|keeps|needs his|needs her"
    r"|wants to (?:live|die|stay|go home)"
    r"|(?:is|was) (?:now |back )?in (?:care|foster care|hospital|a refuge|temporary)"
    r"|(?:is|was) (?:non[- ]?binary|trans|autistic|deaf|disabled|adopted|fostered|homeless|suicidal"
    r"|missing|excluded|dyslexic|bullied|being|collected|picked up|sent home|removed|absent|late"
    r"|unwell|ill|unaccompanied|sick|upset))\b"
)
_BEGINS = r"(?:^|[.!?:\n\"“>] ?)"
_KIN = r"(?:parents|siblings|twins|brothers|sisters|grandparents|children|kids|boys|girls)"
# Such as "… is his real name", "… (that's what everyone calls her", "we call him …", "…, aged 7".
_ANY_WORD = (
    rf"\b{_NAME} is (?:his|her|their|the (?:\w+ )?\w+['’]s) (?:\w+ )?(?:nick|first|sur)?name\b",
    (
        rf"\b{_NAME} ?[,(–-] ?(?:(?:that['’]?s|which is|it['’]?s|is) )?(?:what|as|how)"
        rf" (?:\w+ ){{1,3}}calls? {_HIM}\b"
    ),
    (
        r"\b(?:we|they|everyone|everybody|all|mum|dad|friends|mates|kids|family|staff|others|been)"
        rf" (?:all |just |mostly |always )?call(?:s|ing)? (?:him|her) {_NAME}\b"
    ),
    rf"\b{_NAME},? aged? (?:only |just |about )?\d{{1,2}}\b(?![-–/\d]| to | and over)",
    (
        rf"\b{_NAME} (?:and|&) {_NAME} are (?:twins|siblings|brothers|sisters"
        r"|both in (?:care|my|our)|in (?:my|our) (?:class|form)|in (?:year|reception))\b"
    ),
    (
        rf"\b{_NAME} and (?:his|her|their) (?:(?:little|big|older|younger|twin|baby|half) )*"
        r"(?:sister|brother|mum|dad|mother|father|siblings?|twin|cousins?|nan|gran|carers?)\b"
    ),
)
# What a place or a published name may be called by as well.
_UNPUBLISHED = (
    rf"\b{_KIN} (?:are|were|called|named) {_NAME}(?:,| and| &) {_NAME}\b",
    rf"\b(?-i:little|wee) {_NAME}(?= (?:is|was|has|had|next|from|in|who|came|keeps|told|said)\b)",
)
# What a thing may do too ("Website keeps saying …"), so that a person has to be spoken of.
_OF_A_PERSON = (rf"{_BEGINS}{_NAME},? (?:(?:he|she) )?(?:{_SUFFERS})",)
_GIVEN = (rf"{_BEGINS}{_NAME},? (?:(?:he|she) )?(?:{_DOES})",)
# What is written in another script inside of an English message, from Cyrillic (U+0400) onwards: a
# name, as whoever writes in English has no other use for it; a sign of punctuation ends it.
_SCRIPT = r"[\u0400-\u1dff\u2e80-\u2fff\u3040-\ud7ff]"
_QUOTED = re.compile(
    rf"(?<=[A-Za-z] ){_SCRIPT}{{2,}}(?: {_SCRIPT}{{2,}}){{0,3}}(?= ?[A-Za-z,.?!)]|$)"
)
# "Called" and "child" in Chinese, which writes no spaces between words.
_CHINESE = re.compile(r"(?:叫|女儿|儿子|名字是)([\u4e00-\u9fff]{2,3})(?=[,,。在是的 ]|$)")
_COMPILED = tuple(
    tuple(re.compile(source, re.IGNORECASE) for source in sources)
    for sources in (_ANY_WORD, _UNPUBLISHED, _OF_A_PERSON, _GIVEN)
)
# Lists of words that are nobody's name wherever they stand.
_NOBODY = (
    "not_names", "person", "people", "institution", "posts", "job", "context", "offices", "things",
    "family",
)  # fmt: skip


def find_said(text: str, published: Published, *, of_a_person: bool) -> Iterator[Detail]:
    """Names by what is said of them; the looser ways only in a message `of_a_person`."""
    any_word, unpublished, personal, given = _COMPILED
    for pattern in (*any_word, *unpublished, *(personal if of_a_person else ()), *given):
        for match in pattern.finditer(text):
            for place in range(1, len(match.groups()) + 1):
                word = match.group(place)
                if _is_a_name(word, published, pattern in any_word, pattern in given):
                    yield Detail(*match.span(place), "name")


def find_in_scripts(text: str) -> Iterator[Detail]:
    """Names in another script than the Latin one."""
    for match in _QUOTED.finditer(text):
        yield Detail(*match.span(), "name")
    for match in _CHINESE.finditer(text):
        yield Detail(*match.span(1), "name")


def _is_a_name(word: str, published: Published, is_claimed: bool, is_given: bool) -> bool:  # noqa: FBT001 by place
    """Whether a word may be what somebody is called; a plural names many."""
    words, form = privacy_words(), fold(word)
    if any(words.has(name, form) for name in _NOBODY) or word.isupper():
        return False
    if is_given:
        is_first = form in words.given_names or words.has("ordinary_names", form)
        return is_first and form not in published.person_words
    is_plural = form.endswith("s") and not form.endswith("ss") and form[:-1] in words.english
    return not is_plural and (is_claimed or form not in published.person_words)
