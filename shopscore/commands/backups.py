"""The state of a home, written to one file and brought back from it."""

from pathlib import Path
from typing import Annotated

import typer

from shopscore.commands.failures import exit_on
from shopscore.console.terminal import say
from shopscore.language import tr
from shopscore.settings import load_settings


def backup(
    *,
    to: Annotated[
        Path | None, typer.Option(help="Folder to write to.", show_default="backups in SHOPSCORE_HOME")
    ] = None,
    with_landing: Annotated[
        bool, typer.Option("--with-landing", help="Include the landing folder; it holds personal data in plain text.")
    ] = False,
) -> None:
    """Write all state that cannot be rebuilt to one file; keep it safe, it contains the hash key."""
    from shopscore.backup import BackupError, HomeBusyError, back_up  # noqa: PLC0415

    with exit_on(busy=HomeBusyError, unusable=(BackupError,)):
        made = back_up(load_settings(), to, with_landing=with_landing)
    say(
        tr(
            "{path}  ({files} files, {bytes:,} bytes, publication {generation})",
            path=made.path,
            files=made.files,
            bytes=made.bytes,
            generation=made.generation_id or tr("none"),
        )
    )
    if not made.has_hash_key:
        say(tr("the hash key is in SHOPSCORE_HASH_KEY and not in this file: keep it too"), err=True)


def restore(
    file: Annotated[Path, typer.Argument(help="The file that `shopscore backup` wrote.")],
    home: Annotated[
        Path | None, typer.Option(help="Empty folder to restore into.", show_default="SHOPSCORE_HOME")
    ] = None,
) -> None:
    """Restore a backup into an empty home; the whole file is checked before anything is put in place."""
    from shopscore.backup import BackupError, HomeBusyError  # noqa: PLC0415
    from shopscore.backup import restore as restore_home  # noqa: PLC0415

    target = home.absolute() if home else load_settings().home
    with exit_on(busy=HomeBusyError, unusable=(BackupError,)):
        manifest = restore_home(file, target)
    say(
        tr(
            "{files} files in {path}, as of {time}, publication {generation}",
            files=len(manifest.files),
            path=target,
            time=manifest.created_at,
            generation=manifest.generation_id or tr("none"),
        )
    )
