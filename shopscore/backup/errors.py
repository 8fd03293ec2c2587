"""The one error of keeping.

What to do about it stands in its message; nothing half done is left behind when it is raised.
"""


class KeepingError(Exception):
    """A backup cannot be made or restored; the message says why and what to do."""


class HomeBusyError(KeepingError):
    """A refresh is running in the home."""
