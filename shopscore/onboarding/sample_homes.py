"""Says which homes take the made-up sample, and which exports of one's own: never both."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from shopscore.contracts import load_exports
from shopscore.landing.layout import GUIDE
from shopscore.landing.origin import has_landed, holds_real_exports, holds_sample
from shopscore.landing.search import find_files
from shopscore.language import tr
from shopscore.onboarding.beginning import may_have_landed
from shopscore.settings import PROJECT_DIR, ConfigurationError, Settings
from shopscore.warehouse import explain_opening, open_published


class WrongHomeError(ConfigurationError):
    """A home is of the other kind; the message names the way out."""


def is_new(settings: Settings, landing: Path) -> bool:
    """Tell whether nothing ever landed in a home, nothing waits to, and it was not made for real exports."""
    if find_files(landing) or is_made_for_exports(landing):
        return False
    return landing != settings.landing or not may_have_landed(settings)


def is_made_for_exports(landing: Path) -> bool:
    """Tell whether `shopscore init` has made a landing folder."""
    return (landing / GUIDE).is_file()


def check_takes_sample(settings: Settings, landing: Path) -> None:
    """Hold made-up shops out of a home of real exports.

    Args:
        settings: the home.
        landing: where the sample is to be written: the home's landing folder, or another.

    Raises:
        WrongHomeError: `shopscore init` made the folder, or there are real exports in it or in the ledger.
        WarehouseError: the ledger cannot be read.
    """
    is_own = is_made_for_exports(landing) or holds_real_exports(landing, load_exports(PROJECT_DIR / "models"))
    if not is_own and landing == settings.landing:
        is_own = _in_ledger(settings, lambda connection: has_landed(connection, "export"))
    if is_own:
        raise WrongHomeError(
            tr(
                "{folder} is for exports of your own, and made-up shops would become your shops' peers: write the "
                "sample into another home (SHOPSCORE_HOME=another-folder shopscore sample)",
                folder=landing,
            )
        )


def check_takes_exports(settings: Settings) -> None:
    """Hold real exports out of a home of the sample.

    Raises:
        WrongHomeError: there is a file of the sample in landing or in the ledger.
        WarehouseError: the ledger cannot be read.
    """
    if holds_sample(settings.landing) or _in_ledger(settings, lambda connection: has_landed(connection, "sample")):
        raise WrongHomeError(
            tr(
                "{home} holds the made-up sample, and its shops would become your shops' peers: make a home for your "
                "own exports (SHOPSCORE_HOME=another-folder shopscore init), and keep that variable set from then on",
                home=settings.home,
            )
        )


def _in_ledger(settings: Settings, question: Callable[[duckdb.DuckDBPyConnection], bool]) -> bool:
    if not settings.warehouse.exists():
        return False
    try:
        with open_published(settings.warehouse) as connection:
            return question(connection)
    except (duckdb.CatalogException, duckdb.BinderException):
        # Nothing was ever landed, or by a version that did not tell.
        return False
    except duckdb.Error as error:
        raise explain_opening(error, settings.warehouse) from error
