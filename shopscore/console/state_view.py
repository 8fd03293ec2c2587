"""Draws the state of a home, readable at 80 columns."""

from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.ledger import ExportState, FailedCheck, Run
from shopscore.console.state import Refusal, State
from shopscore.console.wording import NOTHING
from shopscore.language import Message, pick, tr, trn
from shopscore.names import platform_name, severity
from shopscore.vocabulary import say_withheld
from shopscore.vocabulary.wording import TO_GIVE_A_MEANING, say_unknown_word

LISTED = 5
STATUS_WORDS = {
    "published": Message("published"),
    "nothing_new": Message("nothing new"),
    "blocked": Message("quality checks failed, not published"),
    "failed": Message("failed"),
    "died": Message("died"),
    "running": Message("running"),
}
STATUS_STYLES = {"published": "green", "nothing_new": "green", "blocked": "yellow"}


def show_state(state: State, console: Console) -> None:
    """Print what is published, the last runs, what landed, and what has to be done by hand."""
    for fault in state.faults:
        console.print(Text(fault, style="bold red"))
    if state.is_refreshing:
        console.print(Text(tr("a refresh is running; below: as of the last publication"), style="bold yellow"))
    _show_publication(state, console)
    console.print()
    console.print(_runs(state))
    console.print()
    console.print(_exports(state))
    _show_list(console, tr("Findings of the last run"), [_failed(check) for check in state.failed_checks], "yellow")
    _show_list(console, tr("Withheld"), [say_withheld(one).said() for one in state.withheld], "yellow")
    words = [say_unknown_word(one).said() for one in state.unknown_words]
    _show_list(console, tr("Unknown words"), words, "yellow")
    if words:
        console.print(Text(f"  {TO_GIVE_A_MEANING.said()}", style="dim"))
    refused = [
        *(f"{one.own_name}: {pick(one.reason, one.reason_zh)}" for one in state.unreadable),
        *(f"{one.own_name or one.file_name}: {_refusal(one)}" for one in state.refusals),
    ]
    _show_list(console, tr("Files refused"), refused, "red")
    _show_list(console, tr("Files waiting for the next refresh"), list(state.waiting), "default")
    _show_list(console, tr("Files taken back (shopscore forget)"), list(state.forgotten), "default")


def _refusal(one: Refusal) -> str:
    reason = pick(one.reason, one.reason_zh)
    if one.right_folder is None:
        return reason
    return tr("{reason}; it most likely belongs into {folder}", reason=reason, folder=one.right_folder)


def _show_publication(state: State, console: Console) -> None:
    if state.published is None and state.faults:
        return
    if state.published is None:
        console.print(Text(tr("nothing published yet: run shopscore refresh"), style="yellow"))
        return
    console.print(
        Text(tr("Published") + " ", style="bold").append(
            f"{state.published.generation_id}  {state.published.published_at:%Y-%m-%d %H:%M}", style="default not bold"
        )
    )
    for one in state.freshness:
        console.print(
            tr(
                "{platform}: newest event {date}",
                platform=platform_name(one.platform),
                date=one.newest_event or NOTHING,
            )
        )


def _runs(state: State) -> Table:
    table = _table(tr("Last runs"))
    for title in (tr("Started"), tr("As of")):
        table.add_column(title, no_wrap=True)
    for title in (tr("Seconds"), tr("Rows")):
        table.add_column(title, no_wrap=True, justify="right")
    table.add_column(tr("Result"), overflow="fold")
    for run in state.runs:
        table.add_row(
            f"{run.started_at:%Y-%m-%d %H:%M}", f"{run.as_of}", _seconds(run), _amount(run.rows_landed), _result(run)
        )
    return table


def _exports(state: State) -> Table:
    table = _table(tr("Exports"))
    table.add_column(tr("Export"), overflow="fold")
    for title in (tr("Files"), tr("Refused"), tr("Rows"), tr("Rejected")):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(tr("Last import"), no_wrap=True)
    table.add_column(tr("Newest export"), no_wrap=True)
    for platform, exports in groupby(state.exports, key=lambda export: export.platform):
        table.add_section()
        table.add_row(Text(platform_name(platform) if platform else tr("no platform"), style="bold"))
        for export in exports:
            table.add_row(*_export_cells(export))
    return table


def _export_cells(export: ExportState) -> list[Text | str]:
    return [
        f" {export.export or tr('misplaced')}",
        _amount(export.files_landed),
        Text(_amount(export.files_refused), style="red" if export.files_refused else ""),
        _amount(export.rows_landed),
        Text(_amount(export.rows_rejected), style="yellow" if export.rows_rejected else ""),
        f"{export.newest_landing:%m-%d %H:%M}" if export.newest_landing else NOTHING,
        f"{export.newest_export:%Y-%m-%d %H:%M}" if export.newest_export else NOTHING,
    ]


def _table(title: str) -> Table:
    return Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        show_edge=False,
    )


def _seconds(run: Run) -> str:
    return NOTHING if run.finished_at is None else f"{(run.finished_at - run.started_at).total_seconds():,.0f}"


def _amount(value: int | None) -> str:
    return NOTHING if value is None else f"{value:,}"


def _result(run: Run) -> Text:
    text = Text(str(STATUS_WORDS.get(run.status, run.status)), style=STATUS_STYLES.get(run.status, "red"))
    return text.append(tr(": {message}", message=run.message), style="default") if run.message else text


def _failed(check: FailedCheck) -> str:
    rows = trn(", {count:,} row", ", {count:,} rows", check.failing_rows) if check.failing_rows else ""
    said = tr(": {message}", message=pick(check.message, check.message_zh)) if check.message else ""
    return severity(check.severity) + tr(": {message}", message=f"{check.check_name}{rows}{said}")


def _show_list(console: Console, title: str, lines: list[str], style: str) -> None:
    if not lines:
        return
    console.print()
    console.print(Text(title, style="bold").append(f"  {len(lines):,}", style=style))
    for line in lines[:LISTED]:
        console.print(Text(f"  {line}"))
    if len(lines) > LISTED:
        console.print(
            Text("  " + tr("and {count:,} more: shopscore status --json", count=len(lines) - LISTED), style="dim")
        )
