"""Starts the pages: checks who could reach them, then hands the process over to the dashboard library.

Nothing of that library is imported here: `shopscore serve` says what is missing where it is not installed.
"""

import os
import sys
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path

from shopscore.console.errors import CommandError
from shopscore.language import current_language, tr
from shopscore.language.languages import LANGUAGE_VARIABLE
from shopscore.pages.users import FILE_NAME, read_users
from shopscore.settings import Settings

LOCAL_HOST = "127.0.0.1"
PORT = 8501
_APP = Path(__file__).with_name("app.py")
# Nothing is sent anywhere, nothing is fetched, no menu of the library, and no traceback on a page.
_OPTIONS = {
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showSidebarNavigation": "false",
    "runner.magicEnabled": "false",
    "theme.base": "light",
    "theme.primaryColor": "#b3423a",
    "theme.backgroundColor": "#ffffff",
    "theme.metricValueFontSize": "1.4rem",
    "theme.headingFontSizes": "1.25rem",
    "theme.paddingTop": "1.5rem",
    "logger.level": "warning",
}


def is_this_machine(host: str) -> bool:
    """Tell whether what listens on an address is reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def check_serving(home: Path, host: str) -> None:
    """Check that the pages may listen on an address.

    Raises:
        CommandError: the library is not installed, or others could reach the pages and no users file says who may see
            what.
        ConfigurationError: the users file cannot be read.
    """
    if find_spec("streamlit") is None:
        raise CommandError(tr("the pages are not installed: run make pages, or pip install 'shopscore[pages]'"))
    users = read_users(home)
    if not is_this_machine(host) and not (users and users.users):
        raise CommandError(
            tr(
                "others could reach the pages on {host}, and {file} does not say who may see what: "
                "add users with shopscore users add, or leave out --host",
                host=host,
                file=home / FILE_NAME,
            )
        )


def arguments(host: str, port: int) -> list[str]:
    """Return the command line that serves the pages."""
    options = {**_OPTIONS, "server.address": host, "server.port": str(port)}
    return [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(_APP),
        *(f"--{name}={value}" for name, value in options.items()),
    ]


def environment(settings: Settings) -> dict[str, str]:
    """Return the environment in which the pages run.

    The peer of a connection is the one that connected: no header may say that it is another, as the web server below
    would believe of one on this machine.
    """
    return {
        **os.environ,
        "SHOPSCORE_HOME": str(settings.home),
        LANGUAGE_VARIABLE: current_language(),
        "FORWARDED_ALLOW_IPS": "",
    }


def serve(settings: Settings, host: str, port: int) -> None:
    """Become the server of the pages; returns never.

    Raises:
        CommandError: as `check_serving`.
        ConfigurationError: the users file cannot be read.
    """
    check_serving(settings.home, host)
    command = arguments(host, port)
    # the program is this Python, its arguments are ours
    os.execve(command[0], command, environment(settings))  # noqa: S606
