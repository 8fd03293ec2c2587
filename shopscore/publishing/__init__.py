"""Publication: a checked copy of the marts that readers open and the refresh never writes to.

What is in the marts belongs in the models, when to publish in the refresh.
"""

from shopscore.publishing.audit import find_reading_fault, read_generation_id
from shopscore.publishing.errors import PublicationError
from shopscore.publishing.generation import PUBLISHED_SCHEMAS, TableDescription
from shopscore.publishing.presentation import Naming
from shopscore.publishing.publication import Publication, publish

__all__ = [
    "PUBLISHED_SCHEMAS",
    "Naming",
    "Publication",
    "PublicationError",
    "TableDescription",
    "find_reading_fault",
    "publish",
    "read_generation_id",
]
