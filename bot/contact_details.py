"""E-mail addresses and UK telephone numbers that a person gives: normal, or why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Reason = Literal[
    "empty",
    "no_at",
    "two_ats",
    "no_name",
    "no_domain",
    "spaces",
    "characters",
    "email_long",
    "no_digits",
    "letters",
    "not_uk",
    "too_short",
    "too_long",
    "premium",
    "number",
]

# RFC 5321, 4.5.3.1: the longest local part and the longest path without its brackets.
LONGEST_LOCAL, LONGEST_EMAIL = 64, 254
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
_WRAPPING = " \t\r\n<>()[]\"'.,;:!?"
_EMAIL_IN_TEXT = re.compile(r"[^\s<>,;:()@\"]+@+[^\s<>,;:()\"]+")
_ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@.,;]{1,63}(?:\.[^\s@.,;]{1,63})+")
_UK_NUMBER = re.compile(r"(?<!\d)(?:\+44|0)[\d\s().-]{8,}\d")
_SPELT_OUT = re.compile(
    r"\b([\w.+-]+)\s*[\[(]?\s*\bat\b\s*[\])]?\s*((?:[\w-]+\s*[\[(]?\s*\bdot\b\s*[\])]?\s*)+[\w-]+)",
    re.IGNORECASE,
)
# In brackets "at" stands in nothing but an address, so its dots need no word: "jo(at)school.org".
_BRACKETED = re.compile(
    r"(?<=[\w+-])\s*(?:\(\s*at\s*\)|\[\s*at\s*\])\s*(?=[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE
)
_DOT = re.compile(r"\s*[\[(]?\s*\bdot\b\s*[\])]?\s*", re.IGNORECASE)
_MARK = "\x01"
_PHONE_IN_TEXT = re.compile(r"(?:\+|\(?\+?44\)?|\(?0)[\d\s().-]{7,}\d")

# RFC 2606 and RFC 6761: names that are kept for examples and tests, so that no mail arrives there.
_NOBODYS = re.compile(r"(?:^|\.)(?:example(?:\.com|\.net|\.org)?|test|invalid|localhost)$")

# Ofcom's National Telephone Numbering Plan: how a number begins, without its 0, how many
# digits it has, and after how many a space is written.
_PLAN: tuple[tuple[str, tuple[int, ...], tuple[int, ...]], ...] = (
    ("2", (10,), (2, 6)),
    ("11[0-9]|1[0-9]1", (10,), (3, 6)),
    ("1", (9, 10), (4,)),
    ("3", (10,), (3, 6)),
    ("7", (10,), (4,)),
    ("800(?=....$)", (7,), (3,)),
    ("80", (9, 10), (3, 6)),
    ("8[47]", (10,), (3, 6)),
    ("5[56]", (10,), (4,)),
)


class WrongContactError(ValueError):
    """These contact details cannot be used; `reason` is listed in :data:`Reason`."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class ContactDetails:
    """How to reach somebody; at least one of the two is given."""

    email: str | None = None
    phone: str | None = None


def reaches_nobody(email: str) -> bool:
    """Whether an e-mail address is only an example: mail to it would be lost."""
    return _NOBODYS.search(email.rpartition("@")[2].lower().rstrip(".")) is not None


def read_contact(text: str) -> ContactDetails:
    """The e-mail address, the telephone number or both in what a person wrote.

    Raises :class:`WrongContactError` for the first of them that is not right.
    """
    text = with_signs(text)
    emails = _EMAIL_IN_TEXT.findall(text)
    rest = _EMAIL_IN_TEXT.sub(" ", text)
    phones = _PHONE_IN_TEXT.findall(rest)
    if emails and phones:
        return ContactDetails(normal_email(emails[0]), normal_phone(phones[0]))
    if "@" in text:
        return ContactDetails(email=normal_email(emails[0] if len(emails) == 1 else text))
    if phones:
        return ContactDetails(phone=normal_phone(phones[0]))
    return ContactDetails(phone=normal_phone(text))


def has_contact(text: str) -> bool:
    """Whether an e-mail address or a telephone number stands in a message."""
    return bool(_ADDRESS.search(with_signs(text)) or _UK_NUMBER.search(text))


def with_signs(text: str) -> str:
    """The text with "jo at school dot example" and "jo(at)school.example" written as addresses."""
    text = _BRACKETED.sub("@", text)
    return _SPELT_OUT.sub(lambda found: f"{found[1]}@{_DOT.sub('.', found[2])}", text)


def without_contact(text: str, leads: str) -> str:
    """The text with each of them, and what the pattern `leads` finds before it, made a comma."""
    if not has_contact(text):
        return text
    marked = _UK_NUMBER.sub(_MARK, _ADDRESS.sub(_MARK, with_signs(text)))
    return re.sub(rf"(?:{leads})?\s*{_MARK}", ", ", marked, flags=re.IGNORECASE)


def normal_email(text: str) -> str:
    """The address without what surrounds it, its domain in lower case.

    Raises :class:`WrongContactError`. Whether somebody reads it, only a mail can tell.
    """
    address = text.removeprefix("mailto:").strip(_WRAPPING)
    if not address:
        raise WrongContactError("empty")
    if address.count("@") != 1:
        raise WrongContactError("two_ats" if "@" in address else "no_at")
    if re.search(r"\s", address):
        raise WrongContactError("spaces")
    local, _, domain = address.rpartition("@")
    _check_email(local, domain)
    return f"{local}@{domain.lower()}"


def normal_phone(text: str) -> str:
    """A UK number as it is written in the United Kingdom, such as "01622 694999".

    +44, 0044, brackets, dots and hyphens are understood. Raises :class:`WrongContactError`.
    """
    digits = _national_digits(text.strip(_WRAPPING.replace("(", "")))
    if not digits.startswith("0") or digits.startswith("00"):
        raise WrongContactError("not_uk")
    national = digits[1:]
    if national.startswith("9"):
        raise WrongContactError("premium")
    for beginning, lengths, spaces in _PLAN:
        if re.match(beginning, national):
            _check_length(national, lengths)
            return _spaced(digits, spaces)
    raise WrongContactError("number")


def _check_email(local: str, domain: str) -> None:
    labels = domain.split(".")
    if not local:
        raise WrongContactError("no_name")
    if len(labels) < 2 or not labels[-1]:
        raise WrongContactError("no_domain")
    if len(local) > LONGEST_LOCAL or len(local) + 1 + len(domain) > LONGEST_EMAIL:
        raise WrongContactError("email_long")
    if not _LOCAL.fullmatch(local) or not all(_LABEL.fullmatch(label) for label in labels):
        raise WrongContactError("characters")
    if not re.fullmatch(r"[A-Za-z]{2,}|xn--[A-Za-z0-9-]+", labels[-1], re.IGNORECASE):
        raise WrongContactError("no_domain")


def _national_digits(text: str) -> str:
    """All digits, a UK country code turned into 0."""
    bare = re.sub(r"[\s().\-‐-―/]", "", text)
    bare = re.sub(r"^(?:\+44|0044|44(?=[1-9]\d{9}$))0?", "0", bare)
    if not re.search(r"\d", bare):
        raise WrongContactError("no_digits" if bare else "empty")
    if bare.startswith("+"):
        raise WrongContactError("not_uk")
    if not bare.isascii() or not bare.isdigit():
        raise WrongContactError("letters")
    return bare


def _check_length(national: str, lengths: tuple[int, ...]) -> None:
    if len(national) < min(lengths):
        raise WrongContactError("too_short")
    if len(national) > max(lengths):
        raise WrongContactError("too_long")
    if len(national) not in lengths:
        raise WrongContactError("number")


def _spaced(digits: str, spaces: tuple[int, ...]) -> str:
    """The digits with a space after each of the places, which are counted without the 0."""
    places = [0, *(place + 1 for place in spaces), len(digits)]
    return " ".join(digits[start:end] for start, end in pairwise(places))
