"""Which way of an indicator is better: the one place in Python that reads the words of the rules."""

# As `better` has them in the seed of the indicators and in every mart.
SIGNS = {"up": 1, "down": -1}


def sign_of(better: str) -> int:
    """Return what a value is multiplied by so that more of it is better: 1 for `up`, -1 for `down`."""
    return SIGNS[better]
