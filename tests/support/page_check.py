"""What every page must be, whichever test fetches it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import aiohttp
from aiohttp import web

VOID = {"meta", "link", "img", "input", "br", "hr", "wbr"}
POLICY_WORDS = ("default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'")


@dataclass
class Form:
    """A form's address and the values that it would send."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page as a reader of it sees it: its words, headings, forms, links and ids."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.headings: list[str] = []
        self.title = ""
        self.text = ""
        self.ids: Counter[str] = Counter()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.problems: list[str] = []
        self._open: list[str] = []
        self._labels: set[str] = set()
        self._controls: list[str] = []
        self._select = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note ids, forms and links; an inline script or style is a problem."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if "id" in given:
            self.ids[given["id"]] += 1
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get")))
        self._note_control(tag, given)
        if tag == "label":
            self._labels.add(given.get("for", ""))
        if tag == "a":
            self.links.append(given.get("href", ""))
        if tag == "h1":
            self.headings.append("")
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.problems.append(f"inline script or style in <{tag}>")
        if tag == "script" and not given.get("src"):
            self.problems.append("inline script")

    def _note_control(self, tag: str, given: dict[str, str]) -> None:
        """Note what the form would send, and what needs a label."""
        if tag in {"input", "textarea", "select"} and self.forms and "name" in given:
            self.forms[-1].fields[given["name"]] = given.get("value", "")
            self._select = given["name"] if tag == "select" else ""
        if tag == "option" and "selected" in given and self._select:
            self.forms[-1].fields[self._select] = given.get("value", "")
        if tag in {"textarea", "select"} or (tag == "input" and given.get("type") != "hidden"):
            self._controls.append(given.get("id", ""))

    def handle_endtag(self, tag: str) -> None:
        """Every end tag must close the element that is open."""
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")

    def handle_data(self, data: str) -> None:
        """Gather the words, the title and the level-one headings."""
        if "script" in self._open:
            return
        if "title" in self._open:
            self.title += data
        elif data.strip():
            self.text += " ".join(data.split()) + " "
            if "h1" in self._open:
                self.headings[-1] = f"{self.headings[-1]} {data.strip()}".strip()

    def form(self, action: str) -> Form:
        """The last form with this action, the chat's own on our page."""
        return [form for form in self.forms if form.action == action][-1]

    def faults(self) -> list[str]:
        """Everything that is wrong with the page."""
        found = list(self.problems)
        if self._open:
            found.append(f"never closed: {self._open}")
        if len(self.headings) != 1:
            found.append(f"level-one headings: {self.headings}")
        if not self.title.strip():
            found.append("no title")
        found += [
            f"id {name} is there {count} times" for name, count in self.ids.items() if count > 1
        ]
        found += [f"no label for {name!r}" for name in self._controls if name not in self._labels]
        anchors = [link[1:] for link in self.links if link.startswith("#")]
        found += [f"no element #{anchor}" for anchor in anchors if anchor not in self.ids]
        return found


async def read_page(answer: aiohttp.ClientResponse, status: int, app: web.Application) -> Page:
    """The page, after checking it, its headers and that its forms lead somewhere."""
    assert answer.status == status, (answer.status, await answer.text())
    assert answer.content_type == "text/html"
    policy = answer.headers["Content-Security-Policy"]
    assert all(words in policy for words in POLICY_WORDS)
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "aiohttp" not in answer.headers["Server"]
    page = Page(await answer.text())
    assert page.faults() == []
    for form in page.forms:
        assert is_served(app, form.method.upper(), form.action), form.action
    return page


def is_served(app: web.Application, method: str, address: str) -> bool:
    """Whether something answers there."""
    for route in app.router.routes():
        if route.resource and route.method == method:
            gaps = re.sub(r"\\{\w+\\}", "[^/]+", re.escape(route.resource.canonical))
            if re.fullmatch(gaps, address):
                return True
    return False
