"""Set-up with the real uv, on packages made here, so that no registry is asked."""

import base64
import hashlib
import ssl
import zipfile
from pathlib import Path

import pytest

from bot.command import environments, installing
from bot.command.console import Exit, Failure, Step
from bot.command.environments import STAMP, Environment, running_release
from bot.command.project import ENVIRONMENTS, SERVICE_PYTHON

UV = ENVIRONMENTS / "bootstrap" / "bin" / "uv"


def wheel(folder: Path, version: str) -> Path:
    """A package "sign" of one module, as a wheel; its module says its version."""
    name = f"sign-{version}"
    metadata = f"Metadata-Version: 2.1\nName: sign\nVersion: {version}\n"
    files = {
        "sign.py": f"VERSION = {version!r}\n",
        f"{name}.dist-info/METADATA": metadata,
        f"{name}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},{_digest(text)},{len(text)}\n" for path, text in files.items())
    files[f"{name}.dist-info/RECORD"] = record
    path = folder / f"{name}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for inside, text in files.items():
            archive.writestr(inside, text)
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
    environment.lock.write_text(f"sign @ {package.as_uri()} --hash=sha256:{digest}\n")


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
