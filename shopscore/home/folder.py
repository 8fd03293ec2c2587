"""Makes the home folder and the private folders in it."""

from pathlib import Path

from shopscore.home.modes import HOME_MODE, PRIVATE_FOLDER
from shopscore.settings import ConfigurationError


def make_home(home: Path) -> None:
    """Make the home folder when it is not there: others may pass through it to the published file, and list nothing.

    Raises:
        ConfigurationError: the folder it would lie in is not there either, as when a disk is not mounted: state written
            below the mount point would vanish when the disk comes back.
        OSError: it cannot be made.
    """
    if home.is_dir():
        return
    if not home.parent.is_dir() and not home.is_relative_to(Path.cwd()):
        raise ConfigurationError(
            f"SHOPSCORE_HOME is {home}, and there is no folder {home.parent}: mount its disk, or make the folder"
        )
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(HOME_MODE)


def make_private(folder: Path) -> None:
    """Make a folder that only its owner can use, whatever the umask.

    Raises:
        OSError: it cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(PRIVATE_FOLDER)
