"""The locks are exact, name no registry and agree; each direct dependency has its reason."""

import itertools
import re

import pytest

from bot.command.locks import LOCKS
from bot.command.project import REQUIREMENTS

ENTRY = re.compile(r"^([a-z0-9-]+)==([^\s;]+)", re.MULTILINE)


def read(name):
    """The text of a file under requirements/."""
    return (REQUIREMENTS / name).read_text(encoding="utf-8")


def entries(name):
    """The packages of a lock with their versions."""
    return dict(ENTRY.findall(read(f"{name}.txt")))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_is_exact(lock):
    """Each package has one version and at least one hash."""
    blocks = re.split(r"\n(?=[a-z])", read(f"{lock.name}.txt"))[1:]
    assert blocks
    for block in blocks:
        assert ENTRY.match(block), block
        assert "--hash=sha256:" in block, block


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_registry_is_named(lock):
    """A lock says what a package is, never where it comes from."""
    for name in (lock.source, f"{lock.name}.txt"):
        assert not re.search(r"https?://|file://|index-url|find-links|trusted-host", read(name))


@pytest.mark.parametrize("source", ["core.in", *(lock.source for lock in LOCKS)])
def test_every_direct_dependency_has_its_reason(source):
    """The line before a package is a comment that says why it is there."""
    lines = read(source).splitlines()
    for before, line in itertools.pairwise(lines):
        if line and not line.startswith(("#", "-")):
            assert before.startswith("# "), line


def test_core_has_the_same_packages_in_both_environments():
    """What core imports is of the same version in both."""
    names = [name.lower() for name in re.findall(r"^(\w+)==", read("core.in"), re.MULTILINE)]
    assert names
    for name in names:
        assert entries("dialogue")[name] == entries("service")[name]


def test_tests_run_on_what_the_service_runs_on():
    """The development lock holds the service's lock, version by version."""
    assert entries("service").items() <= entries("service-dev").items()


@pytest.mark.parametrize("name", ["tensorflow", "keras", "tensorboard", "tensorflow-macos"])
def test_tensorflow_is_not_installed(name):
    """The engine runs without TensorFlow and without what only TensorFlow needs."""
    assert name not in entries("dialogue")
