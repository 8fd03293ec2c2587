"""Says in one line why something failed, for the terminal, the ledger, alerts and Dagster alike.

Which failures pass by waiting belongs in `transient.py`.
"""

from shopscore.faults import find_fault


def one_line(error: BaseException) -> str:
    """Return the reason that an error gives, on one line; never empty.

    What the machine refuses is told with its remedy. Messages of our own errors and of the system are written for
    people; of any other error the type belongs to the reason.
    """
    fault = find_fault(error)
    if fault is not None:
        return fault.text
    said = " ".join(str(error).split())
    if said and (is_ours(error) or isinstance(error, OSError)):
        return said
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


def is_ours(error: BaseException) -> bool:
    """Tell whether this project raised it, with a message for people; anything else is a bug until shown otherwise."""
    return type(error).__module__.partition(".")[0] == __package__
