"""The register of schools: a name or postcode finds its school, and namesakes are asked about."""

import pytest

from bot.store import schools
from bot.store.schools import NoSchoolError, find_school, save_schools, search_schools

SCHOOLS = [
    (100001, "Sedgeham Primary School", "FS1 1AA", "Sedge", "Fenshire"),
    (100002, "St Mary's Church of England Primary School", "FS2 2BB", "Reed", "Fenshire"),
    (100003, "St. Mary's Catholic Primary School", "FS3 3CC", "Rush", "Fenshire"),
    (100004, "Saint Mary's Church of England Primary School", "MS1 1AA", "Moor", "Moorshire"),
    (100005, "Rillbridge Grammar School", "FS2 2BB", "Reed", "Fenshire"),
    (100006, "Old Mill School", "FS1 1AB", "Sedge", "Fenshire"),
    (100007, "The Academy", "FS1 1AC", "Sedge", "Fenshire"),
]


@pytest.fixture
def register(store):
    """A store with a few schools."""
    store.write_now(save_schools, [row(*school, is_open=school[0] != 100006) for school in SCHOOLS])
    return store


def row(urn, name, postcode, *place, is_open=True):
    """A school as a row of the table."""
    return {
        "urn": urn,
        "name": name,
        "name_key": schools.name_key(name),
        "postcode": postcode,
        "postcode_key": schools.postcode_key(postcode),
        "district": place[0],
        "authority": place[1],
        "status": "Open" if is_open else "Closed",
        "is_open": is_open,
    }


def found(store, text):
    """The URNs of what a search finds, in order."""
    return [match.school.urn for match in store.read_now(search_schools, text, "Fenshire")]


@pytest.mark.parametrize(
    ("text", "urn"),
    [
        ("Sedgeham Primary School", 100001),
        ("sedgeham primary", 100001),
        ("Sedgham Primery", 100001),
        ("rillbridge", 100005),
        ("Rilbridge Grammer School", 100005),
        ("FS11AA", 100001),
        ("we are at fs1 1aa", 100001),
        ("Rillbridge Grammar FS2 2BB", 100005),
    ],
)
def test_a_name_or_postcode_finds_its_school(register, text, urn):
    """Also misspelt, and with a name where two schools share a postcode."""
    assert found(register, text)[0] == urn


def test_namesakes_are_all_named_and_none_is_sure(register):
    """Those of the county come first; "St", "St." and "Saint" are the same."""
    assert set(found(register, "saint marys")) == {100002, 100003, 100004}
    assert found(register, "Saint Mary's Church of England Primary School")[0] == 100002
    matches = register.read_now(search_schools, "St Mary's", "Fenshire")
    assert not any(match.is_sure for match in matches)


def test_the_very_name_of_one_school_is_sure(register):
    """Nothing else is."""
    (match,) = register.read_now(search_schools, "sedgeham primary school", "Fenshire")
    assert match.is_sure
    assert not register.read_now(search_schools, "sedgeham", "Fenshire")[0].is_sure
    assert register.read_now(search_schools, "FS1 1AA", "Fenshire")[0].is_sure
    assert not register.read_now(search_schools, "FS2 2BB", "Fenshire")[0].is_sure


@pytest.mark.parametrize(
    "text",
    ["", "school", "the primary school", "FS9 9ZZ", "Old Mill", "FS1 1AB", "xyzzy quux", "%"],
)
def test_nothing_is_guessed(register, text):
    """Neither from words that every school has, nor a school that has closed."""
    assert found(register, text) == []


def test_saving_again_changes_and_a_closed_school_is_still_known(register):
    """An enquiry of last year keeps its school."""
    register.write_now(save_schools, [row(100001, "Sedgeham Academy", "FS1 1AA", "Sedge", "F")])
    assert register.read_now(find_school, 100001).name == "Sedgeham Academy"
    assert register.read_now(find_school, 100006).name == "Old Mill School"
    assert register.read_now(schools.count_schools) == len(SCHOOLS)
    with pytest.raises(NoSchoolError):
        register.read_now(find_school, 1)
