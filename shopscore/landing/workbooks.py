"""Reads Excel workbooks: the first sheet that has the header, its typed cells as the text a csv would hold.

What the text then says belongs in `cells.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import python_calamine

from shopscore.landing.headers import SEARCHED_LINES, HeaderRow
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.tidy import Row

# Excel keeps 15 digits of a number: a longer one was rounded, and has to be seen as rounded.
EXACT_BELOW = 1e15


class Workbook:
    """An open workbook.

    Raises:
        FileRefusedError: it is no workbook, broken, or locked with a password.
    """

    def __init__(self, path: Path) -> None:
        """Open the workbook."""
        try:
            self._workbook = python_calamine.CalamineWorkbook.from_path(str(path))
            self._names = list(self._workbook.sheet_names)
        except python_calamine.PasswordError as error:
            raise FileRefusedError("the workbook is locked with a password: save it without") from error
        except python_calamine.CalamineError as error:
            raise FileRefusedError("it is no readable Excel workbook: save it again as .xlsx or .csv") from error

    def header_candidates(self) -> list[tuple[str, HeaderRow]]:
        """List the first rows of every sheet, each with the name of its sheet."""
        return [
            (name, HeaderRow(cells=tuple(row.cells), line=row.line))
            for name in self._names
            for row in self._rows(name, lambda line: line <= SEARCHED_LINES)
        ]

    def rows(self, sheet: str, header_line: int) -> Iterator[Row]:
        """Read the rows below the header; rows without any cell are no records."""
        return (row for row in self._rows(sheet, lambda _: True) if row.line > header_line)

    def _rows(self, sheet: str, is_wanted: Callable[[int], bool]) -> Iterator[Row]:
        try:
            cells = self._workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except python_calamine.CalamineError as error:
            raise FileRefusedError("the workbook is broken: save it again as .xlsx or .csv") from error
        for line, row in enumerate(cells, start=1):
            if not is_wanted(line):
                return
            texts = [text_of(cell) for cell in row]
            if any(text.strip() for text in texts):
                yield Row(line=line, cells=_without_trailing_blanks(texts))


def text_of(cell: Any) -> str:
    """Return a typed cell as the text a csv would hold: whole numbers without `.0`, times as ISO.

    A number of 16 digits or more comes in scientific notation, as Excel shows it, because Excel has rounded it.
    """
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


def _number(value: float) -> str:
    if abs(value) >= EXACT_BELOW:
        return f"{value:.14E}"
    if float(value).is_integer():
        return str(int(value))
    return repr(float(value))


def _without_trailing_blanks(texts: Sequence[str]) -> list[str]:
    filled = len(texts)
    while filled and not texts[filled - 1].strip():
        filled -= 1
    return list(texts[:filled])
