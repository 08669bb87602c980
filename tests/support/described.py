"""docs/chat-api.yaml as Schemathesis reads it: it makes requests up and judges the answers."""

from __future__ import annotations

from pathlib import Path

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, settings

EVERYTHING = schemathesis.openapi.from_path(Path("docs/chat-api.yaml"))
# A stream has no end to wait for: tests/web/test_stream.py reads it.
DESCRIPTION = EVERYTHING.exclude(path="/chat/stream")
# Who is let in is a test's choice: made-up tokens would have nearly all of it refused.
DESCRIPTION.config.generation.with_security_parameters = False
# An Idempotency-Key that was used for other words is refused, and a made-up one may well be.
DESCRIPTION.config.checks.positive_data_acceptance.expected_statuses.append("422")
# The same requests each time.
SHORT = settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def page_headers(address: str) -> dict[str, str]:
    """What a page of our own sends: the cookie of a new session, and its token."""
    answer = requests.get(f"{address}/chat", timeout=10)
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    return {"Cookie": cookie, "X-Signpost-Token": answer.json()["token"]}
