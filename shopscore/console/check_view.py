"""Says what `shopscore check` found of a file, line by line."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from shopscore.contracts import Export
from shopscore.landing.checking import BadRows, Check, indicators_without
from shopscore.landing.guessing import UNTOLD_SHOP
from shopscore.language import pick, tr, trn

LISTED_REASONS = 10
LISTED_HEADERS = 12


def check_lines(check: Check, landing: Path, seeds: Path) -> Iterator[str]:
    """Say what would land of a file, what not and why, and what to do.

    Args:
        check: of the file.
        landing: the landing folder, for the whole path of where the file belongs.
        seeds: the project's seeds, which say what each indicator needs.
    """
    yield str(check.path)
    if check.is_template:
        yield "  " + tr("an empty template: it is not read before it is filled in")
        return
    if check.export is None and check.reason is None:
        yield "  " + tr(
            "would be refused: its header is of no export that lands; say what it is with --platform and --export, or "
            "look into the README.txt of the export's folder (shopscore init) for its columns"
        )
        return
    export = check.export
    if check.reason is not None:
        yield "  " + tr("would be refused: {reason}", reason=check.reason)
    if export is not None:
        yield from _what_it_is(check, export)
    if check.right_folder is not None:
        yield "  " + tr("put it into {folder}", folder=f"{landing / check.right_folder}/") + _shop_to_be_told(check)
    if export is not None:
        yield from (f"  {line}" for line in _bad_rows(check))
        yield from (f"  {line}" for line in _columns(check, export, seeds))


def _what_it_is(check: Check, export: Export) -> Iterator[str]:
    name = f"{export.platform}/{export.name}"
    if check.is_guessed:
        yield "  " + tr("taken for {export}, by its header", export=name)
    if check.reason is not None:
        return
    count = check.rows_landed
    parts = [trn("would land: {count} row of {export}", "would land: {count} rows of {export}", count, export=name)]
    if check.first_day is not None:
        parts.append(
            tr("{first} to {last} by {column}", first=check.first_day, last=check.last_day, column=check.day_column)
        )
    if check.shops:
        parts.append(trn("shop {shops}", "{count} shops: {shops}", len(check.shops), shops=_listed(check.shops)))
    yield "  " + ", ".join(parts)
    if check.rows_skipped:
        yield "  " + trn(
            "{count} row of totals, notes or a header that comes again is left out",
            "{count} rows of totals, notes or headers that come again are left out",
            check.rows_skipped,
        )
    if check.sheets_left is not None:
        yield "  " + tr("sheets without these columns, or hidden, are not read: {sheets}", sheets=check.sheets_left)


def _shop_to_be_told(check: Check) -> str:
    if check.right_folder is None or UNTOLD_SHOP not in check.right_folder.parts:
        return ""
    return " " + tr("with the shop's id for {word}", word=UNTOLD_SHOP)


def _bad_rows(check: Check) -> Iterator[str]:
    if check.rows_rejected:
        yield trn("would not land: {count} row", "would not land: {count} rows", check.rows_rejected)
    for bad in check.bad_rows[:LISTED_REASONS]:
        yield f"  {_bad(bad)}"
    if len(check.bad_rows) > LISTED_REASONS:
        yield "  " + tr("and {count} more reasons", count=len(check.bad_rows) - LISTED_REASONS)
    if check.cells_dropped:
        yield trn(
            "{count} bad cell that no rule needs would be left empty",
            "{count} bad cells that no rule needs would be left empty",
            check.cells_dropped,
        )


def _bad(bad: BadRows) -> str:
    if bad.column is None:
        return trn(
            "line {line}: {reason}", "{count} rows, the first on line {line}: {reason}", bad.rows,
            line=bad.first_line, reason=bad.reason,
        )  # fmt: skip
    return trn(
        "line {line}, column {column}: {reason}", "{count} rows, the first on line {line}, column {column}: {reason}",
        bad.rows, line=bad.first_line, column=bad.column, reason=bad.reason,
    )  # fmt: skip


def _columns(check: Check, export: Export, seeds: Path) -> Iterator[str]:
    lost = indicators_without(check.absent, export, _rows(seeds / "vocabulary" / "indicator_exports.csv"))
    named = _rows(seeds / "rules" / "indicator_names.csv")
    names = {row["indicator_id"]: pick(row["name_en"], row["name_zh"]) for row in named}
    for column in check.absent:
        if column.name in lost:
            listed = _listed(list(dict.fromkeys(names.get(indicator, indicator) for indicator in lost[column.name])))
            yield tr("column {column} is absent: no value for {indicators}", column=column.header, indicators=listed)
    others = [column.header or column.name for column in check.absent if column.name not in lost]
    if others:
        yield tr("absent, and useful where there is one: {columns}", columns=_listed(others))
    if check.unknown_headers:
        yield tr("not needed, and left out: {columns}", columns=_listed(check.unknown_headers))


def _listed(words: Sequence[str]) -> str:
    more = len(words) - LISTED_HEADERS
    shown = ", ".join(words[:LISTED_HEADERS])
    return shown if more <= 0 else tr("{words} and {count} more", words=shown, count=more)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
