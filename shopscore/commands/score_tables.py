"""The tables that only the score page shows: what is missing, what pages say of it, what is wrong with it."""

from pathlib import Path
from typing import Annotated

import duckdb
import typer
from filelock import Timeout

from shopscore.commands.options import EXIT_NOT_FINE
from shopscore.commands.output import whole_file
from shopscore.console.errors import CommandError
from shopscore.console.terminal import Terminal, printable
from shopscore.console.warehouse import open_idle_warehouse
from shopscore.language import tr
from shopscore.settings import load_settings


def limits(
    shop: Annotated[str | None, typer.Argument(help="Id of one shop.", show_default="all shops")] = None,
    *,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FILE", help="Write the missing limits as a table to fill in."),
    ] = None,
    use: Annotated[bool, typer.Option("--use", help="With --write: take what the pages bound as the limits.")] = False,
) -> None:
    """Show which limits, weights and pages a score lacks, what the landed pages say of the limits, and what is wrong.

    Exit code 0: nothing is missing or wrong. 1: something is. 2: wrong usage or configuration.
    """
    from shopscore.console.score_tables_view import show_score_tables  # noqa: PLC0415
    from shopscore.score_tables import read_score_tables, write_template  # noqa: PLC0415

    if use and write is None:
        raise CommandError(tr("--use goes with --write FILE: it decides what is written"))
    if write is not None and not write.absolute().parent.is_dir():
        raise CommandError(tr("there is no folder {path}", path=write.absolute().parent))
    settings = load_settings()
    if not settings.warehouse.exists():
        raise CommandError(tr("nothing was computed yet: run shopscore refresh first"))
    try:
        with open_idle_warehouse(settings) as warehouse:
            tables = read_score_tables(warehouse, shop)
    except LookupError:
        raise CommandError(
            tr("no shop {shop} is scored by limits, weights or pages: shopscore scoreboard shows the shops", shop=shop)
        ) from None
    except Timeout:
        raise CommandError(tr("a refresh is running; wait for it to finish")) from None
    except duckdb.CatalogException:
        raise CommandError(tr("an older version computed what there is: run shopscore refresh first")) from None
    show_score_tables(printable(tables), Terminal())
    if write is not None:
        with whole_file(write) as file:
            file.write(write_template(tables.limits, uses_bounds=use).encode())
        Terminal().print(
            tr(
                "written: {path}. Fill in the limits, put it into landing/reference/score_limits, then run shopscore "
                "refresh.",
                path=write,
            )
        )
    if tables.missing or tables.problems:
        raise typer.Exit(EXIT_NOT_FINE)
