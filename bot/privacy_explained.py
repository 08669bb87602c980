"""What explains a name that nothing marks: posts, questions about them, works, letters."""

from __future__ import annotations

import re

_POST = (
    r"(?:vice-?)?(?:chair(?:s|ed|ing|man|woman|person)?|leads?|leading|led|heads?|headteacher|dsls?"
    r"|ddsl|senco|sendco|directors?|officers?|advis[eo]rs?|nurses?|doctor|gp|manager|governors?"
    r"|clerk|secretary|administrator|admin|councillor|cllr|commissioner|designated|superintendent"
    r"|inspector|principal|deputy|chief|posts?|roles?|trustee|author"
    r"|colleague|minister|ceo|coordinator|independent|scrutineer|executive|receptionist"
    r"|consultant|professor|judge|mp|pcc|rep(?:resentative)?s?|members?)"
)
_BODY = r"(?:groups?|board|panel|committee|forum)"
_FILLER = (
    r"(?:is|was|as|be|do|does|down|on|still|now|sits?|of|meant|supposed|going"
    r"|to|s|really|actually|currently|no longer|not|also|becom\w+|ha[sd]|been|made|the one)"
)
_ANY_POST = rf"(?:{_POST}|{_BODY}|in charge|responsible)\b"
_WHOSE = r"(?:(?:the|our|a|an|your|any|their|\w+['’]s) )?"
# Words before a post, none of which begins another question.
_WHICH = r"(?:(?!wh|th|does|is|do|can|any|for|and|as|if|but|so|because)[\w&-]+ ){0,2}?"
POST_AFTER = re.compile(
    r"['’]s (?:\w+ )?(?:groups?|roles?|posts?|jobs?|titles?|forum|committee|panel|board)\b"
    rf"| ?[,(–-] ?{_WHOSE}{_WHICH}{_POST}\b"
    rf"| (?:{_FILLER} ){{1,4}}{_WHOSE}{_WHICH}{_ANY_POST}"
    rf"| {_WHOSE}{_ANY_POST}",
    re.IGNORECASE,
)
"""Such as "…, chief nurse", "… do on the health forum", "… is still the chair"."""
BEFORE_A_POST = re.compile(
    rf"\b(?:{_POST}|{_BODY}"
    r"|(?:head|chair|lead|director|manager|teacher) (?:of|for) (?:\w+ ){0,2}?\w+)"
    r"(?: is| was|,|:| [–-]| named| called| then| now)* (?:an? )?"
    r"(?:(?:mr|mrs|ms|miss|dr|sir|dame|lord)\.? )?$"
    r"|\b(?:(?:review|report|inquiry|book|written|speech|talk|study|law|research|led|chaired)\b"
    r"[^.?!\n]{0,20} by|cllr|councillor|prof|professor|sir|dame|lord|lady|judge|sergeant|inspector"
    r"|constable|detective"
    r"|det\.? (?:insp|supt|sgt)\.?|(?:insp|supt|sgt|ds|di|dci|pc|pcso)\.?)"
    r" (?:(?:mr|mrs|ms|miss|dr|sir|dame|lord)\.? )?$",
    re.IGNORECASE,
)
LOOKED_UP = re.compile(
    r"\b(?:who(?:['’]?s| is| was| are)|whos|who (?:replaced|succeeded)|spell|your name)"
    r"(?: (?:mr|mrs|ms|miss|dr)\.?)? $",
    re.IGNORECASE,
)
ASKED = re.compile(
    r"\b(?:what (?:does|did|do|is|was)|do|does|did|is|are|was|wot does)"
    r"(?: (?:a|an|the|mr|mrs|ms|miss|dr)\.?)* $",
    re.IGNORECASE,
)
"""A question about posts whose subject is a name asks for somebody's post."""
AT_WORK = re.compile(
    r",? (?:in|from|at|of) (?:my (?:[\w-]+ ){0,2}(?:team|staff|hub)"
    r"|(?:the|our|your) (?:[\w-]+ ){0,2}(?:team|office|reception|staff|hub)"
    r"|(?-i:[A-Z]{2,5})|finance|payroll|personnel|accounts)\b",
    re.IGNORECASE,
)
"""Such as "Miss … in our office", "Jo from the area team"; in my own office anybody may sit."""
HUMAN_VERB = re.compile(
    r"(?:['’]s (?:in|at|been|had|got|not|just|really|moved|left|gone|on|going|a)\b|['’]s? \w+"
    r"| (?:told|said|says|lives?|lived|moved|moves|left|joined|joins|starts|started|came|comes|rang"
    r"|wants|wanted|goes|went|ran|hates|loves|likes|cried|hit|was|is|has|had|keeps|stays|cannot"
    r"|can['’]?t|won['’]?t"
    r"|refuses|arrived|turned|turns|broke|got|attends|attended"
    r"|and (?:his|her|their|mum|dad|mother|father|siblings?))\b)",
    re.IGNORECASE,
)
"""What people do; a name that begins a sentence is somebody's before it."""
SPOKEN_OF = frozenset({"about", "for", "with", "re", "called", "named", "tell", "ask", "our"})
"""After these a person is spoken of, in lower case too."""
WHEREIN = frozenset(
    {
        "in",
        "at",
        "near",
        "around",
        "outside",
        "towards",
        "via",
        "into",
        "beyond",
        "across",
        "within",
    }
)
"""After these stands a place, of two words too."""
WHERE = re.compile(
    r"\b(?:which|what|whose) (?:\w+ )?(?:area|district|patch|borough|council|part)\b"
    r"|\b(?:is|are|does|do)\b[^?.!]{1,60}\b(?:in|under|part of|within|count as|covered by)\b",
    re.IGNORECASE,
)
"""What asks where a school or setting lies."""
LIVED = re.compile(
    r" (?:told|moved|lives|lived|said|joined|left us|started at|came|hates|loves|cried|hit)\b",
    re.IGNORECASE,
)
"""What no thing does that shares its word with a first name."""
PEOPLE_VERB = re.compile(
    r" (?:both )?(?:start|live|go|have|need|want|moved?|left|came|join|attend|are|were|told|said"
    r"|lost)\b",
    re.IGNORECASE,
)
"""What several people do."""
ORDERED = re.compile(
    r" (?:has |had |would |is |was )?(?:\w+ly |much )?"
    r"(?:asked|asks?|asking|like|prefer|wants?|wanted|visiting|told|needs?|said|says)\b",
    re.IGNORECASE,
)
"""Such as "Mrs … has asked me to find out": who sends the asker."""
WORK = re.compile(
    r"['’]s (?:law|rule|review|report|inquiry|speech|book|work|research|charity|foundation|award"
    r"|theory|model|hierarchy|day|hospital|hospice|church|club|fund)\b"
    r"| (?:is|was) (?:a|an|the) (?:\w+ )?(?:hospital|school|academy|college|park|pub|place|town)\b"
    r"|,? (?:(?:is|was) )?(?:the|our) (?:\w+ )?(?:dog|cat|hamster|rabbit|tortoise|parrot|mascot)\b"
    r"|(?:['’]s)? (?:law|rule|review|inquiry|foundation|award|competence|guidelines|hospice|fund"
    r"|trust|charity|school|academy|college|hospital|centre|house|court|hall|road|street|lane|primary"
    r"|assembly|assemblies|lessons?|workshops?|display|books?|novels?|poems?|films?|musical|tickets?"
    r"|costumes?|term|grant|government|campaign|play|song|story|stories|week|day"
    r"|infants?|juniors?|nursery|grammar|high|academies|services?|sponge|sandwich|cinema|of all)\b",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"^(?:dear|hi|hello|hey|good \w+) (?:\w+ ){0,3}?\w+[,:!\n]+ ?", re.IGNORECASE
)
"""Whom a message is written to, which explains no name after it ("Dear Advisor, …")."""
ROOMS = re.compile(
    r" (?:class(?:es|rooms)?|houses|rooms|teams|forms|wards|surgery)\b"
    r"|(?:, [A-Z]\w+)*,? (?:and|&) [A-Z]\w+ (?:are (?:the )?(?:names of )?(?:our|the) )?"
    r"(?:class(?:es|rooms)|houses|rooms|teams|forms|wards|surgeries)\b"
)
"""What is named after people and trees, one or several."""
INITIAL = re.compile(r"(?<![\w.])(?:[A-Z]\.|[B-HJ-Z]) $")
SIGNED_LETTERS = re.compile(r" [B-HJ-Z](?:\.|\b(?!['’.&\d-]))(?! [A-Z]\b)")
KEPT_SIGNS = re.compile(r"(?:^|[-'’])(?:Mc|Mac|O['’]|D['’])?[A-Z]|^De[A-Z]|^La[A-Z]")
"""Capitals inside of a word that a name may have; one that has others is a brand."""
