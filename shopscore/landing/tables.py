"""Opens one export file and finds its header.

How the cells below it are read belongs in `readers.py`; nothing is stored here but temporary files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.contracts import Export, Exports
from shopscore.landing.file_ledger import NO_SHEETS, SheetsNamed
from shopscore.landing.header_report import required_headers
from shopscore.landing.headers import (
    SEARCHED_LINES,
    HeaderRow,
    Match,
    RepeatedHeader,
    best_header,
    canonical,
    match,
    slot_names,
)
from shopscore.landing.layout import OLD_WORKBOOK_SUFFIX, WORKBOOK_SUFFIX, Place
from shopscore.landing.nothing import FEWEST_COLUMNS, says_nothing
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.privacy import HashKey
from shopscore.landing.text_files import (
    Candidate,
    header_candidates,
    text_says_nothing,
    what_an_xls_is,
    what_an_xlsx_is,
    what_it_is,
)
from shopscore.landing.words import named_in_part
from shopscore.landing.workbook_package import check_package, write_errors_as_text
from shopscore.landing.workbooks import Workbook
from shopscore.language import Message

# No header holds a time of day.
_MOMENT = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}")


@dataclass(frozen=True)
class Table:
    """An export file with its header found.

    Attributes:
        path: the file.
        header: the header row.
        match: what of the contract it offers.
        encoding: of a text file, None for a workbook.
        delimiter: of a text file.
        workbook: the open workbook, None for a text file.
        sheets: names of the sheets with the header, each with its header row.
        export: the contract.
        header_again: knows the header when it comes again.
        other_sheets: of a workbook, names of the visible sheets without the header, those of notes and those of tables.
        rows_above: rows above the header with as many cells as rows have: no notes, but nothing tells their columns.
    """

    path: Path
    header: HeaderRow
    match: Match
    export: Export
    header_again: RepeatedHeader
    encoding: str | None = None
    delimiter: str = ","
    workbook: Workbook | None = None
    sheets: tuple[tuple[str, HeaderRow], ...] = ()
    other_sheets: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    rows_above: int = 0

    def sheets_named(self, key: HashKey) -> SheetsNamed:
        """Return which sheets are read and which are not, by names that may be stored."""
        if self.workbook is None:
            return NO_SHEETS
        notes, tables = self.other_sheets
        named = (
            ", ".join(named_in_part(key, name) for name in names) or None
            for names in (notes, tables, self.workbook.hidden_sheets)
        )
        return SheetsNamed(len(self.sheets), *named)

    @property
    def header_end(self) -> int:
        """Physical line on which the header ends."""
        return self.header.line + self.header.lines - 1

    @property
    def other_slots(self) -> dict[str, list[str]]:
        """Slots of columns that may stand under several headers: a header that comes again may have more of them."""
        return {
            column.name: slot_names(column.name, many)
            for column in self.export.columns
            if column.name in self.match.positions
            and (many := max(len(column.headers) - 1, len(self.match.others.get(column.name, ()))))
        }

    @property
    def headers(self) -> dict[str, str]:
        """Column of the contract → header as it stands in the file."""
        return {name: self.header.cells[at].strip("\ufeff \t\r\n") for name, at in self.match.positions.items()}


def open_table(place: Place, export: Export, exports: Exports, scratch: Path) -> Table | None:
    """Open a file and find its header; None when it has none, but says in words that there is nothing.

    Args:
        place: the file.
        export: the contract of its folder.
        exports: all contracts, to say where the file belongs.
        scratch: folder for temporary files, emptied by the caller.

    Raises:
        FileRefusedError: it is not a table, or no row of it knows any header.
    """
    suffix = place.path.suffix.lower()
    if suffix == OLD_WORKBOOK_SUFFIX:
        raise FileRefusedError(what_an_xls_is(place.path))
    if suffix == WORKBOOK_SUFFIX:
        return _open_workbook(place, export, exports, scratch)
    found = header_candidates(place.path)
    candidates: list[Candidate] = []
    header = best_header(export, place.shop_id, exports, _rows_taken(found, candidates))
    if _is_no_table(header) and text_says_nothing(place.path, [*candidates, *found]):
        return None
    if header is None:
        raise FileRefusedError(what_it_is(place.path, required_headers(export)))
    chosen = next(candidate for candidate in candidates if candidate.row is header)
    matched = match(export, place.shop_id, header.cells)
    if any(_MOMENT.search(cell) for cell in matched.unknown):
        raise FileRefusedError(Message("its rows are on the line of the header: export again, one row per line"))
    return Table(
        place.path,
        header,
        matched,
        export,
        RepeatedHeader(export, place.shop_id, [header]),
        encoding=chosen.encoding,
        delimiter=chosen.delimiter,
        rows_above=_rows_above(
            header,
            (one.row for one in candidates if (one.encoding, one.delimiter) == (chosen.encoding, chosen.delimiter)),
        ),
    )


def _rows_taken(found: Iterator[Candidate], taken: list[Candidate]) -> Iterator[HeaderRow]:
    for candidate in found:
        taken.append(candidate)
        yield candidate.row


def _is_no_table(header: HeaderRow | None) -> bool:
    """Tell whether what was found is hardly a header: the line of a note may hold one, 订单状态：全部 say."""
    return header is None or sum(map(bool, map(canonical, header.cells))) < FEWEST_COLUMNS


def _open_workbook(place: Place, export: Export, exports: Exports, scratch: Path) -> Table | None:
    reason = what_an_xlsx_is(place.path)
    if reason is not None:
        raise FileRefusedError(reason)
    path = place.path
    if check_package(path):
        path = scratch / "errors_as_text.xlsx"
        write_errors_as_text(place.path, path)
    workbook = Workbook(path)
    candidates = workbook.header_candidates(visible=True)
    header = best_header(export, place.shop_id, exports, (row for _, row in candidates))
    if header is None or not match(export, place.shop_id, header.cells).is_complete:
        hidden = best_header(
            export, place.shop_id, exports, (row for _, row in workbook.header_candidates(visible=False))
        )
        if hidden is not None and match(export, place.shop_id, hidden.cells).is_complete:
            raise FileRefusedError(
                Message("its table is on a hidden sheet: unhide the sheet, or delete it, and save again")
            )
    if _is_no_table(header) and says_nothing(row.cells for _, row in candidates):
        return None
    if header is None:
        raise FileRefusedError(
            Message(
                "no sheet has a header row in its first {lines} lines: export again with the header ({headers})",
                lines=SEARCHED_LINES,
                headers=required_headers(export),
            )
        )
    sheets = _sheets_with_header(export, place.shop_id, candidates, header)
    again = RepeatedHeader(export, place.shop_id, [row for _, row in sheets])
    above = (_rows_above(first, (row for name, row in candidates if name == sheet)) for sheet, first in sheets)
    return Table(
        place.path,
        header,
        match(export, place.shop_id, header.cells),
        export,
        again,
        workbook=workbook,
        sheets=sheets,
        other_sheets=_other_sheets(workbook, sheets, candidates),
        rows_above=sum(above),
    )


def _rows_above(header: HeaderRow, rows: Iterable[HeaderRow]) -> int:
    """Count the rows above a header that have at least half as many filled cells: a note has one or two."""
    return sum(row.line < header.line and 2 * sum(map(bool, map(str.strip, row.cells))) >= header.width for row in rows)


def _sheets_with_header(
    export: Export, shop_id: str | None, candidates: list[tuple[str, HeaderRow]], header: HeaderRow
) -> tuple[tuple[str, HeaderRow], ...]:
    """Return the sheet of the header and those that go on with it, each with its header row."""
    found: dict[str, HeaderRow] = {}
    for name, row in candidates:
        if name not in found and (row is header or match(export, shop_id, row.cells).is_complete):
            found[name] = row
    return tuple(found.items())


def _other_sheets(
    workbook: Workbook, sheets: tuple[tuple[str, HeaderRow], ...], candidates: list[tuple[str, HeaderRow]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the visible sheets that are not read: those of notes, blank ones among them, and those of tables."""
    read = {name for name, _ in sheets}
    tables = {name for name, row in candidates if sum(map(bool, map(canonical, row.cells))) >= FEWEST_COLUMNS}
    others = [name for name in workbook.visible_sheets if name not in read]
    return tuple(name for name in others if name not in tables), tuple(name for name in others if name in tables)
