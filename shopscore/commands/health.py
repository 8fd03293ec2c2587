"""How it stands with the runs, the home, the checks and the channels."""

from typing import Annotated

import typer

from shopscore.commands.options import EXIT_NOT_FINE, AsJson
from shopscore.commands.output import warn_of_late_score, write_json
from shopscore.console.errors import USAGE_EXIT, CommandError
from shopscore.console.state import read_state
from shopscore.console.state_view import show_state
from shopscore.console.terminal import Terminal, printable, say
from shopscore.language import tr
from shopscore.settings import has_hash_key_in_environment, load_settings, now


def status(as_json: AsJson = False) -> None:
    """Show the last runs, what was imported, refused and published, and what is waiting.

    Exit code 0: the last run was published. 1: it was not. 2: nothing was ever refreshed.
    """
    from shopscore.landing import find_own_names, unreadable_files, waiting_files  # noqa: PLC0415
    from shopscore.landing.guessing import right_folder_of_file  # noqa: PLC0415

    warn_of_late_score(err=as_json)
    state = read_state(load_settings(), waiting_files, find_own_names, unreadable_files, right_folder_of_file)
    if as_json:
        write_json(state)
    else:
        show_state(printable(state), Terminal())
    if not state.is_fine:
        raise typer.Exit(EXIT_NOT_FINE)


def doctor(
    *,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only what is broken, for your own monitoring.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is broken or missing and how to fix it, and fix what needs no decision.

    Exit code 0: nothing is broken, or no longer; a score may still lack an export. 1: something is waiting for you, or
    today's score is not there after one o'clock in Shanghai. 2: wrong usage or configuration.
    """
    from shopscore.console.doctor_view import show_findings, show_limits, to_document  # noqa: PLC0415
    from shopscore.doctor import State, examine  # noqa: PLC0415

    present, settings = now(), load_settings()
    findings = list(examine(settings, present, has_key_in_environment=has_hash_key_in_environment()))
    waiting = [finding for finding in findings if finding.state is State.BROKEN]
    if as_json:
        write_json(to_document(findings, present, settings))
    elif quiet:
        for finding in waiting:
            say(f"shopscore: {finding.text}", err=True)
    else:
        show_findings(printable(findings), Terminal())
        show_limits(settings, Terminal())
    if waiting:
        raise typer.Exit(EXIT_NOT_FINE)


def alert(
    *, test: Annotated[bool, typer.Option("--test", help="Send a test message to every channel of alerts.yml.")] = False
) -> None:
    """Test the channels that are alerted when a refresh needs attention.

    Exit code 0: every channel accepted the message. 1: one did not. 2: wrong usage or configuration.
    """
    if not test:
        raise CommandError(tr("say what to do: shopscore alert --test sends a test message to every channel"))
    from shopscore.alerts import send_test  # noqa: PLC0415

    deliveries = send_test(load_settings())
    for delivery in deliveries:
        say(delivery.line, err=delivery.outcome != "sent")
    outcomes = {delivery.outcome for delivery in deliveries}
    if outcomes != {"sent"}:
        raise typer.Exit(USAGE_EXIT if "misconfigured" in outcomes else EXIT_NOT_FINE)


def quality(
    *, open_site: Annotated[bool, typer.Option("--open", help="Open the pages of the checks in a browser.")] = False
) -> None:
    """Show what the checks of the last run found, and where their pages are."""
    from shopscore.quality.report import read_report  # noqa: PLC0415

    report = read_report(load_settings())
    warn_of_late_score(err=False)
    for line in report.lines:
        say(line)
    if open_site and report.index:
        typer.launch(report.index.as_uri())
