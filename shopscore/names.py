"""What platforms, exports, columns, subjects and severities are called, in the language of the reader.

How figures are written belongs in `console/wording.py`.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from shopscore.language import Message, tr
from shopscore.settings import PROJECT_DIR

if TYPE_CHECKING:
    from shopscore.contracts import Exports

_PLATFORMS = {
    "douyin": Message("Douyin"),
    "pinduoduo": Message("Pinduoduo"),
    "reference": Message("reference tables"),
}


def platform_name(name: str) -> str:
    """Write the name of a platform."""
    return str(platform_message(name))


def platform_message(name: str) -> Message | str:
    """Return the name of a platform, to be said later."""
    return _PLATFORMS.get(name, name)


_SUBJECTS = {"shop": Message("shop"), "creator": Message("creator")}


def subject_name(name: str) -> str:
    """Write whether a subject is a shop or a creator."""
    return str(_SUBJECTS.get(name, name))


def whose(platform: str, subject_type: str) -> str:
    """Write of what kind a subject is, and on which platform."""
    return tr("{platform} {subject}", platform=platform_name(platform), subject=subject_name(subject_type))


# What stands for an export where none tells an indicator, in `seeds/vocabulary/indicator_exports.csv`.
PAGE_ONLY = "page_only"
_EXPORTS = {
    "orders": Message("orders"),
    "parcels": Message("parcels"),
    "reviews": Message("reviews"),
    "after_sales": Message("after-sales"),
    "complaints": Message("complaints"),
    "chats": Message("chats"),
    "appeals": Message("appeals"),
    "score_pages": Message("score pages"),
    "help_requests": Message("help requests"),
    "violations": Message("violations"),
    "chat_staff_days": Message("staff days"),
}


def export_names(export: str | None) -> Message | str:
    """Write the name of an export, or of several of which one is enough."""
    if not export:
        return Message("the export")
    first, _, others = export.partition("|")
    name = _EXPORTS.get(first, first.replace("_", " "))
    return Message("{one} or {other}", one=name, other=export_names(others)) if others else name


def column_header(platform: str, export: str, column: str) -> str:
    """Write a column, or several that say the same, as the files of an export call it."""
    from shopscore.contracts import header_of  # noqa: PLC0415

    return header_of(_contracts(), platform, export, column)


@lru_cache(maxsize=1)
def _contracts() -> "Exports":
    # A quarter of a second to read, which only whoever lacks a column waits for.
    from shopscore.contracts import load_exports  # noqa: PLC0415

    return load_exports(PROJECT_DIR / "models")


_SEVERITIES = {"warn": Message("warning"), "error": Message("error"), "withhold": Message("withheld")}


def severity(name: str) -> str:
    """Write how much a check matters."""
    return str(_SEVERITIES.get(name, name))
