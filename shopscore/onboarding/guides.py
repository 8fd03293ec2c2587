"""Writes the pages that say what belongs into a folder of landing, and the tables that are still to be filled.

All that they say of an export comes from its contract, the sources' yml. Where they are put belongs in `init.py`.
"""

import csv
import io
import re

from shopscore.contracts import SHOP_COLUMN, Column, Export
from shopscore.language import pick, tr

# Excel takes a file without the mark for one of the system's own encoding.
BYTE_ORDER_MARK = "\ufeff"
_FIRST_CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")


def landing_guide() -> str:
    """Return the page for the landing folder itself."""
    return _page(
        tr("Exports go here, and nowhere else: this folder is the only one that may hold personal data."),
        "",
        "  <platform>/<shop id>/<export>/<...>.csv / .xlsx",
        "  reference/<...>/<...>.csv / .xlsx",
        "",
        tr("Each folder has a README.txt: where to export, which columns. File names are yours to choose."),
        tr("Folders of another shop: shopscore init --shop douyin/SHOP_ID"),
        tr("What would land of a file, without landing it: shopscore check FILE"),
        tr("Land, check, compute, publish: shopscore refresh"),
        tr("A file that was put here by mistake is taken back by: shopscore forget"),
    )


def platform_guide(platform: str) -> str:
    """Return the page for a platform's folder."""
    return _page(
        tr("One folder a shop of {platform}, called by the shop's id.", platform=platform),
        tr("The folder _all takes files of many shops, with the shop's id in a column 店铺ID."),
        "",
        tr("Make a shop's folders: shopscore init --shop {platform}/SHOP_ID", platform=platform),
    )


def export_guide(export: Export) -> str:
    """Return the page for an export's folder, in the language of this run."""
    columns = [column for column in export.columns if column.header and not _is_of_folder(column, export)]
    required = [column for column in columns if column.required]
    useful = [column for column in columns if not column.required]
    lines = [
        f"{export.platform}/{export.name}: {_in_one_language(export.description)}",
        "",
        tr("Where it comes from"),
        f"  {pick(export.back_office_en, export.back_office_zh)}",
        "",
        tr("Columns without which a file is refused"),
        *map(_column_line, required),
    ]
    if useful:
        lines += ["", tr("Columns that are used where they are there"), *map(_column_line, useful)]
    lines += [
        "",
        tr("Columns are found by their header, in any order; others are not read. Files may be .csv or .xlsx, have any"
           " name, overlap and come again: the newest state of a row wins."),
    ]  # fmt: skip
    if export.has_template:
        lines.append(
            tr(
                "Fill in {file}, or save it under another name; empty, it is not read.",
                file=template_name(export),
            )
        )
    if export.has_shop_folder:
        lines.append(
            tr("Nothing to export? Put an export without rows here, or a row into reference/nothing_to_export.")
        )
    lines += ["", tr("Try a file before it lands: shopscore check FILE")]
    return _page(*lines)


def template_name(export: Export) -> str:
    """Return the name of an export's template."""
    return f"{export.name}_template.csv"


def template(export: Export) -> str:
    """Return the empty table of an export, its header only, as Excel opens it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(
        column.header for column in export.columns if column.header and not _is_of_folder(column, export)
    )
    return BYTE_ORDER_MARK + text.getvalue()


def _is_of_folder(column: Column, export: Export) -> bool:
    return export.has_shop_folder and column.name == SHOP_COLUMN


def _column_line(column: Column) -> str:
    headers = " / ".join(column.headers)
    must = tr(" (in every row)") if column.cell_required else ""
    return f"  {headers}{must}: {_in_one_language(column.description)}"


def _in_one_language(description: str) -> str:
    """Return the English or the Chinese part of a description, which stand one after the other."""
    found = _FIRST_CHINESE.search(description)
    at = found.start() if found else len(description)
    return pick(description[:at].strip(), description[at:].strip())


def _page(*lines: str) -> str:
    return BYTE_ORDER_MARK + "\n".join(lines) + "\n"
