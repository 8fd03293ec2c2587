"""No traceback reaches a user: known errors are one line, unknown ones one line and a file.

Which exceptions a command may meet is decided where they are raised.
"""

import functools
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

import typer

from shopscore.settings import ConfigurationError, load_settings, now

USAGE_EXIT = 2
BUG_EXIT = 1

# A folder or file the user named, or SHOPSCORE_HOME, that cannot be used.
UNUSABLE_PATHS = (PermissionError, IsADirectoryError, NotADirectoryError, FileExistsError)

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class CommandError(Exception):
    """The command cannot do what it was asked; the message says what to do instead. Exit code 2."""


def friendly(command: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turn a command's exceptions into one line on stderr and an exit code: 2 for the user's to mend, 1 for a bug."""

    @functools.wraps(command)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.TyperException, BrokenPipeError):
            raise
        except (CommandError, ConfigurationError) as error:
            typer.echo(f"shopscore: {error}", err=True)
            raise typer.Exit(USAGE_EXIT) from error
        except UNUSABLE_PATHS as error:
            typer.echo(f"shopscore: {error.strerror}: {error.filename}", err=True)
            raise typer.Exit(USAGE_EXIT) from error
        except Exception as error:
            where = _write_traceback(command.__name__)
            typer.echo(f"shopscore: {type(error).__name__}; this is a bug; {where}", err=True)
            raise typer.Exit(BUG_EXIT) from error

    return guarded


def _write_traceback(command: str) -> str:
    try:
        log = _log_file(command)
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except (OSError, ConfigurationError):
        return "details could not be written: the log folder is not writable"
    return f"details in {log}"


def _log_file(command: str) -> Path:
    return load_settings().home / "logs" / f"{now():%Y%m%dT%H%M%S}-{command}.log"
