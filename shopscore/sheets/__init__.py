"""A workbook of what there is to do today: a cover, the shops' scores, and a sheet for each list.

Which lists there are is read from the publication. What a list holds belongs in the models of `marts/actions`.
"""

from shopscore.sheets.export import TooManyRowsError, export_workbook

__all__ = ["TooManyRowsError", "export_workbook"]
