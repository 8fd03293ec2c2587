"""The pages in the browser: what the published database says, for people who look.

Nothing is computed here that a mart could say, and nothing is written. What a page shows is read in one go from one
generation; what a reader may see is decided in `users.py` and cut out in `publication.py`, before any page asks.
"""
