"""The state of the house: last runs, what landed, what waits, what is published.

Freshest first: the books in the warehouse while nobody writes to it, else the copy of them in the published file.
What a run does belongs in the refresh, drawing in `state_view.py`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
from filelock import Timeout

from shopscore.console.errors import CommandError
from shopscore.console.published import Label, fetch, nothing_published, open_current, read_label
from shopscore.faults import FaultKind, find_fault
from shopscore.home import home_lock
from shopscore.language import Message, tr
from shopscore.settings import Settings
from shopscore.vocabulary import UnknownWord, WithheldShop, read_unknown_words, read_withheld
from shopscore.warehouse import WarehouseError, open_published

RUNS_SHOWN = 5

RUNS = """
    select run_id, started_at, finished_at, as_of, status, message, rows_landed, rows_published
    from {books}.runs
    order by started_at desc, run_id
    limit ?
"""

EXPORTS = """
    select
        platform, export,
        count(*) filter (where status = 'landed') as files_landed,
        count(*) filter (where status = 'refused') as files_refused,
        coalesce(sum(rows_landed), 0)::bigint as rows_landed,
        coalesce(sum(rows_rejected), 0)::bigint as rows_rejected,
        max(landed_at) filter (where status = 'landed') as newest_landing,
        max(exported_at) filter (where status = 'landed') as newest_export
    from {books}.landed_files
    group by all
    order by all
"""

REFUSALS = """
    select file_name, platform, shop_id, export, reason, {reason_zh}, landed_at, run_id, bytes, sha256
    from {books}.landed_files
    where status = 'refused'
    order by landed_at desc, file_name
"""

FORGOTTEN = """
    select file_name, bytes, sha256
    from {books}.landed_files
    where status = 'forgotten'
    order by landed_at desc, file_name
"""

FAILED_CHECKS = """
    select check_name, checked_table, severity, failing_rows, message, {message_zh}
    from {books}.quality_results
    where run_id = ? and result in ('failed', 'not_run')
    order by severity, check_name
"""

NEWEST_EVENTS = "select platform, max(known_date) as newest_event from marts.indicator_daily group by all order by all"


@dataclass(frozen=True)
class Run:
    """One refresh; `finished_at` is null while it runs, or when it died."""

    run_id: str
    started_at: datetime
    finished_at: datetime | None
    as_of: date
    status: str
    message: str | None
    rows_landed: int | None
    rows_published: int | None


@dataclass(frozen=True)
class ExportState:
    """What landed of one export, over all shops and files."""

    platform: str | None
    export: str | None
    files_landed: int
    files_refused: int
    rows_landed: int
    rows_rejected: int
    newest_landing: datetime | None
    newest_export: datetime | None


@dataclass(frozen=True)
class Refusal:
    """A file that was refused whole, and why.

    `own_name` is where it lies below the landing folder, and `right_folder` the whole path of where it most likely
    belongs, for the person at the terminal; null: it is gone, it lies there or nothing tells. `file_name` is what it is
    called everywhere else.
    """

    file_name: str
    own_name: str | None
    right_folder: str | None
    platform: str | None
    shop_id: str | None
    export: str | None
    reason: str | None
    reason_zh: str | None
    landed_at: datetime
    run_id: str


@dataclass(frozen=True)
class Unreadable:
    """What lies in the landing folder and is no readable file, by its own name."""

    own_name: str
    reason: str
    reason_zh: str


@dataclass(frozen=True)
class FailedCheck:
    """A check of the last run that did not pass."""

    check_name: str
    checked_table: str | None
    severity: str
    failing_rows: int | None
    message: str | None
    message_zh: str | None


@dataclass(frozen=True)
class PlatformFreshness:
    """The newest day on which something of a platform became known."""

    platform: str
    newest_event: date | None


@dataclass(frozen=True)
class State:
    """What `status` says; the fields are the keys of `status --json`.

    Attributes:
        is_refreshing: a refresh is running; the rest is as of the last publication.
        published: the current publication, null when there is none.
        freshness: by platform, from the publication.
        runs: newest first.
        exports: by platform and export.
        refusals: files refused so far, newest first.
        failed_checks: of the last run.
        waiting: files in the landing folder that have not landed.
        unreadable: what lies in the landing folder and cannot be read, each with the reason; no ledger knows of it.
        forgotten: files that were taken back, by their own names where they still lie in landing.
        is_fine: the last run was published, and the warehouse and the publication can be read.
        withheld: what the publication withholds of single shops.
        unknown_words: words of the exports that no list knows.
        faults: why the warehouse or the publication cannot be read, and what to do; the rest is then of the other.
    """

    is_refreshing: bool
    published: Label | None
    freshness: Sequence[PlatformFreshness]
    runs: Sequence[Run]
    exports: Sequence[ExportState]
    refusals: Sequence[Refusal]
    failed_checks: Sequence[FailedCheck]
    waiting: Sequence[str]
    unreadable: Sequence[Unreadable]
    is_fine: bool
    withheld: Sequence[WithheldShop] = ()
    unknown_words: Sequence[UnknownWord] = ()
    faults: Sequence[str] = ()
    forgotten: Sequence[str] = ()


@dataclass(frozen=True)
class Books:
    """An open connection, the schema that holds the books in it, and why they are not the newest ones.

    Attributes:
        connection: to the warehouse or to the publication.
        schema: that holds the books.
        is_refreshing: a refresh writes newer ones.
        fault: why those of the warehouse cannot be read.
    """

    connection: duckdb.DuckDBPyConnection
    schema: str
    is_refreshing: bool
    fault: str | None = None


def read_state(
    settings: Settings,
    find_waiting: Callable[[Settings, set[str]], list[Path]],
    find_names: Callable[[Settings, Sequence[tuple[str, int, str]]], Mapping[str, Path]],
    find_unreadable: Callable[[Settings], list[tuple[Path, Message]]],
    find_folder: Callable[[Settings, Path], Path | None],
) -> State:
    """Read the state of a home folder.

    Args:
        settings: the home folder.
        find_waiting: files of the landing folder whose ids are not among the given ones.
        find_names: where files lie below landing, by their stored names; from stored name, bytes and SHA-256 of each.
        find_unreadable: what lies in the landing folder and is no readable file, and why.
        find_folder: where below landing a refused file belongs, from where it lies below it.

    Raises:
        CommandError: nothing was ever refreshed, or the published file cannot be opened.
    """
    with _open_books(settings) as books:
        runs = [_read_run(row) for row in _ask(books, RUNS, RUNS_SHOWN)]
        exports = [ExportState(**row) for row in _ask(books, EXPORTS)]
        refused = _ask(books, REFUSALS.replace("{reason_zh}", _since_lately(books, "landed_files", "reason_zh")))
        forgotten = _ask(books, FORGOTTEN)
        checks = FAILED_CHECKS.replace("{message_zh}", _since_lately(books, "quality_results", "message_zh"))
        failed = [FailedCheck(**row) for row in _ask(books, checks, runs[0].run_id)] if runs else []
        known = {row["file_id"] for row in _ask(books, "select file_id from {books}.landed_files")}
        faults = [] if books.fault is None else [books.fault]
    try:
        published, freshness = _read_publication(settings.published)
        withheld, unknown_words = _read_words(settings.published)
    except CommandError as error:
        published, freshness, withheld, unknown_words = None, [], [], []
        faults.append(str(error))
    wanted = [(row["file_name"], row.pop("bytes"), row.pop("sha256")) for row in (*refused, *forgotten)]
    names = find_names(settings, wanted)
    refusals = [_refusal(settings, names.get(row["file_name"]), row, find_folder) for row in refused]
    unreadable = [Unreadable(path.as_posix(), reason.en, reason.zh) for path, reason in find_unreadable(settings)]
    return State(
        is_refreshing=books.is_refreshing,
        published=published,
        freshness=freshness,
        runs=runs,
        exports=exports,
        refusals=refusals,
        failed_checks=failed,
        waiting=sorted(str(file.relative_to(settings.landing)) for file in find_waiting(settings, known)),
        unreadable=unreadable,
        is_fine=judge(runs) and not faults,
        withheld=withheld,
        unknown_words=unknown_words,
        faults=faults,
        forgotten=[_text(names.get(row["file_name"])) or row["file_name"] for row in forgotten],
    )


def _refusal(
    settings: Settings,
    lies: Path | None,
    row: Mapping[str, Any],
    find_folder: Callable[[Settings, Path], Path | None],
) -> Refusal:
    folder = None if lies is None else find_folder(settings, lies)
    right_folder = None if folder is None else f"{settings.landing / folder}/"
    return Refusal(own_name=_text(lies), right_folder=right_folder, **row)


def _text(path: Path | None) -> str | None:
    return None if path is None else path.as_posix()


def judge(runs: Sequence[Run]) -> bool:
    """Say whether the last run was published; files that it refused are told and hold nothing up."""
    return bool(runs) and runs[0].status == "published"


@contextmanager
def _open_books(settings: Settings) -> Iterator[Books]:
    with ExitStack() as stack:
        if not settings.warehouse.exists():
            yield Books(stack.enter_context(open_current(settings.published)), "ops", is_refreshing=False)
            return
        try:
            # Held while reading: a reader of the warehouse would make a refresh that starts now fail.
            stack.enter_context(home_lock(settings))
            connection = stack.enter_context(open_published(settings.warehouse))
        except Timeout:
            yield Books(stack.enter_context(_open_meanwhile(settings.published)), "ops", is_refreshing=True)
            return
        except (duckdb.Error, OSError) as error:
            fault = find_fault(error, settings.warehouse)
            if fault is None:
                raise
            if fault.kind is FaultKind.LOCKED:
                yield Books(stack.enter_context(_open_meanwhile(settings.published)), "ops", is_refreshing=True)
                return
            if not settings.published.exists():
                raise WarehouseError(fault.text) from error
            publication = stack.enter_context(open_current(settings.published))
            yield Books(publication, "ops", is_refreshing=False, fault=fault.text)
            return
        if not fetch(connection, "from duckdb_tables() where schema_name = 'log' and table_name = 'runs'"):
            raise nothing_published(settings.published)
        yield Books(connection, "log", is_refreshing=False)


@contextmanager
def _open_meanwhile(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    if not path.exists():
        raise CommandError(tr("a refresh is running and nothing is published yet: wait for it to finish"))
    with open_current(path) as connection:
        yield connection


def _read_run(row: dict[str, Any]) -> Run:
    # Nobody holds the refresh's lock while these books are read, so a run without an end has died.
    return Run(**row | {"status": "died" if row["status"] == "running" else row["status"]})


def _ask(books: Books, query: str, *parameters: object) -> list[dict[str, Any]]:
    return fetch(books.connection, query.format(books=books.schema), parameters)


def _since_lately(books: Books, table: str, column: str) -> str:
    """Return a column of the books, as nulls in books that an older version wrote."""
    found = fetch(
        books.connection,
        "from duckdb_columns() where schema_name = ? and table_name = ? and column_name = ?",
        [books.schema, table, column],
    )
    return column if found else f"cast(null as varchar) as {column}"


def _read_publication(path: Path) -> tuple[Label | None, list[PlatformFreshness]]:
    if not path.exists():
        return None, []
    with open_current(path) as connection:
        return read_label(connection), [PlatformFreshness(**row) for row in fetch(connection, NEWEST_EVENTS)]


def _read_words(path: Path) -> tuple[list[WithheldShop], list[UnknownWord]]:
    if not path.exists():
        return [], []
    with open_current(path) as connection:
        try:
            return read_withheld(connection), read_unknown_words(connection)
        except duckdb.CatalogException:
            # a publication of before there were such tables
            return [], []
