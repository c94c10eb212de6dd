"""Every measure of quality: what it reads, what it gives, and whose annotation it is measured against."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec

import inputs
from dragoman.evaluation.annotated import Annotations, read_annotations, read_words
from dragoman.evaluation.cases import Case, cases, shown, summary
from dragoman.evaluation.counterparts import Share, counterparts_right, domestic_clean
from dragoman.evaluation.re3d import compared
from dragoman.evaluation.relations import read_marked, typing_score, whole_score
from dragoman.evaluation.requirements import judged
from dragoman.evaluation.score import Score, score
from dragoman.pipeline import open_reader
from dragoman.reading.mentions.phrase import actor_of_phrase
from dragoman.record.types import Reading
from reader import read_all
from tables import table

RELATE = "from dragoman.cli.main import main; main()"


class Measure(msgspec.Struct, frozen=True):
    """What one group of figures came to.

    `figures` are by name, each better the higher it is; `text` is the section of the documentation; `faults` are to be
    read one by one, `counts` sum them up.
    """

    figures: dict[str, float]
    text: str
    faults: tuple[str, ...]
    counts: tuple[str, ...] = ()


class Asked(msgspec.Struct, frozen=True):
    """What is asked for: where the data stands, on how many processes, and of which kind the faults are wanted."""

    shared: Path
    workers: int = 1
    kind: str = "events"


def communiques(asked: Asked) -> Measure:
    """Measure every kind of item on the annotated communiqués."""
    source, annotated = (asked.shared / "gold" / f"communiques_dev{end}.jsonl" for end in ("", "_gold"))
    docs, gold = read_words(source), read_annotations(annotated)
    readings = read_all(inputs.documents(source), asked.workers)
    predicted = {key: msgspec.convert(msgspec.to_builtins(r), Annotations) for key, r in readings.items()}
    result = score(docs, gold, predicted)
    figures = {f"{kind}.f1": s.f1 for kind, s in result.kinds.items()}
    figures |= {name: s.accuracy for name, s in result.fields.items()}
    faults: list[Case] = []
    for key, record in gold.items():
        read, silences = predicted.get(key, Annotations()), _silences(readings.get(key))
        faults += cases(asked.kind, docs[key], record, read, silences)
    counts = (*summary(faults), *result.lines())
    return Measure(figures, _communiques_text(result, len(gold)), tuple(shown(case) for case in faults), counts)


def _silences(reading: Reading | None) -> list[tuple[str, str]]:
    return [(reading.document.text[s.start : s.end], s.reason) for s in reading.silences] if reading else []


def _communiques_text(result: Score, documents: int) -> str:
    kinds = [
        [
            kind,
            *(f"{v:.3f}" for v in (s.precision, s.recall, s.f1)),
            f"{s.f1_low:.3f}–{s.f1_high:.3f}",
            str(s.gold),
            str(s.pred),
        ]
        for kind, s in result.kinds.items()
    ]
    fields = [[name, f"{s.accuracy:.3f}", str(s.n)] for name, s in result.fields.items()]
    return "\n\n".join(
        (
            f"### {documents} communiqués",
            "Measured against annotations that large language models made by our guidelines: 24 were adjudicated, 24 "
            "reviewed, 24 coded once. No person has checked them. Of optional items neither side counts.",
            table(("items", "precision", "recall", "F1", "95 % interval", "annotated", "read"), kinds),
            table(("field, on matched items", "right", "of"), fields),
        )
    )


def counterparts(asked: Asked) -> Measure:
    """Measure whether records name whom the headline names."""
    pairs = inputs.headlines(asked.shared, inputs.HEADLINES)
    share = counterparts_right([h for h, _ in pairs], read_all([d for _, d in pairs], asked.workers))
    about = (
        "The headline is withheld. A record is right when it names every counterpart of the headline with country and "
        "office, and a meeting of its mode. Measured against the publishers' own headlines, taken apart by rule; "
        "for a few the text does not name the office."
    )
    return _shared_out("counterparts", "Counterparts of the headline", about, share)


def domestic(asked: Asked) -> Measure:
    """Measure whether records of domestic meetings are free of foreign ones."""
    pairs = inputs.headlines(asked.shared, inputs.DOMESTIC)
    share = domestic_clean([h for h, _ in pairs], read_all([d for _, d in pairs], asked.workers))
    about = (
        "Communiqués whose headline names a domestic counterpart. A record is right when it holds no meeting with "
        "another state. Measured against the publishers' own headlines; some of the texts do speak of a foreign "
        "meeting in passing, and such a record counts as wrong all the same."
    )
    return _shared_out("domestic", "Domestic meetings", about, share)


def _shared_out(name: str, title: str, about: str, share: Share) -> Measure:
    rows = [["records that are right", f"{share.value:.3f}", f"{share.right} of {share.total}"]]
    text = "\n\n".join((f"### {title}", about, table(("measure", "share", "count"), rows)))
    return Measure({f"{name}.right": round(share.value, 3)}, text, share.faults)


def plv(asked: Asked) -> Measure:
    """Measure the types that `dragoman relate` tells for marked actors."""
    path = asked.shared / "gold/plv_train.tsv"
    result = typing_score(read_marked(path), _related(path))
    rows = [["macro-F1 over 15 types", f"{result.macro_f1:.3f}"], ["accuracy", f"{result.accuracy:.3f}"]]
    types = [[name, f"{t.f1:.3f}", str(t.gold), str(t.predicted)] for name, t in result.types.items()]
    about = (
        f"`dragoman relate` on {result.total} news sentences with source and target marked. CONCEDE and RETREAT count "
        "as the older YIELD. Measured against the labels that the data set carries; nothing that ships was trained on "
        "it."
    )
    tables = (table(("measure", "figure"), rows), table(("type", "F1", "annotated", "told"), types))
    text = "\n\n".join(("### Relation between two marked actors", about, *tables))
    figures = {"plv.macro_f1": round(result.macro_f1, 3), "plv.accuracy": round(result.accuracy, 3)}
    return Measure(figures, text, result.faults, _counted(result.faults))


def _counted(faults: tuple[str, ...]) -> tuple[str, ...]:
    """Count faults by the words before their first bracket."""
    counts = Counter(fault.partition("  [")[0] for fault in faults)
    return tuple(f"{n:5d}  {words}" for words, n in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _related(path: Path) -> dict[str, str]:
    """Return the types by uid, asked of the command line as its users ask it."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "related.jsonl"
        done = subprocess.run([sys.executable, "-c", RELATE, "relate", path, "-o", out], env=os.environ, check=False)
        if done.returncode:
            raise SystemExit(f"dragoman relate {path.name}: exit status {done.returncode}")
        return {str(row["uid"]): row["type"] for row in inputs.rows(out)}


def whole_events(asked: Asked) -> Measure:
    """Measure whole events read from bare sentences."""
    sentences = read_marked(asked.shared / "gold/plv_train.tsv")
    result = whole_score(sentences, read_all(inputs.bare_sentences(sentences), asked.workers))
    rows = [
        ["sentences whose event is found", f"{result.rate:.3f}"],
        ["events a sentence", f"{result.events_a_sentence:.2f}"],
        ["precision, at least", f"{result.precision:.3f}"],
    ]
    about = (
        f"The same {result.sentences} sentences without their marks. An event is found when its type agrees and its "
        "actor and recipient overlap the marked ones. Every other event counts against precision, though a sentence "
        "may hold events that its one label does not name. Measured against the labels that the data set carries."
    )
    text = "\n\n".join(("### Whole events from bare sentences", about, table(("measure", "figure"), rows)))
    figures = {"whole-events.found": round(result.rate, 3), "whole-events.precision": round(result.precision, 3)}
    return Measure(figures, text, result.faults, _counted(result.faults))


def seed(asked: Asked) -> Measure:
    """Measure the first communiqué against all that its record must and must not hold."""
    gold, document = inputs.seed(asked.shared)
    readings = read_all([document])
    if not readings:
        raise SystemExit("the seed communiqué was refused")
    verdict = judged(gold, readings[document.id])
    rows = [
        [
            "demands that are met",
            f"{verdict.value:.3f}",
            f"{verdict.demands - len(verdict.faults)} of {verdict.demands}",
        ]
    ]
    about = "One communiqué, item by item and field by field, with a list of what must not come out of it."
    text = "\n\n".join(("### The first communiqué", about, table(("measure", "share", "count"), rows)))
    return Measure({"seed.met": round(verdict.value, 3)}, text, (*verdict.faults, *verdict.unasked))


def re3d(asked: Asked) -> Measure:
    """Measure whether records name the pairs that met or spoke."""
    pairs = inputs.releases(asked.shared)
    readings = read_all([document for _, document in pairs], asked.workers)
    knowledge = open_reader().knowledge
    result = compared(
        [release for release, _ in pairs],
        readings,
        lambda phrase: actor_of_phrase(phrase, knowledge.lexicon, knowledge.parser),
    )
    about = (
        f"{len(pairs)} releases of re3d (UK government). A pair (relation CommWith) between persons, officials and "
        "bodies of states is found when a meeting, a CONSULT or joint AGREE event or a request of the record has both "
        "ends. The annotation is crowd-made and names few of the pairs there are, so that only recall can be told by "
        "rule; precision was judged by reading (errors.md)."
    )
    rows = [["pairs that are found", f"{result.recall:.3f}", f"{result.found} of {result.pairs}"]]
    text = "\n\n".join(("### Who met or spoke", about, table(("measure", "share", "count"), rows)))
    passed = f"{len(result.passed_over)} pairs passed over: an end is neither a person nor of a state"
    counts = (
        f"{result.statements} statements that some met or spoke, {len(result.unannotated)} not annotated",
        passed,
        *result.passed_over,
    )
    return Measure({"re3d.recall": round(result.recall, 3)}, text, (*result.misses, *result.unannotated), counts)


GROUPS: dict[str, Callable[[Asked], Measure]] = {
    "communiques": communiques,
    "counterparts": counterparts,
    "domestic": domestic,
    "plv": plv,
    "whole-events": whole_events,
    "seed": seed,
    "re3d": re3d,
}
