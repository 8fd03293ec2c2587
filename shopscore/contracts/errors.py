"""The one error of a contract."""


class ContractError(Exception):
    """A sources' yml, or a raw table made from an older one, is unusable; the message names the place."""
