"""The daily run, started by hand."""

import sys
from datetime import datetime
from typing import Annotated

import typer

from shopscore.commands.failures import exit_on
from shopscore.commands.options import DATE_FORMATS, to_day
from shopscore.console.errors import let_go_of_output
from shopscore.console.terminal import say
from shopscore.settings import load_settings, today


def refresh(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=DATE_FORMATS,
            help="Assessment date; nothing that happened on it or later is known. A past date adds its days to the "
            "published ones and removes none; a future date stays published until the next refresh without one.",
            show_default="today in Asia/Shanghai",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=DATE_FORMATS,
            help="First assessment date to publish, when the usual history does not reach back that far.",
            show_default="as many days as SHOPSCORE_HISTORY_DAYS says",
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help="Import every file in the landing folder again, refused ones too.")
    ] = False,
    rebuild: Annotated[
        bool,
        typer.Option(
            "--rebuild", help="Compute every model from the imported rows again, and read the dbt project again."
        ),
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Publish only the days asked for and remove the others.")
    ] = False,
) -> None:
    """Import, validate, build, verify, publish.

    Exit code 0: published, even when files were refused; the output names them; or nothing was new. 1: a step failed
    and nothing was published. 2: wrong usage or configuration. 3: a quality gate kept the last publication in place.
    """
    settings = load_settings(to_day(as_of))
    adds_dates = as_of is not None and settings.as_of != today() and not replace
    first = to_day(since)
    settings = settings.reaching_back_to(first)
    if first and replace:
        settings = settings.exactly(first, settings.as_of)
    from shopscore.progress import Progress  # noqa: PLC0415
    from shopscore.refresh import refresh as run_refresh  # noqa: PLC0415
    from shopscore.run import RefreshBusyError  # noqa: PLC0415

    with exit_on(busy=RefreshBusyError):
        outcome = run_refresh(settings, Progress(sys.stdout), full=full, rebuild=rebuild, adds_dates=adds_dates)
    try:
        for line in outcome.lines:
            say(line, err=outcome.exit_code != 0)
    except OSError:
        # It is not read: how the refresh ended stays what it is.
        let_go_of_output()
    raise typer.Exit(outcome.exit_code)
