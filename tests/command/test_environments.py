"""Set-up with the real uv, on packages made here, so that no registry is asked."""

import base64
import hashlib
import ssl
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.command import environments, installing
from bot.command.console import Exit, Failure, Step
from bot.command.environments import STAMP, Environment, running_release
from bot.command.project import ENVIRONMENTS, SERVICE_PYTHON

UV = ENVIRONMENTS / "bootstrap" / "bin" / "uv"


def wheel(folder: Path, version: str, name: str = "sign") -> Path:
    """A package of one module that says its version, and one program, as a wheel."""
    full = f"{name}-{version}"
    files = {
        f"{name}.py": f"VERSION = {version!r}\n",
        f"{full}.data/scripts/{name}": f"#!/bin/sh\necho {full}\n",
        f"{full}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{full}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_digest(text)},{len(text)}\n" for path, text in files.items())
    files[f"{full}.dist-info/RECORD"] = record
    path = folder / f"{full}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            entry = zipfile.ZipInfo(inside)
            entry.external_attr = 0o100755 << 16
            archive.writestr(entry, text)
    return path


def _digest(text):
    raw = hashlib.sha256(text.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """An environment whose lock names version 1.0 of the package; nothing of it is made yet."""
    monkeypatch.setattr(environments, "REQUIREMENTS", tmp_path)
    monkeypatch.setattr(environments, "ROOT", tmp_path)
    monkeypatch.setattr(installing, "LOG", tmp_path / "set-up.log")
    wanted = Environment(tmp_path / "made", ("made.txt",), running_release())
    write_lock(wanted, wheel(tmp_path, "1.0"))
    return wanted


def write_lock(environment, package, digest=None):
    """Write the environment's lock: one package, with its hash."""
    digest = digest or hashlib.sha256(package.read_bytes()).hexdigest()
    name = package.name.partition("-")[0]
    environment.lock.write_text(f"{name} @ {package.as_uri()} --hash=sha256:{digest}\n")


def make(environment):
    """Make it, on the Python that runs the tests."""
    environments.make(environment, SERVICE_PYTHON, UV, Step("Making"))


def installed(environment):
    """The version that the environment's package says, and whether its byte code was compiled."""
    (module,) = environment.folder.glob("lib/python*/site-packages/sign.py")
    compiled = list(module.parent.glob("__pycache__/sign.*.pyc"))
    return module.read_text(), bool(compiled)


def test_an_environment_is_made_once(environment):
    """It is not current before, it is current after, with byte code; a new release is too much."""
    assert not environment.is_current()
    make(environment)
    assert environment.is_current()
    assert installed(environment) == ("VERSION = '1.0'\n", True)
    assert not Environment(environment.folder, environment.locks, "3.99").is_current()


def test_a_changed_lock_changes_the_environment_in_place(environment, tmp_path):
    """Another lock makes it out of date; making it again brings the other package."""
    make(environment)
    mark = environment.folder / "kept"
    mark.touch()
    write_lock(environment, wheel(tmp_path, "2.0"))
    assert not environment.is_current()
    make(environment)
    assert installed(environment)[0] == "VERSION = '2.0'\n"
    assert mark.exists()


def test_an_interrupted_set_up_recovers(environment):
    """Without a stamp, half an environment is thrown away and made anew."""
    make(environment)
    (environment.folder / STAMP).unlink()
    environment.python.unlink()
    assert not environment.is_current()
    make(environment)
    assert environment.is_current()
    assert installed(environment)[1]


def test_a_vanished_python_is_noticed(environment):
    """An environment whose Python was uninstalled is not current, whatever its stamp says."""
    make(environment)
    environment.python.unlink()
    environment.python.symlink_to("/nowhere/python")
    assert not environment.is_current()
    make(environment)
    assert environment.is_current()


def test_a_wrong_package_is_refused(environment, tmp_path):
    """A file that is not the one of the lock is not installed, and no stamp is left."""
    write_lock(environment, wheel(tmp_path, "1.0"), digest="0" * 64)
    with pytest.raises(Failure, match="is not the one that the lock names") as failure:
        make(environment)
    assert failure.value.code == Exit.UNAVAILABLE
    assert not environment.is_current()


def test_no_network_is_a_sentence(environment, monkeypatch):
    """A registry that cannot be reached: what is needed, and where the whole output is."""
    monkeypatch.setenv("UV_DEFAULT_INDEX", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    environment.lock.write_text(f"nothing-of-this-name==1.0 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Failure, match="could not be fetched") as failure:
        make(environment)
    assert "set-up.log" in str(failure.value)


def hide(monkeypatch, *modules):
    """Let this Python seem to lack some modules, as Debian's does."""
    monkeypatch.setattr(
        environments.importlib.util, "find_spec", lambda name: None if name in modules else name
    )


def test_uv_is_fetched_once(environment, tmp_path, monkeypatch):
    """By whatever means the person's own Python has, and only once."""
    monkeypatch.setattr(environments, "ENVIRONMENTS", tmp_path / "environments")
    monkeypatch.setattr(sys, "executable", sys._base_executable)
    write_lock(
        Environment(environment.folder, ("bootstrap.txt",), environment.release),
        wheel(tmp_path, "1.0", "uv"),
    )
    uv = environments.bootstrap()
    assert subprocess.run([uv], capture_output=True, check=True).stdout == b"uv-1.0\n"
    installing.LOG.unlink()
    assert environments.bootstrap() == uv
    assert not installing.LOG.exists()


def test_uv_is_fetched_with_the_systems_pip_where_venv_is_half(tmp_path, monkeypatch):
    """Debian's Python makes no environment with a pip in it; its own pip does as well."""
    hide(monkeypatch, "ensurepip")
    command = environments._installer(tmp_path / "bootstrap")
    assert command[0] == sys.executable
    assert command[-2:] == ["--target", str(tmp_path / "bootstrap")]


def test_a_python_without_pip_is_a_sentence(tmp_path, monkeypatch):
    """Where neither venv nor pip is there, the sentence names Debian's package."""
    hide(monkeypatch, "ensurepip", "pip")
    with pytest.raises(Failure, match="sudo apt install python3-venv"):
        environments._installer(tmp_path / "bootstrap")


def test_the_systems_certificates_are_used_where_there_are_any(tmp_path, monkeypatch):
    """A file or a folder with certificates counts, an empty folder does not; a Mac has its own."""
    paths = ssl.get_default_verify_paths()
    empty = paths._replace(cafile=None, capath=str(tmp_path))
    monkeypatch.setattr(installing.sys, "platform", "linux")
    assert installing.system_trusts(empty._replace(cafile="/etc/ssl/certificates.pem"))
    assert not installing.system_trusts(empty)
    (tmp_path / "root.pem").touch()
    assert installing.system_trusts(empty)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("error: failed to write: No space left on device (os error 28)", "The disk is full"),
        ("error: Permission denied (os error 13)", "cannot be written to"),
        ("first\nerror: something new\n", "could not be installed: error: something new"),
        ("", "could not be installed: nothing was said"),
    ],
)
def test_failures_are_one_sentence(output, sentence):
    """What pip and uv print becomes a sentence; what is not known is quoted."""
    assert sentence in installing.explain(output)
