"""Made-up exports in the platforms' own formats, with their noise, to try everything out without real data.

The simulation (`simulate` and what it plays) knows no platform; `douyin` and `pinduoduo` hold their platform's headers
and words; `file_formats` writes files as people's tools do. This module only joins them.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

from shopscore.landing.origin import SampleMarker
from shopscore.sample import douyin, pinduoduo
from shopscore.sample.extracts import Extract
from shopscore.sample.file_formats import BAD_CELLS, format_of, format_sheet
from shopscore.sample.people import person
from shopscore.sample.platforms import DOUYIN, PINDUODUO
from shopscore.sample.profiles import Shop, make_creators, make_shops
from shopscore.sample.reference import reference_tables
from shopscore.sample.rules_of_2026 import is_of_2026
from shopscore.sample.rules_of_2026.extras import draw_extras, draw_ratings
from shopscore.sample.score_pages import score_pages
from shopscore.sample.sheets import Sheet
from shopscore.sample.simulate import simulate
from shopscore.sample.span import Span
from shopscore.sample.writing import csv_bytes, write_file, xlsx_bytes

__all__ = ["SampleSummary", "write_sample"]

PEOPLE = 4000
ALL_SHOPS = "_all"
WORKBOOK_EXPORT = (9, "complaints")
SENT_TWICE = (1, "orders")


@dataclass(frozen=True)
class SampleSummary:
    """What was written.

    Attributes:
        files: number of files, reference tables included.
        rows: rows per export (`douyin/orders`, `reference/shops`, ...) over all files, later states, bad rows and
            files sent twice included; headers, notes and totals not.
    """

    files: int
    rows: Mapping[str, int]


def write_sample(
    landing: Path,
    *,
    shops: int = 18,
    pinduoduo_shops: int = 12,
    days: int = 150,
    orders_per_day: int = 20,
    until: date,
    seed: int = 7,
) -> SampleSummary:
    """Write made-up exports of Douyin and Pinduoduo shops and the reference tables below a landing folder.

    The same arguments write the same bytes and modification times. Files of the same name are replaced, others stay.

    Args:
        landing: landing folder; made when missing.
        shops: number of Douyin shops, spread evenly over three industries.
        pinduoduo_shops: number of Pinduoduo shops, spread evenly over two industries; 0 for none.
        days: whole days of orders before `until`.
        orders_per_day: orders a shop gets on an ordinary day, on average over the shops.
        until: the assessment date the sample is made for; nothing is dated after 12:00 of that day.
        seed: another seed, another sample.

    Each file is written down as made up in the landing folder's marker, before it is there.

    Raises:
        ValueError: `pinduoduo_shops` is below 0 or another number below 1.
    """
    for name, number in {"shops": shops, "days": days, "orders_per_day": orders_per_day}.items():
        if number < 1:
            raise ValueError(f"{name} is {number}: give 1 or more.")
    if pinduoduo_shops < 0:
        raise ValueError(f"pinduoduo_shops is {pinduoduo_shops}: give 0 or more.")
    marker = SampleMarker(landing)
    span = Span(until, days)
    creators = make_creators()
    made_shops = (
        *make_shops(span, DOUYIN, shops, creators, seed),
        *make_shops(span, PINDUODUO, pinduoduo_shops, (), seed),
    )
    people = [person(number) for number in range(PEOPLE)]
    files = 0
    rows: Counter[str] = Counter()
    together: dict[Extract, list[tuple[Shop, Sheet]]] = {}
    for shop in made_shops:
        history = simulate(shop, span, people, orders_per_day=orders_per_day, seed=seed)
        staff = people[shop.number % PEOPLE]
        extras = None
        if shop.platform == DOUYIN.name:
            extras = draw_extras(shop, history, span, seed) if is_of_2026(span) else None
            sheets = douyin.sheets(shop, history, span, staff, extras)
        else:
            ratings = draw_ratings(shop, history, seed) if is_of_2026(span) else None
            sheets = pinduoduo.sheets(shop, history, span, staff, ratings)
        for extract, sheet in chain(sheets, score_pages(shop, history, span, seed, extras)):
            if (shop.number, sheet.export) in pinduoduo.EXPORTED_TOGETHER:
                together.setdefault(extract, []).append((shop, sheet))
                continue
            copies, written = _write_export(landing, marker, shop, extract, sheet)
            files += copies
            rows[f"{shop.platform}/{sheet.export}"] += written
    for extract, parts in together.items():
        agent = replace(parts[0][0], shop_id=ALL_SHOPS)
        sheet = pinduoduo.bulk_sheet(parts)
        copies, written = _write_export(landing, marker, agent, extract, sheet)
        files += copies
        rows[f"{agent.platform}/{sheet.export}"] += written
    for name, table in reference_tables(made_shops, creators, span).items():
        path = landing / "reference" / name / f"{name}.csv"
        content = csv_bytes(table, "utf-8")
        marker.add(content)
        write_file(path, content, datetime.combine(span.first_day, time()))
        files += 1
        rows[f"reference/{name}"] += len(table) - 1
    return SampleSummary(files=files, rows=dict(rows))


def _write_export(landing: Path, marker: SampleMarker, shop: Shop, extract: Extract, sheet: Sheet) -> tuple[int, int]:
    """Write one export file, some of them twice; return the number of files and of rows in them."""
    folder = landing / shop.platform / shop.shop_id / sheet.export
    source = (shop.number, sheet.export)
    if source == WORKBOOK_EXPORT:
        content = xlsx_bytes(sheet)
        marker.add(content)
        write_file(folder / _file_name(sheet, extract, ".xlsx"), content, extract.exported_at)
        return 1, len(sheet.rows)
    bad_cells = [bad for bad in BAD_CELLS if extract.is_latest and source == (bad.shop_number, bad.export)]
    file_format = format_of(shop, extract)
    content = csv_bytes(format_sheet(sheet, file_format, extract, bad_cells), file_format.encoding)
    name = _file_name(sheet, extract, ".csv")
    marker.add(content)
    write_file(folder / name, content, extract.exported_at)
    rows = len(sheet.rows) + len(bad_cells)
    if source == SENT_TWICE and extract.is_latest:
        write_file(folder / f"副本-{name}", content, extract.exported_at + timedelta(minutes=20))
        return 2, 2 * rows
    return 1, rows


def _file_name(sheet: Sheet, extract: Extract, suffix: str) -> str:
    words = [sheet.label, extract.label]
    if sheet.is_stamped:
        words.append(extract.stamp)
    return "_".join(words) + suffix
