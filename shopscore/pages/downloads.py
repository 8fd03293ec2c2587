"""Tables as they leave the pages: text that a spreadsheet would run as a formula is made harmless.

It goes for tables on the screen too, because the browser can save them. Numbers, dates and times stay what they are.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

# What a spreadsheet takes for the beginning of a formula, also behind blanks that it trims.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Excel reads a file without it in the machine's own encoding, and the Chinese is lost.
BYTE_ORDER_MARK = "\ufeff"


def harmless(value: Any) -> Any:
    """Return a cell with an apostrophe before a text that a spreadsheet would run; anything else as it is."""
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULAS):
        return f"'{value}"
    return value


def as_csv(rows: Sequence[Mapping[str, Any]], headers: Mapping[str, str]) -> bytes:
    """Return rows as a CSV file for spreadsheets.

    Args:
        rows: by column.
        headers: the columns to write, in this order, each with its header.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([harmless(header) for header in headers.values()])
    for row in rows:
        writer.writerow(["" if row[name] is None else harmless(row[name]) for name in headers])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
