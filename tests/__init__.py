"""The tests of the project, importable by one another."""
