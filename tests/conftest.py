"""Every test speaks English, whatever the locale of whoever runs it; one that wants Chinese asks for it."""

import os
from collections.abc import Iterator

import pytest

from shopscore.language import use_language

os.environ["SHOPSCORE_LANG"] = "en"


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    # the language is one of a process, and a command that a test starts in it chooses one
    yield
    use_language("en")
