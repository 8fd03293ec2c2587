"""The state of a home: last runs, what landed, what waits, what is published.

What the ledger says belongs in `ledger.py`, what a run does in the refresh, drawing in `state_view.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from shopscore.console.errors import CommandError
from shopscore.console.ledger import ExportState, FailedCheck, Run, open_ledger, pick_columns
from shopscore.console.published import Label, open_current, read_label
from shopscore.language import Message
from shopscore.settings import Settings
from shopscore.vocabulary import UnknownWord, WithheldShop, read_unknown_words, read_withheld
from shopscore.warehouse import fetch

RUNS_SHOWN = 5

NEWEST_EVENTS = "select platform, max(known_date) as newest_event from marts.indicator_daily group by all order by all"


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
    """What lies in the landing folder and is not a readable file, by its own name."""

    own_name: str
    reason: str
    reason_zh: str


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
        failed_checks: of the last run that had something to check.
        waiting: files in the landing folder that have not landed.
        unreadable: what lies in the landing folder and cannot be read, each with the reason; no ledger knows of it.
        forgotten: files that were taken back, by their own names where they still lie in landing.
        is_fine: the last run was published or had nothing new, and the warehouse and the publication can be read.
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
        find_unreadable: what lies in the landing folder and is not a readable file, and why.
        find_folder: where below landing a refused file belongs, from where it lies below it.

    Raises:
        CommandError: nothing was ever refreshed, or the published file cannot be opened.
    """
    with open_ledger(settings) as ledger:
        runs = ledger.read_runs(RUNS_SHOWN)
        exports = ledger.read_exports()
        refused = ledger.read_refused_files()
        forgotten = ledger.read_forgotten_files()
        failed = ledger.read_failed_checks()
        known = ledger.read_file_ids()
        faults = [] if ledger.fault is None else [ledger.fault]
    try:
        published, freshness = _read_publication(settings.published)
        withheld, unknown_words = _read_words(settings.published)
    except CommandError as error:
        published, freshness, withheld, unknown_words = None, [], [], []
        faults.append(str(error))
    wanted = [(row["file_name"], row["bytes"], row["sha256"]) for row in (*refused, *forgotten)]
    names = find_names(settings, wanted)
    refusals = [_refusal(settings, names.get(row["file_name"]), row, find_folder) for row in refused]
    unreadable = [Unreadable(path.as_posix(), reason.en, reason.zh) for path, reason in find_unreadable(settings)]
    return State(
        is_refreshing=ledger.is_refreshing,
        published=published,
        freshness=freshness,
        runs=runs,
        exports=exports,
        refusals=refusals,
        failed_checks=failed,
        waiting=sorted(str(file.relative_to(settings.landing)) for file in find_waiting(settings, known)),
        unreadable=unreadable,
        is_fine=is_published(runs) and not faults,
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
    return Refusal(**pick_columns(row, Refusal) | {"own_name": _text(lies), "right_folder": right_folder})


def _text(path: Path | None) -> str | None:
    return None if path is None else path.as_posix()


def is_published(runs: Sequence[Run]) -> bool:
    """Say whether the last run was published, or had nothing new to publish; files it refused hold nothing up."""
    return bool(runs) and runs[0].status in ("published", "nothing_new")


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
