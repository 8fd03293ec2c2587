"""Draws the rule versions and how sure each is, readable at 80 columns."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.rules import ASSUMED, Assumption, Rules, RuleVersion
from shopscore.console.wording import NOTHING
from shopscore.language import Message, pick, tr
from shopscore.names import platform_name

SOURCES = {
    "published": Message("published"),
    "article": Message("article"),
    "page": Message("a page seen"),
    ASSUMED: Message("assumption"),
}


def show_rules(rules: Rules, console: Console) -> None:
    """Print each version of each system, what in it is assumed, and what to do about one that was long not compared."""
    for index, (_, of_system) in enumerate(groupby(rules.versions, lambda version: version.system_id)):
        if index:
            console.print()
        _show_system(list(of_system), rules, console)
    for platform, assumptions in rules.shared_assumptions.items():
        console.print()
        console.print(Text(tr("Assumed for every version of {platform}", platform=_whose(platform)), style="bold"))
        _show_assumptions(assumptions, console)


def _show_system(versions: Sequence[RuleVersion], rules: Rules, console: Console) -> None:
    first = versions[0]
    title = Text(pick(first.name_en, first.name_zh, first.system_id), style="bold cyan")
    title.append(f"  {first.system_id}", style="default not bold")
    title.append(f"  {platform_name(first.platform)}", style="default not bold")
    console.print(title)
    console.print(_table(versions, rules.as_of))
    for version in versions:
        if version.is_overdue:
            console.print(Text(_overdue(version), style="yellow"))
        note = pick(version.note, version.note_zh)
        if note or version.assumptions:
            said = note or tr("assumed")
            console.print(Text(f"{version.rule_version}: {said}", style="dim"))
            _show_assumptions(version.assumptions, console)


def _table(versions: Sequence[RuleVersion], as_of: date) -> Table:
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0), show_edge=False)
    table.add_column(tr("Version"), ratio=1, overflow="fold")
    for title in (tr("Valid"), tr("Official until"), tr("Source"), tr("Compared on")):
        table.add_column(title, no_wrap=True)
    for version in versions:
        valid_to = version.valid_to or tr("open")
        table.add_row(
            Text(version.rule_version).append(f"\n{_standing(version, as_of)}", style="dim not bold"),
            f"{version.valid_from}\n– {valid_to}",
            str(version.official_until or NOTHING),
            str(SOURCES.get(version.source, version.source)),
            Text(str(version.checked_on or NOTHING), style="yellow" if version.is_overdue else ""),
            style="bold" if version.is_official else "",
        )
    return table


def _standing(version: RuleVersion, as_of: date) -> str:
    if version.is_what_if:
        return tr("what if")
    if version.is_official:
        return tr("in force")
    if version.is_in_force:
        return tr("in force, no longer official")
    return tr("not yet in force") if version.valid_from > as_of else tr("superseded")


def _overdue(version: RuleVersion) -> str:
    return tr(
        "{version} was compared with the platform {days} days ago: read its rule text again, enter what changed as a "
        "new version (CONTRIBUTING.md), and set checked_on in seeds/rules/systems.csv",
        version=version.rule_version,
        days=version.days_since_checked,
    )


def _show_assumptions(assumptions: Sequence[Assumption], console: Console) -> None:
    for one in assumptions:
        console.print(Text(f"  {one.seed}: {', '.join(one.items)}", style="dim"))


def _whose(platform: str) -> str:
    return tr("every platform") if platform == "all" else platform_name(platform)
