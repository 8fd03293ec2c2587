"""Reads Excel workbooks: their sheets, visible or not, and typed cells as the text a csv would hold.

What the text then says belongs in `cells.py`, whether the reader may be let at a file in `workbook_package.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import python_calamine

from shopscore.landing.headers import SEARCHED_LINES, HeaderRow
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.tidy import Row
from shopscore.landing.workbook_package import BROKEN, LOCKED
from shopscore.language import Message

# Excel keeps 15 digits of a number: a longer one was rounded, and has to be seen as rounded.
EXACT_BELOW = 1e15


class Workbook:
    """An open workbook that `workbook_package.py` has found to be safe.

    Raises:
        FileRefusedError: it is broken, or locked with a password.
    """

    def __init__(self, path: Path) -> None:
        """Open the workbook."""
        try:
            self._workbook = python_calamine.CalamineWorkbook.from_path(str(path))
            self._sheets = [
                (sheet.name, sheet.visible == python_calamine.SheetVisibleEnum.Visible)
                for sheet in self._workbook.sheets_metadata
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
        except python_calamine.PasswordError as error:
            raise FileRefusedError(LOCKED) from error
        except python_calamine.CalamineError as error:
            raise FileRefusedError(
                Message("it is not a readable Excel workbook: save it again as .xlsx or .csv")
            ) from error

    @property
    def hidden_sheets(self) -> list[str]:
        """Names of the sheets that are hidden."""
        return [name for name, is_visible in self._sheets if not is_visible]

    @property
    def visible_sheets(self) -> list[str]:
        """Names of the sheets that are not hidden."""
        return [name for name, is_visible in self._sheets if is_visible]

    def header_candidates(self, *, visible: bool) -> list[tuple[str, HeaderRow]]:
        """List the first rows of every sheet that is visible, or of every one that is not, with the sheet's name."""
        return [
            (name, HeaderRow(cells=tuple(row.cells), line=row.line))
            for name, is_visible in self._sheets
            if is_visible == visible
            for row in self._rows(name, SEARCHED_LINES)
        ]

    def rows(self, sheet: str, first_line: int) -> Iterator[Row]:
        """Read the rows of a sheet from a line on; rows without any cell are not records."""
        return (row for row in self._rows(sheet, None) if row.line >= first_line)

    def _rows(self, name: str, last_line: int | None) -> Iterator[Row]:
        try:
            sheet = self._workbook.get_sheet_by_name(name)
        except python_calamine.CalamineError as error:
            raise FileRefusedError(BROKEN) from error
        # Rows come from the first line on, but without the columns left of the first that is filled.
        left = [""] * (sheet.start[1] if sheet.start else 0)
        for line, row in enumerate(islice(sheet.iter_rows(), last_line), start=1):
            if row.count("") == len(row):
                continue
            texts = left + [text_of(cell) for cell in row]
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
    # Neither a csv nor the database holds a NUL.
    return "" if cell is None else str(cell).replace("\0", "")


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
