"""Accounts, second factors and sessions: each secret counts once, and everything ends."""

from datetime import timedelta

import pytest

from bot.store import accounts, sign_ins
from bot.store.accounts import NoAccountError
from bot.store.sign_ins import NoSessionError
from tests.support.enquirers import NOW, advisor

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=10)


@pytest.fixture
def account(store):
    """The id of an account with a password and a confirmed second factor."""
    number = advisor(store).id
    store.write_now(accounts.set_password, number, "argon2 hash")
    store.write_now(accounts.set_totp, number, "secret")
    store.write_now(accounts.confirm_totp, number, 100, ["code 1", "code 2"], NOW)
    return number


def session_of(store, secret, now=NOW):
    """The session that the cookie's secret opens."""
    return store.read_now(sign_ins.find_session, secret, now, IDLE, LONGEST)


def test_an_account_is_found_by_its_address_in_any_case(store):
    """And an unknown one is an exception with a name."""
    number = advisor(store).id
    assert store.read_now(accounts.account_by_email, "ASH@desk.example").id == number
    with pytest.raises(NoAccountError):
        store.read_now(accounts.account_by_email, "nobody@desk.example")
    with pytest.raises(NoAccountError):
        store.read_now(accounts.find_account, 4711)
    assert [one.name for one in store.read_now(accounts.accounts)] == ["Ash Reed"]


def test_an_invitation_is_used_up_and_ends(store):
    """Its link sets one password, within its time; a new one ends the old one."""
    number = advisor(store).id
    by_link = accounts.account_by_invitation
    assert store.read_now(by_link, "hash of Ash Reed", NOW).id == number
    with pytest.raises(NoAccountError):
        store.read_now(by_link, "hash of Ash Reed", NOW + timedelta(days=2))
    store.write_now(accounts.invite, number, "new hash", NOW + timedelta(days=1))
    with pytest.raises(NoAccountError):
        store.read_now(by_link, "hash of Ash Reed", NOW)
    store.write_now(accounts.set_password, number, "argon2 hash")
    with pytest.raises(NoAccountError):
        store.read_now(by_link, "new hash", NOW)


def test_an_account_is_ready_with_both_factors(store, account):
    """Before, nothing of the desk may be shown."""
    assert store.read_now(accounts.find_account, account).is_ready
    assert not store.write_now(accounts.clear_second_factor, account).is_ready


def test_a_time_step_counts_once(store, account):
    """A code that was looked at over a shoulder is worth nothing (RFC 6238, 5.2)."""
    used = [store.write_now(accounts.use_totp_step, account, step) for step in (100, 101, 101, 99)]
    assert used == [False, True, False, False]


def test_a_recovery_code_counts_once(store, account):
    """And another account's does not count at all."""
    other = advisor(store, "Reed Fenn").id
    use = accounts.use_recovery_code
    assert not store.write_now(use, other, "code 1", NOW)
    assert store.write_now(use, account, "code 1", NOW)
    assert not store.write_now(use, account, "code 1", NOW)
    assert store.read_now(accounts.codes_left, account) == 1


def test_a_new_second_factor_ends_the_old_codes(store, account):
    """Who found the old list has nothing."""
    store.write_now(accounts.confirm_totp, account, 200, ["new code"], NOW)
    assert not store.write_now(accounts.use_recovery_code, account, "code 2", NOW)
    assert store.read_now(accounts.codes_left, account) == 1


def test_a_session_goes_on_under_a_new_secret_after_the_second_factor(store, account):
    """A cookie from before it opens nothing."""
    store.write_now(sign_ins.begin_session, "before", account, NOW)
    assert session_of(store, "before").second_factor_at is None
    store.write_now(sign_ins.pass_second_factor, "before", "after", NOW)
    assert session_of(store, "after").account.id == account
    with pytest.raises(NoSessionError):
        session_of(store, "before")
    with pytest.raises(NoSessionError):
        store.write_now(sign_ins.pass_second_factor, "before", "again", NOW)


def test_sessions_end_when_idle_and_after_a_day_s_work(store, account):
    """Being used keeps one alive, but not for ever."""
    store.write_now(sign_ins.begin_session, "one", account, NOW)
    with pytest.raises(NoSessionError):
        session_of(store, "one", NOW + timedelta(minutes=31))
    for minutes in range(0, 600, 20):
        store.write_now(sign_ins.touch_session, "one", NOW + timedelta(minutes=minutes))
    assert session_of(store, "one", NOW + LONGEST)
    with pytest.raises(NoSessionError):
        session_of(store, "one", NOW + LONGEST + timedelta(seconds=1))


@pytest.mark.parametrize(
    "end",
    [
        lambda store, _account: store.write_now(sign_ins.end_session, "one"),
        lambda store, account: store.write_now(sign_ins.end_sessions_of, account),
        lambda store, account: store.write_now(accounts.set_password, account, "another"),
        lambda store, account: store.write_now(accounts.clear_second_factor, account),
        lambda store, account: store.write_now(accounts.disable_account, account, NOW),
    ],
)
def test_what_ends_a_session(store, account, end):
    """Signing out, here or everywhere, another password, a lost factor, a closed account."""
    store.write_now(sign_ins.begin_session, "one", account, NOW)
    end(store, account)
    with pytest.raises(NoSessionError):
        session_of(store, "one")


def test_a_disabled_account_cannot_begin_again(store, account):
    """Neither by its address nor by an invitation."""
    store.write_now(accounts.invite, account, "hash", NOW + timedelta(days=1))
    store.write_now(accounts.disable_account, account, NOW)
    with pytest.raises(NoAccountError):
        store.read_now(accounts.account_by_email, "ash@desk.example")
    with pytest.raises(NoAccountError):
        store.read_now(accounts.account_by_invitation, "hash", NOW)


def test_failures_are_counted_by_account_and_by_address(store):
    """For accounts that do not exist too, so that nobody learns which ones do."""
    for account, address in (("a", "x"), ("a", "y"), ("b", "x")):
        store.write_now(sign_ins.note_failure, account, address, NOW)
    since = sign_ins.failures_since
    assert store.read_now(since, "a", "x", NOW) == sign_ins.Failures(2, 2)
    assert store.read_now(since, "a", "x", NOW + timedelta(seconds=1)) == sign_ins.Failures(0, 0)
    store.write_now(sign_ins.clear_failures, "a")
    assert store.read_now(since, "a", "x", NOW) == sign_ins.Failures(0, 1)
