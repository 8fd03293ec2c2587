"""Lands export files: every new one below the landing folder, each on its own.

How one file lands belongs in `one_file.py`. Nothing here knows a rule, an export or a column.
"""

import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from shopscore import ledger
from shopscore.contracts import Exports, create_raw_tables
from shopscore.landing import file_ledger
from shopscore.landing.cells import create_macros
from shopscore.landing.failures import Failure, failure_of
from shopscore.landing.file_ledger import KnownFile, LandedFile
from shopscore.landing.guessing import right_folder_of_refused
from shopscore.landing.identity import export_time, identify
from shopscore.landing.layout import READABLE_SUFFIXES, Place
from shopscore.landing.naming import label_of, unread_name
from shopscore.landing.older_homes import clean_older_home
from shopscore.landing.one_file import Lander, land_file, refuse_file
from shopscore.landing.origin import check_one_origin, origin_of, sample_contents
from shopscore.landing.outcomes import FileOutcome, LandingSummary
from shopscore.landing.privacy import load_hash_key
from shopscore.landing.retention import delete_long_landed
from shopscore.landing.search import find_files
from shopscore.quality.limits import load_limits
from shopscore.settings import PROJECT_DIR, Settings, now
from shopscore.warehouse import open_warehouse


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
    the others go on; what is not a readable file at all is refused without a ledger row and tried again next time.
    Landing the same content at the same place again changes nothing but its export time, whatever the file is called.

    Args:
        settings: where landing, quarantine and warehouse are.
        exports: the contracts.
        run_id: for the ledger.
        full: land every file that is there anew; rows of files that are gone stay.
        on_file: called after each file.

    Raises:
        LandingError: something that is not a file's fault; the file at hand left nothing behind. A full disk comes as
            the error of the system or the database, see `shopscore/faults.py`.
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
        known, made_up = file_ledger.known_files(connection), sample_contents(settings.landing)
        partly = file_ledger.with_forgotten_rows(connection)
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
            file_ledger.write_export_time(lander.connection, file_id, best, row.name)
            lander.known[file_id] = replace(before, exported=best)
        return replace(outcome, status="known", seconds=_since(started))
    failure, landed = _try_file(lander, row)
    if failure is not None:
        if failure.fault == "moment":
            return replace(outcome, reason=failure.reason.en, reason_zh=failure.reason.zh, seconds=_since(started))
        landed = refuse_file(lander, row, failure.reason)
        outcome = replace(outcome, right_folder=right_folder_of_refused(place, lander.exports))
    lander.done.add(file_id)
    lander.known[file_id] = KnownFile(landed.status == "refused", best, landed_at=row.landed_at)
    return replace(
        outcome,
        status="landed" if landed.status == "landed" else "refused",
        reason=landed.reason,
        reason_zh=landed.reason_zh,
        reader=landed.reader,
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


def _empty(folder: Path) -> None:
    """Remove what a killed run left behind."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
