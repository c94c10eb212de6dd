"""About: the figures that ship, the record's own, and how to cite it."""

from __future__ import annotations

import csv
import io

import httpx

from dragoman.codebook.load import shipped
from dragoman.evaluation.figures import shipped_figures
from dragoman.pages.vendored import packages


def test_it_tells_figures_contents_and_citation(client: httpx.Client) -> None:
    """Nothing is typed twice: all of it is read from where it is kept."""
    told = client.get("/about.json").json()
    assert told["figures"]["figures"] == shipped_figures().figures
    assert told["contents"]["documents"] == told["snapshot"]["documents"]
    assert sum(one["documents"] for one in told["contents"]["publishers"]) == told["contents"]["documents"]
    assert shipped().hash in told["citation"]["sentence"]
    assert told["citation"]["bibtex"].startswith("@software{dragoman-")
    assert [one["name"] for one in told["vendored"]] == [one.name for one in packages()]


def test_the_page_shows_every_figure_and_licence(client: httpx.Client) -> None:
    """With what they were measured on."""
    text = client.get("/about").text
    for figure in shipped_figures().figures.values():
        assert f"{figure:.3f}" in text
    for one in packages():
        assert one.licence.split()[0] in text
    assert "No person" in text or "no person has checked" in text


def test_its_tables_are_named(client: httpx.Client) -> None:
    """Publishers first, then figures and facts."""
    rows = list(csv.DictReader(io.StringIO(client.get("/about.csv").text)))
    assert set(rows[0]) == {"publisher", "country", "documents", "first_day", "last_day", "text_policies"}
    figures = list(csv.DictReader(io.StringIO(client.get("/about.csv?table=figures").text)))
    assert len(figures) == len(shipped_figures().figures)
    assert client.get("/about.csv?table=facts").status_code == 200
