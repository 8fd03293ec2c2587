"""What every command does first: close what is open to others, remove what dead processes left."""

from filelock import Timeout

from shopscore.home.leftovers import find_leftovers, remove_leftovers
from shopscore.home.lock import home_lock
from shopscore.home.modes import tighten
from shopscore.settings import Settings


def keep_up(settings: Settings) -> None:
    """Tighten modes and remove leftovers where nothing is at work; never fails a command.

    Leftovers are looked for before the lock is taken, so that a command which finds none never holds it.
    """
    if not settings.home.is_dir():
        return
    tighten(settings)
    try:
        if find_leftovers(settings):
            with home_lock(settings):
                remove_leftovers(settings)
    except (Timeout, OSError):
        # A refresh is at work and tidies itself, or another user's home: `shopscore doctor` names what stays.
        return
