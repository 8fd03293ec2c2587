"""The lock of a home: whoever writes to the warehouse holds it; the system lets go of it with the process."""

from filelock import FileLock

from shopscore.settings import Settings


def home_lock(settings: Settings, *, wait: float = 0.0) -> FileLock:
    """Return the lock, to be entered as a block.

    Args:
        settings: the home folder.
        wait: seconds to wait for another process to let go; none by default.

    Raises:
        filelock.Timeout: when it is entered and another process still holds it.
    """
    return FileLock(settings.lock, timeout=wait, mode=0o600)
