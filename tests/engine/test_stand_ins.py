"""Stand-ins answer Rasa's imports, and nobody else's."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from bot.engine.stand_ins import inside, is_rasa, stand_in
from bot.engine.tensorflow_standin import (
    TensorFlowNotInstalledError,
    holds_nothing,
    refuse_use,
)
from tests.engine.process import ROOT, Engine

INSTALL = (
    "from bot.engine.tensorflow_standin import install_tensorflow_standin as i; i(); "
    "from bot.engine.deferred_imports import install_deferred_imports as d; d(); "
)
"""What the launcher does before Rasa is imported."""


def python(code: str) -> str:
    """Run code in a process of its own and give what it printed."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code],
        cwd=ROOT,
        env=Engine.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_tensorflow_is_not_installed() -> None:
    """The environment is what these tests are about."""
    assert python("from importlib.util import find_spec as f; print(f('tensorflow'))") == "None"


@pytest.mark.parametrize(
    "code",
    [
        f"{INSTALL} import rasa.core.run, spacy",
        f"{INSTALL} import spacy, rasa.core.run",
        f"import spacy; {INSTALL} import rasa.core.run",
        f"{INSTALL} import rasa.core.run, sklearn.linear_model, scipy.sparse, matplotlib",
    ],
)
def test_others_import_the_real_thing_in_any_order(code: str) -> None:
    """SpaCy probes for TensorFlow and must find none, before and after Rasa's imports."""
    tell = "; import sys; print([n for n in sys.modules if n.startswith('tensorflow')])"
    assert python(code + tell) == "[]"


def test_run_does_not_import_what_it_puts_off() -> None:
    """Start and memory stay small: none of these is loaded by importing Rasa's server."""
    code = f"{INSTALL} import rasa.core.run; import sys; print(sorted(set(sys.modules) & set("
    heavy = ["sklearn", "scipy", "matplotlib", "dask", "boto3", "pymongo", "prompt_toolkit"]
    assert python(f"{code}{heavy})))") == "[]"


def test_what_is_put_off_is_loaded_when_it_is_used() -> None:
    """A component of Rasa's that needs scikit-learn and scipy works as ever."""
    code = (
        f"{INSTALL} from rasa.utils.tensorflow import model_data as m; "
        "print(m.train_test_split(list(range(10)), test_size=2, random_state=1)[1]); "
        "from rasa.shared.nlu.training_data.features import Features as F; "
        "import numpy, scipy.sparse as s; "
        "dense = F(numpy.ones((1, 2)), 'sentence', 'text', 'x'); "
        "sparse = F(s.coo_matrix([[1.0]]), 'sentence', 'text', 'x'); "
        "print(dense.is_sparse(), sparse.is_sparse())"
    )
    assert python(code) == "[2, 9]\nFalse True"


def test_asking_for_an_instance_loads_nothing() -> None:
    """A dense feature is not sparse, and scipy is not needed to say so."""
    code = (
        f"{INSTALL} from rasa.shared.nlu.training_data.features import Features as F; "
        "import numpy, sys; "
        "print(F(numpy.ones((1, 2)), 'sentence', 'text', 'x').is_sparse(), 'scipy' in sys.modules)"
    )
    assert python(code) == "False False"


def test_using_tensorflow_fails_with_a_sentence() -> None:
    """The sentence names what was used and what it means."""
    layer = stand_in("tensorflow.keras.Layer", refuse_use, holds_nothing)
    with pytest.raises(TensorFlowNotInstalledError, match=r"tensorflow.keras.Layer was asked for"):
        layer(units=3)


def test_a_stand_in_serves_as_base_annotation_and_exception() -> None:
    """What Rasa does with TensorFlow while it is imported."""
    top = stand_in("tensorflow", refuse_use, holds_nothing)
    derived = type("Model", (top.keras.Model,), {})
    assert derived.__mro__[1] is top.keras.Model
    tensor: Any = top.Tensor
    assert tensor[int] is tensor
    assert (tensor | None) is tensor
    assert tensor.__ror__(None) is tensor
    assert issubclass(top.errors.NotFoundError, Exception)
    assert not isinstance(3, tensor)
    assert inside(top, "tensorflow.a.b") is top.a.b
    assert not hasattr(top, "__wrapped__")


def test_deriving_from_what_is_put_off_fails_with_a_sentence() -> None:
    """Such a package must not be on the list, and the error says so."""
    top = stand_in("package", lambda _name: dict, holds_nothing)
    derived = type("Derived", (top.Base,), {})
    assert top.Base(a=1) == {"a": 1}
    with pytest.raises(TypeError, match=r"Derived derives from package.Base"):
        derived()


@pytest.mark.parametrize(
    ("importer", "answered"),
    [("rasa", True), ("rasa.core.run", True), ("rasa_sdk", False), ("spacy", False), (None, False)],
)
def test_only_rasas_own_modules_are_answered(importer: str | None, *, answered: bool) -> None:
    """By the name of the importing module."""
    assert is_rasa({"__name__": importer} if importer else None) is answered
