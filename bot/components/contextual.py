"""How a clause is weighed in a conversation: with what it leaves out put back in.

"When?", "who chairs it?" and "the second" mean little alone; each is weighed again with what
was spoken of, and the better reading counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.answers.unlisted import ASPECTS
from bot.components.clauses import Clause, ClauseReader, placeholders_in
from bot.components.follow_ups import FollowUps
from bot.components.going_on import together
from bot.components.held_against import against
from bot.components.in_other_words import InOtherWords, Weigh
from bot.components.plausibility import (
    NOT_OF_THE_FIELD,
    OF_THE_ASSISTANT,
    going_on_from,
    in_context,
    of_what_was_told,
    reweighed,
)
from bot.components.reader import ReadMessage
from bot.components.referents import (
    asks_for_a_chair,
    asks_of_it,
    asks_of_nobody,
    drifts_off,
    has_referent,
    is_of_its_own,
    last_named,
    leaves_something_out,
    told_of_a_group,
    with_it_named,
)
from bot.components.remits import Remits
from bot.components.shorthand import asked_outright
from bot.components.threshold import Threshold
from bot.components.weighing import Weighed
from bot.context import Context
from bot.meaning import ARTICLE_INTENT, Reading
from bot.moves import GROUP_ASPECTS

_AS_GOOD = 0.1
_HARDLY_A_WORD = 2
_SHORT = 4
_RATHER_SURE = 0.6
_QUITE_LIKE = 0.5
_WORD_FOR_WORD = 0.88
_CLEARLY_HEARD = 0.8
_AS_HEARD = 0.62
"""Likeness (cosine) from which a remark is taken for a follow-up question of the pack."""
_AS_HEARD_BEFORE = 0.8
"""The same where something else has been told since."""
_QUITE_THE_SAME = 0.75
_BY_ALL_SIGNS, _CLEARLY_BY_ALL_SIGNS, _SURE_OF_A_WHOLE = 0.3, 0.45, 0.65
_NAMES_NOTHING_NEW = frozenset({"TERM", "PARTNERSHIP", "PREDECESSOR"})
_THEM, _BESIDE_THEM = frozenset({"they", "those", "these"}), frozenset({"PLACE"})
"""Words for several things told of, and what may be named beside them ("do they cover Dover?")."""
_OF_THE_TALK = frozenset({"ask_source", "more", "repeat"})


def asks(reading: Reading) -> bool:
    """Whether a reading is a question about the field."""
    return reading.intent.startswith(("ask_", "list_", "count_"))


@dataclass(frozen=True)
class WeigherInContext:
    """Weighs the clauses of one message; `weigh` knows no context."""

    clauses: ClauseReader
    follow_ups: FollowUps
    remits: Remits
    message: ReadMessage
    weigh: Weigh
    threshold: Threshold
    context: Context

    def weighed(self, clause: Clause, earlier: str | None) -> tuple[Weighed, Clause]:
        """The readings of a clause; of one that leaves its subject out, with it put back in.

        `earlier` is the kind of what the same message named before, or a term in its words.
        """
        if self.context.latest == "article":
            clause = replace(clause, plain=asked_outright(clause.plain))
        weighed, meant = self._weighed(clause, earlier)
        doubted = None if earlier else self._against(clause, weighed)
        if doubted:
            return doubted
        gone_on = None if earlier else self._gone_on(clause, weighed.readings[0])
        if gone_on:
            return gone_on, clause
        accepted = self.accepts(weighed, meant)
        if asks_for_a_chair(weighed) or not self.remits.may_be_asked(
            clause, weighed.readings[0], accepted=accepted
        ):
            return weighed, meant
        told = [self._span(0, clause.start), self._span(0, clause.end)]
        return self.remits.asked(clause, told, weighed) or (weighed, meant)

    def _against(self, clause: Clause, weighed: Weighed) -> tuple[Weighed, Clause] | None:
        said = self.message.text[clause.start : clause.end]
        return against(clause, said, weighed, self.context, self.remits.knowledge)

    @property
    def _otherwise(self) -> InOtherWords:
        return InOtherWords(self.clauses, self.message.words, self.weigh)

    def _span(self, start: int, end: int) -> Clause:
        message = self.message
        return self.clauses.clause(message.text, message.words, message.mentions, (start, end))

    def _gone_on(self, clause: Clause, likeliest: Reading) -> Weighed | None:
        """The readings where all signs together tell what is asked after a prepared answer.

        That counts for what names nothing new, and against a reading that has not to do with
        what was told.
        """
        beside = _BESIDE_THEM if _THEM & {*clause.plain.split()} else frozenset()
        if self.context.latest != "article" or clause.kinds - _NAMES_NOTHING_NEW - beside:
            return None
        related = self.follow_ups.after(self.context)
        if asks_of_it(clause, likeliest, self.context) or self._is_told(likeliest, related):
            return None
        alone = self._weighed_alone(clause)
        if is_of_its_own(clause, alone):
            return None
        first, similarity = alone.readings[0], alone.similarities[0]
        same = first.intent == likeliest.intent and first.article == likeliest.article
        clear = same and first.confidence >= _RATHER_SURE and similarity >= _QUITE_THE_SAME
        if clear and not beside:
            return None
        texts = [f"{one} {clause.plain}" for one in self.follow_ups.subjects(self.context)]
        behind = [self.weigh(replace(clause, plain=t, kinds=placeholders_in(t))) for t in texts]
        gone_on = together(alone, behind, self.follow_ups.likeness(clause.plain, related))
        best = gone_on.readings[0]
        # A question of the field may well go on; what is none, or sounds like none, seldom does.
        asking = clause.form != "statement" and asks(likeliest) and not beside
        least = _BY_ALL_SIGNS if asking else _CLEARLY_BY_ALL_SIGNS
        of_another = clause.kinds or likeliest.intent in ASPECTS
        if of_another and not leaves_something_out(clause):
            least = _SURE_OF_A_WHOLE
        return gone_on if best.article in related and best.confidence >= least else None

    def _is_told(self, likeliest: Reading, related: frozenset[str]) -> bool:
        """Whether a reading already asks for what may follow the prepared answer just given.

        What the sources do not list does only where that answer was about it: "when?" after the
        change asks for no meeting, though meetings changed as well.
        """
        told = self.follow_ups.tells(likeliest)
        return told in (related if likeliest.article else self.context.spoken_of("article"))

    def _weighed(self, clause: Clause, earlier: str | None) -> tuple[Weighed, Clause]:
        best = self._weighed_alone(clause)
        nobody = asks_of_nobody(clause, best.readings[0], self.context)
        if clause.kinds - {"TERM"}:
            clearly = max(_CLEARLY_HEARD, best.similarities[0] + _AS_GOOD)
            least = _CLEARLY_HEARD if nobody else clearly
            return self._heard(clause, best, least) or best, clause
        stands = self._stands_alone(clause, best)
        points_within = bool(earlier) and "thing" in clause.refers
        if stands and not points_within:
            # A reading that is itself in doubt need not be outdone by as much.
            as_sure = min(1.0, best.readings[0].confidence / _RATHER_SURE)
            clearly = best.similarities[0] + _AS_GOOD * as_sure
            nearer = _AS_HEARD if nobody else max(_AS_HEARD, clearly)
            return self._heard(clause, best, min(_WORD_FOR_WORD, nearer)) or best, clause
        going_on = None if points_within else self._going_on(clause, best)
        if going_on or is_of_its_own(clause, best):
            return going_on or best, clause
        score = best.score - _AS_GOOD if stands else self.threshold.least
        meant = clause
        for whole in self._completed(clause, earlier):
            weighed = self.weigh(whole)
            if weighed.score > score and self.threshold.accepts(weighed, referent=False):
                best, meant, score = weighed, whole, weighed.score
        return best, meant

    def _going_on(self, clause: Clause, best: Weighed) -> Weighed | None:
        """The readings where what is related to the prepared answer just given explains it.

        "Where will they appear?" after what happens to reviews asks where those appear.
        """
        heard = self._heard(clause, best, _AS_HEARD)
        related = self.follow_ups.after(self.context)
        stuck = self._hangs_on(clause, best) or not (clause.refers or not asks(best.readings[0]))
        if heard or not related or stuck:
            return heard
        going_on = going_on_from(best, related)
        accepted = self.accepts(going_on, clause)
        return going_on if accepted and going_on.readings[0].article in related else None

    def _heard(self, clause: Clause, best: Weighed, least: float) -> Weighed | None:
        """The readings led by the article whose follow-up question the clause is like."""
        told = self.context.spoken_of("article")
        told_of = self.context.latest in {"group", "person"}
        clear = best.readings[0].confidence >= _RATHER_SURE
        if told_of and clear and asks_of_it(clause, best.readings[0], self.context):
            return None
        heard = self.follow_ups.likest(clause.plain, self.follow_ups.after(self.context), told)
        if (heard is None or heard[1] < least) and not clause.mentions:
            heard = self.follow_ups.likest(clause.plain, self.follow_ups.earlier(self.context))
            least = max(least, _AS_HEARD_BEFORE)
        if heard is None or heard[1] < least:
            return None
        reading = Reading(ARTICLE_INTENT, heard[1], heard[0])
        return Weighed((reading, *best.readings), (heard[1], *best.similarities))

    def _weighed_alone(self, clause: Clause) -> Weighed:
        """The readings of a clause by itself, in the light of what was spoken of."""
        best = self.weigh(clause)
        if "TERM" in clause.kinds and not clause.refers:
            best = self._otherwise.meaning_of_terms(clause, best)
        likeliest = best.readings[0]
        if clause.mentions:
            best = self._otherwise.of_one_group(clause, best)
        short = len(clause.plain.split()) <= _SHORT or "thing" in clause.refers
        if not clause.kinds - {"TERM"} and short:
            best = in_context(best, self.context)
        if likeliest.intent == "correct" and not clause.mentions:
            best = self._without_the_correction(clause) or best
        if has_referent(clause, self.context):
            best = of_what_was_told(best, clause)
        if self._may_ask_on(best):
            best = reweighed(best, lambda one: 0.5 if one.intent in _OF_THE_TALK else 1.0)
        return best

    def _without_the_correction(self, clause: Clause) -> Weighed | None:
        """The readings of what a correction asks for instead ("no, the chair I mean")."""
        words = clause.plain.split()
        rest = [w for w in words if not self.clauses.lexicon.has("correction_word", w)]
        if not rest or len(rest) == len(words):
            return None
        instead = self.weigh(replace(clause, plain=" ".join(rest)))
        sure = instead.readings[0].confidence >= _RATHER_SURE and self._is_plain(instead)
        return instead if sure and asks(instead.readings[0]) else None

    def _stands_alone(self, clause: Clause, weighed: Weighed) -> bool:
        """Whether a clause is understood and does not merely go on from what was said."""
        goes_on = (
            self._hangs_on(clause, weighed)
            or weighed.readings[0].intent in _OF_THE_TALK
            or drifts_off(clause, weighed)
        )
        return self._is_plain(weighed) and not (goes_on and self.context.latest == "article")

    def _may_ask_on(self, weighed: Weighed) -> bool:
        """Whether what sounds like "where is that from?" may go on from a prepared answer.

        "Where?" after one asks where the thing is more often than for the source.
        """
        of_the_talk = weighed.readings[0].intent in _OF_THE_TALK
        unlike = weighed.similarities[0] < _QUITE_LIKE
        return of_the_talk and (self.context.latest == "article" or unlike)

    def _hangs_on(self, clause: Clause, weighed: Weighed) -> bool:
        """Whether a clause is so short that it only goes on from a prepared answer ("when?")."""
        short = len(clause.plain.split()) <= _HARDLY_A_WORD and not clause.mentions
        likeliest = weighed.readings[0]
        if likeliest.intent in GROUP_ASPECTS and told_of_a_group(self.context):
            return False
        # "Who by?" asks about the assistant only where nothing else was told.
        asking = asks(likeliest) or likeliest.intent in OF_THE_ASSISTANT
        return short and self.context.latest == "article" and asking

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
        """The clause with "it" replaced by what was last spoken of, or after the last question."""
        if any(mention.certainty == "hint" for mention in clause.mentions):
            yield self.clauses.with_hints(clause, self.message.words)
        placeholder = earlier or last_named(self.context)
        if placeholder and "thing" in clause.refers:
            yield with_it_named(clause, placeholder)
        goes_on = self.context.latest == "article" and leaves_something_out(clause)
        if self.context.asked and goes_on and not earlier:
            plain = f"{self.context.asked} {clause.plain}"
            yield replace(clause, plain=plain, kinds=placeholders_in(plain))

    def accepts(self, weighed: Weighed, clause: Clause) -> bool:
        """Whether the readings of a clause are likely enough to act on."""
        return self.threshold.accepts(weighed, referent=has_referent(clause, self.context))
