"""The enquiries as the chat leaves them and asks after them, kept in the store."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.enquiries import CopiedTurn, NewEnquiry
from bot.enquiry_book import FoundSchool, NotSavedError, Progress, Receipt
from bot.enquiry_draft import Draft
from bot.enquiry_links import token_of
from bot.knowledge import Knowledge
from bot.references import prefix_of
from bot.routing import OutOfCounty, Reason, Routed, WhichDistrict, route
from bot.settings import Settings
from bot.store.database import Store, StoreError
from bot.store.enquiries import create_enquiry
from bot.store.enquiry_tables import Enquiry
from bot.store.queries import NoEnquiryError, of_conversation, whole
from bot.store.schools import search_schools
from bot.store.staffing import staffing
from bot.topics import topic_of
from bot.web.links import public_address
from bot.web.transcripts import Turn
from bot.working_time import due_at

# Of RapidFuzz's 0 to 100: below it a school's name only resembles what an organisation is called.
LEAST_LIKE = 86.0


@dataclass(frozen=True)
class ChatEnquiries:
    """Implements :class:`bot.enquiry_book.EnquiryBook`.

    `turns` are what was said in a conversation; `wake` tells the outbox that mail is queued.
    """

    store: Store
    settings: Settings
    knowledge: Callable[[], Knowledge]
    now: Callable[[], datetime]
    turns: Callable[[str], Awaitable[Iterable[Turn]]]
    link_key: bytes
    wake: Callable[[], None]

    async def schools(self, text: str) -> Sequence[FoundSchool]:
        """The schools that may be meant; none where the register cannot be read."""
        try:
            found = await self.store.read(search_schools, text, self.knowledge().county)
        except StoreError:
            return ()
        likely = [one for one in found if one.is_sure or one.score >= LEAST_LIKE]
        return tuple(FoundSchool(one.school, one.is_sure) for one in likely)

    async def leave(self, draft: Draft, conversation: str) -> Receipt | OutOfCounty:
        """Keep the enquiry with its mails in one transaction, once for its key."""
        turns = tuple(await self.turns(conversation)) if draft.with_conversation else ()
        try:
            kept = await self.store.write(self._leave, draft, conversation, turns)
        except StoreError as error:
            raise NotSavedError from error
        if isinstance(kept, OutOfCounty):
            return kept
        self.wake()
        return self._receipt(kept)

    async def progress(self, reference: str, conversation: str) -> Progress | None:
        """How far it is; the replies only where this conversation left it."""
        try:
            found = await self.store.read(whole, reference)
        except NoEnquiryError:
            return None
        except StoreError as error:
            raise NotSavedError from error
        return self._progress(found, is_own=found.conversation == conversation)

    async def left_in(self, conversation: str) -> Sequence[Progress]:
        """The enquiries of a conversation, newest first."""
        try:
            found = await self.store.read(of_conversation, conversation)
        except StoreError as error:
            raise NotSavedError from error
        return tuple(self._progress(one, is_own=True) for one in found)

    def _leave(
        self, session: Session, draft: Draft, conversation: str, turns: Sequence[Turn]
    ) -> Enquiry | OutOfCounty:
        now, knowledge = self.now(), self.knowledge()
        routed = self._route(session, draft, knowledge)
        if isinstance(routed, OutOfCounty):
            return routed
        topic = topic_of(draft.question, knowledge)
        new = replace(_new_enquiry(draft, routed, conversation, turns), topic=topic)
        due = due_at(now, self.settings.reply_hours, self.settings.working_week)
        prefix = prefix_of(knowledge)
        return create_enquiry(session, new, prefix=prefix, due_at=due, now=now).enquiry

    def _route(self, session: Session, draft: Draft, knowledge: Knowledge) -> Routed | OutOfCounty:
        """Whose it is today, with who is away; what fits nothing any more is for who is on duty."""
        where = (draft.spot.school or draft.spot.id) if draft.spot else None
        today = self._local(self.now()).date()
        found = route(knowledge, where, staffing(session), today)
        if isinstance(found, WhichDistrict):
            found = route(knowledge, found.districts[0].id, staffing(session), today)
        assert not isinstance(found, WhichDistrict)  # noqa: S101 - a district is in one area
        return found

    def _receipt(self, enquiry: Enquiry) -> Receipt:
        return Receipt(
            reference=enquiry.reference,
            owner=enquiry.owner_name,
            reason=Reason(**enquiry.reason),
            due_at=self._local(enquiry.due_at),
            kept_days=self.settings.enquiry_days,
            link=self._link(enquiry),
        )

    def _link(self, enquiry: Enquiry) -> str:
        token = token_of(self.link_key, enquiry.reference)
        return f"{public_address(self.settings)}/enquiries/{token}"

    def _progress(self, enquiry: Enquiry, *, is_own: bool) -> Progress:
        told = Progress(
            enquiry.reference,
            enquiry.status,
            self._local(enquiry.received_at),
            self._local(enquiry.due_at),
        )
        replies = tuple(one.text for one in enquiry.messages if one.kind == "reply")
        own = replace(told, is_own=True, replies=replies, link=self._link(enquiry))
        return own if is_own else told

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.settings.working_week.zone))


def _new_enquiry(
    draft: Draft, routed: Routed, conversation: str, turns: Sequence[Turn]
) -> NewEnquiry:
    return NewEnquiry(
        key=f"chat {conversation} {draft.key}",
        name=draft.asker,
        role=draft.role,
        setting=draft.setting,
        place=draft.given("place"),
        question=draft.question,
        route=routed,
        email=draft.contact.email,
        phone=draft.contact.phone,
        conversation=conversation,
        turns=tuple(_copied(turns)),
    )


def _copied(turns: Iterable[Turn]) -> Iterable[CopiedTurn]:
    """What was asked and answered before; what was said to the form stands in the enquiry."""
    for turn in turns:
        if turn.reply and all(message.outcome != "enquiry" for message in turn.reply):
            yield CopiedTurn(turn.said, "\n\n".join(one.text for one in turn.reply), turn.at)
