"""The export contracts: which exports may land, with which columns, and the raw tables they fill.

A contract is written once, in the sources' yml of the staging models; landing, the raw tables, the quality suites and
the docs all read it there. What a cell has to look like belongs in `shopscore.landing.cells`; no export and no column
is named here, except `shop_id`, which the folder gives where the export has none.
"""

from shopscore.contracts.errors import ContractError
from shopscore.contracts.export import (
    LINEAGE_COLUMNS,
    REFERENCE,
    SHOP_COLUMN,
    Column,
    Export,
    Exports,
    header_of,
)
from shopscore.contracts.raw_tables import create_raw_tables
from shopscore.contracts.reading import load_exports

__all__ = [
    "LINEAGE_COLUMNS",
    "REFERENCE",
    "SHOP_COLUMN",
    "Column",
    "ContractError",
    "Export",
    "Exports",
    "create_raw_tables",
    "header_of",
    "load_exports",
]
