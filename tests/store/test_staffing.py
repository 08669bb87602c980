"""Routing is told who can answer, who is away with which cover, and who is on duty."""

from datetime import timedelta

import pytest

from bot.routing import Absence, Colleague, Staffing, route
from bot.store import accounts
from bot.store.staffing import (
    NoAbsenceError,
    absences,
    add_absence,
    duty,
    end_absence,
    set_duty,
    staffing,
)
from tests.support.enquirers import FENSHIRE, NOW, TODAY, advisor


def test_all_of_it_in_one_look(store):
    """Accounts that can answer; not those that are closed."""
    ash, reed, fenn = (advisor(store, name) for name in ("Ash A", "Reed R", "Fenn F"))
    store.write_now(accounts.disable_account, fenn.id, NOW)
    store.write_now(add_absence, ash.id, TODAY, TODAY, reed.id)
    store.write_now(set_duty, [reed.id, ash.id])
    assert store.read_now(staffing) == Staffing(
        (
            Colleague(ash.id, "Ash A", "ash@desk.example", "west"),
            Colleague(reed.id, "Reed R", "reed@desk.example", "west"),
        ),
        (Absence(ash.id, TODAY, TODAY, reed.id),),
        (reed.id, ash.id),
    )


def test_an_absence_can_end_early_and_cannot_be_the_wrong_way_round(store):
    """An unknown one is an exception with a name."""
    ash = advisor(store)
    absence = store.write_now(add_absence, ash.id, TODAY, TODAY, None)
    store.write_now(end_absence, absence.id)
    assert store.read_now(absences) == []
    with pytest.raises(NoAbsenceError):
        store.write_now(end_absence, absence.id)
    with pytest.raises(ValueError, match="before it begins"):
        store.write_now(add_absence, ash.id, TODAY, TODAY - timedelta(days=1), None)


def test_the_duty_queue_can_be_set_again(store):
    """Nobody is on duty until somebody is named."""
    assert store.read_now(duty) == ()
    for queue in ([3, 1], [2]):
        store.write_now(set_duty, queue)
    assert store.read_now(duty) == (2,)


def test_an_area_whose_accounts_are_disabled_goes_to_the_duty_queue(store):
    """A disabled account is no colleague, so nobody of the area is there."""
    west, fenn = advisor(store, "Ash A"), advisor(store, "Fenn F", area=None)
    store.write_now(set_duty, [fenn.id])
    assert owner_in_west(store) == (west.id, "area")
    store.write_now(accounts.disable_account, west.id, NOW)
    assert owner_in_west(store) == (fenn.id, "duty")


def owner_in_west(store):
    """Whose a new enquiry of the area is, and why."""
    found = route(FENSHIRE, "west", store.read_now(staffing), TODAY)
    return found.owner.id, found.reason.because
