"""Lands export files: every new one below the landing folder.

Which of them land together belongs in `windows.py`, how a file is opened in `one_file.py`. Nothing here knows a rule,
an export or a column.
"""

import shutil
from collections.abc import Callable
from pathlib import Path

from shopscore import ledger
from shopscore.contracts import Exports
from shopscore.landing import file_ledger
from shopscore.landing.cells import create_macros
from shopscore.landing.lander import Lander
from shopscore.landing.older_homes import clean_older_home
from shopscore.landing.origin import check_one_origin, sample_contents
from shopscore.landing.outcomes import FileOutcome, LandingSummary
from shopscore.landing.privacy import load_hash_key
from shopscore.landing.retention import delete_long_landed
from shopscore.landing.search import find_files
from shopscore.landing.windows import land_places
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
    """Land every new file below the landing folder, each with its ledger row in one transaction, both or neither.

    A file that cannot land, whatever is wrong with it, is refused with a reason, in the ledger and in quarantine, and
    the others go on; what is not a readable file at all is refused without a ledger row and tried again next time.
    Landing the same content at the same place again changes nothing but its export time, whatever the file is called.

    Args:
        settings: where landing, quarantine and warehouse are.
        exports: the contracts.
        run_id: for the ledger.
        full: land every file that is there anew; rows of files that are gone stay.
        on_file: called for each file in the order of their names, as soon as those that land together have landed.

    Raises:
        LandingError: something that is not a file's fault; the files at hand left nothing behind. A full disk comes as
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
        file_ledger.ready_raw_tables(connection, exports)
    clean_older_home(settings, exports, key)
    with open_warehouse(settings) as connection:
        check_one_origin(settings, exports, connection)
        create_macros(connection)
        limits = load_limits(PROJECT_DIR / "seeds", settings.as_of)
        known, made_up = file_ledger.known_files(connection), sample_contents(settings.landing)
        partly = file_ledger.with_forgotten_rows(connection)
        lander = Lander(connection, settings, exports, run_id, key, known, full, limits, made_up, partly)
        for outcome in land_places(lander, find_files(settings.landing)):
            outcomes.append(outcome)
            if on_file is not None:
                on_file(outcome)
        deleted = delete_long_landed(connection, settings, lander.known, lander.present, now())
    return LandingSummary(tuple(outcomes), deleted)


def _empty(folder: Path) -> None:
    """Remove what a killed run left behind."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
