"""Backups of the state that cannot be rebuilt: one file with all of it, and a home made from that file.

What the state is for belongs to whoever writes it.
"""

from shopscore.backup.backup import Backup, back_up
from shopscore.backup.errors import BackupError, HomeBusyError
from shopscore.backup.restore import restore

__all__ = ["Backup", "BackupError", "HomeBusyError", "back_up", "restore"]
