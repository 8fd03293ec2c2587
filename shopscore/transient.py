"""Tells failures that go away by waiting from those that stay.

What is done about either belongs to whoever failed.
"""

import errno

from shopscore.faults import FaultKind, fault_in, find_fault

# A full disk is none of them: nothing on this machine frees it but a person.
TRANSIENT_ERRNOS = {errno.EAGAIN, errno.EBUSY, errno.ETIMEDOUT}


def is_transient(error: BaseException) -> bool:
    """Tell whether the same step may succeed a little later with nothing changed by anybody."""
    if isinstance(error, OSError) and error.errno in TRANSIENT_ERRNOS:
        return True
    fault = find_fault(error)
    return fault is not None and fault.kind is FaultKind.LOCKED


def says_transient(message: str | None) -> bool:
    """Tell the same from a message, where dbt has caught the error and kept only its text."""
    fault = fault_in(message)
    return fault is not None and fault.kind is FaultKind.LOCKED
