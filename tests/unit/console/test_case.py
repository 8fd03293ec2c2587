"""How a number of a case is read as it is typed; the answers themselves are in `end_to_end/test_did_it_count.py`."""

import pytest

from shopscore.console.case import clean_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("4900001", "4900001"),
        (" 4900001\t", "4900001"),
        ('="4900001"', "4900001"),
        ("'4900001", "4900001"),
        ("4900001.0", "4900001"),
        ("004900001", "004900001"),
        ("211015-5000", "211015-5000"),
        ("SF12E3", "SF12E3"),
        ("v1.0", "v1.0"),
        ("   ", ""),
    ],
)
def test_a_number_is_read_as_landing_reads_it(typed: str, number: str) -> None:
    assert clean_number(typed) == number
