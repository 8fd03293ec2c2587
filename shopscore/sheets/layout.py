"""Which columns of a list a person sees, in which order and form; pure, so that a new list has a sheet by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shopscore.language import Language
from shopscore.sheets.headers import OF_WORDS

Form = Literal["text", "word", "date", "time", "whole", "number", "share", "flag", "measure"]

# What an operator reads first; the others follow as the list has them.
FIRST = ("priority", "shop_name", "shop_id", "reason", "due_at", "hours_left", "score_cost")
# The cover says them, or a name stands beside them.
LEFT_OUT = frozenset({"as_of", "generation_id", "indicator_id", "platform", "system_id"})
# Shares of one, from 0 to 1.
SHARES = frozenset({"share"})
# Of an English and a Chinese text one is shown. A Chinese one ends so; the English one ends in `_en` or as it is.
CHINESE, ENGLISH = "_zh", "_en"


@dataclass(frozen=True)
class Shown:
    """A column of a sheet.

    Attributes:
        source: column of the table.
        name: by which its header is found.
        form: how its values are written.
    """

    source: str
    name: str
    form: Form


def shown_columns(types: Mapping[str, str], language: Language) -> Sequence[Shown]:
    """Return the columns of a sheet.

    Args:
        types: DuckDB's type of each column of the list, in order.
        language: of two texts the one in it is shown.
    """
    shown = [
        Shown(column, _bare(column), _form(column, types[column]))
        for column in types
        if column not in LEFT_OUT and not _in_another_language(column, types, language)
    ]
    return sorted(shown, key=lambda one: FIRST.index(one.name) if one.name in FIRST else len(FIRST))


def _bare(column: str) -> str:
    return column.removesuffix(CHINESE).removesuffix(ENGLISH)


def _in_another_language(column: str, types: Mapping[str, str], language: Language) -> bool:
    bare = _bare(column)
    if bare + CHINESE not in types:
        return False
    return column.endswith(CHINESE) != (language == "zh")


def _form(column: str, kind: str) -> Form:
    if column in OF_WORDS:
        return "word"
    if column in SHARES:
        return "share"
    if kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")):
        return "number"
    forms: Mapping[str, Form] = {
        "BIGINT": "whole",
        "INTEGER": "whole",
        "BOOLEAN": "flag",
        "DATE": "date",
        "TIMESTAMP": "time",
    }
    return forms.get(kind, "text")
