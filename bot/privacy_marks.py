"""Accounts of the internet and registrations of vehicles by which a person can be known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.privacy import Detail

# How the Driver and Vehicle Licensing Agency writes them (INF104): current, prefix, suffix.
_CURRENT = r"[A-Z]{2} ?\d{2} ?[A-Z]{3}"
_PLATE = re.compile(rf"\b{_CURRENT}\b")
_SMALL_PLATE = re.compile(r"[a-z]{2}\d{2} ?[a-z]{3}")
_CUED_PLATE = re.compile(
    rf"\b(?:{_CURRENT}|[A-Z]\d{{1,3}} ?[A-Z]{{3}}|[A-Z]{{3}} ?\d{{1,3}} ?[A-Z]?)\b", re.IGNORECASE
)
_VEHICLE = re.compile(
    r"\b(?:regs?|registration|registered|number ?plates?|plates?|vrm|vrn|index|pnc|anpr|dvla"
    r"|keeper|insured)\b",
    re.IGNORECASE,
)
_DRIVEN = re.compile(
    r"\b(?:car|van|vehicle|taxi|motorbike|moped|scooter|lorry|minibus|drives?|drove|driving|parked"
    r"|corsa|golf|fiesta|focus|audi|bmw|astra|transit|mercedes|merc|clio|polo|range rover|kia|ford"
    r"|vauxhall|skoda|nissan|toyota|honda|renault|peugeot|citroen|hyundai|seat|mini|saloon|estate"
    r"|hatchback|people carrier|jeep|landrover|land rover|volvo|tesla|motor|quad ?bike|ebike|lift"
    r"|driven|driver|vehicles|cars|vans)\b",
    re.IGNORECASE,
)
_SAID_PLATE = re.compile(
    r"(?<!ofsted )(?<!ofsted ey )(?<!charity )(?<!company )"
    r"\b(?:reg(?:istration)?|(?:number ?)?plates?|vrm)"
    r"(?: (?:is|no\.?|number|of))*[ :.]{1,2}"
    r"((?-i:(?=[A-Z ]{0,7}\d)[A-Z\d]{2,4} ?[A-Z\d]{2,4}\b)"
    r"|[A-Z]{1,3} ?\d{1,4} ?[A-Z]{0,3}\b|[A-Z]{1,2}\d{1,2} ?[A-Z]{1,3}\b)",
    re.IGNORECASE,
)
# A registration stands within so many characters of the word that says what it is.
_PLATE_REACH = 40

_HANDLE = re.compile(r"(?<![\w.@])@[\w.]{3,30}(?<!\.)(?!@)")
_TAGGED = re.compile(r"(?<![\w#])[\w.]{3,30}#\d{3,5}\b")
_PROFILE = re.compile(
    r"\b(?:facebook|fb|instagram|tiktok|snapchat|twitter|x|twitch|reddit|youtube|t|linkedin|wa"
    r"|roblox|steamcommunity|discord|threads|pinterest|vk|ok|paypal|linktr)"
    r"\.(?:com|me|tv|gg|net|ru|ee)/(?:[\w@.+-]+/)*[\w@.+-]*\w",
    re.IGNORECASE,
)
_PLATFORM = (
    r"insta(?:gram)?|snap ?chat|snap|tik ?tok|discord|roblox|xbox(?: live)?|psn|playstation|steam"
    r"|twitch|twitter|facebook|fb|whats ?app|kik|telegram|fortnite|minecraft|you ?tube|reddit"
    r"|be ?real|yubo|wizz|vinted|messenger|onlyfans|gamer ?tag|screen ?name|user ?name|user ?id"
    r"|user|handle|log ?in name|profile|online name|account"
)
_SMALL = (
    r"is|are|was|as|name|names|named|called|account|handle|user|id|tag|on|under|apparently|goes|by"
    r"|his|her|their|s|it|its|it['’]s|of|to|add|me|him|the|a|from"
)
_BETWEEN = rf"(?:(?:['’]?(?:{_SMALL})\b(?![.\w-])|[,:=-]) ?){{0,6}}"
_WORD = r"[\w.-]{4,40}(?<![.-])"
_ACCOUNTS = (
    re.compile(rf"\b(?:{_PLATFORM})\b ?{_BETWEEN}[\"“'‘]?({_WORD})", re.IGNORECASE),
    re.compile(
        rf"(?<![\w.@/-])({_WORD})[\"”'’]?,? (?:on|via|is (?:his|her|their|the)|from|\()"
        rf" ?(?:{_PLATFORM})\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:posts?|goes|plays?|streams?|chats?|games?|messag\w{1,5}|add(?:s|ed)?)"
        rf" (?:as|by|under|from) [\"“'‘]?({_WORD})",
        re.IGNORECASE,
    ),
)
_ON_A_PLATFORM = re.compile(rf"\b(?:{_PLATFORM})\b", re.IGNORECASE)
_ANY_WORD = re.compile(rf"(?<![\w.@/-]){_WORD}(?![\w@/-])")
# Letters with digits, signs within, or the crosses that players like.
_ODD = re.compile(
    r"(?=.*[A-Za-z])(?:.*(?:[A-Za-z_][._-]?\d|\d[A-Za-z_]|_|\w\.\w).*|xx\w+xx)", re.IGNORECASE
)
_UNDERSCORED = re.compile(r"(?<![\w.@/-])[A-Za-z\d.]{0,30}_[\w.]{0,30}\w(?![\w/@-])")
# Classes and ages, web addresses and files are odd as well.
_NO_ACCOUNT = re.compile(
    r"\d+\w{1,5}|[a-z]{1,3}\d{1,3}|.*\.(?:uk|com|org|net|gov|docx?|pdf|xlsx?|pptx?|jpe?g|png|csv)"
    r"|(?:e\.g|i\.e|a\.m|p\.m|d\.o\.b|u\.k)\.?",
    re.IGNORECASE,
)


def plates(text: str) -> Iterator[Detail]:
    """Registrations of vehicles; rarer forms only beside a word that says what they are."""
    for match in _PLATE.finditer(text):
        yield Detail(*match.span(), "vehicle")
    for match in _SAID_PLATE.finditer(text):
        yield Detail(*match.span(1), "vehicle")
    if not _VEHICLE.search(text) and not _DRIVEN.search(text):
        return
    for match in _CUED_PLATE.finditer(text):
        near = text[max(0, match.start() - _PLATE_REACH) : match.end() + _PLATE_REACH]
        is_plate = match.group().isupper() or _SMALL_PLATE.fullmatch(match.group())
        driven = is_plate and _DRIVEN.search(near)
        if re.search(r"\d", match.group()) and (driven or _VEHICLE.search(near)):
            yield Detail(*match.span(), "vehicle")


def accounts(text: str, *, personal: bool) -> Iterator[Detail]:
    """Names of accounts; `personal` says that the message tells of a child or family."""
    for match in _PROFILE.finditer(text):
        yield Detail(*match.span(), "account")
    for pattern in (_TAGGED, _HANDLE, _UNDERSCORED):
        for match in pattern.finditer(text):
            is_odd = personal or pattern is not _HANDLE or _ODD.fullmatch(match.group())
            if is_odd and not _NO_ACCOUNT.fullmatch(match.group()):
                yield Detail(*match.span(), "account")
    if personal and _ON_A_PLATFORM.search(text):
        for match in _ANY_WORD.finditer(text):
            if _ODD.fullmatch(match.group()) and not _NO_ACCOUNT.fullmatch(match.group()):
                yield Detail(*match.span(), "account")
    for match in (found for pattern in _ACCOUNTS for found in pattern.finditer(text)):
        if _ODD.fullmatch(match.group(1)) and not _NO_ACCOUNT.fullmatch(match.group(1)):
            yield Detail(*match.span(1), "account")
