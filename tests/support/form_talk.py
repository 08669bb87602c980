"""Speaks to the enquiry form without Rasa: what is understood of a message is told by tables."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from pathlib import Path

from bot.answers.scope import Scope
from bot.context import Context
from bot.enquiry_book import FoundSchool, Receipt
from bot.enquiry_draft import Draft
from bot.enquiry_form import begin, step, submitted
from bot.enquiry_heard import Heard
from bot.enquiry_hearing import school_query
from bot.enquiry_turn import Stepped
from bot.enquiry_words import read_form_words
from bot.frames import read_frames
from bot.meaning import Certainty, Mention, Part, Reading
from bot.pack import load
from bot.reply import Reply
from bot.routing import Routed, School
from bot.text import fold, words_of

ROOT = Path(__file__).parents[2]
KNOWLEDGE = load(ROOT / "tests" / "packs" / "tarnshire")
FRAMES = read_frames(ROOT / "domain.yml")
WORDS = read_form_words(ROOT / "data" / "enquiry" / "words.yml")
TODAY = date(2026, 11, 23)
DUE = datetime(2026, 11, 25, 12, 0, tzinfo=timezone.utc)
REFERENCE = "TS-2222-2222"
# What the classifier makes of a message; all else it does not understand.
MEANT = {
    "i want to speak to my advisor": "person",
    "can i leave a question": "person",
    "yes": "affirm",
    "all good": "affirm",
    "which areas are there?": "list_areas",
    "who won the cup?": "outside_general",
    "is this confidential?": "privacy",
    "hello": "greet",
    "where is my enquiry?": "enquiry_status",
    "how long do we keep files?": "ask_practice",
    "please forget the whole thing now": "cancel",
}
NEARLY = {"crowthwate": "place-crowthwaite"}
SCHOOLS = (
    School(1, "Harbour Infant School", "TS5 1AA", "Ottermouth", "Tarnshire"),
    School(2, "St Agatha's School", "TS16 1AA", "Highmoor", "Tarnshire"),
    School(3, "St Agatha's School", "TS23 1AA", "Saltreach", "Tarnshire"),
    School(4, "Riverside Academy", "EL4 1AA", "Ellermoor", "Ellermoor"),
)


@dataclass
class Talk:
    """One conversation: what was said last, and the draft with the context after it."""

    context: Context = field(default_factory=Context)
    draft: Draft | None = None
    last: Stepped | None = None
    sent_with_conversation: bool = False

    def say(self, text: str) -> Reply:
        """The form's reply; the first message opens it, and what is wanted is done."""
        heard = heard_of(text)
        if self.draft is None:
            found = begin("key", heard, self.scope, WORDS)
        else:
            query = school_query(self.draft, text, WORDS)
            schools = found_schools(query) if query else ()
            heard = Heard(text, heard.parts, schools)
            found = step(self.draft, heard, self.scope, WORDS)
        if found.wants == "submit" and found.draft:
            self.sent_with_conversation = found.draft.with_conversation
            found = submitted(found.draft, receipt(found.draft), self.scope)
        self.last, self.draft, self.context = found, found.draft, found.context
        return found.reply

    @property
    def scope(self) -> Scope:
        """What the form may look at."""
        return Scope(KNOWLEDGE, FRAMES, TODAY, self.context)


def heard_of(text: str) -> Heard:
    """A message as one part."""
    said = text.strip().casefold()
    intent = MEANT.get(said)
    mentions = tuple(_mentions(text))
    left = " ".join(word.form for word in words_of(text))
    bare = bool(mentions) and left in {" ".join(w.form for w in words_of(m.said)) for m in mentions}
    reading = Reading(intent or ("inform_place" if bare else "gibberish"), 1.0 if intent else 0.3)
    similarity = 1.0 if intent else 0.3
    sure = bool(intent) or bare
    part = Part(text, reading, similarity, mentions, sure=sure, plain=said, bare=bare)
    return Heard(text, (part,))


def _mentions(text: str) -> list[Mention]:
    found: list[Mention] = []
    said = f" {' '.join(word.form for word in words_of(text))} "
    for near, record in NEARLY.items():
        if f" {near} " in said:
            found.append(_mention(near, (record,), "near"))
    for kind in ("place", "district", "area", "neighbour"):
        for name, ids in sorted(_names(kind).items(), key=lambda item: -len(item[0])):
            if f" {name} " in said:
                said = said.replace(f" {name} ", " … ")
                typed = re.search(re.escape(name), text, re.IGNORECASE)
                found.append(_mention(typed[0] if typed else name, tuple(ids), "exact"))
    return found


def _names(kind: str) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for one, record in KNOWLEDGE.records():
        if one != kind:
            continue
        for name in (record.name, *record.aliases, *getattr(record, "towns", ())):
            names.setdefault(" ".join(word.form for word in words_of(name)), []).append(record.id)
    return names


def _mention(said: str, ids: tuple[str, ...], certainty: Certainty) -> Mention:
    kind = KNOWLEDGE.kind_of(ids[0])
    return Mention(kind, ids[0], said, 0, len(said), certainty, ids[1:])


def found_schools(text: str) -> tuple[FoundSchool, ...]:
    """The schools whose name or postcode is in the text; sure where there is one."""
    said = fold(text)
    same = [one for one in SCHOOLS if fold(one.name) in said or fold(one.postcode) in said]
    return tuple(FoundSchool(one, is_sure=len(same) == 1) for one in same)


def receipt(draft: Draft) -> Receipt:
    """What whoever keeps enquiries would give for a draft."""
    assert draft.spot
    routed = draft.spot.route(KNOWLEDGE, TODAY)
    assert isinstance(routed, Routed)
    return Receipt(REFERENCE, routed.owner.name, routed.reason, DUE, 730, "http://x/enquiries/t")
