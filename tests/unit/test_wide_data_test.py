"""The wide data test of a table, run on tables that break one rule each."""

import duckdb
import jinja2
import pytest

from shopscore.settings import PROJECT_DIR

TEST = (PROJECT_DIR / "tests" / "generic" / "keeps_its_rules.sql").read_text(encoding="utf-8")
KEY = ["shop", "day"]


def findings(rows: str, **arguments: object) -> list[tuple[str, int, str]]:
    """What the test says of a table with the columns shop, day, state and amount."""
    source = TEST.replace("{% test keeps_its_rules", "{% macro keeps_its_rules").replace(
        "{% endtest %}", "{% endmacro %}"
    )
    # what comes of it is SQL, not a page
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])  # noqa: S701
    template = environment.from_string(source, globals={"config": lambda **_: ""})
    query = template.module.keeps_its_rules("made", unique_combination_of_columns=KEY, **arguments)  # type: ignore[attr-defined]
    connection = duckdb.connect()
    connection.execute(f"create table made as select * from (values {rows}) as made (shop, day, state, amount)")
    return connection.execute(query).fetchall()


SOUND = "('a', 1, 'open', 5), ('a', 2, 'closed', 0), ('b', 1, 'open', 7)"


@pytest.mark.parametrize(
    ("rows", "arguments", "found"),
    [
        (SOUND, {}, []),
        (f"{SOUND}, ('b', 1, 'open', 8)", {}, [("one row per shop, day", 1, "b, 1")]),
        (f"{SOUND}, ('c', null, 'open', 8)", {}, [("one row per shop, day", 1, "c")]),
        (SOUND, {"also_unique": [["shop", "amount"]]}, []),
        (SOUND, {"also_unique": [["state"]]}, [("one row per state", 1, "open")]),
        (SOUND, {"expression_is_true": {"amounts_are_positive": "amount >= 0"}}, []),
        (SOUND, {"expression_is_true": {"amounts_are_positive": "amount > 0"}}, [("amounts_are_positive", 1, "a, 2")]),
        # as in a check constraint: what is not known breaks nothing
        (f"{SOUND}, ('c', 1, 'open', null)", {"expression_is_true": {"amounts_are_positive": "amount >= 0"}}, []),
        (SOUND, {"accepted_values": {"state": ["open", "closed"]}}, []),
        (SOUND, {"accepted_values": {"state": ["open"]}}, [("state is one of its words", 1, "a, 2")]),
        (
            f"{SOUND}, ('c', 1, null, 5)",
            {"accepted_values": {"state": ["open", "closed"]}},
            [("state is one of its words", 1, "c, 1")],
        ),
    ],
)
def test_a_broken_rule_is_told_with_its_rows_and_the_key_of_one(
    rows: str, arguments: dict[str, object], found: list[tuple[str, int, str]]
) -> None:
    assert findings(rows, **arguments) == found
