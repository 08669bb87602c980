"""Rasa without TensorFlow.

Rasa imports TensorFlow for the base classes and annotations of components that this assistant
does not use. With it stood in for, the environment needs 2 GB less, the engine starts in a tenth
of the time and needs a third of the memory, and most packages with known vulnerabilities go.
A component that does use it (see `refusals.TENSORFLOW_COMPONENTS`) fails with a sentence.
"""

from __future__ import annotations

from typing import NoReturn

from bot.engine.stand_ins import install, stand_in

PACKAGES = ("tensorflow", "keras", "tensorflow_hub", "tensorflow_text", "tensorflow_addons")


class TensorFlowNotInstalledError(RuntimeError):
    """Something of TensorFlow's was about to be used."""


def refuse_use(dotted_name: str) -> NoReturn:
    """Refuse to use `dotted_name`, with what it means for the person who configured it."""
    raise TensorFlowNotInstalledError(
        f"{dotted_name} was asked for, but this engine runs Rasa without TensorFlow: "
        "the model or config.yml names a component that needs it."
    )


def holds_nothing(_dotted_name: str, _instance: object) -> bool:
    """Nothing is a tensor or a layer where there is no TensorFlow."""
    return False


def install_tensorflow_standin() -> None:
    """Stand in for TensorFlow in all of Rasa's imports; call before Rasa is imported."""
    install({name: stand_in(name, refuse_use, holds_nothing) for name in PACKAGES})
