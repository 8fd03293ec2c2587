"""What became of each file: the words of the report that landing gives back.

No file is read and nothing is stored here.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shopscore.language import Message, pick, tr

Status = Literal["landed", "refused", "known"]


class FileRefusedError(Exception):
    """The file cannot land.

    Attributes:
        reason: reason and remedy in one line; it quotes no cell.
    """

    def __init__(self, reason: Message) -> None:
        """Refuse a file."""
        super().__init__(reason.en)
        self.reason = reason


class LandingError(Exception):
    """Landing a file failed for a reason that is not the file's; the message quotes no cell."""


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file.

    Attributes:
        path: place below the landing folder, its own name included: for the person at the terminal alone.
        name: what it is called everywhere else.
        platform: of the contracts, None for a misplaced file.
        shop_id: folder of the shop as it is stored, None for reference tables and misplaced files.
        export: folder of the export, None for misplaced files.
        status: landed now, refused now, or known from an earlier run.
        reason: why it was refused, in English.
        reason_zh: the same in Chinese.
        right_folder: where below landing a refused file most likely belongs: for the person at the terminal alone.
        reader: that read it: `duckdb`, `transcoded`, `python`, `xlsx`, or `nothing` for a report that says it is empty.
        rows_read: data rows, landed and rejected.
        rows_landed: rows in the raw table.
        rows_rejected: rows in `raw.rejected_rows`.
        rows_skipped: total and average rows, headers that came again, notes, rows above the header; not among the rows
            read.
        seconds: wall time.
    """

    path: Path
    name: str
    platform: str | None
    shop_id: str | None
    export: str | None
    status: Status
    reason: str | None = None
    reason_zh: str | None = None
    right_folder: Path | None = None
    reader: str | None = None
    rows_read: int = 0
    rows_landed: int = 0
    rows_rejected: int = 0
    rows_skipped: int = 0
    seconds: float = 0.0


def said_refusal(file: FileOutcome, landing: Path) -> str:
    """Return why a file was refused and the whole path of where it belongs, for the person at the terminal alone."""
    reason = pick(file.reason, file.reason_zh)
    if file.right_folder is None:
        return reason
    folder = f"{landing / file.right_folder}/"
    return tr("{reason}; it most likely belongs into {folder}", reason=reason, folder=folder)


@dataclass(frozen=True)
class LandingSummary:
    """What became of all files that lie in landing, in the order of their names.

    Attributes:
        files: each of them.
        deleted: what was deleted because it landed long ago, by its place below landing.
    """

    files: tuple[FileOutcome, ...]
    deleted: tuple[Path, ...] = ()

    @property
    def landed(self) -> int:
        """Files landed now."""
        return sum(file.status == "landed" for file in self.files)

    @property
    def refused(self) -> int:
        """Files refused now."""
        return sum(file.status == "refused" for file in self.files)

    @property
    def known(self) -> int:
        """Files already known, landed or refused by an earlier run."""
        return sum(file.status == "known" for file in self.files)

    @property
    def rows(self) -> int:
        """Rows landed now."""
        return sum(file.rows_landed for file in self.files)

    @property
    def rows_rejected(self) -> int:
        """Rows rejected now."""
        return sum(file.rows_rejected for file in self.files)
