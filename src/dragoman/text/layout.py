"""The words of layout, compiled from the codebook once for all documents."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from dragoman.codebook.load import Codebook
from dragoman.codebook.spec import Expression, Office, Territory

DAY = r"(?P<{0}d>\d{{1,2}})(?:st|nd|rd|th)?"
YEAR = r"(?P<{0}y>[12]\d{{3}})"


class Layout(msgspec.Struct, frozen=True):
    """What the text room knows of words: sets are in small letters, patterns are compiled.

    `months` maps each name of a month to its number; `date` finds a written date, `labels` words that may stand before
    one.
    """

    months: dict[str, int]
    weekdays: frozenset[str]
    time_words: frozenset[str]
    open_endings: frozenset[str]
    english_words: frozenset[str]
    language_codes: frozenset[str]
    boilerplate_lines: frozenset[str]
    end_marks: frozenset[str]
    turn_labels: frozenset[str]
    question_labels: frozenset[str]
    no_speakers: frozenset[str]
    office_words: frozenset[str]
    places: frozenset[str]
    date: re.Pattern[str]
    date_label: re.Pattern[str]
    title_label: re.Pattern[str]
    boilerplate_start: re.Pattern[str]
    turn: re.Pattern[str]
    bare_turn: re.Pattern[str]
    dateline: re.Pattern[str]


def compile_layout(codebook: Codebook) -> Layout:
    """Return the layout words of a codebook: its expressions (see layout, boilerplate, datelines, calendar), and the
    heads of offices and names of places that labels and datelines are known by.
    """
    uses = _by_use(codebook.entries(Expression))
    months = {p.casefold(): _number(e.id) for e in codebook.entries(Expression) if e.use == "month" for p in e.phrases}
    weekdays = _words(uses, "weekday")
    return Layout(
        months=months,
        weekdays=weekdays,
        time_words=_words(uses, "time-word"),
        open_endings=_words(uses, "open-ending"),
        english_words=_words(uses, "english-word"),
        language_codes=_words(uses, "language-code"),
        boilerplate_lines=_words(uses, "boilerplate-line"),
        end_marks=_words(uses, "end-mark"),
        turn_labels=_words(uses, "turn-label"),
        question_labels=_words(uses, "question-label"),
        no_speakers=_words(uses, "no-speaker"),
        office_words=_office_words(codebook.entries(Office)),
        places=_places(codebook.entries(Territory)),
        date=_date_pattern(months),
        date_label=re.compile(rf"(?:{_any(uses.get('date-label', ()))})(?:[ ]?[:–—-][ ]?|[ ])", re.IGNORECASE),
        title_label=re.compile(rf"(?:{_any(uses.get('title-label', ()))})[ ]?:[ ]", re.IGNORECASE),
        boilerplate_start=re.compile(rf"(?:{_any(uses.get('boilerplate-start', ()))})(?!\w)", re.IGNORECASE),
        turn=_turn_pattern(uses),
        bare_turn=re.compile(rf"(?P<label>{_any(_letters(uses))})[ ]+(?=[^\W\d_a-z])"),
        dateline=_dateline_pattern(months, weekdays, uses),
    )


def _by_use(expressions: Iterable[Expression]) -> dict[str, tuple[str, ...]]:
    uses: dict[str, tuple[str, ...]] = {}
    for expression in expressions:
        uses[expression.use] = uses.get(expression.use, ()) + expression.phrases
    return uses


def _words(uses: dict[str, tuple[str, ...]], use: str) -> frozenset[str]:
    return frozenset(phrase.casefold() for phrase in uses.get(use, ()))


def _any(phrases: Iterable[str]) -> str:
    """Return an alternation, longest first, that matches nothing when there are no phrases."""
    return "|".join(re.escape(p) for p in sorted(set(phrases), key=lambda p: (-len(p), p))) or "(?!)"


def _letters(uses: dict[str, tuple[str, ...]]) -> list[str]:
    """Return the labels of one letter that transcripts set without a colon ("Q"); words of a sentence are none."""
    words = _words(uses, "english-word")
    return [p.upper() for p in uses.get("turn-label", ()) if len(p) == 1 and p.casefold() not in words]


def _number(entry_id: str) -> int:
    return int(re.sub(r"\D", "", entry_id) or 0)


def _office_words(offices: Iterable[Office]) -> frozenset[str]:
    return frozenset(head.split()[-1].casefold() for office in offices for head in office.heads)


def _places(territories: Iterable[Territory]) -> frozenset[str]:
    return frozenset(p.casefold() for t in territories for p in (*t.names, *t.seats, *t.places))


def _date_pattern(months: Iterable[str]) -> re.Pattern[str]:
    month = r"(?P<{0}m>" + _any(months).replace("{", "{{").replace("}", "}}") + r")\.?"
    forms = [
        (DAY + r"[ ](?:of[ ])?" + month + r"(?:,?[ ]" + YEAR + r")?").format("a"),
        (month + r"[ ]" + DAY + r"(?:,?[ ]" + YEAR + r")?").format("b"),
        r"(?P<cy>[12]\d{3})-(?P<cm>\d{2})-(?P<cd>\d{2})",
        r"(?P<dd>\d{1,2})(?P<mark>[./])(?P<dm>\d{1,2})(?P=mark)(?P<dy>[12]\d{3})",
    ]
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)


def _turn_pattern(uses: dict[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Find the label of a turn: capitalised words at the start of the paragraph or after a sentence, then a colon."""
    titles = _any(p for p in uses.get("title", ()) if p.endswith("."))
    # Letters of any script; "Mr." and initials keep their full stop, which else would end the sentence before.
    word = rf"(?:(?i:{titles})(?=[ ])|[A-Z]\.(?=[ ])|[^\W\d_a-z][\w'’-]*,?(?:[ ][–—](?=[ ]))?)"
    small = rf"(?:{_any((*uses.get('label-word', ()), *uses.get('particle', ())))})"
    label = rf"(?P<label>{word}(?:[ ](?:{word}|{small})){{0,19}})"
    note = r"(?:[ ]?\([^()]{2,60}\))?"
    return re.compile(rf"(?:(?<=^)|(?<=[.!?…>)\"”][ ])){label}{note}[ ]?:[ ]+(?=\S)")


def _dateline_pattern(
    months: Iterable[str], weekdays: Iterable[str], uses: dict[str, tuple[str, ...]]
) -> re.Pattern[str]:
    day = rf"(?:(?:{_any(weekdays)}),?[ ])?(?:(?:{_any(months)})\.?[ ]\d{{1,2}}|\d{{1,2}}[ ](?:{_any(months)})\.?)"
    date = rf"(?P<date>{day}(?:,?[ ][12]\d{{3}})?)"
    agency = rf"[ ]?[(/](?P<agency>{_any(uses.get('dateline-agency', ()))})[)/]?"
    place = r"(?P<place>[^\W\d_a-z][\w.'’-]{1,30}(?:,?[ ][^\W\d_a-z][\w.'’-]{1,30}){0,3}?)"
    mark = rf"[ ]?(?:{_any(uses.get('dateline-mark', ()))})[ ]"
    return re.compile(rf"{place}(?:,?[ ](?i:{date}))?(?:{agency})?{mark}(?=[^\W\d_a-z]|\d|[\"“])")
