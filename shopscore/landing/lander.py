"""What landing files needs: the warehouse, the contracts, the key, and what is known of files; transactions, scratch.

How files are read and inserted belongs in `inserting.py` and `batches.py`.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from shopscore.contracts import Export, Exports
from shopscore.landing.file_ledger import KnownFile
from shopscore.landing.identity import Identity
from shopscore.landing.layout import Place
from shopscore.landing.privacy import HashKey
from shopscore.quality.limits import Limits
from shopscore.settings import Settings

# Each of these goes over hundreds of expressions, and compiles their patterns to see what they can match.
LEFT_OUT_OF_PLANS = "statistics_propagation,expression_rewriter,common_subexpressions,filter_pushdown,common_subplan"
SMALL = 1 << 21


@dataclass
class Lander:
    """What landing files needs.

    Attributes:
        connection: the warehouse, or one in memory that is thrown away.
        settings: where landing, quarantine and temporary files are.
        exports: the contracts.
        run_id: for the ledger.
        key: of the hashes.
        known: files of the ledger.
        full: land every file anew that is not forgotten.
        limits: on the share of bad rows.
        made_up: SHA-256 of the sample's files.
        with_forgotten_rows: files of which rows were taken back.
        done: files that landed or were refused now.
        present: files that lie in landing and could be read.
        with_words: raw table → contract with the words that landed.
    """

    connection: duckdb.DuckDBPyConnection
    settings: Settings
    exports: Exports
    run_id: str
    key: HashKey
    known: dict[str, KnownFile]
    full: bool
    limits: Limits
    made_up: frozenset[str] = frozenset()
    with_forgotten_rows: frozenset[str] = frozenset()
    done: set[str] = field(default_factory=set)
    present: list[tuple[Place, Identity]] = field(default_factory=list)
    with_words: dict[str, Export] = field(default_factory=dict)


@contextmanager
def planned_quickly(connection: duckdb.DuckDBPyConnection, size: int) -> Iterator[None]:
    """Leave out what plans a statement better, for files so small that planning takes longer than reading.

    Args:
        connection: the warehouse.
        size: bytes that are to be read.
    """
    if size > SMALL:
        yield
        return
    connection.execute(f"set disabled_optimizers = '{LEFT_OUT_OF_PLANS}'")
    try:
        yield
    finally:
        connection.execute("reset disabled_optimizers")


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit what the block does, or nothing of it."""
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()


@contextmanager
def scratch_folder(temporary: Path) -> Iterator[Path]:
    """Make a folder for temporary files that only the owner can read, and remove it whatever happens."""
    folder = Path(tempfile.mkdtemp(dir=temporary, prefix="landing-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
