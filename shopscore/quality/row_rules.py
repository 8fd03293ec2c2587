"""What a landed row has to keep: one condition per rule, made from the contract and the limits, in SQL.

Conditions are true for a row that breaks the rule. Counting such rows belongs in `source_checks.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shopscore.contracts import Export, Exports
from shopscore.language import Message
from shopscore.sql_files import identifier

REPEATED = "_is_repeated"


@dataclass(frozen=True)
class RowRule:
    """One rule that each row keeps or breaks.

    Attributes:
        label: what tells rules of the same check apart; empty when there is one.
        broken: SQL condition on the newest rows of the export.
        description: the rule in words.
        reads: columns of the export that the condition reads, those of its key apart.
        needs: other exports of the platform whose columns the condition reads, as `<export>__<column>`.
    """

    label: str
    broken: str
    description: Message
    reads: tuple[str, ...] = ()
    needs: tuple[tuple[Export, str], ...] = ()


RowRuleMaker = Callable[[Exports, Export, tuple[str, ...]], RowRule | None]


def _required_cells(_: Exports, export: Export, subject: tuple[str, ...]) -> RowRule:
    del subject
    required = [column.name for column in export.columns if column.cell_required]
    # no key of an order holds without its shop, although only the folder may give it
    shop = [name for name in export.key if name == "shop_id" and name not in required]
    names = [*shop, *required]
    broken = " or ".join(f"{identifier(name)} is null" for name in names)
    return RowRule("", broken, Message("every row has {columns}", columns=", ".join(names)), reads=tuple(names))


def _one_row_per_key(_: Exports, export: Export, subject: tuple[str, ...]) -> RowRule:
    del subject
    key = ", ".join(export.key)
    return RowRule("", REPEATED, Message("a file has each {key} once, so that its newest state is told", key=key))


def _times_in_order(exports: Exports, export: Export, subject: tuple[str, ...]) -> RowRule | None:
    times: list[str] = []
    needs: list[tuple[Export, str]] = []
    own = {column.name for column in export.columns}
    for name in subject:
        other_name, _, column = name.rpartition(".")
        if not other_name:
            times += [name] if name in own else []
            continue
        other = exports.get((export.platform, other_name))
        if other is None or other is export or column not in {c.name for c in other.columns}:
            continue
        if set(other.key) <= own:
            needs.append((other, column))
            times.append(f"{other_name}__{column}")
    # a row about another export's times only would repeat that export's own check
    if len(times) < 2 or not set(times) & own:  # noqa: PLR2004 - an order takes two
        return None
    pairs = [(earlier, later) for number, later in enumerate(times) for earlier in times[:number]]
    broken = " or ".join(f"{identifier(later)} < {identifier(earlier)}" for earlier, later in pairs)
    described = Message("times in order: {times}", times=" <= ".join(time.replace("__", ".") for time in times))
    return RowRule(
        f"{times[0]}_to_{times[-1]}".replace("__", "_"), broken, described, tuple(own.intersection(times)), tuple(needs)
    )


def _filled_with(_: Exports, export: Export, subject: tuple[str, ...]) -> RowRule | None:
    wanted, own = subject[0], {column.name for column in export.columns}
    others = [name for name in subject[1:] if name in own]
    if wanted not in own or not others:
        return None
    there = " or ".join(f"{identifier(name)} is not null" for name in others)
    described = Message(
        "{wanted} is filled where one of these is: {others}; a row without it is not a case",
        wanted=wanted,
        others=", ".join(others),
    )
    return RowRule(wanted, f"{identifier(wanted)} is null and ({there})", described, reads=(wanted, *others))


def _stars_on_scale(_: Exports, export: Export, subject: tuple[str, ...]) -> RowRule | None:
    lowest, highest = (int(bound) for bound in subject)
    stars = [column.name for column in export.columns if column.type == "stars"]
    if not stars:
        return None
    broken = " or ".join(f"{identifier(name)} not between {lowest} and {highest}" for name in stars)
    described = Message(
        "{stars} between {lowest} and {highest}", stars=", ".join(stars), lowest=lowest, highest=highest
    )
    return RowRule("", broken, described, reads=tuple(stars))


ROW_RULES: dict[str, RowRuleMaker] = {
    "required_cells": _required_cells,
    "one_row_per_key": _one_row_per_key,
    "times_in_order": _times_in_order,
    "filled_with": _filled_with,
    "stars_on_scale": _stars_on_scale,
}


def needed_columns(rules: Sequence[RowRule]) -> dict[Export, list[str]]:
    """Return which columns of which other exports the rules read."""
    columns: dict[Export, list[str]] = {}
    for rule in rules:
        for export, column in rule.needs:
            known = columns.setdefault(export, [])
            if column not in known:
                known.append(column)
    return columns
