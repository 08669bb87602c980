"""Every public JSON address of the running assistant answers as docs/chat-api.yaml says.

Schemathesis sends what the description allows and what it forbids, tries other methods and what
is missing, and holds status, headers and body of each answer to the description.
"""

from __future__ import annotations

import pytest
import schemathesis

from tests.support.described import DESCRIPTION, SHORT, page_headers
from tests.support.running import RunningAssistant

pytestmark = pytest.mark.whole


@DESCRIPTION.parametrize()
@SHORT
def test_a_stranger_is_answered_as_described(
    case: schemathesis.Case, assistant: RunningAssistant
) -> None:
    """What the description allows is taken, the rest refused; what needs a session is, too."""
    case.call_and_validate(base_url=assistant.address)


@DESCRIPTION.parametrize()
@SHORT
def test_a_page_of_our_own_is_answered_as_described(
    case: schemathesis.Case, assistant: RunningAssistant
) -> None:
    """The same with a session; where one is needed, it must be a whole and a real one."""
    case.call_and_validate(base_url=assistant.address, headers=page_headers(assistant.address))
