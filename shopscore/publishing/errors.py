"""The one error of publication.

It is raised before the swap only: whoever catches it knows that the last publication is still in place.
"""


class PublicationError(Exception):
    """The marts cannot be published as they are; the last publication stays; the message says what to repair."""
