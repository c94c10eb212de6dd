"""Captions that a page shows over a name, glued into the sentence when the page was copied, cut out of it."""

from __future__ import annotations

import re

# "Ilham Aliyev Aliyev IlhamPresident of Azerbaijan: …": the family name again, the given name, the office, no space.
# (A pattern that begins with a set of characters is searched many times faster than one that begins by looking back.)
FAMILY = r"(?P<family>[A-Z](?<![\w-].)[\w'’-]{2,30})[ ]?(?P=family)"
NAME_TWICE = re.compile(FAMILY + "[ ]")
GIVEN = r"[ ](?P<given>(?:[A-Z][\w'’-]{0,20}[ ]){0,2}[A-Z][\w’'-]{0,20}?[^\W\d_A-Z])"
OFFICE = r"(?=[A-Z])(?P<office>[^:.!?…\"“”\n<>]{3,120}?)"
LABEL_CAPTION = re.compile(rf"{FAMILY}(?:{GIVEN}{OFFICE}|[ ]{OFFICE.replace('office', 'title')})[ ]?(?=[(:])")
INNER_CAPTION = re.compile(
    rf"{FAMILY}{GIVEN}(?=[A-Z][a-z])[A-Z][\w'’-]*(?:[ –-]{{1,3}}(?:(?:of|the|for|on|to)[ ])*[A-Z][\w'’-]*)*"
)
NAMES_TURNED = re.compile(
    r"(?P<given>[A-Z](?<![\w-].)[\w'’-]{1,30})[ ](?P<family>[A-Z][\w'’-]{1,30})[ ]?(?P=family)[ ](?P=given)(?![\w-])"
)
# A stop, colon or closing quote without the space after it; abbreviations have no two small letters before the stop.
GLUED = re.compile(
    r"[.!?…:\"”](?:(?<=[a-z]{2}[.!?…])(?=[A-Z][a-z]|[\"“][A-Z])|(?<=[a-z]{2}:)(?=[\"“][A-Z])|(?<=[a-z]{2}[.!?][\"”])(?=[A-Z][a-z]))"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@\S+")


def cut_captions(paragraph: str) -> str:
    """Return the paragraph without captions that repeat a name family name first, glued to an office."""
    if not NAME_TWICE.search(paragraph):
        return paragraph
    paragraph = NAMES_TURNED.sub(r"\g<given> \g<family>", paragraph)
    paragraph = LABEL_CAPTION.sub(r"\g<family>", paragraph)
    return INNER_CAPTION.sub(r"\g<family>", paragraph)


def part_sentences(paragraph: str) -> str:
    """Return the paragraph with a space after each stop that is glued to the next sentence ("end.The")."""
    if not GLUED.search(paragraph):
        return paragraph
    pieces, at = [], 0
    for address in ADDRESS.finditer(paragraph):
        pieces += [GLUED.sub(r"\g<0> ", paragraph[at : address.start()]), address[0]]
        at = address.end()
    return "".join([*pieces, GLUED.sub(r"\g<0> ", paragraph[at:])])
