"""The scores, and what they are made of."""

from typing import Annotated

import typer

from shopscore.commands.options import AsJson, OnDate, to_day
from shopscore.commands.output import warn_of_late_score, write_json
from shopscore.console.case import read_case
from shopscore.console.case_view import show_case
from shopscore.console.errors import CommandError
from shopscore.console.explanation import read_explanation
from shopscore.console.explanation_view import show_explanation
from shopscore.console.made_up import is_made_up, say_made_up
from shopscore.console.published import open_current
from shopscore.console.scoreboard import read_scoreboard
from shopscore.console.scoreboard_view import show_scoreboard
from shopscore.console.terminal import Terminal, printable
from shopscore.language import tr
from shopscore.settings import load_settings


def scoreboard(on: OnDate = None, as_json: AsJson = False) -> None:
    """Show the scores under the rules in force, with change, rank and the mean of the peers."""
    if on is None:
        warn_of_late_score(err=as_json)
    with open_current(load_settings().published) as connection:
        board, made_up = read_scoreboard(connection, to_day(on)), is_made_up(connection)
    if as_json:
        write_json(board)
    else:
        if made_up:
            say_made_up()
        show_scoreboard(printable(board), Terminal())


def explain(
    subject: Annotated[
        str | None, typer.Argument(help="Id or name of a shop or creator; the beginning of the name is enough.")
    ] = None,
    case: Annotated[
        str | None,
        typer.Option(
            metavar="ID",
            help="Instead of a shop or creator: whether the order, session, ticket, review or help request of this "
            "id counted on the newest date, since when, until when, and why not.",
        ),
    ] = None,
    system: Annotated[
        str | None, typer.Option(help="Only this score system, such as douyin_merchant_experience.", show_default="all")
    ] = None,
    on: OnDate = None,
    as_json: AsJson = False,
) -> None:
    """Explain the scores of one shop or creator: indicators, what costs points, and the cases behind them.

    With --case: whether one order, session, ticket or review counts.
    """
    if on is None:
        warn_of_late_score(err=as_json)
    if case is not None and subject is None:
        if on is not None:
            raise CommandError(tr("a case is explained as of the newest date: leave out --date"))
        _explain_case(case, system, as_json=as_json)
        return
    if subject is None or case is not None:
        raise CommandError(tr("say what to explain: explain SHOP, or explain --case ID"))
    with open_current(load_settings().published) as connection:
        explanation, made_up = read_explanation(connection, subject, system, to_day(on)), is_made_up(connection)
    if as_json:
        write_json(explanation)
    else:
        if made_up:
            say_made_up()
        show_explanation(printable(explanation), Terminal())


def _explain_case(case: str, system: str | None, *, as_json: bool) -> None:
    found = read_case(load_settings(), case, system)
    if as_json:
        write_json(found)
    else:
        show_case(printable(found), Terminal())
