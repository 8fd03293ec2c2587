"""Finds the own names of files that are called otherwise outside landing, for the person at the terminal.

Nothing is stored; the names are looked up in the landing folder anew.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from shopscore.landing.identity import FileChangedError, NoFileError, identify
from shopscore.landing.search import find_files
from shopscore.settings import Settings


def find_own_names(settings: Settings, wanted: Iterable[tuple[str, int, str]]) -> Mapping[str, Path]:
    """Return where files lie below the landing folder, by their names outside it; files that are gone are left out.

    Only files of a size that is looked for are read.

    Args:
        settings: where landing is.
        wanted: of each file the name outside landing, its bytes and its SHA-256.
    """
    by_size: dict[int, dict[str, str]] = {}
    for name, size, sha256 in wanted:
        by_size.setdefault(size, {})[sha256] = name
    found: dict[str, Path] = {}
    for place in find_files(settings.landing) if by_size else []:
        if place.problem is not None:
            continue
        try:
            candidates = by_size.get(place.path.stat().st_size)
            called = candidates.get(identify(place).sha256) if candidates else None
        except (OSError, FileChangedError, NoFileError):
            continue
        if called is not None:
            found.setdefault(called, place.relative)
    return found
