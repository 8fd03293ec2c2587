"""Calibration: learns from score pages how the platform turns the values of indicators into points.

A curve of one indicator is a version in the warehouse, with its error; it counts only once a person puts it to use,
and then from the next refresh. A dimension that the platform does not explain has no score at all without what is
learned of it, so that counts by itself. How a score is read from a curve belongs in the models. Starter curves, made
from assumptions, are switched on and off here too.
"""

from shopscore.calibration.calibrate import Outcome, calibrate
from shopscore.calibration.coverage import Coverage, read_coverage
from shopscore.calibration.dimensions import LearningOutcome, learn_dimensions
from shopscore.calibration.learned import LearnedDimension, list_learned
from shopscore.calibration.ledger import CalibrationError, LedgerBusyError, open_ledger
from shopscore.calibration.starter import is_starter_on, switch_starter
from shopscore.calibration.versions import Use, Version, list_versions, start_using, stop_using

__all__ = [
    "CalibrationError",
    "Coverage",
    "LearnedDimension",
    "LearningOutcome",
    "LedgerBusyError",
    "Outcome",
    "Use",
    "Version",
    "calibrate",
    "is_starter_on",
    "learn_dimensions",
    "list_learned",
    "list_versions",
    "open_ledger",
    "read_coverage",
    "start_using",
    "stop_using",
    "switch_starter",
]
