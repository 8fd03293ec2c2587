"""Writes the table of limits for a person to fill in, with what the pages already say beside each step.

The file is landed as it is: a row whose limit is empty is refused by landing, so only filled ones count.
"""

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from shopscore.language import tr
from shopscore.score_tables.bounds import Bound
from shopscore.score_tables.reading import Limits

HEADER = ("platform", "system_id", "rule_version", "industry", "shop_type", "indicator_id", "limit", "points", "note")


def write_template(limits: Sequence[Limits], *, uses_bounds: bool) -> str:
    """Return the table as CSV: every limit that is missing, the steps of an indicator from the best down.

    Args:
        limits: of all indicators; those that have been filled in are left out.
        uses_bounds: write into each limit the worst value that a page shows with those points; a step without such a
            page, and one that pages contradict, is left out.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_rows(limits, uses_bounds=uses_bounds))
    return text.getvalue()


def say_bound(bound: Bound, sign: int) -> str:
    """Say between which values the limit of a step lies, and which pages say so; empty: no page does."""
    reached, missed = bound.reached, bound.missed
    if bound.is_contradicted(sign) and reached and missed:
        return tr(
            "pages contradict each other: {value:g} got {points:g} on {day} (shop {shop}), {other:g} got {fewer:g} on "
            "{other_day} (shop {other_shop})",
            value=reached.value,
            points=reached.points,
            day=reached.day,
            shop=reached.shop_id,
            other=missed.value,
            fewer=missed.points,
            other_day=missed.day,
            other_shop=missed.shop_id,
        )
    parts = []
    if missed and sign > 0:
        parts.append(tr("more than {value:g} (page of {day})", value=missed.value, day=missed.day))
    if missed and sign < 0:
        parts.append(tr("less than {value:g} (page of {day})", value=missed.value, day=missed.day))
    if reached and sign > 0:
        parts.append(tr("at most {value:g} (page of {day})", value=reached.value, day=reached.day))
    if reached and sign < 0:
        parts.append(tr("at least {value:g} (page of {day})", value=reached.value, day=reached.day))
    return ", ".join(parts)


def _rows(limits: Sequence[Limits], *, uses_bounds: bool) -> Iterator[tuple[object, ...]]:
    for one in limits:
        if one.rows:
            continue
        whose = (one.platform, one.system_id, one.rule_version, one.industry, one.shop_type, one.indicator_id)
        for bound in one.bounds:
            limit: object = ""
            if uses_bounds:
                if bound.reached is None or bound.is_contradicted(one.sign):
                    continue
                limit = f"{bound.reached.value:.10g}"
            yield *whose, limit, f"{bound.points:g}", say_bound(bound, one.sign)
