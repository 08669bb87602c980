"""An enquiry while it is being left in the chat: what was given so far, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from bot.contact_details import ContactDetails
from bot.enquiry_words import FIELDS, ContactKind, Field
from bot.knowledge import Knowledge
from bot.routing import OutOfCounty, Route, Routed, School, Staffing, route


@dataclass(frozen=True)
class Spot:
    """Where the setting is: a record of the pack, a school, or words that name neither."""

    said: str
    id: str | None = None
    school: School | None = None

    def route(self, knowledge: Knowledge, today: date) -> Route:
        """Whose it is; who is away counts only when the enquiry is sent."""
        return route(knowledge, self.school or self.id, Staffing(), today)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Spot:
        """The spot that a tracker's slot holds."""
        school = values.get("school")
        return cls(values["said"], values.get("id"), school and School(**school))


@dataclass(frozen=True)
class Draft:
    """What was given; empty where nothing was.

    `key` makes a repeated sending one enquiry. `changing` is a field that is asked again,
    `wrong` the contact detail that is not to be kept; `options` are the spots that are asked
    about; `held` is a question that was answered and may be passed on all the same, or a place
    that nobody knows; `misses` counts those in a row; a `paused` form takes no values; `offered`
    are choices of the answer given aside just now; `declined` are fields left blank on purpose.
    """

    key: str
    question: str = ""
    name: str = ""
    role: str = ""
    setting: str = ""
    spot: Spot | None = None
    contact: ContactDetails = field(default_factory=ContactDetails)
    with_conversation: bool = False
    changing: Field | None = None
    wrong: ContactKind | None = None
    options: tuple[Spot, ...] = ()
    held: str = ""
    misses: int = 0
    paused: bool = False
    offered: tuple[str, ...] = ()
    declined: tuple[Field, ...] = ()

    def given(self, field: Field) -> str:
        """What was given for a field, as words; empty where nothing was."""
        if field == "place":
            return self.spot.said if self.spot else ""
        if field == "contact":
            return ", ".join(one for one in (self.contact.email, self.contact.phone) if one)
        return str(getattr(self, field))

    @property
    def values(self) -> dict[Field, str]:
        """Everything that was given, as words."""
        return {field: self.given(field) for field in FIELDS if self.given(field)}

    @property
    def asker(self) -> str:
        """Who asks: the name, or the role where the name was left out."""
        return self.name or self.role

    @property
    def asked(self) -> Field | None:
        """The field that is asked now; None when all is given."""
        if self.changing:
            return self.changing
        missing = (one for one in FIELDS if not self.given(one) and one not in self.declined)
        return next(missing, None)

    @property
    def before(self) -> Field | None:
        """The last field given before the one that is asked, for going back."""
        asked = self.asked
        earlier = FIELDS[: FIELDS.index(asked)] if asked else FIELDS
        return next((field for field in reversed(earlier) if self.given(field)), None)

    def change(self, field: Field, kind: ContactKind | None = None) -> Draft:
        """With a field asked again; what was given stays until something else is.

        Whoever goes on from a question that was answered to another field wants it passed on.
        """
        is_left = self.held and self.asked == "question" and field != "question"
        kept = self.settled(question=self.held) if is_left else self
        return replace(kept, changing=field, wrong=kind, options=(), held="", misses=0)

    def settled(self, **values: Any) -> Draft:
        """With values given, and on to what is asked next."""
        fields = _fields_of(values)
        asked_again = None if self.changing in fields else self.changing
        declined = tuple(one for one in self.declined if one not in fields)
        return replace(
            self,
            **values,
            declined=declined,
            changing=asked_again,
            wrong=None,
            options=(),
            held="",
            misses=0,
        )

    def left_blank(self, field: Field, words: str) -> Draft:
        """With a field that its person will not give; `words` stand where something must."""
        blank = {"name": "", "role": words, "setting": words, "spot": Spot(words)}
        key = "spot" if field == "place" else field
        left = self.settled(**{key: blank[key]})
        return replace(left, declined=(*left.declined, field))

    def missed(self) -> Draft:
        """After a place that nobody knows."""
        return replace(self, misses=self.misses + 1)

    def with_contact(self, details: ContactDetails) -> Draft:
        """With contact details: they replace those of their kind, and the one that was wrong.

        When the contact as a whole is asked again, they replace all of it.
        """
        old = self.contact
        if self.changing == "contact" and self.wrong is None:
            old = ContactDetails()
        old = ContactDetails(
            email=None if self.wrong == "email" else old.email,
            phone=None if self.wrong == "phone" else old.phone,
        )
        merged = ContactDetails(details.email or old.email, details.phone or old.phone)
        return self.settled(contact=merged)

    def as_json(self) -> dict[str, Any]:
        """Plain JSON values for the tracker's slot."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Draft:
        """The draft that :meth:`as_json` wrote."""
        spot = values["spot"]
        given = {
            **values,
            "spot": spot and Spot.from_json(spot),
            "contact": ContactDetails(**values["contact"]),
            "offered": tuple(values["offered"]),
            "declined": tuple(values["declined"]),
            "options": tuple(Spot.from_json(one) for one in values["options"]),
        }
        return cls(**given)


def _fields_of(values: Mapping[str, Any]) -> set[str]:
    return {"place" if name == "spot" else name for name in values}


def is_covered(spot: Spot, knowledge: Knowledge, today: date) -> bool:
    """Whether the spot is known and leads to one owner."""
    known = spot.school is not None or (spot.id is not None and knowledge.holds(spot.id))
    return known and isinstance(spot.route(knowledge, today), Routed)


def is_elsewhere(spot: Spot, knowledge: Knowledge, today: date) -> OutOfCounty | None:
    """The other authority that the spot belongs to, or None."""
    found = spot.route(knowledge, today)
    return found if isinstance(found, OutOfCounty) else None
