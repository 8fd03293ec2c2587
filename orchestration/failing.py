"""How a step fails: noted in the run's ledger row, tried again only when waiting may help.

A failed check or a model that does not build is the same a minute later; it is never tried again.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from dagster import DagsterEvent, Failure, RetryRequested

from shopscore.faults import fault_in, find_fault
from shopscore.language import tr
from shopscore.reasons import one_line
from shopscore.run import Run
from shopscore.transient import is_transient

MAX_RETRIES = 3
SECONDS_TO_WAIT = 10


@contextmanager
def noting_failure(run: Run, step: str) -> Iterator[None]:
    """Keep in the run why its block failed.

    Raises:
        RetryRequested: it failed by something transient.
        Failure: it failed by something else; its description is the reason in one line.
    """
    run.message = None
    try:
        yield
    except Exception as error:
        text = (error.description or tr("no reason given")) if isinstance(error, Failure) else one_line(error)
        fault = find_fault(error, run.settings.warehouse) or fault_in(text, run.settings.warehouse)
        text = fault.text if fault else text
        run.message = f"{step}: {text}"
        if not isinstance(error, Failure) and is_transient(error):
            run.progress.note(tr("{reason}; trying again in {seconds} s", reason=text, seconds=SECONDS_TO_WAIT))
            raise RetryRequested(max_retries=MAX_RETRIES, seconds_to_wait=SECONDS_TO_WAIT) from None
        # Dagster keeps the line that people read, and no traceback: a cell of an export may stand in it.
        raise Failure(text, allow_retries=False) from None


def why_failed(events: Sequence[DagsterEvent]) -> str:
    """Return why a run failed that no step of ours has noted: in Dagster itself, between or around the steps.

    Args:
        events: of the run.
    """
    failures = [event for event in events if event.is_failure]
    if not failures:
        return "Dagster stopped the run and gave no reason: its page shows the events of the run (make dagster)"
    # A step's failure comes before the run's, which only counts them.
    first = failures[0]
    error = getattr(first.event_specific_data, "error", None)
    while error is not None and error.cause is not None:
        error = error.cause
    reason = error.message.strip() if error is not None else first.message
    fault = fault_in(reason)
    reason = fault.text if fault else reason
    return f"{first.step_key}: {reason}" if first.step_key else str(reason)
