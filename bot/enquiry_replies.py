"""What the enquiry form says: its questions, the summary, and what follows after sending."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answers.scope import Scope
from bot.enquiry_book import Progress, Receipt
from bot.enquiry_draft import Draft
from bot.enquiry_heard import Wrong
from bot.enquiry_words import FIELDS, Field
from bot.reply import Choice
from bot.routing import Reason, Routed

CHECK = "check"


@dataclass(frozen=True)
class Saying:
    """Text with its quick replies, and what it asks for."""

    text: str
    choices: tuple[Choice, ...] = ()
    asking: str | None = None

    def after(self, *leads: str) -> Saying:
        """The same behind other paragraphs."""
        text = "\n\n".join(one for one in (*leads, self.text) if one)
        return Saying(text, self.choices, self.asking)


def asking(draft: Draft, scope: Scope) -> Saying:
    """The question for what is missing, or the summary where nothing is."""
    asked = draft.asked
    if asked is None:
        return summary(draft, scope)
    if draft.options:
        return Saying(scope.say("enquiry_which_place"), _option_choices(draft, scope), "place")
    if draft.changing and draft.given(draft.changing):
        return _asking_again(draft, draft.changing, scope)
    roles = scope.frames["utter_enquiry_role_choices"] if asked == "role" else ()
    text = scope.say(f"enquiry_ask_{asked}", name=draft.name, county=scope.knowledge.county)
    return Saying(text, tuple(Choice(role, role) for role in roles), asked)


def wrong_value(wrong: Wrong, draft: Draft, scope: Scope) -> Saying:
    """The sentence that helps with a value that cannot be used, with spots to choose from."""
    text = scope.say(f"enquiry_{wrong.frame}", **wrong.values, **_options_named(wrong, scope))
    buttons = tuple(button(name, scope) for name in wrong.buttons)
    return Saying(text, _option_choices(draft, scope) if draft.options else buttons, draft.asked)


def summary(draft: Draft, scope: Scope) -> Saying:
    """Everything that will be sent, to check and change."""
    lines = [_line(field, draft, scope) for field in FIELDS]
    with_it = "with_conversation" if draft.with_conversation else "without_conversation"
    lines.append(f"- {scope.say(f'enquiry_{with_it}')}")
    text = "\n".join(
        [
            scope.say("enquiry_check"),
            *lines,
            f"{_goes_to(draft, scope)} {scope.say('enquiry_check_after')}",
        ]
    )
    toggle = "leave_out" if draft.with_conversation else "include"
    names = ("send", toggle, "change_something", "cancel")
    return Saying(text, tuple(button(name, scope) for name in names), CHECK)


def so_far(draft: Draft, scope: Scope, without: tuple[Field, ...] = ()) -> str:
    """What was given so far, as lines."""
    given = {*draft.values, *draft.declined} - {*without}
    lines = [_line(field, draft, scope) for field in FIELDS if field in given]
    if not lines:
        return scope.say("enquiry_nothing_yet")
    return "\n".join([scope.say("enquiry_so_far"), *lines])


def what_to_change(scope: Scope) -> Saying:
    """One button for each thing that can be changed."""
    choices = tuple(button(f"change_{field}", scope) for field in FIELDS)
    return Saying(scope.say("enquiry_what_to_change"), choices, CHECK)


def button(name: str, scope: Scope) -> Choice:
    """A quick reply of domain.yml that says its own words."""
    words = scope.say(f"enquiry_button_{name}")
    return Choice(words, words)


def sent(receipt: Receipt, draft: Draft, scope: Scope) -> Saying:
    """Reference, whose it is and why, by when, what is kept, and the asker's own link."""
    way = "email" if draft.contact.email else "phone"
    contact = draft.contact.email or draft.contact.phone
    thanks = "enquiry_sent" if draft.name else "enquiry_sent_unnamed"
    return Saying(
        "\n\n".join(
            [
                scope.say(thanks, reference=receipt.reference, name=draft.name),
                why(receipt.reason, receipt.owner, scope),
                scope.say("enquiry_due", due=moment(receipt.due_at, scope))
                + " "
                + scope.say(f"enquiry_due_by_{way}", contact=contact),
                scope.say("enquiry_kept", days=receipt.kept_days),
                scope.say("enquiry_link", link=receipt.link),
            ]
        )
    )


def why(reason: Reason, owner: str, scope: Scope) -> str:
    """Who answers, and the reason."""
    names = {
        "spot": reason.school or reason.place,
        "district": reason.district,
        "area": reason.area,
        "absent": reason.absent,
    }
    if reason.district and names["spot"]:
        where = scope.say("enquiry_why_spot", **names)
    elif reason.district:
        where = scope.say("enquiry_why_district", **names)
    else:
        where = scope.say("enquiry_why_area", **names) if reason.area else ""
    because = (
        "" if reason.because == "area" else scope.say(f"enquiry_why_{reason.because}", **names)
    )
    return " ".join(one for one in (scope.say("enquiry_owner", owner=owner), where, because) if one)


def progress(one: Progress, scope: Scope) -> str:
    """How far an enquiry is, and its replies where they may be shown."""
    told = scope.say(
        f"enquiry_status_{one.status}",
        reference=one.reference,
        received=moment(one.received_at, scope),
        due=moment(one.due_at, scope),
    )
    replies = [scope.say("enquiry_reply", text=text) for text in one.replies]
    if one.is_own or one.status not in {"replied", "closed"}:
        return "\n\n".join([told, *replies])
    return f"{told} {scope.say('enquiry_reply_elsewhere')}"


def moment(at: datetime, scope: Scope) -> str:
    """A moment of local time in words, such as Tuesday 24 November 2026 at 12:00."""
    return scope.say(
        "enquiry_moment", weekday=f"{at:%A}", day=scope.day(at.date()), time=f"{at:%H:%M}"
    )


def _asking_again(draft: Draft, field: Field, scope: Scope) -> Saying:
    text = scope.say(f"enquiry_change_{field}", value=draft.given(field))
    return Saying(text, (button("keep", scope),), field)


def _line(field: Field, draft: Draft, scope: Scope) -> str:
    label = scope.say(f"enquiry_label_{field}")
    value = draft.given(field) or scope.say("enquiry_name_not_given")
    return f"- {scope.say('enquiry_line', label=label, value=' '.join(value.split()))}"


def _goes_to(draft: Draft, scope: Scope) -> str:
    found = draft.spot.route(scope.knowledge, scope.today) if draft.spot else None
    if isinstance(found, Routed) and found.area:
        return scope.say("enquiry_goes_to_area", area=found.reason.area, owner=found.owner.name)
    return scope.say("enquiry_goes_to_duty")


def _option_choices(draft: Draft, scope: Scope) -> tuple[Choice, ...]:
    choices = [Choice(option.said, option.said) for option in draft.options]
    return (*choices, button("unlisted", scope))


def _options_named(wrong: Wrong, scope: Scope) -> dict[str, str]:
    names = [option.said for option in wrong.options]
    if len(names) < 2:
        return {"names": "".join(names)}
    return {"names": scope.say("either_name", first=", ".join(names[:-1]), last=names[-1])}
