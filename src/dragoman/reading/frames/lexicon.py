"""The frames of the codebook, indexed by the words that can trigger them."""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import EventType, Frame
from dragoman.reading.frames.modality import Moods, compile_moods
from dragoman.reading.roles import auxiliary

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}

ANY = "*"  # a frame for any verb with a modal auxiliary


class FrameLexicon(msgspec.Struct, frozen=True):
    """Frames by (part of speech, lemma), event types by code, and the words of modality."""

    frames: dict[tuple[str, str], tuple[Frame, ...]]
    types: dict[str, EventType]
    moods: Moods

    def candidates(self, token: Token) -> tuple[Frame, ...]:
        """Return the frames that the token may trigger, in the order of their ids."""
        part = PARTS.get(token.pos_)
        if part is None:
            return ()
        own = self.frames.get((part, token.lemma_.lower())) or self.frames.get((part, token.lower_)) or ()
        if part == "verb" and any(self._is_modal(t) for t in auxiliary(token)):
            return own + self.frames.get(("verb", ANY), ())
        return own

    def _is_modal(self, token: Token) -> bool:
        return self.moods.has("future-auxiliary", token) or self.moods.has("hypothetical-auxiliary", token)


def compile_frames(codebook: Codebook) -> FrameLexicon:
    """Index the codebook's frames; their order in files has no meaning."""
    index: dict[tuple[str, str], list[Frame]] = {}
    for frame in codebook.entries(Frame):
        for part, words in (("verb", frame.verb), ("noun", frame.noun), ("adjective", frame.adjective)):
            for form in (f for word in words for f in (word, *inflected(part, word))):
                index.setdefault((part, form), []).append(frame)
    types = {t.id: t for t in codebook.entries(EventType)}
    return FrameLexicon({key: tuple(found) for key, found in index.items()}, types, compile_moods(codebook))


def inflected(part: str, word: str) -> tuple[str, ...]:
    """Return a verb's regular forms: the parser's lemma of some is wrong ("staged" read as "stag")."""
    if part != "verb" or word == ANY:
        return ()
    stem = word.removesuffix("e")
    return (f"{stem}ed", f"{stem}ing", f"{word}s")
