"""The first minutes: where a new user begins, and the folders and pages that a new home starts with.

What lands, and why not, is said by `shopscore.landing`.
"""
