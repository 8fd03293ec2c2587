"""Finds the header row of a file and tells which column of the contract stands where.

By name, never by position. Works on rows of text, wherever they come from; no file is opened here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shopscore.contracts import SHOP_COLUMN, Column, Export, Exports
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.vocabulary import header_suffixes, units
from shopscore.language import Message

SEARCHED_LINES = 20
_ROUND = str.maketrans("【】[]〔〕", "()()()")
_BRACKETS = re.compile(r"\(([^()]*)\)$")


@dataclass(frozen=True)
class HeaderRow:
    """A row that may be the header.

    Attributes:
        cells: its cells as they stand in the file.
        line: physical line on which it starts, from 1.
        lines: physical lines it fills.
    """

    cells: tuple[str, ...]
    line: int
    lines: int = 1

    @property
    def width(self) -> int:
        """Cells up to the last one that is not blank."""
        return max((at + 1 for at, cell in enumerate(self.cells) if canonical(cell)), default=0)


@dataclass(frozen=True)
class Match:
    """What of an export's contract a header row offers.

    Attributes:
        positions: column name → position in the row, from 0, of its preferred header.
        missing: required headers that are not there, each with the others that would do.
        repeated: headers of needed columns that stand there more than once.
        unknown: headers that are neither in the contract nor known to be personal.
        others: column name → positions of its other headers, in the order of the contract; a row's first filled cell
            counts.
    """

    positions: dict[str, int]
    missing: tuple[str, ...]
    repeated: tuple[str, ...]
    unknown: tuple[str, ...]
    others: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def slots(self) -> dict[str, int]:
        """Position of every cell that may be a column's: those of the other headers under `slot_names`."""
        return self.positions | {
            name: at
            for column, positions in self.others.items()
            for name, at in zip(slot_names(column, len(positions)), positions, strict=True)
        }

    @property
    def is_complete(self) -> bool:
        """Whether a file with this header can land."""
        return not self.missing and not self.repeated


@lru_cache(maxsize=4096)
def canonical(header: str) -> str:
    """Return a header as it is compared: full-width signs halved, brackets round, blanks gone, Latin letters small."""
    halved = unicodedata.normalize("NFKC", header.replace("\ufeff", "").replace("\u200b", ""))
    return "".join(halved.translate(_ROUND).split()).casefold()


def header_unit(header: str) -> str | None:
    """Return the unit that a header names in brackets at its end, 元 in 用户实付金额(元); None when it names none."""
    named = _BRACKETS.search(canonical(header))
    if named is None:
        return None
    return _unit_named(named.group(1))


def _unit_named(in_brackets: str) -> str | None:
    word = in_brackets.removeprefix("单位").lstrip(":")
    return next((unit.word for unit in units() if unit.word == word), None)


def slot_names(column: str, many: int) -> list[str]:
    """Return the names of the cells of a column's other headers, the second header of the contract first."""
    return [f"{column}#{at}" for at in range(1, many + 1)]


@lru_cache(maxsize=4096)
def loosened(name: str) -> str:
    """Return a canonical header without what programs hang on it: a unit or a remark in brackets, a star, a colon."""
    while True:
        bare = name.strip("*#:")
        named = _BRACKETS.search(bare)
        if named is not None and named.start() and _is_no_name(named.group(1)):
            bare = bare[: named.start()]
        if bare == name:
            return name
        name = bare


def _is_no_name(in_brackets: str) -> bool:
    return _unit_named(in_brackets) is not None or in_brackets in header_suffixes()


def match(export: Export, shop_id: str | None, cells: Sequence[str]) -> Match:
    """Compare a header row with a contract.

    A header is known as it is written in the contract, then without what programs hang on it, then by a pattern.

    Args:
        export: the contract.
        shop_id: the shop's folder; in `_all` the column with the shop is required.
        cells: the header row.
    """
    return _match(_Same(export), shop_id == ALL_SHOPS, tuple(cells))


class _Same:
    """A contract that is equal to itself alone: comparing all it says costs more than a match."""

    def __init__(self, export: Export) -> None:
        self.export = export

    def __hash__(self) -> int:
        return id(self.export)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.export is self.export


@dataclass(frozen=True)
class _ColumnHeaders:
    """What is looked for of one column: its headers, as they are compared and without what hangs on them."""

    column: Column
    headers: tuple[tuple[str, str], ...]
    loosened: tuple[str, ...]
    patterns: tuple[str, ...]


@dataclass(frozen=True)
class _Headers:
    """The headers of a contract, worked out once."""

    personal: frozenset[str]
    exact: frozenset[str]
    columns: tuple[_ColumnHeaders, ...]


@lru_cache(maxsize=256)
def _headers_of(contract: _Same) -> _Headers:
    columns = tuple(
        _ColumnHeaders(
            column,
            tuple((header, canonical(header)) for header in column.headers),
            tuple(loosened(canonical(header)) for header in column.headers),
            column.patterns,
        )
        for column in contract.export.columns
    )
    return _Headers(
        frozenset(canonical(header) for header in contract.export.personal_headers),
        frozenset(name for column in columns for _, name in column.headers),
        columns,
    )


@lru_cache(maxsize=1024)
def _match(contract: _Same, of_all_shops: bool, cells: tuple[str, ...]) -> Match:
    headers = _headers_of(contract)
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(cells):
        if name := canonical(cell):
            found.setdefault(name, []).append(position)
    loose: dict[str, list[int]] = {}
    for name, at in found.items():
        if name not in headers.exact and name not in headers.personal:
            loose.setdefault(loosened(name), []).extend(at)
    positions: dict[str, int] = {}
    others: dict[str, tuple[int, ...]] = {}
    missing: list[str] = []
    repeated: list[str] = []
    taken: set[int] = set()
    for one in headers.columns:
        column = one.column
        named = [(header, found.get(name, [])) for header, name in one.headers]
        if column.needed:
            repeated.extend(header for header, at in named if len(at) > 1)
        places = [place for _, at in named for place in at]
        if loose:
            places += [place for name in one.loosened for place in loose.get(name, [])]
            places += [place for pattern in one.patterns for place in _fitting(pattern, found, headers.exact)]
        places = [place for place in dict.fromkeys(places) if place not in taken]
        taken.update(places)
        if places:
            positions[column.name] = places[0]
            if places[1:]:
                others[column.name] = tuple(places[1:])
        elif column.required or (column.name == SHOP_COLUMN and of_all_shops):
            missing.append(" or ".join(column.headers))
    unknown = tuple(
        cells[at[0]].strip() for name, at in found.items() if name not in headers.personal and taken.isdisjoint(at)
    )
    return Match(positions, tuple(missing), tuple(repeated), unknown, others)


def _fitting(pattern: str, found: dict[str, list[int]], exact: frozenset[str]) -> list[int]:
    return [place for name, at in found.items() if name not in exact and re.fullmatch(pattern, name) for place in at]


def best_header(export: Export, shop_id: str | None, exports: Exports, rows: Iterable[HeaderRow]) -> HeaderRow | None:
    """Return the first row that can be the header of the export, else the row that knows most headers of any export.

    None when no row knows any header; no more rows are taken than are needed.
    """
    candidates: list[HeaderRow] = []
    for row in rows:
        if match(export, shop_id, row.cells).is_complete:
            return row
        candidates.append(row)
    best: HeaderRow | None = None
    best_score = 0
    for row in candidates:
        score = max(len(match(other, None, row.cells).positions) for other in exports.values())
        if score > best_score:
            best, best_score = row, score
    return best


def alternatives(headers: str) -> Message | str:
    """Return headers of which one is enough, joined by the `or` of the language."""
    first, _, others = headers.partition(" or ")
    return Message("{one} or {other}", one=first, other=alternatives(others)) if others else first


class RepeatedHeader:
    """Knows the header when it comes again, in a file to which another was appended.

    Args of the constructor: the contract, the shop's folder, and the header rows already found.
    """

    def __init__(self, export: Export, shop_id: str | None, found: Sequence[HeaderRow]) -> None:
        """Remember the headers as they are written in the contract and in the file."""
        self._export = export
        self._shop_id = shop_id
        self._columns = len(match(export, shop_id, found[0].cells).positions)
        self.words = header_words(export) | {
            cell for row in found for at, cell in enumerate(row.cells) if at in self._positions(row.cells)
        }

    def match(self, line: int, cells: Sequence[str]) -> Match | None:
        """Return what a row offers as a header, None for an ordinary row.

        Raises:
            FileRefusedError: a header with other columns begins, under which the rows cannot be read.
        """
        if self.words.isdisjoint(cells):
            return None
        again = match(self._export, self._shop_id, cells)
        if again.is_complete:
            return again
        if len(again.positions) * 2 < max(self._columns, 4):
            return None
        raise FileRefusedError(
            Message(
                "the header on line {line} lacks {columns}: put the two tables into separate files",
                line=line,
                columns=tuple(map(alternatives, again.missing)),
            )
            if again.missing
            else Message(
                "the header on line {line} repeats {columns}: put the two tables into separate files",
                line=line,
                columns=again.repeated,
            )
        )

    def _positions(self, cells: Sequence[str]) -> set[int]:
        return set(match(self._export, self._shop_id, cells).positions.values())


def header_words(export: Export) -> set[str]:
    """Return every header of a contract."""
    return {header for column in export.columns for header in column.headers}
