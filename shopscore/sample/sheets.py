"""A table on its way to a file: columns with their kinds, rows of Python values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

Value = str | int | float | datetime | None
Rows = list[tuple[Value, ...]]


class Kind(Enum):
    """What a column holds; how a file writes it is decided by its format."""

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


def columns_of(kind_of: Mapping[str, Kind], headers: str) -> tuple[Column, ...]:
    """Make the columns of headers parted by blanks; those without a kind are texts."""
    return tuple(Column(header, kind_of.get(header, Kind.TEXT)) for header in headers.split())


@dataclass(frozen=True)
class Sheet:
    """A table of one export.

    Attributes:
        export: name of the export, the folder's name.
        label: what the console calls the export in file names.
        columns: one per value of a row.
        rows: values; None is what did not happen or does not exist.
        total_label: first cell of the total row, where an export has one.
        is_stamped: whether the file's name carries the time of export.
    """

    export: str
    label: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Value, ...]]
    total_label: str = "总计"
    is_stamped: bool = True
