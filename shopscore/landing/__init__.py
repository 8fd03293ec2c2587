"""Landing: from export files to raw tables, with every file and every bad row in the ledger.

Checks of what arrived belong in `shopscore/quality`, what a row means in the models.
"""

from shopscore.landing.landing import land, unreadable_files, waiting_files
from shopscore.landing.outcomes import FileOutcome, FileRefusedError, LandingError, LandingSummary
from shopscore.landing.own_names import find_own_names

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
