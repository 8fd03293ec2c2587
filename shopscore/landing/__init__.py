"""Landing: from export files to raw tables, with every file and every bad row in the ledger.

Checks of what arrived belong in `shopscore/quality`, what a row means in the models.
"""

from shopscore.landing.landing import land
from shopscore.landing.outcomes import FileOutcome, FileRefusedError, LandingError, LandingSummary
from shopscore.landing.own_names import find_own_names
from shopscore.landing.unlanded import unreadable_files, waiting_files

__all__ = [
    "FileOutcome",
    "FileRefusedError",
    "LandingError",
    "LandingSummary",
    "find_own_names",
    "land",
    "unreadable_files",
    "waiting_files",
]
