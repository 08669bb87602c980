"""What tells that an everyday word is a first name: "will is 8", "does Faith need a plan"."""

from __future__ import annotations

import re

from bot.privacy_cues import AGE, CLASS, NUMBER

MONTHS = frozenset(
    {"april", "may", "june", "august", "autumn", "summer", "winter", "christmas", "will", "mark"}
    | {"said"}
)
"""First names that most often are times and verbs."""
AGED = re.compile(
    rf"(?: (?:is|was|iz|turned|turns|aged?) {AGE}|(?:,| is| iz| was)? in (?:my |our )?{CLASS}\b"
    rf"|,? \(?(?:aged? )?{NUMBER}(?:yo\b| ?yrs?\b| years? old\b)| \({NUMBER}\)"
    r"|[ ,(–-]{1,3}\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b"
    r"|['’]s (?:mum|dad|mother|father|nan|gran|sister|brother|foster|teacher)\b"
    r"|,? \(?(?:d\.?o\.?b|nhs|upn)(?!\w)"
    r"|,? (?:from|at) (?:number|no\.?) ?\d|,? (?:from )?next door\b|,? (?:from )?(?:over|across)"
    r" the (?:road|street)\b)",
    re.IGNORECASE,
)
"""What follows a child's name only: an everyday word and a name of a month with it is one."""
NO_NAME_BEFORE = frozenset(
    {"the", "a", "an", "this", "that", "what", "which", "of", "in", "per", "last", "next", "every"}
)
SEASONS = frozenset({"april", "may", "june", "august", "autumn", "summer", "winter", "christmas"})
OF_A_CLASS = re.compile(r"\b(?:a|our|my|the|one) (?:y|yr|year) ?\d{1,2}s? \Z", re.IGNORECASE)
"""Such as "our y7 tommo", where a word follows that is none."""
FINITE = re.compile(
    r" (?:is|was|has|had|says|said|told|hates|lives|goes|got|ran|keeps|wants|needs"
    r"|(?:won|can|doesn|didn|isn|wasn|hasn)['’]?t)\b",
    re.IGNORECASE,
)
"""After "will" and "mark", which are verbs themselves, such a verb leaves a name only."""
ASKED_OF = re.compile(
    r"\b(?:does|did|has|is|was|can|could|should|would|must|do we think) \Z", re.IGNORECASE
)
"""What asks whether somebody does, is or has something."""
OF_A_CHILD = re.compile(
    r" (?:still |already )?(?:on (?:a|the) (?:\w+ ){0,2}(?:plan|register)|in care|known to|at home"
    r"|safe|allowed|qualify|entitled|old enough|too young|need|have a|get|go (?:to|home|back|in)"
    r"|live|come|stay)\b",
    re.IGNORECASE,
)
"""What is asked of a child, after its name."""
