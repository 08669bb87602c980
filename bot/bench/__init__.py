"""How fast and how light the assistant is, beside Rasa's own default: what `make bench` measures.

1. `training.py`: how long either is trained, from nothing.
2. `sides.py`, `processes.py`: either side as a person starts it; its memory and processor time.
3. `talk.py`, `load.py`: conversations, spoken over HTTP, and how long each message took.
4. `rounds.py`: both sides by turns, several times, so that noise falls on both alike.
5. `renewal.py`: how long a changed pack takes to be in use.
6. `figures.py`, `budgets.py`, `report.py`: medians, spread and ratios, and what was promised.

Rasa's default is prepared by `bot.evaluation.stock_project`, all of it by `bot.command.bench`.
"""
