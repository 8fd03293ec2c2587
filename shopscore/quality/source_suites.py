"""Which checks an export gets, from its contract and from the limits of the day.

No export is named here: a new one has its suite by its contract. What a row has to keep belongs in `row_rules.py`,
how a figure is measured in `source_profile.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopscore.contracts import Export, Exports
from shopscore.language import Message
from shopscore.quality.check_specs import CheckSpec
from shopscore.quality.limits import Limit, Limits, LimitsError, no_such_check
from shopscore.quality.row_rules import ROW_RULES, RowRule

STAGE = "source"


@dataclass(frozen=True)
class ShopFigure:
    """A figure of a shop that is not a share of its rows.

    Attributes:
        description: the rule in words; `{subject}` is what the limit is about.
        rows_column: how many rows are behind the figure.
        at_least: the limits are the least allowed.
        kind: what the numbers in a message are.
    """

    description: Message
    rows_column: str
    at_least: bool
    kind: Message


_VOLUME = Message(
    "rows of the newest full day against the mean of the same weekday in the {weeks} weeks before", weeks="{weeks}"
)
_TIMES = Message("times the usual")
SHOP_FIGURES = {
    "rejected_rows": ShopFigure(
        Message("share of a shop's rows that could not be read and were rejected"),
        "rows_read",
        False,
        Message("share of rows"),
    ),
    "refused_files": ShopFigure(Message("no file is refused whole"), "rows_read", False, Message("files")),
    "empty_columns": ShopFigure(
        Message("no column that every file has is empty in every row"), "rows", False, Message("columns")
    ),
    "volume_low": ShopFigure(_VOLUME, "usual_rows", True, _TIMES),
    "volume_high": ShopFigure(_VOLUME, "usual_rows", False, _TIMES),
}


@dataclass(frozen=True)
class SourceSuite:
    """What is checked of one export.

    Attributes:
        export: the contract.
        specs: its checks.
        rules: the rule behind each check about rows, by the column of the profile.
        weeks: how far back the usual volume of a day reaches; 0 where no volume is checked.
    """

    export: Export
    specs: tuple[CheckSpec, ...]
    rules: dict[str, RowRule]
    weeks: int

    @property
    def may_be_empty(self) -> list[str]:
        """The columns that every file has, not every row fills, and no whole file leaves empty."""
        return [
            column.name
            for column in self.export.columns
            if column.required and not column.cell_required and not column.can_be_empty
        ]

    @property
    def event_column(self) -> str | None:
        """The time that dates a row of the export."""
        return event_column(self.export)


def source_check_specs(exports: Exports, limits: Limits) -> list[CheckSpec]:
    """Name the checks that `check_sources` makes, in its order, without running them.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    return [spec for suite in source_suites(exports, limits) for spec in suite.specs]


def source_suites(exports: Exports, limits: Limits) -> Iterator[SourceSuite]:
    """Return what is checked of each export.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    checks = (*ROW_RULES, *SHOP_FIGURES)
    for limit in limits.rows:
        if limit.platform != "marts" and limit.check_name not in checks:
            raise LimitsError(no_such_check(limit, "exports", checks))
    for export in exports.values():
        yield _suite(exports, export, limits)


def event_column(export: Export) -> str | None:
    """Return the time that dates a row: the first that every row has, else the first that every file has."""
    times = [column for column in export.columns if column.type == "timestamp"]
    for column in [*(c for c in times if c.cell_required), *(c for c in times if c.required)]:
        return column.name
    return None


def _suite(exports: Exports, export: Export, limits: Limits) -> SourceSuite:
    levels: dict[tuple[str, tuple[str, ...]], list[Limit]] = {}
    for limit in limits.of(export.platform, export.name):
        levels.setdefault((limit.check_name, limit.subject), []).append(limit)
    specs: list[CheckSpec] = []
    rules: dict[str, RowRule] = {}
    weeks = 0
    for (check, subject), of_check in sorted(levels.items()):
        if check in ROW_RULES:
            rule = ROW_RULES[check](exports, export, subject)
            if rule is None:
                continue
            column = f"{check}_{rule.label}" if rule.label else check
            rules[column] = rule
            specs.append(_spec(export, column, of_check, rule.description, rows_column="rows", at_least=False))
            continue
        figure = SHOP_FIGURES[check]
        if check.startswith("volume"):
            if not export.has_shop_folder or event_column(export) is None:
                continue
            weeks = max(weeks, int(subject[0]))
        description = Message(figure.description.template, weeks=" ".join(subject))
        specs.append(
            _spec(export, check, of_check, description, rows_column=figure.rows_column, at_least=figure.at_least)
        )
    return SourceSuite(export, tuple(specs), rules, weeks)


def _spec(
    export: Export, column: str, levels: Sequence[Limit], description: Message, *, rows_column: str, at_least: bool
) -> CheckSpec:
    name = f"{STAGE}_{export.platform}_{export.name}_{column}"
    return CheckSpec(name, export.table, column, rows_column, tuple(levels), at_least, description)
