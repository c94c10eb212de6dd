"""The persons of a document, and its pages with the mentions on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.codebook.spec import Office
from dragoman.reading.gazetteer import NamedSpan
from dragoman.reading.mentions.lexicon import Lexicon
from dragoman.reading.mentions.names import bare_names, known_words
from dragoman.reading.mentions.offices import Holder, read_holders
from dragoman.reading.mentions.units import Units, read_units
from dragoman.reading.parse import Parsed
from dragoman.text.passages import Passage

HEAD_LEVELS = frozenset(("head_of_state", "head_of_government"))
INTERNATIONAL = frozenset(("UNO", "EUR", "IGO", "NGO", "ISM", "IMG", "MNC"))


@dataclass(slots=True)
class Page:
    """One parsed passage with its units and holders; `at` maps a token to the holders that cover it.

    `is_label`: it is the label of a transcript's turn, which is no passage of its own.
    """

    index: int
    parsed: Parsed
    units: Units
    holders: list[Holder]
    is_label: bool = False
    at: dict[int, list[Holder]] = field(default_factory=dict)
    spans: dict[int, NamedSpan] = field(default_factory=dict)

    @property
    def doc(self) -> Doc:
        return self.parsed.doc


@dataclass(slots=True)
class Individual:
    """A person while mentions are being joined; `leads`: takes part by the title, summary, lead or a turn.

    `status` are the sectors that the territory gives whose office the person holds: PRE where few recognise it.
    """

    key: str
    name: str | None = None
    words: tuple[str, ...] = ()
    heads: list[Office] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    country: str | None = None
    accredited: str | None = None
    past: bool = False
    bound: bool = False
    deputy: bool = False
    place: str | None = None
    status: tuple[str, ...] = ()
    organisation: NamedSpan | None = None
    mentions: list[tuple[int, Holder]] = field(default_factory=list)
    role: str = "mentioned"
    leads: bool = False

    @property
    def is_head(self) -> bool:
        return not (self.bound or self.deputy) and any(h.level in HEAD_LEVELS for h in self.heads)


@dataclass(slots=True)
class Publisher:
    """What the publisher's name says: the country, and the office and head where it is an office-holder's site.

    `speaks`: the document is in the first person of that office-holder.
    """

    name: str | None
    country: str | None
    office: str | None = None
    head: Office | None = None
    speaks: bool = False


class People:
    """The persons of a document, and which of them a holder's mention stands for."""

    def __init__(self, publisher: Publisher, lexicon: Lexicon) -> None:
        self.publisher = publisher
        self.lexicon = lexicon
        self.individuals: list[Individual] = []
        self.of: dict[int, Individual] = {}  # by id() of the holder: holders are mutable carriers, never compared

    def who(self, holder: Holder) -> Individual | None:
        return self.of.get(id(holder))

    def link(self, page: int, holder: Holder, individual: Individual) -> None:
        self.of[id(holder)] = individual
        individual.mentions.append((page, holder))


def read_pages(parsed: tuple[Parsed, ...], text: str, on: str | None, lexicon: Lexicon) -> list[Page]:
    """Read units, offices and bare names of every passage; the labels of turns follow as pages of their own."""
    labels = list(_labels(parsed, text))
    pages = [_page(i, part, on, lexicon, i >= len(parsed)) for i, part in enumerate((*parsed, *labels))]
    known = known_words((p.doc, p.holders) for p in pages)
    for page in pages:
        page.holders.extend(bare_names(page.doc, page.units, page.holders, known, lexicon))
        page.holders.sort(key=lambda h: (h.start, h.core))
        _index(page)
    return pages


def _page(index: int, part: Parsed, on: str | None, lexicon: Lexicon, is_label: bool) -> Page:
    units = read_units(part.doc, lexicon.gazetteer.find(part.doc, on), lexicon)
    return Page(index, part, units, read_holders(part.doc, units), is_label)


def _labels(parsed: tuple[Parsed, ...], text: str) -> Iterator[Parsed]:
    """Yield the label of every turn, each label once, where it stands in the body."""
    seen: set[str] = set()
    for part in parsed:
        label = part.passage.speaker
        at = text.rfind(label, 0, part.passage.start) if label else -1
        if label and at >= 0 and label not in seen:
            seen.add(label)
            yield Parsed(Passage(label, at, None, "heading"), label_doc(label, part.doc.vocab))


def label_doc(label: str, vocab: Vocab) -> Doc:
    """Return a label ("President of Russia Vladimir Putin") as one noun phrase, without parsing it."""
    words = label.split()
    last = len(words) - 1
    deps = ["compound"] * last + ["ROOT"]
    return Doc(
        vocab, words=words, tags=["NNP"] * len(words), pos=["PROPN"] * len(words), heads=[last] * len(words), deps=deps
    )


def _index(page: Page) -> None:
    for holder in page.holders:
        for i in range(holder.start, holder.end):
            page.at.setdefault(i, []).append(holder)
    for span in page.units.spans.values():
        for i in range(span.start_token, span.end_token):
            page.spans[i] = span
