"""Reads the sentences' translations.

They are gettext catalogues, one a part, so that two people who work on two parts do not meet in one file.
"""

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from shopscore.language.languages import Language

FOLDER = Path(__file__).parent


@lru_cache(maxsize=2)
def translation(language: Language) -> NullTranslations:
    """Return the translations into a language; English needs none."""
    if language == "en":
        return NullTranslations()
    # Babel costs a tenth of a second that an English run need not wait for.
    from babel.messages.catalog import Catalog  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    whole = Catalog(locale=language)
    for path in sorted((FOLDER / language).glob("*.po")):
        with path.open(encoding="utf-8") as file:
            for message in read_po(file, locale=language, abort_invalid=True):
                # That each sentence stands in one catalogue is for a test to say: no command fails for it.
                if message.id and message.id not in whole:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return GNUTranslations(compiled)
