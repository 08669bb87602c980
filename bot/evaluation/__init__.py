"""Measures how well people are understood: ``make evaluate``.

1. `rows.py`: the sets under tests/evaluation/, as written by people.
2. `hearing.py`: the trained model in process, heard through the engine's own graph.
3. `playing.py`, `judging.py`: every row said, its reply judged.
4. `noise.py`, `mishearing.py`: the same rows, hurried, misspelt, by ear and by thumbs.
5. `folds.py`, `filling.py`, `names.py`: intents and names where the truth is known by making.
6. `rejection.py`, `latency.py`: the threshold that is shipped, and what a message costs.
7. `baseline.py`, `stock_rasa.py`: Rasa's default pipeline on the same data, side by side.
8. `measures.py`, `charts.py`, `report.py`: figures, pictures and the report.

Sets are never trained on. Nothing here runs in the assistant.
"""
