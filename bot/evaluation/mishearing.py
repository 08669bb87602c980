"""Messages as they are written by ear, and by thumbs on a telephone.

Written by ear: words as those spell them who never learnt how ("wich skools", "fanks").  By
thumbs: the wrong key on a small keyboard, in short words too.  The rules were made from the
sounds of British English and from lists of words that are commonly confused, not from the
assistant's own.
"""

from __future__ import annotations

import random
import re

_ONE_IN = 3
"""Of the words that can be written by ear, one in this many is."""
_ONE_KEY_IN = 43
"""Of the letters typed by thumbs, one in this many stays wrong: 2.3 % (Palin and others, 2019)."""
_SHORTEST = 4
_WORD = re.compile(r"[A-Za-z]{3,}")
_AS_ANOTHER_WORD = {
    "where": "wear", "does": "dose", "whole": "hole", "meet": "meat", "their": "there",
    "know": "no", "right": "rite", "write": "right", "which": "witch", "some": "sum",
    "been": "bean", "would": "wood", "here": "hear", "hear": "here", "there": "their",
    "week": "weak", "your": "you're", "then": "than", "who's": "whose", "new": "knew",
    "read": "red", "won": "one", "allowed": "aloud", "passed": "past", "were": "where",
    "wait": "weight", "through": "threw", "piece": "peace", "board": "bored", "source": "sauce",
}  # fmt: skip
_BY_EAR = tuple(
    (re.compile(pattern, re.IGNORECASE), heard)
    for pattern, heard in (
        (r"^th(?=[aeiour])", "f"),
        (r"th(?=er)", "v"),
        (r"th$", "f"),
        (r"^wh(?=[aei])", "w"),
        (r"^who", "hoo"),
        (r"^kn", "n"),
        (r"^wr", "r"),
        (r"sch", "sk"),
        (r"ph", "f"),
        (r"tion", "shun"),
        (r"sion", "shon"),
        (r"tial", "shul"),
        (r"igh", "i"),
        (r"ough(?=t)", "or"),
        (r"ould$", "ud"),
        (r"ck", "k"),
        (r"c(?=[eiy])", "s"),
        (r"c(?=[aour])", "k"),
        (r"qu", "kw"),
        (r"x", "ks"),
        (r"ea", "e"),
        (r"ea", "ee"),
        (r"ee", "ea"),
        (r"ai", "a"),
        (r"ie", "ei"),
        (r"ou(?=[lp])", "oo"),
        (r"or(?=[a-z])", "er"),
        (r"(?:er|or|ar)$", "a"),
        (r"re$", ""),
        (r"([b-df-hj-np-tv-z])\1", r"\1"),
        (r"(?<=[aeiou])([ptnlr])(?=[aeiou])", r"\1\1"),
        (r"(?<=[a-z]{2}[b-df-hj-np-tv-z])e$", ""),
        (r"ing$", "in"),
        (r"ed$", "d"),
        (r"y$", "ie"),
        (r"(?<=[a-z]{2})[ae](?=n[a-z])", "i"),
        (r"(?<=[a-z]{2})i(?=[a-z]{2})", "e"),
        (r"gu", "g"),
        (r"st(?=en)", "s"),
        (r"ge$", "j"),
    )
)
_BESIDE = {
    "a": "qsz", "b": "vghn", "c": "xdfv", "d": "serfcx", "e": "wsdr", "f": "drtgvc",
    "g": "ftyhbv", "h": "gyujnb", "i": "ujko", "j": "huikmn", "k": "jiolm", "l": "kop",
    "m": "njk", "n": "bhjm", "o": "iklp", "p": "ol", "q": "wa", "r": "edft", "s": "awedxz",
    "t": "rfgy", "u": "yhji", "v": "cfgb", "w": "qase", "x": "zsdc", "y": "tghu", "z": "asx",
}  # fmt: skip
_SEED = 20191117


def by_ear(text: str) -> str:
    """About every third word spelt as it sounds, or as another word that sounds the same."""
    chance = _chance(text)
    return _WORD.sub(lambda match: _heard(match.group(), chance), text)


def by_thumbs(text: str) -> str:
    """About every fortieth letter beside the key that was meant, left out or typed twice."""
    chance = _chance(text)
    return re.sub("[A-Za-z]", lambda match: _pressed(match.group(), chance), text)


def _heard(word: str, chance: random.Random) -> str:
    if chance.randrange(_ONE_IN):
        return word
    if word.lower() in _AS_ANOTHER_WORD:
        return _AS_ANOTHER_WORD[word.lower()]
    if len(word) < _SHORTEST:
        return word
    ways = [(pattern, heard) for pattern, heard in _BY_EAR if pattern.search(word)]
    for pattern, heard in chance.sample(ways, min(len(ways), chance.choice((1, 1, 2)))):
        word = pattern.sub(heard, word, count=1)
    return word


def _pressed(letter: str, chance: random.Random) -> str:
    if chance.randrange(_ONE_KEY_IN):
        return letter
    return chance.choice((chance.choice(_BESIDE[letter.lower()]), "", letter * 2))


def _chance(text: str) -> random.Random:
    """A source of chance of this text's own: a row changed elsewhere leaves it as it was."""
    return random.Random(f"{_SEED} {text}")  # noqa: S311 - noise, not a secret
