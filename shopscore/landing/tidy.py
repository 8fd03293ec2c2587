"""The tolerant reader: reads rows as people meant them and writes them down so that the strict reader takes them.

A tidy file is UTF-8 with quotes around every cell: physical line, problem, total word, then the cells of the
contract's columns; nothing else of the file is in it. What a cell says belongs in `cells.py`, how lines become text in
`mixed_text.py`.
"""

import csv
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopscore.landing.cells import TOTAL_WORDS
from shopscore.landing.mixed_text import LONGEST_LINE, OVERLONG, replaced
from shopscore.landing.nothing import is_note
from shopscore.language import Message

# Between what is wrong with a row in English and the same in Chinese.
BETWEEN_LANGUAGES = "\x1f"
LEADING_COLUMNS = ("line", "problem", "total_word")
LONGEST_RECORD = 1000
TOO_LONG = Message("the row is longer than {size} MB: clear its longest cell and export again", size=LONGEST_LINE >> 20)


@dataclass(frozen=True)
class Row:
    """One record: the physical line on which it starts, and its cells."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True)
class Columns:
    """Where the columns of the contract stand.

    Attributes:
        positions: column name → position in the row.
        width: cells in the header; a row with more filled cells has a problem, one with fewer is filled up.
    """

    positions: Mapping[str, int]
    width: int


HeaderAgain = Callable[[Row], Columns | None]


def read_rows(lines: Iterator[str], delimiter: str, header_end: int, width: int) -> Iterator[Row]:
    """Read the records below the header of a text file, whatever is wrong with them.

    A quote that opens and is closed only lines later, so that the row has the wrong number of cells, is taken as a
    sign like any other. Bytes that are not text come as lone surrogates. Blank lines are not records.

    Args:
        lines: the file's lines, ends kept.
        delimiter: the sign between cells.
        header_end: physical line of the header's end; rows start below.
        width: cells in the header.
    """
    csv.field_size_limit(LONGEST_LINE * 2)
    numbered = _Lines(line.replace("\0", "") for line in lines)
    for _ in range(header_end):
        next(numbered, None)
    while True:
        start = numbered.number + 1
        record = _next_record(numbered, delimiter, width)
        if record is None:
            return
        if len(record) > 1 or (record and record[0].strip()):
            yield Row(line=start, cells=record)


def write_tidy(
    rows: Iterable[Row], columns: Columns, header_again: HeaderAgain, target: Path, names: Sequence[str]
) -> int:
    """Write a tidy file and return its number of rows.

    A header that comes again says where the columns of the rows below it stand; it is marked like a total row, and so
    are notes and blank rows, which tables that were merged by hand have between their parts.

    Args:
        rows: the records.
        columns: where the columns stand.
        header_again: tells for a row whether it is a header, and what it says.
        target: the file to write.
        names: of the columns, in the order in which their cells are written; one that is nowhere is empty.
    """
    count = 0
    target.touch(mode=0o600)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for count, row in enumerate(rows, start=1):  # noqa: B007 the last count is the answer
            again = header_again(row)
            if again is not None:
                columns = again
                writer.writerow([row.line, "", TOTAL_WORDS[0], *("" for _ in names)])
                continue
            if is_note(row.cells, columns.width):
                writer.writerow([row.line, "", TOTAL_WORDS[0], *("" for _ in names)])
                continue
            problem = _problem(row.cells, columns.width)
            cells = [] if problem == _both(TOO_LONG) else row.cells
            first = cells[0].strip() if cells else ""
            writer.writerow(
                [row.line, problem, first if first in TOTAL_WORDS else "", *_chosen(cells, names, columns.positions)]
            )
    return count


def _chosen(cells: Sequence[str], names: Sequence[str], positions: Mapping[str, int]) -> list[str]:
    chosen = [cells[at] if (at := positions.get(name, len(cells))) < len(cells) else "" for name in names]
    try:
        "".join(chosen).encode()
    except UnicodeEncodeError:
        # Bytes that were no text came through as lone surrogates, the only signs that UTF-8 cannot write.
        return [replaced(cell) for cell in chosen]
    return chosen


class _Lines:
    """Lines of a file with their number; lines can be put back."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._returned: deque[str] = deque()
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._returned.popleft() if self._returned else next(self._lines)
        self.number += 1
        self.taken.append(line)
        return line

    def put_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))
        self.number -= len(lines)


def _next_record(lines: _Lines, delimiter: str, width: int) -> Sequence[str] | None:
    """Return the next record, None at the end.

    Strict first, since only strict reading tells a closing quote from a stray one. A strict record over several lines
    is believed unless its number of cells is wrong and its first line alone has the right one.
    """
    lines.taken = []
    try:
        record = next(csv.reader(_at_most(lines), delimiter=delimiter, skipinitialspace=True, strict=True), None)
    except csv.Error:
        record = []
    if record is None:
        return None
    taken = lines.taken
    if taken[0] == OVERLONG:
        return [OVERLONG]
    plain = taken[0].rstrip("\r\n").split(delimiter)
    if record and (len(taken) == 1 or len(record) == width or len(plain) != width):
        return record
    if len(taken) == 1 and not taken[0].strip():
        return []
    lines.put_back(taken[1:])
    if taken[0].count('"') % 2:
        return plain
    return next(csv.reader([_without_lone_returns(taken[0])], delimiter=delimiter, skipinitialspace=True))


def _at_most(lines: _Lines) -> Iterator[str]:
    """Hand on the lines of one record; a quote that stays open for longer is not a quote."""
    signs = 0
    for line in lines:
        if line == OVERLONG and len(lines.taken) > 1:
            lines.put_back([lines.taken.pop()])
            return
        yield _without_lone_returns(line)
        signs += len(line)
        if len(lines.taken) >= LONGEST_RECORD or signs >= LONGEST_LINE:
            return


def _without_lone_returns(line: str) -> str:
    if "\r" not in line:
        return line
    body = line.rstrip("\r\n")
    return body.replace("\r", " ") + line[len(body) :].replace("\r\r", "\r")


def _problem(cells: Sequence[str], width: int) -> str:
    if (len(cells) == 1 and cells[0] == OVERLONG) or sum(map(len, cells)) > LONGEST_LINE:
        return _both(TOO_LONG)
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return _both(Message("the row has {cells} cells, the header has {header}", cells=len(cells), header=width))
    return ""


def _both(problem: Message) -> str:
    return f"{problem.en}{BETWEEN_LANGUAGES}{problem.zh}"
