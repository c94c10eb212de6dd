"""Look up tokens, actors and persons of a scene by their words."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from dragoman.reading.findings import Actor, Person
from dragoman.reading.mentions.scene import Scene

MakeScene = Callable[..., Scene]


def token(scene: Scene, word: str, nth: int = 0) -> tuple[int, Token]:
    """Return the passage and the nth token of this text."""
    found = [(p, t) for p, part in enumerate(scene.parsed) for t in part.doc if t.text == word]
    return found[nth]


def actors(scene: Scene, word: str, nth: int = 0) -> tuple[Actor, ...]:
    """Return the actors of the nth token of this text."""
    return scene.actors(*token(scene, word, nth))


def countries(scene: Scene, word: str, nth: int = 0) -> tuple[str, ...]:
    """Return the countries of the nth token of this text."""
    return scene.countries(*token(scene, word, nth))


def person(scene: Scene, name: str | None) -> Person:
    """Return the person of this name."""
    return next(p for p in scene.persons if p.name == name)
