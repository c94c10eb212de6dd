"""`dragoman evaluate`: score records against annotated records."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dragoman.cli.messages import InputFault, json_option, tell
from dragoman.evaluation.annotated import EvaluationError
from dragoman.evaluation.score import evaluate_files


@click.command("evaluate")
@click.option("--docs", required=True, type=click.Path(path_type=Path), help="The documents: id, text, title, summary.")
@click.option("--gold", required=True, type=click.Path(path_type=Path), help="Annotated records, with `doc_id`.")
@click.option("--pred", required=True, type=click.Path(path_type=Path), help="Records of `dragoman code`.")
@json_option
def command(*, docs: Path, gold: Path, pred: Path, as_json: bool) -> None:
    """Score records against annotated records.

    For each kind precision, recall and F1 with the 95 % interval of a bootstrap over documents, and for each field its
    accuracy on the matched items.

    Example: dragoman evaluate --docs docs.jsonl --gold gold.jsonl --pred records.jsonl
    """
    try:
        score = evaluate_files(docs, gold, pred)
    except EvaluationError as error:
        raise InputFault(str(error)) from None
    for unread in score.unread:
        tell(f"{pred}: no record of {unread}; it counts as an empty one")
    click.echo(json.dumps(score.as_dict()) if as_json else "\n".join(score.lines()))
