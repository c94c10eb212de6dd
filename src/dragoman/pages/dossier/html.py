"""A dossier as one self-contained HTML file: no script, nothing loaded from elsewhere."""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from dragoman.pages.dossier.page import page_of
from dragoman.pages.words import Names
from dragoman.relations.values import Dossier


@cache
def environment() -> Environment:
    """Return the templates' environment, made once: everything that is put into a template is escaped."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("dragoman.pages"), PackageLoader("dragoman.pages", "static")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.globals |= {"fact_link": None, "links": None}  # a file has no pages of documents and meetings to lead to
    return made


def render(dossier: Dossier, names: Names) -> str:
    """Return the dossier as HTML, the same for the same dossier; `names` are of countries by code."""
    return environment().get_template("dossier.html").render(page=page_of(dossier, names))
