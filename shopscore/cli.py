"""The command line `shopscore`: which commands there are, in the order in which its help shows them.

What a command takes and does belongs in `shopscore.commands`.
"""

from collections.abc import Callable
from importlib.metadata import version
from typing import Annotated, Any

import typer

from shopscore.commands.backups import backup, restore
from shopscore.commands.corrections import forget, words
from shopscore.commands.curves import calibrate
from shopscore.commands.exports import check, init, sample
from shopscore.commands.health import alert, doctor, quality, status
from shopscore.commands.querying import sql
from shopscore.commands.refreshing import refresh
from shopscore.commands.reports import report
from shopscore.commands.ruling import rules
from shopscore.commands.score_tables import limits
from shopscore.commands.scores import explain, scoreboard
from shopscore.commands.serving import add, serve
from shopscore.commands.sheets import export
from shopscore.console.command_line import OPTION, SpokenGroup, SpokenTyper
from shopscore.console.errors import friendly, run_to_the_end
from shopscore.console.terminal import say
from shopscore.home import keep_up, only_for_the_owner
from shopscore.language import Language
from shopscore.settings import ConfigurationError, load_settings

COMMANDS: tuple[Callable[..., Any], ...] = (
    sample,
    init,
    check,
    forget,
    refresh,
    status,
    doctor,
    scoreboard,
    explain,
    export,
    report,
    serve,
    sql,
    calibrate,
    limits,
    alert,
    backup,
    restore,
    quality,
    words,
    rules,
)

app = SpokenTyper(
    cls=SpokenGroup,
    help="Explains the scores of shops and creators, down to the order. "
    "All state is below SHOPSCORE_HOME (default ./data).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        say(f"shopscore {version('shopscore')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
    lang: Annotated[
        Language | None,
        typer.Option(
            OPTION,
            expose_value=False,
            help="Language of everything that is printed.",
            show_default="SHOPSCORE_LANG, else the locale",
        ),
    ] = None,
) -> None:
    """Take the options that belong to no command, and leave a home that is closed to others and holds no leftovers."""
    if context.invoked_subcommand in ("doctor", "restore"):
        # The one says what it mends, the other begins anew what was killed.
        return
    try:
        keep_up(load_settings())
    except ConfigurationError:
        # The command that needs the settings says so.
        return


for command in COMMANDS:
    app.command()(friendly(command))

users = SpokenTyper(cls=SpokenGroup, help="Who may look at the pages.", no_args_is_help=True)
users.command()(friendly(add))
app.add_typer(users, name="users")


def main() -> None:
    """Run the command line."""
    only_for_the_owner()
    run_to_the_end(lambda: app(prog_name="shopscore"))


if __name__ == "__main__":
    main()
