"""The one error of a step that ends a run by itself: nothing broke, but the run must not go on."""


class StepError(Exception):
    """A step ends its run; the message says why, and waiting does not help."""
