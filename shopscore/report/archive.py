"""Makes the report of a reader, once a publication, and keeps it by its day: one picture and one page a day and reader.

Who reads is a shop or the agency; a report in English stands beside the Chinese one.
"""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

import duckdb

from shopscore.console.published import choose_date, read_label
from shopscore.home import make_private, write_private_file
from shopscore.language import current_language
from shopscore.report.agency_model import AgencyReport, compose_agency
from shopscore.report.page import set_page
from shopscore.report.picture import check_installed, set_picture
from shopscore.report.reading import Shop, read_agency, read_shop
from shopscore.report.shop_model import ShopReport, compose_shop
from shopscore.settings import Settings

FOLDER = "reports"
# The page says of which publication it is, near its beginning.
_GENERATION = re.compile(r'<meta name="generation" content="([^"]*)">')
_BEGINNING = 1000
# An id is whatever the platform, or a folder's name, says it is.
_UNSAFE = re.compile(r"[^\w.-]+")

# None: all shops.
Reader = Shop | None
Opener = Callable[[Path], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True)
class Kept:
    """A report that stands in the archive; `is_new` unless it was made of this publication before."""

    picture: Path
    page: Path
    is_new: bool


def keep_report(
    connection: duckdb.DuckDBPyConnection, reader: Reader, folder: Path, open_file: Opener = write_private_file
) -> Kept:
    """Make the report of a reader in the language of the run, unless it stands already.

    Args:
        connection: an open published file.
        reader: a shop, or None for all of them.
        folder: where the days' folders lie.
        open_file: opens a file that has its name only once it is whole.

    Raises:
        NotInstalledError: the packages that set a picture are not there.
        PictureError: a picture came out wrong.
        CommandError: the publication holds no such shop, no score, or is of an older version.
        OSError: the folder cannot be written.
    """
    check_installed()
    label, day = read_label(connection), choose_date(connection, None)
    place = place_of(folder, day, reader)
    if place.picture.is_file() and _generation_of(place.page) == label.generation_id:
        return place
    report = read_report(connection, reader)
    make_private(place.page.parent)
    with open_file(place.picture) as file:
        file.write(set_picture(report))
    # Last: only with it the report is taken for made.
    with open_file(place.page) as file:
        file.write(set_page(report).encode())
    return Kept(place.picture, place.page, is_new=True)


def read_report(connection: duckdb.DuckDBPyConnection, reader: Reader) -> ShopReport | AgencyReport:
    """Say in the language of the run what the report of a reader says.

    Raises:
        CommandError: the publication holds no such shop, no score, or is of an older version.
    """
    language = current_language()
    if reader is None:
        return compose_agency(read_agency(connection), language)
    return compose_shop(read_shop(connection, reader), language)


def archive_of(settings: Settings) -> Path:
    """Return the folder below home with a folder for each day."""
    return settings.home / FOLDER


def reader_name(reader: Reader) -> str:
    """Return what a reader's files are called, without their ending."""
    return "agency" if reader is None else _UNSAFE.sub("_", f"{reader.platform}-{reader.shop_id}")


def place_of(folder: Path, day: date, reader: Reader) -> Kept:
    """Return where the report of a day and reader lies, in the language of the run."""
    language = current_language()
    name = reader_name(reader) + ("" if language == "zh" else f".{language}")
    at = folder / f"{day}"
    return Kept(at / f"{name}.png", at / f"{name}.html", is_new=False)


def _generation_of(page: Path) -> str | None:
    try:
        with page.open(encoding="utf-8") as file:
            found = _GENERATION.search(file.read(_BEGINNING))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None
