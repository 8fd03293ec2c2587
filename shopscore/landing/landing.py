"""Lands export files: one file, one transaction, once.

Reading cells belongs in `cells.py`, finding headers in `headers.py`, what a column means in the export contract.
Nothing here knows a rule, an export or a column.
"""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from shopscore import ledger
from shopscore.contracts import SHOP_COLUMN, Export, Exports, create_raw_tables
from shopscore.landing import books, quarantine
from shopscore.landing.books import KnownFile, LandedFile
from shopscore.landing.cells import create_macros
from shopscore.landing.failures import Failure, failure_of, is_of_machine
from shopscore.landing.guessing import right_folder_of_refused
from shopscore.landing.headers import absent_columns, refusal_reason, unknown_headers
from shopscore.landing.identity import FileChangedError, Identity, export_time, identify, size_and_time
from shopscore.landing.layout import READABLE_SUFFIXES, Place, export_of, find_files
from shopscore.landing.naming import label_of, unread_name
from shopscore.landing.older_homes import clean_older_home
from shopscore.landing.origin import check_one_origin, origin_of, sample_contents
from shopscore.landing.outcomes import FileOutcome, FileRefusedError, LandingSummary
from shopscore.landing.privacy import HashKey, load_hash_key
from shopscore.landing.retention import delete_long_landed
from shopscore.landing.sources import Road, Table, open_table, roads, tidy_road
from shopscore.landing.statements import parameters_of, statements
from shopscore.landing.text_files import records_by_quotes
from shopscore.landing.unknown_words import name_words, with_words_that_landed
from shopscore.language import Message, Told
from shopscore.quality.limits import Limits, load_limits
from shopscore.settings import PROJECT_DIR, Settings, now
from shopscore.warehouse import open_warehouse

# Each of these goes over hundreds of expressions, and compiles their patterns to see what they can match.
LEFT_OUT_OF_PLANS = "statistics_propagation,expression_rewriter,common_subexpressions,filter_pushdown,common_subplan"
SMALL_FILE = 1 << 21
# Road of a report that says that it is empty.
NOTHING = "nothing"


class _MostlyBadError(FileRefusedError):
    """More rows are bad than a file may have and still be what it says."""


class _UnprovenRoadError(Exception):
    """The strict reader cannot prove that it missed nothing."""


_MOST_FREQUENT_REASON = """
    select reason, reason_zh from raw.rejected_rows where file_id = ?
    group by reason, reason_zh order by count(*) desc, reason limit 1
"""


@dataclass(frozen=True)
class _Counts:
    landed: int
    rejected: int = 0
    skipped: int = 0


@dataclass
class Lander:
    """What landing one file after the other needs.

    Attributes:
        connection: the warehouse, or one in memory that nobody keeps.
        settings: where landing, quarantine and temporary files are.
        exports: the contracts.
        run_id: for the ledger.
        key: of the hashes.
        known: files of the ledger.
        full: land every file anew that is not forgotten.
        limits: on the share of bad rows.
        made_up: SHA-256 of the sample's files.
        with_forgotten_rows: files of which rows were taken back.
        done: files that landed or were refused now.
        present: files that lie in landing and could be read.
        with_words: raw table → contract with the words that landed.
    """

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    exports: Exports
    run_id: str
    key: HashKey
    known: dict[str, KnownFile]
    full: bool
    limits: Limits
    made_up: frozenset[str] = frozenset()
    with_forgotten_rows: frozenset[str] = frozenset()
    done: set[str] = field(default_factory=set)
    present: list[tuple[Place, Identity]] = field(default_factory=list)
    with_words: dict[str, Export] = field(default_factory=dict)


def land(
    settings: Settings,
    exports: Exports,
    run_id: str,
    *,
    full: bool = False,
    on_file: Callable[[FileOutcome], None] | None = None,
) -> LandingSummary:
    """Land every new file below the landing folder, each with its ledger row in one transaction of its own.

    A file that cannot land, whatever is wrong with it, is refused with a reason, in the ledger and in quarantine, and
    the others go on; what is no readable file at all is refused without a ledger row and tried again next time. Landing
    the same content at the same place again changes nothing but its export time, whatever the file is called.

    Args:
        settings: where landing, quarantine and warehouse are.
        exports: the contracts.
        run_id: for the ledger.
        full: land every file that is there anew; rows of files that are gone stay.
        on_file: called after each file.

    Raises:
        LandingError: something that is no file's fault; the file at hand left nothing behind. A full disk comes as the
            error of the system or the database, see `shopscore/transient.py`.
        MixedHomeError: the home holds the sample and real exports.
        PrivacyError: the key of the hash is unusable.
        LimitsError: a row of `seeds/rules/quality_limits.csv` is unusable.
    """
    key = load_hash_key(settings.home)
    outcomes = []
    with open_warehouse(settings) as connection:
        _empty(settings.temporary)
        ledger.create_tables(connection)
        create_raw_tables(connection, exports)
    clean_older_home(settings, exports, key)
    with open_warehouse(settings) as connection:
        check_one_origin(settings, exports, connection)
        create_macros(connection)
        limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
        known, made_up = books.known_files(connection), sample_contents(settings.landing)
        partly = books.with_forgotten_rows(connection)
        lander = Lander(connection, settings, exports, run_id, key, known, full, limits, made_up, partly)
        for place in find_files(settings.landing):
            outcome = _land_place_namelessly(lander, place)
            outcomes.append(outcome)
            if on_file is not None:
                on_file(outcome)
        deleted = delete_long_landed(connection, settings, lander.known, lander.present, now())
    return LandingSummary(tuple(outcomes), deleted)


def _land_place_namelessly(lander: Lander, place: Place) -> FileOutcome:
    """Land a file; an error of the system that ends the run does not quote its name."""
    try:
        return _land_place(lander, place)
    except OSError as error:
        if str(lander.settings.landing) not in str(error.filename):
            raise
        raise OSError(error.errno, error.strerror) from None


def _land_place(lander: Lander, place: Place) -> FileOutcome:
    started = time.perf_counter()
    label = label_of(place, lander.exports, lander.key)
    name = unread_name(label, place, lander.key)
    outcome = FileOutcome(place.relative, name, label.platform, label.shop_id, label.export_name, "refused")
    if place.problem is not None:
        return replace(outcome, reason=place.problem.en, reason_zh=place.problem.zh, seconds=_since(started))
    try:
        identity = identify(place)
        exported = export_time(place)
    except BaseException as error:  # `failure_of` raises again what is not the file's fault
        reason = failure_of(error, place.path).reason
        return replace(outcome, reason=reason.en, reason_zh=reason.zh, seconds=_since(started))
    file_id = identity.file_id
    lander.present.append((place, identity))
    before = lander.known.get(file_id)
    best = exported if before is None else min(before.exported, exported)
    origin = origin_of(identity.sha256, lander.made_up)
    row = LandedFile(identity, place, label, best, lander.run_id, now(), "landed", origin)
    outcome = replace(outcome, name=row.name)
    if before is not None and not _is_to_land_again(lander, place, file_id, before):
        if best != before.exported:
            books.write_export_time(lander.connection, file_id, best, row.name)
            lander.known[file_id] = replace(before, exported=best)
        return replace(outcome, status="known", seconds=_since(started))
    failure, landed = _try_file(lander, row)
    if failure is not None:
        if failure.fault == "moment":
            return replace(outcome, reason=failure.reason.en, reason_zh=failure.reason.zh, seconds=_since(started))
        landed = _refuse(lander, row, failure.reason)
        outcome = replace(outcome, right_folder=right_folder_of_refused(place, lander.exports))
    lander.done.add(file_id)
    lander.known[file_id] = KnownFile(landed.status == "refused", best, landed_at=row.landed_at)
    return replace(
        outcome,
        status="landed" if landed.status == "landed" else "refused",
        reason=landed.reason,
        reason_zh=landed.reason_zh,
        road=landed.road,
        rows_read=landed.rows_landed + landed.rows_rejected,
        rows_landed=landed.rows_landed,
        rows_rejected=landed.rows_rejected,
        rows_skipped=landed.rows_skipped,
        seconds=_since(started),
    )


def _try_file(lander: Lander, row: LandedFile) -> tuple[Failure | None, LandedFile]:
    """Land a file; whatever goes wrong with it is told in one line and leaves nothing behind."""
    try:
        return None, land_file(lander, row)
    except BaseException as error:  # `failure_of` raises again what is not the file's fault
        return failure_of(error, row.place.path), row


def _is_to_land_again(lander: Lander, place: Place, file_id: str, before: KnownFile) -> bool:
    """Tell whether a known file is read once more: all with `full`, and a refused one that got another extension.

    One that was taken back is not: that has to be asked for. "Rename it to .xlsx" is a remedy, and renaming changes no
    content.
    """
    if before.is_forgotten:
        return False
    if lander.full and file_id not in lander.done:
        return True
    suffix = place.path.suffix.lower()
    return before.is_refused and suffix in READABLE_SUFFIXES and suffix != before.exported.suffix


def land_file(lander: Lander, row: LandedFile, on_table: Callable[[Export, Table], None] | None = None) -> LandedFile:
    """Land one file and write its ledger row.

    Args:
        lander: where to.
        row: the file.
        on_table: told of the table once its header is found, before any row is read.

    Raises:
        FileRefusedError: it cannot land.
    """
    quarantine.release(lander.settings.quarantine, row.label, row.identity)
    with _scratch(lander.settings.temporary) as scratch:
        export = export_of(row.place, lander.exports)
        if export.has_shop_folder and row.label.shop_id is None:
            raise FileRefusedError(
                Message("its shop's folder is not an id of letters and digits: name it by the shop's id")
            )
        table = open_table(row.place, export, lander.exports, scratch)
        if table is None:
            return _land_nothing(lander, row, export)
        if on_table is not None:
            on_table(export, table)
        if not table.match.is_complete:
            _copy_masked(lander, row, export, table, scratch)
            raise FileRefusedError(refusal_reason(export, lander.exports, table.header.cells, table.match))
        with _planned_quickly(lander.connection, row.identity.bytes):
            return _land_table(lander, row, export, table, scratch)


def _land_nothing(lander: Lander, row: LandedFile, export: Export) -> LandedFile:
    """Write the ledger row of a report that says in words that it is empty: it covers its days like any other."""
    landed = replace(row, road=NOTHING)
    with _transaction(lander.connection):
        _forget(lander.connection, row.identity.file_id, export)
        books.write_file(lander.connection, landed)
    return landed


def _land_table(lander: Lander, row: LandedFile, export: Export, table: Table, scratch: Path) -> LandedFile:
    for road in roads(table, scratch):
        try:
            with _transaction(lander.connection):
                _forget(lander.connection, row.identity.file_id, export)
                counts = _read_road(lander, row, export, road)
                _check_share(lander, row, export, counts)
                counts = _without_forgotten_rows(lander, row, export, counts)
                parameters = _parameters(lander, row)
                if name_words(lander.connection, export, road.source, lander.key, parameters):
                    lander.with_words.pop(export.table, None)
                landed = replace(
                    row,
                    road=road.name,
                    encoding=road.encoding,
                    rows_landed=counts.landed,
                    rows_rejected=counts.rejected,
                    rows_skipped=counts.skipped + table.rows_above,
                    unknown_columns=unknown_headers(table.match, lander.key),
                    absent_columns=absent_columns(export, table.match),
                    sheets=table.sheets_named(lander.key),
                    cells_dropped=_cells_dropped(lander.connection, export, row.identity.file_id),
                )
                books.write_file(lander.connection, landed)
                if size_and_time(row.place.path.stat()) != (row.identity.bytes, row.identity.modified_ns):
                    raise FileChangedError
        except _UnprovenRoadError:
            continue
        except _MostlyBadError as error:
            _copy_masked(lander, row, export, table, scratch)
            raise FileRefusedError(error.reason) from None
        except duckdb.Error as error:
            # A strict reader has many ways to say that a file is not what it takes.
            if road.text is None or is_of_machine(error):
                raise
            continue
        return landed
    raise FileRefusedError(
        Message("its rows cannot be told apart with certainty: save it again as CSV UTF-8 or as .xlsx")
    )


def _read_road(lander: Lander, row: LandedFile, export: Export, road: Road) -> _Counts:
    """Insert the good rows and write down the bad ones, and prove that no record is missing."""
    if export.table not in lander.with_words:
        lander.with_words[export.table] = with_words_that_landed(lander.connection, export)
    sql = statements(lander.with_words[export.table], row.label.shop_id, road.source)
    inserted = _execute(lander, row, sql.insert)[0]
    below: int | None = None
    expected: int | None = None
    if road.text is not None:
        path, shape = road.text
        below = shape.lines - road.source.header_end
        # Every line a good row: nothing can be missing, merged, rejected or skipped. No second reading is needed.
        if inserted == below:
            return _Counts(landed=inserted)
        expected = records_by_quotes(path, road.source.header_end) - shape.blank_lines
    else:
        expected = road.records
        if inserted == expected:
            return _Counts(landed=inserted)
    records, skipped, rejected, others = _execute(lander, row, sql.count)
    if records != expected or inserted + skipped + rejected != records:
        raise _UnprovenRoadError
    # Below a header that comes again the columns may stand in another order, and only the whole row tells that it is a
    # note: the tolerant reader looks.
    if others and road.text is not None:
        raise _UnprovenRoadError
    if rejected:
        # With line breaks inside cells only the tolerant reader knows on which line a record starts.
        if below is not None and records != below:
            raise _UnprovenRoadError
        _execute(lander, row, sql.reject)
    return _Counts(landed=inserted, rejected=rejected, skipped=skipped)


def _check_share(lander: Lander, row: LandedFile, export: Export, counts: _Counts) -> None:
    """Hold a file to the limit that the gate holds its shop to: refused, it keeps nobody else's score from the others.

    Raises:
        _MostlyBadError: more than the allowed share of its rows was rejected.
    """
    read = counts.landed + counts.rejected
    for limit in lander.limits.of(export.platform, export.name):
        is_limit = limit.check_name == "rejected_rows" and limit.severity != "warn"
        if is_limit and read >= limit.from_rows and counts.rejected > limit.value * read:
            found = lander.connection.execute(_MOST_FREQUENT_REASON, [row.identity.file_id]).fetchone()
            raise _MostlyBadError(
                Message(
                    "{rejected:,} of its {rows:,} rows are bad, most often because {reason}: export again; nothing of "
                    "it was imported",
                    rejected=counts.rejected,
                    rows=read,
                    reason=Told(*found) if found else "",
                )
            )


def _without_forgotten_rows(lander: Lander, row: LandedFile, export: Export, counts: _Counts) -> _Counts:
    """Leave out the rows of shops that were taken back from this very file; they count as skipped."""
    if row.identity.file_id not in lander.with_forgotten_rows:
        return counts
    deleted = lander.connection.execute(
        f"delete from {export.table} where _file_id = $1 and {SHOP_COLUMN} in "
        "(select shop_id from log.forgotten_rows where file_id = $1)",
        [row.identity.file_id],
    ).fetchone()
    forgotten = int(deleted[0]) if deleted else 0
    return replace(counts, landed=counts.landed - forgotten, skipped=counts.skipped + forgotten)


def _refuse(lander: Lander, row: LandedFile, reason: Message) -> LandedFile:
    refused = replace(row, status="refused", reason=reason.en, reason_zh=reason.zh)
    quarantine.write_reason(lander.settings.quarantine, row.label, row.name, row.identity, reason)
    with _transaction(lander.connection):
        export = lander.exports.get((row.label.platform or "", row.label.export_name or ""))
        _forget(lander.connection, row.identity.file_id, export)
        books.write_file(lander.connection, refused)
    return refused


def _copy_masked(lander: Lander, row: LandedFile, export: Export, table: Table, scratch: Path) -> None:
    """Write what the contract knows of a refused table to quarantine, masked as landing would.

    A table that cannot be read has no copy: the reason of its refusal is its header.
    """
    if not table.match.positions:
        return
    try:
        road = tidy_road(table, table.encoding, scratch)
    except FileRefusedError:
        return
    copy = scratch / "copy.csv"
    sql = statements(export, row.label.shop_id, road.source)
    quoted = str(copy).replace("'", "''")
    _execute(lander, row, f"copy ({sql.copy}) to '{quoted}' (format csv, header true)")
    quarantine.keep_copy(copy, lander.settings.quarantine, row.label, row.name, row.identity)


def _cells_dropped(connection: duckdb.DuckDBPyConnection, export: Export, file_id: str) -> int:
    counted = connection.execute(
        f"select coalesce(sum(_cells_dropped), 0) from {export.table} where _file_id = ?", [file_id]
    ).fetchone()
    return int(counted[0]) if counted else 0


def _forget(connection: duckdb.DuckDBPyConnection, file_id: str, export: Export | None) -> None:
    if export is not None:
        connection.execute(f"delete from {export.table} where _file_id = ?", [file_id])
    connection.execute("delete from raw.rejected_rows where file_id = ?", [file_id])


def _execute(lander: Lander, row: LandedFile, sql: str) -> tuple[int, ...]:
    """Run a statement with the parameters it names and return its first row."""
    named = parameters_of(sql, _parameters(lander, row))
    first: tuple[int, ...] | None = lander.connection.execute(sql, named).fetchone()
    return first or ()


def _parameters(lander: Lander, row: LandedFile) -> dict[str, str | bytes | None]:
    return {
        "file_id": row.identity.file_id,
        "file_name": row.name,
        "shop_id": row.label.shop_id,
        "inner_block": lander.key.inner,
        "outer_block": lander.key.outer,
    }


@contextmanager
def _planned_quickly(connection: duckdb.DuckDBPyConnection, size: int) -> Iterator[None]:
    """Leave out what plans a statement better, for a file so small that planning takes longer than reading."""
    if size > SMALL_FILE:
        yield
        return
    connection.execute(f"set disabled_optimizers = '{LEFT_OUT_OF_PLANS}'")
    try:
        yield
    finally:
        connection.execute("reset disabled_optimizers")


@contextmanager
def _transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def _scratch(temporary: Path) -> Iterator[Path]:
    """Make a folder for one file that nobody else can read, and remove it whatever happens."""
    folder = Path(tempfile.mkdtemp(dir=temporary, prefix="landing-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    """Remove what a killed run left behind."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
