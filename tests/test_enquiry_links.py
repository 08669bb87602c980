"""A link to an enquiry is worth nothing unless we made it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.enquiry_links import WrongTokenError, reference_of, token_of

KEY = b"a key of thirty-two bytes, or so"
REFERENCE = "KS-7F3K-92QM"
TOKEN = token_of(KEY, REFERENCE)


def test_a_token_gives_its_reference_back() -> None:
    """And fits into an address as it is."""
    assert reference_of(KEY, TOKEN) == REFERENCE
    assert TOKEN.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=60) | st.integers(0, len(TOKEN) - 1).map(lambda at: TOKEN[:at]))
def test_nothing_else_opens_anything(token: str) -> None:
    """Neither a guess nor a part of a token."""
    with pytest.raises(WrongTokenError):
        reference_of(KEY, token)


def test_another_key_or_reference_does_not_either() -> None:
    """A token is for one enquiry of one deployment."""
    for key, token in ((b"another", TOKEN), (KEY, TOKEN.replace("7F3K", "7F3J"))):
        with pytest.raises(WrongTokenError):
            reference_of(key, token)
