"""Opens one export file, finds its header, and offers its cells as relations, one road after the other.

The roads, the quickest that holds comes first: DuckDB's strict reader on the file itself (`duckdb`) or on a copy in
UTF-8 (`transcoded`), the tolerant reader (`python`), the workbook reader (`xlsx`). Which road is believed is decided in
`landing.py`; nothing is stored here but temporary files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.contracts import Export, Exports
from shopscore.landing.headers import HeaderRow, Match, best_header, match
from shopscore.landing.layout import OLD_WORKBOOK_SUFFIX, WORKBOOK_SUFFIX, Place
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.statements import Source
from shopscore.landing.text_files import (
    GB18030,
    UTF8,
    UTF16,
    TextShape,
    decodes,
    header_candidates,
    measure,
    transcode,
    what_an_xls_is,
    what_it_is,
)
from shopscore.landing.tidy import LEADING_COLUMNS, read_rows, write_tidy
from shopscore.landing.workbooks import Workbook

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
        sheet: name of the sheet with the header.
    """

    path: Path
    header: HeaderRow
    match: Match
    encoding: str | None = None
    delimiter: str = ","
    workbook: Workbook | None = None
    sheet: str = ""

    @property
    def header_end(self) -> int:
        """Physical line on which the header ends."""
        return self.header.line + self.header.lines - 1

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


def open_table(place: Place, export: Export, exports: Exports) -> Table:
    """Open a file and find its header.

    Raises:
        FileRefusedError: it is no table, or no row of it knows any header.
    """
    suffix = place.path.suffix.lower()
    if suffix == OLD_WORKBOOK_SUFFIX:
        raise FileRefusedError(what_an_xls_is(place.path))
    if suffix == WORKBOOK_SUFFIX:
        return _open_workbook(place, export, exports)
    candidates = header_candidates(place.path)
    header = best_header(export, place.shop_id, exports, (candidate.row for candidate in candidates))
    if header is None:
        raise FileRefusedError(what_it_is(place.path))
    chosen = next(candidate for candidate in candidates if candidate.row is header)
    matched = match(export, place.shop_id, header.cells)
    return Table(place.path, header, matched, encoding=chosen.encoding, delimiter=chosen.delimiter)


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
    width = table.header.width
    if table.workbook is not None:
        rows = table.workbook.rows(table.sheet, table.header.line)
    elif encoding == UTF16:
        _, transcoded = _decided(table, UTF16, scratch)
        rows = read_rows(transcoded or table.path, UTF8, table.delimiter, table.header_end, width)
    else:
        rows = read_rows(table.path, encoding or UTF8, table.delimiter, table.header_end, width)
    target = scratch / "tidy.csv"
    count = write_tidy(rows, table.match.positions, width, target)
    names = [f"c{at}" for at in range(len(LEADING_COLUMNS) + len(table.match.positions))]
    line, problem, first_cell = names[: len(LEADING_COLUMNS)]
    source = Source(
        relation=_read_csv(target, ",", names, skip=0, options=f", max_line_size={LONGEST_TIDY_LINE}"),
        cells=dict(zip(table.match.positions, names[len(LEADING_COLUMNS) :], strict=True)),
        first_cell=first_cell,
        line=line,
        problem=problem,
        header_end=table.header_end,
        headers=table.headers,
    )
    return Road("xlsx" if table.workbook is not None else "python", encoding, source, records=count)


def _open_workbook(place: Place, export: Export, exports: Exports) -> Table:
    if place.path.stat().st_size == 0:
        raise FileRefusedError("the file is empty: export again")
    with place.path.open("rb") as file:
        if not file.read(2) == b"PK":
            raise FileRefusedError(
                "it is no Excel workbook of the kind .xlsx: rename text to .csv, or save it as .xlsx"
            )
    workbook = Workbook(place.path)
    candidates = workbook.header_candidates()
    header = best_header(export, place.shop_id, exports, (row for _, row in candidates))
    if header is None:
        raise FileRefusedError("no sheet has a header row in its first 20 lines: export again with the header")
    sheet = next(name for name, row in candidates if row is header)
    return Table(place.path, header, match(export, place.shop_id, header.cells), workbook=workbook, sheet=sheet)


def _decided(table: Table, encoding: str, scratch: Path) -> tuple[str, Path | None]:
    """Return the encoding and the file to read as UTF-8; None when the file is not wholly of that encoding."""
    if encoding == UTF8:
        return UTF8, table.path
    target = scratch / "transcoded.csv"
    try:
        transcode(table.path, encoding, target)
    except UnicodeError as error:
        if encoding == UTF16:
            raise FileRefusedError("it is broken UTF-16 text: save it as CSV UTF-8") from error
        return encoding, None
    return encoding, target


def _strict_road(table: Table, encoding: str, path: Path, scratch: Path) -> Iterator[Road]:
    shape = measure(path)
    if not shape.is_regular or table.header.lines > 1:
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
    )
    yield Road("duckdb" if encoding == UTF8 else "transcoded", encoding, source, text=(path, shape))


def _hides_gb18030(table: Table) -> bool:
    """Tell whether a file taken for UTF-8, because its header is plain, is GB18030 below it."""
    return (
        all(cell.isascii() for cell in table.header.cells)
        and not decodes(table.path, UTF8)
        and decodes(table.path, GB18030)
    )


def _read_csv(path: Path, delimiter: str, names: list[str], skip: int, options: str = "") -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    quoted = str(path).replace("'", "''")
    return (
        f"read_csv('{quoted}', auto_detect=false, header=false, skip={skip}, delim='{delimiter}', quote='\"', "
        f"escape='\"', columns={{{columns}}}, null_padding=false, strict_mode=true, hive_partitioning=false, "
        f"compression='none'{options})"
    )
