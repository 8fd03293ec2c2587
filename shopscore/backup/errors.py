"""The errors of backups.

What to do about it stands in its message; nothing half done is left behind when it is raised.
"""


class BackupError(Exception):
    """A backup cannot be made or restored; the message says why and what to do."""


class HomeBusyError(BackupError):
    """A refresh is running in the home."""
