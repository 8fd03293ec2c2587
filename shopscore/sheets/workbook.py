"""Writes cells: every text as text, so that no cell of a merchant's file is ever a formula or a link.

Which columns stand on a sheet belongs in `layout.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shopscore.language import tr
from shopscore.sheets.headers import header, word
from shopscore.sheets.layout import Form, Shown

# Of Excel's own limits: rows of a sheet, signs of a cell.
MAX_ROWS = 1_048_576
MAX_SIGNS = 32_767
WIDTHS: dict[Form, int] = {
    "text": 20,
    "word": 16,
    "date": 12,
    "time": 17,
    "whole": 8,
    "number": 11,
    "share": 9,
    "flag": 10,
    "measure": 11,
}
WIDE = {"reason": 56, "advice": 56, "note": 72, "content": 48, "evidence_needed": 48, "description": 40}
WIDE |= {"product_name": 28, "shop_name": 26, "priority": 6, "indicator_name": 18, "system_name": 18}
FORMATS: dict[Form, str] = {
    "text": "@",
    "word": "@",
    "flag": "@",
    "date": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm",
    "whole": "#,##0",
    "number": "#,##0.00",
    "share": "0.0%",
    "measure": "#,##0.00",
}
# How a value in a unit of an indicator is written, where not as a number.
UNITS = {"ratio": "0.00%", "hours": "0.0", "seconds": "0.0"}
FONT = {"font_name": "Microsoft YaHei", "font_size": 10}


class Book:
    """A workbook with the few looks that its sheets share.

    Attributes:
        header: of the first row of a table.
        title: of the cover.
        subtitle: of what stands below it.
        warning: of what has to be seen.
    """

    def __init__(self, workbook: Workbook) -> None:
        """Take an open workbook."""
        self._workbook = workbook
        self._formats: dict[str, Format] = {}
        self._names: set[str] = set()
        self.header = self._add(
            bold=True, bg_color="#1F3864", font_color="#FFFFFF", valign="vcenter", text_wrap=True, indent=1
        )
        self.title = self._add(bold=True, font_size=18)
        self.subtitle = self._add(font_color="#595959")
        self.warning = self._add(bold=True, font_color="#C00000")
        self.link = self._add(font_color="#0563C1", underline=1)

    def _add(self, **properties: Any) -> Format:
        return self._workbook.add_format({**FONT, **properties})

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet that prints on pages as wide as the paper."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def in_form(self, number_format: str) -> Format:
        """Return the look of a cell by how its number is written."""
        if number_format not in self._formats:
            text = {"indent": 1} if number_format == "@" else {}
            self._formats[number_format] = self._add(num_format=number_format, valign="top", text_wrap=True, **text)
        return self._formats[number_format]


@contextmanager
def new_book(file: IO[bytes], temporary: Path, title: str) -> Iterator[Book]:
    """Write a workbook to an open file; what is not yet whole lies in a folder that nobody else reads.

    Args:
        file: open for writing.
        temporary: that folder.
        title: of the document.
    """
    options = {
        "constant_memory": True,
        "tmpdir": str(temporary),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(file, options) as workbook:
        workbook.set_properties({"title": title, "comments": ""})
        yield Book(workbook)


def write_table(
    book: Book, sheet: Worksheet, columns: Sequence[Shown], rows: Iterable[Sequence[Any]], *, first: int = 0
) -> int:
    """Write a header that stays in view, with filters, and the rows below it.

    Args:
        book: the workbook.
        sheet: of it.
        columns: of the sheet.
        rows: a value for each column.
        first: row of the header, counted from 0.

    Returns:
        How many rows there are.
    """
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDE.get(column.name, WIDTHS[column.form]))
    sheet.set_row(first, 30)
    for at, column in enumerate(columns):
        sheet.write_string(first, at, header(column.name), book.header)
    sheet.freeze_panes(first + 1, 0)
    count = 0
    for count, row in enumerate(rows, start=1):
        for at, (column, value) in enumerate(zip(columns, row, strict=True)):
            write_cell(book, sheet, (first + count, at), column.form, value)
    sheet.autofilter(first, 0, first + count, len(columns) - 1)
    sheet.repeat_rows(first)
    return count


def write_cell(book: Book, sheet: Worksheet, place: tuple[int, int], form: Form, value: Any) -> None:
    """Write one value in its form; nothing where there is none.

    Args:
        book: the workbook.
        sheet: of it.
        place: row and column, counted from 0.
        form: of the value.
        value: None for nothing; of a `measure` the figure and its unit.
    """
    if value is None:
        return
    look = book.in_form(FORMATS[form])
    match form:
        case "date" | "time":
            sheet.write_datetime(*place, value, look)
        case "measure":
            figure, unit = value
            sheet.write_number(*place, float(figure), book.in_form(UNITS.get(unit, FORMATS[form])))
        case "whole" | "number" | "share":
            sheet.write_number(*place, float(value), look)
        case "flag":
            sheet.write_string(*place, tr("yes") if value else tr("no"), look)
        case "word":
            sheet.write_string(*place, word(str(value)), look)
        case _:
            sheet.write_string(*place, str(value)[:MAX_SIGNS], look)
