"""Walks through the landing folder and lists what lies in it.

No file is opened: what cannot be opened at all (pipes, devices, links that lead nowhere) is found out by looking at the
folder's entry only. To which export a file belongs is read from its folders in `layout.py`.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from shopscore.contracts import REFERENCE
from shopscore.landing.layout import (
    GUIDE,
    PLATFORM_DEPTH,
    READABLE_SUFFIXES,
    REFERENCE_DEPTH,
    Place,
    is_unfilled_template,
    place_of,
    readable,
    unreadable,
)
from shopscore.language import Message

UNFINISHED_SUFFIXES = (".tmp", ".part", ".crdownload", ".download", ".partial")
NOISE = (GUIDE.lower(), "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir", "$recycle.bin")
# Folders are searched a little deeper than files may lie, so that a misplaced file is told so by its name.
DEEPEST_FOLDER = PLATFORM_DEPTH + 4
_A_DEVICE = Message("it is a device, not a file: remove it and export again")
_KINDS = (
    (stat.S_ISFIFO, Message("it is a pipe, not a file: remove it and export again")),
    (stat.S_ISSOCK, Message("it is a socket, not a file: remove it and export again")),
    (stat.S_ISCHR, _A_DEVICE),
    (stat.S_ISBLK, _A_DEVICE),
)


def find_files(landing: Path) -> list[Place]:
    """List what lies in landing in the order of its names: no hidden, lock or unfinished file, guide or empty template.

    What is not a file, and a folder that cannot be read, is listed with its problem. A linked folder is followed once:
    under its own place where it has one below landing, else under the first link to it.
    """
    places = list(_Search(landing).run())
    return sorted(places, key=lambda place: (place.relative.as_posix(), os.fsencode(place.path)))


class _Search:
    """One walk through the landing folder: real folders first, so that a link never takes the place of what it names.

    Not `os.walk`: it follows links for ever or never, is silent about folders it cannot read, and recurses.
    """

    def __init__(self, landing: Path) -> None:
        self._landing = landing
        self._seen: dict[tuple[int, int], str] = {}
        self._links: list[tuple[Path, os.stat_result]] = []

    def run(self) -> Iterator[Place]:
        try:
            start = self._landing.stat()
        except FileNotFoundError:
            return
        except OSError as error:
            yield self._place(self._landing, unreadable(error, Message("the landing folder")))
            return
        yield from self._folder(self._landing, start)
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: os.fsencode(link[0])), []
            for path, status in links:
                yield from self._linked(path, status)

    def _linked(self, path: Path, status: os.stat_result) -> Iterator[Place]:
        if (status.st_dev, status.st_ino) in self._seen:
            yield self._place(path, Message("it is a link to a folder that is already read: remove the link"))
        elif self._landing.resolve().is_relative_to(path.resolve()):
            yield self._place(path, Message("it is a link to a folder that holds the landing folder: remove the link"))
        else:
            yield from self._folder(path, status)

    def _folder(self, top: Path, top_status: os.stat_result) -> Iterator[Place]:
        waiting = [(top, top_status)]
        while waiting:
            folder, status = waiting.pop()
            known_as = self._seen.setdefault((status.st_dev, status.st_ino), self._name(folder))
            if known_as != self._name(folder):
                yield self._place(
                    folder, Message("the folder is already read under another name: remove one of the two")
                )
                continue
            if len(folder.relative_to(self._landing).parts) >= DEEPEST_FOLDER:
                yield self._place(folder, Message("the folder is too deep: put its files where exports belong"))
                continue
            try:
                with os.scandir(folder) as entries:
                    names = sorted(entry.name for entry in entries if _is_offered(entry.name))
            except OSError as error:
                yield self._place(folder, unreadable(error, Message("the folder")))
                continue
            for name in names:
                path = folder / name
                below = self._entry(path)
                if isinstance(below, Place):
                    yield below
                elif below is not None:
                    waiting.append((path, below))

    def _entry(self, path: Path) -> Place | os.stat_result | None:
        """Return the place of a file, or the status of a folder to search; None for a link that is kept for later."""
        try:
            own = path.lstat()
            status = path.stat() if stat.S_ISLNK(own.st_mode) else own
        except OSError as error:
            return self._broken(path, error)
        if stat.S_ISDIR(status.st_mode):
            if path.suffix.lower() in READABLE_SUFFIXES and self._is_where_files_lie(path):
                return self._place(path, Message("it is a folder named like a file: put the file itself here"))
            if stat.S_ISLNK(own.st_mode):
                self._links.append((path, status))
                return None
            return status
        for is_kind, what in _KINDS:
            if is_kind(status.st_mode):
                return self._place(path, what)
        return None if is_unfilled_template(path) else self._place(path, None)

    def _broken(self, path: Path, error: OSError) -> Place | None:
        try:
            is_link = path.is_symlink()
        except OSError:
            is_link = False
        if is_link:
            return self._place(
                path, Message("it is a link that leads nowhere or to itself: remove it, or repair its target")
            )
        if isinstance(error, FileNotFoundError):
            # Gone since the folder was listed.
            return None
        return self._place(path, unreadable(error))

    def _is_where_files_lie(self, path: Path) -> bool:
        parts = path.relative_to(self._landing).parts
        return len(parts) == (REFERENCE_DEPTH if parts[0] == REFERENCE else PLATFORM_DEPTH)

    def _name(self, path: Path) -> str:
        return "/".join(map(readable, path.relative_to(self._landing).parts)) or "the landing folder"

    def _place(self, path: Path, problem: Message | None) -> Place:
        return place_of(self._landing, path, problem)


def _is_offered(name: str) -> bool:
    lower = name.lower()
    return not name.startswith((".", "~$")) and lower not in NOISE and not lower.endswith(UNFINISHED_SUFFIXES)
