"""Addresses of homes, and postcodes in messages that tell of a person."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from bot.privacy import Detail, Published
from bot.privacy_words import privacy_words
from bot.text import words_of

# Royal Mail ends none in C, I, K, M, O or V; who copies or recalls one wrongly does.
_POSTCODE_TEXT = r"\b(?:[A-Z]{1,2}\d[A-Z\d]?[\s-]{0,2}\d[A-Z]{2}|GIR ?0AA)\b"
_POSTCODE = re.compile(_POSTCODE_TEXT, re.IGNORECASE)
_HOUSE = (
    r"house|hotel|hostel|inn|refuge|cottages?|lodge|farm|barn|oast|forge|bank|mill|flats?|hall"
    r"|mansions?|villas?|caravan|rectory|vicarage|granary|stables|gatehouse|croft|grange"
)
_TEN = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_COUNT = (
    rf"(?:{_TEN}(?:[- ]{_ONE})?|{_ONE}|ten|eleven|twelve|\w+teen"
    rf"|(?:a |{_ONE} )?hundred(?: and \w+)?)"
)
_CAPITAL = r"(?-i:[A-Z])[\w'’-]*"
_NAME = r"[^\W\d_][\w'’.-]*"
_NUMBER = r"(?:\d{1,3}[/-])?\d{1,4}[a-z]?,? "
_TOWN = rf"{_CAPITAL}(?: {_CAPITAL})?"
_POST = rf"(?:(?:,? {_TOWN}){{0,2}}?,? {_POSTCODE_TEXT}|(?:, {_TOWN}){{0,2}})"
_LIVE = (
    r"(?:lives?|living|lived|address(?:es)?|addr|staying|home|moved|moving|resides?|residing"
    r"|stays?|shares?|c/o|sleeping|placed|housed|tenant|resident|evicted|collected|dropped|flat|taken)"
)


_MY_OWN = re.compile(r"\bmy (?:own |home )?(?:post ?code|address)\b", re.IGNORECASE)
_HOMES = frozenset({"live", "home", "lads", "lodging", "dwelling"})


# A house known by its name alone: nobody lives "at" a town, or in one "with his gran".
_NAMED_HOME = re.compile(
    r"\b(?:(?:lives?|living|lived|stay(?:s|ing|ed)?|sleep(?:s|ing)|housed|placed|resid(?:es|ing))"
    r" (?:\w+ ){0,2}?at|(?:he|she|they)(?:['’]?s|['’]?re| is| are| was| were) at"
    r"(?=(?: \w+){1,3} with (?:his|her|their|a|foster)\b)|home is(?: called)?) "
    r"((?:[Tt]he )?[A-Z][\w'’-]*[a-z](?: [A-Z][\w'’-]*[a-z]){0,2})\b(?! (?:[a-z]+ )?"
    r"(?:school|nursery|primary|academy|college|hospital|surgery|centre|station|club|church))"
)
_NO_HOME = ("not_names", "institution", "offices", "places", "person", "job", "posts", "context")


def addresses(text: str, published: Published, forms: Collection[str]) -> Iterator[Detail]:
    """A house or flat with its street; a street or house alone where somebody lives.

    `forms` are the folded words of the text.
    """
    if _is_of_an_office(forms):
        return
    match = _numbered().search(text)
    while match:
        is_count = _is_time_or_count(match.group(1))
        if not is_count:
            yield Detail(*match.span(1), "address")
        match = _numbered().search(text, match.start() + 1 if is_count else match.end())
    lived = not _live_words().isdisjoint(forms)
    yield from _named_homes(text, published)
    for pattern in _living() if lived else ():
        for match in pattern.finditer(text):
            if tuple(word.form for word in words_of(match.group(1))) not in published.names:
                yield Detail(*match.span(1), "address")


def _named_homes(text: str, published: Published) -> Iterator[Detail]:
    words = privacy_words()
    for match in _NAMED_HOME.finditer(text):
        forms = [word.form for word in words_of(match.group(1)) if word.form != "the"]
        known = (
            tuple(forms) in published.names or form in published.person_words for form in forms
        )
        listed = (words.has(name, form) for name in _NO_HOME for form in forms)
        proper = (form in words.proper for form in forms)
        if forms and not any((*known, *listed, *proper)):
            yield Detail(*match.span(1), "address")


def postcodes(text: str, forms: Collection[str], *, personal: bool) -> Iterator[Detail]:
    """Full postcodes where a person is told of; `personal` says that another detail was found.

    `forms` are the folded words of the text.
    """
    personal = personal or not _home_words().isdisjoint(forms)
    personal = personal or _MY_OWN.search(text) is not None
    if personal and not _is_of_an_office(forms):
        for match in _POSTCODE.finditer(text):
            yield Detail(*match.span(), "postcode")


@cache
def _streets() -> str:
    return "|".join(sorted(privacy_words().lists["street"], key=len, reverse=True))


@cache
def _lesser_streets() -> str:
    """Ends of street names that are everyday words; they count only with a capital."""
    words = sorted(privacy_words().lists["lesser_streets"], key=len, reverse=True)
    return f"(?-i:{'|'.join(word.capitalize() for word in words)})"


@cache
def _numbered() -> re.Pattern[str]:
    """A number with a street, or a flat with its house."""
    streets = f"(?:{_streets()}|{_HOUSE})"
    flat = r"(?:flat|apartment|apt|unit|room|house|caravan|bungalow|plot|pitch|no\.?|number)"
    lodge = r"(?:[A-Z][\w'’-]* (?:lodge|house|court|cottage|farm),? )?"
    street = rf"(?:{_NAME} ){{1,3}}?{streets}\b(?: (?:{streets}|north|south|east|west)\b)?"
    home = rf"{flat} {_NUMBER}(?:{_NAME},? ){{1,3}}?{streets}\b(?:, {street})?"
    spelt = rf"(?:{flat} )?{_COUNT},? (?:{_CAPITAL} ){{1,3}}?{streets}\b"
    block = (
        rf"(?-i:[Ff]lat|[Aa]partment|[Aa]pt|[Pp]lot|[Pp]itch|[Bb]ungalow) {_NUMBER}{_TOWN}"
        rf"(?: {_CAPITAL})?|(?:caravan|pitch|plot) \d{{1,3}}[a-z]?\b"
        rf"|house (?:number|no\.?) ?\d{{1,4}}[a-z]?,? (?:The )?{_CAPITAL}"
    )
    lesser = rf"{lodge}{_NUMBER}(?:{_CAPITAL} ){{1,3}}?{_lesser_streets()}\b"
    turned = (
        rf"(?:{_CAPITAL} ){{1,3}}(?:{streets}|site),? (?:number|no\.?|plot|pitch|caravan|flat)"
        r" \d{1,4}[a-z]?\b"
    )
    placed = rf"(?:number|no\.?) \d{{1,4}}[a-z]? (?:in|on|of|at) (?:{_NAME} ){{1,3}}?{streets}\b"
    posted = rf"{_NUMBER}{_TOWN}(?: {_CAPITAL})?(?=(?:,? {_TOWN}){{0,2}},? {_POSTCODE_TEXT})"
    number = rf"(?:{flat} ?\d{{0,4}}[a-z]?,? )?{lodge}{_NUMBER}{street}"
    homes = (number, home, spelt, block, lesser, turned, placed, posted)
    return re.compile(
        rf"(?<![\d./-])\b((?:(?:rear|back|basement) of )?(?:{'|'.join(homes)}){_POST})",
        re.IGNORECASE,
    )


@cache
def _living() -> tuple[re.Pattern[str], ...]:
    """What stands after "lives at", "address:" and the like; a house's name with its street."""
    streets = f"(?:{_streets()}|{_HOUSE})"
    plain = (
        r"(?:road|rd|lane|avenue|ave|close|crescent|terrace|gardens|grove|drive|mews|street|way)"
    )
    before = rf"\b{_LIVE}\b[^.?!\n\d]{{0,30}}?(?: (?:at|to|is|off|on|in|from)|:) "
    capitals = rf"(?:{_CAPITAL},? ){{1,5}}?{streets}\b{_POST}"
    given = (
        rf"(?:{_NUMBER})?{capitals}|{_NUMBER}(?-i:The) {_CAPITAL}{_POST}"
        rf"|{_NUMBER}{_CAPITAL} {_CAPITAL}(?: {_CAPITAL})?{_POST}"
    )
    small = (
        rf"(?!(?:the|a|an|this|that|same|our|my|his|her|their|main|your)\b)[a-z'’]{{3,}} {plain}\b"
    )
    spelt = rf"(?:number )?{_COUNT},? (?:{_NAME} ){{1,3}}?{plain}\b"
    sources = (
        *_said_homes(plain),
        rf"{before}({given})",
        rf"{before}((?:{_CAPITAL} ){{1,2}}?{_lesser_streets()}\b{_POST})",
        (
            rf"\b(?:{_LIVE}|house|boat|barge|houseboat|cottage)\b[^.?!\n]{{0,20}}?"
            rf"(?: (?:called|named))? ['‘\"“]({_CAPITAL}(?: {_CAPITAL}){{0,2}})['’\"”]"
        ),
        rf"\b(?:home )?address:? (?:is )?({given})",
        (
            rf"\b(?:lives?|living|lived|staying|stays?) (?:\w+ ){{0,2}}?(?:at|on|off|in)"
            rf" ({spelt}|{small})"
        ),
        rf"\b(?:at|of|from) ({_TOWN}, (?:{_CAPITAL} ){{1,3}}?{streets}\b{_POST})",
        (
            rf"\b((?:(?-i:The) )?(?:{_CAPITAL} ){{1,2}}(?:{_HOUSE}|view), (?:{_CAPITAL} ){{1,2}}"
            rf"{plain}\b{_POST})"
        ),
    )
    return tuple(re.compile(source, re.IGNORECASE) for source in sources)


def _said_homes(plain: str) -> tuple[str, ...]:
    """A house or boat whose name is said; `plain` are the ends of streets."""
    named = rf"{_CAPITAL}(?: {_CAPITAL})?"
    return (
        rf"\b(?:house|cottage|bungalow|boat) (?:called|named) ({named})",
        (
            rf"\b(?:house|cottage|bungalow|farm) is (?:the )?({named}(?:, {_CAPITAL} {plain})?)\b"
            r"(?=[,.;]| in\b| near\b|$)"
        ),
        rf"\b(?:(?:narrow|house)? ?boat|barge|yacht) ({named}(?:, {_CAPITAL} {_CAPITAL})?)",
    )


def _is_time_or_count(address: str) -> bool:
    """Whether a number counts things, as in "3 children live in the house", and names no place."""
    address = re.sub(r"^\w+ of ", "", address)
    if re.match(r"n(?:umber|o\.?) ?\d", address, re.IGNORECASE):
        return False
    small = (word.form for word in words_of(address) if address[word.start].islower())
    forms = set(small)
    return not forms.isdisjoint(privacy_words().lists["no_address"])


def _is_of_an_office(forms: Collection[str]) -> bool:
    """Whether a message tells of a school or an office, and of no person who could live there."""
    return not privacy_words().lists["offices"].isdisjoint(forms) and _dweller_words().isdisjoint(
        forms
    )


@cache
def _dweller_words() -> frozenset[str]:
    lists = privacy_words().lists
    return lists["person"] | lists["dwellers"]


@cache
def _live_words() -> frozenset[str]:
    return _dweller_words() | privacy_words().lists["context"]


@cache
def _home_words() -> frozenset[str]:
    return privacy_words().lists["context"] | _HOMES
