"""Passwords of the desk: what may be one, and how it is kept."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

COMMON = Path(__file__).parent / "common_passwords.txt"
# NIST SP 800-63B asks for 8 beside a second factor; 12 is still easily four words.
SHORTEST = 12
LONGEST = 200
# So many different letters must be left beside the common words, digits and signs.
LEAST_OWN = 6
Weakness = Literal["short", "long", "common", "personal"]

_LOOKALIKES = str.maketrans("013457@$!", "oieastasi")


class Passwords:
    """Keeps passwords as argon2id hashes (OWASP: 19 MiB, two passes) and checks them.

    A check takes as long for an account that does not exist, so that its time tells nothing.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        # Each check takes 19 MiB: a flood of them waits instead of filling the memory.
        self._at_once = asyncio.Semaphore(2)

    async def hash(self, password: str) -> str:
        """The hash under which the password is kept."""
        async with self._at_once:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def is_right(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that is kept; None is kept for nobody."""
        async with self._at_once:
            return await asyncio.to_thread(self._check, kept, password)

    def _check(self, kept: str | None, password: str) -> bool:
        try:
            right = self._hasher.verify(kept or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return right and kept is not None

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")


def weakness_of(password: str, about: Iterable[str] = ()) -> Weakness | None:
    """Why the password must not be used, or None; `about` are the person's names and address."""
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    common = _common()
    if _is_left_bare(password, common):
        return "common"
    parts = {part for text in about for part in re.findall(r"\w{3,}", text.casefold())}
    return "personal" if _is_left_bare(password, parts | common) else None


def _is_left_bare(password: str, words: Iterable[str]) -> bool:
    """Whether hardly a letter is left once these words are taken out.

    Both as it is written and with the digits and signs read that stand for letters.
    """
    plain = password.casefold()
    read = plain.translate(_LOOKALIKES)
    for word in sorted(words, key=len, reverse=True):
        plain = plain.replace(word, " ")
        read = read.replace(word.translate(_LOOKALIKES), " ")
    return any(len(set(re.sub(r"[\W\d_]", "", one))) < LEAST_OWN for one in (plain, read))


def _common() -> set[str]:
    lines = COMMON.read_text(encoding="utf-8").split("\n")
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}
