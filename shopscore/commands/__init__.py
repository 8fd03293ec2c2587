"""The commands of `shopscore`, one module a group of them: what they take, and where their output goes.

Thin: questions are answered in `shopscore.console`, work is done by the package of that name. Each command is a plain
function; `shopscore.cli` makes a command line of them, and none of them knows it. Dagster, dbt and what reads exports
are imported inside the commands that need them, because they cost seconds that a reader should not wait for.
"""
