"""E-mail addresses and UK telephone numbers are taken as people write them, or refused with why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.contact_details import (
    ContactDetails,
    WrongContactError,
    normal_email,
    normal_phone,
    reaches_nobody,
    read_contact,
)


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("robin@sedgeham.kent.sch.uk", "robin@sedgeham.kent.sch.uk"),
        (" <Robin.Marsh@Sedgeham.SCH.UK>. ", "Robin.Marsh@sedgeham.sch.uk"),
        ("mailto:r+dsl@a-b.example", "r+dsl@a-b.example"),
        ("o'neil@school.org.uk", "o'neil@school.org.uk"),
    ],
)
def test_addresses_are_normal(text: str, email: str) -> None:
    """Without what surrounds them, the domain in lower case."""
    assert normal_email(text) == email


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("robin", "no_at"),
        ("robin@@school.uk", "two_ats"),
        ("@school.uk", "no_name"),
        ("robin@school", "no_domain"),
        ("robin@school.u", "no_domain"),
        ("robin marsh@school.uk", "spaces"),
        ("robin..marsh@school.uk", "characters"),
        ("robin@-school.uk", "characters"),
        ("r" * 65 + "@school.uk", "email_long"),
        ("robin@" + "s" * 62 + "." + "t" * 62 + "." + "u" * 62 + "." + "v" * 62 + ".uk",
         "email_long"),
    ],
)  # fmt: skip
def test_a_wrong_address_has_a_reason(text: str, reason: str) -> None:
    """So that the sentence can help."""
    with pytest.raises(WrongContactError) as refused:
        normal_email(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("01632 960123", "01632 960123"),
        ("+44 (0)1632 960123", "01632 960123"),
        ("0044 1632 960-123", "01632 960123"),
        ("07700900123", "07700 900123"),
        ("+447700900123", "07700 900123"),
        ("447700900123", "07700 900123"),
        ("02079460123", "020 7946 0123"),
        ("0113 496 0123", "0113 496 0123"),
        ("03000411111", "0300 041 1111"),
        ("0800 1111", "0800 1111"),
        ("016977 3123", "01697 73123"),
    ],
)
def test_numbers_are_written_as_in_the_united_kingdom(text: str, phone: str) -> None:
    """Whatever they were written like."""
    assert normal_phone(text) == phone


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("none", "no_digits"),
        ("ext 12", "letters"),
        ("+33 1 23 45 67 89", "not_uk"),
        ("1632 960123", "not_uk"),
        ("01632 9601", "too_short"),
        ("07700 9001234", "too_long"),
        ("0909 8790000", "premium"),
        ("04000 000000", "number"),
    ],
)
def test_a_wrong_number_has_a_reason(text: str, reason: str) -> None:
    """So that the sentence can help."""
    with pytest.raises(WrongContactError) as refused:
        normal_phone(text)
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "details"),
    [
        ("robin@school.uk", ContactDetails(email="robin@school.uk")),
        ("It's robin@school.uk, thanks", ContactDetails(email="robin@school.uk")),
        ("ring me on 07700 900123 please", ContactDetails(phone="07700 900123")),
        (
            "robin@school.uk or (01632) 960123",
            ContactDetails("robin@school.uk", "01632 960123"),
        ),
    ],
)
def test_either_or_both_are_heard_in_a_sentence(text: str, details: ContactDetails) -> None:
    """People do not answer in fields."""
    assert read_contact(text) == details


@given(st.text(max_size=60))
def test_anything_is_normal_or_refused(text: str) -> None:
    """Nothing else ever comes out, and what is normal stays as it is."""
    try:
        details = read_contact(text)
    except WrongContactError:
        return
    assert details.email or details.phone
    if details.email:
        assert normal_email(details.email) == details.email
    if details.phone:
        assert normal_phone(details.phone) == details.phone


@given(st.from_regex(r"\A0[1-3]\d{9}\Z").filter(str.isascii))
def test_eleven_digits_survive_however_they_are_grouped(digits: str) -> None:
    """Only spaces are added."""
    assert normal_phone(digits).replace(" ", "") == digits


@pytest.mark.parametrize(
    ("email", "is_lost"),
    [
        ("west-kent@advisors.example", True),
        ("jo@EXAMPLE.org", True),
        ("jo@mail.test", True),
        ("jo@kent.gov.uk", False),
        ("jo@example-school.org", False),
        ("example@kent.gov.uk", False),
    ],
)
def test_an_example_is_no_address(email, is_lost):
    """Names that RFC 2606 keeps for examples and tests reach nobody."""
    assert reaches_nobody(email) is is_lost
