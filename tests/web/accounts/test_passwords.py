"""Passwords: which are taken, and how one is compared with what is kept of it."""

from __future__ import annotations

import time

import pytest
from argon2 import PasswordHasher

from dragoman.web.accounts import passwords
from dragoman.web.accounts.values import AccountError

GOOD = "seven quiet harbours"


def test_a_password_is_kept_as_argon2id_and_never_alike() -> None:
    """What is kept is salted, and tells a right password from a wrong one."""
    first, second = passwords.hashed(GOOD), passwords.hashed(GOOD)
    assert first.startswith("$argon2id$")
    assert first != second
    assert GOOD not in first
    assert passwords.verdict(first, GOOD) == passwords.Verdict(True)
    assert not passwords.verdict(first, GOOD + " ").right
    assert not passwords.verdict("no hash at all", GOOD).right


def test_letters_that_keyboards_write_in_two_ways_are_one() -> None:
    """An accent in one sign or in two is the same password."""
    assert passwords.verdict(passwords.hashed("caf\u00e9 am Hafen"), "cafe\u0301 am Hafen").right


def test_a_weaker_hash_is_renewed_when_its_password_comes() -> None:
    """Parameters that grow reach the hashes that were made before."""
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    found = passwords.verdict(weak, GOOD)
    assert found.right
    assert found.renewed
    assert passwords.verdict(found.renewed, GOOD) == passwords.Verdict(True)
    assert passwords.verdict(weak, "seven quiet harbour") == passwords.Verdict(False)


def test_a_user_that_is_not_there_takes_as_long() -> None:
    """How long an answer takes does not tell who has an account."""
    kept = passwords.hashed(GOOD)
    passwords.verdict(None, GOOD)  # makes the hash of nobody
    known, unknown = ([], [])  # type: tuple[list[float], list[float]]
    for _ in range(7):
        for hashed, taken in ((kept, known), (None, unknown)):
            began = time.thread_time()
            assert not passwords.verdict(hashed, "not the password").right
            taken.append(time.thread_time() - began)
    assert 0.6 < sorted(unknown)[3] / sorted(known)[3] < 1.7


@pytest.mark.parametrize(
    "refused",
    ["", "short", "elevenletter"[:11], "a" * 257, "password1234", "PassWord1234", "correct horse battery staple",
     "aaaaaaaaaaaa", "abababababab", "constantinople", "Constantinople12"],
)  # fmt: skip
def test_passwords_that_are_guessed_first_are_refused(refused: str) -> None:
    """Too short, too long, listed, of few letters, or the name itself."""
    with pytest.raises(AccountError):
        passwords.checked(refused, "constantinople")


@pytest.mark.parametrize("taken", [GOOD, "x7#kQ2!pLw9z", "twelve chars", "пароль для гавани"])
def test_other_passwords_are_taken(taken: str) -> None:
    """There are no rules on capitals and signs, which only make people write passwords down."""
    assert passwords.checked(taken, "ines") == taken


def test_passwords_that_are_made_are_taken() -> None:
    """What an admin gives to somebody new is a password like any other."""
    passwords.checked(passwords.made(), "constantinople")
