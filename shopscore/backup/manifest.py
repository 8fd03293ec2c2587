"""What a backup says of itself: the files in it, their checksums, and which publication they belong to.

How files get into and out of a backup belongs in `backup.py` and `restore.py`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath

from shopscore.backup.errors import BackupError
from shopscore.language import tr

FORMAT = 1


@dataclass(frozen=True)
class KeptFile:
    """One file of a backup.

    Attributes:
        path: below home, with `/`.
        bytes: size.
        sha256: of the content, hexadecimal.
    """

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list of a backup.

    Attributes:
        created_at: local time in Asia/Shanghai, ISO.
        shopscore: version of the program that made it.
        generation_id: of the publication in it; None when nothing was published.
        has_landing: whether the landing folder is in it.
        files: in the order of the archive.
        format: of the backup itself.
    """

    created_at: str
    shopscore: str
    generation_id: str | None
    has_landing: bool
    files: Sequence[KeptFile]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Return the manifest as it stands in the archive."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest.

    Raises:
        BackupError: it is not one, of a newer format, or names a file outside home.
    """
    try:
        document = json.loads(content)
        if document["format"] != FORMAT:
            raise BackupError(
                f"the backup has format {document['format']}, this shopscore reads {FORMAT}: use the version "
                f"{document['shopscore']} that made it"
            )
        files = [KeptFile(one["path"], one["bytes"], one["sha256"]) for one in document["files"]]
        manifest = Manifest(
            created_at=document["created_at"],
            shopscore=document["shopscore"],
            generation_id=document["generation_id"],
            has_landing=document["has_landing"],
            files=files,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(
            tr("the manifest of the backup cannot be read: it is damaged, or not a shopscore backup")
        ) from error
    for file in files:
        if not is_below_home(file.path):
            raise BackupError(
                tr("the backup names a file outside its home ({path}): it is not a shopscore backup", path=file.path)
            )
    return manifest


def is_below_home(path: str) -> bool:
    """Tell whether a path of a backup stays below the folder it is put into."""
    pure = PurePosixPath(path)
    return bool(pure.parts) and not pure.is_absolute() and ".." not in pure.parts
