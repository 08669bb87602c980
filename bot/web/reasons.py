"""Why an enquiry went where it went, in words, for both sides and for mail (features.md, R1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.web.words import Words

# Who reads it: the owner, the asker, or anybody at the desk.
Reader = Literal["owner", "asker", "desk"]


def why(words: Words, reason: Mapping[str, Any], reader: Reader) -> str:
    """The reason (a :class:`bot.routing.Reason` as a mapping), in as many sentences as it takes."""
    names = {name: value for name, value in reason.items() if value}
    spot = names.get("school") or names.get("place")
    said = []
    if "district" in names and spot:
        said.append(words.say("mail.why.spot", spot=spot, **names))
    elif "district" in names:
        said.append(words.say("mail.why.district", **names))
    elif "area" in names:
        said.append(words.say("mail.why.area", **names))
    if names["because"] in {"cover", "duty"}:
        side = "" if reader == "owner" else f"_{reader}"
        said.append(words.say(f"mail.why.{names['because']}{side}", **names))
    return " ".join(said)
