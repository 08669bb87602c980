"""What is remembered of a conversation travels as JSON, and fades."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.context import Context, Pending, at_place
from bot.meaning import Mention, Part, Reading, as_payload, from_payload
from bot.reply import Choice, CitedSource, Reply

WORDS = st.text(max_size=20)
IDS = st.lists(WORDS, max_size=4).map(tuple)
PENDING = st.builds(Pending, WORDS, WORDS, IDS, st.none() | WORDS)
CONTEXTS = st.builds(
    Context,
    turn=st.integers(0, 500),
    focus=st.dictionaries(WORDS, IDS, max_size=3),
    since=st.dictionaries(WORDS, st.integers(0, 500), max_size=3),
    trail=st.dictionaries(WORDS, st.lists(IDS, max_size=3).map(tuple), max_size=3),
    aspect=st.none() | WORDS,
    listed=IDS,
    pending=st.none() | PENDING,
    misses=st.integers(0, 9),
    said=IDS,
    body=WORDS,
    cited=IDS,
    latest=st.none() | WORDS,
    asked=WORDS,
)
MENTIONS = st.builds(
    Mention, WORDS, WORDS, WORDS, st.integers(0, 9), st.integers(0, 9), st.just("near"), IDS
)
READINGS = st.builds(Reading, WORDS, st.floats(0, 1), st.none() | WORDS)
PARTS = st.builds(
    Part,
    text=WORDS,
    reading=READINGS,
    similarity=st.floats(0, 1),
    mentions=st.lists(MENTIONS, max_size=3).map(tuple),
    others=st.lists(READINGS, max_size=3).map(tuple),
    form=st.sampled_from(["wh", "yes_no", "statement"]),
    refers=st.lists(st.sampled_from(["person", "thing", "place"]), max_size=2).map(tuple),
    sure=st.booleans(),
    plain=WORDS,
    bare=st.booleans(),
    ordinal=st.none() | st.integers(-1, 9),
)


@given(CONTEXTS)
def test_a_context_comes_back_from_json_the_same(context: Context):
    """The tracker's slot holds nothing but plain JSON."""
    assert Context.from_json(json.loads(json.dumps(context.as_json()))) == context


@given(PARTS)
def test_a_part_comes_back_from_json_the_same(part: Part):
    """The engine writes it, the action reads it."""
    assert from_payload(json.loads(json.dumps(as_payload(part)))) == part


def test_a_new_conversation_remembers_nothing():
    """No slot yet."""
    assert Context.from_json(None) == Context()


def test_a_subject_fades_and_a_renewed_one_stays():
    """What is spoken of again is meant for longer."""
    spoken = Context().next_turn().speaking_of("group", ["a"])
    later = spoken
    for _ in range(20):
        later = later.next_turn()
    assert spoken.spoken_of("group") == ("a",)
    assert later.spoken_of("group") == ()
    assert later.speaking_of("group", ["b"]).spoken_of("group") == ("b",)


def test_a_body_said_twice_is_known_and_not_kept_in_words_but_once():
    """Earlier replies are kept as digests; only the last one can be repeated."""
    context = Context().having_said("one", ["s"]).having_said("one", ["s"])
    assert context.has_said_twice("one")
    assert not context.having_said("two", []).has_said_twice("one")
    assert "one" not in context.having_said("two", []).as_json()["said"]


def test_a_reply_s_text_is_its_body_with_its_sources_below():
    """Clients that show nothing else show everything."""
    source = CitedSource("Page", "undated page", "https://example.org/")
    reply = Reply(
        "Body.", "answered", (source,), (Choice("More", "Tell me more"),), lines=("Source: Page",)
    )
    message = reply.heard_by("model-1").as_message()
    assert message["text"] == "Body.\n\nSource: Page"
    assert message["body"] == "Body."
    assert message["sources"][0] == {
        "title": "Page",
        "date": "undated page",
        "url": "https://example.org/",
    }
    assert message["buttons"] == [{"title": "More", "payload": "Tell me more"}]
    assert message["model"] == "model-1"
    assert "asking" not in message


def test_a_context_of_an_earlier_release_is_taken_up():
    """A conversation outlives a new release, which may remember under other names."""
    values = {**Context(turn=3, latest="group").as_json(), "before": {"group": ["health"]}}
    assert Context.from_json(values) == Context(turn=3, latest="group")


def test_what_was_spoken_of_is_remembered_in_turn():
    """The one before, the first of all, and one that was only named beside the answer's."""
    context = Context()
    for group in ("health", "health", "education", "policy"):
        context = context.next_turn().speaking_of("group", (group,))
    assert context.spoken_of_before("group") == ("education",)
    assert context.all_spoken_of("group") == ("health", "education", "policy")
    asked = context.having_named("group", ("rapid-review",))
    assert asked.next_turn().just_named_beside("group") == ("rapid-review",)
    assert asked.next_turn().next_turn().just_named_beside("group") == ()
    assert asked.spoken_of("group") == ("policy",)


def test_places_in_a_list_count_from_either_end():
    """The second, the last, the former of two; a list has no place that it lacks."""
    listed = ("health", "education")
    places = (2, -1, -2, 3, -3, None)
    found = ["education", "education", "health", None, None, None]
    assert [at_place(listed, place) for place in places] == found
