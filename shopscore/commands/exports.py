"""What comes before a refresh: a made-up sample, the folders for real exports, and trying a file before it lands."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from shopscore.commands.options import DATE_FORMATS, EXIT_NOT_FINE, to_day
from shopscore.console.errors import CommandError
from shopscore.console.terminal import say
from shopscore.language import tr
from shopscore.settings import PROJECT_DIR, load_settings, today


def sample(
    *,
    landing: Annotated[
        Path | None, typer.Option(help="Folder to write to.", show_default="landing in SHOPSCORE_HOME")
    ] = None,
    shops: Annotated[int, typer.Option(min=1, help="Number of Douyin shops.")] = 18,
    pinduoduo_shops: Annotated[
        int | None,
        typer.Option(min=0, help="Number of Pinduoduo shops.", show_default="two for every three Douyin shops"),
    ] = None,
    days: Annotated[int, typer.Option(min=1, help="Days of orders.")] = 150,
    orders_per_day: Annotated[int, typer.Option(min=1, help="Orders per shop on an ordinary day.")] = 20,
    until: Annotated[
        datetime | None,
        typer.Option(formats=DATE_FORMATS, help="Assessment date the sample is made for.", show_default="today"),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, another sample.")] = 7,
    if_new: Annotated[
        bool, typer.Option("--if-new", help="Write nothing where anything has ever landed or waits to land.")
    ] = False,
) -> None:
    """Write made-up exports in the platforms' own formats, noise included."""
    from shopscore.onboarding.sample_homes import check_takes_sample, is_new  # noqa: PLC0415
    from shopscore.sample import write_sample  # noqa: PLC0415

    settings = load_settings()
    folder = landing or settings.landing
    if if_new and not is_new(settings, folder):
        return
    check_takes_sample(settings, folder)
    summary = write_sample(
        folder,
        shops=shops,
        pinduoduo_shops=shops * 2 // 3 if pinduoduo_shops is None else pinduoduo_shops,
        days=days,
        orders_per_day=orders_per_day,
        until=to_day(until) or today(),
        seed=seed,
    )
    for export, rows in summary.rows.items():
        say(f"{rows:>12,}  {export}")
    say(tr("{count:,} files in {folder}", count=summary.files, folder=folder))


def init(
    *,
    shops: Annotated[
        list[str] | None,
        typer.Option(
            "--shop",
            metavar="PLATFORM/ID",
            help="A shop to make folders for, like douyin/12345678; may be given several times.",
            show_default="the platforms' folders only",
        ),
    ] = None,
) -> None:
    """Make the folders for your own exports: in each a README.txt that says what belongs there, and templates.

    What is there already stays as it is, so that it can be run again for another shop.
    """
    from shopscore.onboarding.init import make_tree  # noqa: PLC0415

    for line in make_tree(load_settings(), shops or []).lines:
        say(line)


def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files, wherever they lie.")],
    platform: Annotated[
        str | None, typer.Option(help="Platform, or reference.", show_default="told by folder or header")
    ] = None,
    export: Annotated[
        str | None, typer.Option(help="Export, like orders.", show_default="told by folder or header")
    ] = None,
    shop: Annotated[str | None, typer.Option(help="Id of the shop.", show_default="told by the folder")] = None,
) -> None:
    """Say what would land of a file, what not and why, without landing it.

    Exit code 0: every file would land. 1: one would be refused. 2: wrong usage.
    """
    from shopscore.console.check_view import check_lines  # noqa: PLC0415
    from shopscore.contracts import load_exports  # noqa: PLC0415
    from shopscore.landing.checking import check_file  # noqa: PLC0415
    from shopscore.landing.placing import wanted_of  # noqa: PLC0415

    settings = load_settings()
    exports = load_exports(PROJECT_DIR / "models")
    try:
        wanted = wanted_of(exports, platform, export, shop)
    except ValueError as error:
        raise CommandError(str(error)) from error
    missing = [file for file in files if not file.is_file()]
    if missing:
        raise CommandError(tr("there is no file {file}", file=missing[0]))
    checks = [check_file(file, settings, exports, wanted) for file in files]
    for found in checks:
        for line in check_lines(found, settings.landing, PROJECT_DIR / "seeds"):
            say(line)
    if not all(found.lands for found in checks):
        raise typer.Exit(EXIT_NOT_FINE)
