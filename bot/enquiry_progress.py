"""What is said about an enquiry that was left: how far it is, and its reply to whose it is."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.scope import Scope
from bot.enquiry_book import Progress
from bot.enquiry_replies import progress
from bot.enquiry_withdrawing import Wish
from bot.knowledge import Knowledge
from bot.references import find_reference, looks_like_reference, prefix_of
from bot.reply import Reply

_MOST_TOLD = 3


def reference_asked(text: str, knowledge: Knowledge) -> str | None:
    """The reference in a message; empty for one that cannot be ours, None where none is said."""
    prefix = prefix_of(knowledge)
    found = find_reference(text, prefix)
    if found is None and looks_like_reference(text, prefix):
        return ""
    return found


def progress_told(
    found: Sequence[Progress], asked: str | None, scope: Scope, *, away: bool = False
) -> Reply:
    """How far these enquiries are; a wrong and an unknown reference get the same sentence."""
    if away:
        body = scope.say("enquiry_status_away")
    elif not found:
        frame = "enquiry_which_reference" if asked is None else "enquiry_unknown_reference"
        body = scope.say(frame)
    else:
        body = "\n\n".join(progress(one, scope) for one in found[:_MOST_TOLD])
    reference = found[0].reference if len(found) == 1 else None
    return Reply(body, "enquiry", reference=reference, knowledge=scope.knowledge.version)


def unchanged_told(found: Sequence[Progress], asked: str | None, scope: Scope, wish: Wish) -> Reply:
    """That the chat takes nothing back and changes nothing, and how whoever sent it goes on."""
    if not found:
        return progress_told(found, asked, scope)
    body = "\n\n".join(_unchanged(one, scope, wish) for one in found[:_MOST_TOLD])
    reference = found[0].reference if len(found) == 1 else None
    return Reply(body, "enquiry", reference=reference, knowledge=scope.knowledge.version)


def _unchanged(one: Progress, scope: Scope, wish: Wish) -> str:
    if wish == "withdraw" and one.status == "closed":
        return scope.say("enquiry_withdraw_closed", reference=one.reference)
    told, way = ("withdraw", "withdraw") if wish == "withdraw" else ("sent_unchanged", "write")
    by = "link" if one.link else "mail"
    how = scope.say(f"enquiry_{way}_by_{by}", link=one.link)
    return f"{scope.say(f'enquiry_{told}', reference=one.reference)} {how}"


def replies_in(found: Sequence[Progress]) -> int:
    """How many replies these enquiries have."""
    return sum(len(one.replies) for one in found)


def news(found: Sequence[Progress], shown: int, scope: Scope) -> str:
    """The replies that came since `shown` of them were shown; empty where none did."""
    if replies_in(found) <= shown:
        return ""
    told = [
        scope.say("enquiry_news", reference=one.reference, text=one.replies[-1])
        for one in found
        if one.replies
    ]
    return "\n\n".join(told[:_MOST_TOLD])
