"""Details of a person are found and left out; what the pack publishes is not."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pack import load
from bot.privacy import Published, digits_of, find_details, left_out
from bot.references import new_reference

NOBODY = Published()
WORDS = {
    kind: f"[{kind} left out]"
    for kind in (
        "name",
        "birth_date",
        "address",
        "postcode",
        "phone",
        "email",
        "nhs",
        "upn",
        "ni",
        "number",
        "account",
        "vehicle",
    )
}


@pytest.fixture(scope="module")
def published():
    """What the shipped pack publishes."""
    return Published.of(load(Path("knowledge/kent")))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("My son Jayden in year 4 is being bullied", ["Jayden"]),
        ("a girl called Zofia Nowak told me", ["Zofia Nowak"]),
        ("Amina's mum rang about the plan", ["Amina"]),
        ("my daughter mia is 7", ["mia"]),
        ("you spell it K a t i e", ["K a t i e"]),
        ("he is k-e-v-i-n with a k", ["k-e-v-i-n"]),
        ("We have Tomasz, Ola and Kacper Zielony in year 2", ["Tomasz", "Ola", "Kacper Zielony"]),
        ("the Okonkwo family has moved", ["Okonkwo"]),
        ("pupil J.B. in year 9 is absent", ["J.B."]),
        ("her dob is 3 April 2012", ["3 April 2012"]),
        ("He was born on 03/04/2015, which year is that?", ["03/04/2015"]),
        ("the boy lives at 14 Long Acre Road, TN99 9ZZ", ["14 Long Acre Road, TN99 9ZZ"]),
        ("his mum is on 07700 900123", ["07700 900123"]),
        ("write to sam.child@example.org", ["sam.child@example.org"]),
        ("NHS number 999 012 3458 for the child", ["999 012 3458"]),
        ("dad's NI number is QQ 12 34 56 C", ["QQ 12 34 56 C"]),
        ("UPN A123456789012 for the file", ["A123456789012"]),
        ("a request from Quentin's new school", ["Quentin"]),
        ("her car is AB51 XYZ", ["AB51 XYZ"]),
        ("plate A12 XYZ, dad's van", ["A12 XYZ"]),
        ("his discord is night_owl.07", ["night_owl.07"]),
        ("she posts as sunny.days.x on snapchat", ["sunny.days.x"]),
        ("facebook.com/some.parent.1 is the mum", ["facebook.com/some.parent.1"]),
        ("mum's old passport number is 123456789", ["123456789"]),
        ("dad's Polish mobile is +48 555 012 345", ["+48 555 012 345"]),
        (
            "his number is oh seven seven double oh nine hundred one two",
            ["oh seven seven double oh nine hundred one two"],
        ),
        (
            "born on the fourth of May two thousand and nine",
            ["fourth of May two thousand and nine"],
        ),
        ("they live at forty two Acacia Avenue", ["forty two Acacia Avenue"]),
        ("the family is at The Old Barn, Mill Lane", ["The Old Barn, Mill Lane"]),
        ("im Zeki and im in year 6", ["Zeki"]),
        ("im zeko im 12, help", ["zeko"]),
        ("Bracket is his real name, he's 6", ["Bracket"]),
        ("Biscuit (that's what everyone calls her) is in tears", ["Biscuit"]),
        ("at home they all call him Crumpet", ["Crumpet"]),
        ("Storm ran away from her placement", ["Storm"]),
        ("Thistle won't go home with her dad", ["Thistle"]),
        ("London, aged 7, has moved", ["London"]),
        ("Blue and Otter are twins in my class", ["Blue", "Otter"]),
        ("the parents are Ion and Elena Popa", ["Ion", "Elena Popa"]),
        ("she lives at Larkrise with her gran", ["Larkrise"]),
        ("the man drives ab51 xyz", ["ab51 xyz"]),
        ("Garnet and his baby sister have plans", ["Garnet"]),
        ("the name on his passport is Оленка Бойко, he says", ["Оленка Бойко"]),
        ("孩子叫李小龙,六年级", ["李小龙"]),
        ("d.o.b 31–10–2011 for the twin", ["31–10–2011"]),
        ("nobody saw the children, the house is Tanglewood, Back Lane", ["Tanglewood, Back Lane"]),
        ("postcode for the pupil is TN99\u00a0 9ZZ", ["TN99\u00a0 9ZZ"]),
        ("hi im ruby k", ["ruby k"]),
        ("the nan, surname Brzezinska, rang", ["Brzezinska"]),
        ("quentin brzezinski again, sorry", ["quentin brzezinski"]),
        ("a complaint by Mr & Mrs Brzezinski about us", ["Mr & Mrs Brzezinski"]),
        ("Bao Quentin Ly has come to us as a minor", ["Bao Quentin Ly"]),
        ("Hi, Zofia (Y2) has no records", ["Zofia"]),
        ("Is the letter about Quentin in the Board's file?", ["Quentin"]),
        ("our pupil, zofia lark, is moving", ["zofia lark"]),
        ("I'm 13, my name is Zofia Lark and my mum is ill", ["Zofia Lark"]),
        ("a Year 7, Zofia, ran off", ["Zofia"]),
        ("a child named Devon Pryce", ["Devon Pryce"]),
        ("Is Zofia's plan the Board's or the school's?", ["Zofia"]),
        ("Hello, Zofia Lark's mother asked for notes", ["Zofia Lark"]),
        ("The Ó Briain children are leaving", ["Ó Briain"]),
        ("SURNAME: OKONEDO FORENAME: UCHE YEAR: 8", ["OKONEDO", "UCHE"]),
        ("DRAKE-LOWELL, Perpetua: her file has moved", ["DRAKE-LOWELL, Perpetua"]),
        ("his name, spelt Z-A-Y-N-N, is wrong", ["Z-A-Y-N-N"]),
        ("the pupil is @zayn_2011 or insta: zayn.q", ["@zayn_2011", "zayn.q"]),
        ("EHCP for Quenby Ravensdale", ["Quenby Ravensdale"]),
        ("her dob: 2014, November 4", ["2014, November 4"]),
        ("born 3 weeks early on 9 May '17, a girl", ["9 May '17"]),
        ("they moved to Fern Cottage, Mill Lane", ["Fern Cottage, Mill Lane"]),
        ("mum: O77OO 9OO 123", ["O77OO 9OO 123"]),
        ("Ask who deals with Quenby Ravensdale now", ["Quenby Ravensdale"]),
        ("Zofia Lark wrote:\n> thanks", ["Zofia Lark"]),
        ("From: Zofia Lark\nTo: Office\n\nwho chairs?", ["Zofia Lark"]),
        ("Zofia L and Destiny B have left", ["Zofia L", "Destiny B"]),
        ("Destiny and Blessing moved here", ["Destiny", "Blessing"]),
        ("our Quenbya has started here", ["Quenbya"]),
        ("Mrs van der Ravensdale's grandson", ["Mrs van der Ravensdale"]),
        ("my bro quenbo says hi", ["quenbo"]),
        ("a kid called spud", ["spud"]),
        ("known as T-Rex, goes by Bear", ["T-Rex", "Bear"]),
        ("Summer Fields joined us", ["Summer Fields"]),
        ("Q. Ravensdale was named", ["Q. Ravensdale"]),
        ("Zofia Lark 2014-05-06", ["Zofia Lark", "2014-05-06"]),
        ("child initials QRS are used", ["QRS"]),
        ("PNC on A123 XYZ", ["A123 XYZ"]),
        ("he is at Flat 12B, Acacia Point", ["Flat 12B, Acacia Point"]),
        ("mum is at 31a Acacia Passage", ["31a Acacia Passage"]),
        ("they stay at Acacia Cottages, no. 3", ["Acacia Cottages, no. 3"]),
        ("his candidate number 4417 and UCI 61234A150017X", ["61234A150017X"]),
        ("the lad's file is 20315566", ["20315566"]),
        ("on snap she is ghost.q", ["ghost.q"]),
        ("text her on 447700900123", ["447700900123"]),
        ("QQ 48 21 07 C is on the form", ["QQ 48 21 07 C"]),
        ("zayn dot q at planted dot example is his", ["zayn dot q at planted dot example"]),
    ],
)
def test_details_are_found_whole(text, parts):
    """Each identifying part of a message is a detail, neither cut short nor run on."""
    found = [text[one.start : one.end] for one in find_details(text, NOBODY)]
    assert found == parts


@pytest.mark.parametrize(
    "text",
    [
        "Who chairs the Health Safeguarding Group?",
        "What does Quenby Ravensdale do on the health forum?",
        "Mrs Ravensdale has asked me to find out who chairs",
        "Miss Ravensdale in our office asked",
        "Is Quenby Ravensdale still the chair?",
        "The Quenby Ravensdale Foundation, is it a partner?",
        "Section 16E and Clare's Law and Martha's Rule",
        "is that a Kent-only group, or Capel-le-Ferne too",
        "Safegaurding Exploytation Grp",
        "Is Whitehall or Rotherham or England on the list",
        "jak jest dzisiaj pogoda Quenby",
        "May and June, Will and Mark",
        "invoice 20231145 and URN 118900, he says",
        "Who is the Dirrector of Integrrated Children's Serviecs?",
        "So Sevenoaks isn't West Knt? Very wel.",
        "Who chairs the Joint Exploitation Grpup?",
        "Can a 14-year-old volunteer at our playscheme",
        "Is Hartsdown in the west or the south?",
        "which area is Fulston Manor in",
        "is it Tina H who chairs, or Paula M?",
        "A workshop on Anne Frank, a Clare Smith lesson",
        "will dad hope to come",
        "Is Peggy Murphy the chair?",
        "who is peggy murphy",
        "How long do we keep files of a child who has left Year 6?",
        "The number is 03000 411111 in office hours",
        "The Board closed on 16 September 2019",
        "I'm Sarah, a DSL in Ashford",
        "Children Act 1989, section 47",
        "Does St George's school lie in Thanet?",
        "Thanks, Peggy",
        "Is there training on 12 May at 10.30?",
        "I don't want to give my name",
        "her name is confidential",
        "im 12 and scared",
        "may a child's real name be in the minutes?",
        "Our Head of Year, Mr Blunt, asks about it",
        "My pupils ask who Victoria Climbié was",
        "Hi Zofia, is the forum on?",
        "Our school has moved to 14 High Street, Tonbridge",
        "We meet in room 12, Sessions House",
        "The DSL is off; ask about Early Help for a child, or Social Care",
        "Until the former pupil is 25, unless your policy says longer.",
        "While the pupil is on roll, keep it. Once the pupil leaves, send it on.",
        "Although the pupil has left, you remain responsible for a copy.",
        "Quenby from IT broke the link",
        "who replaced Peggy Murphy",
        "Quenby the school dog says hello, who runs education",
        "my mum lives in Herne Bay, which district is that",
        "my friend said you'd know the chair",
        "Website keeps saying the page is missing",
        "Carol service is on the 16th, Victoria sponge on Friday",
        "Slovak, Czech and Roma translations for parents?",
        "we live at Deal, my lad's in your patch",
    ],
)
def test_what_is_published_or_ordinary_is_no_detail(text, published):
    """Chairs, places, numbers, dates and whom a greeting names are left as they are."""
    assert find_details(text, published) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hi, Zofia Lark here, DSL at a primary in Deal", "Zofia Lark"),
        ("I'm Will and I run a football club", "Will"),
        ("mark here, scout leader in tonbridge", "mark"),
        ("My name's Femi Adewale, where do I start?", "Femi Adewale"),
        ("Which area are we?\nKind regards,\nMrs P. Quill\nSENCO", "Mrs P. Quill"),
        ("Thanks, Priya", "Priya"),
        ("Zofia Lark, deputy head, infants in Tenterden", "Zofia Lark"),
    ],
)
def test_what_askers_call_themselves_is_left_out_where_no_form_asks(published, text, name):
    """Nobody needs it yet; asked for anything of their own, they may say it."""
    assert [text[one.start : one.end] for one in find_details(text, published)] == [name]


def test_what_askers_call_themselves_is_kept_where_the_form_asks_about_them():
    """The form has their name by then, or is just asking for it."""
    assert find_details("I'm Will and I run a football club", NOBODY, answering="contact") == ()
    assert find_details("mark here again", NOBODY, answering="name") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("will is 8 and his brother mark is 11", ["will", "mark"]),
        ("my son will is being bullied", ["will"]),
        ("Will Carter has moved to Deal", ["Will Carter"]),
        ("does Faith need a social worker", ["Faith"]),
        ("a boy called Kent, 9, is new", ["Kent"]),
        ("my son Kent (yes really) goes to school", ["Kent"]),
        ("Joy Street (dob 3/2/2014) is on roll", ["Joy Street", "3/2/2014"]),
        ("Autumn is in care", ["Autumn"]),
        ("will it be in may or june", []),
        ("what mark is 7 out of 10", []),
        ("Will Kent be covered?", []),
        ("may is 3 weeks away", []),
        ("my son will be late", []),
        ("is the faith group still on", []),
    ],
)
def test_a_name_that_is_an_everyday_word_is_told_by_what_only_a_child_has(published, text, parts):
    """An age, a class, a plan, whose child: no time, verb or place has them."""
    assert [text[one.start : one.end] for one in find_details(text, published)] == parts


def test_the_reference_of_an_enquiry_is_no_name(published):
    """However its letters fall: whoever asks after it must be heard."""
    chance = random.Random(3)  # noqa: S311 - to be the same each time
    for _ in range(500):
        reference = new_reference("KS", chance.choice)
        for said in (f"where is my enquiry {reference}?", reference, reference.lower()):
            assert find_details(said, published) == (), said


def test_a_published_name_beside_a_relation_is_a_detail(published):
    """A child may share a chair's first name."""
    assert find_details("my daughter Peggy, 6, is scared", published)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Which area is Zofia Deal in?", ["Zofia Deal"]),
        ("He is Ben Ashford, 15, and lives in Ashford", ["Ben Ashford"]),
        ("the boy Kent Brzezinski has moved to Dover", ["Kent Brzezinski"]),
        ("Which area is Deal in?", []),
        ("Tina Hewes, is she the one with policies?", []),
        ("Can you tell me about Tina Brzezinska, our pupil", ["Tina Brzezinska"]),
        ("mum is Tina Hewes, not the probation one", ["Tina Hewes"]),
        ("the lodger's surname is Avery", ["Avery"]),
        ("her name is Tina", ["Tina"]),
        ("Miss Peggy Hughes is the mum", ["Miss Peggy Hughes"]),
        ("Dover Brzezinski, age 10, has left", ["Dover Brzezinski"]),
        ("Deal, Marcus – dob 1.2.11", ["Deal", "Marcus", "1.2.11"]),
    ],
)
def test_a_name_that_a_place_or_person_shares_is_told_from_it(published, text, parts):
    """A town is a child's surname after a given name; a chair's name with a slip is the chair's."""
    assert [text[one.start : one.end] for one in find_details(text, published)] == parts


def test_a_postcode_beside_a_name_is_left_out(published):
    """Whom the postcode belongs to is known by then."""
    text = "Which area is Zofia Nowak (CT99 9RW) in?"
    assert [one.kind for one in find_details(text, published)] == ["name", "postcode"]


def test_the_askers_own_answer_to_the_form_is_allowed():
    """The form's name and contact steps need what is a detail everywhere else."""
    for answering, said in (
        ("contact", "you can reach me on 07700 900123 or jo@example.org"),
        ("name", "Jo Bloggs"),
        ("name", "Sarah Jones, year 6 teacher"),
        ("name", "Jo Bloggs and my email is jo@example.org"),
        ("place", "5 Church Road, Dover CT16 1AA"),
        ("place", "it's Bromstone in Deal"),
    ):
        assert find_details(said, NOBODY)
        assert find_details(said, NOBODY, answering=answering) == ()


@pytest.mark.parametrize(
    ("answering", "said", "parts"),
    [
        ("name", "I'm Jo Bloggs, asking for my pupil Tim Smith, 7", ["Tim Smith"]),
        ("name", "my son's name is Femi Ade", ["Femi Ade"]),
        ("contact", "mum's number is 07700 900123, mine is 07700 900456", ["07700 900123"]),
        ("contact", "write to her at sam@example.org", ["sam@example.org"]),
        ("place", "it is where my son Zofian goes", ["Zofian"]),
        ("place", "she lives at 5 Church Road, Dover", ["5 Church Road, Dover"]),
    ],
)
def test_another_persons_details_are_found_in_an_answer_to_the_form(answering, said, parts):
    """What belongs to somebody else is no answer about the asker."""
    found = find_details(said, NOBODY, answering=answering)
    assert [said[one.start : one.end] for one in found] == parts


@pytest.mark.parametrize(
    "said",
    [
        "Tommy Smith was hit by his dad",
        "Tommy Smith told me something",
        "Tommy Smith is scared to go home",
        "Tommy Smith, Year 4",
        "Tommy Smith, 9",
        "Tommy Smith, age 7",
        "Tommy Smith, born 12/03/2015",
        "Tommy Smith, not coming to school any more",
        "I saw bruises on Tommy Smith",
        "Tommy Smith, year 4, hit by a teacher",
    ],
)
def test_what_tells_of_a_child_is_no_name_of_ones_own(said):
    """Also where the form asks for a name: only an introduction gives one."""
    found = find_details(said, NOBODY, answering="name")
    assert "Tommy Smith" in [said[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    "said",
    [
        "Kwame Oduya",
        "Kwame Oduya, DSL",
        "Kwame Oduya DSL",
        "I'm Kwame Oduya",
        "my name is Kwame Oduya",
        "my name is wrong, it's Kwame Oduya",
        "Kwame Oduya, nursery manager at Elm Primary",
        "It is Kwame Oduya and I work at a nursery",
        "Hello, Kwame Oduya from Elm Primary, 07700 900123",
    ],
)
def test_an_introduction_gives_ones_own_name(said):
    """Bare, with a post and a place, or corrected."""
    assert find_details(said, NOBODY, answering="name") == ()


def test_who_asks_may_be_named_where_that_is_known():
    """An advisor writes to somebody by name; another child of that name has a surname too."""
    known = NOBODY.with_names(["Maya Okoro"])
    assert find_details("Maya, your pupil's file stays with the school", NOBODY)
    assert find_details("Maya, your pupil's file stays with the school", known) == ()


def test_leaving_out_keeps_the_question():
    """What is left is the message with a neutral word for each detail."""
    text = "Which advisor covers us? My pupil Ngozi, 9, has moved."
    assert left_out(text, find_details(text, NOBODY), WORDS) == (
        "Which advisor covers us? My pupil [name left out], 9, has moved."
    )


def test_a_number_is_known_in_every_way_of_writing_it():
    """Country code, brackets and spaces make no difference."""
    assert digits_of("+44 (0)1622 694999") == digits_of("01622 694 999") == "01622694999"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_searched_without_fault(text):
    """Never an error; the same details twice; every one lies within the text, none overlaps."""
    details = find_details(text, NOBODY)
    assert details == find_details(text, NOBODY)
    ends = [0, *(one.end for one in details)]
    assert all(
        end <= one.start < one.end <= len(text) for end, one in zip(ends, details, strict=False)
    )


@pytest.mark.parametrize(
    "piece",
    [
        *("A ", "a.", "a@", "0", "1 ", "lives at ", "Flat 1 High ", "A.B. "),
        *("name: ", "A-", "@a ", "AB, Cd ", "my son Al, ", "born 5 weeks early ", "a dot a at "),
    ],
)
def test_a_message_made_to_be_slow_is_not(piece):
    """The longest message that is taken costs a fraction of a second whatever it holds."""
    message = (piece * 2000)[:2000]
    find_details("the first one reads the word lists", NOBODY)
    began = time.process_time()
    find_details(message, NOBODY)
    assert time.process_time() - began < 0.5
