"""W3C Web Annotations: every fact as an annotation of the words that it rests on, and who read it (PROV).

One JSON-LD document, an AnnotationCollection with all its annotations in one page. The target of each is the document's
url, or `urn:sha256:` with the hash of its text where it has none, with a TextQuoteSelector and a TextPositionSelector:
offsets in Unicode code points of the text that was read (`dragoman:text`), not of the page at the url. The body holds
the fact as the record has it, a JSON literal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args
from urllib.parse import quote

import msgspec

from dragoman.exports.formats.atomic import whole_file
from dragoman.exports.formats.written import Written
from dragoman.record.types import Evidence, Place, Reader
from dragoman.relations.holdings import Holdings
from dragoman.relations.values import Kind, Stated, Version

NAMES = {
    "dragoman": "urn:dragoman:vocabulary:",
    "prov": "http://www.w3.org/ns/prov#",
    "fact": {"@id": "dragoman:fact", "@type": "@json"},
}
COLLECTION = "urn:dragoman:annotations"
BETWEEN = b",\n"

Json = dict[str, Any]


def write(holdings: Holdings, out: Path) -> Written:
    """Write the collection to the file OUT, one annotation a line."""
    rows, agent = 0, _agent(holdings.reader)
    with whole_file(out) as path, path.open("wb") as stream:
        stream.write(_head(agent))
        for kind in get_args(Kind):
            for stated in holdings.stated(kind):
                line = msgspec.json.encode(_annotation(kind, stated, holdings.reader, agent["id"]))
                stream.write((BETWEEN if rows else b"\n") + line)
                rows += 1
        stream.write(b'\n]},\n"total":' + str(rows).encode() + b"}\n")
    return Written(paths=(out,), rows=rows)


def _head(agent: Json) -> bytes:
    """Return the collection up to its annotations; how many there are follows them."""
    collection = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", NAMES],
        "id": COLLECTION,
        "type": "AnnotationCollection",
        "label": "What states did, said and promised, by the words that tell it",
        "prov:wasAttributedTo": agent,
    }
    page = {"id": f"{COLLECTION}:1", "type": "AnnotationPage", "startIndex": 0}
    opened = msgspec.json.encode(page)[:-1] + b',"items":['
    return msgspec.json.encode(collection)[:-1] + b',\n"first":' + opened


def _agent(reader: Reader) -> Json:
    parts = (reader.version, reader.codebook, reader.model or "none")
    return {
        "id": "urn:dragoman:reader:" + ":".join(quote(part, safe="") for part in parts),
        "type": ["Software", "prov:SoftwareAgent"],
        "name": f"Dragoman {reader.version}",
        "dragoman:version": reader.version,
        "dragoman:codebook": reader.codebook,
        "dragoman:model": reader.model,
    }


def _annotation(kind: Kind, stated: Stated[Any], reader: Reader, agent: str) -> Json:
    evidence: Evidence = stated.item.evidence
    places: tuple[Evidence | Place, ...] = (evidence, *evidence.also)
    targets = [_target(place, stated.version) for place in places]
    return {
        "id": f"urn:dragoman:annotation:{reader.codebook}:{quote(stated.id, safe='/')}",
        "type": ["Annotation", "prov:Entity"],
        "motivation": "classifying",
        "body": {"type": "Dataset", "format": "application/json", "dragoman:kind": kind, "fact": _fact(stated.item)},
        "target": targets if len(targets) > 1 else targets[0],
        "prov:wasGeneratedBy": _activity(stated.version, reader, agent),
    }


def _fact(item: msgspec.Struct) -> Json:
    """Return the fact as the record has it, without its evidence, which the targets hold."""
    fact: Json = msgspec.to_builtins(item)
    del fact["evidence"]
    return fact


def _target(place: Evidence | Place, version: Version) -> Json:
    quoted = {"type": "TextQuoteSelector", "exact": place.exact, "prefix": place.prefix, "suffix": place.suffix}
    at = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    return {
        "type": "SpecificResource",
        "source": version.url or _text(version),
        "selector": [quoted, at],
        "dragoman:text": {"id": _text(version)},
        "dragoman:field": place.field or "text",
    }


def _activity(version: Version, reader: Reader, agent: str) -> Json:
    """Return the reading of one version of a document by one codebook."""
    return {
        "id": f"urn:dragoman:reading:{reader.codebook}:{quote(f'{version.document}/{version.number}', safe='/')}",
        "type": "prov:Activity",
        "prov:used": {"id": _text(version), "type": "prov:Entity"},
        "prov:wasAssociatedWith": {"id": agent},
    }


def _text(version: Version) -> str:
    return f"urn:sha256:{version.sha256}"
