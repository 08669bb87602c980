"""Only origins as browsers write them are allowed: others open too much, or nothing."""

import pytest

from bot.origins import read_origins


def test_origins_are_read_each_once():
    """With a port where it is not the usual one, and without a host's name."""
    written = (
        "https://www.council.example, http://localhost:3000,https://[2001:db8::1]:8443,"
        "https://www.council.example,"
    )
    assert read_origins(written) == (
        "https://www.council.example",
        "http://localhost:3000",
        "https://[2001:db8::1]:8443",
    )
    assert read_origins("") == ()


@pytest.mark.parametrize(
    "written",
    [
        *("*", "null", "https://*.council.example", "council.example", "https://"),
        *("https://council.example/", "https://council.example/chat", "https://a@b.example"),
        *("HTTPS://council.example", "https://Council.example", "ftp://council.example"),
        *("https://council.example:443", "http://council.example:80", "https://a.example:0"),
        *("https://a.example https://b.example", "https://a.example;https://b.example"),
        "https://a.example, https://b.example/x",
    ],
)
def test_what_no_browser_writes_is_refused(written):
    """A path, a pattern, big letters, the usual port: it would never be met, or meet too much."""
    with pytest.raises(ValueError, match="origins with commas between them"):
        read_origins(written)
