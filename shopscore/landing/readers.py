"""Offers the cells of a table as relations, one reader after the other.

The quickest that holds comes first: DuckDB's strict reader on the file itself (`duckdb`) or on a copy in UTF-8
(`transcoded`), the tolerant reader (`python`), the workbook reader (`xlsx`). Which one is believed is decided in
`inserting.py`; nothing is stored here but temporary files.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.landing.headers import (
    HeaderRow,
)
from shopscore.landing.mixed_text import holds_utf8_lines, open_lines
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.statements import Source
from shopscore.landing.tables import Table
from shopscore.landing.text_files import (
    GB18030,
    UTF8,
    UTF16,
    decodes,
    holds_no_utf16,
    measure,
    records_by_quotes,
    transcode,
)
from shopscore.landing.tidy import LEADING_COLUMNS, Columns, Row, read_rows, write_tidy
from shopscore.landing.workbooks import Workbook
from shopscore.language import Message

# Real exports have up to a hundred columns; the strict reader takes minutes over ten thousand.
WIDEST_STRICT = 1000
# Cells may be as long as the tolerant reader lets them.
LONGEST_TIDY_LINE = 1 << 28


@dataclass(frozen=True)
class Reader:
    """One way to read a table.

    Attributes:
        name: word for the ledger.
        encoding: encoding of the file, None for a workbook.
        source: how its cells are read.
        path: the file that DuckDB reads.
        records: records it holds, total rows included, counted by a rule of our own.
        lines: physical lines below the header.
        is_strict: DuckDB reads it as it is, and has to prove that it misses no record.
    """

    name: str
    encoding: str | None
    source: Source
    path: Path
    records: int
    lines: int | None = None
    is_strict: bool = False


def readers(table: Table, scratch: Path) -> Iterator[Reader]:
    """Offer the readers of a table, the quickest first; each is prepared only when it is asked for.

    Args:
        table: the open file.
        scratch: folder for temporary files, emptied by the caller.

    Raises:
        FileRefusedError: the file is not text of any known encoding.
    """
    if table.workbook is not None:
        yield tolerant_reader(table, None, scratch)
        return
    encoding, path = _decided(table, table.encoding or UTF8, scratch)
    if path is not None:
        yield from _strict_reader(table, encoding, path, scratch)
    if encoding == UTF8 and _hides_gb18030(table):
        encoding, path = _decided(table, GB18030, scratch)
        if path is not None:
            yield from _strict_reader(table, encoding, path, scratch)
    yield tolerant_reader(table, encoding, scratch)


def tolerant_reader(table: Table, encoding: str | None, scratch: Path) -> Reader:
    """Write a table down tidily and offer that.

    Args:
        table: the open file.
        encoding: of a text file, as far as it is known better than from the header; None for a workbook.
        scratch: folder for the tidy file.

    Raises:
        FileRefusedError: the file is not text of its encoding.
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
        options=_options(",", names, skip=0, more=f", max_line_size={LONGEST_TIDY_LINE}"),
        cells={name: cells[name] for name in table.match.positions},
        first_cell=first_cell,
        line=line,
        problem=problem,
        header_end=table.header_end,
        headers=table.headers,
        other_cells={column: tuple(cells[name] for name in names) for column, names in table.other_slots.items()},
    )
    return Reader("xlsx" if table.workbook is not None else "python", encoding, source, target, count)


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


def _strict_reader(table: Table, encoding: str, path: Path, scratch: Path) -> Iterator[Reader]:
    shape = measure(path)
    if not shape.is_regular or table.header.lines > 1 or len(table.header.cells) > WIDEST_STRICT:
        return
    # A link, because the strict reader takes a name with brackets or stars for a pattern.
    link = scratch / "strict.csv"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    names = [f"c{at}" for at in range(len(table.header.cells))]
    source = Source(
        options=_options(table.delimiter, names, skip=table.header_end),
        cells={name: names[at] for name, at in table.match.positions.items()},
        first_cell=names[0],
        line=None,
        problem=None,
        header_end=table.header_end,
        headers=table.headers,
        header_words=tuple(sorted(table.header_again.words)),
        other_cells={name: tuple(names[at] for at in others) for name, others in table.match.others.items()},
    )
    lines = shape.lines - table.header_end
    # A quote that stays open to the end swallows what follows without a word: such a file has to prove every line.
    has_pairs = shape.quotes > 0 and shape.quotes % 2 == 0
    records = records_by_quotes(path, table.header_end) - shape.blank_lines if has_pairs else lines
    name = "duckdb" if encoding == UTF8 else "transcoded"
    yield Reader(name, encoding, source, link, records, lines, is_strict=True)


def _hides_gb18030(table: Table) -> bool:
    """Tell whether a file taken for UTF-8, because its header is plain, is GB18030 below it."""
    return (
        all(cell.isascii() for cell in table.header.cells)
        and not decodes(table.path, UTF8)
        and _is_whole(table.path, GB18030)
    )


def _options(delimiter: str, names: list[str], skip: int, more: str = "") -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
    return (
        f"auto_detect=false, header=false, skip={skip}, delim='{delimiter}', quote='\"', escape='\"', "
        f"columns={{{columns}}}, null_padding=false, strict_mode=true, hive_partitioning=false, "
        f"compression='none'{more}"
    )
