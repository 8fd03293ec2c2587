"""What came from an export is never markup."""

import re
from pathlib import Path

import pytest

from shopscore.pages import words
from shopscore.pages.quality import failed_lines
from shopscore.pages.words import change, plain, worth


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("云朵小店", "云朵小店"),
        ("[x](javascript:alert(1))", r"\[x\]\(javascript\:alert\(1\)\)"),
        ("<img src=x>", r"\<img src\=x\>"),
        ("![](http://e/p.png)", r"\!\[\]\(http\:\/\/e\/p\.png\)"),
        (":red[a] $x$ `c` **b**", r"\:red\[a\] \$x\$ \`c\` \*\*b\*\*"),
        ("two\nlines\t", "two lines"),
        ("a\\b", "a\\\\b"),
    ],
)
def test_signs_of_markup_are_shown_as_signs(text, shown):
    assert plain(text) == shown


def test_changes_have_a_sign_and_nothing_is_said_of_what_no_reader_sees():
    assert [change(value) for value in (-0.5, 1234.567, 0.004, 0, None)] == ["-0.50", "+1,234.57", "0.00", "0.00", "–"]
    assert [worth(value) for value in (0.254, 0.001, None)] == ["about 0.25 points", "less than 0.01 points", "–"]


def test_no_page_lets_data_be_html():
    pages = Path(words.__file__).parent
    found = [file.name for file in pages.glob("*.py") if re.search(r"unsafe_allow|st\.html", file.read_text("utf-8"))]
    assert found == []


def test_a_finding_is_said_in_words_and_findings_alike_in_one_line():
    row = {"severity": "warn", "description": None, "description_zh": None, "check_name": "c", "message_zh": None}
    late = row | {"message": "finding=picked_up_at before paid_at, rows_out_of_order=7", "failing_rows": 7}
    said = failed_lines(
        [late | {"checked_table": "events.orders"}, late | {"checked_table": "events.parcels", "failing_rows": 3}]
    )
    assert [re.sub(r"\\", "", line) for line in said] == [
        ":orange-badge[warning] the pickup is before the payment: 10 rows in orders, parcels"
    ]
