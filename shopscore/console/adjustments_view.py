"""Draws what misconduct took off a score and services added, until when it counts, and what there is to do."""

from collections.abc import Sequence
from datetime import date

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.explanation import Adjustment
from shopscore.console.wording import NOTHING, number
from shopscore.language import pick, tr


def show_adjustments(adjustments: Sequence[Adjustment], console: Console) -> None:
    """Print one line per deduction and bonus; nothing where there is none."""
    if not adjustments:
        return
    table = Table(
        title=Text(tr("Taken off and added"), style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0)
    )
    table.add_column(tr("Points"), justify="right", no_wrap=True)
    table.add_column(tr("What"), overflow="fold")
    table.add_column(tr("Day"), no_wrap=True)
    table.add_column(tr("Counts until"), no_wrap=True)
    table.add_column(tr("To do"), overflow="fold")
    for one in adjustments:
        table.add_row(
            Text(_signed(one), style="red" if float(one.points or 0) < 0 else ""),
            _what(one),
            _day(one.happened_on),
            _day(one.expires_on),
            Text(_advice(one)),
        )
    console.print()
    console.print(table)


def _signed(one: Adjustment) -> str:
    points = float(one.points or 0)
    return f"+{number(points)}" if points > 0 else number(points)


def _what(one: Adjustment) -> Text:
    name = pick(one.kind_en, one.kind_zh, one.kind)
    if one.item == "total":
        return Text(name)
    return Text(tr("{kind}, on {dimension}", kind=name, dimension=pick(one.item_en, one.item_zh, one.item)))


def _day(day: date | None) -> str:
    return NOTHING if day is None else day.isoformat()


def _advice(one: Adjustment) -> str:
    if one.ends_on is None:
        if not one.points:
            return tr("adds nothing: the dimension is at its best already")
        return tr("keep it up: it counts as long as its condition holds")
    if not one.points:
        return tr("nothing is left to take off: it counts when an older one expires; appeal it if it is wrong")
    return tr("the points are back on {day}; appeal it on the platform if it is wrong", day=one.ends_on)
