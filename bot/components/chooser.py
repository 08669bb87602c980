"""Which questions a message asks: every way of cutting it up is weighed, the best is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answers.unlisted import ASPECTS
from bot.components.clauses import PLACEHOLDERS, Clause
from bot.components.contextual import WeigherInContext, asks
from bot.components.reader import MessageReader, ReadMessage
from bot.meaning import Mention, Part
from bot.text import words_of

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
_TWO = 2
_TOPIC_WORDS = 4
_NEARLY = 0.2
_WISH, _CLEAR = "person", 0.9
_HELP = "capabilities"
_OUTSIDE = "outside_"


def parts_of(
    reader: MessageReader, message: ReadMessage, weigher: WeigherInContext
) -> tuple[Part, ...]:
    """The questions and remarks of a message, in order; at least one."""
    return _Chooser(reader, message, weigher).parts()


@dataclass(frozen=True)
class _Chooser:
    reader: MessageReader
    message: ReadMessage
    weigher: WeigherInContext

    def parts(self) -> tuple[Part, ...]:
        message = self.message
        whole = self._part(self.reader.whole(message))
        spans = self.reader.clauses.sentences(message.text, message.words, message.mentions)
        if len(spans) > _MOST_PARTS * 2:
            spans = spans[-_MOST_PARTS * 2 :]
        spans = self._with_topic_joined(spans)
        found = _tags_joined([part for span in spans for part in self._cut(span)], self.reader)
        asked = [part for part in found if part.intent not in BACKGROUND and part.sure]
        if any(part.intent in _CLOSING for part in found):
            # "Thank you, I shall ring at once" asks for nothing.
            asked = [part for part in asked if part.form != "statement"]
        asked = _without_offers_of_help(asked, found)
        questions = [part for part in asked if part.form != "statement"]
        if questions:
            known = any(part.intent not in ASPECTS for part in questions)
            asked = [part for part in asked if not _tells_why(part, known=known)]
        asked = [part for part in asked if not self._leads_over(part, asked)]
        if asked:
            asked = [part for part in found if part in asked or self._worth_trying(part)]
        if not asked:
            return self._without_question(whole, found)
        if _is_all_of_elsewhere(whole, found, asked):
            return (whole,)
        if _only_tells_of_elsewhere(asked, found):
            return self._without_question(whole, [part for part in found if part not in asked])
        if len(found) > 1 and _says_more(whole, asked):
            return (whole,)
        return tuple(_with_stray_mentions(asked[:_MOST_PARTS], found))

    def _with_topic_joined(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """The clauses, with a topic set before the first question joined to it.

        "Re old SCRs, where are they published?" asks nothing before its comma.
        """
        if len(spans) < _TWO:
            return list(spans)
        first, second = self._clause(spans[0]), self._clause(spans[1])
        few = len(first.plain.split()) <= _TOPIC_WORDS
        if not (few and first.form == "statement" and "TERM" in first.kinds and not second.kinds):
            return list(spans)
        return [(spans[0][0], spans[1][1]), *spans[2:]]

    def _leads_over(self, part: Part, asked: Sequence[Part]) -> bool:
        """Whether a clause only leads over to a question ("Back to policies, who leads it?")."""
        rest = asked[asked.index(part) + 1 :]
        before_a_question = bool(rest) and part.form == "statement" and rest[0].form != "statement"
        return before_a_question and self.reader.clauses.leads_over(words_of(part.text))

    def _worth_trying(self, part: Part) -> bool:
        """A further question beside an understood one, if it is nearly understood."""
        score = part.reading.confidence + part.similarity
        return (
            part.form != "statement"
            and part.intent not in BACKGROUND
            and asks(part.reading)
            and part.reading.confidence >= _NEARLY
            and score >= self.weigher.threshold.least - _NEARLY
        )

    def _without_question(self, whole: Part, found: Sequence[Part]) -> tuple[Part, ...]:
        """No clause alone is understood: the whole may be, or else the likeliest clause."""
        if whole.sure and whole.intent not in BACKGROUND:
            return (whole,)
        closing = [part for part in found if part.sure and part.intent in _CLOSING]
        if closing:
            return tuple(closing)
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
        return parts if any(part.sure and asks(part.reading) for part in parts) else []

    def _clause(self, span: tuple[int, int]) -> Clause:
        message = self.message
        return self.reader.clauses.clause(message.text, message.words, message.mentions, span)

    def _part(self, clause: Clause) -> Part:
        weighed, clause = self.weigher.weighed(clause, self._named_before(clause))
        best, *others = weighed.readings
        return Part(
            text=self.message.text[clause.start : clause.end].strip(),
            reading=best,
            similarity=weighed.similarities[0],
            mentions=clause.mentions,
            others=tuple(others[:5]),
            form=clause.form,
            refers=clause.refers,
            sure=self.weigher.accepts(weighed, clause),
            plain=clause.plain,
            bare=clause.bare,
            ordinal=clause.ordinal,
        )

    def _named_before(self, clause: Clause) -> str | None:
        """The kind of the last thing that the message names before this clause; a term itself."""
        before = [m for m in self.message.mentions if m.end <= clause.start and m.id]
        firm = [m for m in before if m.certainty not in {"hint", "unknown"}]
        if not firm:
            return None
        last = firm[-1]
        # Articles are told apart by the words of a term; an abbreviation may only need its meaning.
        spelt_out = last.kind == "term" and " " in last.said
        return last.said.lower() if spelt_out else PLACEHOLDERS[last.kind]


_CLOSING = frozenset({"thank", "goodbye"})
_SETS_RIGHT = frozenset({"correct", "deny"})


def _tells_why(part: Part, *, known: bool) -> bool:
    """Whether a clause beside a question only tells why it is asked ("Our policy is out of date.").

    It sounds like something else, but asks for nothing; beside a question that may be `known`,
    also like something that the sources do not hold.
    """
    tells = part.intent == "ask_meaning" or _is_of_elsewhere(part)
    return part.form == "statement" and (tells or (known and part.intent in ASPECTS))


def _is_all_of_elsewhere(whole: Part, found: Sequence[Part], asked: Sequence[Part]) -> bool:
    """Whether a clause tells a matter of elsewhere, of which the rest then asks.

    "The fridge has broken, who do I ring?" asks for no number of this field.  Whoever names
    something of the field, or asks in just its words, asks of that all the same.
    """
    tells = any(_is_of_elsewhere(part) and part.form == "statement" for part in found)
    of_the_field = any(
        part.of_kind(*PLACEHOLDERS)
        or (part.reading.confidence >= _CLEAR and part.similarity >= _CLEAR)
        for part in asked
        if not _is_of_elsewhere(part)
    )
    return tells and whole.sure and _is_of_elsewhere(whole) and not of_the_field


def _only_tells_of_elsewhere(asked: Sequence[Part], found: Sequence[Part]) -> bool:
    """Whether all that is understood tells a matter of elsewhere, before a question that is not.

    As in "We have two new pupils from Sudan. Does anybody think about children like that?".
    """
    tells = all(_is_of_elsewhere(part) and part.form == "statement" for part in asked)
    return tells and any(part.form != "statement" and not part.sure for part in found)


def _is_of_elsewhere(part: Part) -> bool:
    return part.intent.startswith(_OUTSIDE)


def _without_offers_of_help(asked: Sequence[Part], found: Sequence[Part]) -> list[Part]:
    """Without a "could you help?" that only ends what was said, and what a wish leaves behind.

    "I am not sure that covers it. Might I ask a person?" asks for a person, and no more.
    """
    wishes = [part for part in asked if part.intent == _WISH and part.reading.confidence >= _CLEAR]
    if wishes:
        return [part for part in asked if part.form != "statement" or part in wishes]
    beside = [p for p in found if p.intent not in BACKGROUND and p.intent != _HELP]
    return [part for part in asked if part.intent != _HELP] if beside else list(asked)


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
    asking = all(asks(half.reading) for half in halves)
    return sure and asking and _meaning(halves[0]) != _meaning(halves[1]) and asks(one.reading)


def _meaning(part: Part) -> tuple[str, str | None]:
    return part.reading.intent, part.reading.article


def _says_more(whole: Part, asked: Sequence[Part]) -> bool:
    """Whether the whole is one question that its only understood clause tells less well.

    "Fancy that. And education?" is not: the clause goes on from what was asked before.
    """
    alone = len(asked) == 1 and not asked[0].bare
    return alone and whole.sure and _meaning(whole) == _meaning(asked[0])


def _with_stray_mentions(asked: Sequence[Part], found: Sequence[Part]) -> list[Part]:
    """The questions, with names from clauses that ask nothing ("In Dover. Who's my advisor?").

    A correction that follows takes the place of what was said before it ("health, no, online").
    """
    strays = [m for part in found if part not in asked for m in _named_in(part)]
    meant = found[-1] if found[-1].intent in _SETS_RIGHT and found[-1] not in asked else None
    corrected = [_corrected(part, meant) if meant else part for part in asked]
    return [_joined(part, strays) for part in corrected]


def _named_in(part: Part) -> tuple[Mention, ...]:
    """What a part names; a correction means what it hints at."""
    if part.intent not in _SETS_RIGHT:
        return part.mentions
    return tuple(replace(mention, certainty="exact") for mention in part.mentions)


def _corrected(part: Part, meant: Part) -> Part:
    kinds = {mention.kind for mention in meant.mentions}
    return replace(part, mentions=tuple(m for m in part.mentions if m.kind not in kinds))


def _joined(part: Part, strays: Sequence[Mention]) -> Part:
    kinds = {mention.kind for mention in part.mentions if mention.certainty != "hint"}
    more = tuple(stray for stray in strays if stray.kind not in kinds)
    return replace(part, mentions=(*part.mentions, *more)) if more else part
