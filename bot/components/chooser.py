"""Which questions a message asks: every way of cutting it up is weighed, the best is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.components.clauses import PLACEHOLDERS, Clause, placeholders_in
from bot.components.meaning_model import Weighed
from bot.components.plausibility import NOT_OF_THE_FIELD, in_context, reweighed
from bot.components.reader import MessageReader, ReadMessage
from bot.context import Context
from bot.meaning import Mention, Part, Reading
from bot.moves import GROUP_ASPECTS
from bot.text import words_of

Weigh = Callable[[Clause], Weighed]
BACKGROUND = frozenset(
    {
        "preamble",
        "greet",
        "thank",
        "goodbye",
        "praise",
        "inform_place",
        "affirm",
        "deny",
        "complain",
        "abuse",
        "cancel",
        "something_else",
        "ask_source",
        "correct",
        "gibberish",
        "more",
        "repeat",
        "start_over",
    }
)
"""Intents that step back when the same message asks something."""
_SURE_HALF = 0.75
_MOST_PARTS = 5
_NEARLY = 0.2
_SHORT = 4


@dataclass(frozen=True)
class Threshold:
    """A reading is accepted when confidence + similarity reaches `least`.

    Both together reject outside messages better than either alone (measured on CLINC150 in
    the study before this project and on our own sets by `make evaluate`).  What a pronoun can
    point to in the conversation makes up for `with_referent` of it.  A matter of this field must
    also be like some example (`least_similarity`): a lone confident reading of something strange
    was wrong four times in five.
    """

    least: float
    least_similarity: float = 0.38
    with_referent: float = 0.25

    def accepts(self, weighed: Weighed, *, referent: bool) -> bool:
        """Whether the best reading is likely enough to act on."""
        outside = weighed.readings[0].intent.startswith(NOT_OF_THE_FIELD)
        if not outside and weighed.similarities[0] < self.least_similarity:
            return False
        return weighed.score >= self.least - (self.with_referent if referent else 0.0)


def parts_of(
    reader: MessageReader,
    message: ReadMessage,
    weigh: Weigh,
    threshold: Threshold,
    context: Context,
) -> tuple[Part, ...]:
    """The questions and remarks of a message, in order; at least one."""
    return _Chooser(reader, message, weigh, threshold, context).parts()


@dataclass(frozen=True)
class _Chooser:
    reader: MessageReader
    message: ReadMessage
    weigh: Weigh
    threshold: Threshold
    context: Context

    def parts(self) -> tuple[Part, ...]:
        message = self.message
        whole = self._part(self.reader.whole(message))
        spans = self.reader.clauses.sentences(message.text, message.words, message.mentions)
        if len(spans) > _MOST_PARTS * 2:
            spans = spans[-_MOST_PARTS * 2 :]
        found = _tags_joined([part for span in spans for part in self._cut(span)], self.reader)
        asked = [part for part in found if part.intent not in BACKGROUND and part.sure]
        if any(part.intent in _CLOSING for part in found):
            # "Thank you, I shall ring at once" asks for nothing.
            asked = [part for part in asked if part.form != "statement"]
        if asked:
            asked = [part for part in found if part in asked or self._worth_trying(part)]
        if not asked:
            return self._without_question(whole, found)
        if len(found) > 1 and _says_more(whole, asked):
            return (whole,)
        return tuple(_with_stray_mentions(asked[:_MOST_PARTS], found))

    def _worth_trying(self, part: Part) -> bool:
        """A further question beside an understood one, if it is nearly understood."""
        score = part.reading.confidence + part.similarity
        return (
            part.form != "statement"
            and _asks(part.reading)
            and score >= self.threshold.least - _NEARLY
        )

    def _without_question(self, whole: Part, found: Sequence[Part]) -> tuple[Part, ...]:
        """No clause alone is understood: the whole may be, or else the likeliest clause."""
        if whole.sure and whole.intent not in BACKGROUND:
            return (whole,)
        unsure = [part for part in found if not part.sure]
        if not unsure:
            return tuple(found[:_MOST_PARTS]) or (whole,)
        return (max([whole, *unsure], key=lambda part: part.reading.confidence + part.similarity),)

    def _cut(self, span: tuple[int, int]) -> list[Part]:
        """The clause as one part, or as two where both halves are understood better."""
        message = self.message
        one = self._part(self._clause(span))
        for left, right in self.reader.clauses.halves(message.words, message.mentions, span):
            halves = [self._part(self._clause(left)), self._part(self._clause(right))]
            if _two_questions(one, halves):
                return halves
        return self._pieces(one, span) or [one]

    def _pieces(self, one: Part, span: tuple[int, int]) -> list[Part]:
        """The understood pieces between the commas of a clause that is not understood whole."""
        if one.sure and one.intent not in BACKGROUND:
            return []
        message = self.message
        spans = self.reader.clauses.pieces(message.text, message.mentions, span)
        parts = [self._part(self._clause(piece)) for piece in spans]
        return parts if any(part.sure and _asks(part.reading) for part in parts) else []

    def _clause(self, span: tuple[int, int]) -> Clause:
        message = self.message
        return self.reader.clauses.clause(message.text, message.words, message.mentions, span)

    def _part(self, clause: Clause) -> Part:
        weighed, clause = self._weighed_in_context(clause, self._named_before(clause))
        best, *others = weighed.readings
        return Part(
            text=self.message.text[clause.start : clause.end].strip(),
            reading=best,
            similarity=weighed.similarities[0],
            mentions=clause.mentions,
            others=tuple(others[:5]),
            form=clause.form,
            refers=clause.refers,
            sure=self.threshold.accepts(weighed, referent=self._has_referent(clause)),
            plain=clause.plain,
            bare=clause.bare,
            ordinal=clause.ordinal,
        )

    def _weighed_in_context(self, clause: Clause, earlier: str | None) -> tuple[Weighed, Clause]:
        """The readings of a clause; of one that leaves its subject out, with it put back in."""
        best, meant = self.weigh(clause), clause
        of_group = best.readings[0].intent in GROUP_ASPECTS or clause.refers
        if "TERM" in clause.kinds and not of_group:
            # The words of a term sound like its matter; whether its meaning is asked shows better
            # without them.
            without = self.weigh(self.reader.clauses.with_terms(clause, self.message.words))
            likeliest = without.readings[0]
            if likeliest.intent == "ask_meaning" and likeliest.confidence >= _SURE_HALF:
                return without, meant
        if not clause.kinds and len(clause.plain.split()) <= _SHORT:
            best = in_context(best, self.context)
        unlike = best.similarities[0] < _QUITE_LIKE
        if best.readings[0].intent in _OF_THE_TALK and (self.context.latest == "article" or unlike):
            # "Where?" after an answer asks where the thing is more often than for the source.
            best = reweighed(best, lambda one: 0.5 if one.intent in _OF_THE_TALK else 1.0)
        elif clause.kinds - {"TERM"} or (
            self._is_plain(best) and not self._points_within(clause, earlier)
        ):
            return best, meant
        score = self.threshold.least
        if self._is_plain(best):
            score = best.score - (_AS_GOOD if self._points_within(clause, earlier) else 0.0)
        for whole in self._completed(clause, earlier):
            weighed = self.weigh(whole)
            if weighed.score > score and self.threshold.accepts(weighed, referent=False):
                best, meant, score = weighed, whole, weighed.score
        return best, meant

    def _named_before(self, clause: Clause) -> str | None:
        """The kind of the last thing that the message names before this clause."""
        before = [m for m in self.message.mentions if m.end <= clause.start and m.id]
        firm = [PLACEHOLDERS[m.kind] for m in before if m.certainty not in {"hint", "unknown"}]
        return firm[-1] if firm else None

    def _points_within(self, clause: Clause, earlier: str | None) -> bool:
        """Whether "it" points to what the same message has just named."""
        return bool(earlier) and "thing" in clause.refers

    def _is_plain(self, weighed: Weighed) -> bool:
        """Whether a clause is understood as it stands.

        A matter of elsewhere must be quite like an example: cut short, a question of this
        field is like nothing and sounds like anything.
        """
        if not self.threshold.accepts(weighed, referent=False):
            return False
        outside = weighed.readings[0].intent.startswith(NOT_OF_THE_FIELD)
        return not outside or weighed.similarities[0] >= _QUITE_LIKE

    def _completed(self, clause: Clause, earlier: str | None) -> Iterator[Clause]:
        """The clause with "it" replaced by what was last spoken of, or after the last question.

        `earlier` is the kind of what the same message named before.
        """
        if any(mention.certainty == "hint" for mention in clause.mentions):
            yield self.reader.clauses.with_hints(clause, self.message.words)
        placeholder = earlier or self._last_named()
        if placeholder and "thing" in clause.refers:
            words = [placeholder if word in _IT else word for word in clause.plain.split()]
            yield replace(clause, plain=" ".join(words), kinds=clause.kinds | {placeholder})
        if self.context.asked and self.context.latest == "article" and not earlier:
            plain = f"{self.context.asked} {clause.plain}"
            yield replace(clause, plain=plain, kinds=placeholders_in(plain))

    def _last_named(self) -> str | None:
        """The placeholder of what was last spoken of; of an article, what its question named."""
        if self.context.latest != "article":
            return PLACEHOLDERS.get(self.context.latest or "")
        return next((word for word in self.context.asked.split() if placeholders_in(word)), None)

    def _has_referent(self, clause: Clause) -> bool:
        """Whether the conversation holds what the clause points to."""
        if "person" in clause.refers and self.context.spoken_of("person"):
            return True
        things = self.context.spoken_of("group") or self.context.spoken_of("article")
        return ("thing" in clause.refers and bool(things)) or (
            clause.ordinal is not None and bool(self.context.last_listed)
        )


_AS_GOOD = 0.1
_CLOSING = frozenset({"thank", "goodbye"})
_OF_THE_TALK = frozenset({"ask_source", "more", "repeat"})
_QUITE_LIKE = 0.5
_IT = frozenset({"it", "they", "them", "this", "that", "its", "their"})


def _tags_joined(parts: Sequence[Part], reader: MessageReader) -> list[Part]:
    """Parts without a closing "Is that right?", which makes the part before it a yes/no one."""
    kept: list[Part] = []
    for part in parts:
        if kept and reader.clauses.asks_verdict(words_of(part.text)):
            kept[-1] = replace(kept[-1], form="yes_no")
        else:
            kept.append(part)
    return kept


def _two_questions(one: Part, halves: Sequence[Part]) -> bool:
    """Whether both halves are sure, ask different things, and neither is mere background."""
    sure = all(half.sure and half.reading.confidence >= _SURE_HALF for half in halves)
    asking = all(_asks(half.reading) for half in halves)
    return sure and asking and _meaning(halves[0]) != _meaning(halves[1]) and _asks(one.reading)


def _asks(reading: Reading) -> bool:
    return reading.intent.startswith(("ask_", "list_", "count_"))


def _meaning(part: Part) -> tuple[str, str | None]:
    return part.reading.intent, part.reading.article


def _says_more(whole: Part, asked: Sequence[Part]) -> bool:
    """Whether the whole is one question that its only understood clause tells less well."""
    return len(asked) == 1 and whole.sure and _meaning(whole) == _meaning(asked[0])


def _with_stray_mentions(asked: Sequence[Part], found: Sequence[Part]) -> list[Part]:
    """The questions, with names from clauses that ask nothing ("In Dover. Who's my advisor?")."""
    strays = [
        replace(mention, certainty="exact") if part.intent == "correct" else mention
        for part in found
        if part not in asked
        for mention in part.mentions
    ]
    return [_joined(part, strays) for part in asked]


def _joined(part: Part, strays: Sequence[Mention]) -> Part:
    kinds = {mention.kind for mention in part.mentions if mention.certainty != "hint"}
    more = tuple(stray for stray in strays if stray.kind not in kinds)
    return replace(part, mentions=(*part.mentions, *more)) if more else part
