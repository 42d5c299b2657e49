"""A time as people type it: one parser for the command line and the api."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orin.runtime.moments import moment, parse_moment
from orin.schemas.errors import Misuse

AT = 1_795_251_600_200_000
"""2026-11-21T09:00:00.2Z, µs."""
HOUR = 3_600_000_000


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("now", AT),
        ("-1h", AT - HOUR),
        ("-1d12h", AT - 36 * HOUR),
        ("-0.5h", AT - HOUR // 2),
        ("2026-11-21", AT - 9 * HOUR - 200_000),
        ("2026-11-21T10:00:00.2+01:00", AT),
        ("1970-01-01T00:00:00Z", 0),
        ("1795251600", AT - 200_000),
        ("1795251600200", AT),
        ("1795251600200000", AT),
    ],
)
def test_the_forms_of_a_time(text: str, meant: int) -> None:
    assert parse_moment(text, AT) == meant


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("noon", "--from: 'noon' is not a time"),
        ("1h", "--from: '1h' is not a time"),
        ("-h", "--from: '-h' is not a time"),
        ("2026-02-30", "--from: '2026-02-30T00:00:00Z' is not a time"),
        ("2026-11-21T09:00:00", "--from: .* has no offset from UTC"),
        ("20261121", "--from: 20261121 is too small to be a time"),
        ("0", "--from: 0 is too small"),
        ("99999999999999999999", "--from: .* is not a time"),
        ("-9999999999d", "--from: .* is not a time"),
        ("\u0661\u0662", "--from: .* is not a time"),
    ],
)
def test_anything_else_is_misuse_that_names_the_option(text: str, said: str) -> None:
    with pytest.raises(Misuse, match=said):
        moment("--from", text)


@given(st.integers(10**8, 10**11 - 1))
def test_seconds_milliseconds_and_microseconds_are_told_apart_by_size(seconds: int) -> None:
    assert {parse_moment(str(seconds * unit)) for unit in (1, 1_000, 1_000_000)} == {seconds * 1_000_000}


@given(st.text(max_size=40))
def test_any_text_is_a_time_or_misuse(text: str) -> None:
    try:
        moment("--to", text)
    except Misuse as error:
        assert str(error).startswith("--to: ")  # noqa: PT017 - both outcomes are good
