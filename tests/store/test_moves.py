"""What advisors do on the desk: moves, versions, mails, and two people at the same time."""

import threading
from datetime import timedelta

import pytest

from bot.enquiries import MoveRefusedError
from bot.routing import Owner, Reason, Routed
from bot.store import desk, enquiries, queries, staffing
from tests.support.enquirers import DUE, NOW, TODAY, advisor, leave


def kinds_of_mail(store, reference):
    """The kinds of the mails queued so far, in their order."""
    return [mail.kind for mail in store.read_now(queries.whole, reference).mails]


def answered(store, actor):
    """An enquiry that was claimed and has its reply."""
    enquiry = leave(store)
    enquiry = store.write_now(desk.claim, actor, enquiry.reference, 1, now=NOW)
    return store.write_now(
        desk.reply, actor, enquiry.reference, 2, text="On Monday.", key="form 1", now=NOW
    )


def write_again(store, reference, now, key="page 1"):
    """The asker's further message."""
    return store.write_now(
        enquiries.write,
        reference,
        text="Thanks, and then?",
        key=key,
        due_at=now + timedelta(days=2),
        now=now,
        today=TODAY,
    )


def test_claim_reply_close(store):
    """Each move is a status, a version, an audit row, and a mail where somebody must know."""
    ash = advisor(store)
    enquiry = answered(store, ash)
    enquiry = store.write_now(desk.close, ash, enquiry.reference, 3, now=NOW)
    assert (enquiry.status, enquiry.version) == ("closed", 4)
    assert (enquiry.owner_id, enquiry.owner_email) == (ash.id, "ash@desk.example")
    assert enquiry.first_replied_at == NOW
    assert kinds_of_mail(store, enquiry.reference) == ["received", "new", "replied", "closed"]
    actions = [row.action for row in store.read_now(queries.history, enquiry.id)]
    assert actions == ["create", "claim", "reply", "close"]


def test_a_reply_sent_twice_is_one_reply(store):
    """A doubled click answers once, though the page's version is old by then."""
    ash = advisor(store)
    enquiry = answered(store, ash)
    again = store.write_now(
        desk.reply, ash, enquiry.reference, 2, text="On Monday.", key="form 1", now=NOW
    )
    assert again.version == enquiry.version
    assert kinds_of_mail(store, enquiry.reference).count("replied") == 1


def test_a_note_is_never_mailed(store):
    """It changes neither status nor version."""
    ash, enquiry = advisor(store), leave(store)
    store.write_now(desk.note, ash, enquiry.reference, text="Rang them.", key="note 1", now=NOW)
    whole = store.read_now(queries.whole, enquiry.reference)
    assert [one.kind for one in whole.messages] == ["asker", "note"]
    assert (whole.status, whole.version, len(whole.mails)) == ("received", 1, 2)


def test_the_second_of_two_advisors_is_refused(store):
    """Whoever answers what another has answered meanwhile is told so, and nothing is sent."""
    ash, reed = advisor(store), advisor(store, "Reed Fenn")
    enquiry = leave(store)
    store.write_now(desk.claim, ash, enquiry.reference, enquiry.version, now=NOW)
    with pytest.raises(MoveRefusedError) as refused:
        store.write_now(desk.reply, reed, enquiry.reference, 1, text="Mine.", key="form 2", now=NOW)
    assert refused.value.why == "changed"
    assert "replied" not in kinds_of_mail(store, enquiry.reference)


def test_of_many_at_the_same_moment_one_wins(store):
    """Eight threads answer the same version; there is one reply and one mail."""
    ash, reference = advisor(store), leave(store).reference
    barrier, outcomes = threading.Barrier(8), []

    def answer(number):
        barrier.wait()
        try:
            store.write_now(
                desk.reply, ash, reference, 1, text=str(number), key=f"form {number}", now=NOW
            )
            outcomes.append("replied")
        except MoveRefusedError as error:
            outcomes.append(error.why)

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["changed"] * 7 + ["replied"]
    assert kinds_of_mail(store, reference).count("replied") == 1


def test_eight_doubled_sendings_at_once_make_one_enquiry(store):
    """Retries of a chat that hears nothing, all at the same moment."""
    barrier, references = threading.Barrier(8), []

    def send():
        barrier.wait()
        references.append(leave(store, key="conversation-1 doubled").reference)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(references) == 8
    assert len(set(references)) == 1
    assert kinds_of_mail(store, references[0]) == ["received", "new"]


def test_a_message_after_the_reply_opens_it_again(store):
    """The asker gets a mail, the owner too, and a new answer is due."""
    enquiry = answered(store, advisor(store))
    later = NOW + timedelta(days=27)
    enquiry = write_again(store, enquiry.reference, later)
    assert (enquiry.status, enquiry.due_at) == ("reopened", later + timedelta(days=2))
    assert kinds_of_mail(store, enquiry.reference)[-2:] == ["reopened", "continued"]


def test_after_28_days_it_does_not(store):
    """The person is offered a new enquiry then; nothing is kept of the message."""
    enquiry = answered(store, advisor(store))
    with pytest.raises(MoveRefusedError) as refused:
        write_again(store, enquiry.reference, NOW + timedelta(days=28, seconds=1))
    assert refused.value.why == "late"
    assert len(store.read_now(queries.whole, enquiry.reference).messages) == 2


def test_during_absence_the_cover_gets_the_mail(store):
    """And the cover's cover, where the cover is away too."""
    ash, reed, fenn = (advisor(store, name) for name in ("Ash A", "Reed R", "Fenn F"))
    enquiry = answered(store, ash)
    store.write_now(staffing.add_absence, ash.id, TODAY, TODAY, reed.id)
    store.write_now(staffing.add_absence, reed.id, TODAY, TODAY, fenn.id)
    write_again(store, enquiry.reference, NOW)
    mail = store.read_now(queries.whole, enquiry.reference).mails[-1]
    assert (mail.kind, mail.recipient) == ("continued", "fenn@desk.example")


def test_reassigning_tells_the_new_owner_and_needs_a_reason(store):
    """The reason is kept as a note for the desk."""
    ash, enquiry = advisor(store), leave(store)
    routed = Routed(
        Owner(None, "Area Safeguarding Advisor for East", "east@advisors.example"),
        Reason("area", area="East Fens"),
        area="east",
    )
    with pytest.raises(MoveRefusedError) as refused:
        store.write_now(
            desk.reassign, ash, enquiry.reference, 1, routed=routed, reason=" ", now=NOW
        )
    assert refused.value.why == "reason"
    store.write_now(
        desk.reassign, ash, enquiry.reference, 1, routed=routed, reason="East's school", now=NOW
    )
    whole = store.read_now(queries.whole, enquiry.reference)
    assert (whole.area, whole.mails[-1].recipient) == ("east", "east@advisors.example")
    assert (whole.messages[-1].kind, whole.messages[-1].text) == ("note", "East's school")


def test_release_and_reopen_from_the_desk(store):
    """A claimed enquiry goes back to its queue; a closed one opens again."""
    ash, enquiry = advisor(store), leave(store)
    for move in (desk.claim, desk.release):
        enquiry = store.write_now(move, ash, enquiry.reference, enquiry.version, now=NOW)
    assert enquiry.status == "received"
    enquiry = store.write_now(
        desk.close, ash, enquiry.reference, enquiry.version, now=NOW, reason="answered by phone"
    )
    enquiry = store.write_now(
        desk.reopen, ash, enquiry.reference, enquiry.version, due_at=DUE, now=NOW
    )
    assert enquiry.status == "reopened"


def test_the_queue_is_of_an_area_and_soonest_due_first(store):
    """All areas are one look away, and what is answered leaves the queue."""
    late = leave(store, now=NOW + timedelta(hours=1)).reference
    soon = leave(store).reference
    answered(store, advisor(store))
    assert [one.reference for one in store.read_now(queries.queue, "west")] == [soon, late]
    assert store.read_now(queries.queue, "east") == []
    assert store.read_now(queries.count_queue, None, ("received", "replied")) == {
        "received": 2,
        "replied": 1,
    }


def test_during_absence_the_cover_is_told_of_what_was_passed_on(store):
    """Who passes it on need not know who is away."""
    ash, reed = advisor(store, "Ash A"), advisor(store, "Reed R")
    store.write_now(staffing.add_absence, reed.id, TODAY, TODAY, ash.id)
    enquiry = leave(store)
    routed = Routed(Owner(reed.id, reed.name, "reed@desk.example"), Reason("area"), area="west")
    store.write_now(
        desk.reassign, ash, enquiry.reference, 1, routed=routed, reason="Reed's school", now=NOW
    )
    whole = store.read_now(queries.whole, enquiry.reference)
    assert (whole.owner_id, whole.mails[-1].recipient) == (reed.id, "ash@desk.example")


def test_who_had_it_is_told_that_it_was_passed_on(store):
    """Both are told; whoever passes on their own enquiry needs no mail about it."""
    ash, reed, fenn = (advisor(store, name) for name in ("Ash A", "Reed R", "Fenn F"))
    for actor, told in ((fenn, ["passed_on", "reassigned"]), (ash, ["reassigned"])):
        enquiry = leave(store)
        store.write_now(desk.claim, ash, enquiry.reference, 1, now=NOW)
        routed = Routed(Owner(reed.id, reed.name, "reed@desk.example"), Reason("area"), area="west")
        store.write_now(
            desk.reassign, actor, enquiry.reference, 2, routed=routed, reason="Reed's", now=NOW
        )
        assert kinds_of_mail(store, enquiry.reference)[2:] == told
    mails = store.read_now(queries.whole, enquiry.reference).mails
    assert mails[-1].recipient == "reed@desk.example"
