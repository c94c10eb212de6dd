"""The templates of the pages: everything that is put into one is escaped."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from dragoman.pages import words
from dragoman.pages.dossier.view import counted
from dragoman.pages.quoting import clean, cut
from dragoman.web import links

STATIC = (  # where files that browsers ask for lie
    ("dragoman.web", "static"),
    ("dragoman.pages", "static"),
    ("dragoman.pages", "vendored/uplot"),
)


@cache
def environment() -> Environment:
    """Return the environment of the templates, made once; those of `pages` are found too."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("dragoman.web"), PackageLoader("dragoman.pages")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.filters |= {
        "counted": counted,
        "clean": clean,
        "cut": cut,
        "day": words.day,
        "grouped": grouped,
        "signed": signed,
    }
    made.globals |= {"links": links, "static": static, "fact_link": links.fact}
    return made


def static(name: str) -> str:
    """Return the address of a file that comes with the program; it changes when the file does."""
    return f"/static/{name}?{_mark(name)}"


def grouped(number: int) -> str:
    """Return a whole number with its thousands apart: 1,120,668."""
    return f"{number:,}"


def signed(number: float) -> str:
    """Return a score with one decimal and a minus that is one."""
    return f"{number:.1f}".replace("-", "−")


def rendered(template: str, content: dict[str, Any]) -> bytes:
    """Return a template filled, as UTF-8."""
    return environment().get_template(template).render(content).encode("utf-8")


@cache
def _mark(name: str) -> str:
    places = (resources.files(package) / folder / name for package, folder in STATIC)
    found = next(place for place in places if place.is_file())
    return hashlib.sha256(found.read_bytes()).hexdigest()[:12]
