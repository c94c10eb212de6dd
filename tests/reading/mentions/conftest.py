"""A parser and a lexicon, loaded once, and a scene made of bare text."""

from __future__ import annotations

import pytest
from spacy.language import Language

from dragoman.codebook.load import shipped
from dragoman.reading.mentions.lexicon import Lexicon, compile_lexicon
from dragoman.reading.mentions.read import read_mentions
from dragoman.reading.mentions.scene import Scene
from dragoman.reading.parse import load_parser, parse
from dragoman.text.passages import Canonical, Passage

from .scenes import MakeScene


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_parser()


@pytest.fixture(scope="session")
def lexicon(nlp: Language) -> Lexicon:
    return compile_lexicon(shipped(), nlp.vocab)


@pytest.fixture(scope="session")
def make_scene(nlp: Language, lexicon: Lexicon) -> MakeScene:
    def make(
        *paragraphs: str,
        publisher: str | None = None,
        country: str | None = None,
        title: str | None = None,
        summary: str | None = None,
        turns: tuple[tuple[str, str], ...] = (),
    ) -> Scene:
        passages = [Passage(t, 0, f) for f, t in (("title", title), ("summary", summary)) if t]  # type: ignore[arg-type]
        body = ""
        for text in paragraphs:
            passages.append(Passage(text, len(body)))
            body += text + "\n\n"
        for speaker, text in turns:
            passages.append(Passage(text, len(body) + len(speaker) + 2, None, "turn", speaker))
            body += f"{speaker}: {text}\n\n"
        canonical = Canonical(body.rstrip(), title, summary, None, "unknown", None, "en", tuple(passages))
        return read_mentions(parse(passages, nlp), canonical, publisher, country, lexicon)

    return make
