"""What must be right before the engine starts; if it is not, one sentence and an exit code.

The exit codes are those of BSD's sysexits.h, so that the supervisor can tell a fault that a
restart may cure (`BUSY`) from one that it cannot (`MISCONFIGURED`).
"""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import yaml

RASA_VERSION = "3.6.21"
MISCONFIGURED = 78
BUSY = 75

TENSORFLOW_COMPONENTS = frozenset(
    {
        "DIETClassifier",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "ResponseSelector",
        "LanguageModelFeaturizer",
        "ConveRTFeaturizer",
    }
)


class Refusal(Exception):  # noqa: N818 - no error of the code's, a sentence for its owner
    """The engine does not start; `str()` is the sentence that says why and what to do."""

    def __init__(self, sentence: str, exit_code: int = MISCONFIGURED) -> None:
        """Keep the sentence and the process's exit code."""
        super().__init__(sentence)
        self.exit_code = exit_code


def refuse_other_rasa() -> None:
    """Refuse any release of Rasa but the one whose inside the fixes were measured on."""
    try:
        found = version("rasa")
    except PackageNotFoundError:
        found = "none"
    if found != RASA_VERSION:
        raise Refusal(
            f"the engine needs Rasa {RASA_VERSION} and found {found}: "
            "install the dialogue environment from its lock again."
        )


def refuse_tensorflow(config: Path) -> None:
    """Refuse a config.yml that needs TensorFlow, by name or because Rasa would fill it in.

    Rasa completes a missing `pipeline` or `policies` with its default, which holds DIET and TED.
    A file that is missing or is not YAML is left to Rasa, which says so itself.
    """
    content = _yaml_mapping(config)
    if content is None:
        return
    for key in ("pipeline", "policies"):
        if not content.get(key):
            raise Refusal(
                f"{config} names no {key}: Rasa would choose one that needs TensorFlow, "
                "which is not installed. List the components."
            )
        for name in _component_names(content[key]):
            if name in TENSORFLOW_COMPONENTS:
                raise Refusal(
                    f"{config} names {name}, which needs TensorFlow, and this engine runs "
                    "without it. Use a component from bot/components or one of Rasa's others."
                )


def _yaml_mapping(path: Path) -> Mapping[str, Any] | None:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None
    return content if isinstance(content, dict) else None


def _component_names(components: object) -> Iterator[str]:
    """Give each component's class name, without the module when a dotted one is given."""
    for component in components if isinstance(components, list) else []:
        name = component.get("name") if isinstance(component, dict) else component
        yield str(name).rpartition(".")[2]


def refuse_other_machines(interface: str) -> None:
    """Refuse an interface that another machine could reach: Rasa trusts whoever calls it."""
    try:
        loopback = interface == "localhost" or ip_address(interface).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise Refusal(
            f"the engine listens on this machine only, not on {interface}: "
            "leave --interface out, or give 127.0.0.1."
        )


def refuse_missing_model(model: Path) -> None:
    """Refuse to start without a trained model.

    `model` is a model file, or a folder that holds at least one.
    """
    if not model.is_file() and not any(model.glob("*.tar.gz")):
        raise Refusal(f"no trained model in {model}: train one first, with `make train`.")


def refuse_taken_port(interface: str, port: int) -> None:
    """Refuse a port that another process holds, before the seconds that loading takes."""
    family = socket.AF_INET6 if ":" in interface else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((interface, port))
        except OSError as error:
            raise Refusal(
                f"port {port} on {interface} cannot be used ({error.strerror}): "
                "stop the other process or give another --port.",
                BUSY,
            ) from error


def refuse_missing_settings(environment: Mapping[str, str], names: Sequence[str]) -> None:
    """Refuse to start when a setting that the supervisor gives is absent or empty."""
    missing = [name for name in names if not environment.get(name)]
    if missing:
        raise Refusal(f"{', '.join(missing)} must be set: `make run` starts the engine with them.")
