"""The curves that turn ranks into points: learned, applied, stopped, listed."""

from enum import StrEnum
from typing import Annotated

import typer

from shopscore.commands.failures import exit_on
from shopscore.console.errors import CommandError
from shopscore.console.terminal import Terminal
from shopscore.language import tr
from shopscore.settings import load_settings, now


class Switch(StrEnum):
    """Whether something is switched on."""

    ON = "on"
    OFF = "off"


def calibrate(
    *,
    min_days: Annotated[
        int | None,
        typer.Option(min=2, help="Days with a score page that learning needs.", show_default="as the rule seeds say"),
    ] = None,
    use: Annotated[
        str | None, typer.Option(metavar="ID", help="Apply a learned curve from the next refresh on.")
    ] = None,
    stop: Annotated[str | None, typer.Option(metavar="ID", help="Stop applying it from the next refresh on.")] = None,
    show: Annotated[bool, typer.Option("--list", help="List every learned curve with its errors.")] = False,
    starter: Annotated[
        Switch | None,
        typer.Option(help="Apply curves made from assumptions where nothing else is there, or stop it."),
    ] = None,
) -> None:
    """Learn from score pages how the platform turns values into points.

    Without an option: learn, and show the error on days held out. What the platform does not explain at all is learned
    by every refresh that needs it. Exit code 1: a refresh is running.
    """
    if sum((use is not None, stop is not None, show, min_days is not None, starter is not None)) > 1:
        raise CommandError(tr("give one of --min-days, --use, --stop, --starter and --list"))
    from shopscore import calibration  # noqa: PLC0415
    from shopscore.console.calibration_view import show_outcomes, show_stop, show_use, show_versions  # noqa: PLC0415
    from shopscore.console.curves_view import show_coverage, show_starter  # noqa: PLC0415
    from shopscore.console.learned_view import show_learned, show_learning  # noqa: PLC0415

    with (
        exit_on(busy=calibration.LedgerBusyError, unusable=(calibration.CalibrationError,)),
        calibration.open_ledger(load_settings()) as ledger,
    ):
        if use is not None:
            show_use(calibration.start_using(ledger, use), Terminal())
        elif stop is not None:
            show_stop(calibration.stop_using(ledger, stop), Terminal())
        elif show:
            show_versions(calibration.list_versions(ledger), Terminal())
            show_coverage(calibration.read_coverage(ledger), Terminal())
            show_learned(calibration.list_learned(ledger), Terminal())
        elif starter is not None:
            calibration.switch_starter(ledger, now(), is_on=starter is Switch.ON)
            show_starter(Terminal(), is_on=starter is Switch.ON)
        else:
            show_outcomes(calibration.calibrate(ledger, now(), min_days=min_days), Terminal())
            show_coverage(calibration.read_coverage(ledger), Terminal())
            show_learning(calibration.learn_dimensions(ledger, now()), Terminal())
