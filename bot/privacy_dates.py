"""Dates of birth, in figures and in words, where a message says that they are some."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy import Detail

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ORDINAL = (
    r"(?:(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|tenth|eleventh|twelfth|\w+teenth|twentieth|thirtieth)"
)
_UNIT = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_BELOW_HUNDRED = (
    rf"(?:{_UNIT}|ten|eleven|twelve|\w+teen|(?:twenty|\w+ty)(?:[- ]{_UNIT})?|oh[- ]{_UNIT})\b"
)
_YEAR_IN_WORDS = (
    rf"(?:two thousand(?:,? (?:and )?{_BELOW_HUNDRED})?|(?:twenty|nineteen)[- ]{_BELOW_HUNDRED})"
)
_YEAR = rf"(?:\d{{4}}|['’]?\d{{2}}\b|{_YEAR_IN_WORDS})"
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{_ORDINAL})"
_DATE = (
    rf"(?:{_ORDINAL}(?: of)?(?: the)? {_MONTH}(?:,? {_YEAR})?"
    rf"|{_DAY} of the (?:{_DAY}|\d{{1,2}})(?:,? (?:of )?{_YEAR})?"
    r"|\d{6}(?:\d\d)?\b|\d{1,2}\s?[/.–-]\s?\d{1,2}\s?[/.–-]\s?(?:\d{4}|\d{2})"
    r"|\d{1,2} \d{1,2} (?:\d{4}|\d{2})\b"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ /-]?{_MONTH}\b\.?(?:,?[ /-]?{_YEAR})?"
    rf"|{_MONTH} {_ORDINAL}\b"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? {_YEAR})?|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}"
    r"|\d{1,2}[. /-][IVX]{1,4}[. /-]\d{4}"
    rf"|\d{{4}},? {_MONTH} \d{{1,2}}|{_MONTH}\.? (?:\d{{4}}|['’]\d{{2}})"
    r"|(?:christmas|xmas|boxing|new year['’]?s|valentine['’]?s|halloween)(?: (?:day|eve))?"
    rf"(?:,? (?:in )?{_YEAR})?)"
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|born|geb\b\.?|ur\b\.|n[ée]e? le|nacid[oa]|nato il|nata il"
    r"|e\.?d\.?d\b\.?|date of birth|birth ?date|birthday|bday|db(?=:? \d)"
    r"|(?:his|her|their) \d{1,2}(?:st|nd|rd|th) (?:is|was)|b[.:]|b(?= ?\d)"
    r"|turn(?:s|ed|ing)?(?: \w+)? on|(?:was|is|be) \d{1,2} on)"
    r"[^\d\n]{0,24}?(?:\d+ (?:days?|weeks?|months?) (?:early|late|premature)[^\d\n]{0,12}?)?"
    rf"(?<![^\W\d_])({_DATE})",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(
    rf"(?<![^\W_])({_DATE})\s*(?:(?:is|was|as) (?:his|her|their|the) |[,(-]*\s?)"
    r"(?:d\.?o\.?b|date of birth|birthday|(?:was |were )?born)",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/. -]\d{1,2}[/. -](?:(?:19|20)\d\d|\d\d)(?![\d/.-]\d|\d)"
    r"|(?:19|20)\d\d[-/.]\d\d[-/.]\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]?{_MONTH}\.?,?[ -]?(?:(?:19|20)\d\d|['’]?[0-2]\d)\b"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(
    _WHOLE_DATE.pattern + r"(?= (?:as|for) (?:a|the|his|her|their) (?:birth|dob|date of birth))",
    re.IGNORECASE,
)


def birth_dates(text: str) -> Iterator[Detail]:
    """Dates that are said to be somebody's birth."""
    for pattern in (_BIRTH, _BIRTH_BEFORE):
        for match in pattern.finditer(text):
            yield Detail(*match.span(1), "birth_date")
    for match in _BIRTH_AFTER.finditer(text):
        yield Detail(*match.span(), "birth_date")


def whole_dates(text: str) -> tuple[Detail, ...]:
    """Days with their year: a birth date right beside a name or where a child is spoken of."""
    return tuple(Detail(*match.span(), "birth_date") for match in _WHOLE_DATE.finditer(text))
