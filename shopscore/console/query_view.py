"""Draws the rows of a query: side by side where they fit, one below the other where they do not.

Nothing is cut without saying so. Running the query belongs in `query.py`.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.json_text import to_json
from shopscore.console.query import Answer
from shopscore.language import tr, trn

ROWS_SHOWN = 50
RECORDS_SHOWN = 10
GAP = 2
LONG_TEXT = 32


def show_answer(found: Answer, console: Console) -> None:
    """Print the first rows and the number of all rows; wide rows as records, one column per line."""
    head = list(islice(found.rows, ROWS_SHOWN))
    rest = sum(1 for _ in found.rows)
    cells = [[write_cell(value) for value in row] for row in head]
    if _width(found.columns, cells) <= console.width:
        shown = len(cells)
        console.print(_side_by_side(found.columns, cells, head))
    else:
        shown = min(len(cells), RECORDS_SHOWN)
        _one_below_the_other(found.columns, cells[:shown], console)
    console.print(Text(_count(shown, len(head) + rest), style="dim"))


def write_cell(value: Any) -> str:
    """Write a value for a terminal: no control characters but line breaks; lists and structs as JSON."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, Decimal):
        # str() of a nought with places is 0E-9
        return f"{value:f}"
    text = to_json(value, indent=None) if isinstance(value, dict | list | tuple) else str(value)
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _width(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> int:
    widths = [max([cell_len(name), *(_needed(row[at]) for row in cells)]) for at, name in enumerate(columns)]
    return sum(widths) + GAP * max(len(widths) - 1, 0)


def _needed(cell: str) -> int:
    # One long text may wrap; many columns may not.
    return min(max(map(cell_len, cell.split("\n"))), LONG_TEXT)


def _side_by_side(columns: Sequence[str], cells: Sequence[Sequence[str]], values: Sequence[Sequence[Any]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, GAP, 0, 0), pad_edge=False, show_edge=False)
    for at, name in enumerate(columns):
        numeric = any(_is_number(row[at]) for row in values)
        table.add_column(Text(name), overflow="fold", justify="right" if numeric else "left")
    for row, originals in zip(cells, values, strict=True):
        table.add_row(*(_styled(cell, value) for cell, value in zip(row, originals, strict=True)))
    return table


def _is_number(value: Any) -> bool:
    return hasattr(value, "__round__") and not isinstance(value, bool)


def _styled(cell: str, value: Any) -> Text:
    return Text(cell, style="dim" if value is None else "")


def _one_below_the_other(columns: Sequence[str], cells: Sequence[Sequence[str]], console: Console) -> None:
    for number, row in enumerate(cells, start=1):
        console.print(Text(tr("row {number}", number=number), style="bold"))
        record = Table.grid(padding=(0, GAP, 0, 0))
        record.add_column(overflow="fold", style="cyan")
        record.add_column(overflow="fold")
        for name, cell in zip(columns, row, strict=True):
            record.add_row(Text(name), Text(cell))
        console.print(record)


def _count(shown: int, rows: int) -> str:
    if shown < rows:
        return tr("showing {shown} of {rows:,} rows, use --format csv", shown=shown, rows=rows)
    return trn("{count:,} row", "{count:,} rows", rows)
