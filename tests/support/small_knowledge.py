"""A pack of one page, about a county that does not exist: no page may depend on Kent."""

from __future__ import annotations

from bot.knowledge import Knowledge
from bot.records import Contact, Partnership, Source

SMALL = Knowledge(
    id="fenshire",
    version="small-1",
    county="Fenshire",
    purpose="This assistant helps with the Fenshire Safeguarding Children Partnership.",
    examples=("Who chairs the Learning Group?", "Which area is Sedgeham in?"),
    where_to_ask={"dsl": "your Area Safeguarding Advisor", "staff": "the Partnership"},
    partnership=Partnership(
        id="fscp", name="Fenshire Safeguarding Children Partnership", source="page", short="FSCP"
    ),
    predecessor=Partnership(id="fscb", name="Fenshire Safeguarding Children Board", source="page"),
    sources={"page": Source("page", "Fenshire's page")},
    organisations={},
    people={},
    groups={},
    bodies={},
    topics={},
    contacts={
        "police": Contact(
            id="police", name="Police", source="page", number="101", audience="police", say="101."
        ),
        "emergency": Contact(
            id="emergency",
            name="Emergency services",
            source="page",
            number="999",
            audience="emergency",
            say="If anyone is in immediate danger, call 999.",
        ),
        "front-door": Contact(
            id="front-door",
            name="Fenshire children's services",
            source="page",
            number="01632 960411",
            relay="18001 01632 960411",
            hours="office hours",
            audience="child-concern",
            say="If you are worried about a child, call 01632 960411 in office hours.",
        ),
        "night": Contact(
            id="night",
            name="Out of hours",
            source="page",
            number="01632 960999",
            audience="out-of-hours",
            say="Out of hours, call 01632 960999.",
        ),
    },
    areas={},
    districts={},
    places={},
    neighbours={},
    terms={},
    articles={},
    unlisted={},
)
