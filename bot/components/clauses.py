"""A message cut into its questions and remarks, with the names replaced by their kinds.

"Who chairs the health forum and what does it do?" becomes two clauses, "Who chairs the
GROUP" and "what does it do", so that nothing the classifier learns depends on a pack.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.components.forms import OPENERS, PAUSE, form_of
from bot.components.lexicon import Lexicon
from bot.components.ordinals import any_ordinal, place_in_list
from bot.meaning import Form, Mention, Refers
from bot.text import Word, fold, words_of

PLACEHOLDERS = {
    "group": "GROUP",
    "person": "PERSON",
    "organisation": "ORGANISATION",
    "post": "POST",
    "place": "PLACE",
    "district": "PLACE",
    "neighbour": "PLACE",
    "area": "AREA",
    "topic": "TOPIC",
    "body": "BODY",
    "partnership": "PARTNERSHIP",
    "predecessor": "PREDECESSOR",
    "contact": "CONTACT",
    "term": "TERM",
}
"""Kind of a mention → the word that stands for it in examples."""

_KEPT_AS_SAID = frozenset({"term"})
"""Terms keep their words, because articles are told apart by them; only their kind is noted."""
_SENTENCE_END = re.compile(r"[?!;\n]+|\.(?=\s|$)|\.\.+")
_PLACEHOLDER = re.compile(r"\b(?:" + "|".join(sorted(set(PLACEHOLDERS.values()))) + r")\b")
_ADDS = re.compile(r"\s*(?:with|without|including|incl)\b", re.IGNORECASE)
"""What only says more of what stands before a pause ("the members, with their posts")."""
_LONGEST_TURN = 3


@dataclass(frozen=True)
class Clause:
    """A stretch of a message; `plain` is its text with placeholders, ready to be encoded."""

    start: int
    end: int
    plain: str
    kinds: frozenset[str]
    mentions: tuple[Mention, ...]
    form: Form
    refers: tuple[Refers, ...]
    bare: bool
    ordinal: int | None

    @property
    def abbreviates(self) -> bool:
        """Whether a term is said by one strange word; who spells it out knows what it means."""
        said = self.plain.split()
        return any(m.kind == "term" and m.said.lower() in said for m in self.mentions)


def placeholders_in(plain: str) -> frozenset[str]:
    """The placeholders that a text holds."""
    return frozenset(_PLACEHOLDER.findall(plain))


@dataclass(frozen=True)
class ClauseReader:
    """Cuts a message into clauses and reads how each is put."""

    lexicon: Lexicon

    def clause(
        self, text: str, words: Sequence[Word], mentions: Sequence[Mention], span: tuple[int, int]
    ) -> Clause:
        """The clause between two character positions of the message."""
        start, end = span
        inside = tuple(m for m in mentions if start <= m.start and m.end <= end)
        own = [word for word in words if start <= word.start and word.end <= end]
        plain = self._plain(own, inside)
        kinds = placeholders_in(plain) | {PLACEHOLDERS[m.kind] for m in inside if _named(m)}
        free = _outside(own, [m for m in inside if _named(m)])
        bare = self._bare(_outside(own, [m for m in inside if m.certainty != "unknown"]), inside)
        return Clause(
            start=start,
            end=end,
            plain=plain,
            kinds=frozenset(kinds),
            mentions=inside,
            form=form_of(text[start:end], own, self.lexicon, bare=bare),
            refers=self._refers(free),
            bare=bare,
            ordinal=place_in_list(own, self.lexicon),
        )

    def example(self, text: str) -> tuple[str, frozenset[str]]:
        """A training example as plain text: placeholders stay, text speak is spelt out."""
        said = [
            form
            if placeholders_in(form)
            else any_ordinal(self.lexicon.respelt.get(fold(form), fold(form)))
            for form in (text[word.start : word.end] for word in words_of(text))
        ]
        plain = " ".join(said)
        return plain, placeholders_in(plain)

    def sentences(
        self, text: str, words: Sequence[Word], mentions: Sequence[Mention]
    ) -> list[tuple[int, int]]:
        """Spans that end at punctuation or before a further question ("… and who …")."""
        cuts = {match.end() for match in _SENTENCE_END.finditer(text)}
        cuts |= {
            words[index].start
            for index in range(1, len(words))
            if self._starts_anew(text, words, index)
        }
        outside = sorted(cut for cut in cuts if not any(m.start < cut < m.end for m in mentions))
        return _spans(text, words, outside)

    def pieces(
        self, text: str, mentions: Sequence[Mention], span: tuple[int, int]
    ) -> list[tuple[int, int]]:
        """Spans between the commas and dashes of a clause, outside of names; [] without any."""
        start, end = span
        pauses = (match.end() for match in PAUSE.finditer(text, start, end))
        cuts = [cut for cut in pauses if not _ADDS.match(text, cut)]
        outside = [cut for cut in cuts if not any(m.start < cut < m.end for m in mentions)]
        edges = [start, *outside, end]
        spans = [(a, b) for a, b in itertools.pairwise(edges) if words_of(text[a:b])]
        return spans if len(spans) > 1 else []

    def asks_verdict(self, words: Sequence[Word]) -> bool:
        """Whether the words only ask for a yes or no to what was said before ("Is that right?")."""
        forms = " ".join(word.form for word in words).split()
        verdict = [form for form in forms if self.lexicon.has("verdict_word", form)]
        rest = [form for form in forms if form not in verdict]
        filler = all(self.lexicon.has("verdict_filler", form) for form in rest)
        tag = self.lexicon.has("tag_question", " ".join(forms))
        return tag or (bool(verdict) and filler)

    def leads_over(self, words: Sequence[Word]) -> bool:
        """Whether the words begin by turning to something ("back to …", "by the way", "also")."""
        forms = " ".join(word.form for word in words).split()
        while forms and (forms[0] in OPENERS or self.lexicon.has("connective", forms[0])):
            forms = forms[1:]
        starts = (" ".join(forms[:length]) for length in range(1, _LONGEST_TURN + 1))
        return not forms or any(self.lexicon.has("turn_to", start) for start in starts)

    def with_terms(self, clause: Clause, words: Sequence[Word]) -> Clause:
        """The clause with its terms replaced as well ("what does TERM stand for")."""
        own = [word for word in words if clause.start <= word.start and word.end <= clause.end]
        return replace(clause, plain=self._plain(own, clause.mentions, kept=frozenset()))

    def with_hints(self, clause: Clause, words: Sequence[Word]) -> Clause:
        """The clause with its hints at groups taken for names ("chair of health")."""
        firm = tuple(
            replace(mention, certainty="exact")
            if mention.certainty == "hint" and mention.kind == "group" and not mention.others
            else mention
            for mention in clause.mentions
        )
        own = [word for word in words if clause.start <= word.start and word.end <= clause.end]
        plain = self._plain(own, firm)
        return replace(clause, plain=plain, kinds=placeholders_in(plain), mentions=firm)

    def halves(
        self, words: Sequence[Word], mentions: Sequence[Mention], span: tuple[int, int]
    ) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Ways to cut a clause in two at a connective ("chair and terms of reference")."""
        start, end = span
        inside = [w for w in words if start <= w.start and w.end <= end]
        ways = []
        for index in range(1, len(inside) - 1):
            word = inside[index]
            in_a_name = any(m.start <= word.start < m.end and _named(m) for m in mentions)
            if not self.lexicon.has("connective", word.form) or in_a_name:
                continue
            if not (word.form == "or" and _all_named(inside[index + 1 :], mentions)):
                # "East Kent or South Kent" is a choice between two, no further question.
                ways.append(((start, inside[index - 1].end), (inside[index + 1].start, end)))
        return ways

    def _starts_anew(self, text: str, words: Sequence[Word], index: int) -> bool:
        """Whether the word at `index` begins a further question after a connective or comma."""
        word, before = words[index], words[index - 1]
        if self.lexicon.has("connective", word.form):
            following = words[index + 1].form.split()[0] if index + 1 < len(words) else ""
            return self.lexicon.has("question_start", following)
        between = text[before.end : word.start]
        starts = "," in between and self.lexicon.has("question_start", word.form.split()[0])
        return starts and not self._is_tag(text, words, index)

    def _is_tag(self, text: str, words: Sequence[Word], index: int) -> bool:
        """Whether the words from `index` to the sentence's end only ask for a yes ("is she?")."""
        found = _SENTENCE_END.search(text, words[index].start)
        end = found.start() if found else len(text)
        rest = [word.form for word in words[index:] if word.end <= end]
        return self.lexicon.has("tag_question", " ".join(rest))

    def _plain(
        self,
        words: Sequence[Word],
        mentions: Sequence[Mention],
        kept: frozenset[str] = _KEPT_AS_SAID,
    ) -> str:
        forms: list[str] = []
        for word in words:
            mention = next(
                (m for m in mentions if m.start <= word.start < m.end and _named(m)), None
            )
            if mention is None or mention.kind in kept:
                forms.append(any_ordinal(word.form))
            elif word.start == mention.start:
                forms.append(PLACEHOLDERS[mention.kind])
        return " ".join(forms)

    def _refers(self, free: Sequence[str]) -> tuple[Refers, ...]:
        text = f" {' '.join(free)} "
        kinds: list[Refers] = []
        for kind, table in _PRONOUNS:
            if any(f" {fold(form)} " in text for form in self.lexicon.lists.get(table, ())):
                kinds.append(kind)
        return tuple(kinds)

    def _bare(self, free: Sequence[str], mentions: Sequence[Mention]) -> bool:
        small = self.lexicon.lists.get("small_word", frozenset())
        said = [form for words in free for form in words.split()]
        if tuple(said[:2]) in _ASKS_OUTRIGHT:
            return False
        return bool(mentions) and all(form in small for form in said)


_ASKS_OUTRIGHT = frozenset({("what", "is"), ("who", "is"), ("what", "are"), ("who", "are")})
"""Beginnings that ask a question of their own, however little else is said."""
_PRONOUNS: tuple[tuple[Refers, str], ...] = (
    ("person", "person_pronoun"),
    ("thing", "thing_pronoun"),
    ("place", "place_pronoun"),
    ("both", "both_pronoun"),
    ("other", "other_pronoun"),
    ("next", "next_pronoun"),
    ("previous", "previous_pronoun"),
)


def _named(mention: Mention) -> bool:
    return mention.certainty not in {"hint", "unknown"}


def _all_named(words: Sequence[Word], mentions: Sequence[Mention]) -> bool:
    return all(any(m.start <= w.start < m.end and _named(m) for m in mentions) for w in words)


def _outside(words: Sequence[Word], mentions: Sequence[Mention]) -> list[str]:
    """The forms of the words that belong to none of the mentions."""
    return [w.form for w in words if not any(m.start <= w.start < m.end for m in mentions)]


def _spans(text: str, words: Sequence[Word], cuts: Sequence[int]) -> list[tuple[int, int]]:
    edges = [0, *cuts, len(text)]
    spans = []
    for start, end in itertools.pairwise(edges):
        if any(start <= word.start and word.end <= end for word in words):
            spans.append((start, end))
    return spans
