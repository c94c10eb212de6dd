"""A dossier as a page for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.text import Text

from dragoman.pages.dossier.page import page_of
from dragoman.pages.dossier.view import (
    Encounter,
    Fact,
    Group,
    Instrument,
    Matter,
    Outcome,
    Page,
    Phrase,
    Promise,
    Quote,
    Source,
    Tone,
    Versions,
    counted,
)
from dragoman.pages.layout import BAD, FAINT, GOOD, PLAIN, QUOTE, STRONG, Entry, Section, section_lines, wrapped
from dragoman.pages.plot import Plot
from dragoman.pages.quoting import quoted
from dragoman.pages.terminal import WIDEST
from dragoman.pages.words import Names
from dragoman.relations.values import Dossier

STYLES: dict[Tone, str] = {"good": GOOD, "bad": BAD, "plain": PLAIN}
LEVELS = "▁▂▃▄▅▆▇█"
SPARK_LABEL = 13  # columns


def render(dossier: Dossier, console: Console, names: Names) -> None:
    """Print the dossier as a page; `names` are of countries by code."""
    for line in lines(dossier, console, names):
        console.print(line, highlight=False, soft_wrap=True)


def lines(dossier: Dossier, console: Console, names: Names) -> Iterator[Text]:
    """Give the page line by line, none wider than the console."""
    width, page = min(console.width, WIDEST), page_of(dossier, names)
    yield from wrapped(_head(page, width), console, width)
    yield Text("─" * width, style=FAINT)
    for section in _sections(page):
        if section.entries:
            yield from section_lines(section, console, width)
    yield Text()
    yield from wrapped(_foot(page), console, width)


def _head(page: Page, width: int) -> list[Text]:
    held = [f"{count.total} {count.noun}" for count in page.counts if count.total]
    cut = [f"{count.shown} of {count.total} {count.noun}" for count in page.counts if count.shown < count.total]
    spark = _sparks(page.plot, width) if page.plot else []
    head = [
        Text(f"{page.a} – {page.b}", style=STRONG),
        Text(page.span),
        Text(" · ".join(held)),
        Text(f"Shown, the newest first: {', '.join(cut)}" if cut else "", style=FAINT),
    ]
    return [line for line in head if line.plain] + spark


def _sparks(plot: Plot, width: int) -> list[Text]:
    """Return cooperation and conflict as two rows of bars on one scale, the last months where not all fit."""
    shown = plot.periods[-(width - SPARK_LABEL) :]
    most = max((max(month.cooperation, month.conflict) for month in shown), default=0)
    unusual = [month.label for month in shown if month.unusual]
    rows: tuple[tuple[str, list[int], str], ...] = (
        ("cooperation", [month.cooperation for month in shown], GOOD),
        ("conflict", [month.conflict for month in shown], BAD),
    )
    span = f"by month, {shown[0].label} to {shown[-1].label}; the highest bar is {most} events"
    undated = [Text(f"without a month, not shown: {plot.left_out}", style=FAINT)] if plot.left_out else []
    marked = [Text(f"far off the habit: {', '.join(unusual)}", style=FAINT)] if unusual else []
    return [
        *(Text.assemble(f"{name:<{SPARK_LABEL}}", (spark(counts, most), style)) for name, counts, style in rows),
        Text(span, style=FAINT),
        *marked,
        *undated,
    ]


def spark(counts: Iterable[int], most: int) -> str:
    """Return counts as a row of bars, `most` the highest; a month without any is a dot, so that none ends in blanks."""
    return "".join(LEVELS[(count * len(LEVELS) - 1) // most] if count else "·" for count in counts)


def _sections(page: Page) -> list[Section]:
    moments = [(moment.day or "no day", moment.fact) for period in page.timeline for moment in period.moments]
    sections: list[tuple[str, Iterable[Entry], int]] = [
        ("Timeline", (_moment(day, fact) for day, fact in moments), len(moments)),
        ("Meetings", map(_meeting, page.meetings), len(page.meetings)),
        ("Versions side by side", (e for v in page.comparisons for e in _versions(v)), len(page.comparisons)),
        ("Commitments", (_promise(p) for g in page.commitments for p in g.promises), counted(page.commitments)),
        ("Positions", _facts(page.positions), counted(page.positions)),
        ("Agreements", map(_agreement, page.agreements), len(page.agreements)),
        ("Thanks and criticism", _facts(page.appraisals), counted(page.appraisals)),
        ("Requests", _facts(page.requests), counted(page.requests)),
        ("Formulae", map(_formula, page.formulae), len(page.formulae)),
        ("Topics", map(_fact, page.topics), len(page.topics)),
        ("Sources", map(_source, page.sources), len(page.sources)),
    ]
    return [Section(title, title.lower(), tuple(entries), count) for title, entries, count in sections]


def _entry(label: str, tone: Tone, body: Iterable[Text]) -> Entry:
    return Entry(Text(label, style=STYLES[tone]), tuple(line for line in body if line.plain))


def _quote(quote: Quote) -> Text:
    told = ", ".join(filter(None, [quote.said, quote.source.publisher, quote.source.published]))
    words = quoted(quote.exact) if quote.exact else ""
    return Text.assemble((words, QUOTE), f"{' — ' if words else ''}{told} [{quote.source.number}]")


def _body(fact: Fact) -> list[Text]:
    also = f"also in {', '.join(f'[{source.number}]' for source in fact.also)}" if fact.also else ""
    return [
        Text.assemble((fact.who, STRONG), ": " if fact.who and fact.what else "", fact.what),
        Text(" · ".join(fact.details), style=FAINT),
        *map(_quote, fact.quotes),
        Text(also, style=FAINT),
    ]


def _fact(fact: Fact) -> Entry:
    return _entry(fact.label, fact.tone, _body(fact))


def _labelled(fact: Fact) -> list[Text]:
    return [Text(fact.label, style=STYLES[fact.tone]), *_body(fact)]


def _facts(groups: Iterable[Group]) -> Iterator[Entry]:
    return (_fact(fact) for group in groups for fact in group.facts)


def _moment(day: str, fact: Fact) -> Entry:
    first, *rest = _body(fact)
    return _entry(day, "plain", [Text.assemble((fact.label, STYLES[fact.tone]), "  ", first), *rest])


def _meeting(meeting: Encounter) -> Entry:
    body = [
        Text(meeting.title, style=STRONG),
        Text(" · ".join(filter(None, [meeting.where, meeting.day]))),
        *(Text(f"For: {purpose}") for purpose in meeting.purposes),
        *(Text(f"{side.country}: {'; '.join(person.words for person in side.persons)}") for side in meeting.sides),
        *map(_quote, meeting.reports),
    ]
    return _entry(meeting.status, "plain", body)


def _versions(versions: Versions) -> Iterator[Entry]:
    """Give the meeting, then each matter with what each side says of it."""
    yield _entry("", "plain", [Text(f"{versions.title} · {versions.day}", style=STRONG)])
    labels: dict[str, tuple[str, Tone]] = {
        "shared": ("shared", "good"),
        "differs": ("differs", "bad"),
    }
    for told in versions.told:
        for matter in told.matters:
            yield _entry(*labels[told.standing], _matter(matter))
    for column in versions.alone:
        for fact in column.facts:
            yield _entry("only one", "plain", [Text(column.publisher, style=PLAIN), *_labelled(fact)])


def _matter(matter: Matter) -> Iterator[Text]:
    yield Text.assemble(f"{matter.kind}: ", (matter.what, STRONG))
    yield Text(f"They differ in: {matter.differing}" if matter.differing else "")
    for column in matter.columns:
        yield Text(column.publisher + ("" if column.facts else ": not found in its report"), style=PLAIN)
        for fact in column.facts:
            yield from _body(fact)


def _promise(promise: Promise) -> Entry:
    body = [Text(promise.fact.label, style=FAINT), *_body(promise.fact)]
    return _entry(promise.status, promise.tone, [*body, *(t for o in promise.outcomes for t in _outcome(o))])


def _outcome(outcome: Outcome) -> Iterator[Text]:
    yield Text.assemble((outcome.title, STYLES[outcome.tone]), f" ({outcome.decision}), because {outcome.why}")
    yield from _body(outcome.fact)


def _agreement(found: Instrument) -> Entry:
    body = [Text(found.name, style=STRONG), Text(found.names), Text(found.parties), *map(Text, found.cited)]
    for fact in found.facts:
        body += [Text(fact.label, style=STYLES[fact.tone]), *map(_quote, fact.quotes)]
    return _entry("agreement", "plain", body)


def _formula(formula: Phrase) -> Entry:
    rows = formula.uses.rows
    most = max((of for _, _, of in rows), default=0)
    span = f"  {rows[0][0]} to {rows[-1][0]}" if rows else ""
    body = [
        Text(f"“{formula.phrase}”", style=STRONG),
        Text(" · ".join(formula.remarks)),
        Text.assemble((spark((used for _, used, _ in rows), most), GOOD), span) if rows else Text(),
        Text.assemble("first  ", _quote(formula.first)),
        Text.assemble("last  ", _quote(formula.last)),
        *(
            Text(f"missing in [{gap.source.number}] {gap.source.published}: {gap.habit}", style=BAD)
            for gap in formula.missing
        ),
    ]
    return _entry(formula.issuer, "plain", body)


def _source(source: Source) -> Entry:
    version = f", version {source.version}" if source.version > 1 else ""
    repeats = f"[{source.repeats}]" if source.repeats.isdecimal() else source.repeats
    body = [
        Text(source.title, style=STRONG),
        Text(f"{source.publisher} · {source.published} · {source.document}{version}"),
        Text(f"Near-duplicate of {repeats}" if repeats else "", style=FAINT),
        Text(source.address, style=FAINT),
    ]
    return _entry(f"[{source.number}]", "plain", body)


def _foot(page: Page) -> list[Text]:
    return [
        Text("Every fact is a claim of its issuer, read by a program with the words it rests on.", style=FAINT),
        Text(f"Cite as: {page.maker.citation}", style=FAINT),
    ]
