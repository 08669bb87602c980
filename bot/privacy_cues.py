"""What stands around a name: the patterns by which :mod:`bot.privacy_names` knows one."""

from __future__ import annotations

import re

POSSESSIVE = re.compile(r"['’]s?$")
NUMBER = (
    r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen)"
)
NO_AGE = (
    r"(?!\d|[:./]\d|\s?(?:am|pm|%|st|nd|rd|th)\b|\s(?:children|pupils|groups|people|things"
    r"|questions|of|miles|days|weeks|points|minutes|hours|times|o['’]clock|or)\b)"
)
SOON = r"(?:only\s|just\s|now\s|nearly\s|almost\s|about\s|turning\s)?"
RELATION = (
    r"(?:mum|dad|mother|father|parents?|stepdad|step-?\w+|nan|gran\w*|brother|sister|uncle|aunt\w*"
    r"|carer|foster\w*|family|home|behaviour|attendance|file|case|teacher|tutor|(?:social|key)\sworker"
    r"|carers|records?|notes|plan|referral|needs|birthday|details|situation|siblings?|sisters"
    r"|chronology|ehcp|form\stutor|house|school|(?:year\s)?head(?:\sof\syear)?|(?:form|class)\steacher"
    r"|key\s?worker|counsellor|(?:boy|girl)friend|partner|husband|wife|son|daughter|children|child"
    r"|baby|kids|cousin|niece|nephew|mates?|friends?|papers|paperwork|ctf|pep|bruises?|injur\w+"
    r"|exclusion|placement|transfer|allegation|disclosure|medical|medication|grand\w+)"
)
CLASS = (
    r"(?:ks\s?\d|y\s?\d{1,2}|yr\s?\d{1,2}|years?\s\d{1,2}|reception|nursery|preschool"
    r"|\d{1,2}(?-i:[A-Z])\b)"
)
AGE = rf"{SOON}{NUMBER}(?:½|yo\b|yrs?\b|\b){NO_AGE}"
AFTER = re.compile(
    rf"""(?:\s[A-Za-z]\b\.?(?=[\s,(]))?(?:['’]s)?\s*(?:
      [,(–-]+\s*(?:aged?\s|age:?\s|who(?:['’]?s|\sis)\s|is\s)?{AGE}
    | \s(?:who(?:['’]?s|\sis)\s|is\s|age[d:]?\s|turned\s|turns\s){AGE}
    | ,?\s(?:he|she)['’]?s\s{AGE}
    | [,(–-]*\s*(?:is\s|who\sis\s|who['’]s\s|from\s)?(?:in\s|of\s|from\s)?
        (?:my\s|our\s|the\s)?{CLASS}\b
    | \s(?:is\s)?(?:in|of|from)\s\d{{1,2}}\s(?-i:[A-Z])\w*
    | \s(?:in|from|of)\s\d{{1,2}}[a-z]\b
    | [,(–-]*\s*(?:is\s|iz\s|who['’]?s\s|who\sis\s)?(?:in|from)\s(?:my|his|her|our)
        \s(?:class|form|tutor|year)
    | ['’]s?\s(?:\w+\s)?{RELATION}\b
    | ['’]s\s(?:in\scare|moved|left\s|fostered|adopted|missing|poorly|ill\b|autistic)
    | [,(–-]*\s*(?:is\s|iz\s|hes\s|shes\s)?(?:my|our|his|her|the)\s(?:\w+\s)?
        (?:youngest|eldest|oldest|daughter|son|niece|nephew|lad|boy|girl|grand\w+
        |step\w+|foster\w*|brother|sister|cousin|cuz|birth|stepfather|pupil|twin)\b
    | \s(?:goes\sto|attends|left|joined|starts)\s(?:the\s)?[A-Z]
    | [,(–-]*\s*\(?(?:d\.?o\.?b|born|b\.|date\sof\sbirth|nhs|upn)(?!\w)
    | ,\s(?:father|mother|carer|foster)\b
    | [,(–-]+\s*\(?(?:sur|last|first|nick|real|full|no\ssur)\s?name
    | \sin\s(?-i:[A-Z])\w+\sclass\b
    | ,?\s(?:mum|dad|mother|father|mummy|parent|carer|nan|gran|auntie?|uncle|stepdad|stepmum)
        \s(?:to|of)\s
    | \s(?:is|was)\s(?:a|one\sof\sour|one\sof\smy|our|another|the)\s(?:\w+\s){{0,2}}
        (?:pupil|student|child|boy|girl|baby|toddler|learner|teenager)s?\b
    | \s(?:is|was|has\sbeen|went)\son\s(?:a|the)\s(?:\w+\s){{0,3}}plan\b
    | \s(?:is|was|got|has\sbeen|had\sbeen)\s(?:just\s)?
        (?:excluded|adopted|fostered|bullied|suspended|hospitalised)\b
    | \s(?:in|from)\s(?:my|our)\s(?:under|u)[ -]?\d
    | \sin\s(?:my|our)\s(?:team|squad|tutor|form|maths|english|class|group)\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
CHILD_WRITES = re.compile(
    r"\bi(?:['’]?m| am) (?:only |just |nearly |a |turning )?"
    r"(?:[5-9]|1[0-7]|(?:six|seven|eight|nine|thir|four|fif)(?:teen)?|ten|eleven|twelve)\b"
    r"(?! (?:weeks?|months?|miles?|days?|minutes?|hours?|years? (?:in|into)|of|schools?))"
    r"|\bi(?:['’]?m| am) (?:currently |still |now )?in (?:y|yr|year) ?\d{1,2}\b(?! team)"
    r"|\bi go to [\w ]{0,30}(?:school|academy|primary)\b"
    r"|\bmy (?:form tutor|head of year|year head)\b"
    r"|\bi['’]?m \w+ (?:and|n) my (?:step)?(?:mum|dad|mummy|daddy|brother|sister)\b"
    r"|\bi['’]?m \w+,? (?:from |in )?(?:y|yr|year) ?\d{1,2}\b"
    r"(?! ?(?:teacher|lead|tutor|ta|team|head))"
    r"|\bi(?:['’]?m| am) (?:just )?a (?:kid|child|pupil)\b|\bmy (?:best ?)?mates?\b|\bmy bestie\b"
    r"|\bmy (?:mum|dad|nan|mummy|daddy|mam|sister|brother|sis|bro)"
    r" (?:said|says|told|sez|hits?|shouts?)\b"
    r"|\bmy best friend\b|\bme (?:and|n|&) my (?:mate|friend|mum|dad|sis|bro)",
    re.IGNORECASE,
)
_SAY = (
    r"(?:i['’]?m|i am|my names?(?: is|['’]s)?|it['’]?s|call me|i am called|i['’]?m called|this is)"
)
OWN_NAMES = re.compile(
    rf"\b{_SAY} ((?!called\b)[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]*)?)", re.IGNORECASE
)
OWN_AGED = re.compile(
    rf"\b{_SAY} ([^\W\d_]{{3,}}),? (?:(?:and|n|&) )?(?:i['’]?m|i am)? ?(?:only |nearly |just )?"
    r"(?:[5-9]|1[0-7])\b(?! ?(?:weeks?|months?|miles?|days?|minutes?|hours?|years? (?:in|into)|%))",
    re.IGNORECASE,
)
OWN_INITIAL = re.compile(
    rf"\b{_SAY} ([^\W\d_][\w'’-]+ [b-hj-z])\b(?![.'’]?\w|[.] [A-Z])", re.IGNORECASE
)
LABEL = re.compile(
    r"\b(?:(?:sur|fore|nick|first|last|family|middle|maiden|given|birth|christian|real|proper|full"
    r"|street|pet|road)[ -]?name|alias|aka|a\.k\.a\.?|née|nee)(?: is| was|:| =|['’]s)? [\"“'‘]?\Z",
    re.IGNORECASE,
)
LABEL_REACH = 40
"""Characters before a name within which a label of it stands."""
COUPLES = frozenset({"mr", "mrs", "ms", "miss"})
BEFORE = re.compile(
    r"\b(?:a|our|my|the|one) (?:y|yr|year) ?\d{1,2}(?: (?:pupil|girl|boy|child|student))?[,(:] ?$"
    r"|\b(?:sixth[- ]former|(?:son|daughter|brother|sister|mother|father)[- ]in[- ]law),? $",
    re.IGNORECASE,
)
BARE_AGE = re.compile(rf"\s\d{{1,2}}\b{NO_AGE}")
LEADING = re.compile(
    r"(?:\b(?:(?:(?:mr|mrs|ms|miss|dr)\.? (?:&|and) )?(?:old |big )?"
    r"(?:mr|mrs|ms|miss|mx|dr|revd?|sgt|prof)\.?(?: [A-Z]\.?)?|baby|lil|big) "
    r"|(?-i:\b(?:(?:[A-Z]\. ?){1,3}|(?:Ó|Ní|Nic|Mac|De|Van|Von|Al|El) )|(?<![\w'’])[B-HJ-Z] )"
    r"|\b(?:(?:mr|mrs|ms|miss|dr)\.? )?"
    r"(?:van der|van den|van|von|de la|de|del|da|dos|bin|el|al|ibn) )$",
    re.IGNORECASE,
)
TRAILING = re.compile(
    rf" [A-Z](?:\.|\b(?!['’])|(?=['’]s (?:\w+ )?{RELATION}\b))"
    r"|(?<=[a-z]) [b-hj-mo-qstv-z]\b(?![.'’-]?\w)"
)
INITIALS = re.compile(
    r"(?<![\w@.'’/-])(?:[A-Z]\.\s?(?:[A-Z]['’])?[A-Z]\.?(?:[A-Z]\.)?|[a-z]\.\s?[a-z]\.?"
    r"|[A-Z]\.(?: ?[A-Z]\.?)?-[A-Z]\.?|[A-Z]-[A-Z] [A-Z]|[A-Z]-[A-Z]"
    r"|(?:[A-Z]\.? ?-? ?){2,3}[A-Z]\.|[A-Z]\.|[A-Z]{2}|[A-Z](?= \(\d{1,2}\))"
    r"|[a-z]{2}(?= \d|,? (?:in )?\(?y(?:r|ear)? ?\d))"
    r"(?=['’]s\b|(?![\w'’/-]))"
)
DEAR_INITIAL = re.compile(r"\b(?i:lil|little|young|big) [B-HJ-Z]\b(?!['’])")
SAID_INITIALS = re.compile(
    r"\binitials?(?: are| is| of|:| =|,| -| as| only|['’]s)* (?-i:((?:[A-Z]\.? ?){1,2}[A-Z])\b)\.?",
    re.IGNORECASE,
)
PAIR = re.compile(r"\b([A-Z]{2}) (?:&|and) ([A-Z]{2})\b(?=,? \(?\d)")
SENTENCE_END = re.compile(r"[.?!\n](?=\s|$)")
WHO_IS = re.compile(r"\bwho(?:['’]?s| is| was)\b", re.IGNORECASE)
SIGNATURE = re.compile(
    r"(?:\b(?:regards|thanks|thank you|cheers|wishes|sincerely|faithfully|thx|ty)\b|\bta[,!]"
    r"|(?:^|[.!?,\n] ?)(?:best|love|br|kr|yours))"
    r"(?: (?:for|in) [\w ]{2,30}[,\n])?"
    r"[,.!\s–-]{0,4}"
    r"(?:(?:mr|mrs|ms|miss|dr)\.? )?\Z",
    re.IGNORECASE,
)
LIKE_A_PUBLISHED_NAME = 84
"""Percent of letters in common; one or two slips in a full name."""
LIKE_A_FIRST_NAME = 80
LIKE_A_SURNAME = 50
"""Percent of letters in common, where the other half of a name is like the published one too."""
LIKE_A_KNOWN_WORD = 84
"""Percent of letters that a rare name in lower case has in common with a word it is meant for."""
LIKE_A_MEANT_WORD = 75
"""Percent of letters in common, in a message in lower case, whose writers spell by ear."""
LONG_WORD = 8
"""Letters of the shortest word in which two slips are none too many."""
LEAST_PUBLISHED = 3
LEAST_LETTERS = 4
"""Letters of the shortest word in which a slip is told from another word."""
CUE_REACH = 6
"""Words within which a cue and a name belong together."""
NAMED = re.compile(
    r"\b(?:(?:his|her|their|the \w+['’]s) (?:\w+ )?names?(?: is|['’]s)?"
    r"|(?:y|yr|year) ?\d{1,2} (?:called|named)) \Z",
    re.IGNORECASE,
)
CALLED = re.compile(
    r"\b(?:kid|lad|boy|girl|bloke|someone|sum1|somebody|friend|mate|guy|woman|man|lass|child|bf|gf)"
    r" (?:called|named|nicknamed|known as) [\"“'‘]?\Z"
    r"|\b(?:family|couple|parents|twins) (?:called|named) (?:the )?\Z",
    re.IGNORECASE,
)
CALLING = re.compile(r"call|name|known as|aka", re.IGNORECASE)
CALLED_REACH = 40
"""Characters before a name within which what calls somebody so stands."""
GOES_BY = re.compile(r"\b(?i:goes by|uses the name|aka) [\"“'‘]?\Z")
CUES = frozenset(
    {
        "name is",
        "names are",
        "name was",
        "name s",
        "known as",
        "us as",
        "goes by",
        "names is",
        "nickname is",
        "name of",
        "named as",
        "child is",
        "nicknamed is",
        "referred to as",
        "everyone calls him",
        "calls him",
        "calls her",
        "call him",
        "call her",
        "calls herself",
        "calls himself",
        "surname is",
        "nickname",
    }
)
LAST_CUES = frozenset({"aka", "nickname", "nicknamed", "names"})
PRONOUNS = frozenset(
    {"he", "she", "his", "her", "him", "hes", "shes", "they", "their", "who", "someone"}
)
QUOTES = frozenset({'"', "“", "'", "‘"})
OWN = frozenset({"i am", "this is", "kind regards", "best wishes", "thank you", "signed by"})
OWN_NAME = "my name is"
OWNER = re.compile(r"['’]s\s\w")
TOLD_OF = re.compile(
    r"\b(?:reports?|files?|records?|letters?|referrals?|plans?|forms?|notes?|concerns?|reviews?"
    r"|meetings?|call|e-?mails?|summary|query|request|talk|speak) "
    r"(?:on|about|for|re|concerning|regarding|to) $"
    r"|\b(?:files?|records?|notes?|papers|chronology|attendance) of $",
    re.IGNORECASE,
)
IN_TITLES = frozenset({"children", "child", "pupil", "pupils", "parent", "parents", "student"})
AFTER_A_SURNAME = frozenset(
    {
        "from",
        "age",
        "aged",
        "hes",
        "shes",
        "he",
        "she",
        "who",
        "whos",
        "in",
        "yr",
        "year",
        "my",
        "is",
        "",
    }
)
PARTICLES = frozenset(
    {
        "van",
        "de",
        "der",
        "al",
        "bin",
        "el",
        "da",
        "von",
        "di",
        "o",
        "mac",
        "mc",
        "ibn",
        "dos",
        "ni",
        "nic",
        "ap",
        "ab",
    }
)
FOUNDATIONS = frozenset(
    {"nursery", "primary", "school", "infants", "juniors", "academy", "preschool"}
    | {"review", "inquiry", "award", "charity", "hospital", "foundation", "trust", "catholic"}
)
"""What is called after a person, written in lower case too."""
LIKE_SURNAMES = frozenset({"park", "lane", "church", "hall", "ward", "castle", "house", "street"})
PARENT_OF = re.compile(
    r",? (?:mum|dad|mother|father|parent|carer|nan|gran|auntie?|uncle|step\w+) (?:to|of) [A-Z]"
)
FROM_HEADER = re.compile(r"\b(?:from|to|cc|bcc): ?[\"<“'‘]?\Z", re.IGNORECASE)
SPEAKING = re.compile(r" here\b", re.IGNORECASE)
CORRESPONDENT = re.compile(
    r"\b(?:complain\w*|complaints?|grievance|letters?|request|solicitors?) (?:\w+ )?"
    r"(?:by|from|of|for) \Z",
    re.IGNORECASE,
)
VERBAL = re.compile(
    r" (?:to|that|it|for|up|him|me|us|them|we|he|she|they|you|your|my|our|i|the|a|an|there)\b",
    re.IGNORECASE,
)
"""After a verb, such as "hope", which is a first name too."""
ENTRY = re.compile(
    r"[ ,;–(-]*(?:d\.?o\.?b|y(?:ea)?r? ?\d|\d|nhs|upn|aged?\b|reception|nursery|male\b|female\b)",
    re.IGNORECASE,
)
"""What follows a name in a list of pupils."""
GREETED = frozenset(
    {"hi", "hello", "hey", "there", "morning", "afternoon", "evening", "all", "team"}
)
CLASSROOM = frozenset({"tutor", "friendship", "year", "age", "peer", "reading"})
"""A group of these is one of children."""
BEFORE_A_SURNAME = re.compile(r"(?:\b[A-Z]\.? ?)+$")
OWNS = re.compile(
    r"['’]s (?:ehcp|cp|cin|pep|chronology|file|attendance|mum|dad|mother|father)\b", re.IGNORECASE
)
"""What a child has, and no institution called after somebody."""
OWNED = frozenset(
    {"file", "files", "records", "record", "chronology", "plan", "teacher", "tutor", "ehcp", "form"}
)
"""What a child has, written without the sign of whose it is ("bens file")."""
