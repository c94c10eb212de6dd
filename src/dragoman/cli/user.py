"""`user`: who may log in to the pages of a record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from dragoman.cli.messages import InputFault, json_option, tell
from dragoman.cli.records import record_option
from dragoman.web.accounts import passwords, store
from dragoman.web.accounts.values import AccountError, checked_name
from dragoman.web.users import ROLES, Role

role_option = click.option(
    "--role", type=click.Choice(ROLES), required=True, help="What they may do; each role also what those before it may."
)
stdin_option = click.option(
    "--password-stdin", "from_stdin", is_flag=True, help="Take the password from the first line of the standard input."
)


@click.group("user")
def command() -> None:
    """Say who may log in to the pages of a record: readers, reviewers and admins.

    Users are kept in R.users beside the record R; `dragoman serve` asks for them when others can reach it.

    Example: dragoman user add ines --role admin --record relations.duckdb
    """


@command.command("add")
@click.argument("name")
@role_option
@record_option
@stdin_option
def add(*, name: str, role: Role, record: Path, from_stdin: bool) -> None:
    """Add a user. The password is asked for twice and not shown.

    Example: dragoman user add ines --role admin --record relations.duckdb
    """
    with _users(record) as connection:
        checked_name(name)
        if any(one.name.casefold() == name.casefold() for one in store.accounts(connection)):
            raise AccountError(f"there is a user {name} already; give another name")
        store.add(connection, name, role, _password(name, from_stdin))
    tell(f"{name} may log in as {role}")


@command.command("list")
@record_option
@json_option
def list_(*, record: Path, as_json: bool) -> None:
    """List the users: name, role, day of their account, and whether they may log in.

    Example: dragoman user list --record relations.duckdb
    """
    with _users(record) as connection:
        found = store.accounts(connection)
    if as_json:
        click.echo(msgspec.json.encode(found))
        return
    for one in found:
        click.echo(f"{one.name}\t{one.role}\t{one.created[:10]}\t{'disabled' if one.disabled else 'may log in'}")


@command.command("role")
@click.argument("name")
@role_option
@record_option
def role_(*, name: str, role: Role, record: Path) -> None:
    """Give a user another role, at once; their sessions end.

    Example: dragoman user role ines --role reviewer --record relations.duckdb
    """
    with _users(record) as connection:
        store.set_role(connection, name, role)
    tell(f"{name} is {role}")


@command.command("passwd")
@click.argument("name")
@record_option
@stdin_option
def passwd(*, name: str, record: Path, from_stdin: bool) -> None:
    """Give a user another password; their sessions end.

    Example: dragoman user passwd ines --record relations.duckdb
    """
    with _users(record) as connection:
        known = store.account(connection, name).name
        store.set_password(connection, known, _password(known, from_stdin))
    tell(f"{name} has another password")


@command.command("remove")
@click.argument("name")
@record_option
def remove(*, name: str, record: Path) -> None:
    """Remove a user and end their sessions.

    Example: dragoman user remove ines --record relations.duckdb
    """
    with _users(record) as connection:
        store.remove(connection, name)
    tell(f"{name} is removed")


@contextmanager
def _users(record: Path) -> Iterator[store.Connection]:
    """Yield the users of a record that is there; whatever cannot be done is told in one line."""
    if not record.is_file():
        raise InputFault(f"{record}: there is no such record; dragoman ingest makes one")
    try:
        with store.opened(record) as connection:
            yield connection
    except AccountError as error:
        raise InputFault(str(error)) from None


def _password(name: str, from_stdin: bool) -> str:
    """Return the hash of the password that is typed or given."""
    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password", hide_input=True, confirmation_prompt="Again", err=True)
    return passwords.hashed(passwords.checked(given, name))
