"""The folder of state: made, kept private, kept tidy.

What is in its files belongs to whoever writes them.
"""

from shopscore.home.folder import make_home, make_private
from shopscore.home.half_files import write_private_file
from shopscore.home.leftovers import find_half_files, find_leftovers, foreign_files, remove, remove_leftovers
from shopscore.home.modes import ModeFault, find_loose_modes, only_for_the_owner, tighten
from shopscore.home.upkeep import keep_up

__all__ = [
    "ModeFault",
    "find_half_files",
    "find_leftovers",
    "find_loose_modes",
    "foreign_files",
    "keep_up",
    "make_home",
    "make_private",
    "only_for_the_owner",
    "remove",
    "remove_leftovers",
    "tighten",
    "write_private_file",
]
