"""How a step fails: noted in the run's books, tried again only when waiting may help.

A failed check or a model that does not build is the same a minute later; it is never tried again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from dagster import Failure, RetryRequested

from shopscore.faults import fault_in, find_fault
from shopscore.run import Run
from shopscore.transient import is_transient

MAX_RETRIES = 3
SECONDS_TO_WAIT = 10


@contextmanager
def noting_failure(run: Run, step: str) -> Iterator[None]:
    """Keep in the run why its block failed.

    Raises:
        RetryRequested: it failed by something transient.
        Exception: whatever else it failed by.
    """
    run.message = None
    try:
        yield
    except Exception as error:
        text = (error.description if isinstance(error, Failure) else None) or str(error).strip()
        fault = find_fault(error, run.settings.warehouse) or fault_in(text, run.settings.warehouse)
        text = fault.text if fault else text or type(error).__name__
        run.message = f"{step}: {text}"
        if not isinstance(error, Failure) and is_transient(error):
            run.progress.note(f"{text}; trying again in {SECONDS_TO_WAIT} s")
            raise RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=SECONDS_TO_WAIT) from error
        raise
