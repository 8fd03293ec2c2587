"""No traceback reaches a user: known errors are one line, unknown ones one line and a file.

Which exceptions a command may meet is decided where they are raised.
"""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import ParamSpec, TypeVar

import typer

from shopscore.console.terminal import say
from shopscore.faults import FaultKind, find_fault
from shopscore.language import tr
from shopscore.settings import ConfigurationError, load_settings, now
from shopscore.warehouse import WarehouseError

FAILED_EXIT = 1
BUG_EXIT = 1
USAGE_EXIT = 2

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class CommandError(Exception):
    """The command cannot do what it was asked; the message says what to do instead. Exit code 2."""


def friendly(command: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Turn a command's exceptions into one line on stderr and an exit code.

    2 is for what the user named and can name otherwise, 1 for a machine that has to be mended (a full disk, a damaged
    or locked file) and for a bug. A reader of the output that goes away is not an error: the command ends with 0.
    """

    @functools.wraps(command)
    def guarded(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except (typer.Exit, typer.Abort, typer.TyperException):
            raise
        except BrokenPipeError:
            let_go_of_output()
            raise typer.Exit(0) from None
        except (CommandError, ConfigurationError) as error:
            say(f"shopscore: {error}", err=True)
            raise typer.Exit(USAGE_EXIT) from error
        except WarehouseError as error:
            say(f"shopscore: {error}", err=True)
            raise typer.Exit(FAILED_EXIT) from error
        except Exception as error:
            raise typer.Exit(_tell(error, command.__name__)) from error

    return guarded


def run_to_the_end(app: Callable[[], None]) -> None:
    """Run a command line and write out what it has printed, however its output's reader has fared.

    What is printed last leaves the process only when it ends, and fails only then: at a pipe whose reader has gone, or
    a file on a full disk.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except SystemExit as end:
        # The pages of --help are printed by others, who end with 1 when they are not read.
        code = 0 if isinstance(end.__context__, BrokenPipeError) else end.code
    else:
        code = 0
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_output()
    except OSError as error:
        let_go_of_output()
        code = _tell(error, "output")
    raise SystemExit(code)


def let_go_of_output() -> None:
    """Have whatever is still to be written to standard output go nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _tell(error: Exception, command: str) -> int:
    """Write the one line and return the exit code."""
    fault = find_fault(error)
    if fault is not None:
        say(f"shopscore: {fault.text}", err=True)
        return USAGE_EXIT if fault.kind is FaultKind.UNUSABLE_PATH else FAILED_EXIT
    where = _write_traceback(command)
    say("shopscore: " + tr("hit a bug ({error}); {where}", error=type(error).__name__, where=where), err=True)
    return BUG_EXIT


def _write_traceback(command: str) -> str:
    try:
        log = _log_file(command)
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(_without_messages(sys.exception()), encoding="utf-8")
    except (OSError, ConfigurationError):
        return tr("details could not be written: the log folder is not writable")
    return tr("details in {path}", path=log)


def _without_messages(error: BaseException | None) -> str:
    """Return the traceback of an error and of what led to it: types and lines of code.

    A message may quote a cell or the name of a file; only those of our own errors never do.
    """
    parts = ["Traceback, without messages: they may quote a cell\n"]
    while error is not None:
        name = type(error).__name__
        is_ours = type(error).__module__.partition(".")[0] == "shopscore"
        parts.append("".join(traceback.format_tb(error.__traceback__)) + (f"{name}: {error}" if is_ours else name))
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return parts[0] + "\n\nwhich happened because of or after\n\n".join(parts[1:]) + "\n"


def _log_file(command: str) -> Path:
    return load_settings().home / "logs" / f"{now():%Y%m%dT%H%M%S}-{command}.log"
