"""Details that follow a pattern: numbers, addresses, dates of birth, e-mail addresses.

NHS numbers and Unique Pupil Numbers are told from other numbers by their check characters
(python-stdnum: NHS Data Dictionary, modulus 11; Department for Education, modulus 23), unless
the message says what they are or tells of somebody.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from stdnum.gb import nhs, upn

from bot.privacy import Detail, DetailKind, Published, digits_of
from bot.privacy_addresses import addresses, postcodes
from bot.privacy_dates import birth_dates
from bot.privacy_marks import plates
from bot.privacy_words import privacy_words
from bot.text import fold

_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.+'-])[\w.+-]{1,64}(?: dot [\w+-]{1,64}){0,3} at [\w-]{1,63}"
    r"(?: dot [\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"(?<![\w£.])(?<!\d )(?:\+44|0044|44(?=7)|\(?[0oO])[\doO\s().-]{8,21}[\doO](?!\w)"
)
_ABROAD = re.compile(r"(?<![\w+])\+(?!44)[1-9]\d{0,2}[ -]?(?:\(0\))?(?:[ -]?\d){6,12}(?!\w)")
_DIGIT = (
    r"(?:(?:double|triple|treble) )?(?:oh|o|zero|nought|one|two|three|four|five|six|seven|eight"
    r"|nine|hundred|thousand|\d)"
)
_DICTATED = re.compile(
    rf"\b(?:oh|o|zero|nought|0)(?:[ ,-]{{1,2}}{_DIGIT}\b){{5,14}}", re.IGNORECASE
)
_LOCAL = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|landline|home number|(?:ring|call) (?:him|her|them"
    r"))\b[^\d\n.?!]{0,20}(?<![\d+(])([1-9]\d{5}|[1-9]\d{2} \d{3}|7\d{3} ?\d{6})(?![\d ]*\d)",
    re.IGNORECASE,
)
# Geographic and mobile numbers belong to people; 03 and 08 to organisations (Ofcom's plan).
# A figure too many is a slip.
_OF_PEOPLE = re.compile(r"0[127]\d{8,10}")
_NHS = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
# Miscopied or misremembered, it still has its groups.
_SHAPED = re.compile(r"[1-9]\d{2}([ .-])\d{3}\1\d{4}")
_UPN = re.compile(
    r"\b[A-Za-z] ?\d{3} ?\d{3} ?\d{2} ?\d{3} ?[A-Za-z0-9]\b|\b[A-Za-z]\d{11}[\dA-Za-z]\b"
)
# HM Revenue and Customs, NIM39110: two letters, six digits, a suffix A to D; letters that it does
# not give out count too, since people copy wrongly.
_NI = re.compile(
    r"\b[A-Z]{2}(?:[ -]?\d{2}){3}[ -]?[A-D]\b",
    re.IGNORECASE,
)
_SAID_NHS = re.compile(r"\bnhs\b[^\d]{0,20}(\d[\d -]{8,11}\d)", re.IGNORECASE)
_NHS_AFTER = re.compile(
    r"(?<!\d)(\d{3}[ -]?\d{3}[ -]?\d{4})\W{1,3}(?:that['’]?s |this is |is |as )?"
    r"(?:his |her |their |the |an )?nhs\b",
    re.IGNORECASE,
)
_SAID_NUMBER = re.compile(
    r"\b(?:uln|uci|brp|passport|liberi|mosaic|unique learner (?:number|no)|(?:admissions?|pupil"
    r"|student|learner|candidate|exam|hospital|patient|client|custody|prison|crime|incident|cad"
    r"|case|passport|visa|nass|home office|mosaic|lcs|liberi|eclipse|emis|rio"
    r"|liquidlogic|systmone|carefirst|nhs|ehcp|ehc|pnc|athena"
    r"|driving|driver['’]?s?|licence|tenancy|housing|benefit|claim|account|bank|court|travel"
    r"|bus pass|library|medical|social care|child['’]?s?|brp|his|her|their)"
    r" (?:number|num|no|id|ref(?:erence)?|licence|acc(?:ount)?|card))\b[ .:#-]{0,3}"
    r"(?:(?:number|no|id)\b[ .:#-]{0,3})?(?:is |was |of |= ?)?"
    r"((?:\d{3,4}[ -]){1,4}\d{3,4}|[A-Z]{2,4} \d{4,12}|(?=[\w/-]*\d)[A-Z\d][\w/-]{4,24})",
    re.IGNORECASE,
)
_ACCOUNT_NUMBER = re.compile(
    r"\b(?:account|acct?|a/c)(?: (?:number|no))?\.?[ :]{1,2}(\d{8})\b", re.IGNORECASE
)
# Courts and the police number cases so.
_COURT_NUMBER = re.compile(r"(?<![\w/])([A-Z]{2}\d{0,2}/\d{2,6}/\d{2,4})(?![\w/])")
# Figures of a person by their length alone; what numbers orders, schools and courses is none.
_LOOSE = re.compile(r"(?<![\w£/.,+-])(?<!\d )\d{6,12}(?![\w/%+-]|[ .,]\d)")
_OF_NOBODY = re.compile(
    r"\b(?:urn|po|order|invoice|dfe|laestab|ext|extension|room|page|course|code|event|booking|ticket"
    r"|job|charity|company|vacancy|grant|budget|cost|phone|tel|call|ring|helpline|line)\b[^.?!\n]{0,14}$",
    re.IGNORECASE,
)
_HE_OR_SHE = frozenset({"he", "she", "his", "her", "him", "hes", "shes"})
_SAID_UPN = re.compile(
    r"\b(?:upn|unique pupil number)\b\W{0,3}(?:is|no\.?|number)?\W{0,3}"
    r"([A-Za-z][\d ]{10,16}[\dA-Za-z])\b",
    re.IGNORECASE,
)
_SAID_NI = re.compile(
    r"\b(?:ni|nino|national insurance)\b(?: no\.?| number)?(?: is)?\W{0,3}"
    r"([A-Za-z]{2}(?:[ -]?\d{2}){3}[ -]?[A-Da-d]?)\b",
    re.IGNORECASE,
)


def find_numbers(text: str, published: Published, forms: Collection[str]) -> tuple[Detail, ...]:
    """Every detail of a fixed pattern, possibly overlapping one another.

    `forms` are the folded words of the text.
    """
    found = [
        *_emails(text, published),
        *_official_numbers(text, published, _tell_of_somebody(forms)),
        *_phones(text, published),
    ]
    found += [*birth_dates(text), *addresses(text, published, forms), *plates(text)]
    return (*found, *postcodes(text, forms, personal=bool(found)))


def _emails(text: str, published: Published) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        is_role = (fold(match.group().split("@")[0]),) in published.names
        if match.group().lower() not in published.emails and not is_role:
            yield Detail(*match.span(), "email")


def _phones(text: str, published: Published) -> Iterator[Detail]:
    for match in _PHONE.finditer(text):
        digits = digits_of(re.sub("[oO]", "0", match.group()))
        if _OF_PEOPLE.fullmatch(digits) and digits not in published.numbers:
            yield Detail(*match.span(), "phone")
    for pattern in (_ABROAD, _DICTATED):
        for match in pattern.finditer(text):
            yield Detail(*match.span(), "phone")
    yield from _said(text, _LOCAL, "phone")


def _official_numbers(text: str, published: Published, tells: bool) -> Iterator[Detail]:  # noqa: FBT001 as it was found
    for match in _NHS.finditer(text):
        is_valid = nhs.is_valid(match.group().replace(".", ""))
        is_likely = _SHAPED.fullmatch(match.group()) and tells
        if not match.group().startswith("0") and (is_valid or is_likely):
            yield Detail(*match.span(), "nhs")
    for match in _UPN.finditer(text):
        known = upn.is_valid(match.group().replace(" ", ""))
        if known or " " not in match.group() or tells:
            yield Detail(*match.span(), "upn")
    for match in _NI.finditer(text):
        yield Detail(*match.span(), "ni")
    yield from _said(text, _SAID_NHS, "nhs")
    yield from _said(text, _NHS_AFTER, "nhs")
    yield from _said(text, _SAID_NUMBER, "number")
    yield from _said(text, _ACCOUNT_NUMBER, "number")
    yield from _said(text, _COURT_NUMBER, "number")
    yield from _loose_numbers(text, published) if tells else ()
    yield from _said(text, _SAID_UPN, "upn")
    yield from _said(text, _SAID_NI, "ni")


def _tell_of_somebody(forms: Collection[str]) -> bool:
    """Whether a relation, a child or he or she is spoken of."""
    return not (privacy_words().lists["person"].isdisjoint(forms) and _HE_OR_SHE.isdisjoint(forms))


def _loose_numbers(text: str, published: Published) -> Iterator[Detail]:
    """Long figures where somebody of a family is spoken of."""
    for match in _LOOSE.finditer(text):
        known = digits_of(match.group()) in published.numbers
        if not known and not _OF_NOBODY.search(text[: match.start()]):
            yield Detail(*match.span(), "number")


def _said(text: str, pattern: re.Pattern[str], kind: DetailKind) -> Iterator[Detail]:
    for match in pattern.finditer(text):
        yield Detail(*match.span(1), kind)
