"""What the reading commands say: questions to the published file, and their answers as text or JSON.

Every question is a module that reads (`scoreboard.py`, `explanation.py`, `state.py`, `query.py`) and returns plain
dataclasses, whose fields are the keys of `--json`; every `*_view.py` draws one. Figures are computed in the models,
not here.
"""
