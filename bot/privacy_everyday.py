"""First names that are everyday words, in lower case too, told by what only a child has or does."""

from __future__ import annotations

from bot.privacy_cues import LABEL_REACH
from bot.privacy_everyday_cues import AGED, ASKED_OF, NO_NAME_BEFORE, OF_A_CHILD, SEASONS
from bot.privacy_reading import NameReading
from bot.privacy_tokens import Token


class EverydayReading(NameReading):
    """One message; says of an everyday word that somebody is called so."""

    def _is_aged(self, index: int) -> bool:
        """Such as "will is 8", "poppy in reception": a first name that is an everyday word."""
        token = self._tokens[index]
        before = self._tokens[index - 1].form if index else ""
        if not self._words.has("ordinary_names", token.form) or before in NO_NAME_BEFORE:
            return False
        is_time = token.form in SEASONS and not token.capital
        is_aged = AGED.match(self._text, token.end) is not None
        return not is_time and (is_aged or self._is_asked_of(token))

    def _is_asked_of(self, token: Token) -> bool:
        """Such as "does Faith need a plan", "is mark still on a plan"."""
        asks = ASKED_OF.search(self._text, max(0, token.start - LABEL_REACH), token.start)
        is_time = token.form in SEASONS
        of_child = OF_A_CHILD.match(self._text, token.end)
        return bool(asks and of_child) and not is_time
