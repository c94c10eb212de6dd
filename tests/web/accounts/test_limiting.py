"""Attempts to log in are counted by name and by address."""

from __future__ import annotations

import pytest

from dragoman.web.accounts.limiting import BY_ADDRESS, BY_NAME, Attempts
from dragoman.web.faults import Fault


def test_a_name_is_tried_ten_times_from_wherever() -> None:
    """The eleventh attempt is told how long to wait; other names are free."""
    attempts = Attempts()
    for number in range(BY_NAME.amount):
        attempts.begin("Ines" if number % 2 else "ines", f"10.0.0.{number}")
    with pytest.raises(Fault) as refused:
        attempts.begin("ines", "10.0.1.1")
    assert refused.value.told.status == 429
    assert 0 < int(refused.value.headers["retry-after"]) <= BY_NAME.get_expiry()
    attempts.begin("rosa", "10.0.1.1")


def test_an_address_tries_thirty_names() -> None:
    """Guessing one password for many names is bounded too, and a success of one's own does not reset it."""
    attempts = Attempts()
    for number in range(BY_ADDRESS.amount):
        attempts.begin(f"name{number}", "10.0.0.1")
        attempts.succeeded(f"name{number}")
    with pytest.raises(Fault):
        attempts.begin("another", "10.0.0.1")
    attempts.begin("another", "10.0.0.2")


def test_who_has_come_in_is_not_counted_any_more() -> None:
    """Somebody who logs in often is not locked out."""
    attempts = Attempts()
    for number in range(3 * BY_NAME.amount):
        attempts.begin("ines", f"10.0.0.{number}")
        attempts.succeeded("ines")


def test_one_line_has_one_count_whatever_address_it_takes() -> None:
    """A home has 2^64 addresses of IPv6; another home has counts of its own, and IPv4 may be written as IPv6."""
    attempts = Attempts()
    for number in range(30):
        attempts.begin(f"name-{number}", f"2001:db8:1:2::{number + 1:x}")
    with pytest.raises(Fault):
        attempts.begin("rosa", "2001:db8:1:2:ffff::1%eth0")
    attempts.begin("rosa", "2001:db8:1:3::1")
    for number in range(30):
        attempts.begin(f"other-{number}", "192.0.2.1" if number % 2 else "::ffff:192.0.2.1")
    with pytest.raises(Fault):
        attempts.begin("victor", "192.0.2.1")
