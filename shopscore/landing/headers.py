"""Finds the header row of a file and tells which column of the contract stands where.

By name, never by position. Works on rows of text, wherever they come from; no file is opened here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from shopscore.contracts import REFERENCE, SHOP_COLUMN, Export, Exports
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.privacy import HashKey
from shopscore.landing.vocabulary import header_suffixes, units
from shopscore.landing.words import named_in_part
from shopscore.language import Message, Told

SEARCHED_LINES = 20
LISTED_HEADERS = 60
# In a refusal, which has to fit a terminal.
SHOWN_HEADERS = 12
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
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(cells):
        if name := canonical(cell):
            found.setdefault(name, []).append(position)
    expected = {canonical(header) for header in export.personal_headers}
    exact = {canonical(header) for column in export.columns for header in column.headers}
    loose: dict[str, list[int]] = {}
    for name, at in found.items():
        if name not in exact and name not in expected:
            loose.setdefault(loosened(name), []).extend(at)
    positions: dict[str, int] = {}
    others: dict[str, tuple[int, ...]] = {}
    missing: list[str] = []
    repeated: list[str] = []
    taken: set[int] = set()
    for column in export.columns:
        named = [(header, found.get(canonical(header), [])) for header in column.headers]
        if column.needed:
            repeated.extend(header for header, at in named if len(at) > 1)
        places = [place for _, at in named for place in at]
        if loose:
            places += [place for header in column.headers for place in loose.get(loosened(canonical(header)), [])]
            places += [place for pattern in column.patterns for place in _fitting(pattern, found, exact)]
        places = [place for place in dict.fromkeys(places) if place not in taken]
        taken.update(places)
        if places:
            positions[column.name] = places[0]
            if places[1:]:
                others[column.name] = tuple(places[1:])
        elif column.required or (column.name == SHOP_COLUMN and shop_id == ALL_SHOPS):
            missing.append(" or ".join(column.headers))
    unknown = tuple(cells[at[0]].strip() for name, at in found.items() if name not in expected and taken.isdisjoint(at))
    return Match(positions, tuple(missing), tuple(repeated), unknown, others)


def _fitting(pattern: str, found: dict[str, list[int]], exact: set[str]) -> list[int]:
    return [place for name, at in found.items() if name not in exact and re.fullmatch(pattern, name) for place in at]


def best_header(export: Export, shop_id: str | None, exports: Exports, rows: Iterable[HeaderRow]) -> HeaderRow | None:
    """Return the first row that can be the header of the export, else the row that knows most headers of any export.

    None when no row knows any header.
    """
    candidates = list(rows)
    for row in candidates:
        if match(export, shop_id, row.cells).is_complete:
            return row
    best: HeaderRow | None = None
    best_score = 0
    for row in candidates:
        score = max(len(match(other, None, row.cells).positions) for other in exports.values())
        if score > best_score:
            best, best_score = row, score
    return best


class RepeatedHeader:
    """Knows the header when it comes again, in a file to which somebody has appended another.

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
                columns=tuple(map(_alternatives, again.missing)),
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


def looks_like(export: Export, exports: Exports, cells: Sequence[str]) -> Message | None:
    """Say in which folder a header row would be complete, None when it is in no other."""
    fits = []
    for other in exports.values():
        matched = match(other, None, cells)
        if other is not export and matched.is_complete:
            fits.append((other.platform != export.platform, -len(matched.positions), other.platform, other.name))
    if not fits:
        return None
    _, _, platform, name = min(fits)
    shop = "" if platform == REFERENCE else "<shop_id>/"
    return Message(
        "it looks like {export}: move it to {folder}",
        export=f"{platform}/{name}",
        folder=f"{platform}/{shop}{name}/",
    )


def refusal_reason(export: Export, exports: Exports, cells: Sequence[str], matched: Match) -> Message:
    """Say in one line why a file with this header row cannot land, what headers it has instead, and what to do."""
    found = found_headers(export, exports, cells)
    if matched.missing:
        missing = tuple(map(_alternatives, matched.missing))
        what = (
            Message("the required column {columns} is missing (it has {found})", columns=missing, found=found)
            if len(missing) == 1
            else Message("the required columns {columns} are missing (it has {found})", columns=missing, found=found)
        )
        if export.has_shop_folder and " or ".join(export.column(SHOP_COLUMN).headers) in matched.missing:
            return Message(
                "{what}: files in the folder {folder} need it; add it, or use one folder per shop",
                what=what,
                folder=ALL_SHOPS,
            )
        remedy = (
            looks_like(export, exports, cells) or _hint(export, matched) or Message("export again with all columns")
        )
        return Message("{what}: {remedy}", what=what, remedy=remedy)
    return Message(
        "the header {columns} appears more than once (it has {found}): keep one column",
        columns=matched.repeated,
        found=found,
    )


def _hint(export: Export, matched: Match) -> Told | None:
    """Say what a file is that has most of the required columns and lacks one of which the contract knows why."""
    required = [column for column in export.columns if column.required]
    absent = [column for column in required if column.name not in matched.positions]
    if 2 * len(absent) > len(required):
        return None
    return next((Told(*column.hint) for column in absent if column.hint), None)


def required_headers(export: Export) -> tuple[Message | str, ...]:
    """Return the headers without which a file of the export is refused."""
    return tuple(_alternatives(" or ".join(column.headers)) for column in export.columns if column.required)


def _alternatives(headers: str) -> Message | str:
    """Return headers of which one is enough, joined by the `or` of the language."""
    first, _, others = headers.partition(" or ")
    return Message("{one} or {other}", one=first, other=_alternatives(others)) if others else first


def found_headers(export: Export, exports: Exports, cells: Sequence[str]) -> Message:
    """Return what a header row has: the headers that a contract knows, and how many others.

    A row that is taken for a header may be a row of data, so what no contract knows is only counted, wherever it is
    printed, stored or sent.
    """
    known = _known_headers(export, exports)
    filled = [cell for cell in cells if canonical(cell)]
    names = [known[canonical(cell)] for cell in filled if canonical(cell) in known]
    more = len(names) - SHOWN_HEADERS
    others = len(filled) - len(names)
    shown = tuple(names[:SHOWN_HEADERS])
    named = (
        Message("{headers} and {count} more known ones", headers=shown, count=more)
        if more > 0
        else Message("{headers}", headers=shown)
    )
    strange = Message("{count} that no export has", count=others)
    if names and others:
        return Message("{one} and {other}", one=named, other=strange)
    return named if names else strange if others else Message("none")


def _known_headers(export: Export, exports: Exports) -> dict[str, str]:
    """Return every header of any contract by its canonical form, as the file's own contract writes it."""
    return {
        canonical(header): header
        for other in (*exports.values(), export)
        for headers in (other.personal_headers, *(column.headers for column in other.columns))
        for header in headers
    }


def unknown_headers(matched: Match, key: HashKey) -> str | None:
    """Return the unknown headers as one text for the ledger, as far as they may be stored; None when there are none."""
    if not matched.unknown:
        return None
    more = len(matched.unknown) - LISTED_HEADERS
    named = [named_in_part(key, header) for header in matched.unknown[:LISTED_HEADERS]]
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def absent_columns(export: Export, matched: Match) -> str | None:
    """Return the columns of the contract that a file has not, by our names, as one text; None when it has them all.

    The column with the shop is none of them: the folder says the shop.
    """
    absent = [
        column.name
        for column in export.columns
        if column.header and column.name not in matched.positions and column.name != SHOP_COLUMN
    ]
    return ", ".join(absent) or None
