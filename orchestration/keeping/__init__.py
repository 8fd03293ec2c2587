"""Keeping the state that cannot be rebuilt: one file with all of it, and a home made from that file.

What the state is for belongs to whoever writes it.
"""

from orchestration.keeping.backup import Backup, back_up
from orchestration.keeping.errors import HomeBusyError, KeepingError
from orchestration.keeping.restore import restore

__all__ = ["Backup", "HomeBusyError", "KeepingError", "back_up", "restore"]
