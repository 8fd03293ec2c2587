"""The two stages of a restore, so that one that was killed is undone or finished, and never taken for a whole home.

Unpacked and not yet checked (`.restoring`): nothing is in its place, and it is thrown away. Checked, and being put in
its place (`.restored`): the next command finishes it. What is unpacked belongs in `shopscore.backup`.
"""

import shutil
from pathlib import Path

UNCHECKED = ".restoring"
CHECKED = ".restored"
MANIFEST_NAME = "manifest.json"


def put_in_place(home: Path) -> bool:
    """Put what a checked restore has unpacked into its place, also where a killed one had begun to.

    Returns:
        Whether there was such a restore.

    Raises:
        OSError: the folder cannot be written.
    """
    checked = home / CHECKED
    if not checked.is_dir():
        return False
    for entry in sorted(checked.iterdir()):
        if entry.name != MANIFEST_NAME:
            entry.rename(home / entry.name)
    shutil.rmtree(checked)
    return True
