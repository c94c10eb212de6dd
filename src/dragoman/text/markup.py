"""Leftover markup out of a text: HTML tags, Markdown signs and separators."""

from __future__ import annotations

import re
from collections.abc import Callable

COMMENT = ("<!--", "-->")
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,14})(?:\s[^<>]{0,1000})?/?>")
SILENT = re.compile(r"<(script|style)\b[^<>]{0,300}>", re.IGNORECASE)
BREAKS = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "thead",
        "tbody",
        "tr",
        "blockquote",
        "section",
        "article",
        "header",
        "footer",
        "hr",
        "figure",
        "figcaption",
        "pre",
        "main",
        "nav",
        "aside",
        "body",
        "html",
        "head",
        "form",
        "address",
        "center",
    ]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "button",
        "svg",
        "path",
        "picture",
        "source",
        "video",
        "audio",
        "iframe",
        "input",
        "script",
        "style",
        "title",
        "meta",
        "link",
    ]
)
ESCAPE = re.compile(r"\\([#*_\[\](){}.!>~`+\-|\\'\"])")
LINK = re.compile(
    r"!?\[([^\[\]]{0,400})\]"
    r"\((?:https?://|www\.|mailto:|/|#)[^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?(?:\s+\"[^\"\n]{0,200}\")?\)"
)
SEPARATOR_LINE = re.compile(r"^[ ]*(?:[*_=#~\-–—][ ]*){3,}$", re.MULTILINE)
SEPARATOR = re.compile(r"\*(?<=[\s.!?…:\"”)].)[ ]?\*[ ]?\*(?=[ \n])")
HEADING = re.compile(r"^[ ]{0,3}#{1,6}[ ]+([^\n]*?)[ #]*$", re.MULTILINE)
STRONG = re.compile(r"\*{2,}")
STRONG_LOW = re.compile(r"__(?:(?<!\w__)(?=\w)|(?<=\w__)(?!\w))")
SLANTED = re.compile(r"\*(?<![\w*].)(?=[^\s*])([^*]{1,600})(?<=[^\s*])\*(?![\w*])")
SLANTED_LOW = re.compile(r"_(?<![\w_].)(?=[^\s_])([^_]{1,600})(?<=[^\s_])_(?![\w_])")
DEEPEST = 6  # times that marks inside marks are taken off; no page nests deeper


def strip_blocks(text: str) -> str:
    """Return the text without tags, comments, escapes and separators; what parts paragraphs becomes blank lines."""
    return _settled(text, _without_blocks)


def strip_inline(paragraph: str) -> str:
    """Return a paragraph without the signs of links and emphasis; their words stay."""
    return _settled(paragraph, _without_inline)


def _settled(text: str, strip: Callable[[str], str]) -> str:
    for _ in range(DEEPEST):
        plainer = strip(text)
        if plainer == text:
            break
        text = plainer
    return text


def _without_blocks(text: str) -> str:
    if "<" in text:
        text = _without_tags(text)
    if "\\" in text:
        text = ESCAPE.sub(r"\1", text)
    text = SEPARATOR_LINE.sub("\n\n", text)
    if "#" in text:
        text = HEADING.sub(r"\n\n\1\n\n", text)
    return SEPARATOR.sub("\n\n", text) if "*" in text else text


def _without_inline(text: str) -> str:
    if "](" in text:
        text = LINK.sub(r"\1", text)
    if "*" in text:
        text = SLANTED.sub(r"\1", STRONG.sub("", text))
    return SLANTED_LOW.sub(r"\1", STRONG_LOW.sub("", text)) if "_" in text else text


def _without_tags(text: str) -> str:
    text = _cut_between(text, *COMMENT)
    for name in dict.fromkeys(m[1].lower() for m in SILENT.finditer(text)):
        text = _cut_between(text, f"<{name}", f"</{name}>")
    return TAG.sub(_tag, text)


def _tag(tag: re.Match[str]) -> str:
    name = tag[1].lower()
    if name in INLINE:
        return ""
    if name in BREAKS:
        return "\n\n"
    return {"br": "\n", "td": " ", "th": " ", "li": "\n\n" if tag[0][1] == "/" else "\n\n• "}.get(name, tag[0])


def _cut_between(text: str, start: str, end: str) -> str:
    """Cut every stretch from `start` to `end` out; one that is not closed stays. Linear in the text."""
    kept, at = [], 0
    while (begin := text.find(start, at)) >= 0 and (close := text.find(end, begin + len(start))) >= 0:
        kept.append(text[at:begin])
        at = close + len(end)
    kept.append(text[at:])
    return "\n\n".join(kept) if len(kept) > 1 else text
