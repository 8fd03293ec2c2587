"""SQL that lives in `.sql` files beside the module that runs it, so that a person and the linter read it as SQL.

A file is SQL as it stands. Values are bound by DuckDB (`$name`); a name that cannot be bound is a quoted placeholder,
`"{table}"`, and the one thing filled in here. SQL that is put together from a contract, or from what a user chose,
stays in Python.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

_PLACEHOLDER = re.compile(r'"\{(\w+)\}"')


def statement(module: str, name: str, /, **names: str | Sequence[str]) -> str:
    """Return the SQL of `sql/<name>.sql` beside a module.

    Args:
        module: the module that runs it, as in `statement(__name__, "known_files")`.
        name: the file, without its ending.
        names: what stands for each quoted placeholder: a name, with its schema as `schema.table`, or several names,
            which are listed with commas. They come from a contract or from the code, never from a file of the user.

    Raises:
        KeyError: a placeholder of the file is not among the names.
    """
    text = _text(module.rpartition(".")[0], name)
    return _PLACEHOLDER.sub(lambda found: _listed(names[found[1]]), text)


def identifier(name: str) -> str:
    """Return a name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it, for the places where nothing can be bound."""
    return "'" + text.replace("'", "''") + "'"


@cache
def _text(package: str, name: str) -> str:
    return files(package).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


def _listed(names: str | Sequence[str]) -> str:
    if isinstance(names, str):
        return ".".join(identifier(part) for part in names.split("."))
    return ", ".join(identifier(name) for name in names)
