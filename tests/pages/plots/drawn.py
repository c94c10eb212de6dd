"""Macros of the plots rendered as a page renders them."""

from __future__ import annotations

from typing import Any

from lxml import etree, html

from dragoman.pages.dossier.html import environment

HOSTILE = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>'


def rendered(template: str, call: str, **given: Any) -> str:
    """Return what a macro of a template gives; `call` is its call as a page has it."""
    macro = call.split("(", maxsplit=1)[0]
    source = f'{{% from "{template}" import {macro} %}}{{{{ {call} }}}}'
    return environment().from_string(source).render(**given)


def tree(page: str) -> Any:
    """Return a rendered plot as a tree."""
    return html.fromstring(f"<main>{page}</main>")


def assert_harmless(page: str) -> None:
    """Nothing of what was given has become markup, and the strict policy has nothing to forbid."""
    found = tree(page)
    for path in ("//script", "//img", "//@style", "//@*[starts-with(name(), 'on')]"):
        assert found.xpath(path) == [], path
    etree.fromstring(f"<main>{page}</main>".replace("&nbsp;", " "))  # well formed, so that no tag was left open
