"""What is put right after it has landed: a file taken back, a word given its meaning."""

import sys
from typing import Annotated

import duckdb
import typer

from shopscore.commands.failures import exit_on
from shopscore.commands.options import EXIT_NOT_FINE, AsJson
from shopscore.commands.output import write_json
from shopscore.console.errors import CommandError
from shopscore.console.published import open_current
from shopscore.console.terminal import say
from shopscore.language import tr
from shopscore.settings import PROJECT_DIR, load_settings, now


def forget(
    *,
    file: Annotated[
        str | None,
        typer.Option(metavar="ID", help="A file: its path or name in landing, or 8 digits or more of its SHA-256."),
    ] = None,
    shop: Annotated[str | None, typer.Option(metavar="PLATFORM/ID", help="A whole shop, like douyin/12345678.")] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Let what was taken back land again with the next refresh.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take a wrongly landed file, or a whole shop, back; the next refresh computes every day without it.

    The ledger keeps a line of it, and the file does not land again by itself; in landing it stays until you remove it.
    In the folder of another shop it is another file and lands.

    Exit code 1: a refresh is running, or you said no. 2: wrong usage; there is no such file or shop.
    """
    if (file is None) == (shop is None):
        raise CommandError(tr("say what to take back: --file ID, or --shop PLATFORM/ID"))
    from shopscore.console.forget_view import part_lines  # noqa: PLC0415
    from shopscore.contracts import load_exports  # noqa: PLC0415
    from shopscore.landing import forgetting  # noqa: PLC0415

    settings, exports = load_settings(), load_exports(PROJECT_DIR / "models")
    with (
        exit_on(busy=forgetting.HomeBusyError),
        forgetting.open_for_forgetting(settings, exports) as connection,
    ):
        if file is not None:
            parts = forgetting.find_file(connection, settings, exports, file, forgotten=undo)
        else:
            parts = forgetting.find_shop(connection, settings, exports, shop or "", forgotten=undo)
        say(tr("lands again with the next refresh:") if undo else tr("is taken back:"))
        for line in part_lines(parts):
            say(line)
        if not yes and not _says_yes():
            raise typer.Exit(EXIT_NOT_FINE)
        if undo:
            forgetting.undo(connection, settings, parts)
        else:
            forgetting.forget(connection, parts, now())
    say(tr("done; the next shopscore refresh computes every day anew"))


def words(
    *,
    write: Annotated[
        bool, typer.Option("--write", help="Write the words into the file in which each is given its meaning.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the words of the exports that no list knows, and the indicators that hang on them."""
    from shopscore.vocabulary import (  # noqa: PLC0415
        read_meanings,
        read_unknown_words,
        say_unknown_word,
        write_own_words,
    )

    settings = load_settings()
    with open_current(settings.published) as connection:
        try:
            unknown = read_unknown_words(connection)
        except duckdb.CatalogException as error:
            raise CommandError(
                tr("an older version of shopscore wrote the publication: run shopscore refresh")
            ) from error
    if as_json:
        write_json(unknown)
    else:
        for one in unknown:
            say(say_unknown_word(one).said())
        if not unknown:
            say(tr("every word of the exports is known"))
    if not write:
        return
    try:
        path, added = write_own_words(settings.landing, unknown)
    except ValueError as error:
        raise CommandError(
            tr(
                "the file of your own words cannot be read ({reason}): save it as CSV in UTF-8 with the columns "
                "platform, vocabulary, word, meaning",
                reason=error,
            )
        ) from error
    say(tr("{path}: rows added {added}", path=path, added=added), err=as_json)
    for vocabulary in sorted({one.vocabulary for one in unknown}):
        choices = [f"{one.meaning} {one.name_zh}" for one in read_meanings()[vocabulary]]
        say(tr("meanings of {vocabulary}: {choices}", vocabulary=vocabulary, choices=", ".join(choices)), err=as_json)
    say(tr("fill in the column meaning, then run shopscore refresh"), err=as_json)


def _says_yes() -> bool:
    """Ask whether to go on.

    Raises:
        CommandError: there is no terminal to answer from.
    """
    if not sys.stdin.isatty():
        raise CommandError(tr("nobody is there to say yes: give --yes"))
    return typer.confirm(tr("Go on?"))
