"""The commands of `shopscore`: what they are called, what they take, where their output goes.

Thin: questions are answered in `shopscore.console`, work is done in `shopscore.refresh` and
`shopscore.sample`. Dagster, dbt and what reads exports are imported by the commands that need them, because they
cost seconds that a reader should not wait for.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from enum import StrEnum
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Annotated

import duckdb
import typer
from rich.text import Text

from shopscore.console.case import read_case
from shopscore.console.case_view import show_case
from shopscore.console.command_line import OPTION, SpokenGroup, SpokenTyper
from shopscore.console.errors import USAGE_EXIT, CommandError, friendly, let_go_of_output, run_to_the_end
from shopscore.console.explanation import read_explanation
from shopscore.console.explanation_view import show_explanation
from shopscore.console.published import open_current
from shopscore.console.query import Bounds, answer, csv_lines, json_lines, parquet_file
from shopscore.console.query_view import show_answer
from shopscore.console.scoreboard import read_scoreboard
from shopscore.console.scoreboard_view import show_scoreboard
from shopscore.console.state import read_state
from shopscore.console.state_view import show_state
from shopscore.console.terminal import Terminal, neutral_lines, printable, say
from shopscore.console.wording import to_json
from shopscore.home import keep_up, only_for_the_owner, users_umask, write_private_file
from shopscore.language import Language, tr
from shopscore.lateness import find_late_score
from shopscore.settings import PROJECT_DIR, ConfigurationError, has_hash_key_in_environment, load_settings, now, today

EXIT_NOT_FINE = 1
EXIT_BUSY = 1

app = SpokenTyper(
    cls=SpokenGroup,
    help="Explains the scores of shops and creators, down to the order. "
    "All state is below SHOPSCORE_HOME (default ./data).",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

DateFormat = ["%Y-%m-%d"]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, all figures unrounded.")]
OnDate = Annotated[
    datetime | None,
    typer.Option("--date", formats=DateFormat, help="Assessment date.", show_default="the newest published"),
]


class Format(StrEnum):
    """Forms in which `sql` writes rows."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class Switch(StrEnum):
    """Whether something is switched on."""

    ON = "on"
    OFF = "off"


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


@app.command()
@friendly
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
        typer.Option(formats=DateFormat, help="Assessment date the sample is made for.", show_default="today"),
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
        until=_day(until) or today(),
        seed=seed,
    )
    for export, rows in summary.rows.items():
        say(f"{rows:>12,}  {export}")
    say(tr("{count:,} files in {folder}", count=summary.files, folder=folder))


@app.command()
@friendly
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


@app.command()
@friendly
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
    from shopscore.landing.checking import check_file, wanted_of  # noqa: PLC0415

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


@app.command()
@friendly
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
    try:
        with forgetting.open_for_forgetting(settings, exports) as connection:
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
    except forgetting.HomeBusyError as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    say(tr("done; the next shopscore refresh computes every day anew"))


@app.command()
@friendly
def refresh(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=DateFormat,
            help="Assessment date; nothing that happened on it or later is known. A past date adds its days to the "
            "published ones and removes none; a future date stays published until the next refresh without one.",
            show_default="today in Asia/Shanghai",
        ),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=DateFormat,
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

    Exit code 0: published, even when files were refused; the output names them. 1: a step failed and nothing was
    published. 2: wrong usage or configuration. 3: a quality gate kept the last publication in place.
    """
    settings = load_settings(_day(as_of))
    adds_dates = as_of is not None and settings.as_of != today() and not replace
    first = _day(since)
    settings = settings.reaching_back_to(first)
    if first and replace:
        settings = settings.exactly(first, settings.as_of)
    from shopscore.progress import Progress  # noqa: PLC0415
    from shopscore.refresh import refresh as run_refresh  # noqa: PLC0415
    from shopscore.run import RefreshBusyError  # noqa: PLC0415

    try:
        outcome = run_refresh(settings, Progress(sys.stdout), full=full, rebuild=rebuild, adds_dates=adds_dates)
    except RefreshBusyError as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    try:
        for line in outcome.lines:
            say(line, err=outcome.exit_code != 0)
    except OSError:
        # Nobody reads it: how the refresh ended stays what it is.
        let_go_of_output()
    raise typer.Exit(outcome.exit_code)


@app.command()
@friendly
def status(as_json: AsJson = False) -> None:
    """Show the last runs, what was imported, refused and published, and what is waiting.

    Exit code 0: the last run was published. 1: it was not. 2: nothing was ever refreshed.
    """
    from shopscore.landing import find_own_names, unreadable_files, waiting_files  # noqa: PLC0415
    from shopscore.landing.guessing import right_folder_of_file  # noqa: PLC0415

    _warn_of_late_score(err=as_json)
    state = read_state(load_settings(), waiting_files, find_own_names, unreadable_files, right_folder_of_file)
    if as_json:
        _write_json(state)
    else:
        show_state(printable(state), Terminal())
    if not state.is_fine:
        raise typer.Exit(EXIT_NOT_FINE)


@app.command()
@friendly
def doctor(
    *,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print only what is broken, for your own monitoring.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what is broken or missing and how to fix it, and fix what needs no decision.

    Exit code 0: nothing is broken, or no longer; a score may still lack an export. 1: something is waiting for you, or
    today's score is not there after one o'clock in Shanghai. 2: wrong usage or configuration.
    """
    from shopscore.console.doctor_view import show_findings, to_document  # noqa: PLC0415
    from shopscore.doctor import State, examine  # noqa: PLC0415

    present = now()
    findings = list(examine(load_settings(), present, has_key_in_environment=has_hash_key_in_environment()))
    waiting = [finding for finding in findings if finding.state is State.BROKEN]
    if as_json:
        _write_json(to_document(findings, present))
    elif quiet:
        for finding in waiting:
            say(f"shopscore: {finding.text}", err=True)
    else:
        show_findings(printable(findings), Terminal())
    if waiting:
        raise typer.Exit(EXIT_NOT_FINE)


@app.command()
@friendly
def scoreboard(on: OnDate = None, as_json: AsJson = False) -> None:
    """Show the scores under the rules in force, with change, rank and the mean of the peers."""
    if on is None:
        _warn_of_late_score(err=as_json)
    with open_current(load_settings().published) as connection:
        board = read_scoreboard(connection, _day(on))
    if as_json:
        _write_json(board)
    else:
        show_scoreboard(printable(board), Terminal())


@app.command()
@friendly
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
        _warn_of_late_score(err=as_json)
    if case is not None and subject is None:
        if on is not None:
            raise CommandError(tr("a case is explained as of the newest date: leave out --date"))
        _explain_case(case, system, as_json=as_json)
        return
    if subject is None or case is not None:
        raise CommandError(tr("say what to explain: explain SHOP, or explain --case ID"))
    with open_current(load_settings().published) as connection:
        explanation = read_explanation(connection, subject, system, _day(on))
    if as_json:
        _write_json(explanation)
    else:
        show_explanation(printable(explanation), Terminal())


@app.command()
@friendly
def sql(
    query: Annotated[str, typer.Argument(help="One SELECT, WITH, DESCRIBE, SHOW, SUMMARIZE or EXPLAIN.")],
    form: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
    output: Annotated[
        Path | None,
        typer.Option(help="File to write to; required for Parquet on a terminal.", show_default="standard output"),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds the query may take, not counting the output.")] = 60,
    memory: Annotated[str, typer.Option(help="Memory the query may use, such as 500MB or 8GB.")] = "2GB",
) -> None:
    """Query the published database, read-only; `show all tables` lists its tables."""
    bounds = Bounds(timeout, memory)
    _warn_of_late_score(err=True)
    published = load_settings().published
    if output is not None and not output.absolute().parent.is_dir():
        raise CommandError(tr("there is no folder {path}", path=output.absolute().parent))
    if form is Format.PARQUET:
        _write_parquet(published, query, output, bounds)
        return
    with answer(published, query, bounds) as found:
        if form is Format.CSV:
            _write(csv_lines(found), output)
        elif form is Format.JSON:
            _write(json_lines(found), output, is_json=True)
        elif output is None:
            show_answer(found, Terminal())
        else:
            with _whole(output) as file:
                text = TextIOWrapper(file, encoding="utf-8")
                show_answer(found, Terminal(text))
                # It would close the file with itself.
                text.flush()
                text.detach()


@app.command()
@friendly
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

    Without an option: learn, and show the error on days held out. Exit code 1: a refresh is running.
    """
    if sum((use is not None, stop is not None, show, min_days is not None, starter is not None)) > 1:
        raise CommandError(tr("give one of --min-days, --use, --stop, --starter and --list"))
    from shopscore import calibration  # noqa: PLC0415
    from shopscore.console.calibration_view import show_outcomes, show_stop, show_use, show_versions  # noqa: PLC0415
    from shopscore.console.curves_view import show_coverage, show_starter  # noqa: PLC0415

    try:
        with calibration.open_ledger(load_settings()) as ledger:
            if use is not None:
                show_use(calibration.start_using(ledger, use), Terminal())
            elif stop is not None:
                show_stop(calibration.stop_using(ledger, stop), Terminal())
            elif show:
                show_versions(calibration.list_versions(ledger), Terminal())
                show_coverage(calibration.read_coverage(ledger), Terminal())
            elif starter is not None:
                calibration.switch_starter(ledger, now(), is_on=starter is Switch.ON)
                show_starter(Terminal(), is_on=starter is Switch.ON)
            else:
                show_outcomes(calibration.calibrate(ledger, now(), min_days=min_days), Terminal())
                show_coverage(calibration.read_coverage(ledger), Terminal())
    except calibration.LedgerBusyError as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    except calibration.CalibrationError as error:
        raise CommandError(str(error)) from error


@app.command()
@friendly
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


@app.command()
@friendly
def backup(
    *,
    to: Annotated[
        Path | None, typer.Option(help="Folder to write to.", show_default="backups in SHOPSCORE_HOME")
    ] = None,
    with_landing: Annotated[
        bool, typer.Option("--with-landing", help="Include the landing folder; it holds personal data in plain text.")
    ] = False,
) -> None:
    """Write all state that cannot be rebuilt to one file; keep it safe, it contains the hash key."""
    from shopscore.backup import HomeBusyError, KeepingError, back_up  # noqa: PLC0415

    try:
        made = back_up(load_settings(), to, with_landing=with_landing)
    except HomeBusyError as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    except KeepingError as error:
        raise CommandError(str(error)) from error
    say(
        tr(
            "{path}  ({files} files, {bytes:,} bytes, publication {generation})",
            path=made.path,
            files=made.files,
            bytes=made.bytes,
            generation=made.generation_id or tr("none"),
        )
    )
    if not made.has_hash_key:
        say(tr("the hash key is in SHOPSCORE_HASH_KEY and not in this file: keep it too"), err=True)


@app.command()
@friendly
def restore(
    file: Annotated[Path, typer.Argument(help="The file that `shopscore backup` wrote.")],
    home: Annotated[
        Path | None, typer.Option(help="Empty folder to restore into.", show_default="SHOPSCORE_HOME")
    ] = None,
) -> None:
    """Restore a backup into an empty home; the whole file is checked before anything is put in place."""
    from shopscore.backup import HomeBusyError, KeepingError  # noqa: PLC0415
    from shopscore.backup import restore as restore_home  # noqa: PLC0415

    target = home.absolute() if home else load_settings().home
    try:
        manifest = restore_home(file, target)
    except HomeBusyError as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    except KeepingError as error:
        raise CommandError(str(error)) from error
    say(
        tr(
            "{files} files in {path}, as of {time}, publication {generation}",
            files=len(manifest.files),
            path=target,
            time=manifest.created_at,
            generation=manifest.generation_id or tr("none"),
        )
    )


@app.command()
@friendly
def quality(
    *, open_site: Annotated[bool, typer.Option("--open", help="Open the pages of the checks in a browser.")] = False
) -> None:
    """Show what the checks of the last run found, and where their pages are."""
    from shopscore.quality.report import read_report  # noqa: PLC0415

    report = read_report(load_settings())
    _warn_of_late_score(err=False)
    for line in report.lines:
        say(line)
    if open_site and report.index:
        typer.launch(report.index.as_uri())


def _says_yes() -> bool:
    """Ask whether to go on.

    Raises:
        CommandError: nobody is there to answer.
    """
    if not sys.stdin.isatty():
        raise CommandError(tr("nobody is there to say yes: give --yes"))
    return typer.confirm(tr("Go on?"))


@app.command()
@friendly
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
        _write_json(unknown)
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


def _explain_case(case: str, system: str | None, *, as_json: bool) -> None:
    found = read_case(load_settings(), case, system)
    if as_json:
        _write_json(found)
    else:
        show_case(printable(found), Terminal())


def _write_parquet(published: Path, query: str, output: Path | None, bounds: Bounds) -> None:
    if output is None and sys.stdout.isatty():
        raise CommandError(tr("Parquet is not for a terminal: give --output FILE, or redirect"))
    with parquet_file(published, query, bounds) as file:
        if output is None:
            sys.stdout.buffer.write(file.read_bytes())
        else:
            with _whole(output) as target:
                target.write(file.read_bytes())


def _warn_of_late_score(*, err: bool) -> None:
    """Say first, before any score, that the one of the day is not there; data on standard output stays data."""
    late = find_late_score(load_settings().published, now())
    if late is None:
        return
    said = tr("{late}; `shopscore doctor` says why", late=late)
    if err:
        say(f"! {said}", err=True)
    else:
        Terminal().print(Text(f"! {said}", style="bold yellow"))


def _write_json(value: object) -> None:
    _write([to_json(value) + "\n"], None, is_json=True)


def _write(lines: Iterable[str], output: Path | None, *, is_json: bool = False) -> None:
    """Write UTF-8, whatever the terminal's own encoding is; data stays as it is but on a terminal."""
    if output is None:
        for line in neutral_lines(lines, is_json=is_json) if sys.stdout.isatty() else lines:
            sys.stdout.buffer.write(line.encode(errors="replace"))
        sys.stdout.buffer.flush()
        return
    with _whole(output) as file:
        file.writelines(line.encode(errors="replace") for line in lines)


@contextmanager
def _whole(output: Path) -> Iterator[IO[bytes]]:
    """Open a file that the user named; it has its name only once it is whole, and the user's mode."""
    if output.exists() and not output.is_file():
        with output.open("wb") as pipe:
            yield pipe
        return
    with write_private_file(output) as file:
        yield file
        os.fchmod(file.fileno(), 0o666 & ~users_umask())


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def main() -> None:
    """Run the command line."""
    only_for_the_owner()
    run_to_the_end(lambda: app(prog_name="shopscore"))


if __name__ == "__main__":
    main()
