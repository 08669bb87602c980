"""The places of Kent stand on two lists that were written independently and compared."""

from __future__ import annotations

from pathlib import Path

from bot.pack import load

KENT = Path(__file__).parents[1] / "knowledge" / "kent"
GAZETTEER = Path(__file__).parent / "gazetteer"
LETTERS = {
    "D": "dartford",
    "G": "gravesham",
    "S": "sevenoaks",
    "A": "ashford",
    "V": "dover",
    "F": "folkestone-and-hythe",
    "C": "canterbury",
    "W": "swale",
    "T": "thanet",
    "M": "maidstone",
    "B": "tonbridge-and-malling",
    "U": "tunbridge-wells",
}
# Leeds said alone is the city; Stone is also said of Stone-in-Oxney.
RENAMED = {"Leeds": "Leeds village"}
ADDED = {"Stone": {"ashford"}}


def _first_list() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for line in _lines("by_district.txt"):
        district, _, names = line.partition(":")
        for name in names.split(","):
            places.setdefault(name.strip(), set()).add(district)
    return places


def _second_list() -> dict[str, set[str]]:
    places: dict[str, set[str]] = {}
    for line in _lines("by_alphabet.txt"):
        words = line.split()
        letters = [word for word in words if word in LETTERS]
        places[" ".join(words[: -len(letters)])] = {LETTERS[letter] for letter in letters}
    return places


def _lines(file: str) -> list[str]:
    lines = (GAZETTEER / file).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_every_place_stands_on_two_lists_and_has_the_districts_of_both():
    """Where the lists disagree the place has both districts, so that the assistant asks."""
    first, second = _first_list(), _second_list()
    expected = {
        RENAMED.get(name, name): first[name] | second[name] | ADDED.get(name, set())
        for name in first.keys() & second.keys()
    }
    assert {place.name: set(place.districts) for place in load(KENT).places.values()} == expected
    assert len(expected) >= 150
