"""A person's data as a page that anybody can open and read, without a server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jinja2

from bot.web.rendering import TEMPLATES
from bot.web.words import Words


def as_page(document: Mapping[str, Any], words: Words) -> str:
    """The document of :func:`bot.service.rights.document` as one HTML file."""
    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.globals.update(say=words.say)
    return templates.get_template("export.html").render(document=document)
