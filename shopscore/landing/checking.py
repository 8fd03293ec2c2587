"""Says of a file what landing would make of it, without landing it.

The file is landed by landing's own code, into a warehouse in memory that is thrown away; temporary files lie in a
folder that goes at the end, and the home is not touched.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from shopscore import ledger
from shopscore.contracts import SHOP_COLUMN, Column, Export, Exports, create_raw_tables
from shopscore.landing.cells import create_macros
from shopscore.landing.failures import failure_of
from shopscore.landing.file_ledger import LandedFile
from shopscore.landing.guessing import guess_by_header
from shopscore.landing.identity import export_time, identify
from shopscore.landing.lander import Lander
from shopscore.landing.layout import (
    Place,
    is_unfilled_template,
)
from shopscore.landing.naming import label_of
from shopscore.landing.one_file import land_file
from shopscore.landing.placing import (
    NO_SHOP,
    Wanted,
    exports_it_may_be,
    place_in_landing,
    place_told,
    placed,
    right_place,
    why_no_table,
)
from shopscore.landing.privacy import HashKey
from shopscore.landing.tables import Table
from shopscore.language import pick
from shopscore.quality.limits import load_limits
from shopscore.settings import PROJECT_DIR, TIME_ZONE, Settings, now

TIMES = ("timestamp", "date")


@dataclass(frozen=True)
class BadRows:
    """Rows that would not land for one reason.

    Attributes:
        column: header of the bad cell; None: the whole row is bad.
        reason: what is wrong with it.
        rows: how many.
        first_line: the first of them, a line of the file counted from 1.
    """

    column: str | None
    reason: str
    rows: int
    first_line: int


@dataclass(frozen=True)
class Check:
    """What landing would make of a file.

    Attributes:
        path: the file.
        export: which export it is, or is taken for; None when nothing tells.
        is_guessed: by its header, because neither folder nor option says it.
        reason: why it would be refused; None: it would land.
        right_folder: where it most likely belongs, below landing; None where it lies there, or nothing tells.
        rows_landed: rows that would land.
        rows_rejected: rows that would not.
        rows_skipped: totals, averages, headers that come again, rows above the header.
        cells_dropped: bad cells that no rule needs.
        bad_rows: what is wrong with the rejected ones, the most frequent first.
        day_column: header of the column that dates the rows; None: the export has none.
        first_day: of that column, over the rows that would land.
        last_day: of that column.
        shops: shops that the rows name; empty where the folder says the shop.
        unknown_headers: in no contract, and not known to be personal.
        absent: columns of the contract that the file lacks.
        sheets_left: names of a workbook's sheets that would not be read, as the ledger has them; None: there are none.
        is_template: it is a template of `shopscore init` that holds nothing yet, which landing does not look at.
    """

    path: Path
    export: Export | None
    is_guessed: bool = False
    reason: str | None = None
    right_folder: Path | None = None
    rows_landed: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    cells_dropped: int = 0
    bad_rows: Sequence[BadRows] = ()
    day_column: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    shops: Sequence[str] = ()
    unknown_headers: Sequence[str] = ()
    absent: Sequence[Column] = ()
    sheets_left: str | None = None
    is_template: bool = False

    @property
    def lands(self) -> bool:
        """Whether the file would land, or waits to be filled in."""
        return self.is_template or (self.export is not None and self.reason is None)


@dataclass
class _Seen:
    tables: list[tuple[Export, Table]] = field(default_factory=list)


def check_file(path: Path, settings: Settings, exports: Exports, wanted: Wanted) -> Check:
    """Say what landing would make of a file, wherever it lies; nothing is kept.

    Args:
        path: the file; it is there.
        settings: where landing is.
        exports: the contracts.
        wanted: what the user says of it.

    Raises:
        LandingError: something that is not the file's fault.
    """
    if is_unfilled_template(path):
        return Check(path, None, is_template=True)
    lies = None if wanted.platform and wanted.export else place_in_landing(path, settings.landing)
    place = lies or place_told(path, exports, wanted)
    is_guessed = place is None
    if place is None:
        guess = guess_by_header(path, exports_it_may_be(path, exports, wanted))
        if guess is None:
            reason = why_no_table(path)
            return Check(path, None, is_guessed=True, reason=reason.said() if reason else None)
        place = placed(path, guess.export, wanted.shop_id)
    if place.problem is not None:
        return Check(path, None, reason=place.problem.said())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shopscore-check-")))
        connection = stack.enter_context(duckdb.connect(config=settings.limits.settings(folder)))
        check = _land_in_memory(_linked(place, folder), replace(settings, home=folder), exports, connection)
    is_in_place = place.path.is_relative_to(settings.landing) and check.export is not None
    return replace(
        check, path=path, is_guessed=is_guessed, right_folder=None if is_in_place else right_place(place, exports)
    )


def day_column(export: Export) -> Column | None:
    """Return the column that dates the rows of an export: its first time that every row has, else that files have."""
    times = [column for column in export.columns if column.type in TIMES]
    return next(
        (column for column in times if column.cell_required),
        next((column for column in times if column.required), times[0] if times else None),
    )


def _linked(place: Place, folder: Path) -> Place:
    """Return a place in a folder of our own that leads to the file, so that it lies where its place says."""
    link = folder / "landing" / place.relative
    link.parent.mkdir(parents=True)
    link.symlink_to(place.path.resolve())
    return replace(place, path=link)


def _land_in_memory(place: Place, settings: Settings, exports: Exports, connection: duckdb.DuckDBPyConnection) -> Check:
    connection.execute(f"set TimeZone = '{TIME_ZONE}'")
    key = HashKey.from_secret(b"nothing is kept")
    settings.temporary.mkdir()
    ledger.create_tables(connection)
    key_of_export = (place.platform or "", place.export_name or "")
    create_raw_tables(connection, {name: export for name, export in exports.items() if name == key_of_export})
    create_macros(connection)
    limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
    lander = Lander(connection, settings, exports, "check", key, {}, full=True, limits=limits)
    seen = _Seen()
    export = exports.get(key_of_export)
    try:
        row = LandedFile(identify(place), place, label_of(place, exports, key), export_time(place), "check", now(), "")
        landed = land_file(lander, row, lambda found, table: seen.tables.append((found, table)))
    except BaseException as error:  # `failure_of` raises again what is not the file's fault
        return replace(_headers(Check(place.path, export), seen), reason=failure_of(error, place.path).reason.said())
    check = replace(
        _headers(Check(place.path, export), seen),
        rows_landed=landed.rows_landed,
        rows_rejected=landed.rows_rejected,
        rows_skipped=landed.rows_skipped,
        cells_dropped=landed.cells_dropped,
        sheets_left=landed.sheets.left,
    )
    return _rows(check, connection)


def _headers(check: Check, seen: _Seen) -> Check:
    if not seen.tables:
        return check
    export, table = seen.tables[-1]
    absent = tuple(
        column
        for column in export.columns
        if column.header and column.name not in table.match.positions and column.name != SHOP_COLUMN
    )
    return replace(check, unknown_headers=table.match.unknown, absent=absent)


def _rows(check: Check, connection: duckdb.DuckDBPyConnection) -> Check:
    assert check.export is not None  # noqa: S101 - it has landed
    table = check.export.table
    bad = connection.execute(
        "select column_name, reason, reason_zh, count(*), min(line_number) from raw.rejected_rows "
        "group by all order by 4 desc, 5"
    ).fetchall()
    column = day_column(check.export)
    days: tuple[date | None, ...] | None = None
    if column is not None:
        days = connection.execute(
            f'select min("{column.name}")::date, max("{column.name}")::date from {table}'
        ).fetchone()
    shops = []
    if check.export.has_shop_folder:
        shops = connection.execute(
            f"select distinct {SHOP_COLUMN} from {table} where {SHOP_COLUMN} <> ? order by 1", [NO_SHOP]
        ).fetchall()
    first, last = days or (None, None)
    return replace(
        check,
        bad_rows=tuple(BadRows(column, pick(*reasons), rows, line) for column, *reasons, rows, line in bad),
        day_column=column.header if column else None,
        first_day=first,
        last_day=last,
        shops=tuple(shop for (shop,) in shops),
    )


def indicators_without(
    absent: Sequence[Column], export: Export, needs: Sequence[Mapping[str, str]]
) -> dict[str, list[str]]:
    """Return the indicators that have no value without the columns that a file lacks, by the column's name.

    Args:
        absent: columns that the file lacks.
        export: of the file.
        needs: rows of `seeds/vocabulary/indicator_exports.csv`; `a|b` in `column_name`: one of them is enough.
    """
    names = {column.name for column in absent}
    found: dict[str, list[str]] = {}
    for need in needs:
        columns = need["column_name"].split("|") if need["column_name"] else []
        if (
            (need["platform"], need["export"]) == (export.platform, export.name)
            and columns
            and names.issuperset(columns)
        ):
            for name in columns:
                found.setdefault(name, []).append(need["indicator_id"])
    return found
