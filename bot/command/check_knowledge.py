"""`make check-knowledge`: say what a pack holds, or all that is wrong with it.

Exit code 0 when the pack may be used, 1 when it is refused.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.command.console import say
from bot.knowledge import Knowledge
from bot.pack import load
from bot.pack_source import PackError

DEFAULT_FOLDER = "knowledge/kent"


def main(arguments: Sequence[str]) -> int:
    """Check the folder given, else that of SIGNPOST_KNOWLEDGE, else the pack of Kent."""
    chosen = arguments[0] if arguments else os.environ.get("SIGNPOST_KNOWLEDGE", DEFAULT_FOLDER)
    folder = Path(chosen)
    try:
        knowledge = load(folder)
    except PackError as error:
        for problem in error.problems:
            say(f"{folder}/{problem}")
        say(f"{folder} is refused: {len(error.problems)} to put right.")
        return 1
    say(f"{folder} is in order (version {knowledge.version}):")
    for name, count in counts(knowledge).items():
        say(f"{count:6}  {name}")
    return 0


def counts(knowledge: Knowledge) -> dict[str, int]:
    """How much of each kind a pack holds, by plain names."""
    articles = knowledge.articles.values()
    return {
        "sources": len(knowledge.sources),
        "groups": len(knowledge.groups),
        "people": len(knowledge.people),
        "organisations": len(knowledge.organisations),
        "other bodies": len(knowledge.bodies),
        "topics": len(knowledge.topics),
        "terms": len(knowledge.terms),
        "telephone lines": len(knowledge.contacts),
        "areas": len(knowledge.areas),
        "districts": len(knowledge.districts),
        "places": len(knowledge.places),
        "neighbours": len(knowledge.neighbours),
        "articles": len(knowledge.articles),
        "questions of articles": sum(len(a.questions + a.yes + a.no) for a in articles),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
