"""Lists what lies in the landing folder and has not landed, without opening the warehouse.

Nothing is landed here, and nothing is opened but regular files.
"""

import errno
import os
from pathlib import Path

from shopscore.landing.identity import FileChangedError, NoFileError, identify
from shopscore.landing.layout import Place, unreadable
from shopscore.landing.search import find_files
from shopscore.language import Message
from shopscore.settings import Settings


def waiting_files(settings: Settings, known: set[str]) -> list[Path]:
    """List the files in landing that are not in the ledger, without opening the warehouse.

    What cannot be read is not among them, see `unreadable_files`.

    Args:
        settings: where landing is.
        known: file ids of the ledger.
    """
    return [settings.landing / place.relative for place in find_files(settings.landing) if _is_waiting(place, known)]


def unreadable_files(settings: Settings) -> list[tuple[Path, Message]]:
    """List what lies in landing and cannot be read, each with its place below it and the reason; nothing is opened.

    The ledger knows none of it: without content a file has no identity.
    """
    return [
        (place.relative, place.problem or unreadable(OSError(errno.EACCES, os.strerror(errno.EACCES))))
        for place in find_files(settings.landing)
        if place.problem is not None or not os.access(place.path, os.R_OK)
    ]


def _is_waiting(place: Place, known: set[str]) -> bool:
    if place.problem is not None:
        return False
    try:
        return identify(place).file_id not in known
    except FileChangedError:
        return True
    except (OSError, NoFileError):
        return False
