"""Tells a home in which nothing ever landed from others, and says where to begin."""

from pathlib import Path

import duckdb

from shopscore.landing.layout import GUIDE
from shopscore.landing.origin import has_ever_landed
from shopscore.landing.search import find_files
from shopscore.language import Message
from shopscore.settings import ConfigurationError, Settings
from shopscore.warehouse import open_published

NOTHING_LANDED = Message(
    "nothing has landed yet: `shopscore init --shop douyin/YOUR_SHOP_ID` makes the folders for your exports and says "
    "what belongs into each; docs/first-score.md leads from there to the first score"
)
ALL_REFUSED = Message(
    "nothing has landed yet, and every file in landing is refused: mend what the lines below say and run shopscore "
    "refresh again; `shopscore check FILE` tries one file in a second"
)
NOTHING_PUBLISHED = Message("nothing published yet: run shopscore refresh")


class NothingLandedError(ConfigurationError):
    """Nothing ever landed and nothing lies in landing; the message says where to begin."""


def what_comes_first(home: Path) -> Message:
    """Return what to do in a home without a publication: land something, or refresh.

    Args:
        home: folder of the state; nothing in it is opened.
    """
    has_something = (home / "warehouse.duckdb").exists() or bool(find_files(home / "landing"))
    return NOTHING_PUBLISHED if has_something else _nothing_landed(home / "landing")


def check_something_to_refresh(settings: Settings) -> None:
    """Stop before minutes of work where there is nothing to work on.

    Raises:
        NothingLandedError: landing is empty and always was.
    """
    if not settings.home.exists() and not settings.home.parent.is_dir():
        # A disk that is not mounted: whoever makes the home says so.
        return
    if not find_files(settings.landing) and not may_have_landed(settings):
        raise NothingLandedError(_nothing_landed(settings.landing).said())


def may_have_landed(settings: Settings) -> bool:
    """Tell whether anything ever landed here; a warehouse that cannot be read may hold anything."""
    if not settings.warehouse.exists():
        return settings.published.exists()
    try:
        with open_published(settings.warehouse) as connection:
            return has_ever_landed(connection)
    except duckdb.CatalogException:
        return False
    except duckdb.Error:
        return True


def _nothing_landed(landing: Path) -> Message:
    """Return where to begin: with the folders, or with what goes into them."""
    if not (landing / GUIDE).is_file():
        return NOTHING_LANDED
    return Message(
        "nothing has landed yet: put your exports into the folders of {landing}, whose README.txt says which, and run "
        "shopscore refresh; docs/first-score.md leads from there to the first score",
        landing=landing,
    )
