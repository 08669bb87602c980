"""What every action is given: the knowledge in use, the sentences, the enquiries, and the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.enquiry_book import EnquiryBook
from bot.enquiry_words import FormWords
from bot.frames import Frames
from bot.knowledge import Knowledge


class Assistant:
    """Holds what actions answer from; `knowledge` changes whole when a changed pack is in use."""

    def __init__(
        self,
        current: Callable[[], Knowledge],
        frames: Frames,
        now: Callable[[], datetime],
        form_words: FormWords,
        enquiries: EnquiryBook,
    ) -> None:
        self._current = current
        self.frames = frames
        self.now = now
        self.form_words = form_words
        self.enquiries = enquiries

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge in use at this moment: take it once for an answer."""
        return self._current()
