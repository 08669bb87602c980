"""How a clause is put: as a question for something, for a Yes or No, as a choice, or as told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.components.lexicon import Lexicon
from bot.meaning import Form
from bot.text import Word

PAUSE = re.compile(r"[,:()]|\s[-–—]\s|—")
"""What parts a clause without ending it."""
_LONGEST_TAG = 4
_ENOUGH_FOR_A_CLAIM = 4
OPENERS = frozenset({"hi", "hello", "hey", "please", "ok", "okay", "so", "well", "oh", "sorry"})
_NO_CHOICE = frozenset({"not", "no", "what", "whatever", "so", "else", "anything", "something"})
_POLITE = frozenset({("can", "you"), ("could", "you"), ("would", "you"), ("will", "you")})
_WHETHER = frozenset({"if", "whether", "that"})
_WHERE_MISSPELT = frozenset({"do", "does", "can", "is", "are", "will", "would"})
_CLAIM_AFTER_A_PAUSE = re.compile(
    rf"(?:{PAUSE.pattern})\W{{0,40}}(?:is|are|was|were|does|do|did|has|have|will)(?![\w'’])",
    re.IGNORECASE,
)


def form_of(text: str, words: Sequence[Word], lexicon: Lexicon, *, bare: bool) -> Form:
    """The form of a clause, from its text and its words (which may have been set right).

    A `bare` one holds nothing but names and small words ("the health one?").
    """
    asked = text.rstrip().endswith("?")
    forms = " ".join(word.form for word in words).split()
    concludes = forms[:1] == ["so"]
    while forms and (lexicon.has("connective", forms[0]) or forms[0] in OPENERS):
        forms = forms[1:]
    if not forms:
        return "statement"
    if _ends_in_tag(forms, lexicon) or lexicon.has("yes_no_start", forms[0]):
        return _of_a_verb_first(forms, lexicon)
    if lexicon.has("question_start", forms[0]):
        return "wh"
    holds_question = any(lexicon.has("wh_word", form) for form in forms[1:])
    if holds_question or (asked and (bare or len(forms) < _ENOUGH_FOR_A_CLAIM)):
        return "wh"
    if asked and _offers_a_choice(forms):
        return "choice"
    # "So Folkestone is the same" wants to hear whether it is.
    return "yes_no" if asked or concludes or _asks_after_a_pause(text) else "statement"


def _of_a_verb_first(forms: Sequence[str], lexicon: Lexicon) -> Form:
    """The form of what begins like a question for a Yes or No, or ends like one."""
    if forms[0] == "were" and forms[1:2] and forms[1] in _WHERE_MISSPELT:
        return "wh"
    if tuple(forms[:2]) in _POLITE and lexicon.has("request_word", "".join(forms[2:3])):
        # "Could you list the groups?" asks for the list, "could you say if …" for a Yes or No.
        return "yes_no" if _WHETHER & {*forms} else "wh"
    # "Is it the old board or the new one?" wants the one, no Yes or No.
    return "choice" if _offers_a_choice(forms) else "yes_no"


def _ends_in_tag(forms: Sequence[str], lexicon: Lexicon) -> bool:
    if lexicon.has("wh_word", forms[0]) and len(forms) < _LONGEST_TAG:
        return False
    return any(
        lexicon.has("tag_question", " ".join(forms[-length:]))
        for length in range(1, min(_LONGEST_TAG, len(forms) - 1) + 1)
    )


def _offers_a_choice(forms: Sequence[str]) -> bool:
    """Whether an "or" stands between two things; "or not" and "or what" only ask for the one."""
    after = [forms[at + 1] for at, form in enumerate(forms[:-1]) if form == "or" and at]
    return any(form not in _NO_CHOICE for form in after)


def _asks_after_a_pause(text: str) -> bool:
    """As in "Swanley, is that North Kent" and "my school - are we in the east"."""
    return _CLAIM_AFTER_A_PAUSE.search(text) is not None
