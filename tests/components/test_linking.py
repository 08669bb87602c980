"""Names in messages are linked to records of the pack, in the forms in which people type them."""

from __future__ import annotations

import pytest

from bot.components.reader import MessageReader

EDUCATION, HEALTH = "education-representative-group", "health-representative-forum"
POLICY, REVIEW = "policy-and-procedures-group", "rapid-review-group"
JOINT, ONLINE = "joint-exploitation-group", "online-safeguarding-working-group"
DISTRICT, SCRUTINY = "district-council-representative-group", "scrutiny-and-challenge-group"

LINKED = [
    # the full name, in any case and with any hyphen
    ("Who chairs the Rapid Review Group?", "Rapid Review Group", REVIEW),
    ("WHO CHAIRS THE RAPID REVIEW GROUP", "RAPID REVIEW GROUP", REVIEW),
    ("the rapid-review group", "rapid-review group", REVIEW),
    ("the e-safety group", "e-safety group", ONLINE),
    # aliases, abbreviations, hints beside a group word, other word orders
    ("who chairs jeg", "jeg", JOINT),
    ("the education reps", "education reps", EDUCATION),
    ("who leads pol & procs", "pol & procs", POLICY),
    ("the health one", "health one", HEALTH),
    ("the district group", "district group", DISTRICT),
    ("scrutiny + challenge", "scrutiny + challenge", SCRUTINY),
    # possessives, plurals, curly apostrophes
    ("the Health Forum's chair", "Health Forum's", HEALTH),
    ("the JEG’s topics", "JEG’s", JOINT),
    ("the district councils group", "district councils group", DISTRICT),
    ("Peggy Murphy's school", "Peggy Murphy's", "peggy-murphy"),
    # misspellings and names run together
    ("the helth forum", "helth forum", HEALTH),
    ("who chairs rapidreview", "rapidreview", REVIEW),
    ("the educaton representative group", "educaton representative group", EDUCATION),
    ("our school in Whitstabel", "Whitstabel", "place-whitstable"),
    ("who chairs edu", "edu", EDUCATION),
    ("ed rep grp", "ed rep", EDUCATION),
    # so long a name is hardly another place, even a neighbour's
    ("is gilinghem yours", "gilinghem", "medway"),
    # people, posts, organisations, places, terms, lines
    ("who is Sue Chandler", "Sue Chandler", "sue-chandler"),
    ("who is the Chief Nurse", "Chief Nurse", "sarah-vaux"),
    (
        "anyone from Maidstone Borough Council",
        "Maidstone Borough Council",
        "maidstone-borough-council",
    ),
    ("we are in Herne Bay", "Herne Bay", "place-herne-bay"),
    ("which area covers Shepway", "Shepway", "folkestone-and-hythe"),
    ("what does UASC mean", "UASC", "unaccompanied-asylum-seeking-children"),
    ("the number of Childline", "Childline", "childline"),
    # an everyday word is a place only where a place would stand
    ("our school is in Deal", "Deal", "place-deal"),
    ("i work in deal", "deal", "place-deal"),
    ("Sandwich", "Sandwich", "place-sandwich"),
]
NOT_LINKED = [
    ("which group deals with gangs", "place-deal"),
    ("can you deal with this", "place-deal"),
    ("a great deal of training", "place-deal"),
    ("I ate a sandwich at lunch", "place-sandwich"),
    ("a pupil threw a stone today", "place-stone"),
    # somebody of the writer's has the post, and no chair
    ("our headteacher is leaving, whom do we tell", "peggy-murphy"),
    ("my head asked me to find out", "peggy-murphy"),
    ("it's gone out of my head", "peggy-murphy"),
]


@pytest.mark.parametrize(("text", "said", "record"), LINKED)
def test_a_name_is_linked_where_it_stands(kent: MessageReader, text: str, said: str, record: str):
    """The record, and the very characters that name it."""
    found = {mention.said: mention.candidates for mention in kent.read(text).mentions}
    assert said in found, found
    assert record in found[said]


@pytest.mark.parametrize(("text", "record"), NOT_LINKED)
def test_everyday_words_name_nothing(kent: MessageReader, text: str, record: str):
    """To "deal with" is not the town of Deal, nor "our head" the one who chairs."""
    assert record not in {mention.id for mention in kent.read(text).mentions}


@pytest.mark.parametrize(
    "text", ["Who chairs the Fostering Panel Group?", "what does the Harbour Watch Group do"]
)
def test_an_unknown_group_is_known_to_be_unknown(kent: MessageReader, text: str):
    """A group that the pack does not hold is no other group."""
    groups = [mention for mention in kent.read(text).mentions if mention.kind == "group"]
    assert {mention.certainty for mention in groups if mention.certainty != "hint"} == {"unknown"}
    assert all(mention.id == "" for mention in groups if mention.certainty == "unknown")


def test_a_first_name_that_two_share_means_either(kent: MessageReader):
    """A lone "Sarah" is Sarah Vaux or Sarah Hammond, never one of them for sure."""
    (mention,) = [one for one in kent.read("what does sarah do").mentions if one.kind == "person"]
    assert set(mention.candidates) == {"sarah-vaux", "sarah-hammond"}
    assert mention.certainty == "partial"


def test_a_first_name_with_another_surname_is_not_taken_for_sure(kent: MessageReader):
    """Sarah Jenkins is nobody of the pack."""
    people = [one for one in kent.read("Who is Sarah Jenkins?").mentions if one.kind == "person"]
    assert all(mention.certainty in {"near", "unknown"} for mention in people)


def test_every_name_and_alias_of_the_pack_links_to_its_record(kent: MessageReader):
    """A message of that name alone names it; a term may name what the term stands for."""
    missed = [
        (kind, name)
        for kind, record in kent.knowledge.records()
        if kind not in {"article", "term"}
        for name in (record.name, *record.aliases)
        if not any(record.id in mention.candidates for mention in kent.read(name).mentions)
    ]
    assert not missed, "; ".join(f"{kind} {name}" for kind, name in missed)
