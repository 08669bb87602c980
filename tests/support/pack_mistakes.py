"""Mistakes in the form of a pack's files, each as one edit of the invented pack."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    """One edit of one file, and the reason that must be given for it.

    The problem is shown where the edit begins, or in the first line that holds the text `at`, of
    the file `shown_in` when that is another one.
    """

    name: str
    file: str
    old: str
    new: str
    reason: str
    at: str = ""
    shown_in: str = ""


FORM_MISTAKES = (
    Mistake(
        "an empty chair",
        "groups.yaml",
        "- person: tobias-rao",
        "- person:   # nobody",
        "'person' is empty",
    ),
    Mistake(
        "an id with capitals and blanks",
        "terms.yaml",
        "- id: term-spoc",
        "- id: Term SPOC",
        "must be small letters, digits and single hyphens",
    ),
    Mistake(
        "a date that is none",
        "groups.yaml",
        "from: 2023-01-09",
        "from: 2023-02-30",
        "'from' must be a date written year-month-day",
    ),
    Mistake(
        "a date in words",
        "sources.yaml",
        "date: 2021-05-12",
        "date: 12 May 2021",
        "not '12 May 2021'",
    ),
    Mistake(
        "a year that is none",
        "districts.yaml",
        "until_year: 2009",
        "until_year: long ago",
        "'until_year' must be a year of four digits",
    ),
    Mistake(
        "a flag that is none",
        "organisations.yaml",
        "partnership: true",
        "partnership: sometimes",
        "'partnership' must be true or false, not 'sometimes'",
    ),
    Mistake(
        "a field that is not known",
        "groups.yaml",
        "summary: It plans",
        "sumary: It plans",
        "'sumary' is not a field known here (did you mean 'summary'?)",
    ),
    Mistake(
        "a field of a chair that is not known",
        "groups.yaml",
        "- person: tobias-rao",
        "- person: tobias-rao\n      phone: 01632 960000",
        "'phone' is not a field known here",
        at="phone:",
    ),
    Mistake(
        "a field that is missing",
        "people.yaml",
        "  post: Named Nurse\n",
        "",
        "the field 'post' is missing",
        at="id: bethan-quill",
    ),
    Mistake(
        "a field given twice",
        "people.yaml",
        "post: Named Nurse",
        "post: Named Nurse\n  post: Nurse",
        "the field 'post' is given twice",
        at="post: Nurse",
    ),
    Mistake("an empty text", "people.yaml", "post: Named Nurse", 'post: "  "', "'post' is empty"),
    Mistake("an empty field", "people.yaml", "post: Named Nurse", "post:", "'post' is empty"),
    Mistake(
        "an empty member of a list",
        "people.yaml",
        "[Det Supt, Superintendent]",
        '[Det Supt, ""]',
        "'post_aliases' is empty",
    ),
    Mistake(
        "a text instead of a list",
        "people.yaml",
        "post_aliases: [Det Supt, Superintendent]",
        "post_aliases: Det Supt",
        "'post_aliases' must be a list",
    ),
    Mistake(
        "a list instead of a text",
        "people.yaml",
        "post: Named Nurse",
        "post: [Named Nurse]",
        "'post' must be a text on its own",
    ),
    Mistake(
        "a text instead of fields",
        "areas.yaml",
        "advisor: {title: Link Advisor for the Vale, email: vale@advisors.example}",
        "advisor: Link Advisor",
        "'advisor' must hold fields",
    ),
    Mistake(
        "a record that is only a text",
        "people.yaml",
        "- id: marek-oyelaran",
        "- Marek Oyelaran\n- id: marek-oyelaran",
        "must hold fields",
        at="- Marek",
    ),
    Mistake(
        "a related record that does not exist",
        "articles.yaml",
        "label: the green card",
        "label: the green card\n  related: [yellow-card]",
        "'yellow-card' is not the id of anything in this pack",
        at="related:",
    ),
    Mistake(
        "broken YAML",
        "people.yaml",
        "aliases: [Det Supt",
        'aliases: ["Det Supt',
        "is not valid YAML here",
    ),
    Mistake(
        "a tab in the margin",
        "terms.yaml",
        "  short: SPOC",
        "\tshort: SPOC",
        "is not valid YAML here",
    ),
    Mistake(
        "a file that is no list",
        "bodies.yaml",
        "- id: steering-committee",
        "id: steering-committee",
        "is not valid YAML here",
        at="name: Steering Committee",
    ),
    Mistake(
        "a value that holds itself",
        "terms.yaml",
        "aliases: [SPOCs]",
        "aliases: &again [*again]",
        "is nested too deeply",
    ),
)
