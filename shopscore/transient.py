"""Tells failures that go away by waiting from those that stay.

What is done about either belongs to whoever failed.
"""

import errno

# Another program looks into the warehouse for a moment; a disk fills and is cleared.
TRANSIENT_MESSAGES = ("Could not set lock on file", "No space left on device")
TRANSIENT_ERRNOS = {errno.EAGAIN, errno.EBUSY, errno.ENOSPC, errno.ETIMEDOUT}


def is_transient(error: BaseException) -> bool:
    """Tell whether the same step may succeed a little later with nothing changed by anybody."""
    if isinstance(error, OSError) and error.errno in TRANSIENT_ERRNOS:
        return True
    return says_transient(str(error))


def says_transient(message: str | None) -> bool:
    """Tell the same from a message, where dbt has caught the error and kept only its text."""
    return any(words in (message or "") for words in TRANSIENT_MESSAGES)
