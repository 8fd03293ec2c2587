"""Calibration: learns from score pages how the platform turns the value of an indicator into points.

A learned curve is a version in the warehouse, with its error. It counts only once a person puts it to use, and then
from the next refresh; how a score is read from a curve belongs in the models. Starter curves,
made from assumptions, are switched on and off here too.
"""

from shopscore.calibration.calibrate import Outcome, calibrate
from shopscore.calibration.coverage import Coverage, read_coverage
from shopscore.calibration.ledger import CalibrationError, LedgerBusyError, open_ledger
from shopscore.calibration.starter import is_starter_on, switch_starter
from shopscore.calibration.versions import Use, Version, list_versions, start_using, stop_using

__all__ = [
    "CalibrationError",
    "Coverage",
    "LedgerBusyError",
    "Outcome",
    "Use",
    "Version",
    "calibrate",
    "is_starter_on",
    "list_versions",
    "open_ledger",
    "read_coverage",
    "start_using",
    "stop_using",
    "switch_starter",
]
