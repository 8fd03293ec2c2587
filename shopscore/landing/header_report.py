"""Says what is wrong with a header row, and writes down which headers and columns were unknown or absent.

What a header row offers is told by `headers.py`.
"""

from collections.abc import Sequence

from shopscore.contracts import REFERENCE, SHOP_COLUMN, Export, Exports
from shopscore.landing.headers import Match, alternatives, canonical, match
from shopscore.landing.layout import ALL_SHOPS
from shopscore.landing.privacy import HashKey
from shopscore.landing.words import named_in_part
from shopscore.language import Message, Told

LISTED_HEADERS = 60
# In a refusal, which has to fit a terminal.
SHOWN_HEADERS = 12


def looks_like(export: Export, exports: Exports, cells: Sequence[str]) -> Message | None:
    """Say in which folder a header row would be complete, None when it is in no other."""
    fits = []
    for other in exports.values():
        matched = match(other, None, cells)
        if other is not export and matched.is_complete:
            fits.append((other.platform != export.platform, -len(matched.positions), other.platform, other.name))
    if not fits:
        return None
    _, _, platform, name = min(fits)
    shop = "" if platform == REFERENCE else "<shop_id>/"
    return Message(
        "it looks like {export}: move it to {folder}",
        export=f"{platform}/{name}",
        folder=f"{platform}/{shop}{name}/",
    )


def refusal_reason(export: Export, exports: Exports, cells: Sequence[str], matched: Match) -> Message:
    """Say in one line why a file with this header row cannot land, what headers it has instead, and what to do."""
    found = found_headers(export, exports, cells)
    if matched.missing:
        missing = tuple(map(alternatives, matched.missing))
        what = (
            Message("the required column {columns} is missing (it has {found})", columns=missing, found=found)
            if len(missing) == 1
            else Message("the required columns {columns} are missing (it has {found})", columns=missing, found=found)
        )
        if export.has_shop_folder and " or ".join(export.column(SHOP_COLUMN).headers) in matched.missing:
            return Message(
                "{what}: files in the folder {folder} need it; add it, or use one folder per shop",
                what=what,
                folder=ALL_SHOPS,
            )
        remedy = (
            looks_like(export, exports, cells) or _hint(export, matched) or Message("export again with all columns")
        )
        return Message("{what}: {remedy}", what=what, remedy=remedy)
    return Message(
        "the header {columns} appears more than once (it has {found}): keep one column",
        columns=matched.repeated,
        found=found,
    )


def _hint(export: Export, matched: Match) -> Told | None:
    """Say what a file is that has most of the required columns and lacks one of which the contract knows why."""
    required = [column for column in export.columns if column.required]
    absent = [column for column in required if column.name not in matched.positions]
    if 2 * len(absent) > len(required):
        return None
    return next((Told(*column.hint) for column in absent if column.hint), None)


def required_headers(export: Export) -> tuple[Message | str, ...]:
    """Return the headers without which a file of the export is refused."""
    return tuple(alternatives(" or ".join(column.headers)) for column in export.columns if column.required)


def found_headers(export: Export, exports: Exports, cells: Sequence[str]) -> Message:
    """Return what a header row has: the headers that a contract knows, and how many others.

    A row that is taken for a header may be a row of data, so what no contract knows is only counted, wherever it is
    printed, stored or sent.
    """
    known = _known_headers(export, exports)
    filled = [cell for cell in cells if canonical(cell)]
    names = [known[canonical(cell)] for cell in filled if canonical(cell) in known]
    more = len(names) - SHOWN_HEADERS
    others = len(filled) - len(names)
    shown = tuple(names[:SHOWN_HEADERS])
    named = (
        Message("{headers} and {count} more known ones", headers=shown, count=more)
        if more > 0
        else Message("{headers}", headers=shown)
    )
    strange = Message("{count} that no export has", count=others)
    if names and others:
        return Message("{one} and {other}", one=named, other=strange)
    return named if names else strange if others else Message("none")


def _known_headers(export: Export, exports: Exports) -> dict[str, str]:
    """Return every header of any contract by its canonical form, as the file's own contract writes it."""
    return {
        canonical(header): header
        for other in (*exports.values(), export)
        for headers in (other.personal_headers, *(column.headers for column in other.columns))
        for header in headers
    }


def unknown_headers(matched: Match, key: HashKey) -> str | None:
    """Return the unknown headers as one text for the ledger, as far as they may be stored; None when there are none."""
    if not matched.unknown:
        return None
    more = len(matched.unknown) - LISTED_HEADERS
    named = [named_in_part(key, header) for header in matched.unknown[:LISTED_HEADERS]]
    return ", ".join(named) + (f" and {more} more" if more > 0 else "")


def absent_columns(export: Export, matched: Match) -> str | None:
    """Return the columns of the contract that a file has not, by our names, as one text; None when it has them all.

    The column with the shop is not among them: the folder says the shop.
    """
    absent = [
        column.name
        for column in export.columns
        if column.header and column.name not in matched.positions and column.name != SHOP_COLUMN
    ]
    return ", ".join(absent) or None
