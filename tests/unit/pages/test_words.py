"""What came from an export is never markup."""

import pytest

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
