"""Opens the warehouse for calibration, under the lock of the refresh."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import duckdb
from filelock import Timeout

from shopscore import ledger
from shopscore.home import home_lock
from shopscore.language import tr
from shopscore.settings import Settings
from shopscore.warehouse import WarehouseBusyError, open_warehouse

LOCK_SECONDS = 5.0


class CalibrationError(Exception):
    """Calibration cannot do what it was asked; the message says what to do instead."""


class LedgerBusyError(Exception):
    """A refresh is running, or another program has the warehouse open."""


@contextmanager
def open_ledger(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse with the tables of calibration in it, as long as no refresh runs.

    Raises:
        CalibrationError: there is no warehouse yet.
        LedgerBusyError: a refresh holds the lock, or another program the warehouse.
        WarehouseError: the warehouse cannot be opened for another reason.
    """
    if not settings.warehouse.exists():
        raise CalibrationError(tr("there is no warehouse yet: add score pages, then run shopscore refresh"))
    lock = home_lock(settings)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise LedgerBusyError(tr("a refresh is running; wait for it to finish")) from None
    try:
        with ExitStack() as stack:
            try:
                connection = stack.enter_context(open_warehouse(settings))
            except WarehouseBusyError as error:
                raise LedgerBusyError(str(error)) from error
            ledger.create_tables(connection)
            yield connection
    finally:
        lock.release()
