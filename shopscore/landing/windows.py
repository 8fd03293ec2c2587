"""Walks through the files of landing in the order of their names, and lands those of one kind together.

As many files are held at once as the limits here say: each is opened, and waits until the others have been; then every
kind is one batch. How a batch lands belongs in `batches.py`, how a file is opened in `one_file.py`.
"""

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from shopscore.landing import file_ledger
from shopscore.landing.batches import land_together
from shopscore.landing.failures import Failure, failure_of
from shopscore.landing.file_ledger import KnownFile, LandedFile
from shopscore.landing.guessing import right_folder_of_refused
from shopscore.landing.identity import export_time, identify
from shopscore.landing.inserting import Member
from shopscore.landing.lander import Lander, scratch_folder
from shopscore.landing.layout import READABLE_SUFFIXES, Place
from shopscore.landing.naming import label_of, unread_name
from shopscore.landing.one_file import land_file, land_nothing, prepare_file, refuse_file
from shopscore.landing.origin import origin_of
from shopscore.landing.outcomes import FileOutcome
from shopscore.settings import now

# The temporary copies of as many files lie in the home at once, and as many rows are one transaction.
FILES_AT_ONCE = 2000
BYTES_AT_ONCE = 1 << 29


def land_places(lander: Lander, places: Iterable[Place]) -> Iterator[FileOutcome]:
    """Land what is new among places, and tell what became of each, in their order.

    An error of the system that ends the landing quotes no name of a file.
    """
    try:
        yield from _Window(lander).land(places)
    except OSError as error:
        if str(lander.settings.landing) not in str(error.filename):
            raise
        raise OSError(error.errno, error.strerror) from None


@dataclass(frozen=True)
class _Waiting:
    """A file that is to land.

    Attributes:
        at: place of its outcome.
        row: the file.
        prepared: the file with its reader, or its ledger row alone where it says that it is empty.
    """

    at: int
    row: LandedFile
    prepared: Member | LandedFile


class _Window:
    def __init__(self, lander: Lander) -> None:
        self._lander = lander
        self._outcomes: list[FileOutcome] = []
        self._waiting: dict[str, _Waiting] = {}
        self._bytes = 0

    def land(self, places: Iterable[Place]) -> Iterator[FileOutcome]:
        left = deque(places)
        while left:
            with scratch_folder(self._lander.settings.temporary) as scratch:
                while left and len(self._outcomes) < FILES_AT_ONCE and self._bytes < BYTES_AT_ONCE:
                    started = time.perf_counter()
                    outcome = self._look(left.popleft(), scratch)
                    self._outcomes.append(replace(outcome, seconds=_since(started)))
                self._settle()
            yield from self._outcomes
            self._outcomes.clear()

    def _look(self, place: Place, scratch: Path) -> FileOutcome:
        """Open a file that is to land, and let it wait; of any other return what becomes of it."""
        lander = self._lander
        label = label_of(place, lander.exports, lander.key)
        name = unread_name(label, place, lander.key)
        outcome = FileOutcome(place.relative, name, label.platform, label.shop_id, label.export_name, "refused")
        if place.problem is not None:
            return replace(outcome, reason=place.problem.en, reason_zh=place.problem.zh)
        try:
            identity = identify(place)
            exported = export_time(place)
        except BaseException as error:  # `failure_of` raises again what is not the file's fault
            reason = failure_of(error, place.path).reason
            return replace(outcome, reason=reason.en, reason_zh=reason.zh)
        file_id = identity.file_id
        if file_id in self._waiting:
            # The same content under another name: what becomes of the first decides.
            self._settle()
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
            return replace(outcome, status="known")
        folder = scratch / str(len(self._outcomes))
        folder.mkdir(mode=0o700)
        try:
            prepared = prepare_file(lander, row, folder)
        except BaseException as error:  # `failure_of` raises again what is not the file's fault
            return self._refused(outcome, row, failure_of(error, place.path))
        self._waiting[file_id] = _Waiting(len(self._outcomes), row, prepared)
        self._bytes += identity.bytes
        return outcome

    def _settle(self) -> None:
        """Land what waits, those of one kind together."""
        nothing: list[LandedFile] = []
        kinds: dict[tuple[object, ...], list[Member]] = {}
        for waiting in self._waiting.values():
            if isinstance(waiting.prepared, LandedFile):
                nothing.append(waiting.prepared)
            else:
                kinds.setdefault(waiting.prepared.kind, []).append(waiting.prepared)
        if nothing:
            for row in land_nothing(self._lander, nothing):
                self._landed(row)
        for members in kinds.values():
            started = time.perf_counter()
            land_together(self._lander, members, lambda member: self._land_alone(member.row), self._landed)
            self._share_time(members, _since(started))
        self._waiting.clear()
        self._bytes = 0

    def _land_alone(self, row: LandedFile) -> None:
        """Land a file by itself; whatever goes wrong with it is told in one line and leaves nothing behind."""
        try:
            self._landed(land_file(self._lander, row))
        except BaseException as error:  # `failure_of` raises again what is not the file's fault
            at = self._waiting[row.identity.file_id].at
            self._outcomes[at] = self._refused(self._outcomes[at], row, failure_of(error, row.place.path))

    def _refused(self, outcome: FileOutcome, row: LandedFile, failure: Failure) -> FileOutcome:
        if failure.fault == "moment":
            return replace(outcome, reason=failure.reason.en, reason_zh=failure.reason.zh)
        refused = refuse_file(self._lander, row, failure.reason)
        self._remember(refused)
        folder = right_folder_of_refused(row.place, self._lander.exports)
        return replace(outcome, reason=refused.reason, reason_zh=refused.reason_zh, right_folder=folder)

    def _landed(self, row: LandedFile) -> None:
        self._remember(row)
        at = self._waiting[row.identity.file_id].at
        self._outcomes[at] = replace(
            self._outcomes[at],
            status="landed",
            reader=row.reader,
            rows_read=row.rows_landed + row.rows_rejected,
            rows_landed=row.rows_landed,
            rows_rejected=row.rows_rejected,
            rows_skipped=row.rows_skipped,
        )

    def _remember(self, row: LandedFile) -> None:
        self._lander.done.add(row.identity.file_id)
        self._lander.known[row.identity.file_id] = KnownFile(
            row.status == "refused", row.exported, landed_at=row.landed_at
        )

    def _share_time(self, members: list[Member], seconds: float) -> None:
        for member in members:
            at = self._waiting[member.file_id].at
            outcome = self._outcomes[at]
            self._outcomes[at] = replace(outcome, seconds=round(outcome.seconds + seconds / len(members), 3))


def _is_to_land_again(lander: Lander, place: Place, file_id: str, before: KnownFile) -> bool:
    """Tell whether a known file is read once more: all with `full`, and a refused one that got another extension.

    One that was taken back is not: that has to be asked for. "Rename it to .xlsx" is a remedy, and renaming changes no
    content.
    """
    if before.is_forgotten:
        return False
    if lander.full and file_id not in lander.done:
        return True
    return is_renamed_to_be_read(place, before)


def is_renamed_to_be_read(place: Place, before: KnownFile) -> bool:
    """Tell whether a file that was refused got another extension since, under which it may be read."""
    suffix = place.path.suffix.lower()
    return before.is_refused and suffix in READABLE_SUFFIXES and suffix != before.exported.suffix


def _since(started: float) -> float:
    return round(time.perf_counter() - started, 3)
