"""The tolerant road: reads rows as people meant them and writes them down so that the strict reader takes them.

A tidy file is UTF-8 with quotes around every cell: physical line, problem, total word, then the cells of the
contract's columns; nothing else of the file is in it. What a cell says belongs in `cells.py`.
"""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopscore.landing.cells import TOTAL_WORDS

LEADING_COLUMNS = ("line", "problem", "total_word")
LONGEST_RECORD = 1000
LONGEST_FIELD = 1 << 26
BROKEN = "the row holds bytes that are no text: export again as CSV UTF-8"


@dataclass(frozen=True)
class Row:
    """One record: the physical line on which it starts, and its cells."""

    line: int
    cells: Sequence[str]


def read_rows(path: Path, encoding: str, delimiter: str, header_end: int, width: int) -> Iterator[Row]:
    """Read the records below the header of a text file, whatever is wrong with them.

    A quote that opens and is closed only lines later, so that the row has the wrong number of cells, is taken as a
    sign like any other. Bytes that are no text come as lone surrogates. Blank lines are no records.

    Args:
        path: the file.
        encoding: its encoding.
        delimiter: the sign between cells.
        header_end: physical line of the header's end; rows start below.
        width: cells in the header.
    """
    csv.field_size_limit(LONGEST_FIELD)
    with path.open(encoding=encoding, errors="surrogateescape", newline=_newline(path)) as file:
        lines = _Lines(line.replace("\0", "") for line in file)
        for _ in range(header_end):
            next(lines, None)
        while True:
            start = lines.number + 1
            record = _next_record(lines, delimiter, width)
            if record is None:
                return
            if len(record) > 1 or (record and record[0].strip()):
                yield Row(line=start, cells=record)


def write_tidy(rows: Iterable[Row], positions: Mapping[str, int], width: int, target: Path) -> int:
    """Write a tidy file and return its number of rows.

    Args:
        rows: the records.
        positions: column name → position; the cells are written in this order.
        width: cells in the header; a row with more filled cells has a problem, one with fewer is filled up.
        target: the file to write.
    """
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for count, row in enumerate(rows, start=1):  # noqa: B007 the last count is the answer
            first = row.cells[0].strip() if row.cells else ""
            cells = [row.cells[at] if at < len(row.cells) else "" for at in positions.values()]
            problem = _problem(row.cells, cells, width)
            if problem == BROKEN:
                cells = ["" for _ in cells]
            writer.writerow([row.line, problem, first if first in TOTAL_WORDS else "", *cells])
    return count


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


def _next_record(lines: _Lines, delimiter: str, width: int) -> list[str] | None:
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
    """Hand on the lines of one record; a quote that stays open for longer is no quote."""
    for line in lines:
        yield _without_lone_returns(line)
        if len(lines.taken) >= LONGEST_RECORD:
            return


def _without_lone_returns(line: str) -> str:
    if "\r" not in line:
        return line
    body = line.rstrip("\r\n")
    return body.replace("\r", " ") + line[len(body) :].replace("\r\r", "\r")


def _problem(all_cells: Sequence[str], cells: Sequence[str], width: int) -> str:
    if len(all_cells) > width and any(cell.strip() for cell in all_cells[width:]):
        return f"the row has {len(all_cells)} cells, the header has {width}"
    # Bytes that were no text came through as lone surrogates, the only signs that UTF-8 cannot write.
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        return BROKEN
    return ""


def _newline(path: Path) -> str:
    """Line feeds end lines, except in a file of an old Mac, which has none."""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if b"\n" in block:
                return "\n"
    return ""
