"""Draws the indicators of a score, readable at 80 columns.

An indicator takes two lines: the figure with its unit above, what it is made of below; and one for each further window
that it is shown over.
"""

from collections.abc import Sequence
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.explanation import Dimension, Indicator, SystemExplanation
from shopscore.console.wording import change, count, measure, missing, number, percent
from shopscore.language import Message, pick, tr
from shopscore.names import column_header, export_names

BESIDE_INDICATORS = {"adjustments": Message("deductions and bonus")}


def show_indicators(system: SystemExplanation, platform: str, console: Console) -> None:
    """Print the indicators by dimension, and below them why some have no value and what others took as none."""
    if system.indicators:
        console.print(_table(system))
        _show_missing(system, platform, console)
        _show_absent(system, platform, console)


def name_of(indicators: Sequence[Indicator], indicator_id: str) -> str:
    """Return the name of an indicator by its id, or of what moves a total beside them; the id where it has none."""
    if indicator_id in BESIDE_INDICATORS:
        return BESIDE_INDICATORS[indicator_id].said()
    names = (pick(one.name_en, one.name_zh, indicator_id) for one in indicators if one.indicator_id == indicator_id)
    return next(names, indicator_id)


def _heads() -> tuple[str, ...]:
    return (
        tr("Value"),
        tr("Time-weighted"),
        tr("Median"),
        tr("Beats"),
        tr("Weight"),
        tr("Score"),
        tr("1 day"),
    )


def _table(system: SystemExplanation) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=0, show_edge=False)
    table.add_column(tr("Indicator"), ratio=1, overflow="fold")
    for title in _heads():
        table.add_column(title, justify="right", no_wrap=True)
    for dimension in system.dimensions:
        table.add_section()
        table.add_row(*_dimension_cells(dimension), style="bold")
        for indicator in system.indicators:
            if indicator.dimension_id == dimension.dimension_id:
                table.add_row(*_indicator_cells(indicator))
    shown_only = [indicator for indicator in system.indicators if indicator.dimension_id is None]
    if shown_only:
        table.add_section()
        table.add_row(Text(tr("Shown only, not scored")), style="bold")
    for indicator in shown_only:
        table.add_row(*_indicator_cells(indicator))
    return table


def _dimension_cells(dimension: Dimension) -> list[Text | str]:
    return [
        Text(pick(dimension.name_en, dimension.name_zh, dimension.dimension_id)),
        "",
        "",
        "",
        "",
        percent(dimension.weight or None),
        number(dimension.score),
        change(dimension.change_1d),
    ]


def _indicator_cells(indicator: Indicator) -> list[Text | str]:
    # of an export that never came there is nothing to count, and nothing is not zero
    parts = [] if indicator.value is None else [f"{count(indicator.numerator)}/{count(indicator.denominator)}"]
    others = [
        f"{_days(window.window_name)} {measure(window.value, indicator.unit)}"
        for window in indicator.other_windows
        if window.value is not None
    ]
    return [
        Text(pick(indicator.name_en, indicator.name_zh, indicator.indicator_id)),
        _lines(
            tr("missing") if indicator.value is None else measure(indicator.value, indicator.unit), [*parts, *others]
        ),
        measure(indicator.decayed_value, indicator.unit),
        measure(indicator.peer_median, indicator.unit),
        percent(indicator.percentile),
        percent(indicator.weight or None) if indicator.dimension_id else "",
        number(indicator.score),
        change(indicator.change_1d),
    ]


def _days(window_name: str) -> str:
    """Write the name of a window, its days before a `d`."""
    return tr("{days}d", days=window_name.removesuffix("d"))


def _show_missing(system: SystemExplanation, platform: str, console: Console) -> None:
    def words_of(indicator: Indicator) -> str:
        column = indicator.missing_column
        if column and indicator.missing_export:
            column = column_header(platform, indicator.missing_export, column)
        return missing(indicator.missing_reason, indicator.missing_export, column)

    missed = [one for one in system.indicators if one.missing_reason is not None]
    for words, indicators in groupby(sorted(missed, key=words_of), words_of):
        names = tuple(name_of(system.indicators, one.indicator_id) for one in indicators)
        said = tr("missing, {reason}: {indicators}", reason=words, indicators=names)
        console.print(Text(said, style="yellow"))


def _show_absent(system: SystemExplanation, platform: str, console: Console) -> None:
    lacking: dict[str, list[str]] = {}
    for one in system.indicators:
        # one that is missing says already what it lacks
        if one.absent_columns and one.missing_reason is None:
            lacking.setdefault(one.absent_columns, []).append(name_of(system.indicators, one.indicator_id))
    for columns, names in sorted(lacking.items()):
        said = tr(
            "taken as none, because the exports lack the column {columns}: {indicators}; export it where the platform "
            "offers it",
            columns=tuple(_said_column(platform, column) for column in columns.split(", ")),
            indicators=tuple(names),
        )
        console.print(Text(said, style="dim"))


def _said_column(platform: str, column: str) -> str:
    export, _, name = column.partition(".")
    header = column_header(platform, export, name)
    return tr("{column} ({export})", column=header, export=export_names(export))


def _lines(above: str, below: Sequence[str]) -> Text:
    text = Text(above)
    for line in below:
        text.append(f"\n{line}", style="dim not bold")
    return text
