"""The trained model in this process; it needs Rasa, so it runs in the dialogue environment."""

from importlib.util import find_spec

if find_spec("rasa") is None:
    collect_ignore_glob = ["*.py"]
else:
    from tests.support.trained import dialogue, quiet_rasa  # noqa: F401 - fixtures
