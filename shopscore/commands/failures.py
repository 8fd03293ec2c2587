"""What the errors of the packages mean for a command: whether its home is busy, or what it was asked for cannot be."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from shopscore.commands.options import EXIT_BUSY
from shopscore.console.errors import CommandError
from shopscore.console.terminal import say


@contextmanager
def exit_on(*, busy: type[Exception], unusable: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Turn the errors of a package into one line and an exit code.

    Args:
        busy: another process is at work in the home; exit code 1.
        unusable: what the user named cannot be used; exit code 2.
    """
    try:
        yield
    except busy as error:
        say(f"shopscore: {error}", err=True)
        raise typer.Exit(EXIT_BUSY) from error
    except unusable as error:
        raise CommandError(str(error)) from error
