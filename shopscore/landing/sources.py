"""Opens one export file, finds its header, and offers its cells as relations, one road after the other.

The roads, the quickest that holds comes first: DuckDB's strict reader on the file itself (`duckdb`) or on a copy in
UTF-8 (`transcoded`), the tolerant reader (`python`), the workbook reader (`xlsx`). Which road is believed is decided in
`landing.py`; nothing is stored here but temporary files.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.contracts import Export, Exports
from shopscore.landing.books import NO_SHEETS, SheetsNamed
from shopscore.landing.headers import (
    SEARCHED_LINES,
    HeaderRow,
    Match,
    RepeatedHeader,
    best_header,
    canonical,
    match,
    required_headers,
    slot_names,
)
from shopscore.landing.layout import OLD_WORKBOOK_SUFFIX, WORKBOOK_SUFFIX, Place
from shopscore.landing.mixed_text import holds_utf8_lines, open_lines
from shopscore.landing.nothing import FEWEST_COLUMNS, says_nothing
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.privacy import HashKey
from shopscore.landing.statements import Source
from shopscore.landing.text_files import (
    GB18030,
    UTF8,
    UTF16,
    TextShape,
    decodes,
    header_candidates,
    holds_no_utf16,
    measure,
    text_says_nothing,
    transcode,
    what_an_xls_is,
    what_an_xlsx_is,
    what_it_is,
)
from shopscore.landing.tidy import LEADING_COLUMNS, Columns, Row, read_rows, write_tidy
from shopscore.landing.words import named_in_part
from shopscore.landing.workbook_package import check_package, write_errors_as_text
from shopscore.landing.workbooks import Workbook
from shopscore.language import Message

# Real exports have up to a hundred columns; the strict reader takes minutes over ten thousand.
WIDEST_STRICT = 1000
# No header holds a time of day.
_MOMENT = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}")
# Cells may be as long as the tolerant road lets them.
LONGEST_TIDY_LINE = 1 << 28


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


@dataclass(frozen=True)
class Road:
    """One way to read a table.

    Attributes:
        name: word for the ledger.
        encoding: encoding of the file, None for a workbook.
        source: its cells.
        records: records it holds; None when the strict reader still has to prove that it misses none.
        text: for the strict reader, the file it reads and its shape.
    """

    name: str
    encoding: str | None
    source: Source
    records: int | None = None
    text: tuple[Path, TextShape] | None = None


def open_table(place: Place, export: Export, exports: Exports, scratch: Path) -> Table | None:
    """Open a file and find its header; None when it has none, but says in words that there is nothing.

    Args:
        place: the file.
        export: the contract of its folder.
        exports: all contracts, to say where the file belongs.
        scratch: folder for temporary files, emptied by the caller.

    Raises:
        FileRefusedError: it is no table, or no row of it knows any header.
    """
    suffix = place.path.suffix.lower()
    if suffix == OLD_WORKBOOK_SUFFIX:
        raise FileRefusedError(what_an_xls_is(place.path))
    if suffix == WORKBOOK_SUFFIX:
        return _open_workbook(place, export, exports, scratch)
    candidates = header_candidates(place.path)
    header = best_header(export, place.shop_id, exports, (candidate.row for candidate in candidates))
    if _is_no_table(header) and text_says_nothing(place.path, candidates):
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


def roads(table: Table, scratch: Path) -> Iterator[Road]:
    """Offer the roads of a table, the quickest first; each is prepared only when it is asked for.

    Args:
        table: the open file.
        scratch: folder for temporary files, emptied by the caller.

    Raises:
        FileRefusedError: the file is no text of any known encoding.
    """
    if table.workbook is not None:
        yield tidy_road(table, None, scratch)
        return
    encoding, path = _decided(table, table.encoding or UTF8, scratch)
    if path is not None:
        yield from _strict_road(table, encoding, path, scratch)
    if encoding == UTF8 and _hides_gb18030(table):
        encoding, path = _decided(table, GB18030, scratch)
        if path is not None:
            yield from _strict_road(table, encoding, path, scratch)
    yield tidy_road(table, encoding, scratch)


def tidy_road(table: Table, encoding: str | None, scratch: Path) -> Road:
    """Write a table down tidily and offer that.

    Args:
        table: the open file.
        encoding: of a text file, as far as it is known better than from the header; None for a workbook.
        scratch: folder for the tidy file.

    Raises:
        FileRefusedError: the file is no text of its encoding.
    """
    if table.workbook is not None:
        rows = _rows_of_sheets(table.workbook, table.sheets)
    else:
        path = table.path
        if encoding == UTF16:
            _, transcoded = _decided(table, UTF16, scratch)
            path, encoding = transcoded or path, UTF8
        text = open_lines(path, encoding or UTF8, is_whole=_is_whole(path, encoding or UTF8))
        encoding = UTF16 if path is not table.path else text.encoding
        rows = read_rows(text.lines, table.delimiter, table.header_end, table.header.width)
    target = scratch / "tidy.csv"
    columns = Columns(table.match.slots, table.header.width)
    slots = [*table.match.positions, *(name for names in table.other_slots.values() for name in names)]
    count = write_tidy(rows, columns, lambda row: _columns_again(table, row), target, slots)
    names = [f"c{at}" for at in range(len(LEADING_COLUMNS) + len(slots))]
    line, problem, first_cell = names[: len(LEADING_COLUMNS)]
    cells = dict(zip(slots, names[len(LEADING_COLUMNS) :], strict=True))
    source = Source(
        relation=_read_csv(target, ",", names, skip=0, options=f", max_line_size={LONGEST_TIDY_LINE}"),
        cells={name: cells[name] for name in table.match.positions},
        first_cell=first_cell,
        line=line,
        problem=problem,
        header_end=table.header_end,
        headers=table.headers,
        other_cells={column: tuple(cells[name] for name in names) for column, names in table.other_slots.items()},
    )
    return Road("xlsx" if table.workbook is not None else "python", encoding, source, records=count)


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


def _rows_of_sheets(workbook: Workbook, sheets: tuple[tuple[str, HeaderRow], ...]) -> Iterator[Row]:
    """Read the rows of the first sheet below its header, and of the others with theirs: it may be in another order."""
    for at, (name, header) in enumerate(sheets):
        yield from workbook.rows(name, header.line + 1 if at == 0 else header.line)


def _columns_again(table: Table, row: Row) -> Columns | None:
    matched = table.header_again.match(row.line, row.cells)
    return None if matched is None else Columns(matched.slots, HeaderRow(tuple(row.cells), row.line).width)


def _is_whole(path: Path, encoding: str) -> bool:
    """Tell whether all of a file is of one encoding; two that fit together by chance are told apart."""
    return decodes(path, encoding) and not (encoding == GB18030 and holds_utf8_lines(path))


def _decided(table: Table, encoding: str, scratch: Path) -> tuple[str, Path | None]:
    """Return the encoding and the file to read as UTF-8; None when the file is not wholly of that encoding."""
    if encoding == UTF8:
        return UTF8, table.path
    target = scratch / "transcoded.csv"
    if encoding == GB18030 and holds_utf8_lines(table.path):
        return encoding, None
    try:
        transcode(table.path, encoding, target)
    except UnicodeError as error:
        if encoding == UTF16:
            raise FileRefusedError(Message("it is broken UTF-16 text: save it as CSV UTF-8")) from error
        return encoding, None
    if encoding == UTF16 and holds_no_utf16(target):
        raise FileRefusedError(
            Message("it begins as UTF-16 and continues as something else: save both parts as CSV UTF-8")
        )
    return encoding, target


def _strict_road(table: Table, encoding: str, path: Path, scratch: Path) -> Iterator[Road]:
    shape = measure(path)
    if not shape.is_regular or table.header.lines > 1 or len(table.header.cells) > WIDEST_STRICT:
        return
    # A link, because the strict reader takes a name with brackets or stars for a pattern.
    link = scratch / "strict.csv"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    names = [f"c{at}" for at in range(len(table.header.cells))]
    source = Source(
        relation=_read_csv(link, table.delimiter, names, skip=table.header_end),
        cells={name: names[at] for name, at in table.match.positions.items()},
        first_cell=names[0],
        line=None,
        problem=None,
        header_end=table.header_end,
        headers=table.headers,
        header_words=tuple(sorted(table.header_again.words)),
        other_cells={name: tuple(names[at] for at in others) for name, others in table.match.others.items()},
    )
    yield Road("duckdb" if encoding == UTF8 else "transcoded", encoding, source, text=(path, shape))


def _hides_gb18030(table: Table) -> bool:
    """Tell whether a file taken for UTF-8, because its header is plain, is GB18030 below it."""
    return (
        all(cell.isascii() for cell in table.header.cells)
        and not decodes(table.path, UTF8)
        and _is_whole(table.path, GB18030)
    )


def _read_csv(path: Path, delimiter: str, names: list[str], skip: int, options: str = "") -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    quoted = str(path).replace("'", "''")
    return (
        f"read_csv('{quoted}', auto_detect=false, header=false, skip={skip}, delim='{delimiter}', quote='\"', "
        f"escape='\"', columns={{{columns}}}, null_padding=false, strict_mode=true, hive_partitioning=false, "
        f"compression='none'{options})"
    )
