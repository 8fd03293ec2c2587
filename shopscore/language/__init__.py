"""Says sentences in the language of the reader: English, or Chinese.

The English template is the key; what it is called in Chinese stands in `zh/*.po`. Which sentences there are is no
business of this package.
"""

from shopscore.language.languages import LANGUAGES, Language, choose_language, current_language, speaking, use_language
from shopscore.language.message import Message, Told, pick, tr, trn

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "Told",
    "choose_language",
    "current_language",
    "pick",
    "speaking",
    "tr",
    "trn",
    "use_language",
]
