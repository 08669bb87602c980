"""What an asker calls themselves: "I'm Zofia", "Zofia here from Elm Primary", "Regards, Zofia".

Where the form asks for it, a name of one's own is its answer; anywhere else nobody needs it, and
who asks for which school may lead to a child.
"""

from __future__ import annotations

import re

from bot.privacy_cues import GREETED, SIGNATURE, TRAILING
from bot.privacy_everyday_cues import MONTHS
from bot.privacy_explained import HUMAN_VERB, POST_AFTER
from bot.privacy_suspects import SuspectReading

_TITLE = r"(?:(?:mr|mrs|ms|miss|mx|dr|rev|revd|sgt|sister|father)\.? )?"
_SAID = re.compile(
    r"(?:\b(?:i['’]?m(?: called)?|i am(?: called)?|call me|this is"
    r"|(?:me|i['’]?m) again,?|hi,? from)"
    rf"|(?P<named>\b(?:my )?(?:full )?names? ?(?:['’]?s|is|:))) {_TITLE}\Z",
    re.IGNORECASE,
)
# "It's …" may tell of anybody and anything, so that what follows has to be a name and no more.
_IT_IS = re.compile(
    rf"(?:^|[.!?,\n] ?|\b(?:hi|hello|hey),? )it['’]?s(?: only| just)? {_TITLE}\Z", re.IGNORECASE
)
_SIGNED = re.compile(rf"\byours(?: \w+)?[,.!\s]{{1,4}}{_TITLE}\Z", re.IGNORECASE)
_REACH = 40
# What goes on after one's own first name that is an everyday word too: "I'm Will and I run …".
_GOES_ON = re.compile(
    r"\s*(?:[,.;!?()|\n–-]|$|(?:and|from|at|here|again|the|i|in|of|with|calling|ringing|writing)\b)",
    re.IGNORECASE,
)
# After a comma or "and", who has just said their name goes on to tell of themselves.
_TELLS_ON = re.compile(r"(?:,| and|, and) i['’]?m?\b", re.IGNORECASE)
_AGAIN = re.compile(r"\s*(?:again\b|[.,!]?\s*(?:$|\n|from\b)|,? i\b)", re.IGNORECASE)
_HERE = re.compile(r" here(?=\s*(?:[,.;:!?\n–-]|$|again\b|from\b|at\b|and\b|in\b))", re.IGNORECASE)
# A signature ends a message, or a line of it; a post, a school or a number may follow.
_ENDS = re.compile(
    r"\s*(?:[.!)]*\s*$|\n|[|(]|,? ?[-–]|,? (?!(?:i|we|you|that|it)\b)[\w', ]{2,80}\.?$)"
)
_LEADS = re.compile(r"\s*(?:[,(–-]|[.] )", re.IGNORECASE)


class OwnReading(SuspectReading):
    """One message; says also by which words the asker names themselves."""

    def _names_oneself(self, index: int) -> bool:
        """Whether one's own name begins with a word."""
        token = self._tokens[index]
        if not token.word or index in self._taken or self._shouting:
            return False
        before = self._text[max(0, token.start - _REACH) : token.start]
        whole = self._whole_name(index)
        after = self._text[self._tokens[whole[-1]].end :]
        letter = TRAILING.match(after)
        after = after[letter.end() :] if letter else after
        said = _SAID.search(before)
        if said:
            is_named = said.group("named") is not None
            small = is_named or _TELLS_ON.match(after) is not None
            return self._is_own(index, whole, small=small) and bool(
                is_named or len(whole) > 1 or _GOES_ON.match(after)
            )
        it_is = _IT_IS.search(before)
        if it_is:
            opens = all(self._is_greeting(one.form) for one in self._tokens[: max(0, index - 1)])
            return self._is_own(index, whole, small=opens) and bool(_AGAIN.match(after))
        if SIGNATURE.search(before) or _SIGNED.search(before):
            return self._is_own(index, whole, small=False) and bool(_ENDS.match(after))
        return self._opens(index, whole, after)

    def _opens(self, index: int, whole: list[int], after: str) -> bool:
        """Such as "hi, Zofia here", and "Zofia Lark, deputy head, …" at the beginning."""
        before = [one for one in self._tokens[:index] if one.word]
        if not all(self._is_greeting(one.form) for one in before):
            return False
        if _HERE.match(after):
            return self._is_own(index, whole, small=True)
        is_post = _LEADS.match(after) and POST_AFTER.match(after) and not HUMAN_VERB.match(after)
        return bool(is_post) and index == 0 and self._is_own(index, whole, small=False)

    def _is_greeting(self, form: str) -> bool:
        known = form in GREETED or form in {"good", "sorry", "me", "again", "it", "its"}
        return known or self._words.has("titles", form) or form in {"rev", "sgt", "pc"}

    def _is_own(self, index: int, whole: list[int], *, small: bool) -> bool:
        """Whether words are a name; `small` says that an everyday one may be in lower case."""
        token = self._tokens[index]
        if self._is_only_a_name(token.form):
            return token.capital or small or not self._may_be_a_slip(token)
        if self._words.has("ordinary_names", token.form):
            is_verb = token.form in MONTHS and not token.capital and token.form != "mark"
            return (token.capital or small) and not is_verb
        if not token.capital or not self._can_stand(index):
            return False
        is_titled = self._is_titled(index) and self._can_be_a_name(index, strict=True)
        is_single = self._is_unknown(index) and not self._is_a_slip(token.form)
        is_single = is_single and self._is_no_word(token.form)
        return is_titled or is_single or self._is_full(whole)
