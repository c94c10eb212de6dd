"""Load the codebook: every file checked against its spec, every fault named by file and line."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from dragoman.codebook.crosscheck import cross_faults
from dragoman.codebook.spec import ENTRY_KINDS

SHIPPED = Path(__file__).parent / "shipped"
T = TypeVar("T", bound=msgspec.Struct)


def _plain_loader() -> Any:
    """Return a safe loader for which, as in YAML 1.2, only true and false are booleans, and days are strings.

    Prepositions are keys of the codebook: in YAML 1.1 "on" and "no" would be booleans.
    """
    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader: Any = type("PlainLoader", (base,), {})
    dropped = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")
    loader.yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in pairs if tag not in dropped]
        for first, pairs in base.yaml_implicit_resolvers.items()
    }
    loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))
    return loader


YamlLoader = _plain_loader()


class CodebookError(ValueError):
    """The codebook is wrong; the message is one line a fault, each `file:line: fault`."""


class Concept(msgspec.Struct, frozen=True):
    """One concept file: `kind` is its folder, `lines` the line on which each entry begins (1-based)."""

    kind: str
    name: str
    about: str
    entries: tuple[msgspec.Struct, ...]
    path: str
    lines: tuple[int, ...]


class Codebook:
    """All concepts that are loaded, by kind; immutable, passed in wherever it is needed.

    `hash` is the first 16 hex digits of the sha256 over the meaning of every entry, in an order of its own, so that
    neither the names of files nor their order changes it.
    """

    def __init__(self, concepts: tuple[Concept, ...]) -> None:
        self.concepts = concepts
        self.hash = _hash(concepts)

    def entries(self, kind: type[T]) -> tuple[T, ...]:
        """Return every entry of one kind, sorted by id, so that no order of files matters."""
        found = [e for c in self.concepts for e in c.entries if type(e) is kind]
        return tuple(sorted(found, key=lambda e: str(getattr(e, "id", ""))))

    def concept(self, name: str) -> Concept:
        """Return the concept of this name (`frames/CONSULT` or `CONSULT`); KeyError if there is none."""
        for concept in self.concepts:
            if name in (concept.name, f"{concept.kind}/{concept.name}"):
                return concept
        raise KeyError(name)


@cache
def shipped() -> Codebook:
    """Return the codebook that ships with the package."""
    return load(SHIPPED)


def load(*layers: Path | Sequence[Concept]) -> Codebook:
    """Load the codebook from folders or concepts; a later layer replaces entries of an earlier one (same kind and id).

    Raises CodebookError with one line a fault when anything is malformed, has no examples, stands twice or names what
    no entry declares.
    """
    faults: list[str] = []
    parts: list[Concept] = []
    for given in layers:
        layer = list(_layer(given, faults) if isinstance(given, Path) else given)
        faults.extend(_duplicates(layer))
        replaced = {(c.kind, e.id) for c in layer for e in c.entries}  # type: ignore[attr-defined]
        parts = [*(_without(c, replaced) for c in parts), *layer]
    faults = faults or cross_faults(parts)
    if faults:
        raise CodebookError("\n".join(faults))
    return Codebook(_merged(parts))


def _merged(parts: Sequence[Concept]) -> tuple[Concept, ...]:
    """Join the concepts of one kind and name, and sort them, so that no order of files matters."""
    concepts: dict[tuple[str, str], Concept] = {}
    for concept in parts:
        key = (concept.kind, concept.name)
        concepts[key] = _joined(concepts[key], concept) if key in concepts else concept
    return tuple(concepts[key] for key in sorted(concepts))


def _layer(folder: Path, faults: list[str]) -> Iterator[Concept]:
    if not folder.is_dir():
        faults.append(f"{folder}:1: no such folder")
        return
    for path in sorted(folder.rglob("*.yaml")):
        try:
            yield _concept(path)
        except CodebookError as error:
            faults.append(str(error))


def _concept(path: Path) -> Concept:
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=YamlLoader)
        data = yaml.load(text, Loader=YamlLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise CodebookError(
            f"{path}:{mark.line + 1 if mark else 1}: not YAML: {getattr(error, 'problem', error)}"
        ) from None
    except UnicodeDecodeError:
        raise CodebookError(f"{path}:1: not UTF-8; save it as UTF-8") from None
    twice = [f"{path}:{line}: the key {key!r} stands twice" for key, line in _repeated_keys(node)]
    if twice:
        raise CodebookError("\n".join(twice))
    kind = path.parent.name
    if kind not in ENTRY_KINDS:
        raise CodebookError(
            f"{path}:1: the folder {kind!r} is no kind of entry; kinds are {', '.join(sorted(ENTRY_KINDS))}"
        )
    entries = _entries(path, node, data, ENTRY_KINDS[kind])
    items = _child(node, "entries")
    return Concept(
        kind, data["concept"], data["about"], entries, str(path), tuple(n.start_mark.line + 1 for n in items.value)
    )


def _entries(path: Path, node: Any, data: Any, kind: type[msgspec.Struct]) -> tuple[msgspec.Struct, ...]:
    if (
        not isinstance(data, Mapping)
        or set(data) != {"concept", "about", "entries"}
        or not isinstance(data["entries"], list)
    ):
        raise CodebookError(f"{path}:1: a concept file has exactly `concept`, `about` and a list of `entries`")
    if data["concept"] != path.stem:
        raise CodebookError(f"{path}:1: `concept` is {data['concept']!r} but the file is {path.stem!r}")
    faults = []
    entries: list[msgspec.Struct] = []
    for i, item in enumerate(data["entries"]):
        try:
            entries.append(msgspec.convert(item, kind))
        except msgspec.ValidationError as error:
            faults.append(_fault(path, _child(node, "entries").value[i], error))
    if faults:
        raise CodebookError("\n".join(faults))
    return tuple(entries)


def _fault(path: Path, node: Any, error: msgspec.ValidationError) -> str:
    message, _, where = str(error).partition(" - at `$")
    line = _line(node, re.findall(r"\.(\w+)|\[(\d+)\]", where))
    return f"{path}:{line}: {message}{' at ' + where.strip('.`') if where else ''}"


def _line(node: Any, steps: list[tuple[str, str]]) -> int:
    for name, index in steps:
        child = _child(node, name) if name else (node.value[int(index)] if index else None)
        if child is None:
            break
        node = child
    return int(node.start_mark.line) + 1


def _child(node: Any, name: str) -> Any:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _repeated_keys(node: Any) -> Iterator[tuple[str, int]]:
    """Yield each key that a mapping below the node has twice (YAML would silently keep the last), with its line."""
    if isinstance(node, yaml.MappingNode):
        keys = [key.value for key, _ in node.value]
        yield from ((k.value, k.start_mark.line + 1) for i, (k, _) in enumerate(node.value) if k.value in keys[:i])
        for _, value in node.value:
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)


def _duplicates(layer: list[Concept]) -> list[str]:
    seen: dict[tuple[str, str], str] = {}
    faults = []
    for concept in layer:
        for entry, line in zip(concept.entries, concept.lines, strict=True):
            key, place = (concept.kind, str(getattr(entry, "id", ""))), f"{concept.path}:{line}"
            if key in seen:
                faults.append(f"{place}: the entry {key[1]!r} stands already at {seen[key]}")
            seen[key] = place
    return faults


def _without(concept: Concept, replaced: set[tuple[str, str]]) -> Concept:
    kept = [(e, n) for e, n in zip(concept.entries, concept.lines, strict=True) if (concept.kind, e.id) not in replaced]  # type: ignore[attr-defined]
    return msgspec.structs.replace(concept, entries=tuple(e for e, _ in kept), lines=tuple(n for _, n in kept))


def _joined(below: Concept, above: Concept) -> Concept:
    return msgspec.structs.replace(above, entries=below.entries + above.entries, lines=below.lines + above.lines)


def _hash(concepts: tuple[Concept, ...]) -> str:
    meanings = sorted(msgspec.json.encode([c.kind, e], order="sorted") for c in concepts for e in c.entries)
    return hashlib.sha256(b"\n".join(meanings)).hexdigest()[:16]
