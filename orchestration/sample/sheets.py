"""A table on its way to a file: columns with their kinds, rows of Python values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

Value = str | int | float | datetime | None


class Kind(Enum):
    """What a column holds; how it is spelled in a file is the habit of who exports."""

    ID = "id"
    TIME = "time"
    MONEY = "money"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True)
class Column:
    """A column by its header in the file."""

    header: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Sheet:
    """A table of one export.

    Attributes:
        export: name of the export, the folder's name.
        columns: one per value of a row.
        rows: values; None is what did not happen or does not exist.
        total_label: first cell of the total row, where somebody's export has one.
    """

    export: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    total_label: str
