"""Says what `shopscore forget` takes back, line by line."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from shopscore.landing.forgetting import Part
from shopscore.language import tr, trn


def part_lines(parts: Sequence[Part]) -> Iterator[str]:
    """Say of each export how many files and rows are taken back, and of which days."""
    by_export = sorted(parts, key=lambda part: (part.export.platform, part.export.name))
    for (platform, name), of_export in groupby(by_export, key=lambda part: (part.export.platform, part.export.name)):
        some = list(of_export)
        files = trn("{count} file of {export}", "{count} files of {export}", len(some), export=f"{platform}/{name}")
        rows = trn("{count} row", "{count} rows", sum(part.rows for part in some))
        days = sorted(day for part in some for day in (part.first_day, part.last_day) if day is not None)
        span = tr("{first} to {last}", first=days[0], last=days[-1]) if days else ""
        yield "  " + ", ".join(text for text in (files, rows, span) if text)
    if any(part.shop_id for part in parts):
        yield "  " + tr("files of many shops keep the rows of the others")
