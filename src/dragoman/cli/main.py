"""The program `dragoman`: its commands, and what every command does with errors."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from typing import Any

import click

from dragoman.cli.messages import tell
from dragoman.version import __version__

DEBUG = "DRAGOMAN_DEBUG"
COMMANDS = {
    "read": "Read one communiqué: a page on the terminal, or its record as JSON.",
    "code": "Read many documents to records, one a line, in order.",
    "relate": "Code the relation between two marked actors of a sentence.",
    "actor": "Resolve noun phrases to country, sector, name and office.",
    "ingest": "Read documents into a record of relations.",
    "dossier": "Tell what a record holds of a pair of states: text, JSON or one HTML file.",
    "meetings": "List the meetings of a record, each with all its reports.",
    "commitments": "List what was promised, and what became of it.",
    "formulae": "List the recurring phrases of issuers.",
    "series": "Count what states did to each other by day, week, month or year.",
    "search": "Search the documents of a record.",
    "export": "Write a record in the formats that others read.",
    "cite": "Print how to cite what was taken from a record.",
    "info": "Tell what a record holds.",
    "forget": "Forget a document and all that rests on it alone.",
    "backup": "Copy a record, also one in use.",
    "restore": "Put a backup in the place of a record.",
    "verify": "Check every stored fact of a record against its text and hash.",
    "serve": "Show a record in the browser.",
    "review": "Tell, check and export what people decided of a record's facts.",
    "user": "Say who may log in to the pages of a record.",
    "evaluate": "Score records against annotated records.",
    "codebook": "Check, show and explain the codebook.",
}
WRONG_USAGE = 2
INTERRUPTED = 130


class Commands(click.Group):
    """Commands are loaded when they are called, so that the program answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"dragoman.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=Commands,
    no_args_is_help=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="dragoman %(version)s")
@click.pass_context
def dragoman(context: click.Context) -> None:
    """Read communiqués and keep a verifiable record of the relations between states.

    Every fact carries the exact words it was read from. Data goes to the standard output or to -o, messages to the
    standard error. Exit status: 0 done; 1 something was refused or could not be written; 2 wrong usage; 130
    interrupted.

    Example: dragoman read release.html --country SRB
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help(), err=True)
        context.exit(WRONG_USAGE)


def main() -> None:
    """Run the program; whatever happens is told in one line."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the program and return its exit status."""
    _speak_utf8()
    try:
        status: Any = dragoman.main(args=arguments, prog_name="dragoman", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "dragoman"
        tell(f"{error.format_message()} ({path} --help shows how it is used)")
        return WRONG_USAGE
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        tell("interrupted; run the same command again to go on")
        return INTERRUPTED
    except Exception as error:  # a fault of ours or of the machine: still one line
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {' '.join(str(error).split())}"
    if isinstance(error, OSError):
        what = f"{error.filename or 'standard output'}: {error.strerror or error}"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again as it ends
    if not isinstance(error, BrokenPipeError):  # a reader that has seen enough is no news
        tell(f"{what}; {DEBUG}=1 shows where it failed")
    return 1


def _speak_utf8() -> None:
    """Write UTF-8 to files and pipes whatever the locale; a terminal that cannot show a letter shows a mark for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


if __name__ == "__main__":
    main()
