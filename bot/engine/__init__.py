"""The dialogue engine: Rasa Open Source 3.6.21, sealed off and without TensorFlow.

`python -m bot.engine …` is Rasa's own command line (`run`, `train`, `test`, `shell`,
`data validate` …), started through `launcher.py`:

1. `refusals.py`: what must be right before anything starts, each with its sentence.
2. `stand_ins.py`, `tensorflow_standin.py`, `deferred_imports.py`: Rasa's imports.
3. `fixes/`: what was measured to cost much inside Rasa, mended from outside, one module each.
4. `run.py`, `server.py`: what `run` does; loads the model, says when it is ready, forgets.
5. `tracker_store.py`, `conversation_file.py`, `conversation_table.py` (for several engines),
   `conversation_length.py`: what is remembered. `answered_turns.py`: a turn is taken once.
6. `action_calls.py`: how actions, which run in the service, are called, and what a failure does.
7. `turn_order.py`: one turn at a time in a conversation.
8. `workers.py`: several engines, forked off the one process that has loaded.
9. `door.py`: how the service has a conversation forgotten.
10. `logs.py`: one line an event, and never what a person wrote.

Nothing here is imported by the service: the two processes speak over HTTP on loopback.
"""
