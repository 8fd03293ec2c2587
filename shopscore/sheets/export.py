"""Makes the workbook of one publication, whole or not at all."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import duckdb
from xlsxwriter.worksheet import Worksheet

from shopscore.console.wording import list_title, short_status
from shopscore.home import make_private
from shopscore.language import current_language, pick, tr
from shopscore.names import platform_name
from shopscore.sheets.layout import Shown, shown_columns
from shopscore.sheets.reading import (
    Publication,
    WorkList,
    read_gaps,
    read_lists,
    read_publication,
    read_rows,
    read_scores,
)
from shopscore.sheets.workbook import MAX_ROWS, Book, new_book, write_cell, write_table

SCORES = (
    Shown("platform", "platform", "text"),
    Shown("shop_name", "shop_name", "text"),
    Shown("shop_id", "shop_id", "text"),
    Shown("industry", "industry", "text"),
    Shown("system_name", "system_name", "text"),
    Shown("score", "score", "number"),
    Shown("status", "status", "text"),
    Shown("change_7d", "change_7d", "number"),
    Shown("peer_rank", "peer_rank", "whole"),
    Shown("peer_count", "peer_count", "whole"),
    Shown("worst_indicator_name", "worst_indicator_name", "text"),
    Shown("worst_indicator_value", "worst_indicator_value", "measure"),
    Shown("points_lost", "points_lost", "number"),
)
GAPS = (
    Shown("platform", "platform", "text"),
    Shown("shop_name", "shop_name", "text"),
    Shown("shop_id", "shop_id", "text"),
    Shown("list_name", "list_name", "text"),
    Shown("state", "state", "word"),
    Shown("note", "note", "text"),
)


class TooManyRowsError(ValueError):
    """A list has more rows than a sheet of Excel; the message says which, and what to do."""


def export_workbook(
    connection: duckdb.DuckDBPyConnection,
    file: IO[bytes],
    temporary: Path,
    shops: Sequence[str] = (),
    *,
    is_made_up: bool = False,
) -> Publication:
    """Write the workbook of a publication in the language of this run.

    Args:
        connection: an open published file.
        file: open for writing bytes.
        temporary: a folder of our own for what is not yet whole.
        shops: keys `platform/shop_id`; none for all shops.
        is_made_up: whether the publication was made of the sample.

    Returns:
        Which publication it is.

    Raises:
        TooManyRowsError: a list has more rows than a sheet has.
    """
    publication = read_publication(connection)
    lists = read_lists(connection, shops, publication.noon_at) if publication.noon_at else []
    _check_sizes(lists)
    scores, gaps = read_scores(connection, shops), read_gaps(connection, shops)
    make_private(temporary)
    with new_book(file, temporary, tr("What to do today")) as book:
        _write_cover(book, publication, lists, len(scores), is_made_up=is_made_up, has_gaps=bool(gaps))
        _write_scores(book, book.sheet(tr("Scores")), scores)
        for one in lists:
            columns = shown_columns(one.types, current_language())
            rows = read_rows(connection, one.name, [column.source for column in columns], shops)
            write_table(book, book.sheet(list_title(one.name)), columns, rows)
        if gaps:
            _write_gaps(book, book.sheet(tr("What is missing")), gaps)
    return publication


def _check_sizes(lists: Sequence[WorkList]) -> None:
    # one row is the header
    large = next((one for one in lists if one.rows >= MAX_ROWS), None)
    if large is not None:
        raise TooManyRowsError(
            tr(
                "{name} has {rows:,} rows, and a sheet of Excel {most:,}: name some shops with --shop, "
                "or write it with shopscore sql --format csv",
                name=list_title(large.name),
                rows=large.rows,
                most=MAX_ROWS - 1,
            )
        )


def _write_cover(
    book: Book,
    publication: Publication,
    lists: Sequence[WorkList],
    shops: int,
    *,
    is_made_up: bool,
    has_gaps: bool,
) -> None:
    sheet = book.sheet(tr("Cover"))
    for at, width in enumerate((30, 12, 12, 22)):
        sheet.set_column(at, at, width)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, tr("What to do today"), book.title)
    moment = publication.noon_at or publication.published_at
    said = tr("As of {time:%Y-%m-%d %H:%M}, {shops} shops", time=moment, shops=shops)
    sheet.write_string(1, 0, said, book.subtitle)
    made = tr("publication {generation}, made {time:%Y-%m-%d %H:%M}", generation=publication.generation_id,
              time=publication.published_at)  # fmt: skip
    sheet.write_string(2, 0, made, book.subtitle)
    if is_made_up:
        warning = tr("Made-up sample: its shops, limits, weights and score pages are invented, none is the platform's.")
        sheet.write_string(3, 0, warning, book.warning)
    for at, name in enumerate((tr("Sheet"), tr("Rows"), tr("Overdue"), tr("Next is due"))):
        sheet.write_string(5, at, name, book.header)
    _write_link(book, sheet, 6, tr("Scores"))
    write_cell(book, sheet, (6, 1), "whole", shops)
    for row, one in enumerate(lists, start=7):
        _write_link(book, sheet, row, list_title(one.name))
        write_cell(book, sheet, (row, 1), "whole", one.rows)
        write_cell(book, sheet, (row, 2), "whole", one.overdue or None)
        write_cell(book, sheet, (row, 3), "time", one.first_due_at)
    if has_gaps:
        _write_link(book, sheet, 7 + len(lists), tr("What is missing"))


def _write_link(book: Book, sheet: Worksheet, row: int, name: str) -> None:
    sheet.write_url(row, 0, f"internal:'{name}'!A1", book.link, name)


def _write_scores(book: Book, sheet: Worksheet, scores: Sequence[Mapping[str, Any]]) -> None:
    rows = (
        {
            **score,
            "platform": platform_name(score["platform"]),
            "system_name": pick(score["system_name_en"], score["system_name_zh"]),
            "status": short_status(score["status"]),
            "worst_indicator_name": pick(score["worst_indicator_name_en"], score["worst_indicator_name_zh"]) or None,
            "worst_indicator_value": _measure(score["worst_indicator_value"], score["unit"]),
        }
        for score in scores
    )
    write_table(book, sheet, SCORES, ([row[column.source] for column in SCORES] for row in rows))


def _measure(value: float | None, unit: str | None) -> tuple[float, str | None] | None:
    return None if value is None else (value, unit)


def _write_gaps(book: Book, sheet: Worksheet, gaps: Sequence[Mapping[str, Any]]) -> None:
    rows = (
        {
            **gap,
            "platform": platform_name(gap["platform"]),
            "list_name": list_title(gap["list_name"]),
            "note": pick(gap["note_en"], gap["note_zh"]),
        }
        for gap in gaps
    )
    write_table(book, sheet, GAPS, ([row[column.source] for column in GAPS] for row in rows))
