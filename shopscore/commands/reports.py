"""The report of the day, as a picture and a page to forward."""

from pathlib import Path
from typing import Annotated

import typer

from shopscore.commands.output import warn_of_late_score, whole_file
from shopscore.console.errors import CommandError
from shopscore.console.published import open_current
from shopscore.console.terminal import say
from shopscore.home import users_umask, write_private_file
from shopscore.language import tr
from shopscore.settings import load_settings


def report(
    shops: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SHOP",
            help="Only these shops, by id or name.",
            show_default="all with a score, and all together where there are several",
        ),
    ] = None,
    *,
    agency: Annotated[bool, typer.Option("--agency", help="Only the report of all shops together.")] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", metavar="FOLDER", help="Where to write.", show_default="reports/ below SHOPSCORE_HOME"
        ),
    ] = None,
) -> None:
    """Write the report of the day as a picture and a page to forward, one of each a day and reader."""
    from shopscore.report.archive import Reader, archive_of, keep_report  # noqa: PLC0415
    from shopscore.report.reading import count_shops, find_shop, read_shops_with_score  # noqa: PLC0415

    if shops and agency:
        raise CommandError(tr("say either which shops, or --agency"))
    if output is not None and not output.is_dir():
        raise CommandError(tr("there is no folder {path}", path=output))
    warn_of_late_score(err=True)
    settings = load_settings()
    folder, opener = (archive_of(settings), write_private_file) if output is None else (output.absolute(), whole_file)
    with open_current(settings.published) as connection:
        readers: list[Reader] = []
        if shops:
            readers += [find_shop(connection, one) for one in shops]
        elif not agency:
            readers += read_shops_with_score(connection)
            if not readers:
                raise CommandError(
                    tr("no shop has a score yet: shopscore status says why; name a shop to see what it lacks")
                )
        if agency or (not shops and count_shops(connection) > 1):
            readers.append(None)
        for reader in readers:
            kept = keep_report(connection, reader, folder, opener)
            if output is not None:
                kept.page.parent.chmod(0o777 & ~users_umask())
            for path in (kept.picture, kept.page):
                say(
                    tr("{path}: made", path=path)
                    if kept.is_new
                    else tr("{path}: stands, made of this publication", path=path)
                )
