"""Two people at once: one is first, the other hears so, and nothing is lost or done twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest

from bot.enquiries import MoveRefusedError
from bot.routing import Owner, Reason, Routed
from bot.store import accounts, audit, desk, enquiries, queries, staffing
from bot.store.accounts import AddressTakenError, NoAccountError
from bot.store.staffing import NoAbsenceError
from tests.support.enquirers import DUE, NOW, TODAY, advisor, leave

ROUNDS = 8


def both(store, first, second):
    """What two works give that begin together, each in its own transaction: result or error."""
    barrier = Barrier(2)

    def run(work):
        barrier.wait()
        try:
            return store.write_now(work)
        except (ValueError, LookupError, MoveRefusedError) as error:
            return error

    with ThreadPoolExecutor(2) as threads:
        return [outcome.result() for outcome in [threads.submit(run, w) for w in (first, second)]]


def errors(outcomes):
    """The errors among what was given."""
    return [one for one in outcomes if isinstance(one, Exception)]


def test_two_invitations_of_one_address_make_one_account(store):
    """The second is told that there is one, on PostgreSQL too, where nothing made it wait."""

    def invite(session):
        return accounts.create_account(
            session,
            "Sam@desk.example",
            name="Sam Rush",
            role="advisor",
            area=None,
            invitation_hash=None,
            invitation_until=NOW,
            now=NOW,
        )

    outcomes = both(store, invite, invite)
    (error,) = errors(outcomes)
    assert isinstance(error, AddressTakenError)
    assert len(store.read_now(accounts.accounts)) == 1


def test_an_invitation_sets_one_password(store):
    """Whoever uses the same link at the same moment is told that it has ended."""
    number = advisor(store).id

    def use(session):
        account = accounts.account_by_invitation(session, "hash of Ash Reed", NOW, to_change=True)
        return accounts.set_password(session, account.id, "hash")

    outcomes = both(store, use, use)
    (error,) = errors(outcomes)
    assert isinstance(error, NoAccountError)
    assert store.read_now(accounts.find_account, number).password_hash == "hash"


ROUTED = Routed(Owner(None, "East", "east@advisors.example"), Reason("area"), area="east")
MOVES = {
    "claim": lambda s, who, ref: desk.claim(s, who, ref, 1, now=NOW),
    "reply": lambda s, who, ref: desk.reply(
        s, who, ref, 1, text=f"From {who.name}.", key=f"{ref} {who.id}", now=NOW
    ),
    "close": lambda s, who, ref: desk.close(s, who, ref, 1, now=NOW, reason="by phone"),
    "reassign": lambda s, who, ref: desk.reassign(
        s, who, ref, 1, routed=ROUTED, reason="East's school", now=NOW
    ),
}


@pytest.mark.parametrize("second", MOVES)
@pytest.mark.parametrize("first", MOVES)
def test_of_two_moves_at_once_one_is_made(store, first, second):
    """Whoever is second is told that it has changed, and nothing of theirs is half done."""
    ash, bo = advisor(store, "Ash Reed"), advisor(store, "Bo Fern")
    for _ in range(ROUNDS):
        reference = leave(store).reference
        outcomes = both(
            store,
            partial(MOVES[first], who=ash, ref=reference),
            partial(MOVES[second], who=bo, ref=reference),
        )
        (refused,) = errors(outcomes)
        assert refused.why == "changed"
        enquiry = store.read_now(queries.whole, reference)
        assert enquiry.version == 2
        changes = [row.action for row in store.read_now(queries.history, enquiry.id)]
        assert len(changes) == 2
        assert len(enquiry.messages) <= 2
    assert store.read_now(audit.verify, audit.signer(b"key")).ok


def test_one_reply_sent_twice_at_once_is_one(store):
    """A double click on a slow line."""
    ash, reference = advisor(store), leave(store).reference

    def reply(session):
        return desk.reply(session, ash, reference, 1, text="On Monday.", key="one", now=NOW)

    assert errors(both(store, reply, reply)) == []
    enquiry = store.read_now(queries.whole, reference)
    assert [one.kind for one in enquiry.messages] == ["asker", "reply"]
    assert [one.kind for one in enquiry.mails] == ["received", "new", "replied"]


def test_what_was_read_before_the_lock_does_not_count(store):
    """Somebody replies between the look and the lock: the lock sees the reply."""
    ash, reference = advisor(store), leave(store).reference
    if store.engine.dialect.name == "sqlite":
        # There a writer is alone from its first look on.
        return

    def look_and_lock(session):
        assert queries.find(session, reference).version == 1
        store.write_now(desk.claim, ash, reference, 1, now=NOW)
        return queries.find_to_change(session, reference).version

    assert store.write_now(look_and_lock) == 2


def test_an_asker_who_writes_while_it_is_closed_opens_it_again(store):
    """Or is before the closing, which then has not seen it: either way somebody reads it."""
    ash = advisor(store)
    given = {"text": "One more thing.", "due_at": DUE, "now": NOW, "today": TODAY}
    for number in range(ROUNDS):
        reference = leave(store).reference
        outcomes = both(
            store,
            partial(MOVES["close"], who=ash, ref=reference),
            partial(enquiries.write, reference=reference, key=f"again {number}", **given),
        )
        enquiry = store.read_now(queries.whole, reference)
        assert "One more thing." in [one.text for one in enquiry.messages]
        assert enquiry.status == ("received" if errors(outcomes) else "reopened")


def test_the_desk_s_settings_are_changed_and_ended_once(store):
    """The duty queue is the later one's; an absence that is ended twice was ended."""
    ash = advisor(store)
    outcomes = both(
        store,
        lambda session: staffing.set_duty(session, [ash.id]),
        lambda session: staffing.set_duty(session, []),
    )
    assert outcomes == [None, None]
    day = TODAY + timedelta(days=1)
    absence = store.write_now(staffing.add_absence, ash.id, TODAY, day, None)
    outcomes = both(
        store,
        lambda session: staffing.end_absence(session, absence.id),
        lambda session: staffing.end_absence(session, absence.id),
    )
    (error,) = errors(outcomes)
    assert isinstance(error, NoAbsenceError)
    assert store.read_now(staffing.absences) == []
