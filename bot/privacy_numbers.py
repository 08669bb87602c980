"""Details that follow a pattern: numbers, addresses, dates of birth, e-mail addresses.

NHS numbers and Unique Pupil Numbers are told from other numbers by their check characters
(python-stdnum: NHS Data Dictionary, modulus 11; Department for Education, modulus 23), unless
the message says what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from stdnum.gb import nhs, upn

from bot.privacy import Detail, DetailKind, Published, digits_of
from bot.privacy_words import privacy_words
from bot.text import words_of

_EMAIL = re.compile(
    r"(?<![\w.+'-])[\w.+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.+'-])[\w.+-]{1,64}(?: dot [\w+-]{1,64}){0,3} at [\w-]{1,63}"
    r"(?: dot [\w-]{1,63}){1,5}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w£.])(?<!\d )(?:\+44|0044|\(?[0oO])[\doO\s().-]{8,21}[\doO](?!\w)")
# Geographic and mobile numbers belong to people; 03 and 08 to organisations (Ofcom's plan).
_OF_PEOPLE = re.compile(r"0[127]\d{8,9}")
_NHS = re.compile(r"(?<!\d)\d{3}[ .-]?\d{3}[ .-]?\d{4}(?!\d)")
_UPN = re.compile(
    r"\b[A-Za-z] ?\d{3} ?\d{3} ?\d{2} ?\d{3} ?[A-Za-z0-9]\b|\b[A-Za-z]\d{11}[\dA-Za-z]\b"
)
# HM Revenue and Customs, NIM39110: two letters, six digits, a suffix A to D.
_NI = re.compile(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"(?:[ -]?\d{2}){3}[ -]?[A-D]\b",
    re.IGNORECASE,
)
_SAID_NHS = re.compile(r"\bnhs\b[^\d]{0,20}(\d[\d -]{8,11}\d)", re.IGNORECASE)
_SAID_UPN = re.compile(
    r"\b(?:upn|unique pupil number)\b\W{0,3}(?:is|no\.?|number)?\W{0,3}"
    r"([A-Za-z][\d ]{10,14}[\dA-Za-z])\b",
    re.IGNORECASE,
)
_SAID_NI = re.compile(
    r"\b(?:ni|nino|national insurance)\b(?: no\.?| number)?(?: is)?\W{0,3}"
    r"([A-Za-z]{2}(?:[ -]?\d{2}){3}[ -]?[A-Da-d]?)\b",
    re.IGNORECASE,
)
_POSTCODE_TEXT = r"\b(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}|GIR ?0AA)\b"
_POSTCODE = re.compile(_POSTCODE_TEXT, re.IGNORECASE)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = (
    r"(?:(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|twent\w+"
    rf"|thirt\w+)(?: of)? {_MONTH}(?: \d{{4}})?"
    r"|\d{6}(?:\d\d)?\b|\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH}\.?,?(?:[ -](?:\d{{4}}|'?\d{{2}}))?"
    rf"|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|\d{{4}}[-.]\d{{2}}[-.]\d{{2}}"
    rf"|\d{{4}},? {_MONTH} \d{{1,2}}|(?:christmas|boxing|new year['’]?s) (?:day|eve),? \d{{4}})"
)
_BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\b\.?|born|date of birth|birth ?date|birthday|b\.|bday)"
    r"[^\d\n]{0,24}?(?:\d+ (?:days?|weeks?|months?) (?:early|late|premature)[^\d\n]{0,12}?)?"
    r"(" + _DATE + ")",
    re.IGNORECASE,
)
_BIRTH_BEFORE = re.compile(
    "(" + _DATE + r")\s*(?:is (?:his|her|their) |\(?)(?:d\.?o\.?b|date of birth|birthday)",
    re.IGNORECASE,
)
_WHOLE_DATE = re.compile(
    r"(?<![\d/.-])(?:\d{1,2}[/.-]\d{1,2}[/.-](?:20[0-2]\d|[0-2]\d)(?!\d)|20[0-2]\d-\d\d-\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? 20[0-2]\d"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? 20[0-2]\d)",
    re.IGNORECASE,
)
_BIRTH_AFTER = re.compile(
    _WHOLE_DATE.pattern + r"(?= (?:as|for) (?:a|the|his|her|their) (?:birth|dob|date of birth))",
    re.IGNORECASE,
)
_HOUSE = (
    r"house|cottages?|lodge|farm|barn|oast|forge|bank|mill|flats?|hall|mansions?|villas?|caravan"
)


def find_numbers(text: str, published: Published) -> tuple[Detail, ...]:
    """Every detail of a fixed pattern, possibly overlapping one another."""
    found = [*_emails(text, published), *_official_numbers(text), *_phones(text, published)]
    found += [*_birth_dates(text), *_addresses(text)]
    return (*found, *_postcodes(text, found))


def _emails(text: str, published: Published) -> Iterator[Detail]:
    for match in _EMAIL.finditer(text):
        if match.group().lower() not in published.emails:
            yield Detail(*match.span(), "email")


def _phones(text: str, published: Published) -> Iterator[Detail]:
    for match in _PHONE.finditer(text):
        digits = digits_of(re.sub("[oO]", "0", match.group()))
        if _OF_PEOPLE.fullmatch(digits) and digits not in published.numbers:
            yield Detail(*match.span(), "phone")


def _official_numbers(text: str) -> Iterator[Detail]:
    for match in _NHS.finditer(text):
        if not match.group().startswith("0") and nhs.is_valid(match.group().replace(".", "")):
            yield Detail(*match.span(), "nhs")
    for match in _UPN.finditer(text):
        if upn.is_valid(match.group().replace(" ", "")):
            yield Detail(*match.span(), "upn")
    for match in _NI.finditer(text):
        yield Detail(*match.span(), "ni")
    yield from _said(text, _SAID_NHS, "nhs")
    yield from _said(text, _SAID_UPN, "upn")
    yield from _said(text, _SAID_NI, "ni")


def _said(text: str, pattern: re.Pattern[str], kind: DetailKind) -> Iterator[Detail]:
    for match in pattern.finditer(text):
        yield Detail(*match.span(1), kind)


def _birth_dates(text: str) -> Iterator[Detail]:
    yield from _said(text, _BIRTH, "birth_date")
    yield from _said(text, _BIRTH_BEFORE, "birth_date")
    for match in _BIRTH_AFTER.finditer(text):
        yield Detail(*match.span(), "birth_date")


def whole_dates(text: str) -> tuple[Detail, ...]:
    """Days of this century with their year: a birth date where a child is spoken of."""
    return tuple(Detail(*match.span(), "birth_date") for match in _WHOLE_DATE.finditer(text))


def _addresses(text: str) -> Iterator[Detail]:
    """A house or flat with its street; a street or house alone where somebody lives."""
    numbered, living = _address_patterns()
    offices = _is_of_an_office(text)
    for match in numbered.finditer(text):
        if not offices and not _is_time_or_count(match.group(1)):
            yield Detail(*match.span(1), "address")
    for match in living.finditer(text):
        number = 1 if match.group(1) else 2
        begins = match.group(number)[0]
        if not offices and (begins.isupper() or begins.isdigit()):
            yield Detail(*match.span(number), "address")


@cache
def _address_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A number with a street; and what stands after "lives at", "address:" and the like."""
    streets = "|".join(sorted(privacy_words().lists["street"], key=len, reverse=True))
    streets = f"(?:{streets}|{_HOUSE})"
    flat = r"(?:flat|apartment|apt|unit|room|house|caravan|bungalow|plot|no\.?|number)"
    lodge = r"(?:[A-Z][\w'’-]* (?:lodge|house|court|cottage|farm),? )?"
    number, name = r"\d{1,4}[a-z]?,? ", r"[^\W\d_][\w'’.-]*"
    capital = r"(?-i:[A-Z])[\w'’-]*"
    town = rf"{capital}(?: {capital})?"
    post = rf"(?:(?:,? {town}){{0,2}}?,? {_POSTCODE_TEXT}|(?:, {town}){{0,2}})"
    street = rf"(?:{name} ){{1,3}}?{streets}\b"
    home = rf"{flat} {number}(?:{name},? ){{1,3}}?{streets}\b(?:, {street})?"
    numbered = rf"\b((?:(?:{flat} ?\d{{0,4}}[a-z]?,? )?{lodge}{number}{street}|{home}){post})"
    live = r"(?:lives?|living|lived|address|staying|home|moved|moving|resides?)"
    before = rf"\b{live}\b[^.?!\n\d]{{0,30}}?(?: (?:at|to|is|off|on)|:) "
    living = (
        rf"{before}((?:{number})?(?:{capital},? ){{1,5}}?{streets}\b{post}"
        rf"|{number}(?-i:The) {capital}{post})"
        rf"|\b(?:at|of|from) ({capital}(?: {capital})?, (?:{capital} ){{1,3}}?{streets}\b{post})"
    )
    return re.compile(numbered, re.IGNORECASE), re.compile(living, re.IGNORECASE)


def _is_time_or_count(address: str) -> bool:
    """Whether a number counts things, as in "3 children live in the house", and names no place."""
    forms = {word.form for word in words_of(address)}
    return not forms.isdisjoint(privacy_words().lists["no_address"])


def _is_of_an_office(text: str) -> bool:
    """Whether a message tells of a school or an office, and of no person who could live there."""
    forms, words = {word.form for word in words_of(text)}, privacy_words().lists
    return not forms.isdisjoint(words["offices"]) and forms.isdisjoint(
        words["person"] | words["dwellers"]
    )


def _postcodes(text: str, found: list[Detail]) -> Iterator[Detail]:
    """Full postcodes in messages that tell of a person or give another detail."""
    forms = {word.form for word in words_of(text)}
    personal = bool(found) or not forms.isdisjoint(privacy_words().lists["context"] | {"live"})
    offices = _is_of_an_office(text)
    for match in _POSTCODE.finditer(text):
        if personal and not offices:
            yield Detail(*match.span(), "postcode")
