"""PLOVER contexts: what an act or a topic is about, by declared cue words beside it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from spacy.tokens import Token

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Context

LONGEST_CUE = 4  # words


class ContextCues(msgspec.Struct, frozen=True):
    """Contexts by cue: single words by lemma or form, longer cues by their words in small letters."""

    by_cue: dict[tuple[str, ...], tuple[str, ...]]


def compile_contexts(codebook: Codebook) -> ContextCues:
    """Index the cues of every context."""
    found: dict[tuple[str, ...], set[str]] = {}
    for context in codebook.entries(Context):
        for cue in context.cues:
            found.setdefault(tuple(cue.lower().split()), set()).add(context.id)
    return ContextCues({cue: tuple(sorted(ids)) for cue, ids in found.items()})


def contexts_of(tokens: Iterable[Token], cues: ContextCues) -> tuple[str, ...]:
    """Return the contexts that a run of tokens shows, in alphabetical order."""
    run = list(tokens)
    lower, lemmas = [t.lower_ for t in run], [t.lemma_.lower() for t in run]
    shown: set[str] = set()
    for i in range(len(run)):
        shown.update(cues.by_cue.get((lemmas[i],), ()))
        for length in range(1, min(LONGEST_CUE, len(run) - i) + 1):
            shown.update(cues.by_cue.get(tuple(lower[i : i + length]), ()))
            if length > 1:
                shown.update(cues.by_cue.get((*lower[i : i + length - 1], lemmas[i + length - 1]), ()))
    return tuple(sorted(shown))
