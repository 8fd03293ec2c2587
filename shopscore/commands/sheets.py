"""What there is to do today, as a workbook to work from."""

from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from shopscore.commands.output import warn_of_late_score, whole_file
from shopscore.console.errors import CommandError
from shopscore.console.made_up import is_made_up
from shopscore.console.published import open_current
from shopscore.console.subjects import find_subject
from shopscore.console.terminal import say
from shopscore.language import tr
from shopscore.score_dates import read_newest_date
from shopscore.settings import load_settings


def export(
    xlsx: Annotated[
        Path, typer.Option("--xlsx", metavar="FILE", help="Workbook to write, or a folder to write it into.")
    ],
    shop: Annotated[
        list[str] | None,
        typer.Option(help="Only this shop, by id or name; may be given again.", show_default="all shops"),
    ] = None,
) -> None:
    """Write what there is to do today as an Excel workbook: scores, a sheet for each list, and what is missing."""
    from shopscore.sheets import TooManyRowsError, export_workbook  # noqa: PLC0415

    warn_of_late_score(err=True)
    settings = load_settings()
    with open_current(settings.published) as connection:
        newest = read_newest_date(connection)
        if newest is None:
            raise CommandError(tr("nothing is scored yet: shopscore status says why"))
        shops = [_shop_key(connection, one, newest) for one in shop or ()]
        target = _target(xlsx.absolute(), newest)
        try:
            with whole_file(target) as file:
                export_workbook(connection, file, settings.temporary, shops, is_made_up=is_made_up(connection))
        except TooManyRowsError as error:
            raise CommandError(str(error)) from error
    say(str(target))


def _shop_key(connection: duckdb.DuckDBPyConnection, wanted: str, newest: date) -> str:
    subject = find_subject(connection, wanted, newest, None)
    if subject.subject_type != "shop":
        raise CommandError(tr("{name} is a creator, and lists are of shops", name=subject.subject_name or wanted))
    return f"{subject.platform}/{subject.subject_id}"


def _target(named: Path, newest: date) -> Path:
    if named.is_dir():
        return named / f"shopscore-{newest}.xlsx"
    if not named.parent.is_dir():
        raise CommandError(tr("there is no folder {path}", path=named.parent))
    if named.suffix.lower() != ".xlsx":
        raise CommandError(tr("{name} does not end in .xlsx, so Excel would not open it", name=named.name))
    return named
