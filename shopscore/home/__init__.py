"""The folder of state: made, kept private, kept tidy.

What is in its files belongs to whoever writes them.
"""

from shopscore.home.folder import make_home, make_private
from shopscore.home.half_files import write_private_file
from shopscore.home.leftovers import find_half_files, find_leftovers, foreign_files, remove, remove_leftovers
from shopscore.home.lock import home_lock
from shopscore.home.modes import ModeFault, find_loose_modes, only_for_the_owner, tighten, users_umask
from shopscore.home.restoring import CHECKED, MANIFEST_NAME, UNCHECKED, put_in_place
from shopscore.home.upkeep import keep_up

__all__ = [
    "CHECKED",
    "MANIFEST_NAME",
    "UNCHECKED",
    "ModeFault",
    "find_half_files",
    "find_leftovers",
    "find_loose_modes",
    "foreign_files",
    "home_lock",
    "keep_up",
    "make_home",
    "make_private",
    "only_for_the_owner",
    "put_in_place",
    "remove",
    "remove_leftovers",
    "tighten",
    "users_umask",
    "write_private_file",
]
