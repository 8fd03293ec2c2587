"""The queries that measure what arrived of an export, filled in from its contract and its suite.

Nothing is run here. What is compared with a limit belongs in `source_checks.py`, what is said of a broken one in
`source_findings.py`.
"""

from typing import Any

from shopscore.quality.row_rules import needed_columns
from shopscore.quality.source_suites import SourceSuite
from shopscore.quality.sql_templates import render
from shopscore.sql_files import literal

MANY_SHOPS = "_all"
ONE_SCOPE = "all"


def source_query(name: str, suite: SourceSuite, **values: Any) -> str:
    """Return one of the queries about an export; it takes the parameters $platform and $export.

    Args:
        name: its file in `sql/`.
        suite: what is checked of the export.
        values: what else the file asks for.
    """
    export = suite.export
    event = suite.event_column
    read = dict.fromkeys(
        [
            *export.key,
            # what a row holds besides would only be carried along
            *suite.may_be_empty,
            *(name for rule in suite.rules.values() for name in sorted(rule.reads)),
            *([event] if event else []),
            "_file_id",
            "_file_row",
        ]
    )
    return render(
        name,
        table=export.table,
        key=export.key,
        read=list(read),
        rules=suite.rules,
        others=needed_columns(list(suite.rules.values())),
        may_be_empty=suite.may_be_empty,
        event=event,
        weeks=suite.weeks if event else 0,
        scope=scope_of("landed.shop_id", suite),
        scope_of_file=scope_of("shop_id", suite),
        many_shops=MANY_SHOPS,
        **values,
    )


def scope_of(shop_column: str, suite: SourceSuite) -> str:
    """Return whose figures a row belongs to: its shop's, or, of a reference table, those of the whole."""
    return f"coalesce({shop_column}, '{MANY_SHOPS}')" if suite.export.has_shop_folder else literal(ONE_SCOPE)
