"""Enquiries kept in memory, with a small register of schools, for tests of the dialogue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone

from bot.enquiry_book import FoundSchool, NotSavedError, Progress, Receipt
from bot.enquiry_draft import Draft
from bot.knowledge import Knowledge
from bot.references import new_reference, prefix_of
from bot.routing import OutOfCounty, Routed, School
from bot.text import fold

RECEIVED = datetime(2026, 11, 23, 9, 0, tzinfo=timezone.utc)
DUE = RECEIVED + timedelta(days=2)
SCHOOLS = (
    School(100001, "Harbour Infant School", "CT5 1AA", "Canterbury", "Kent"),
    School(100002, "St Agatha's Primary School", "CT16 1AA", "Dover", "Kent"),
    School(100003, "St Agatha's Primary School", "TN23 1AA", "Ashford", "Kent"),
    School(100004, "Riverside Academy", "ME4 1AA", "Medway", "Medway"),
)


@dataclass
class BookInMemory:
    """Implements :class:`bot.enquiry_book.EnquiryBook`; `is_away` makes it fail."""

    knowledge: Callable[[], Knowledge]
    is_away: bool = False
    left: dict[str, tuple[Draft, str, str]] = field(default_factory=dict)
    replies: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def schools(self, text: str) -> Sequence[FoundSchool]:
        """The schools whose name or postcode the text is."""
        return found_schools(text)

    async def leave(self, draft: Draft, conversation: str) -> Receipt | OutOfCounty:
        """Keep it once for its key."""
        if self.is_away:
            raise NotSavedError
        prefix = prefix_of(self.knowledge())
        drawn = iter(
            f"{len(self.left) + 2:07}".replace("0", "2").replace("1", "3").replace("5", "4")
        )
        reference = new_reference(prefix, lambda _: next(drawn))
        _, _, reference = self.left.setdefault(draft.key, (draft, conversation, reference))
        assert draft.spot
        routed = draft.spot.route(self.knowledge(), date(2026, 11, 23))
        if not isinstance(routed, Routed):
            assert isinstance(routed, OutOfCounty)
            return routed
        return Receipt(
            reference, routed.owner.name, routed.reason, DUE, 730, "http://x/enquiries/t"
        )

    async def progress(self, reference: str, conversation: str) -> Progress | None:
        """By reference; replies only to the conversation that left it."""
        if self.is_away:
            raise NotSavedError
        for _, left_in, known in self.left.values():
            if known == reference:
                return self._progress(known, is_own=left_in == conversation)
        return None

    async def left_in(self, conversation: str) -> Sequence[Progress]:
        """Those of the conversation."""
        if self.is_away:
            raise NotSavedError
        own = [known for _, left_in, known in self.left.values() if left_in == conversation]
        return [self._progress(known, is_own=True) for known in reversed(own)]

    def _progress(self, reference: str, *, is_own: bool) -> Progress:
        replies = self.replies.get(reference, ())
        status = "replied" if replies else "received"
        link = "http://x/enquiries/t" if is_own else ""
        return Progress(reference, status, RECEIVED, DUE, is_own, replies if is_own else (), link)


def found_schools(text: str) -> tuple[FoundSchool, ...]:
    """The schools of :data:`SCHOOLS` that a name or a postcode may mean."""
    said = fold(text).strip()
    same = [s for s in SCHOOLS if fold(s.name) in said or fold(s.postcode) in said]
    return tuple(FoundSchool(school, is_sure=len(same) == 1) for school in same)
